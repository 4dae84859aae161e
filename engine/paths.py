"""Paths between one cell and all cells of every map: back to what feeds it, on to what it reaches.

A count is exact, through any layers; where maps meet, counts add. What lies behind an unpool,
whose places depend on the numbers, and what would be too many cells to look at, is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import counts, patches
from engine.layers import MaxUnpool
from engine.patches import TooLargeError

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.patches import Patch
    from engine.report import Report, Row


def back(report: Report, name: str, cell: Pair, *, clipped: bool = True) -> dict[str, Patch]:
    """Paths from a cell of the named map to the cells of each map that feeds it, itself included.

    Without `clipped`, all maps are endless and paths go on through the padding.
    """
    found: dict[str, Patch] = {name: patches.cell(*cell)}
    lost: set[str] = set()
    for row in reversed(report.rows):
        patch = found.get(row.name)
        if row.name in lost:
            lost.update(row.inputs)
        elif patch is not None:
            arrived = _carried(patch, row, backward=True, clipped=clipped)
            for source in row.inputs:
                _join(found, lost, source, arrived)
    return _known(found, lost)


def on(report: Report, name: str, cell: Pair) -> dict[str, Patch]:
    """Paths from a cell of the named map to the cells of each map it reaches, itself included."""
    found: dict[str, Patch] = {name: patches.cell(*cell)}
    lost: set[str] = set()
    for row in report.rows:
        if row.name == name:
            continue
        for source in row.inputs:
            if source in lost:
                lost.add(row.name)
            elif (patch := found.get(source)) is not None:
                _join(found, lost, row.name, _carried(patch, row, backward=False, clipped=True))
    return _known(found, lost)


def _carried(patch: Patch, row: Row, *, backward: bool, clipped: bool) -> Patch | None:
    if isinstance(row.layer, MaxUnpool):
        return None
    try:
        return patches.carried(patch, counts.axes_of(row), backward=backward, clipped=clipped)
    except TooLargeError:
        return None


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
