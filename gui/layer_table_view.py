"""The layer table on screen, the program's keyboard: keys, commands, what they select and show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from engine.document import INPUT, Document, View
from engine.problems import Problem, Refused
from engine.report import Report
from gui import cell_edits, cell_steps, columns, layer_clipboard, layer_commands, table_ways
from gui.cell_delegate import Index
from gui.cell_typing import CellTyping
from gui.fitted_table import FittedTable
from gui.layer_table_model import LayerTableModel

if TYPE_CHECKING:
    from gui.cell_more_form import CellMoreForm

Key = Qt.Key
Select = QItemSelectionModel.SelectionFlag
Cursor = QAbstractItemView.CursorAction

_OPENING = (Key.Key_Return, Key.Key_Enter, Key.Key_F2, Key.Key_F4)
_STEPS = {"+": 1, "-": -1, "−": -1}
_REMEDIES = (Key.Key_1, Key.Key_2)


class LayerTableView(FittedTable):
    """Emits told(Text) for the status line."""

    told = Signal(object)

    def __init__(self, model: LayerTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setObjectName("layer_table")
        self._store = model.store
        self._wanted_key = "kernel"
        self._context_actions: list[QAction] = []
        self._form: CellMoreForm | None = None
        self._typing = CellTyping(self, model, self._delegate)
        self._typing.kept.connect(self.told)
        self._typing.entered.connect(self._on_typing_entered)
        model.refused.connect(self._on_model_refused)
        self._store.view_changed.connect(self._on_store_view_changed)
        self._store.document_changed.connect(self._on_store_document_changed)
        self.clicked.connect(self._on_clicked)
        self.go_to_shown("kernel")

    @property
    def typing(self) -> CellTyping:
        """What goes on while a cell is typed."""
        return self._typing

    @property
    def form(self) -> CellMoreForm | None:
        """The form of the other parameters; None before it was opened."""
        return self._form

    def set_context_actions(self, actions: Sequence[QAction]) -> None:
        """What the menu of the right button offers."""
        self._context_actions = list(actions)

    def go_to(self, layer: str, key: str) -> None:
        """Make the cell of a field current; without a column, the one that opens the others."""
        name = layer or INPUT
        index = self._model.index_of(name, columns.key_of(key))
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            index = self._model.index_of(name, columns.MORE)
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            index = self._model.index_of(name, columns.OPERATION)
        if index.isValid():
            self._select(index)

    def go_to_shown(self, key: str) -> None:
        """The layer that is shown; in a stack without any, the row that adds one."""
        if self._store.document.layers:
            self.go_to(self._store.document.shown_layer, key)
        else:
            self._select(self._model.index_of("", columns.OPERATION))

    def selectAll(self, /) -> None:
        """All layers; neither the input nor the row that adds one can be copied or removed."""
        layers = len(self._store.document.layers)
        if layers:
            last = self._model.columnCount() - 1
            span = QItemSelection(self._model.index(1, 0), self._model.index(layers, last))
            self.selectionModel().select(span, Select.ClearAndSelect | Select.Rows)

    def selected_layers(self) -> tuple[str, ...]:
        """The names of the layers in selected rows, in their order."""
        return self._model.layers_at({index.row() for index in self.selectedIndexes()})

    def add_layer(self) -> None:
        """Put a convolution below the current row and let its operation be chosen."""
        self.insert_layer("conv")

    def insert_layer(self, op: str) -> None:
        """Put a layer of that operation below the current row, and open what it is."""
        self._typing.leave()
        document = self._store.document
        at = self._place_below()
        if self._do(lambda: cell_edits.added(document, at, op)):
            self.go_to(self._store.document.layers[at].name, columns.OPERATION)
            self.edit(self.currentIndex())

    def duplicate_layers(self) -> None:
        """A copy below each selected layer."""
        self._typing.leave()
        names, before = self.selected_layers(), self._store.report
        if names and self._do(lambda: layer_commands.duplicated(before.document, names)):
            self._go_to_new(before)

    def remove_layers(self) -> None:
        """Take the selected layers out."""
        self._remove(is_cut=False)

    def move_layers_up(self) -> None:
        """The selected layers one place up."""
        self._move_layers(-1)

    def move_layers_down(self) -> None:
        """The selected layers one place down."""
        self._move_layers(1)

    def cut(self) -> None:
        """The selected layers to the clipboard and out of the stack."""
        self.copy()
        self._remove(is_cut=True)

    def copy(self) -> None:
        """The selected layers to the clipboard."""
        self._typing.leave()
        names = self.selected_layers()
        if names:
            language = self._model.language
            layer_clipboard.put(layer_clipboard.copied(self._store.document, names, language))

    def paste(self) -> None:
        """The layers of the clipboard below the current row."""
        self._typing.leave()
        data, before = QGuiApplication.clipboard().mimeData(), self._store.report
        if not layer_clipboard.can_paste(data):
            return
        at = self._place_below()
        if self._do(lambda: layer_clipboard.pasted(before.document, at, data).change):
            self._go_to_new(before)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """The keys of the table; what they do not mean goes on to Qt, which opens the cell."""
        fixes = self._typing.fixes
        with_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if with_alt and event.key() in _REMEDIES[: len(fixes)]:
            self._typing.take_remedy(fixes[_REMEDIES.index(Key(event.key()))])
            return
        if event.key() not in (Key.Key_Alt, Key.Key_Control, Key.Key_Shift, Key.Key_Meta):
            had_box = self._typing.box is not None
            self._typing.close_box()
            if had_box and event.key() == Key.Key_Escape:
                return
        if not self._press(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """A click is another action, so the box goes."""
        self._typing.close_box()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        """What can be done with the layers."""
        if self._context_actions:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(self._context_actions)
            menu.popup(event.globalPos())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier, /
    ) -> QModelIndex:
        """Up and down keep to the column; Tab goes through what can be set."""
        current = self.currentIndex()
        if action in (Cursor.MoveUp, Cursor.MoveDown):
            by = 1 if action == Cursor.MoveDown else -1
            return table_ways.vertical(
                self._model, current, by, self._wanted_key, self.isColumnHidden
            )
        if action in (Cursor.MoveNext, Cursor.MovePrevious):
            by = 1 if action == Cursor.MoveNext else -1
            found = table_ways.along(self._model, current, by, self.isColumnHidden)
        else:
            found = super().moveCursor(action, modifiers)
        if found.isValid():
            self._wanted_key = self._model.column(found.column()).key
        return found

    def currentChanged(self, current: Index, previous: Index, /) -> None:
        """The layer of the current row is the one that the figure shows."""
        super().currentChanged(current, previous)
        if not current.isValid():
            return
        self._typing.close_box()
        row = self._model.row(current.row())
        # While rows come and go, Qt makes one or the other current that nobody chose.
        is_chosen = row.layer is not None and not self._model.is_changing
        if is_chosen and row.name != self._store.document.shown_layer:
            self._store.show(View(self._store.document.view.scene, (row.name,)))
        self.viewport().update()

    def _press(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        index, key = self.currentIndex(), Key(event.key())
        plain = (
            event.modifiers()
            & ~Qt.KeyboardModifier.KeypadModifier
            & ~(Qt.KeyboardModifier.ShiftModifier)
        )
        if plain or not index.isValid():
            return False
        if key in _OPENING:
            self._open(index)
            return True
        if key == Key.Key_Backspace:
            self._set_to_default(index)
            return True
        if event.text() in _STEPS:
            return self._step(index, _STEPS[event.text()])
        return key in (Key.Key_Space, Key.Key_Delete)

    def _open(self, index: QModelIndex) -> None:
        self._typing.leave()
        if self._model.column(index.column()).key == columns.MORE:
            if self._model.row(index.row()).layer is not None:
                self._open_form(index)
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _open_form(self, index: QModelIndex) -> None:
        from gui.cell_more_form import CellMoreForm

        if self._form is None:
            self._form = CellMoreForm(self, self._model)
            self._form.closed.connect(self.setFocus)
        self._form.show_layer(self._model.row(index.row()).name)
        self._form.stand_under(self.on_screen(index), to_right=True)
        self._form.take_keyboard()

    def _step(self, index: QModelIndex, by: int) -> bool:
        row, key = self._model.row(index.row()), self._model.column(index.column()).key
        if cell_steps.kind_of(row, key) is None or key in ("name", "inputs", "of"):
            return False
        try:
            change = cell_steps.stepped(self._store.document, row, key, by, self._model.language)
        except Refused as refused:
            self._on_model_refused(index, refused.problem)
            return True
        if change is not None:
            self._model.take(index.row(), key, change, ("step", row.name, key))
        return True

    def _set_to_default(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable or self._model.row(index.row()).is_add:
            return
        row, key = self._model.row(index.row()), self._model.column(index.column()).key
        try:
            change = cell_edits.set_to_default(self._store.document, row, key)
        except Refused as refused:
            self._on_model_refused(index, refused.problem)
            return
        self._model.take(index.row(), key, change)

    def _do(self, make: Callable[[], layer_commands.Change]) -> bool:
        """Make the change one step; the box says why where it cannot be."""
        try:
            change = make()
        except Refused as refused:
            self._on_model_refused(self.currentIndex(), refused.problem)
            return False
        return self._store.apply(*change)

    def _remove(self, is_cut: bool) -> None:
        """Take the selected layers out; what follows them is next."""
        self._typing.leave()
        names, document = self.selected_layers(), self._store.document
        if not names:
            return
        at = document.names().index(names[0])
        if self._do(lambda: layer_commands.removed(document, names, is_cut=is_cut)):
            left = self._store.document.names()
            if left:
                self.go_to(left[min(at, len(left) - 1)], self._wanted_key)

    def _move_layers(self, by: int) -> None:
        self._typing.leave()
        names, document = self.selected_layers(), self._store.document
        if names:
            self._do(lambda: layer_commands.moved(document, names, by))

    def _place_below(self) -> int:
        """Where a layer comes that is put below the current row."""
        row = self.currentIndex().row()
        most = len(self._store.document.layers)
        return min(row, most) if row >= 0 else most

    def _select(self, index: QModelIndex) -> None:
        how = Select.ClearAndSelect | Select.Rows
        self.selectionModel().setCurrentIndex(index, how)

    def _go_to_new(self, before: Report) -> None:
        """Select the layers that came, and mark the first one that does not fit since then."""
        known = before.document.names()
        self._select_layers([one for one in self._store.document.names() if one not in known])
        self._model.mark_since(before)

    def _select_layers(self, names: Sequence[str]) -> None:
        """Select those rows, the first of them current."""
        self.go_to(names[0], self._wanted_key)
        for name in names[1:]:
            operation = self._model.index_of(name, columns.OPERATION)
            self.selectionModel().select(operation, Select.Select | Select.Rows)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row, key = self._model.row(index.row()), self._model.column(index.column()).key
        self._wanted_key = key
        if row.is_add or key == columns.MORE:
            self._open(index)

    @Slot(object, object)
    def _on_typing_entered(self, row: int, key: Qt.Key) -> None:
        """A layer that was just added becomes current; Tab goes on."""
        if row != self.currentIndex().row():
            self._select(self._model.index(row, max(self._model.column_of("kernel"), 0)))
        if key in (Key.Key_Tab, Key.Key_Backtab):
            action = Cursor.MoveNext if key == Key.Key_Tab else Cursor.MovePrevious
            self._select(self.moveCursor(action, Qt.KeyboardModifier.NoModifier))

    @Slot(object, object)
    def _on_model_refused(self, index: QModelIndex, problem: Problem) -> None:
        if index.isValid():
            self._typing.show_refused(index, problem)

    @Slot(object)
    def _on_store_view_changed(self, _view: View) -> None:
        self._follow_view()

    @Slot(object, object)
    def _on_store_document_changed(self, old: Document, _new: object) -> None:
        self._typing.close_box()
        if old.layers:
            self._follow_view()
        elif self.state() != QAbstractItemView.State.EditingState:
            # The cursor stood where a layer is added, for want of one.
            self.go_to_shown(self._wanted_key)

    def _follow_view(self) -> None:
        """The row of the layer that is shown, unless another kind of row was chosen."""
        current = self.currentIndex()
        if not current.flags() & Qt.ItemFlag.ItemIsEnabled:  # Qt's choice when a row is gone
            self.go_to_shown(self._wanted_key)
            return
        row = self._model.row(current.row())
        if row.layer is not None and row.name != self._store.document.shown_layer:
            self.go_to_shown(self._wanted_key)
