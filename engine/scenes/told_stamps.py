"""What is said of stamps: of a step, of a cell that is pointed at, and in a panel of formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.formulas import Piece, Style
from engine.roles import Role
from engine.scenes import input_map, map_words, overlap, stamp_maps
from engine.scenes.sums import MOST_WRITTEN
from engine.scenes.terms import CellSum, Term
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.frame import Frame, Grid, Window
    from engine.report import Report
    from engine.scenes.belonging import Spot
    from engine.words import Text

STAGES = (stamp_maps.PLANE, stamp_maps.STAMP, stamp_maps.TOTAL, *overlap.STAGES)


def shown(frame: Frame) -> bool:
    """Whether the frame is of stamps."""
    return any(grid.key.stage == stamp_maps.PLANE for grid in frame.grids)


def moment(frame: Frame) -> Text | None:
    """Which cell is stamped, and where its stamp lands."""
    landed = _landed(frame)
    if landed is None:
        return text("no stamp yet") if shown(frame) else None
    row, column, value = _stamped(frame)
    rows, columns = landed.rows, landed.columns
    plane = _grid(frame, landed)
    return text(
        "{value} in row {row} column {column} is stamped on rows {rows} and columns {columns}",
        value=number_text.number(value),
        row=row,
        column=column,
        rows=_reach(rows.start + plane.origin[0], rows.end - 1 + plane.origin[0]),
        columns=_reach(columns.start + plane.origin[1], columns.end - 1 + plane.origin[1]),
    )


def of_spot(grid: Grid, spot: Spot) -> Text | None:
    """What the cell holds, or how many stamps or paths meet there."""
    at = spot.row - grid.origin[0], spot.column - grid.origin[1]
    value = np.nan if grid.values is None else float(grid.values[at])
    if grid.key.stage in (stamp_maps.STAMP, stamp_maps.TOTAL):
        count = number_text.number(value)
        return None if np.isnan(value) else text("the stamp adds {value} here", value=count)
    place = {"row": number_text.number(spot.row), "column": number_text.number(spot.column)}
    if grid.roles[at] == Role.UNREAD:
        return text("row {row} column {column} is cropped by padding", **place)
    if np.isnan(value):
        return text("no stamp on row {row} column {column}", **place)
    return _holds(grid.key.stage, number_text.number(value), place)


def _holds(stage: str, value: str, place: dict[str, str]) -> Text:
    if stage == stamp_maps.PLANE:
        return text("row {row} column {column} holds {value} so far", value=value, **place)
    if stage == overlap.STACK_STAGE:
        return text("paths that reach row {row} column {column}: {count}", count=value, **place)
    return text("stamps that touch row {row} column {column}: {count}", count=value, **place)


def cell_sum(report: Report, frame: Frame) -> CellSum | None:
    """The stamp of the step, tap by tap, and what it makes of the first cell it adds to."""
    landed = _landed(frame)
    if landed is None:
        return None
    row, column, _ = _stamped(frame)
    plane = _grid(frame, landed)
    layer = report.row(landed.grid.layer)
    assert layer is not None
    place = text(
        "stamp of row {row}, column {column} of {map}",
        row=row,
        column=column,
        map=map_words.name_of(layer.inputs[0]),
    )
    remarks = []
    if (plane.roles[_under(landed)] == Role.UNREAD).any():
        remarks.append(text("dashed: cropped by padding"))
    return CellSum(
        place, tuple(_terms(frame, landed, plane)), (), tuple(_total(landed, plane)), tuple(remarks)
    )


def _landed(frame: Frame) -> Window | None:
    return next((one for one in frame.windows if one.grid.stage == stamp_maps.PLANE), None)


def _stamped(frame: Frame) -> tuple[int, int, float]:
    """Row and column of the cell that is stamped, and its value in the first channel shown."""
    window = next(one for one in frame.windows if one.grid.stage == input_map.STAGE)
    grid = _grid(frame, window)
    row, column = int(window.rows.start), int(window.columns.start)
    assert grid.values is not None
    return row + grid.origin[0], column + grid.origin[1], float(grid.values[row, column])


def _grid(frame: Frame, window: Window) -> Grid:
    return next(grid for grid in frame.grids if grid.key == window.grid)


def _reach(first: float, last: float) -> Text | str:
    one, other = number_text.number(first), number_text.number(last)
    return one if one == other else text("{first}–{last}", first=one, last=other)


def _under(window: Window) -> tuple[NDArray[np.intp], ...]:
    down, across = (
        [int(span.start) + tap * span.step for tap in range(int(span.count))]
        for span in (window.rows, window.columns)
    )
    return np.ix_(down, across)


def _terms(frame: Frame, landed: Window, plane: Grid) -> Iterator[tuple[Term, ...]]:
    """Each tap: value times weight, or of several channels what they add up to."""
    cropped = (plane.roles[_under(landed)] == Role.UNREAD).tolist()
    if max(landed.rows.count, landed.columns.count) > MOST_WRITTEN:
        return
    total = next((one for one in frame.windows if one.grid.stage == stamp_maps.TOTAL), None)
    if total is not None:
        values = _grid(frame, total).values
        assert values is not None
        shown = [[(number_text.number(one), "") for one in line] for line in values[_under(total)]]
    else:
        kernel = next(one for one in frame.windows if one.grid.stage == stamp_maps.STAMP)
        shown = [[_factors(note) for note in line] for line in kernel.notes or ()]
    for line, dashed in zip(shown, cropped, strict=True):
        yield tuple(Term(*both, out) for both, out in zip(line, dashed, strict=True))


def _factors(note: str) -> tuple[str, str]:
    value, _, weight = note.partition("·")
    return value, weight


def _total(landed: Window, plane: Grid) -> Iterator[Piece]:
    """`row 2, column 2: 5+3 = 8`, of the first cell that held something."""
    assert plane.values is not None
    for at, notes in enumerate(landed.notes or ()):
        for place, note in enumerate(notes):
            if note:
                row = int(landed.rows.start) + at * landed.rows.step
                column = int(landed.columns.start) + place * landed.columns.step
                yield Piece(
                    text(
                        "row {row}, column {column}",
                        row=row + plane.origin[0],
                        column=column + plane.origin[1],
                    )
                )
                yield Piece(f": {note} {number_text.EQUAL} ")
                yield Piece(number_text.number(float(plane.values[row, column])), Style.RESULT)
                return
