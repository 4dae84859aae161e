"""The lines of the table of candidates, and last the rates of the stack as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from engine import coverage_words, number_text, rate_rows
from engine.verdicts import Kind
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from PySide6.QtCore import QObject

    from engine.rate_rows import RateRow
    from engine.words import Text

    Said = Callable[[Text], str]

Index = QModelIndex | QPersistentModelIndex
COLUMNS = 8
NUMBER, RATES, FIELD, USED, GRIDDING, RULE, TRUTH, WEIGHTS = range(COLUMNS)
CHIPS = (RULE, TRUTH)
# Of a larger field not both numbers have room.
LARGEST_TOLD = 99
# A smaller index is told from 0 alone.
LEAST_INDEX = 1e-4


class Heading(NamedTuple):
    """A word, and its unit below it."""

    word: Text
    unit: Text | None = None


HEADINGS = {
    RATES: Heading(text("rates")),
    FIELD: Heading(text("field"), text("px")),
    USED: Heading(text("used"), text("px")),
    GRIDDING: Heading(text("gridding"), text("index")),
    RULE: Heading(text("rule, M₂")),
    TRUTH: Heading(text("truth")),
    WEIGHTS: Heading(text("weights")),
}


class DesignModel(QAbstractTableModel):
    """The candidates in their order, then the rates of now, if there are any."""

    def __init__(self, said: Said, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said = said
        self._rows: tuple[RateRow, ...] = ()
        self._now: RateRow | None = None

    @property
    def candidates(self) -> tuple[RateRow, ...]:
        """The rows that may be taken."""
        return self._rows

    def show_rows(self, rows: Sequence[RateRow], now: RateRow | None) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._now = tuple(rows), now
        self.endResetModel()

    def row(self, at: int) -> RateRow | None:
        """What stands in that line."""
        lines = (*self._rows, *([] if self._now is None else [self._now]))
        return lines[at] if 0 <= at < len(lines) else None

    def is_now(self, at: int) -> bool:
        """Whether that line is the stack's own."""
        return at == len(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) + (self._now is not None)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, index)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == RATES:
            return ", ".join(map(str, row.rates))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # fmt: skip
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        heading = HEADINGS.get(section)
        return "" if heading is None else self._said(heading.word)

    def unit(self, section: int) -> str:
        """What stands below the word of a heading."""
        heading = HEADINGS.get(section)
        return "" if heading is None or heading.unit is None else self._said(heading.unit)

    def kind(self, index: Index) -> Kind | None:
        """What the chip of a cell says; None where there is none."""
        row = self.row(index.row())
        if row is None or index.column() not in CHIPS:
            return None
        if index.column() == TRUTH:
            return Kind.GOOD if row.coverage.full else Kind.BAD
        if row.verdict is None:
            return None
        return Kind.GOOD if row.verdict.passes else Kind.BAD

    def _shown(self, row: RateRow, index: Index) -> str:
        if index.column() == NUMBER:
            return self._said(text("now")) if self.is_now(index.row()) else str(index.row() + 1)
        shown = _SHOWN[index.column()](row)
        return shown if isinstance(shown, str) else self._said(shown)

    def _spoken(self, row: RateRow, index: Index) -> str:
        """The column's name, then what stands in it."""
        name = self.headerData(index.column(), Qt.Orientation.Horizontal)
        shown = self._shown(row, index)
        unit = self.unit(index.column())
        return f"{name} {unit}".strip() + f": {shown}" if name else shown


def _index(index: float) -> str:
    """With two digits that count, or three decimals."""
    if 0 < index < LEAST_INDEX:
        return "<" + f"{LEAST_INDEX:f}".rstrip("0")
    return f"{index:.3f}".rstrip("0").rstrip(".") if index >= 0.1 or not index else f"{index:.2g}"


def _used(row: RateRow) -> Text:
    used, every = number_text.number(row.used), number_text.number(row.field**2)
    if row.coverage.full and row.field > LARGEST_TOLD:
        return text("all {count}", count=every)
    return text("{used} of {all}", used=used, all=every)


def _rule(row: RateRow) -> Text:
    if row.verdict is None:
        return text("not asked")
    if row.verdict.passes:
        return text("passes, {bound}", bound=row.verdict.bounds[1])
    return text("fails, {bound}", bound=row.verdict.bounds[1])


_SHOWN: dict[int, Callable[[RateRow], Text | str]] = {
    RATES: lambda row: rate_rows.listed(row.rates),
    FIELD: lambda row: number_text.number(row.field),
    USED: _used,
    GRIDDING: lambda row: _index(row.coverage.gridding_index),
    RULE: _rule,
    TRUTH: lambda row: coverage_words.chip([row.coverage] * 2)[1],
    WEIGHTS: lambda row: number_text.number(row.weights),
}
