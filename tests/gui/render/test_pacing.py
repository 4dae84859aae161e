"""When a film shows what, and that its times add up."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.arrangement import Arrangement, Item
from engine.frame import Frame, Grid, Key
from engine.timeline import Timeline
from gui.render.pacing import Pace, Times

if TYPE_CHECKING:
    from collections.abc import Callable


def times(move_ms: int | Callable[[int], int] = 420) -> Times:
    key = Key("a", "map")
    nothing = Arrangement(Item(Grid(key, np.zeros((1, 1), np.uint8))))
    return Times(Timeline(99, nothing, lambda step: Frame(step, 99, ()), move_ms=move_ms))


def unfolding(step: int) -> int:
    """As long as the moves of a transposed convolution: zeros, border, flip, then glides."""
    return {0: 900, 1: 500, 2: 1100}.get(step, 420)


def shown(
    pace: Pace, last: int, move_ms: int | Callable[[int], int] = 420
) -> list[tuple[float, float, float]]:
    return [(one.t, one.start_ms, one.end_ms) for one in pace.moments(0, last, times(move_ms))]


def test_in_cuts_every_step_takes_seven_tenths_of_a_second_and_the_last_twice_as_long() -> None:
    assert shown(Pace(), 2) == [(0, 0, 700), (1, 700, 1400), (2, 1400, 2800)]


def test_steps_a_second_and_the_hold_can_be_chosen() -> None:
    assert shown(Pace(rate=4), 1) == [(0, 0, 250), (1, 250, 750)]
    assert shown(Pace(rate=4, hold_ms=3000), 1) == [(0, 0, 250), (1, 250, 3250)]


def test_a_film_may_begin_and_end_at_any_step() -> None:
    assert [one.t for one in Pace().moments(3, 5, times())] == [3, 4, 5]
    assert next(iter(Pace().moments(3, 5, times()))).start_ms == 0
    assert [one.t for one in Pace(glide=True, rate=10).moments(3, 4, times(400))][::4] == [3, 4]


@pytest.mark.parametrize("move_ms", [420, 1100])
def test_a_glide_stands_still_on_each_step_then_moves_on(move_ms: int) -> None:
    moments = shown(Pace(glide=True), 3, move_ms)
    slot = max(700, move_ms + 280)
    for step in range(3):
        (still,) = [one for one in moments if one[0] == step]
        assert still[2] - still[1] == pytest.approx(slot - move_ms, abs=1000 / 30)
        between = [one for one in moments if step < one[0] < step + 1]
        assert len(between) == pytest.approx(move_ms * 30 / 1000, abs=1)
    assert moments[-1][0] == 3


@pytest.mark.parametrize("rate", [7, 24, 30, 50])
@pytest.mark.parametrize("glide", [False, True])
def test_moments_follow_each_other_and_time_never_goes_back(glide: bool, rate: float) -> None:
    moments = shown(Pace(glide, rate), 5)
    assert moments[0][1] == 0
    for before, after in itertools.pairwise(moments):
        assert before[2] == pytest.approx(after[1])
        assert before[0] < after[0]
        assert before[1] < before[2]


def test_a_glide_takes_as_long_as_the_same_steps_in_cuts() -> None:
    gliding, cuts = shown(Pace(glide=True), 8), shown(Pace(), 8)
    assert gliding[-1][2] == cuts[-1][2] == 10 * 700


def test_a_move_that_takes_no_time_is_a_cut() -> None:
    assert [one[0] for one in shown(Pace(glide=True), 2, move_ms=0)] == [0, 1, 2]


def test_one_step_is_held() -> None:
    assert shown(Pace(), 0) == [(0, 0, 1400)]
    assert shown(Pace(glide=True), 0) == [(0, 0, 1400)]


def test_frames_of_a_glide_are_equally_long() -> None:
    frames = list(Pace(glide=True, rate=10).frames(0, 1, times(400)))
    assert len(frames) == (700 + 1400) / 100
    assert frames[:4] == [0, 0, 0, 0]
    assert frames[4:7] == pytest.approx([0.25, 0.5, 0.75])
    assert set(frames[7:]) == {1}


@pytest.mark.parametrize("move_ms", [420, 1100, unfolding])
@pytest.mark.parametrize("t", [0, 1, 2.25, 2.5, 17.75])
def test_the_time_of_a_place_leads_back_to_it(
    t: float, move_ms: int | Callable[[int], int]
) -> None:
    when = times(move_ms)
    assert when.place(when.ms_at(t)) == pytest.approx(t)


def test_each_step_may_move_for_a_time_of_its_own() -> None:
    when = times(unfolding)
    assert [when.start(step) for step in range(6)] == [0, 1180, 1960, 3340, 4040, 4740]
    assert when.place(280 + 450) == 0.5
    assert when.place(1180 + 280 + 250) == 1.5
    assert when.place(1960 + 279) == 2
    assert when.place(1960 + 280 + 550) == 2.5


def test_a_film_of_uneven_moves_stands_still_before_each_and_ends_in_time() -> None:
    moments = shown(Pace(glide=True), 5, unfolding)
    for step in range(5):
        between = [one for one in moments if step < one[0] < step + 1]
        assert len(between) == pytest.approx(unfolding(step) * 30 / 1000, abs=1)
    assert (moments[-1][0], moments[-1][2]) == (5, 4740 + 2 * 700)


def test_a_film_that_begins_late_has_the_moves_of_its_own_steps() -> None:
    film = list(Pace(glide=True, rate=10, hold_ms=100).frames(2, 3, times(unfolding)))
    assert film[:3] == [2, 2, 2]
    assert film[3:] == pytest.approx([2 + (20 + 100 * at) / 1100 for at in range(11)] + [3])
