"""A chip that stands by itself in a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import chips, palette, sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from engine.verdicts import Kind


class ChipLabel(QWidget):
    """As wide as its word, down to its sign alone."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: Kind | None = None
        self._word = ""
        self._told: object = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_word(self, kind: Kind | None, word: str) -> None:
        """Show that finding."""
        told = (kind, word, sizes.scale())
        if told == self._told:
            return
        self._told = told
        self._kind, self._word = kind, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chips.size(self._word)

    def minimumSizeHint(self) -> QSize:
        return chips.size("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chip at the left."""
        painter = QPainter(self)
        chips.paint(painter, self.rect(), self._kind, self._word, palette.present(self))
        painter.end()
