"""What a legend says of a ramp and of frames, and how its lines are broken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.frame import Frame, Mark, Scale
from engine.roles import Role
from engine.words import text
from gui.render import legend_stack, letters, theme
from gui.render.measures import measures_of
from tests.gui.render import counted, scenes

pytestmark = pytest.mark.usefixtures("qapp")

MEASURES = measures_of(1600)


def painted(scale: Scale) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.uint32]], float, float]:
    """The usage figure with that scale, and where its ramp is."""
    made = counted.usage()
    places = scenes.arranged(made)
    assert places.legend is not None
    frame = made.frame_at(0)
    assert frame.legend is not None
    shown = replace(frame, legend=replace(frame.legend, ramp=scale))
    x, y = places.legend.corners[0]
    return scenes.painted(shown, places), x, y


def inked(scale: Scale) -> list[int]:
    """The columns, counted from the ramp's left edge, in which something is drawn below it."""
    pixels, x, y = painted(scale)
    b = measures_of(640).b
    top, low = int(y + 1.1 * b), int(y + 1.9 * b)
    band = pixels[top:low, int(x - b) : int(x + 12 * b)]
    there = np.flatnonzero((band != scenes.of(theme.LIGHT.paper)).any(axis=0))
    return [int(column - b) for column in there.tolist()]


def test_what_a_tick_says_stands_below_its_place() -> None:
    wide = 11 * measures_of(640).b
    for place in (0.0, 0.25, 0.5, 1.0):
        found = inked(Scale(text("value"), ((place, "8"),)))
        assert abs((found[0] + found[-1]) / 2 - place * wide) < 3


def test_long_words_reach_hardly_beyond_the_ramp() -> None:
    b = measures_of(640).b
    found = inked(Scale(text("value"), ((0.0, "the lowest"), (1.0, "the highest"))))
    assert -0.6 * b <= found[0] <= 0
    assert 11 * b <= found[-1] <= 11.6 * b


def test_words_that_would_meet_give_way_to_those_at_the_ends() -> None:
    ends = ((0.0, "100"), (1.0, "900"))
    both = inked(Scale(text("value"), ends))
    near = inked(Scale(text("value"), (ends[0], (0.03, "200"), (0.97, "300"), ends[1])))
    assert near == both
    apart = inked(Scale(text("value"), (ends[0], (0.5, "200"), ends[1])))
    assert len(apart) > len(both)


@pytest.mark.parametrize(("mark", "role"), [
    (Mark.REACHES, Role.REACHES), (Mark.REACHED, Role.REACHED), (Mark.PINNED, Role.REST),
])  # fmt: skip
def test_a_mark_is_shown_round_the_cells_that_it_stands_for(mark: Mark, role: Role) -> None:
    made = counted.usage()
    frame: Frame = made.frame_at(0)
    assert frame.legend is not None
    words = replace(frame.legend, roles=((mark, text("a mark")),), ramp=None)
    places = scenes.arranged(replace(made, arrangement=replace(made.arrangement, legend=words)))
    assert places.legend is not None
    pixels = scenes.painted(replace(frame, legend=words), places)
    x, y = places.legend.corners[0]
    half = 0.55 * places.measures.b
    look = theme.LIGHT.looks[role.name.lower()]
    assert int(pixels[int(y + half), int(x + half)]) == scenes.of(look.fill)
    edge = int(pixels[round(y), int(x + half)])
    assert edge not in {scenes.of(look.fill), scenes.of(theme.LIGHT.paper)}


# Lines one below the other.


def stacked(width: float, height: float = 900.0) -> legend_stack.Stack | None:
    return legend_stack.stack(counted.LEGEND, (width, height), "en", MEASURES)


def test_a_stack_is_no_wider_than_its_room_and_breaks_its_notes() -> None:
    wide, narrow = stacked(900), stacked(300)
    assert wide is not None
    assert narrow is not None
    assert narrow.width <= 300 < wide.width <= 900
    assert narrow.height > wide.height
    assert stacked(200) is None


def test_a_stack_that_is_too_high_does_without_its_notes() -> None:
    whole = stacked(900)
    assert whole is not None
    assert len(whole.notes) == 2
    less = stacked(900, whole.height - 1)
    assert less is not None
    assert less.notes == ()
    assert stacked(900, less.height - 1) is None


@pytest.mark.parametrize("words", [
    "only even offsets: the net is four nets, and neighbouring outputs share no input",
    "只有偶数偏移：这个网络是四个网络，相邻的输出没有共同的输入。",
    "a", "",
])  # fmt: skip
def test_lines_are_broken_where_they_may_be_and_lose_nothing(words: str) -> None:
    for most in (60.0, 150.0, 400.0):
        lines = letters.wrapped(words, 20, most)
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")
        for line in lines:
            assert letters.width(line, 20) <= most + 1 or " " not in line
            assert not line.startswith(tuple("，。：")) or line == words
        assert len(lines) == 1 or letters.width(words, 20) > most
