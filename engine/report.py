"""Everything that follows from a document: one frozen table that window and command line show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine import costs, enlarging, geometry, given_rules, readings, rules, sizes, view_rules
from engine.document import INPUT, Document, is_merge
from engine.geometry import START, Field, Skip
from engine.given import Numbers
from engine.layers import Broken, Layer, MaxPool, MaxUnpool
from engine.problems import Problem
from engine.sizes import AXES, Shape, Sources
from engine.taps import Reading
from engine.words import text

Fields = tuple[Field | None, Field | None]
MOST_TOLD = 3  # of the unknown names that one layer reads


@dataclass(frozen=True)
class Row:
    """What follows for one layer; `fields` are of the input, rows before columns."""

    layer: Layer
    inputs: tuple[str, ...]
    sources: Sources
    shape: Shape
    params: int
    macs: int
    fields: Fields
    readings: tuple[Reading | None, Reading | None]
    unread: tuple[int, int]

    @property
    def name(self) -> str:
        return self.layer.name


@dataclass(frozen=True)
class Report:
    """The derived facts of a document; layers that cannot be are in `problems` alone."""

    document: Document
    input_shape: Shape
    rows: tuple[Row, ...]
    skips: tuple[tuple[str, Skip], ...]
    problems: tuple[Problem, ...]

    @property
    def params(self) -> int:
        return sum(row.params for row in self.rows)

    @property
    def macs(self) -> int:
        return sum(row.macs for row in self.rows)

    def row(self, name: str) -> Row | None:
        """The facts of the layer of that name; None where it is not reported."""
        return next((row for row in self.rows if row.name == name), None)


@dataclass
class _Walk:
    """What is known so far, layer by layer; names in `known` without a row cannot be read."""

    shapes: dict[str, Shape]
    fields: dict[str, Fields]
    known: set[str]
    before: Mapping[str, Row]
    remedies: enlarging.Remedies
    rows: dict[str, Row] = field(default_factory=dict)
    skips: list[tuple[str, Skip]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def resolve(document: Document, before: Report | None = None) -> Report:
    """The facts of the document; a problem stops what depends on it and nothing else.

    Rows of the report before that follow from the same are taken over: that saves time alone.
    """
    shape = (document.input.channels, *document.input.size)
    remedies = enlarging.Remedies(document)
    walk = _Walk({INPUT: shape}, {INPUT: (START, START)}, {INPUT}, _blameless(before), remedies)
    values = document.input.values
    if isinstance(values, Numbers) and values.shape != shape:
        walk.problems.append(given_rules.misshapen_input(values, shape))
    later = set(document.names())
    for at, layer in enumerate(document.layers):
        _add(walk, layer, document.inputs(at), later)
        walk.known.add(layer.name)
    shapes = {name: row.shape for name, row in walk.rows.items()}
    walk.problems.extend(view_rules.check(document, shapes))
    return Report(
        document, shape, tuple(walk.rows.values()), tuple(walk.skips), tuple(walk.problems)
    )


def _blameless(report: Report | None) -> dict[str, Row]:
    """The rows of which nothing is wrong."""
    if report is None:
        return {}
    blamed = {problem.layer for problem in report.problems}
    return {row.name: row for row in report.rows if row.name not in blamed}


def _add(walk: _Walk, layer: Layer, inputs: tuple[str, ...], later: set[str]) -> None:
    strange = [name for name in dict.fromkeys(inputs) if name not in walk.known]
    unknown = [_unknown(layer, "inputs", name, later) for name in strange[:MOST_TOLD]]
    if isinstance(layer, MaxUnpool) and layer.of is not None:
        unknown.extend(_pool_problem(walk, layer, layer.of, later))
    walk.problems.extend(unknown)
    if unknown or isinstance(layer, Broken) or not all(name in walk.shapes for name in inputs):
        return
    sources = _sources(walk, layer, inputs)
    if sources is None:
        return
    before = walk.before.get(layer.name)
    if before is not None and before.layer is layer and before.sources == sources:
        _put(walk, _taken_over(walk, before, inputs))
        return
    problems = walk.remedies.told(layer, sources, rules.check(layer, sources))
    walk.problems.extend(problems)
    if not any(problem.blocks for problem in problems):
        _put(walk, _row(walk, layer, inputs, sources))


def _sources(walk: _Walk, layer: Layer, inputs: tuple[str, ...]) -> Sources | None:
    """What the layer reads; None where the pool that it undoes is not known."""
    shapes = tuple(walk.shapes[name] for name in inputs)
    if not isinstance(layer, MaxUnpool) or layer.of is None:
        return Sources(shapes)
    row = walk.rows.get(layer.of)
    if row is None or not isinstance(row.layer, MaxPool):
        return None
    return Sources(shapes, row.layer, row.sources.first)


def _row(walk: _Walk, layer: Layer, inputs: tuple[str, ...], sources: Sources) -> Row:
    source, shape = sources.first, sizes.shape(layer, sources)
    rows, columns = (readings.reading(layer, source, shape, axis) for axis in AXES)
    unread = [readings.unread(layer, source, shape, axis) for axis in AXES]
    return Row(
        layer,
        inputs,
        sources,
        shape,
        costs.parameters(layer, source, shape),
        costs.multiplications(layer, source, shape),
        _fields(walk, inputs, (rows, columns)),
        (rows, columns),
        (unread[0], unread[1]),
    )


def _taken_over(walk: _Walk, row: Row, inputs: tuple[str, ...]) -> Row:
    """The row of before, with fields of now where those that it reads are others."""
    is_same = row.inputs == inputs and all(
        name == INPUT or walk.rows[name] is walk.before.get(name) for name in inputs
    )
    if is_same and all(one is None or one.is_made for one in row.fields):
        return row
    return replace(row, inputs=inputs, fields=_fields(walk, inputs, row.readings))


def _fields(
    walk: _Walk, inputs: tuple[str, ...], reads: tuple[Reading | None, Reading | None]
) -> Fields:
    below = [walk.fields[name] for name in inputs]
    rows = _field(below, 0, reads[0])
    is_square = reads[0] == reads[1] and all(one is other for one, other in below)
    if is_square and (rows is None or rows.is_made):
        return rows, rows
    return rows, _field(below, 1, reads[1])


def _field(below: list[Fields], axis: int, reading: Reading | None) -> Field | None:
    merged = geometry.merge([fields[axis] for fields in below])
    if merged is None or reading is None:
        return None
    return merged if reading is readings.STILL else geometry.read(merged, reading)


def _put(walk: _Walk, row: Row) -> None:
    walk.rows[row.name] = row
    walk.shapes[row.name] = row.shape
    if is_merge(row.layer):
        below = [walk.fields[name] for name in row.inputs]
        skip = Skip(*(geometry.misalignment([fields[axis] for fields in below]) for axis in AXES))
        if not skip.aligned:
            walk.skips.append((row.name, skip))
    walk.fields[row.name] = row.fields


def _unknown(layer: Layer, field: str, name: str, later: set[str]) -> Problem:
    if name in later:
        sentence = text(
            "{name} does not come before it; a layer reads only what stands above it.", name=name
        )
    else:
        sentence = text('it reads "{name}", and there is no layer of that name.', name=name)
    return Problem(layer.name, field, "unknown_input", sentence, value=name)


def _pool_problem(walk: _Walk, layer: MaxUnpool, name: str, later: set[str]) -> list[Problem]:
    if name == INPUT or name not in walk.known:
        return [_unknown(layer, "of", name, later)]
    row = walk.rows.get(name)
    if row is None or isinstance(row.layer, MaxPool):
        return []
    sentence = text('"{name}" is no max pool, so there is nothing to undo.', name=name)
    return [Problem(layer.name, "of", "unknown_input", sentence, value=name)]
