"""The numbers of every map of a document, from its input on, as far as they can be known."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from engine.document import INPUT
from engine.given import Numbers, Pattern
from engine.layers import MaxPool, MaxUnpool
from engine.problems import Problem
from engine.report import Report, Row
from engine.sizes import Shape
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


class _Made(NamedTuple):
    """A map beside all that it follows from: what made it, and the maps that were read."""

    by: object
    read: tuple[Array, ...]
    values: Array
    indices: Cells | None = None

    def follows_from(self, by: object, read: Sequence[Array]) -> bool:
        """Whether it is what that makes of those very maps."""
        are_same = len(self.read) == len(read) and all(map(operator.is_, self.read, read))
        return are_same and self.by == by


@dataclass
class _Walk:
    """What is known so far, layer by layer."""

    before: Mapping[str, _Made]
    made: dict[str, _Made] = field(default_factory=dict)
    maps: dict[str, Array] = field(default_factory=dict)
    indices: dict[str, Cells] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


# The maps of the last time: an edit leaves those above it as they were. No more than these, so
# that nothing is held that is not shown.
_last: dict[str, _Made] = {}


def compute(report: Report, upto: str | None = None) -> Computed:
    """The numbers of all layers, or of one and those that it needs.

    What cannot be known is left out: maps of numbers that do not fit, unpools without places, and
    all that depends on them. Nothing is computed of what would be too much.
    """
    before = dict(_last)
    _last.clear()
    rows = report.rows if upto is None else _needed(report, upto)
    too_large = budget.check(report.input_shape, rows)
    if too_large:
        return Computed({}, {}, too_large)
    walk = _Walk(before)
    values = report.document.input.values
    if not isinstance(values, Numbers) or values.shape == report.input_shape:
        _put(walk, INPUT, _input(walk, values, report.input_shape))
    unknown = {problem.layer for problem in report.problems}
    with np.errstate(all="ignore"):  # numbers beyond a float are infinite, in every framework
        for row in rows:
            if row.name not in unknown and all(name in walk.maps for name in row.inputs):
                _add(walk, row)
    _last.update(walk.made)
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


def _input(walk: _Walk, values: Pattern | Numbers, shape: Shape) -> _Made:
    made = walk.before.get(INPUT)
    if made is not None and made.follows_from((values, shape), ()):
        return made
    return _Made((values, shape), (), _kept(patterns.numbers(values, shape)))


def _add(walk: _Walk, row: Row) -> None:
    maps = [walk.maps[name] for name in row.inputs]
    if isinstance(row.layer, MaxUnpool):  # it reads places too, which are compared with nothing
        chosen = _places(walk, row.layer)
        if chosen is not None and _inside(walk, row, chosen):
            found = pooling.put_back(maps[0], chosen, operations.size_of(row))
            walk.maps[row.name] = _kept(found)
        return
    made, by = walk.before.get(row.name), (row.layer, row.sources)
    if made is None or not made.follows_from(by, maps):
        made = _made(row, maps)
    _put(walk, row.name, made)


def _put(walk: _Walk, name: str, made: _Made) -> None:
    walk.made[name] = made
    walk.maps[name] = made.values
    if made.indices is not None:
        walk.indices[name] = made.indices


def _made(row: Row, maps: list[Array]) -> _Made:
    by, read = (row.layer, row.sources), tuple(maps)
    if not isinstance(row.layer, MaxPool):
        return _Made(by, read, _kept(operations.values(row, maps)))
    windows = operations.axes(row, Windows)
    found, places = pooling.largest(maps[0], windows, operations.size_of(row))
    indices = np.ascontiguousarray(places)
    indices.setflags(write=False)
    return _Made(by, read, _kept(found), indices)


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
