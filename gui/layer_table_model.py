"""The stack as Qt's table: what each cell is, what typing does, and what a change makes new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, Qt, Signal, Slot

from engine import verdicts, words
from engine.document import Document
from engine.problems import Problem, Refused
from engine.report import Report
from engine.words import Text
from gui import (
    cell_changes,
    cell_edits,
    cell_texts,
    columns,
    explanations,
    layer_clipboard,
    layer_commands,
    layer_rows,
)
from gui.columns import Column
from gui.layer_rows import Inserted, Moved, Removed, TableRow
from gui.store import Store

Role = Qt.ItemDataRole
Flag = Qt.ItemFlag
Index = QModelIndex | Any  # Qt's stubs say QPersistentModelIndex too

_NOWHERE = QModelIndex()
_SIDES = {
    columns.LEFT: Qt.AlignmentFlag.AlignLeft,
    columns.RIGHT: Qt.AlignmentFlag.AlignRight,
    columns.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}


class LayerTableModel(QAbstractTableModel):
    """Rows: input, layers, "add". Emits refused(index, problem) and marked(index, problem)."""

    refused = Signal(object, object)
    marked = Signal(object, object)
    language_changed = Signal()

    def __init__(self, store: Store, language: str = "en", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.language = language
        self.is_changing = False
        self._chosen: frozenset[str] = frozenset()
        self._columns = columns.shown(store.document)
        self._rows = list(self._present_rows())
        self._tellers: dict[int, Callable[[TableRow, Column], str | None]] = {
            Role.EditRole: self._held,
            Role.AccessibleTextRole: self._spoken,
            Role.AccessibleDescriptionRole: self._explained,
            Role.ToolTipRole: self._explained,
            Role.WhatsThisRole: self._described,
        }
        store.document_changed.connect(self._on_store_document_changed)

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def column(self, at: int) -> Column:
        """The column at that place."""
        return self._columns[at]

    def row(self, at: int) -> TableRow:
        """The row at that place."""
        return self._rows[at]

    def column_of(self, key: str) -> int:
        """Where the column of that key stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self._columns) if one.key == key), -1)

    def index_of(self, name: str, key: str) -> QModelIndex:
        """The cell of a layer (or `input`) in a column."""
        at = next((at for at, row in enumerate(self._rows) if row.name == name), -1)
        return self.index(at, self.column_of(key))

    def layers_at(self, rows: Collection[int]) -> tuple[str, ...]:
        """The names of the layers in those rows, in their order."""
        held = (self._rows[at] for at in sorted(set(rows)))
        return tuple(row.name for row in held if row.layer is not None)

    def said(self, sentence: Text) -> str:
        """The sentence in the window's language."""
        return words.say(sentence, self.language)

    def set_language(self, language: str) -> None:
        """Say everything in that language."""
        if language != self.language:
            self.language = language
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1)
            )
            self.language_changed.emit()

    def choose_columns(self, keys: Collection[str]) -> None:
        """Show these columns even where no layer asks for them."""
        self._chosen = frozenset(keys)
        self._fit_columns(columns.shown(self.store.document, self._chosen))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Flag.ItemIsDropEnabled
        row, column = self._rows[index.row()], self._columns[index.column()]
        if not cell_edits.has_meaning(row, column.key):
            return Flag.NoItemFlags
        found = Flag.ItemIsEnabled | Flag.ItemIsSelectable | Flag.ItemNeverHasChildren
        if cell_edits.can_be_set(row, column.key):
            found |= Flag.ItemIsEditable
        return found | Flag.ItemIsDragEnabled if row.layer is not None else found

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Role.DisplayRole:
            return cell_texts.shown(row, column.key, self.language)
        if role == Role.TextAlignmentRole:
            return _SIDES[column.side] | Qt.AlignmentFlag.AlignVCenter
        tell = self._tellers.get(role)
        return None if tell is None else tell(row, column)

    def _spoken(self, row: TableRow, column: Column) -> str:
        return cell_texts.spoken(row, column, self.language)

    def _explained(self, row: TableRow, column: Column) -> str | None:
        sentence = cell_texts.explained(row, column.key)
        return None if sentence is None else self.said(sentence)

    def _described(self, _: TableRow, column: Column) -> str:
        return self.said(explanations.of_column(column.key))

    def _held(self, row: TableRow, column: Column) -> str:
        if cell_edits.can_be_set(row, column.key):
            return cell_edits.held(row, column.key, self.language)
        return cell_texts.shown(row, column.key, self.language)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Role.DisplayRole:
            return "\n".join(cell_texts.heading(column, self.language))
        if role in (Role.AccessibleTextRole, Role.ToolTipRole):
            return self.said(column.word)
        if role == Role.WhatsThisRole:
            return self.said(explanations.of_column(column.key))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        return role == Role.EditRole and self.enter(index, str(value))

    def enter(self, index: Index, entered: str, merge: object = None) -> bool:
        """Take what a person typed in that cell; False, and `refused`, where no stack could."""
        if not self.flags(index) & Flag.ItemIsEditable:
            return False
        problem = self.attempt(index.row(), self.column(index.column()).key, entered, merge)
        if problem is not None:
            self.refused.emit(index, problem)
        return problem is None

    def attempt(self, at: int, key: str, entered: str, merge: object = None) -> Problem | None:
        """Take what a person typed for a field of that row; why not, where no stack could."""
        try:
            change = cell_edits.changed(self.store.document, self._rows[at], key, entered)
        except Refused as refused:
            return refused.problem
        self.take(at, key, change, merge)
        return None

    def take(self, at: int, key: str, change: cell_edits.Change, merge: object = None) -> None:
        """Make the change that was made in that cell a step, and mark it where it does not fit."""
        before = self._rows[at]
        self.store.apply(*change, merge)
        problem = new_problem(before, self._rows[at], key)
        if problem is not None:
            shown = key if self.column_of(key) >= 0 else columns.MORE
            self.marked.emit(self.index(at, self.column_of(shown)), problem)

    def mark_since(self, before: Report) -> None:
        """Mark the first layer of which something does not fit that did before."""
        known = {(one.layer, one.code) for one in before.problems}
        for at, row in enumerate(self._rows):
            new = next((one for one in row.problems if (one.layer, one.code) not in known), None)
            if new is not None:
                shown = new.field if self.column_of(new.field or "") >= 0 else columns.MORE
                self.marked.emit(self.index(at, self.column_of(shown or "")), new)
                return

    def mimeTypes(self) -> list[str]:
        return [layer_clipboard.LAYERS, layer_clipboard.PLAIN]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        names = self.layers_at([index.row() for index in indexes])
        return layer_clipboard.copied(self.store.document, names, self.language)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        known = any(data.hasFormat(one) for one in self.mimeTypes())
        return known and action != Qt.DropAction.IgnoreAction and (row >= 0 or parent.isValid())

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Layers of this stack move before that row; others are put in there."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        at = min(max((row if row >= 0 else parent.row()) - 1, 0), len(self._rows) - 2)
        document = self.store.document
        try:
            names = layer_clipboard.names_of(data, document)
            if action == Qt.DropAction.MoveAction and names:
                change = layer_commands.moved_to(document, names, at)
            else:
                change = layer_clipboard.pasted(document, at, data).change
        except Refused as refused:
            self.refused.emit(self.index(min(at + 1, len(self._rows) - 1), 1), refused.problem)
            return False
        return self.store.apply(*change)

    def _present_rows(self) -> tuple[TableRow, ...]:
        report = self.store.report
        return layer_rows.of(report, verdicts.of(report))

    @Slot(object, object)
    def _on_store_document_changed(self, _old: Document, new: Document) -> None:
        rows = self._present_rows()
        self.is_changing = True
        self._fit_rows(rows)
        self._fit_columns(columns.shown(new, self._chosen))
        self._say_what_differs(rows)
        self.is_changing = False

    def _fit_rows(self, rows: Sequence[TableRow]) -> None:
        names = [row.name for row in rows]
        for change in layer_rows.changes([row.name for row in self._rows], names):
            if isinstance(change, Removed):
                self.beginRemoveRows(_NOWHERE, change.first, change.end - 1)
                del self._rows[change.first : change.end]
                self.endRemoveRows()
            elif isinstance(change, Inserted):
                count = change.end - change.first
                self.beginInsertRows(_NOWHERE, change.at, change.at + count - 1)
                self._rows[change.at : change.at] = rows[change.first : change.end]
                self.endInsertRows()
            else:
                self._move_rows(change)

    def _move_rows(self, change: Moved) -> None:
        first, end, to = change.first, change.end, change.to
        self.beginMoveRows(_NOWHERE, first, end - 1, _NOWHERE, to)
        block = self._rows[first:end]
        del self._rows[first:end]
        at = to if to < first else to - len(block)
        self._rows[at:at] = block
        self.endMoveRows()

    def _fit_columns(self, wanted: tuple[Column, ...]) -> None:
        for at in reversed(range(len(self._columns))):
            if self._columns[at] not in wanted:
                self.beginRemoveColumns(_NOWHERE, at, at)
                self._columns = (*self._columns[:at], *self._columns[at + 1 :])
                self.endRemoveColumns()
        for at, column in enumerate(wanted):
            if at >= len(self._columns) or self._columns[at] != column:
                self.beginInsertColumns(_NOWHERE, at, at)
                self._columns = (*self._columns[:at], column, *self._columns[at:])
                self.endInsertColumns()

    def _say_what_differs(self, rows: Sequence[TableRow]) -> None:
        old, self._rows = self._rows, list(rows)
        for span in cell_changes.spans(old, rows, self._columns, self.language):
            first = self.index(span.top, span.left)
            self.dataChanged.emit(first, self.index(span.bottom, span.right))


def new_problem(before: TableRow, after: TableRow, key: str) -> Problem | None:
    """What does not fit since the cell was set: in that field first, else anything of the layer."""
    here = after.problem(key)
    if here is not None:
        return here
    known = {problem.code for problem in before.problems}
    return next((one for one in after.problems if one.code not in known), None)
