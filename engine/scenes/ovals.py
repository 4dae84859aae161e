"""The effective field as an ellipse: how far the paths of one cell spread over the input."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from engine import effective, number_text
from engine.frame import Oval
from engine.scenes import lined_up
from engine.scenes import piece as pieces
from engine.words import text

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.frame import Grid
    from engine.report import Report
    from engine.scenes.path_maps import PathMap
    from engine.words import Text

# Standard deviations from the middle to the ellipse.
SIGMAS = 2
# Of larger fields the share within the ellipse is not counted.
LARGEST_COUNTED = 2**18


def of(report: Report, name: str, cell: Pair, grid: Grid | None) -> Oval | None:
    """The ellipse over the input; None past up-sampling and where all paths end in one cell."""
    spread = effective.spreads(report).get(name)
    steps = [lined_up.steps_of(report, name, axis) for axis in (0, 1)]
    if grid is None or spread is None or steps[0] is None or steps[1] is None:
        return None
    radii = [SIGMAS * sqrt(spread.variance(axis)) for axis in (0, 1)]
    if not all(radii):
        return None
    middle = [
        float(step.jump * at + step.centre) + 0.5 - first
        for step, at, first in zip((steps[0], steps[1]), cell, grid.origin, strict=True)
    ]
    return Oval(grid.key, middle[0], middle[1], radii[0], radii[1])


def note(oval: Oval | None, one: PathMap) -> tuple[Text, ...]:
    """What the ellipse is, and how much of the field it holds."""
    if oval is None:
        return ()
    down, across = (number_text.number(radius / SIGMAS) for radius in (oval.down, oval.across))
    sigma = down if down == across else number_text.TIMES.join((down, across))
    told = text("effective field: σ {sigma} pixels, the ellipse is 2 σ", sigma=sigma)
    share = _within(oval, one)
    if share is None:
        return (told,)
    percent = number_text.number(round(100 * share))
    return (told, text("it holds {percent} % of the paths", percent=percent))


def _within(oval: Oval, one: PathMap) -> float | None:
    """The share of the paths that end in cells whose middles lie in it."""
    if one.patch is None or one.inner is None or one.inner.area > LARGEST_COUNTED:
        return None
    counts = pieces.counts(one.patch, one.inner)
    middle = [(oval.row, oval.column)[axis] - 0.5 for axis in (0, 1)]
    down, across = (
        (np.arange(cells.start, cells.stop) - at) / radius
        for cells, at, radius in zip(one.inner, middle, (oval.down, oval.across), strict=True)
    )
    inside = np.add.outer(down**2, across**2) <= 1
    return float(counts[inside].sum() / counts.sum())
