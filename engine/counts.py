"""How many paths lead from the cells of a layer to every cell of the input, exactly.

A count is the gradient of a network with one channel whose weights are all ones and whose pools
sum. On a chain it is the product of a count per row and one per column; where branches meet,
it is worked out cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine import patches
from engine.document import INPUT
from engine.fields import Pair
from engine.flows import Axis, Weights
from engine.layers import MaxUnpool, Pad
from engine.patches import Axes, Patch, Plane, Product, TooLargeError
from engine.report import Report, Row
from engine.sizes import AXES


@dataclass(frozen=True)
class Usage:
    """Paths from a whole layer: their sum in every input row, and the input pixels without any."""

    rows: list[int] | list[float]
    unused: int


def axes_of(row: Row) -> Axes:
    """How the layer reads its input, rows before columns."""
    mode = (
        row.layer.mode
        if isinstance(row.layer, Pad)
        else getattr(row.layer, "padding_mode", "zeros")
    )
    rows, columns = (
        Axis(row.readings[a], row.sources.first[1 + a], row.shape[1 + a], mode) for a in AXES
    )
    return rows, columns


def from_pixel(
    report: Report,
    name: str,
    pixel: Pair,
    *,
    clipped: bool = True,
    most: int = patches.LARGEST_PLANE,
) -> Plane | None:
    """Paths from one output pixel to every input pixel, cut to those that have any.

    None through an unpool, whose places are not known beforehand, and where that would lay out
    more than `most` cells; branches are never counted over more than a plane may have.
    """
    try:
        found = _walked(report, name, patches.cell(*pixel), clipped=clipped)
        return None if found is None else patches.trimmed(found, most)
    except TooLargeError:
        return None


def in_map(report: Report, name: str) -> Patch | None:
    """Paths from all pixels of the layer to every input pixel."""
    row = report.row(name)
    if row is None:
        return None
    try:
        return _walked(report, name, patches.full(*row.shape[1:]))
    except TooLargeError:
        return None


def usage(report: Report, name: str) -> Usage | None:
    """How much the layer uses of every input row, and how many input pixels it never uses."""
    found = in_map(report, name)
    if found is None:
        return None
    height, width = report.input_shape[1:]
    if isinstance(found, Product):
        paths = sum(found.columns.weights.tolist())
        sums = [weight * paths for weight in found.rows.weights.tolist()]
        used = _nonzero(found.rows.weights) * _nonzero(found.columns.weights)
        top = found.rows.origin
    else:
        sums = [sum(line) for line in found.weights.tolist()]
        used = _nonzero(found.weights)
        top = found.top
    return Usage([0] * top + sums + [0] * (height - top - len(sums)), height * width - used)


def _nonzero(weights: Weights) -> int:
    return int((weights != 0).sum())


def _walked(report: Report, name: str, start: Patch, *, clipped: bool = True) -> Patch | None:
    """The weights that arrive in the input from those in a map; None through an unpool."""
    waiting: dict[str, Patch] = {name: start}
    for row in reversed(report.rows):
        patch = waiting.pop(row.name, None)
        if patch is None:
            continue
        if isinstance(row.layer, MaxUnpool):
            return None
        arrived = patches.carried(patch, axes_of(row), backward=True, clipped=clipped)
        for source in row.inputs:
            there = waiting.get(source)
            waiting[source] = arrived if there is None else patches.added(there, arrived)
    return waiting.get(INPUT)
