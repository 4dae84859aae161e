"""What is said of a figure to who points at it or cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.layers import MaxUnpool
from engine.roles import Role
from engine.scenes import (
    belonging,
    cells_of_taps,
    input_map,
    map_words,
    path_maps,
    slide,
    spoken_paths,
    spoken_taps,
    spread_map,
    stage_cells,
    told_stamps,
    told_trips,
    tracks,
    turns,
)
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.frame import Frame, Grid, Key, Span, Window
    from engine.report import Report, Row
    from engine.scenes.belonging import Spot
    from engine.scenes.tracks import Track
    from engine.words import Text

# So many cells of an axis are named one by one.
MOST_NAMED = 5
PADDED = (Role.PADDING, Role.UNREAD)
ZEROS = (Role.INSERTED_ZERO, Role.BORDER)
# What is said of steps that make no single cell, and of cells of other maps.
OTHERS = (stage_cells.moment, told_stamps.moment, told_trips.moment, spoken_paths.moment)
_SPOKEN: dict[str, Callable[[Grid, Spot], Text | None]] = {
    **dict.fromkeys(path_maps.STAGES, spoken_paths.of_spot),
    **dict.fromkeys(told_stamps.STAGES, told_stamps.of_spot),
    **dict.fromkeys(told_trips.STAGES, told_trips.of_spot),
}


def steps_a_row(frame: Frame) -> int:
    """How many steps a row of cells takes; 1 where steps have to do with no single one."""
    if told_stamps.shown(frame):
        return next(grid.size[1] for grid in frame.grids if grid.key.stage == input_map.STAGE)
    made = [grid for grid in frame.grids if grid.key.stage == turns.OUTPUT]
    return len(made) * made[0].size[1] if made else 1


def steps_before_rows(frame: Frame) -> int:
    """How many steps come before the first cell of the output."""
    staged = any(grid.key.stage in spread_map.SPREAD for grid in frame.grids)
    return stage_cells.BEFORE if staged else 0


def moment(frame: Frame) -> Text:
    """Which step it is, what it makes, and of how many cells."""
    step, steps = (number_text.number(count) for count in (frame.step + 1, frame.length))
    where = text("step {step} of {steps}", step=step, steps=steps)
    grids = {grid.key: grid for grid in frame.grids}
    made = next((one for one in frame.windows if _makes(one, grids)), None)
    if made is None:
        what = next((told for said in OTHERS if (told := said(frame)) is not None), None)
        return where if what is None else text("{first}, {second}", first=where, second=what)
    grid, row, column = grids[made.grid], int(made.rows.start), int(made.columns.start)
    cell = text(
        "output row {row} column {column} is {value}",
        row=number_text.number(row + grid.origin[0]),
        column=number_text.number(column + grid.origin[1]),
        value=_value(grid, row, column),
    )
    taps = spoken_taps.moment(frame)
    if taps is not None:
        return text("{head}, {next}, {reads}", head=where, next=cell, reads=taps)
    reads = [one for one in frame.windows if one.fills and one.grid in grids]
    if not reads:
        return text("{first}, {second}", first=where, second=cell)
    return text("{head}, {next}, {reads}", head=where, next=cell, reads=_reads(reads, frame))


def of_spot(report: Report, frame: Frame, spot: Spot) -> Text | None:
    """What the cell is, and what is read for it; None where there is nothing to say."""
    grid = next((grid for grid in frame.grids if grid.key == spot.key), None)
    if grid is None:
        return None
    shown = spot.row - grid.origin[0], spot.column - grid.origin[1]
    if not (0 <= shown[0] < grid.size[0] and 0 <= shown[1] < grid.size[1]):
        return None
    if spot.key.stage in _SPOKEN:
        return _SPOKEN[spot.key.stage](grid, spot)
    told = _of_scene(report, frame, grid, spot)
    return told or _of_output(report, frame, spot) or _named(report, grid, spot, shown)


def _of_scene(report: Report, frame: Frame, grid: Grid, spot: Spot) -> Text | None:
    """What a scene says of its own cells; None of those that are said alike everywhere."""
    if spot.key.stage in belonging.KERNELS:
        return _of_weight(grid, spot)
    if spot.key.stage in spread_map.SPREAD:
        return stage_cells.said(report, grid, (spot.row, spot.column))
    return spoken_taps.of_spot(grid, spot) if cells_of_taps.is_shown(frame) else None


def _of_output(report: Report, frame: Frame, spot: Spot) -> Text | None:
    """What a window reads for the cell, where one slides and its taps stay."""
    row = report.row(spot.key.layer)
    if spot.key.stage != turns.OUTPUT or row is None or cells_of_taps.is_shown(frame):
        return None
    return _reading(row, spot) if slide.slides(row.layer) else None


def _makes(window: Window, grids: Mapping[Key, Grid]) -> bool:
    return not window.fills and window.grid in grids and window.grid.stage == turns.OUTPUT


def _value(grid: Grid, row: int, column: int) -> str:
    assert grid.values is not None
    return number_text.number(float(grid.values[row, column]))


def _reads(windows: list[Window], frame: Frame) -> Text:
    """How many cells are under the windows, and how many of them are padding."""
    cells = padding = zeros = 0
    grids = {grid.key: grid for grid in frame.grids}
    for window in windows:
        under = grids[window.grid].roles[np.ix_(*map(_places, (window.rows, window.columns)))]
        cells += under.size
        padding += int(np.isin(under, PADDED).sum())
        zeros += int(np.isin(under, ZEROS).sum())
    count = number_text.number(cells)
    if zeros:
        return text("reads {count} cells, {zeros} of them zeros that were put in",
                    count=count, zeros=number_text.number(zeros))  # fmt: skip
    if not padding:
        return text("reads {count} cells", count=count)
    return text(
        "reads {count} cells, {padding} of padding",
        count=count,
        padding=number_text.number(padding),
    )


def _places(span: Span) -> list[int]:
    return [round(span.start) + tap * span.step for tap in range(round(span.count))]


def _of_weight(grid: Grid, spot: Spot) -> Text | None:
    tap = belonging.tap_at(grid, spot)
    if tap is None:
        return None
    return text(
        "the weight of {layer} in row {row} column {column} is {value}",
        layer=spot.key.layer,
        row=number_text.number(tap[0]),
        column=number_text.number(tap[1]),
        value=_value(grid, spot.row - grid.origin[0], spot.column - grid.origin[1]),
    )


def _reading(row: Row, spot: Spot) -> Text | None:
    """Which rows and columns of its input the cell is made from."""
    if isinstance(row.layer, MaxUnpool):  # that depends on the numbers
        return None
    down, across = tracks.tracks(row)
    return text(
        "{layer} reads rows {rows} and columns {columns}",
        layer=row.name,
        rows=_cells(down, spot.row),
        columns=_cells(across, spot.column),
    )


def _cells(track: Track, o: int) -> Text | str:
    start, count = track.reader.span(o)
    step = track.reader.step
    names = [number_text.number(start + tap * step) for tap in range(count)]
    if count > MOST_NAMED:
        if step == 1:
            return text("{first}–{last}", first=names[0], last=names[-1])
        names = [*names[:2], "…", names[-1]]
    told: Text | str = names[0] if names else ""
    for name in names[1:]:
        told = text("{head}, {next}", head=told, next=name)
    return told


def _named(report: Report, grid: Grid, spot: Spot, shown: tuple[int, int]) -> Text | None:
    """The map, the place and the number; padding is called so."""
    name = belonging.map_of(report, spot.key)
    if name is None:
        return None
    place = {
        "row": number_text.number(spot.row),
        "column": number_text.number(spot.column),
    }
    if not belonging.is_inside(report, spot):
        return _of_padding(grid, shown, place)
    shape = belonging.shape_of(report, name)
    said: Text | str = map_words.name_of(name)
    if shape is not None and shape[0] > 1:
        said = text("{map} {channel}", map=said, channel=spot.key.channel)
    if grid.values is None or np.isnan(grid.values[shown]):
        return text("{map} row {row} column {column}", map=said, **place)
    return text(
        "{map} row {row} column {column} is {value}", map=said, value=_value(grid, *shown), **place
    )


def _of_padding(grid: Grid, shown: tuple[int, int], place: dict[str, str]) -> Text:
    if grid.values is None or np.isnan(grid.values[shown]):
        return text("padding in row {row} column {column}", **place)
    return text(
        "padding in row {row} column {column} holds {value}", value=_value(grid, *shown), **place
    )
