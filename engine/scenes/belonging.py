"""Which cells of a figure belong to one of them: what it is made from, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import related
from engine.document import INPUT
from engine.frame import Key
from engine.layers import PixelShuffle, PixelUnshuffle, SeparableConv
from engine.related import Cells
from engine.scenes import (
    cells_of_taps,
    input_map,
    overlap,
    path_maps,
    round_trip,
    separable,
    stage_cells,
    stamp_maps,
    telling,
    turns,
)
from engine.values import stated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Frame, Grid, Window
    from engine.report import Report, Row
    from engine.sizes import Shape

    Mask = NDArray[np.bool_]

PICTURE = "map"
# Grids of these stages show the map of their layer, and all maps of a figure belong together.
MAPS = (PICTURE, *path_maps.STAGES)
# Grids of these show the map of their layer, or something of each of its cells; of these, of what
# the layer reads.
MADE = (turns.OUTPUT, separable.BETWEEN, stamp_maps.PLANE, *overlap.STAGES, round_trip.THERE)
READ = (*cells_of_taps.READ, round_trip.BACK, round_trip.DIFFERENCE)
STAMPS = (stamp_maps.STAMP, stamp_maps.TOTAL)
KERNELS = (telling.KERNEL, stage_cells.TURNED, separable.DEPTHWISE, separable.POINTWISE)
# Every channel of what they read may be in every channel of what they make.
MIXING = (SeparableConv, PixelShuffle, PixelUnshuffle)


class Spot(NamedTuple):
    """A cell of a grid, by its row and column in the map; padding has negative ones."""

    key: Key
    row: int
    column: int


def map_of(report: Report, key: Key) -> str | None:
    """The name of the map that a grid shows; None where it shows none."""
    if key.stage in READ:
        row = report.row(key.layer)
        return None if row is None else row.inputs[0]
    return key.layer if key.stage in (*MADE, *MAPS) else None


def shape_of(report: Report, name: str) -> Shape | None:
    """Channels, rows and columns of a map; None where nothing is known of it."""
    if name == INPUT:
        return report.input_shape
    row = report.row(name)
    return None if row is None else row.shape


def is_inside(report: Report, spot: Spot) -> bool:
    """Whether the cell is one of a map, and not of its padding."""
    name = map_of(report, spot.key)
    shape = None if name is None else shape_of(report, name)
    return shape is not None and 0 <= spot.row < shape[1] and 0 <= spot.column < shape[2]


def lit(report: Report, frame: Frame, spot: Spot) -> dict[Key, Mask]:
    """The cells that belong together, grid by grid, among those that are shown."""
    if cells_of_taps.is_shown(frame):
        return cells_of_taps.lit(frame, spot.key, (spot.row, spot.column))
    if stage_cells.is_taken_apart(report, frame, spot.key):
        return _through_stages(report, frame, spot)
    return _joined_cells(report, frame, spot)


def _through_stages(report: Report, frame: Frame, spot: Spot) -> dict[Key, Mask]:
    """The same cell in every stage, and what it is made from or reaches."""
    grids = {grid.key: grid for grid in frame.grids}
    if spot.key.stage in stage_cells.KERNELS:
        tap = tap_at(grids[spot.key], spot) if spot.key in grids else None
        return {} if tap is None else stage_cells.through(report, frame, spot.key, tap)
    found = stage_cells.through(report, frame, spot.key, (spot.row, spot.column))
    real = stage_cells.source(report, spot.key, (spot.row, spot.column))
    if real is not None:
        spot = Spot(spot.key._replace(stage=input_map.STAGE), *real)
    return {**_joined_cells(report, frame, spot), **found}


def _joined_cells(report: Report, frame: Frame, spot: Spot) -> dict[Key, Mask]:
    found: dict[Key, Mask] = {}
    cells = _cells(report, spot)
    for grid in frame.grids:
        mask = _in_grid(report, grid, spot, cells)
        if mask is not None and mask.any():
            found[grid.key] = mask
    if spot.key.stage in (*KERNELS, *STAMPS):
        found.update(_under_tap(frame, spot))
    return found


def _cells(report: Report, spot: Spot) -> dict[str, Cells]:
    """The cells of every map, the one pointed at among them; none for padding."""
    name = map_of(report, spot.key)
    if name is None or not is_inside(report, spot):
        return {}
    here = (spot.row, spot.column)
    return {**related.related(report, name, here), name: Cells((spot.row,), (spot.column,))}


def _in_grid(report: Report, grid: Grid, spot: Spot, cells: dict[str, Cells]) -> Mask | None:
    if grid.key == spot.key:
        return _mask(grid, Cells((spot.row,), (spot.column,)))
    name = map_of(report, grid.key)
    if name not in cells or _are_alike(grid.key, spot.key):
        return None
    return _mask(grid, cells[name]) if _joined(report, grid.key, spot.key) else None


def _are_alike(one: Key, other: Key) -> bool:
    """Whether both are inputs of a layer, or both are made by it: they have nothing in common."""
    return one.stage == other.stage and one.stage not in MAPS


def _joined(report: Report, one: Key, other: Key) -> bool:
    """Whether the layer joins these channels of what it reads and what it makes."""
    row = report.row(one.layer)
    if one.layer != other.layer or row is None or isinstance(row.layer, MIXING):
        return True
    if {one.stage, other.stage} & {*overlap.STAGES}:
        return True  # every channel has the same stamps
    return _group(row, one) == _group(row, other)


def _group(row: Row, key: Key) -> int:
    inputs, outputs = row.sources.first[0], row.shape[0]
    channels = inputs if key.stage in READ else outputs
    return key.channel * stated.groups(row.layer, inputs) // channels


def _mask(grid: Grid, cells: Cells) -> Mask:
    """The cells among those of the grid that are shown."""
    mask = np.zeros(grid.size, dtype=bool)
    rows, kept_rows = _shown(cells.rows, grid.origin[0], grid.size[0])
    columns, kept_columns = _shown(cells.columns, grid.origin[1], grid.size[1])
    inner = True if cells.mask is None else cells.mask[np.ix_(kept_rows, kept_columns)]
    mask[np.ix_(rows, columns)] = inner
    return mask


def _shown(cells: tuple[int, ...], first: int, count: int) -> tuple[NDArray[np.intp], Mask]:
    """Those of an axis that are shown, counted from the first shown one, and which these are."""
    places = np.array(cells, dtype=np.intp) - first
    kept = (places >= 0) & (places < count)
    return places[kept], kept


def _under_tap(frame: Frame, spot: Spot) -> dict[Key, Mask]:
    """The cell that a tap of a kernel reads now, or lands on, on the map of its channel."""
    grids = {grid.key: grid for grid in frame.grids}
    tap = tap_at(grids[spot.key], spot) if spot.key in grids else None
    if tap is None:
        return {}
    found: dict[Key, Mask] = {}
    for window in frame.windows:
        if window.fills and _is_read_by(window, spot.key, frame):
            row = round(window.rows.start) + tap[0] * window.rows.step
            column = round(window.columns.start) + tap[1] * window.columns.step
            grid = grids[window.grid]
            if 0 <= row < grid.size[0] and 0 <= column < grid.size[1]:
                found[window.grid] = np.zeros(grid.size, dtype=bool)
                found[window.grid][row, column] = True
    return found


def _is_read_by(window: Window, kernel: Key, frame: Frame) -> bool:
    """Whether the window is that of the kernel: the only one, or the one on its channel."""
    if kernel.stage in STAMPS:
        return window.grid == kernel._replace(stage=stamp_maps.PLANE, part=0)
    if window.grid.layer != kernel.layer or window.grid.stage != input_map.STAGE:
        return False
    only = sum(grid.key.stage == kernel.stage for grid in frame.grids) == 1
    return only or (kernel.stage == telling.KERNEL and window.grid.channel == kernel.part)


def tap_at(grid: Grid, spot: Spot) -> Pair | None:
    """Which tap a cell of a kernel is: its row and column among the taps; None for a hole."""
    taken = ~np.isnan(grid.values) if grid.values is not None else np.zeros(grid.size, dtype=bool)
    row, column = spot.row - grid.origin[0], spot.column - grid.origin[1]
    if not taken[row, column]:
        return None
    return int(taken[:row, column].sum()), int(taken[row, :column].sum())
