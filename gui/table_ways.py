"""Where the cell cursor goes: past what cannot be reached, and back to its column."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt

from gui import columns
from gui.layer_table_model import LayerTableModel

Flag = Qt.ItemFlag
IsHidden = Callable[[int], bool]


def vertical(
    model: LayerTableModel, current: QModelIndex, by: int, wanted: str, is_hidden: IsHidden
) -> QModelIndex:
    """The cell some rows up or down that is nearest to the wanted column."""
    row = min(max(current.row() + by, 0), model.rowCount() - 1)
    return nearest(model, row, wanted, is_hidden) if row != current.row() else current


def nearest(model: LayerTableModel, row: int, wanted: str, is_hidden: IsHidden) -> QModelIndex:
    """The cell of that row in the wanted column, or the reachable one that is closest to it."""
    at = max(model.column_of(wanted), 0)
    reachable = [
        column
        for column in range(model.columnCount())
        if model.index(row, column).flags() & Flag.ItemIsEnabled and not is_hidden(column)
    ]
    settable = [one for one in reachable if model.column(one).key != columns.NUMBER]
    found = settable or reachable
    return model.index(row, min(found, key=lambda one: abs(one - at))) if found else QModelIndex()


def along(
    model: LayerTableModel, current: QModelIndex, by: int, is_hidden: IsHidden
) -> QModelIndex:
    """The next cell that can be set, row by row; the current one at the ends."""
    wide = model.columnCount()
    place = current.row() * wide + current.column() + by
    while 0 <= place < wide * model.rowCount():
        index = model.index(*divmod(place, wide))
        if is_set(model, index) and not is_hidden(index.column()):
            return index
        place += by
    return current


def is_set(model: LayerTableModel, index: QModelIndex) -> bool:
    """Whether something can be typed or opened there."""
    if index.flags() & Flag.ItemIsEditable:
        return True
    is_more = model.column(index.column()).key == columns.MORE
    return is_more and bool(index.flags() & Flag.ItemIsEnabled)
