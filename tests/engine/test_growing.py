"""Between two steps of a stack of maps: lines first, then cells, and nothing moves."""

from __future__ import annotations

import numpy as np
import pytest

from engine import growing
from engine.frame import Frame, Grid, Headline, Key, Mark, Outline, Oval, Span, Threads
from engine.roles import Role

HERE, THERE = Key("a", "row"), Key("b", "row")


def grid(key: Key, role: Role) -> Grid:
    return Grid(key, np.full((1, 3), role, np.uint8))


FIRST, EMPTY, FULL = grid(HERE, Role.INPUT), grid(THERE, Role.OUTSIDE), grid(THERE, Role.INPUT)
LINES = Threads(HERE, THERE, np.array([[0, 0], [0, 1]]))
FRAME, RING = Outline(THERE, Span(0), Span(0, 3)), Outline(HERE, Span(0), Span(1), Mark.PINNED)
BEFORE = Frame(0, 2, (FIRST, EMPTY), outlines=(RING,), headline=Headline("one"))
AFTER = Frame(
    1, 2, (FIRST, FULL), outlines=(RING, FRAME), threads=(LINES,), headline=Headline("two"),
    ovals=(Oval(THERE, 0.5, 1.5, 0.5, 1),),
)  # fmt: skip


def test_lines_grow_before_cells_fill() -> None:
    early = growing.layer(BEFORE, AFTER, 0.25)
    assert [one.grown for one in early.threads] == [0.5]
    assert (early.coming, early.outlines) == ((), (RING,))
    late = growing.layer(BEFORE, AFTER, 0.75)
    assert [one.grown for one in late.threads] == [1.0]
    assert [(one.grid, one.opacity) for one in late.coming] == [(FULL, 0.5)]
    assert [one.opacity for one in late.outlines] == [1.0, 0.5]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_maps_stay_and_words_are_those_of_the_step_before(share: float) -> None:
    found = growing.layer(BEFORE, AFTER, share)
    assert found.grids is BEFORE.grids
    assert (found.step, found.headline, found.ovals) == (0, BEFORE.headline, ())


def test_what_is_in_both_stays_as_it_is() -> None:
    found = growing.layer(AFTER, AFTER, 0.7)
    assert found.coming == ()
    assert (found.threads, found.outlines, found.ovals) == (
        AFTER.threads, AFTER.outlines, AFTER.ovals,
    )  # fmt: skip


def test_a_frame_that_goes_fades_while_the_cells_fill() -> None:
    found = growing.layer(AFTER, BEFORE, 0.75)
    assert [one.opacity for one in found.outlines] == [1.0, 0.5]
    assert growing.layer(AFTER, BEFORE, 0.4).outlines == AFTER.outlines
