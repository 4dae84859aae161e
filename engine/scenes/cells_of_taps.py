"""Which cells of a deformable layer's figure belong together: taps read no fixed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.frame import Key
from engine.scenes import deformed_maps, input_map, turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Frame, Grid

    Mask = NDArray[np.bool_]

# Grids of these stages show what the layer reads, and those what it has in each output cell.
READ = (input_map.STAGE, deformed_maps.NEAR)
MADE = (turns.OUTPUT, deformed_maps.PREDICTED)
HALF = 0.5


def is_shown(frame: Frame) -> bool:
    """Whether the frame is of such a figure."""
    return any(grid.key.stage == deformed_maps.NEAR for grid in frame.grids)


def lit(frame: Frame, key: Key, cell: Pair) -> dict[Key, Mask]:
    """The cells that belong to that one: what the taps of now read, and what is made of it."""
    found: dict[Key, Mask] = {}
    now = _now(frame)
    taps = _read(frame)
    if key.stage in READ:
        read, made = {cell}, {now} if now is not None and cell in taps else set()
    elif key.stage in MADE:
        read, made = taps if cell == now else set(), {cell}
    else:
        read, made = set(), set()
    for grid in frame.grids:
        cells = read if grid.key.stage in READ else made if grid.key.stage in MADE else set()
        mask = _mask(grid, cells)
        if mask.any():
            found[grid.key] = mask
    return found


def _now(frame: Frame) -> Pair | None:
    """The output cell of the step."""
    grids = {grid.key: grid for grid in frame.grids}
    for window in frame.windows:
        if not window.fills and window.grid.stage == turns.OUTPUT:
            top, left = grids[window.grid].origin
            return top + int(window.rows.start), left + int(window.columns.start)
    return None


def _read(frame: Frame) -> set[Pair]:
    """The cells that some tap of the step reads, with whatever weight."""
    grids = {grid.key: grid for grid in frame.grids}
    found: set[Pair] = set()
    for handle in frame.handles:
        top, left = grids[Key(handle.layer, input_map.STAGE, handle.channel)].origin
        if np.isfinite(handle.place).all():
            rows = _cells(handle.place[0] - HALF + top)
            columns = _cells(handle.place[1] - HALF + left)
            found.update((row, column) for row in rows for column in columns)
    return found


def _cells(place: float) -> Iterable[int]:
    """The cells that a place lies between; the one that it is in the middle of."""
    first = int(np.floor(round(place, 9)))
    return (first,) if round(place, 9) == first else (first, first + 1)


def _mask(grid: Grid, cells: Iterable[Pair]) -> Mask:
    mask = np.zeros(grid.size, dtype=bool)
    for row, column in cells:
        y, x = row - grid.origin[0], column - grid.origin[1]
        if 0 <= y < grid.size[0] and 0 <= x < grid.size[1]:
            mask[y, x] = True
    return mask
