"""The numbers of every map of a document, from its input on, as far as they can be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.document import INPUT
from engine.given import Numbers
from engine.layers import MaxPool, MaxUnpool
from engine.problems import Problem
from engine.report import Report, Row
from engine.taps import Windows
from engine.values import budget, operations, patterns, pooling
from engine.values.lanes import Array, Cells
from engine.words import text


@dataclass(frozen=True)
class Computed:
    """Maps [channels, rows, columns] by name; `indices` are the places that max pools chose."""

    maps: Mapping[str, Array]
    indices: Mapping[str, Cells]
    problems: tuple[Problem, ...] = ()


@dataclass
class _Walk:
    """What is known so far, layer by layer."""

    maps: dict[str, Array] = field(default_factory=dict)
    indices: dict[str, Cells] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def compute(report: Report, upto: str | None = None) -> Computed:
    """The numbers of all layers, or of one and those that it needs.

    What cannot be known is left out: maps of numbers that do not fit, unpools without places, and
    all that depends on them. Nothing is computed of what would be too much.
    """
    rows = report.rows if upto is None else _needed(report, upto)
    too_large = budget.check(report.input_shape, rows)
    if too_large:
        return Computed({}, {}, too_large)
    walk = _Walk()
    values = report.document.input.values
    if not isinstance(values, Numbers) or values.shape == report.input_shape:
        walk.maps[INPUT] = _kept(patterns.numbers(values, report.input_shape))
    unknown = {problem.layer for problem in report.problems}
    with np.errstate(all="ignore"):  # numbers beyond a float are infinite, in every framework
        for row in rows:
            if row.name not in unknown and all(name in walk.maps for name in row.inputs):
                _add(walk, row)
    return Computed(walk.maps, walk.indices, tuple(walk.problems))


def _needed(report: Report, name: str) -> tuple[Row, ...]:
    wanted, found = {name}, []
    for row in reversed(report.rows):
        if row.name in wanted:
            wanted |= _reads(row)
            found.append(row)
    return tuple(reversed(found))


def _reads(row: Row) -> set[str]:
    of = row.layer.of if isinstance(row.layer, MaxUnpool) else None
    return {*row.inputs, *([of] if of else [])}


def _add(walk: _Walk, row: Row) -> None:
    maps = [walk.maps[name] for name in row.inputs]
    if isinstance(row.layer, MaxPool):
        windows = operations.axes(row, Windows)
        found, places = pooling.largest(maps[0], windows, operations.size_of(row))
        walk.indices[row.name] = np.ascontiguousarray(places)
        walk.indices[row.name].setflags(write=False)
    elif isinstance(row.layer, MaxUnpool):
        chosen = _places(walk, row.layer)
        if chosen is None or not _inside(walk, row, chosen):
            return
        found = pooling.put_back(maps[0], chosen, operations.size_of(row))
    else:
        found = operations.values(row, maps)
    walk.maps[row.name] = _kept(found)


def _places(walk: _Walk, layer: MaxUnpool) -> Cells | None:
    """Where an unpool puts its values; None where nothing tells."""
    if layer.of is not None:
        return walk.indices.get(layer.of)
    return None if layer.indices is None else patterns.written_out(layer.indices).astype(np.int64)


def _inside(walk: _Walk, row: Row, places: Cells) -> bool:
    """Whether the pool's places are in the output; one of another size may lack some."""
    largest, last = int(places.max()), row.shape[1] * row.shape[2] - 1
    if largest <= last:
        return True
    sentence = text(
        "index {largest} is outside the output, whose cells go from 0 to {last}.",
        largest=largest,
        last=last,
    )
    walk.problems.append(
        Problem(
            row.name, "output_size", "bad_value", sentence, value=largest, limit=last, blocks=False
        )
    )
    return False


def _kept(values: Array) -> Array:
    """An array of its own that nobody changes; -0 is 0."""
    own = np.add(values, 0.0, order="C")
    own.setflags(write=False)
    return own
