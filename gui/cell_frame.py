"""The card that stands under a cell without ever taking the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from gui import palette, sizes

BELOW, RADIUS, MARGIN = 4, 8, 12


class CellFrame(QFrame):
    """A child of its owner's window that lies above everything else in it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(False)
        self.setFont(sizes.lettering())
        self.hide()

    @property
    def edge(self) -> str:
        """The colour of the card's line."""
        return palette.present(self).control_edge

    def stand_under(self, cell: QRect, to_right: bool = False) -> None:
        """Come to stand under a cell (above it where below is no room), given on the screen."""
        window = self._owner.window()
        if self.parentWidget() is not window:  # the panel was taken out of it, or put back
            self.setParent(window)
        # A card that a style sheet just dressed knows its size only now.
        self.ensurePolished()
        self.adjustSize()
        room = window.rect()
        place = QRect(window.mapFromGlobal(cell.topLeft()), cell.size())
        gap = sizes.scaled(BELOW)
        left = place.right() + 1 - self.width() if to_right else place.left()
        top = place.bottom() + 1 + gap
        if top + self.height() > room.bottom():
            above = place.top() - gap - self.height()
            top = above if above >= 0 else max(0, room.bottom() - self.height())
        left = max(room.left() + gap, min(left, room.right() - gap - self.width()))
        self.move(QPoint(left, top))
        self.raise_()
        self.show()

    def paintEvent(self, _: QPaintEvent, /) -> None:
        """A rounded ground with a line of one pixel round it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.edge), 1))
        painter.setBrush(QColor(palette.present(self).panel))
        radius = sizes.scaled(RADIUS)
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius
        )

    def event(self, event: QEvent, /) -> bool:
        """A click on the card is not one on what lies under it."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            event.accept()
            return True
        return super().event(event)
