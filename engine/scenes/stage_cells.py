"""One cell through the stages of a transposed convolution: where it stands in each, what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.document import INPUT
from engine.layers import ConvTranspose
from engine.roles import Role
from engine.scenes import map_words, spread_map, telling, turns
from engine.scenes.input_map import STAGE
from engine.scenes.spread_map import SLID, SPREAD
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Frame, Grid, Key
    from engine.report import Report, Row
    from engine.words import Text

    Mask = NDArray[np.bool_]
    Places = tuple[list[int], list[int]]

TURNED = "turned"
# Steps before the kernel slides: the input, zeros, the border, the turned kernel.
BEFORE = 4
KERNELS = (telling.KERNEL, TURNED)
_SAID = {
    Role.INSERTED_ZERO: lambda **place: text("zero inserted by the stride, {place}", **place),
    Role.BORDER: lambda **place: text("zero of the border, {place}", **place),
    Role.UNUSED: lambda **place: text("cut off, {place}", **place),
}


def is_taken_apart(report: Report, frame: Frame, key: Key) -> bool:
    """Whether the grid is one of a transposed convolution in its stages."""
    row = report.row(key.layer)
    if row is None or not isinstance(row.layer, ConvTranspose):
        return False
    return key.stage in (*SPREAD, TURNED) or _apart(frame, key.layer)


def source(report: Report, key: Key, cell: Pair) -> Pair | None:
    """The cell of the input that stands there; None for a zero."""
    row = report.row(key.layer)
    if key.stage not in SPREAD or row is None:
        return None
    down, across = (axis.source(at) for axis, at in zip(spread_map.axes(row), cell, strict=True))
    return None if down is None or across is None else (down, across)


def through(report: Report, frame: Frame, key: Key, cell: Pair) -> dict[Key, Mask]:
    """The same cells in every stage: one cell, or all that are read for one of the output."""
    row = report.row(key.layer)
    assert row is not None
    if key.stage in KERNELS:
        return _of_tap(row, frame, key, cell)
    places = _places(row, key.stage, cell)
    found = {}
    for grid in frame.grids:
        if grid.key.layer == key.layer and grid.key.stage in SPREAD:
            mask = _mask(grid, places)
            if mask.any():
                found[grid.key] = mask
    return found


def said(report: Report, grid: Grid, cell: Pair) -> Text | None:
    """What a cell of a spread map is: a value and where it comes from, or which kind of zero."""
    shown = cell[0] - grid.origin[0], cell[1] - grid.origin[1]
    place = text("row {row} column {column}", row=number_text.number(cell[0]),
                 column=number_text.number(cell[1]))  # fmt: skip
    role = Role(int(grid.roles[shown]))
    if role in _SAID:
        return _SAID[role](place=place)
    real, row = source(report, grid.key, cell), report.row(grid.key.layer)
    if real is None or row is None or grid.values is None:
        return None
    return text(
        "{map} row {row} column {column} is {value}, here in {place}",
        map=map_words.name_of(row.inputs[0]),
        row=number_text.number(real[0]),
        column=number_text.number(real[1]),
        value=number_text.number(float(grid.values[shown])),
        place=place,
    )


def moment(frame: Frame) -> Text | None:
    """Which stage the frame has come to, and what is done in it; None where it has none."""
    found = [grid.heading for grid in frame.grids if grid.heading and grid.heading.badge]
    if not found:
        return None
    stage = max(found, key=lambda one: one.badge)
    return text("stage {number}, {name}: {done}",
                number=stage.badge, name=stage.name, done=stage.second)  # fmt: skip


def stated_at(report: Report, key: Key, cell: Pair) -> tuple[int, int, int] | None:
    """Channel, row and column of the document's input that stands there, where it is that."""
    row, real = report.row(key.layer), source(report, key, cell)
    if row is None or real is None or row.inputs[0] != INPUT:
        return None
    return key.channel, *real


def weight_at(row: Row, key: Key, tap: Pair) -> tuple[int, int, int, int]:
    """The indices of that tap of a kernel among the layer's weights."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    if key.stage == TURNED:
        tap = _turned(layer, tap)
    return key.part, key.channel % (row.shape[0] // layer.groups), *tap


def _apart(frame: Frame, layer: str) -> bool:
    keys = [grid.key for grid in frame.grids if grid.key.layer == layer]
    return any(key.stage in SPREAD for key in keys)


def _turned(layer: ConvTranspose, tap: Pair) -> Pair:
    return layer.kernel[0] - 1 - tap[0], layer.kernel[1] - 1 - tap[1]


def _places(row: Row, stage: str, cell: Pair) -> Places:
    """Rows and columns of the spread map."""
    both = spread_map.axes(row)
    if stage == turns.OUTPUT:
        down, across = (
            [axis.track.reader.span(o)[0] + axis.dilation * tap for tap in range(axis.kernel)]
            for axis, o in zip(both, cell, strict=True)
        )
        return down, across
    if stage == STAGE:
        return [cell[0] * both[0].stride], [cell[1] * both[1].stride]
    return [cell[0]], [cell[1]]


def _mask(grid: Grid, places: Places) -> Mask:
    rows, columns = (
        _inside(cells, first, count)
        for cells, first, count in zip(places, grid.origin, grid.size, strict=True)
    )
    mask = np.zeros(grid.size, dtype=bool)
    mask[np.ix_(rows, columns)] = True
    return mask


def _inside(cells: Iterable[int], first: int, count: int) -> list[int]:
    return [cell - first for cell in cells if 0 <= cell - first < count]


def _of_tap(row: Row, frame: Frame, key: Key, tap: Pair) -> dict[Key, Mask]:
    """The tap in both kernels, and the cell that it reads now."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    turned = tap if key.stage == TURNED else _turned(layer, tap)
    found = {}
    for grid in frame.grids:
        if grid.key.layer == key.layer and grid.key.stage in KERNELS:
            here = turned if grid.key.stage == TURNED else _turned(layer, turned)
            found[grid.key] = _tap_mask(grid, here)
    window = next((one for one in frame.windows if one.fills and one.grid.stage == SLID), None)
    slid = next((grid for grid in frame.grids if grid.key.stage == SLID), None)
    if window is not None and slid is not None:
        rows = [round(window.rows.start) + turned[0] * window.rows.step]
        columns = [round(window.columns.start) + turned[1] * window.columns.step]
        shown = [rows[0] + slid.origin[0]], [columns[0] + slid.origin[1]]
        found[slid.key] = _mask(slid, shown)
    return found


def _tap_mask(grid: Grid, tap: Pair) -> Mask:
    """The cell of a kernel that the tap is: its holes do not count."""
    assert grid.values is not None
    taken = ~np.isnan(grid.values)
    rows, columns = (np.flatnonzero(taken.any(axis=axis)) for axis in (1, 0))
    mask = np.zeros(grid.size, dtype=bool)
    mask[rows[tap[0]], columns[tap[1]]] = True
    return mask
