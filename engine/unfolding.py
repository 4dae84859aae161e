"""How stages come from each other: cells part, borders grow, kernels turn, stamps fly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine import mixing
from engine.frame import Coming, Loose, Point
from engine.roles import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Array, Frame, Grid, Key, Move

    Mask = NDArray[np.bool_]

ZEROS_MS, BORDER_MS, FLIP_MS, STAMP_MS, TAPS_MS = 900, 500, 1100, 450, 600
# The share of their way after which real cells have parted, and from which on zeros come in.
PARTED, ZEROS_FROM = 0.87, 2 / 3
# How much of a border's time its inner cells take to fly there, and each ring to come in.
FLOWN, RING = 0.4, 0.5
# A cropped cell is hatched in this share of the time, then it goes.
HATCHED = 0.5
# A kernel that will turn is there after this share, a stamp has landed after this one.
THERE, LANDED = 0.1, 0.8


def opening(inserted: Grid, share: float, source: Key | None = None) -> tuple[Loose, ...]:
    """Real cells part, then zeros come in between; all of them together are the grid at last.

    Real cells fly from the grid `source` where they touch, or part about the middle.
    """
    way = mixing.ease(min(share / PARTED, 1.0))
    real = inserted.roles != Role.INSERTED_ZERO
    rows, columns = (places.astype(np.float64) for places in np.nonzero(real))
    closed = _ranks(rows), _ranks(columns)
    if source is None:
        (down, across), (high, wide) = inserted.size, (closed[0].max() + 1, closed[1].max() + 1)
        begin = closed[0] + (down - high) / 2, closed[1] + (across - wide) / 2
        rows, columns = (
            (first + (last - first) * way)
            for first, last in zip(begin, (rows, columns), strict=True)
        )
        parting = replace(loose(inserted, real), rows=rows, columns=columns)
    else:
        parting = replace(loose(inserted, real), source=source, starts=closed, way=way)
    come = _clipped((share - ZEROS_FROM) / (1 - ZEROS_FROM))
    zeros = loose(inserted, ~real, come)
    return (zeros, parting) if come > 0 and zeros.rows.size else (parting,)


def bordering(bordered: Grid, share: float, source: Key | None = None) -> tuple[Loose, ...]:
    """A border comes in from the inside out, round cells that fly from the grid `source`."""
    inner = bordered.roles != Role.BORDER
    begins = 0.0 if source is None else FLOWN
    grown = _clipped((share - begins) / (1 - begins))
    way = 1.0 if source is None else mixing.ease(min(share / FLOWN, 1.0))
    held = loose(bordered, inner)
    starts = (held.rows - held.rows.min(), held.columns - held.columns.min())
    flying = replace(held, source=source, starts=starts, way=way)
    return (*_rings(bordered, inner, grown), flying)


def _rings(bordered: Grid, inner: Mask, grown: float) -> list[Loose]:
    """From the innermost on, as far as there is anything of them to be seen."""
    away = _distances(inner)
    last = int(away.max())
    found = []
    for ring in range(1, last + 1):
        come = _clipped((grown - (ring - 1) / last * (1 - RING)) / RING)
        if come > 0:
            found.append(loose(bordered, away == ring, come))
    return found


def cropping(whole: Grid, left: Grid, corner: Pair, share: float) -> tuple[Loose, ...]:
    """Cells that are cropped off are hatched, then they go; those of `left` stay.

    The first cell of `left` is the one at `corner` of the whole.
    """
    kept = np.zeros(whole.size, bool)
    rows, columns = left.size
    kept[corner[0] : corner[0] + rows, corner[1] : corner[1] + columns] = True
    going = share < HATCHED
    come = share / HATCHED if going else _clipped((1 - share) / (1 - HATCHED))
    cut = loose(whole, ~kept)
    hatched = replace(cut, roles=np.full_like(cut.roles, Role.UNUSED), values=None, opacity=come)
    shown = (cut, hatched, loose(whole, kept)) if going else (hatched, loose(whole, kept))
    return tuple(
        replace(one, on=left.key, rows=one.rows - corner[0], columns=one.columns - corner[1])
        for one in shown
        if one.rows.size
    )


def turning(kernel: Grid, on: Key, share: float) -> tuple[Loose, ...]:
    """The kernel, as it is before, makes half a turn about its middle, over the grid `on`."""
    whole = loose(kernel, np.ones(kernel.size, bool), min(share / THERE, 1.0))
    marked = None
    if kernel.marked is not None:
        marked = kernel.marked[0] * kernel.size[1] + kernel.marked[1]
    taken = whole.roles != Role.KERNEL_HOLE
    roles = np.where(taken, np.uint8(Role.WINDOW), whole.roles)
    turn = mixing.ease(share)
    return (replace(whole, on=on, roles=roles, turn=turn, ring=True, marked=marked),)


def flying(kernel: Grid, on: Key, corner: tuple[float, float], share: float) -> Loose:
    """A copy of a kernel on its way to the cells from `corner` on of the grid `on`."""
    whole = loose(kernel, np.ones(kernel.size, bool))
    rows, columns = whole.rows + corner[0], whole.columns + corner[1]
    way, starts = mixing.ease(min(share / LANDED, 1.0)), (whole.rows, whole.columns)
    flown = replace(whole, on=on, rows=rows, columns=columns, source=kernel.key, starts=starts)
    return replace(flown, way=way, ring=True)


def landing(before: Frame, after: Frame, stamp: Loose, share: float) -> Frame:
    """The stamp flies where it belongs; there its numbers are added to those below.

    Where it lands everything is as in the step before, until the sums come in; what is stamped,
    and by what, is that of the step after.
    """
    old = {grid.key: grid for grid in before.grids}
    sums = [grid for grid in after.grids if grid.key == stamp.on]
    grids = tuple(old.get(grid.key, grid) if grid in sums else grid for grid in after.grids)
    moved = replace(before, grids=grids, links=after.links)
    if share < LANDED:
        elsewhere = tuple(one for one in after.windows if one.grid != stamp.on)
        return replace(moved, windows=elsewhere, loose=(stamp,))
    come = (share - LANDED) / (1 - LANDED)
    coming = tuple(Coming(grid, come) for grid in sums)
    return replace(moved, windows=after.windows, coming=coming)


def leaving(
    points: tuple[Point, ...], moves: tuple[Move, ...], share: float
) -> tuple[tuple[Point, ...], tuple[Move, ...]]:
    """Dots leave the regular places that arrows lead from, the arrows with them."""
    way = mixing.ease(share)
    gone = [_part(move, way) for move in moves]
    ends = {
        (move.grid, move.to_row, move.to_column): part
        for move, part in zip(moves, gone, strict=True)
    }
    placed = []
    for point in points:
        part = None if point.hollow else ends.get((point.grid, point.row, point.column))
        placed.append(
            point if part is None else replace(point, row=part.to_row, column=part.to_column)
        )
    return tuple(placed), tuple(gone)


def _part(move: Move, way: float) -> Move:
    row = move.row + (move.to_row - move.row) * way
    column = move.column + (move.to_column - move.column) * way
    return replace(move, to_row=row, to_column=column)


def loose(grid: Grid, these: Mask, opacity: float = 1.0) -> Loose:
    """Some cells of a grid, where they are."""
    rows, columns = np.nonzero(these)
    values = None if grid.values is None else grid.values[these]
    places = rows.astype(np.float64), columns.astype(np.float64)
    return Loose(grid.key, *places, grid.roles[these], values, opacity)


def _ranks(places: Array) -> Array:
    """Each place counted among those that there are."""
    return np.searchsorted(np.unique(places), places).astype(np.float64)


def _distances(inner: Mask) -> NDArray[np.int64]:
    """How many cells each is away from the rectangle of inner ones."""
    rows, columns = np.nonzero(inner)
    down, across = (
        np.maximum(places.min() - np.arange(count), np.arange(count) - places.max())
        for places, count in zip((rows, columns), inner.shape, strict=True)
    )
    away: NDArray[np.int64] = np.maximum(np.maximum.outer(down, across), 0)
    return away


def _clipped(share: float) -> float:
    return min(max(share, 0.0), 1.0)
