"""Which numbers of a figure a document states itself, and the document with others."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from engine import edits, given, number_text
from engine.document import INPUT
from engine.given import Pattern
from engine.layers import ConvTranspose, PixelShuffle, PixelUnshuffle
from engine.problems import Problem, Refused
from engine.scenes import (
    belonging,
    path_maps,
    round_trip,
    separable,
    spread_map,
    stage_cells,
    stamp_maps,
    turns,
)
from engine.values import patterns, stated
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.document import Document
    from engine.frame import Frame
    from engine.report import Report, Row
    from engine.scenes.belonging import Spot
    from engine.values.lanes import Array

# More are not written out one by one.
MOST_WRITTEN = 65_536
VALUES, WEIGHTS, POINTWISE_WEIGHTS = "values", "weights", "pointwise_weights"


class Number(NamedTuple):
    """A number of the input (`layer` is then "input") or of a layer's field, by its indices."""

    layer: str
    field: str
    at: tuple[int, ...]


def number_at(report: Report, frame: Frame, spot: Spot) -> Number | None:
    """The number that the document states there; None where it states none."""
    if spot.key.stage in (*belonging.KERNELS, stamp_maps.STAMP):
        return _weight(report, frame, spot)
    if spot.key.stage in (*path_maps.STAGES, round_trip.BACK, round_trip.DIFFERENCE):
        return None  # what stands there are counts, or follows from the input
    if spot.key.stage in spread_map.SPREAD:
        at = stage_cells.stated_at(report, spot.key, (spot.row, spot.column))
        return None if at is None else Number(INPUT, VALUES, at)
    row = report.row(spot.key.layer)
    if row is not None and isinstance(row.layer, (PixelShuffle, PixelUnshuffle)):
        return None  # what is shown in one place changes its channel
    if belonging.map_of(report, spot.key) != INPUT or not belonging.is_inside(report, spot):
        return None
    return Number(INPUT, VALUES, (spot.key.channel, spot.row, spot.column))


def value(report: Report, number: Number) -> float:
    """What the number is now."""
    return float(_numbers(report, number)[number.at])


def changed(report: Report, numbers: Iterable[Number], to: float) -> Document:
    """The document with these numbers, all of one field, set to a value; the rest written out."""
    wanted = list(numbers)
    document = report.document
    if not wanted:
        return document
    first = wanted[0]
    stated_now = _numbers(report, first)
    _check(report, first, stated_now)
    made = stated_now.copy()
    for number in wanted:
        made[number.at] = to
    raw = given.from_flat(made.ravel().tolist(), made.shape).nested()
    if first.layer == INPUT:
        return edits.set_input(document, VALUES, raw)
    return edits.set_field(document, first.layer, first.field, raw)


def _weight(report: Report, frame: Frame, spot: Spot) -> Number | None:
    grid = next((grid for grid in frame.grids if grid.key == spot.key), None)
    row = report.row(spot.key.layer)
    tap = None if grid is None else belonging.tap_at(grid, spot)
    if row is None or tap is None:
        return None
    key = spot.key
    if isinstance(row.layer, ConvTranspose):
        return Number(key.layer, WEIGHTS, stage_cells.weight_at(row, key, tap))
    if key.stage == separable.POINTWISE:
        return Number(key.layer, POINTWISE_WEIGHTS, (key.channel, key.part, *tap))
    if key.stage == separable.DEPTHWISE:
        return Number(key.layer, WEIGHTS, (key.channel, 0, *tap))
    if key.stage == stamp_maps.STAMP:
        size = row.shape[0] // stated.groups(row.layer, row.sources.first[0])
        return Number(key.layer, WEIGHTS, (key.part, key.channel % size, *tap))
    output = _output(frame, spot)
    return Number(key.layer, WEIGHTS, (output, _place_in_group(row, output, key.part), *tap))


def _output(frame: Frame, spot: Spot) -> int:
    """The output channel of the kernel: where one is shown, its key does not tell."""
    shown = [grid.key.channel for grid in frame.grids if grid.key.stage == turns.OUTPUT]
    return shown[0] if len(shown) == 1 else spot.key.channel


def _place_in_group(row: Row, output: int, channel: int) -> int:
    groups = stated.groups(row.layer, row.sources.first[0])
    size = row.sources.first[0] // groups
    return max(channel - output * groups // row.shape[0] * size, 0)


def _given(report: Report, number: Number) -> object:
    if number.layer == INPUT:
        return report.document.input.values
    return getattr(report.document.layer(number.layer), number.field)


def _numbers(report: Report, number: Number) -> Array:
    if number.layer == INPUT:
        return patterns.numbers(report.document.input.values, report.input_shape)
    row = report.row(number.layer)
    assert row is not None
    made = stated.pointwise_weights if number.field == POINTWISE_WEIGHTS else stated.weights
    return made(row)


def _check(report: Report, number: Number, numbers: Array) -> None:
    count = prod(numbers.shape)
    if count <= MOST_WRITTEN or not isinstance(_given(report, number), Pattern):
        return
    sentence = text(
        "a pattern of {count} numbers stays a pattern: at most {limit} are written out.",
        count=number_text.number(count),
        limit=number_text.number(MOST_WRITTEN),
    )
    raise Refused(
        Problem(number.layer, number.field, "too_large", sentence, value=count, limit=MOST_WRITTEN)
    )
