"""What a model of the table tells: every signal, and what somebody shows who hears no more."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from gui.layer_table_model import LayerTableModel


class Heard:
    """What the model said between two moments."""

    def __init__(self, model: LayerTableModel) -> None:
        self.said: list[tuple[object, ...]] = []
        for signal, what in (
            (model.rowsInserted, "inserted"),
            (model.rowsRemoved, "removed"),
            (model.columnsInserted, "columns inserted"),
            (model.columnsRemoved, "columns removed"),
        ):
            signal.connect(lambda _, first, last, what=what: self.said.append((what, first, last)))
        model.rowsMoved.connect(lambda _, a, b, __, to: self.said.append(("moved", a, b, to)))
        model.dataChanged.connect(
            lambda a, b: self.said.append(("changed", a.row(), b.row(), a.column(), b.column()))
        )


class Mirror:
    """What somebody shows who knows of the model only what its signals tell."""

    def __init__(self, model: LayerTableModel) -> None:
        self.model = model
        self.rows = [self.read(row) for row in range(model.rowCount())]
        model.rowsInserted.connect(self.insert)
        model.rowsRemoved.connect(self.remove)
        model.rowsMoved.connect(self.move)
        model.columnsInserted.connect(self.insert_columns)
        model.columnsRemoved.connect(self.remove_columns)
        model.dataChanged.connect(self.change)

    def read(self, row: int) -> list[str]:
        return [self.model.index(row, at).data() for at in range(self.model.columnCount())]

    def insert(self, _: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self.read(row) for row in range(first, last + 1)]

    def remove(self, _: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def move(self, _: QModelIndex, first: int, last: int, __: QModelIndex, to: int) -> None:
        block = self.rows[first : last + 1]
        rest = self.rows[:first], self.rows[last + 1 :]
        at = to if to <= first else to - len(block)
        flat = [*rest[0], *rest[1]]
        self.rows = [*flat[:at], *block, *flat[at:]]
        # The operations are still those of before: only where they stand is new.
        assert [row[1] for row in self.rows] == [
            self.model.index(row, 1).data() for row in range(self.model.rowCount())
        ]

    def insert_columns(self, _: QModelIndex, first: int, last: int) -> None:
        for at, row in enumerate(self.rows):
            row[first:first] = self.read(at)[first : last + 1]

    def remove_columns(self, _: QModelIndex, first: int, last: int) -> None:
        for row in self.rows:
            del row[first : last + 1]

    def change(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            left, right = first.column(), last.column() + 1
            self.rows[row][left:right] = self.read(row)[left:right]
