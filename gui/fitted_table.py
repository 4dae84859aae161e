"""The table of layers before anything is typed: its looks, its widths, what the pointer is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from engine.words import text
from gui import column_widths, columns, sizes
from gui.cell_delegate import CellDelegate, Index
from gui.cell_painting import CellLook
from gui.column_widths import Widths
from gui.layer_table_header import LayerTableHeader
from gui.layer_table_model import LayerTableModel
from gui.row_drag import RowDragView

ROW_HEIGHT = 30
Trigger = QAbstractItemView.EditTrigger


class FittedTable(RowDragView):
    """Emits columns_asked(QPoint) where a menu of columns is wanted."""

    columns_asked = Signal(QPoint)

    def __init__(self, model: LayerTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._widths: list[Widths] = []
        self._pointed_row = -1
        self._selected: set[int] = set()
        self._delegate = CellDelegate(model, self._look_of, self)
        self._set_up_looks()
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        header = LayerTableHeader(model, self)
        header.columns_asked.connect(self.columns_asked)
        self.setHorizontalHeader(header)
        model.columnsInserted.connect(self._on_model_columns_changed)
        model.columnsRemoved.connect(self._on_model_columns_changed)
        model.rowsInserted.connect(self._on_model_rows_inserted)
        model.dataChanged.connect(self._on_model_data_changed)
        model.language_changed.connect(self.retranslate)
        self.retranslate()

    @property
    def layer_model(self) -> LayerTableModel:
        """The rows that it shows."""
        return self._model

    @Slot()
    def retranslate(self) -> None:
        """Say what the table is, and fit it to the words of its language."""
        self.setAccessibleName(self._model.said(text("Layers")))
        self._measure()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Columns give way, or the operation takes what is left."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent, /) -> None:
        """Larger letters want wider columns and higher rows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._widths:
            self.verticalHeader().setDefaultSectionSize(sizes.scaled(ROW_HEIGHT))
            self._measure()

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """The row under the pointer shows what it can be dragged by."""
        super().mouseMoveEvent(event)
        self._point_at(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent, /) -> None:
        """The pointer is on no row."""
        super().leaveEvent(event)
        self._point_at(-1)

    def on_screen(self, index: Index) -> QRect:
        """Where the cell is on the screen; one that gave way, or is cut, as near as can be seen."""
        seen = self.viewport().rect()
        room = self.visualRect(index)
        if self.isColumnHidden(index.column()):
            row = self.visualRect(
                self._model.index(index.row(), self._model.column_of(columns.OPERATION))
            )
            room = QRect(self.columnViewportPosition(index.column()), row.top(), 1, row.height())
        room.setRight(min(room.right(), seen.right()))
        room.setLeft(min(room.left(), room.right()))
        room.moveTopLeft(self.viewport().mapToGlobal(room.topLeft()))
        return room

    def _set_up_looks(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.DoubleClicked)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(sizes.scaled(ROW_HEIGHT))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """All cells of one painting are drawn in the same state."""
        self._delegate.begin()
        ranges = self.selectionModel().selection().mid(0)
        self._selected = {row for one in ranges for row in range(one.top(), one.bottom() + 1)}
        super().paintEvent(event)

    def _look_of(self, index: Index) -> CellLook:
        row, column = index.row(), index.column()
        current = self.selectionModel().currentIndex()
        is_current = (current.row(), current.column()) == (row, column)
        return CellLook(row in self._selected, is_current, row == self._pointed_row)

    def _point_at(self, row: int) -> None:
        before, self._pointed_row = self._pointed_row, row
        if before != row:
            for one in (before, row):
                self.viewport().update(self.visualRect(self._model.index(one, 0)))

    def _measure(self) -> None:
        """Work out anew what each column wants."""
        language = self._model.language
        self._widths = [
            column_widths.wanted(column, self._shown(at), language)
            for at, column in enumerate(self._model.columns)
        ]
        self._fit()

    def _shown(self, column: int) -> set[str]:
        return {str(self._model.index(row, column).data()) for row in range(self._model.rowCount())}

    def _fit(self) -> None:
        shown = self._model.columns
        if len(self._widths) != len(shown):
            return
        room = self.viewport().width()
        for at, wide in enumerate(column_widths.fitted(shown, self._widths, room)):
            self.setColumnHidden(at, wide == 0)
            if wide and self.columnWidth(at) != wide:
                self.setColumnWidth(at, wide)

    @Slot()
    def _on_model_columns_changed(self) -> None:
        self._measure()

    @Slot()
    def _on_model_rows_inserted(self) -> None:
        self._measure()

    @Slot(QModelIndex, QModelIndex)
    def _on_model_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Columns grow with what they show; they shrink when they are measured anew."""
        grown = False
        for at in range(first.column(), min(last.column() + 1, len(self._widths))):
            shown = {
                str(self._model.index(row, at).data()) for row in range(first.row(), last.row() + 1)
            }
            new = column_widths.wanted(self._model.column(at), shown, self._model.language)
            old = self._widths[at]
            self._widths[at] = Widths(max(old.wide, new.wide), max(old.least, new.least))
            grown = grown or self._widths[at] != old
        if grown:
            self._fit()
