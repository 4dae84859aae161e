"""A line of words that can be pressed, without the frame of a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy

from gui import sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class LinkButton(QPushButton):
    """Long words are cut in their middle; the whole of them is the name, and the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._told: object = None
        self.setObjectName("link_button")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(sizes.lettering(sizes.SMALL_PX))

    def show_words(self, words: str) -> None:
        """Say this instead; nothing takes no room."""
        told = (words, sizes.scale())
        if told == self._told:
            return
        self._words, self._told = words, told
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(words))
        self.setFont(sizes.lettering(sizes.SMALL_PX))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        letters = QFontMetrics(self.font())
        wide = letters.horizontalAdvance(self._words) + sizes.scaled(8)
        return QSize(wide, letters.height() + sizes.scaled(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds more of the words, or less."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letters, room = QFontMetrics(self.font()), max(self.width() - sizes.scaled(4), 0)
        # In a menu's words the mark would be a letter to press.
        words = self._words.replace("&", "&&")
        self.setText(letters.elidedText(words, Qt.TextElideMode.ElideMiddle, room))
