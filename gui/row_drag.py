"""A table whose rows are dragged to another place, with a line where they would come to stand."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui import palette, sizes
from gui.fixed_columns import FixedColumnsView

LINE = 2


class RowDragView(FixedColumnsView):
    """Its model is asked to drop before the row at which the line stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt's own would be looked for among all kinds of widgets there are, which takes long.
        ground = QWidget()
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)
        self._line_row = -1
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropOverwriteMode(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def startDrag(self, _actions: Qt.DropAction, /) -> None:
        """Carry the selected rows; where they end up is the drop's doing alone."""
        data = self._dragged()
        if data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        drag.exec(both, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Take what the model knows."""
        self._point(event)

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        """Let the line follow."""
        self._point(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent, /) -> None:
        """No line any more."""
        self._show_line(-1)

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Drop where the line stands."""
        row = self.row_between(event.position().toPoint())
        self._show_line(-1)
        action = event.proposedAction() if event.source() is self else Qt.DropAction.CopyAction
        if self.model().dropMimeData(event.mimeData(), action, row, 0, QModelIndex()):
            event.setDropAction(action)
            event.accept()

    def row_between(self, place: QPoint) -> int:
        """The row before which something dropped there would stand."""
        row = self.rowAt(place.y())
        if row < 0:
            return self.model().rowCount() - 1
        room = self.visualRect(self.model().index(row, 0))
        return row + 1 if place.y() > room.center().y() else row

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The rows, and over them the line."""
        super().paintEvent(event)
        if self._line_row < 0:
            return
        before = self.visualRect(self.model().index(max(self._line_row - 1, 0), 0))
        top = before.bottom() if self._line_row else before.top()
        room = QRect(0, top - LINE // 2, self.viewport().width(), sizes.scaled(LINE))
        QPainter(self.viewport()).fillRect(room, QColor(palette.present(self).accent))

    def _dragged(self) -> QMimeData | None:
        """What is carried; None where nothing is."""
        indexes = [one for one in self.selectedIndexes() if _can_be_dragged(one)]
        return self.model().mimeData(indexes) if indexes else None

    def _point(self, event: QDragMoveEvent) -> None:
        row = self.row_between(event.position().toPoint())
        data, action = event.mimeData(), event.proposedAction()
        if self.model().canDropMimeData(data, action, row, 0, QModelIndex()):
            # The first and the last row stay where they are.
            self._show_line(min(max(row, 1), self.model().rowCount() - 1))
            event.acceptProposedAction()
        else:
            event.ignore()

    def _show_line(self, row: int) -> None:
        self._line_row = row
        self.viewport().update()


def _can_be_dragged(index: QModelIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsDragEnabled)
