"""Nothing of a figure lies over another part or outside of the canvas, whatever it is made of."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.arrangement import (
    Align,
    Arrangement,
    Board,
    Choice,
    Flow,
    Gap,
    Item,
    Margin,
    Section,
    Slot,
    Table,
)
from engine.frame import Caption, Grid, Heading, Headline, Key, Legend, Part, Scale, Size
from engine.roles import Role
from engine.words import text
from gui.render import layout
from gui.render.places import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.words import Text
    from gui.render.places import Layout, Spot

pytestmark = pytest.mark.usefixtures("qapp")

# Maps and their words begin on whole pixels; captions need not.
ROUNDED = 1.0

SAID: list[Text | str] = [
    "", "input", "13×13", "made by 3×3, stride 2", text("{head} or {last}", head=3, last=4),
]  # fmt: skip
WORDS = st.sampled_from(SAID)
GAPS = st.builds(
    Gap, cells=st.sampled_from([0.0, 0.5, 1.7]), titles=st.sampled_from([0.5, 1.0, 2.0])
)
MARGINS = st.sampled_from([Margin(), Margin(0.5, 0.5, 0.5, 0.5), Margin(0, 3.0, 1.25, 0)])
CANVASES = st.builds(
    Canvas,
    width=st.integers(400, 3840),
    height=st.integers(250, 2400),
    scale=st.sampled_from([1.0, 1.5, 2.0]),
)
names = itertools.count()


def key() -> Key:
    return Key("layer", f"stage {next(names)}")


@st.composite
def items(draw: st.DrawFn) -> Item:
    size = draw(st.tuples(st.integers(1, 20), st.integers(1, 20)))
    heading = Heading(draw(WORDS) or "map", draw(WORDS), draw(WORDS))
    grid = Grid(
        key(),
        np.full(size, Role.INPUT, dtype=np.uint8),
        np.full(size, draw(st.sampled_from([0.0, -12.25, 99999.5]))),
        heading=draw(st.sampled_from([heading, None])),
        foot=draw(WORDS),
    )
    scale = draw(st.sampled_from([0.44, 0.62, 1.0, 2.0]))
    least, fitted = draw(st.sampled_from([0, 640])), draw(st.booleans())
    return Item(grid, scale, fitted, least, margin=draw(MARGINS))


@st.composite
def sections(draw: st.DrawFn) -> Section:
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        cells = np.full((1, draw(st.integers(1, 40))), Role.REST, dtype=np.uint8)
        heading = Heading(draw(WORDS) or "row")
        grid = Grid(
            key(), cells, cells.astype(np.float64), heading=draw(st.sampled_from([heading, None]))
        )
        rows.append(Item(grid, draw(st.sampled_from([0.5, 1.0, 2.0])), margin=draw(MARGINS)))
    return Section(tuple(rows), Heading(draw(WORDS), "every line is one tap"))


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    parts = st.lists(
        st.builds(Part, WORDS, strong=st.booleans(), size=st.sampled_from(Size)), max_size=4
    )
    lines = draw(st.lists(parts.map(tuple), min_size=1, max_size=3))
    return Slot(Caption(key(), tuple(lines), draw(st.booleans())))


def tables(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Table]:
    cells = st.one_of(st.none(), children)
    rows = st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
    aligns, cores = st.sampled_from(Align), st.sampled_from([None, 0, 2])
    return st.builds(Table, rows.map(tuple), GAPS, GAPS, aligns, aligns, cores)


def groups(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def at_places(nodes: list[Node]) -> tuple[tuple[Node, float, float], ...]:
        return tuple((node, float(at // 2), at % 2 + at // 2 / 2) for at, node in enumerate(nodes))

    several = st.lists(children, min_size=1, max_size=5)
    return st.one_of(
        tables(children),
        st.builds(Flow, several.map(tuple), GAPS),
        st.builds(Board, several.map(at_places), GAPS),
        st.builds(Choice, children, children),
    )


BODIES = st.recursive(st.one_of(items(), slots()), groups, max_leaves=8)
RAMP = Scale(text("value"), ((0.0, "0"), (1.0, "1")))
PLAIN = Legend(((Role.INPUT, text("real value")),), RAMP)
EXPLAINED = replace(PLAIN, seconds=("a quieter line",), notes=(text("some words"),) * 4)
ARRANGEMENTS = st.builds(
    Arrangement,
    BODIES,
    st.sampled_from([None, Headline("finding"), Headline("49 of 169 used", "grey words " * 9)]),
    st.sampled_from([None, PLAIN, EXPLAINED]),
    st.one_of(st.none(), sections()),
)


class Room(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Room) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > ROUNDED
            and min(self.bottom, other.bottom) - max(self.top, other.top) > ROUNDED
        )


def rooms(found: Layout) -> Iterator[Room]:
    """What is seen: cells, and letters from the top of a capital to the end of a descender."""
    for box in found.boxes.values():
        yield Room(box.x, box.y, box.right, box.bottom)
    for spots in (found.titles, found.second_lines, found.feet):
        yield from (line(spot) for spot in spots.values())
    for slot in found.slots.values():
        yield Room(slot.x, slot.y, slot.x + slot.width, slot.y + slot.height)
    if found.step:
        yield line(found.step)._replace(left=found.step.x - found.step.width, right=found.step.x)
    if found.headline:
        yield line(found.headline)
    if found.section:
        yield line(found.section.spot)
    if found.legend:
        legend = found.legend
        yield Room(legend.x, legend.y, legend.x + legend.width, legend.y + legend.height)


def line(spot: Spot) -> Room:
    return Room(
        spot.x, spot.baseline - 0.73 * spot.size, spot.x + spot.width,
        spot.baseline + 0.25 * spot.size,
    )  # fmt: skip


@given(ARRANGEMENTS, CANVASES, st.sampled_from(["en", "zh_CN"]))
@settings(deadline=None, max_examples=150)
def test_nothing_lies_over_another_thing_or_outside(
    made: Arrangement, canvas: Canvas, language: str
) -> None:
    found = layout.arrange(made, canvas, language)
    seen = list(rooms(found))
    for room in seen:
        assert room.left <= room.right
        assert room.top <= room.bottom
        assert room.left >= -ROUNDED
        assert room.top >= -ROUNDED
        assert room.right <= canvas.width + ROUNDED
        assert room.bottom <= canvas.height + ROUNDED
    for one, other in itertools.combinations(seen, 2):
        assert not one.meets(other), (one, other)


@given(ARRANGEMENTS, st.integers(1, 399), st.integers(1, 400))
@settings(deadline=None, max_examples=60)
def test_even_the_smallest_canvas_has_a_layout(made: Arrangement, width: int, height: int) -> None:
    found = layout.arrange(made, Canvas(width, height), "en")
    assert all(box.cell > 0 for box in found.boxes.values())
    assert not found.second_lines
    for spots in (found.titles, found.feet, found.slots):
        assert all(spot.width >= 0 for spot in spots.values())
