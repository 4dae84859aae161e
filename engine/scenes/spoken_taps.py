"""What is said of a deformable layer's figure: the tap that is enlarged, predicted offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text
from engine.scenes import deformed_maps
from engine.words import text

if TYPE_CHECKING:
    from engine.frame import Frame, Grid
    from engine.scenes.belonging import Spot
    from engine.words import Text


def moment(frame: Frame) -> Text | None:
    """What the enlarged tap does; None in figures without one."""
    chosen = next((one for one in frame.handles if one.chosen), None)
    if chosen is None:
        return None
    return text("reads {count} samples, {tap}", count=len(frame.handles), tap=chosen.said)


def of_spot(grid: Grid, spot: Spot) -> Text | None:
    """The offset that is predicted for an output cell; None of other maps."""
    if grid.key.stage != deformed_maps.PREDICTED or grid.values is None:
        return None
    value = float(grid.values[spot.row - grid.origin[0], spot.column - grid.origin[1]])
    return (
        text("offset down for row {row} column {column} is {value}", **_of(spot, value))
        if grid.key.channel == 0
        else text("offset across for row {row} column {column} is {value}", **_of(spot, value))
    )


def _of(spot: Spot, value: float) -> dict[str, str]:
    return {
        "row": number_text.number(spot.row),
        "column": number_text.number(spot.column),
        "value": number_text.way(value),
    }
