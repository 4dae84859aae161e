"""What is said of maps with paths: what is read of the newest, and what a cell of one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.frame import Mark
from engine.roles import Role
from engine.scenes import map_words, path_maps
from engine.words import text

if TYPE_CHECKING:
    from engine.frame import Frame, Grid
    from engine.scenes.belonging import Spot
    from engine.words import Text

FIELDS = (Mark.FIELD, Mark.PINNED)
PADDING = (Role.PADDING, Role.UNREAD)


def moment(frame: Frame) -> Text | None:
    """What is read of the map reached last, by what; None where no paths are shown."""
    framed = [one.grid for one in frame.outlines if one.mark in FIELDS]
    keys = [key for key in framed if key.stage == path_maps.STAGE]
    keys = keys or [key for key in framed if key.stage == path_maps.ROW_STAGE]
    grid = next((one for one in frame.grids if keys and one.key == keys[-1]), None)
    if grid is None:
        return None
    name = map_words.name_of(grid.key.layer)
    if grid.values is None or grid.foot:
        said = grid.heading.second if grid.heading is not None else ""
        return text("{map}: {second}", map=name, second=said) if said else None
    return text(
        "{map}: {used} used, {again} of them more than once, {unused} never",
        map=name,
        used=number_text.number(int(np.isfinite(grid.values).sum())),
        again=number_text.number(int((grid.values > 1).sum())),
        unused=number_text.number(int((grid.roles == Role.UNUSED).sum())),
    )


def of_spot(grid: Grid, spot: Spot) -> Text:
    """Which cell of which map it is, and how many paths end there."""
    at = spot.row - grid.origin[0], spot.column - grid.origin[1]
    role = Role(int(grid.roles[at]))
    place = {"row": number_text.number(spot.row), "column": number_text.number(spot.column)}
    if role in PADDING:
        return text("padding in row {row} column {column}", **place)
    cell = text("{map} row {row} column {column}", map=map_words.name_of(grid.key.layer), **place)
    if role is Role.UNUSED:
        return text("{cell} is never read", cell=cell)
    if role is Role.OUTSIDE:
        return text("{cell} is outside the field", cell=cell)
    if grid.values is None or np.isnan(grid.values[at]):
        return cell
    count = float(grid.values[at])
    told = number_text.number(int(count) if count.is_integer() else count)
    if grid.key.stage == path_maps.ROW_STAGE:
        return text("{cell}, paths along the row: {count}", cell=cell, count=told)
    return text("{cell}, paths: {count}", cell=cell, count=told)
