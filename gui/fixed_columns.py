"""A table whose first columns stay where they are while the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

FIXED = 2  # number and operation: what tells a layer from the others
Hint = QAbstractItemView.ScrollHint
Index = QModelIndex | QPersistentModelIndex


class FixedColumnsView(QTableView):
    """The fixed cells are painted, found and edited where they are seen, over those scrolled."""

    def visualRect(self, index: Index, /) -> QRect:
        """Where the cell is seen."""
        room = super().visualRect(index)
        if index.column() < FIXED:
            room.translate(self.horizontalOffset(), 0)
        return room

    def indexAt(self, place: QPoint, /) -> QModelIndex:
        """The cell that is seen there."""
        if place.x() < width(self.horizontalHeader()):
            place -= QPoint(self.horizontalOffset(), 0)
        return super().indexAt(place)

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible, /) -> None:
        """A fixed cell is seen anyhow; another one must come out from under them."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < FIXED:
            bar.setValue(before)
            return
        covered = width(self.horizontalHeader()) - self.visualRect(index).left()
        if covered > 0:
            bar.setValue(bar.value() - covered)

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        """What is already painted is moved with the rest, the fixed cells too: paint it anew."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The cells, and over those that are scrolled away the fixed ones."""
        super().paintEvent(event)
        if not self.horizontalOffset():
            return
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        last = self.rowAt(event.rect().bottom())
        for row in range(
            max(self.rowAt(event.rect().top()), 0),
            (last if last >= 0 else self.model().rowCount() - 1) + 1,
        ):
            for column in range(FIXED):
                index = self.model().index(row, column)
                option.rect = self.visualRect(index)
                self.itemDelegate().paint(painter, option, index)
        painter.end()


def width(header: QHeaderView) -> int:
    """How much of the table the fixed columns take."""
    return sum(header.sectionSize(at) for at in range(min(FIXED, header.count())))
