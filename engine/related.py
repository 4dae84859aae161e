"""Which cells of every map belong to a chosen cell: what feeds it, and what it reaches.

On a chain they are some rows times some columns of each map; where branches meet, any set of
cells. Both directions read the same flows, so a cell feeds another exactly when it reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import counts, patches
from engine.fields import Pair
from engine.flows import Stretch
from engine.layers import MaxUnpool
from engine.patches import Patch, Plane, Product
from engine.report import Report, Row

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """Cells of a map: those of `rows` times `columns`, or of a mask whose corner is (top, left)."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    mask: Mask | None = None

    @property
    def count(self) -> int:
        """How many cells there are."""
        if self.mask is not None:
            return int(self.mask.sum())
        return len(self.rows) * len(self.columns)

    def has(self, row: int, column: int) -> bool:
        """Whether the cell is among them."""
        if row not in self.rows or column not in self.columns:
            return False
        if self.mask is None:
            return True
        return bool(self.mask[row - self.rows[0], column - self.columns[0]])


def related(report: Report, name: str, cell: Pair) -> dict[str, Cells]:
    """The cells of every other map that feed the cell of the named map, or that it reaches.

    Maps that have nothing to do with the cell are left out, as are those behind an unpool, whose
    places depend on the numbers, and those in which more cells would have to be looked at one by
    one than a plane may have.
    """
    start = _only(patches.cell(*cell))
    return {
        **_feeding(report, name, start),
        **_reached(report, name, start),
    }


def _feeding(report: Report, name: str, start: Patch) -> dict[str, Cells]:
    waiting: dict[str, Patch] = {name: start}
    for row in reversed(report.rows):
        patch = waiting.get(row.name)
        if patch is None or isinstance(row.layer, MaxUnpool):
            continue
        arrived = _step(patch, row, backward=True)
        if arrived is None:
            continue
        for source in dict.fromkeys(row.inputs):
            _join(waiting, source, arrived)
    return _told(waiting, name)


def _reached(report: Report, name: str, start: Patch) -> dict[str, Cells]:
    waiting: dict[str, Patch] = {name: start}
    for row in report.rows:
        if row.name == name or isinstance(row.layer, MaxUnpool):
            continue
        for source in dict.fromkeys(row.inputs):
            patch = waiting.get(source)
            arrived = None if patch is None else _step(patch, row, backward=False)
            if arrived is not None:
                _join(waiting, row.name, arrived)
    return _told(waiting, name)


def _told(waiting: dict[str, Patch], name: str) -> dict[str, Cells]:
    found = {other: _cells(patch) for other, patch in waiting.items() if other != name}
    return {other: cells for other, cells in found.items() if cells.count}


def _step(patch: Patch, row: Row, *, backward: bool) -> Patch | None:
    try:
        return _only(patches.carried(patch, counts.axes_of(row), backward=backward))
    except patches.TooLargeError:
        return None


def _join(waiting: dict[str, Patch], name: str, arrived: Patch) -> None:
    there = waiting.get(name)
    if there is None or _equal(there, arrived):
        waiting[name] = arrived
        return
    try:
        waiting[name] = _only(patches.added(there, arrived))
    except patches.TooLargeError:
        waiting[name] = _hull(there, arrived)


def _equal(one: Patch, other: Patch) -> bool:
    return isinstance(one, Product) and isinstance(other, Product) and _cells(one) == _cells(other)


def _hull(one: Patch, other: Patch) -> Patch:
    """Every row and column of both, where single cells would be too many."""
    cells = [_cells(one), _cells(other)]
    rows = sorted({row for part in cells for row in part.rows})
    columns = sorted({column for part in cells for column in part.columns})
    return Product(_stretch(rows), _stretch(columns))


def _stretch(members: list[int]) -> Stretch:
    if not members:
        return Stretch(0, np.zeros(0, np.int64))
    weights = np.zeros(members[-1] - members[0] + 1, np.int64)
    weights[np.array(members) - members[0]] = 1
    return Stretch(members[0], weights)


def _only(patch: Patch) -> Patch:
    """The same cells with the weight 1, so that no count grows along the way."""
    if isinstance(patch, Plane):
        return Plane(patch.top, patch.left, (patch.weights != 0).astype(np.int64))
    return Product(_ones(patch.rows), _ones(patch.columns))


def _ones(stretch: Stretch) -> Stretch:
    return Stretch(stretch.origin, (stretch.weights != 0).astype(np.int64))


def _cells(patch: Patch) -> Cells:
    if isinstance(patch, Product):
        return Cells(_members(patch.rows), _members(patch.columns))
    height, width = patch.weights.shape
    mask = patch.weights != 0
    rows = tuple(range(patch.top, patch.top + height))
    return Cells(rows, tuple(range(patch.left, patch.left + width)), mask)


def _members(stretch: Stretch) -> tuple[int, ...]:
    return tuple((np.flatnonzero(stretch.weights) + stretch.origin).tolist())
