"""What all panels are made of: a column that scrolls, groups with a rule between, labels."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.words import Text

    Said = Callable[[Text], str]

MARGIN, GAP, APART = 12, 4, 8
NO_BREAK = "\N{NO-BREAK SPACE}"
_BRACKETS = re.compile(r"\([^()]{,24}\)")
_LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class Panel(QScrollArea):
    """A column of groups as high as it needs, of which as much is seen as there is room for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._is_complete = False
        # Qt's own would be looked for among all kinds of widgets there are, which takes long.
        self.setViewport(QWidget())
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._inner = QWidget()
        self._inner.setBackgroundRole(QPalette.ColorRole.Base)
        self.column = QVBoxLayout(self._inner)
        margin = sizes.scaled(MARGIN)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(sizes.scaled(APART))
        self.setWidget(self._inner)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)

    def retranslate(self) -> None:
        """Say everything again."""
        self._is_complete = True
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now, in the words and colours of now."""

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What changes meanwhile finds its places afterwards.

        Qt would lay the whole panel out each time that something in it is shown, and then go from
        a widget to the one round it only after a painting.
        """
        layouts = [one for one in self._inner.findChildren(QLayout) if one.isEnabled()]
        for layout in layouts:
            layout.setEnabled(False)
        try:
            yield
        finally:
            for layout in layouts:
                layout.setEnabled(True)
            # Those that stand within others are found after them.
            for layout in reversed(self._inner.findChildren(QLayout)):
                layout.activate()
            QCoreApplication.sendEvent(self._inner, QEvent(QEvent.Type.LayoutRequest))

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        for words in self.findChildren(Words):
            words.resize_parts()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """A new palette or new letters change what is written."""
        super().changeEvent(event)
        if not self._is_complete:
            return
        if event.type() == QEvent.Type.FontChange:
            self.resize_parts()
        elif event.type() in _LOOKS:
            self.refresh()


class Group(QWidget):
    """A heading and what belongs below it, parted by a rule from what stands above."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(sizes.scaled(GAP))
        self._rule = QWidget()
        below = QVBoxLayout(self._rule)
        below.setContentsMargins(0, 0, 0, sizes.scaled(APART - GAP))
        below.addWidget(Rule())
        self.rows.addWidget(self._rule)
        self.heading = Words(sizes.SMALL_PX, strong=True)
        self.rows.addWidget(self.heading)

    def show_rule(self, shown: bool) -> None:
        """Whether there is anything above."""
        self._rule.setVisible(shown)


class AsideGroup(Group):
    """A group with soft words at the right of its heading."""

    def __init__(self) -> None:
        super().__init__()
        self.aside = Words(sizes.SMALL_PX, soft=True)
        self.aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.heading.setWordWrap(False)
        line = QHBoxLayout()
        line.setSpacing(sizes.scaled(APART))
        line.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.aside, 1)
        self.rows.addLayout(line)


class Rule(QFrame):
    """A line of one pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)


class Words(QLabel):
    """Words in one of the window's sizes, over as many lines as they need, hidden without any."""

    def __init__(
        self, px: int = sizes.TEXT_PX, *, strong: bool = False, soft: bool = False
    ) -> None:
        super().__init__()
        self._heights: tuple[str, dict[int, int]] = ("", {})
        self._px, self._weight = px, QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if soft:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.resize_parts()

    def show_words(self, words: str) -> None:
        """Say this instead; nothing takes no room."""
        if words != self.text():
            self.forget_heights()
            self.setText(words)
        self.show_if(bool(words))

    def show_if(self, shown: bool) -> None:
        """Take room, or none."""
        if self.isHidden() is shown:
            self.setVisible(shown)

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self.setFont(sizes.lettering(self._px, self._weight))

    def changeEvent(self, event: QEvent) -> None:
        """Other letters or margins want other heights."""
        self.forget_heights()
        super().changeEvent(event)

    def forget_heights(self) -> None:
        """What was found out of the words before."""
        self._heights = ("", {})

    def heightForWidth(self, width: int) -> int:
        """Every layout of a panel asks each of its labels, which Qt would break anew each time."""
        words = self.text()
        if self._heights[0] != words:
            self._heights = (words, {})
        found = self._heights[1].get(width)
        if found is None:
            found = self._heights[1][width] = self.needed_height(width)
        return found

    def needed_height(self, width: int) -> int:
        """How high the words are when they are broken."""
        return super().heightForWidth(width)


def together(sentence: str) -> str:
    """The sentence with no line ending inside short brackets, which hold a sum."""
    return _BRACKETS.sub(lambda found: found[0].replace(" ", NO_BREAK), sentence)


def capital(sentence: str) -> str:
    """The sentence with a capital letter, where it stands alone and not behind its place.

    Chinese has none, and may begin with the name of a layer.
    """
    if any("\u4e00" <= mark <= "\u9fff" for mark in sentence):
        return sentence
    return sentence[:1].upper() + sentence[1:]


def spoken(words: Text | str, said: Said) -> str:
    """What stands for the words in the window's language; a plain string stands for itself."""
    return words if isinstance(words, str) else said(words)
