"""What is taken over from before an edit is what would be found without it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine import edits, layers, report, verdicts
from engine.document import Document
from engine.problems import Refused
from engine.report import Report, Row
from engine.values import graph

from .stacks import conv, layer, resolved, stack

if TYPE_CHECKING:
    from engine.geometry import Field
    from engine.values.graph import Computed

EDITS = 120
RAW: dict[str, tuple[Any, ...]] = {
    "kernel": (1, 2, 3, [3, 5]), "stride": (1, 2, [1, 2]), "padding": (0, 1, 2), "name": ("x", "y"),
    "dilation": (1, 2, 4), "out_channels": (1, 2), "scale": (1, 2, 3), "function": ("relu", "tanh"),
    "weights": ({"pattern": "ones"}, {"pattern": "digits"}, {"pattern": "random", "seed": 3}),
    "bias": (True, False), "ceil_mode": (True, False), "output_size": (3, 7),
}  # fmt: skip


def start() -> Document:
    """A bit of everything that others depend on: a pool that is undone, a merge, up-sampling."""
    return stack(
        conv("a", padding=1),
        layer("max_pool", "p", kernel=2),
        conv("b", padding=1, dilation=2),
        layer("activation", "c"),
        layer("add", "d", inputs=["b", "c"]),
        layer("max_unpool", "u", of="p", kernel=2),
        layer("upsample", "e", scale=3),
        layer("conv_transpose", "f", out_channels=1, kernel=3, stride=2),
        layer("avg_pool", "g", kernel=3),
        conv("h", weights={"pattern": "digits"}),
        size=16,
    )


def edited(document: Document, chance: random.Random) -> Document:
    """The document after some edit, or as it was where that is refused."""
    names = document.names()
    name = chance.choice(names)
    kinds = [lambda: edits.set_field(document, name, *field_of(document, name, chance))] * 8
    kinds += [
        lambda: edits.remove(document, name) if len(names) > 6 else document,
        lambda: edits.move(document, name, chance.randrange(len(names))),
        lambda: edits.insert(document, 2, edits.new_layer(document, "conv", 2)),
        lambda: edits.set_input(document, "size", chance.choice([8, 9, 16])),
        lambda: edits.set_input(document, "values", chance.choice(["digits", "ramp_x"])),
    ]
    try:
        return chance.choice(kinds)()
    except Refused:
        return document


def field_of(document: Document, name: str, chance: random.Random) -> tuple[str, Any]:
    known = [one for one in layers.field_names(document.layer(name)) if one in RAW]
    field = chance.choice(known)
    return field, chance.choice(RAW[field])


def told(found: Report) -> tuple[object, ...]:
    return found.document, found.skips, found.problems, [row_told(row) for row in found.rows]


def row_told(row: Row) -> tuple[object, ...]:
    others = {name: value for name, value in vars(row).items() if name != "fields"}
    return others, [field_told(one) for one in row.fields]


def field_told(field: Field | None) -> object:
    if field is None:
        return None
    reaches = [field.ends.of(o) for o in range(-3, min(field.period, 50) + 3)]
    return field.jump, field.centre, field.period, field.sizes, reaches


def computed_afresh(found: Report, upto: str | None) -> Computed:
    """With nothing to take over: what was computed last is of another document."""
    graph.compute(resolved(conv("another"), size=5))
    return graph.compute(found, upto)


def are_equal(one: Computed, other: Computed) -> bool:
    parts = ((one.maps, other.maps), (one.indices, other.indices))
    return one.problems == other.problems and all(
        mine.keys() == its.keys()
        and all(np.array_equal(mine[name], its[name], equal_nan=True) for name in mine)
        for mine, its in parts
    )


@pytest.mark.parametrize("seed", range(6))
def test_facts_are_those_that_would_be_found_afresh(seed: int) -> None:
    chance, document = random.Random(seed), start()
    before: Report | None = None
    for _ in range(EDITS):
        document = edited(document, chance)
        before, fresh = report.resolve(document, before), report.resolve(document)
        assert told(before) == told(fresh)
        assert verdicts.of(before) == verdicts.of(fresh)


@pytest.mark.parametrize("seed", range(6, 10))
def test_maps_are_those_that_would_be_computed_afresh(seed: int) -> None:
    chance, document = random.Random(seed), start()
    asked: list[tuple[Report, str | None]] = []
    for _ in range(EDITS):
        document = edited(document, chance)
        asked.append((report.resolve(document), chance.choice([None, *document.names()])))
    found = [graph.compute(*one) for one in asked]
    afresh = [computed_afresh(*one) for one in asked]
    assert all(map(are_equal, found, afresh))


def test_rows_above_an_edit_are_the_same_objects() -> None:
    document = start()
    before = report.resolve(document)
    after = report.resolve(edits.set_field(document, "c", "function", "tanh"), before)
    same = [row.name for row, other in zip(before.rows, after.rows, strict=True) if row is other]
    assert same[:3] == ["a", "p", "b"]
    assert "c" not in same


def test_maps_above_an_edit_are_the_same_objects() -> None:
    document = start()
    before = graph.compute(report.resolve(document)).maps
    changed = edits.set_field(document, "e", "scale", 2)
    after = graph.compute(report.resolve(changed)).maps
    assert [name for name in before if before[name] is after[name]] == [
        "input", "a", "p", "b", "c", "d"
    ]  # fmt: skip
