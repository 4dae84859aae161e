"""A sign and a sentence beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui import chips, icons, sizes
from gui.panel import Words

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from engine.verdicts import Kind
    from gui.palette import Colours

SIGN, BETWEEN = 16, 8


class SignLine(QWidget):
    """What the sign stands for is in the sentence too."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self._words = Words(sizes.SMALL_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.scaled(BETWEEN))
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def show_words(self, kind: Kind, words: str, colours: Colours) -> None:
        """Say this with the sign of that kind."""
        self._sign.setPixmap(sign(self, kind, colours))
        self._words.show_words(words)
        self.setAccessibleName(words)


def sign(beside: QWidget, kind: Kind, colours: Colours) -> QPixmap:
    """The sign of that kind, for a widget on whose screen it is to be seen."""
    look, side = chips.look(kind, colours), sizes.scaled(SIGN)
    return icons.icon(look.sign, look.ink).pixmap(QSize(side, side), beside.devicePixelRatioF())
