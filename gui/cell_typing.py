"""What goes on while a cell is typed, and the cards that stand under it meanwhile and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal, Slot

from engine import labels
from engine.problems import Fix, Problem
from engine.words import Text, text
from gui import cell_edits, cell_steps, columns

if TYPE_CHECKING:
    from gui.cell_box import CellBox
    from gui.cell_delegate import CellDelegate
    from gui.cell_editor import CellEditor
    from gui.cell_operation_list import OperationList
    from gui.cell_popover import CellPopover
    from gui.fitted_table import FittedTable
    from gui.layer_table_model import LayerTableModel

Key = Qt.Key
Index = QModelIndex | QPersistentModelIndex


class CellTyping(QObject):
    """Emits kept(Text) when what was typed did not enter, entered(key) when something did."""

    kept = Signal(object)
    entered = Signal(object, object)

    def __init__(self, view: FittedTable, model: LayerTableModel, delegate: CellDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate
        self._index = QPersistentModelIndex()  # what is typed
        self._told = QPersistentModelIndex()  # what the box is about
        self._editor: CellEditor | None = None
        self._popover: CellPopover | None = None
        self._operations: OperationList | None = None
        self._box: CellBox | None = None
        delegate.opened.connect(self._on_delegate_opened)
        delegate.finished.connect(self._on_delegate_finished)
        delegate.closed.connect(self._on_delegate_closed)
        delegate.left.connect(self._on_delegate_left)
        model.marked.connect(self._on_model_marked)
        model.dataChanged.connect(self._on_model_data_changed)
        model.language_changed.connect(self.close_all)

    @property
    def box(self) -> CellBox | None:
        """The box that is shown; None where there is none."""
        return self._box if self._box is not None and not self._box.isHidden() else None

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The remedies that the box offers now."""
        box = self.box
        return box.fixes if box is not None else ()

    def take_remedy(self, fix: Fix) -> None:
        """Do what the box offers, for the layer that it is about."""
        index = self._told
        self.close_box()
        if not index.isValid():
            return
        row, document = self._model.row(index.row()), self._model.store.document
        change = cell_edits.remedied(document, row.name, fix)
        self._model.take(index.row(), fix.field, change)

    def leave(self) -> None:
        """End the typing as if the cell were left."""
        if self._editor is not None:
            self._on_delegate_left(self._editor, self._index)
            if self._editor is not None:
                self._finish(self._editor)

    def close_box(self) -> None:
        """Take the box away; the mark in the row stays."""
        if self._box is not None:
            self._box.hide()

    @Slot()
    def close_all(self) -> None:
        """Take all cards away."""
        for card in (self._box, self._popover, self._operations):
            if card is not None:
                card.hide()

    def show_refused(self, index: Index, problem: Problem) -> None:
        """Say under a cell why something cannot be."""
        self._told = QPersistentModelIndex(index)
        self._hide_reading()
        kept = self._model.data(index, Qt.ItemDataRole.EditRole) if self._editor else ""
        box = self._made_box()
        box.say_refused(problem.sentence, str(kept or ""))
        box.stand_under(self._view.on_screen(index), to_right=True)

    @property
    def _key(self) -> str:
        return self._model.column(self._index.column()).key

    def _cell(self) -> QRect:
        return self._view.on_screen(self._index)

    def _typed(self) -> str:
        """What Enter would take."""
        assert self._editor is not None
        if self._key == columns.OPERATION and self._operations is not None:
            return self._operations.present or self._editor.text()
        return self._editor.text()

    @Slot(object, object)
    def _on_delegate_opened(self, editor: CellEditor, index: QModelIndex) -> None:
        self.close_all()
        self._editor, self._index = editor, QPersistentModelIndex(index)
        editor.stepped.connect(self._on_editor_stepped)
        editor.popover_asked.connect(self._on_editor_popover_asked)
        editor.textEdited.connect(self._on_editor_text_edited)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        row = self._model.row(index.row())
        side = self._model.column(index.column()).side
        editor.setAlignment(
            Qt.AlignmentFlag.AlignRight if side == columns.RIGHT else Qt.AlignmentFlag.AlignLeft
        )
        if self._key == columns.OPERATION:
            self._show_operations(None if row.layer is None else row.layer.op)
        else:
            self._read_back(str(index.data(Qt.ItemDataRole.EditRole)))

    @Slot(object, object)
    def _on_delegate_finished(self, editor: CellEditor, key: Qt.Key) -> None:
        if editor is not self._editor:
            return
        if key == Key.Key_Escape:
            self._finish(editor)
            return
        at, column = self._index.row(), self._key
        problem = self._model.attempt(at, column, self._typed())
        if problem is not None:
            editor.show_refused()
            self.show_refused(self._index, problem)
            return
        box = self.box
        self._finish(editor)
        if box is not None:
            box.show()
        self.entered.emit(at, key)

    @Slot(object, object)
    def _on_delegate_left(self, editor: CellEditor, index: Index) -> None:
        """Whoever leaves a cell takes along what can enter; the rest is as if never typed."""
        if not editor.isModified() or not index.isValid():
            return
        entered = self._typed()
        at, key = index.row(), self._model.column(index.column()).key
        if self._model.attempt(at, key, entered) is not None:
            self.kept.emit(self._told_kept(at, key, entered))

    def _told_kept(self, at: int, key: str, entered: str) -> Text:
        row = self._model.row(at)
        known = {"field": labels.field(key), "entered": entered}
        if row.layer is None:
            return text("{field} {entered} was refused", **known)
        kept = cell_edits.held(row, key, self._model.language)
        return text(
            "{layer}: {field} {entered} was refused; {kept} is kept",
            layer=row.name,
            kept=kept,
            **known,
        )

    @Slot()
    def _on_model_data_changed(self) -> None:
        """What was typed goes with the parameter that it was typed for."""
        editor, index = self._editor, self._index
        if editor is not None and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._finish(editor)

    @Slot(object, object)
    def _on_model_marked(self, index: QModelIndex, problem: Problem) -> None:
        self._told = QPersistentModelIndex(index)
        row, column = self._model.row(index.row()), self._model.column(index.column())
        value = cell_edits.held(row, column.key, self._model.language)
        heading = text("{field} {value} does not fit.", field=column.word, value=value)
        self._hide_reading()
        box = self._made_box()
        box.say_marked(heading, problem.sentence, problem.fixes)
        box.stand_under(self._view.on_screen(index), to_right=True)

    @Slot(str)
    def _on_editor_text_edited(self, entered: str) -> None:
        if self._editor is None:  # Qt took it away while a key was on its way
            return
        self.close_box()
        self._editor.show_fine()
        if self._key == columns.OPERATION and self._operations is not None:
            self._operations.filter(entered)
            self._operations.stand_under(self._cell())
        else:
            self._read_back(entered)

    @Slot(object)
    def _on_editor_stepped(self, by: tuple[int, int]) -> None:
        if self._editor is None:
            return
        if self._key == columns.OPERATION and self._operations is not None:
            self._operations.step(-1 if by[0] > 0 else 1)
            return
        row = self._model.row(self._index.row())
        before = self._editor.text()
        after = cell_steps.stepped_text(row, self._key, before, by, self._model.language)
        if after != before:
            self._editor.setText(after)
            self._editor.setModified(True)
            self._editor.selectAll()
            self._on_editor_text_edited(after)

    @Slot()
    def _on_editor_popover_asked(self) -> None:
        if self._editor is None:
            return
        card = self._operations if self._key == columns.OPERATION else self._popover
        if card is not None:
            card.setVisible(card.isHidden())

    @Slot(str)
    def _on_operations_chosen(self, op: str) -> None:
        editor = self._editor
        if editor is not None:
            at = self._index.row()
            self._model.attempt(at, columns.OPERATION, op)
            self._finish(editor)
            self.entered.emit(at, Key.Key_Return)

    @Slot(object)
    def _on_delegate_closed(self, editor: CellEditor) -> None:
        if editor is self._editor:
            self._editor = None
            self._hide_reading()

    def _finish(self, editor: CellEditor) -> None:
        if editor is not self._editor:  # gone with the parameter
            return
        self.close_all()
        self._delegate.close(editor)

    def _hide_reading(self) -> None:
        for card in (self._popover, self._operations):
            if card is not None:
                card.hide()

    def _read_back(self, entered: str) -> None:
        from gui import cell_reading
        from gui.cell_popover import CellPopover

        if self._popover is None:
            self._popover = CellPopover(self._view, self._model.said)
        row = self._model.row(self._index.row())
        document = self._model.store.document
        found = cell_reading.reading(document, row, self._key, entered)
        self._popover.show_reading(found)
        self._popover.stand_under(self._cell())

    def _show_operations(self, present: str | None) -> None:
        from gui import cell_operations
        from gui.cell_operation_list import OperationList, hint

        if self._operations is None:
            self._operations = OperationList(self._view, self._model.said)
            self._operations.chosen.connect(self._on_operations_chosen)
        word = None if present is None else cell_operations.word(present)
        self._operations.show_all(present, hint(word))
        self._operations.stand_under(self._cell())

    def _made_box(self) -> CellBox:
        from gui.cell_box import CellBox

        if self._box is None:
            self._box = CellBox(self._view, self._model.said)
            self._box.remedy_chosen.connect(self.take_remedy)
        return self._box
