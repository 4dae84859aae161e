"""A moment depends on its time alone; between two steps lies the way from one to the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine import mixing
from engine.arrangement import Arrangement, Item
from engine.frame import Caption, Filling, Frame, Grid, Key, Link, Part, Place, Span, Window
from engine.roles import Role
from engine.timeline import Timeline

READ, MADE, WORDS = Key("a", "input"), Key("a", "output"), Key("a", "sum")
SIDE, KERNEL = 5, 3
OUT = SIDE - KERNEL + 1
READ_GRID = Grid(READ, np.full((SIDE, SIDE), Role.INPUT, dtype=np.uint8))
MADE_GRID = Grid(MADE, np.full((OUT, OUT), Role.OUTPUT, dtype=np.uint8))


def step(number: int) -> Frame:
    row, column = divmod(number, OUT)
    window = Window(READ, Span(row, KERNEL), Span(column, KERNEL), chosen=(0, 0))
    ring = Window(MADE, Span(row), Span(column), fills=False)
    rays = Link(Place(READ, window.rows, window.columns), Place(MADE, ring.rows, ring.columns))
    return Frame(
        number,
        OUT * OUT,
        (READ_GRID, MADE_GRID),
        fillings=(Filling(MADE, number + 1),),
        windows=(window, ring),
        links=(rays,),
        captions=(Caption(WORDS, ((Part(str(number)),),)),),
    )


TIMELINE = Timeline(OUT * OUT, Arrangement(Item(READ_GRID)), step)
GLIDE = mixing.GLIDE_MS / mixing.MOVE_MS


def test_step_n_is_what_is_seen_at_n() -> None:
    for number in range(TIMELINE.length):
        assert vars(TIMELINE.frame_at(number)) == vars(step(number))


@pytest.mark.parametrize(("t", "number"), [(-1, 0), (99, OUT * OUT - 1)])
def test_before_the_first_and_after_the_last_step_time_stands_still(t: float, number: int) -> None:
    assert vars(TIMELINE.frame_at(t)) == vars(step(number))


def test_any_order_of_moments_shows_the_same() -> None:
    moments = [n / 7 for n in range(7 * (OUT * OUT - 1))]
    in_order = [vars(TIMELINE.frame_at(t)) for t in moments]
    backwards = [vars(TIMELINE.frame_at(t)) for t in reversed(moments)]
    assert in_order == backwards[::-1]


def test_between_two_steps_maps_words_and_number_are_those_of_the_first() -> None:
    before, between = step(1), TIMELINE.frame_at(1.9)
    assert between.step == before.step
    assert between.captions == before.captions
    assert all(one is other for one, other in zip(between.grids, before.grids, strict=True))


def test_the_window_glides_along_its_row_slowly_at_both_ends() -> None:
    starts = [TIMELINE.frame_at(share * GLIDE * 0.999).windows[0].columns.start for share in
              (0.001, 0.1, 0.5, 0.9, 1)]  # fmt: skip
    assert starts == sorted(starts)
    assert starts[1] - starts[0] < 0.01
    assert starts[2] == pytest.approx(0.5, abs=0.01)
    assert starts[4] == pytest.approx(1, abs=0.01)


def test_ring_and_rays_keep_with_the_window() -> None:
    frame = TIMELINE.frame_at(0.4)
    window, ring = frame.windows
    rays = frame.links[0]
    assert rays.source == Place(READ, window.rows, window.columns)
    assert rays.target == Place(MADE, ring.rows, ring.columns)
    assert 0 < ring.columns.start < 1


def test_to_a_new_row_the_window_fades_and_never_sweeps_back() -> None:
    last_of_row, first_of_next = step(OUT - 1).windows[0], step(OUT).windows[0]
    for share in np.linspace(0.01, GLIDE - 0.01, 9):
        for window in TIMELINE.frame_at(OUT - 1 + float(share)).windows:
            if window.grid == READ:
                assert window.columns in (last_of_row.columns, first_of_next.columns)
                assert window.opacity < 1


def test_the_new_number_comes_in_when_the_window_has_arrived() -> None:
    gliding, arrived = TIMELINE.frame_at(GLIDE * 0.9), TIMELINE.frame_at((1 + GLIDE) / 2)
    assert gliding.fillings == (Filling(MADE, 1),)
    assert [(one.grid, one.count) for one in arrived.fillings] == [(MADE, 2)]
    assert arrived.fillings[0].newest == pytest.approx(0.5)
    assert arrived.windows[0].columns == step(1).windows[0].columns


def test_no_tap_is_pinned_on_the_way() -> None:
    assert TIMELINE.frame_at(0.3).windows[0].chosen is None


def test_in_a_map_of_one_column_the_window_glides_down() -> None:
    above = replace(step(0), windows=(Window(READ, Span(0, 3), Span(1, 1)),))
    below = replace(step(1), windows=(Window(READ, Span(1, 3), Span(1, 1)),))
    rows = [mixing.glide(above, below, share).windows[0].rows.start for share in (0.2, 0.4, 0.6)]
    assert all(one < other for one, other in pairwise([0, *rows]))


def test_a_window_that_grows_grows_on_its_way() -> None:
    small = replace(step(0), windows=(Window(READ, Span(0, 2), Span(0, 2)),))
    large = replace(step(1), windows=(Window(READ, Span(0, 2), Span(1, 3)),))
    assert 2 < mixing.glide(small, large, 0.36).windows[0].columns.count < 3
