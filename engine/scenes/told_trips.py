"""What is said of a way there and back: of a step, of a cell, and in a panel of formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.formulas import Piece, Style
from engine.frame import Tone
from engine.scenes import round_trip, trip_words
from engine.scenes.terms import CellSum
from engine.words import text

if TYPE_CHECKING:
    from engine.frame import Frame, Grid
    from engine.report import Report
    from engine.scenes.belonging import Spot
    from engine.words import Text

STAGES = (round_trip.THERE, round_trip.BACK, round_trip.DIFFERENCE)
NAMES = {round_trip.THERE: "y", round_trip.BACK: "x′", round_trip.DIFFERENCE: "x′ − x"}


def shown(frame: Frame) -> bool:
    """Whether the frame is of a way there and back."""
    return any(grid.key.stage == round_trip.THERE for grid in frame.grids)


def moment(frame: Frame) -> Text | None:
    """Which map the step adds."""
    if not shown(frame):
        return None
    if not frame.step:
        return text("the map that the way begins with")
    grid = next(one for one in frame.grids if one.key.stage == STAGES[frame.step - 1])
    if grid.key.stage != round_trip.DIFFERENCE:
        return text("{map} is made", map=NAMES[grid.key.stage])
    assert grid.heading is not None
    return text("{map}: {second}", map=NAMES[grid.key.stage], second=grid.heading.rest)


def of_spot(grid: Grid, spot: Spot) -> Text | None:
    """The number of a cell that has one."""
    at = spot.row - grid.origin[0], spot.column - grid.origin[1]
    if grid.values is None or np.isnan(grid.values[at]):
        return None
    written = number_text.signed if grid.signed else number_text.number
    return text(
        "{map} row {row} column {column} is {value}",
        map=NAMES[grid.key.stage],
        row=number_text.number(spot.row),
        column=number_text.number(spot.column),
        value=written(float(grid.values[at])),
    )


def cell_sum(report: Report, frame: Frame) -> CellSum | None:
    """What the step stands for; in the end the equality, in numbers."""
    name = next(grid.key.layer for grid in frame.grids if grid.key.stage == round_trip.THERE)
    row = report.row(name)
    if row is None or not frame.step:
        return None
    if frame.step == 1:
        return CellSum(text("y: what {layer} makes of x, without a bias", layer=name))
    back = tuple(trip_words.restoring(row))
    if frame.step == 2:
        return CellSum(text("x′: the way back from y with the same weights"), remarks=back)
    said = next(one for one in frame.captions if one.slot.stage == round_trip.INSTEAD)
    place = said.lines[1][0].content
    total = tuple(
        Piece(part.content, Style.RESULT if part.tone is Tone.RESULT else Style.PLAIN)
        for part in said.lines[2]
    )
    assert not isinstance(place, str)
    return CellSum(place, total=total, remarks=back)
