"""Paths between one cell and all cells of every map: back to what feeds it, on to what it reaches.

A count is exact, through any layers; where maps meet, counts add. What lies behind an unpool,
whose places depend on the numbers, and what would be too many cells to look at, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import counts, patches
from engine.flows import Axis
from engine.layers import MaxUnpool
from engine.patches import TooLargeError
from engine.readings import STILL

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.patches import Axes, Patch
    from engine.report import Report, Row

_ALONE = Axis(STILL, 1, 1)


@dataclass(frozen=True)
class Way:
    """How paths are followed: on both axes, or along the columns alone, as in one row of cells.

    Without `clipped`, all maps are endless and paths go on through the padding.
    """

    one_row: bool = False
    clipped: bool = True

    def axes(self, row: Row) -> Axes:
        """How the layer reads its input that way."""
        rows, columns = counts.axes_of(row)
        return (_ALONE, columns) if self.one_row else (rows, columns)

    def start(self, cell: Pair) -> Patch:
        """The one cell that all paths leave from; in one row, that row is row 0."""
        return patches.cell(0 if self.one_row else cell[0], cell[1])

    def carried(self, patch: Patch, row: Row, *, backward: bool) -> Patch | None:
        """The paths on the other side of the layer; None where that is not known."""
        if isinstance(row.layer, MaxUnpool):
            return None
        clipped = self.clipped
        try:
            return patches.carried(patch, self.axes(row), backward=backward, clipped=clipped)
        except TooLargeError:
            return None


PLAIN = Way()
ONE_ROW = Way(one_row=True)


def back(report: Report, name: str, cell: Pair, way: Way = PLAIN) -> dict[str, Patch]:
    """Paths from a cell of that map to the cells of each map that feeds it, itself included."""
    found: dict[str, Patch] = {name: way.start(cell)}
    lost: set[str] = set()
    for row in reversed(report.rows):
        patch = found.get(row.name)
        if row.name in lost:
            lost.update(row.inputs)
        elif patch is not None:
            arrived = way.carried(patch, row, backward=True)
            for source in row.inputs:
                _join(found, lost, source, arrived)
    return _known(found, lost)


def on(report: Report, name: str, cell: Pair, way: Way = PLAIN) -> dict[str, Patch]:
    """Paths from a cell of that map to the cells of each map it reaches, itself included."""
    found: dict[str, Patch] = {name: way.start(cell)}
    lost: set[str] = set()
    for row in report.rows:
        if row.name == name:
            continue
        for source in row.inputs:
            if source in lost:
                lost.add(row.name)
            elif (patch := found.get(source)) is not None:
                _join(found, lost, row.name, way.carried(patch, row, backward=False))
    return _known(found, lost)


def _join(found: dict[str, Patch], lost: set[str], name: str, arrived: Patch | None) -> None:
    if arrived is None:
        lost.add(name)
        return
    there = found.get(name)
    try:
        found[name] = arrived if there is None else patches.added(there, arrived)
    except TooLargeError:
        lost.add(name)


def _known(found: dict[str, Patch], lost: set[str]) -> dict[str, Patch]:
    return {name: patch for name, patch in found.items() if name not in lost}
