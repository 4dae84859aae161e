"""What Qt asks of a table's cell: to be drawn, and an editor that may refuse to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import cell_texts, palette
from gui.cell_editor import CellEditor
from gui.cell_painting import CellPainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.cell_painting import CellLook
    from gui.layer_table_model import LayerTableModel

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
Hint = QStyledItemDelegate.EndEditHint


class CellDelegate(QStyledItemDelegate):
    """Emits opened(editor, index), left(editor, index), closed(editor), finished(editor, key)."""

    opened = Signal(object, object)
    left = Signal(object, object)
    closed = Signal(object)
    finished = Signal(object, object)

    def __init__(
        self, model: LayerTableModel, look: Callable[[Index], CellLook], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._widget = parent
        self._drawing: CellPainter | None = None

    def begin(self) -> None:
        """Take on the colours and letters of now, for all cells that are drawn next."""
        ratio = self._widget.devicePixelRatioF()
        self._drawing = CellPainter(palette.present(self._widget), ratio)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        """Draw the cell, its ground and lines with it."""
        if self._drawing is None:
            self.begin()
        assert self._drawing is not None
        held = self._model.row(index.row()), self._model.column(index.column())
        shown = cell_texts.shown(held[0], held[1].key, self._model.language)
        self._drawing.paint(painter, option.rect, held, shown, self._look(index))

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index, /
    ) -> QWidget:
        """A line to type in."""
        editor = CellEditor(parent)
        self.opened.emit(editor, index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index, /) -> None:
        """What is there, selected; what was typed meanwhile stays."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index, /) -> None:
        """Qt asks for this when the cell is left."""
        self.left.emit(editor, index)

    def destroyEditor(self, editor: QWidget, index: Index, /) -> None:
        """Qt is done with the editor, for whatever reason."""
        self.closed.emit(editor)
        super().destroyEditor(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index, /
    ) -> None:
        """The whole cell, wider where what it holds asks for it."""
        if isinstance(editor, CellEditor):
            editor.stand(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent, /) -> bool:
        """Keys that end the typing are judged by whoever knows whether it can end."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Key(event.key())
            if key in (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab, Key.Key_Escape):
                self.finished.emit(editor, key)
                return True
            return False
        return super().eventFilter(editor, event)

    def close(self, editor: QWidget) -> None:
        """End the typing; what is to enter has entered."""
        self.closeEditor.emit(editor, Hint.NoHint)
