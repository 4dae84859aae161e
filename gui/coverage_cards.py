"""What the rule says and what is true, side by side, and the box that tells why they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import sizes
from gui.chip_label import ChipLabel
from gui.panel import Words

if TYPE_CHECKING:
    from engine.verdicts import Kind

APART, PADDING, BETWEEN = 8, 10, 4


class Card(QFrame):
    """A heading, a chip, and a few lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.heading = Words(sizes.HINT_PX, soft=True)
        self._chip = ChipLabel()
        self._line = Words(sizes.SMALL_PX)
        self._hint = Words(sizes.HINT_PX, soft=True)
        lines = QVBoxLayout(self)
        padding = sizes.scaled(PADDING)
        lines.setContentsMargins(padding, padding, padding, padding)
        lines.setSpacing(sizes.scaled(BETWEEN))
        for part in (self.heading, self._chip, self._line, self._hint):
            lines.addWidget(part)
        lines.addStretch(1)

    def show_finding(self, kind: Kind | None, word: str, line: str, hint: str = "") -> None:
        """Show that finding."""
        self._chip.show_word(kind, word)
        self._line.show_words(line)
        self._hint.show_words(hint)
        told = (self.heading.text(), word, line, hint)
        self.setAccessibleName(", ".join(one for one in told if one))


class CoverageCards(QWidget):
    """Both cards, equally wide."""

    def __init__(self) -> None:
        super().__init__()
        self.rule, self.truth = Card(), Card()
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(sizes.scaled(APART))
        both.addWidget(self.rule, 1)
        both.addWidget(self.truth, 1)


class WarnBox(QFrame):
    """A title and sentences on the ground of a warning, hidden without any."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warn_box")
        self.title = Words(sizes.SMALL_PX, strong=True)
        self.title.setObjectName("warn_title")
        self._words = Words(sizes.SMALL_PX)
        lines = QVBoxLayout(self)
        padding = sizes.scaled(PADDING)
        lines.setContentsMargins(padding, padding - 2, padding, padding - 2)
        lines.setSpacing(sizes.scaled(BETWEEN))
        lines.addWidget(self.title)
        lines.addWidget(self._words)

    def show_words(self, words: str) -> None:
        """Say this; nothing takes no room."""
        self._words.show_words(words)
        self.setAccessibleName(f"{self.title.text()}. {words}" if words else "")
        self.setVisible(bool(words))
