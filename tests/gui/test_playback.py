"""A position: it plays as films do, steps exactly, and stays where it is through edits."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QWidget

from engine import edits, scenes
from engine.document import View
from engine.words import Text, say, text
from gui.playback import SPEEDS, Playback
from gui.render.pacing import Pace, Times
from gui.store import Store
from tests.engine.stacks import conv, layer, stack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.frame import Frame
    from engine.timeline import Timeline

pytestmark = pytest.mark.usefixtures("qapp")
SLOT = 700


def playback(size: int = 5, scene: str = "slide") -> Playback:
    store = Store()
    store.replace(stack(conv("a"), size=size), None)
    store.show(View(scene))
    return Playback(store, store)


def store_of(made: Playback) -> Store:
    return made._store


@pytest.mark.parametrize("speed", SPEEDS)
def test_playing_takes_the_times_of_a_film(speed: float) -> None:
    made = playback()
    assert made.timeline is not None
    made.set_speed(speed)
    film = list(Pace(glide=True).frames(0, 8, Times(made.timeline)))
    made.play()
    for before, after in pairwise(film):
        assert made.t == pytest.approx(before)
        if after < 8:
            assert made.is_playing
        made.advance(1000 / 30 / speed)


def test_every_step_moves_for_a_time_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = scenes.build

    def uneven(*asked: Any) -> Timeline:
        return replace(usual(*asked), move_ms=lambda step: (900, 500, 1100, 420)[min(step, 3)])

    monkeypatch.setattr(scenes, "build", uneven)
    made = playback()
    assert made.timeline is not None
    film = list(Pace(glide=True).frames(0, 8, Times(made.timeline)))
    made.play()
    for t in film[: film.index(8)]:
        assert made.t == pytest.approx(t)
        made.advance(1000 / 30)
    made.advance(1000 / 30)
    assert (made.t, made.is_playing) == (8, False)


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_step_stands_still_before_it_moves(speed: float) -> None:
    made = playback()
    made.set_speed(speed)
    made.play()
    made.advance((SLOT - 420) / speed - 0.01)
    assert made.t == 0
    made.advance(0.02 + 210 / speed)
    assert made.t == pytest.approx(0.5, abs=0.05)
    made.advance(210 / speed)
    assert made.t == pytest.approx(1, abs=0.05)


def test_at_the_end_it_stops_on_the_last_step() -> None:
    made = playback()
    told: list[bool] = []
    made.playing_changed.connect(told.append)
    made.play()
    made.advance(100 * SLOT)
    assert (made.t, told) == (8, [True, False])
    made.play()
    assert (made.t, made.is_playing) == (0, True)


def test_a_loop_holds_the_last_step_twice_as_long_and_begins_again() -> None:
    made = playback()
    made.set_loop(True)
    made.play()
    made.advance(8 * SLOT + 2 * SLOT - 1)
    assert made.t == 8
    made.advance(2)
    assert (made.t, made.is_playing) == (0, True)


def test_reduced_motion_takes_the_same_time_in_cuts() -> None:
    made = playback()
    seen: list[Frame] = []
    made.reduced_motion = True
    made.frame_changed.connect(seen.append)
    made.play()
    for _ in range(8 * 70):
        made.advance(10)
    assert [frame.step for frame in seen] == list(range(1, 9))
    assert all(float(one.rows.start).is_integer() for frame in seen for one in frame.windows)


def test_steps_are_exact_in_both_directions() -> None:
    made = playback()
    made.go_to(3.4)
    made.back()
    assert made.t == 3
    made.back()
    assert made.t == 2
    made.go_to(3.4)
    made.forward()
    assert made.t == 4
    made.last()
    made.forward()
    assert made.t == 8
    made.first()
    made.back()
    assert made.t == 0


def test_a_step_by_hand_pauses() -> None:
    made = playback()
    made.play()
    made.advance(SLOT + 400)
    made.forward()
    assert (made.is_playing, made.t) == (False, 2)


def test_each_frame_is_told_once() -> None:
    made = playback()
    told: list[Frame] = []
    made.frame_changed.connect(told.append)
    made.go_to(0)
    made.go_to(2)
    made.go_to(2.0)
    made.go_to(99)
    assert [frame.step for frame in told] == [2, 8]


def test_an_edit_keeps_the_step_and_goes_on_playing() -> None:
    made = playback(size=6)
    store = store_of(made)
    made.go_to(11)
    made.play()
    store.apply(edits.set_input(store.document, "size", 7), text("larger"))
    assert (made.step, made.length, made.is_playing) == (11, 25, True)
    store.apply(edits.set_input(store.document, "size", 5), text("smaller"))
    assert (made.step, made.length, made.is_playing) == (8, 9, True)
    assert made.frame is not None
    assert made.frame.length == 9


def test_another_view_has_another_timeline() -> None:
    made = playback()
    told: list[object] = []
    made.timeline_changed.connect(told.append)
    store = store_of(made)
    store.show(replace(store.document.view, scene="maps"))
    assert made.length == 2
    assert told == [made.timeline]


def test_a_scene_that_builds_up_is_complete_when_it_is_chosen_and_stays_so() -> None:
    made = playback()
    store = store_of(made)
    store.show(replace(store.document.view, scene="gridding"))
    assert (made.step, made.length) == (1, 2)
    longer = edits.insert(store.document, 1, conv("b", padding=1))
    store.apply(longer, text("longer"))
    store.show(replace(store.document.view, layers=("b",)))
    assert (made.step, made.length) == (2, 3)
    made.go_to(1)
    store.apply(edits.set_field(store.document, "b", "dilation", 2), text("wider"))
    assert made.step == 1


def test_what_cannot_be_shown_is_said_and_comes_back_at_the_same_step() -> None:
    made = playback(size=6)
    store = store_of(made)
    said: list[Text] = []
    made.refused.connect(said.append)
    made.go_to(9)
    made.play()
    store.apply(edits.set_field(store.document, "a", "kernel", 9), text("too large"))
    assert (made.timeline, made.frame, made.length, made.is_playing) == (None, None, 0, False)
    assert [say(one) for one in said] == [say(made.refusal or text(""))]
    assert "9" in say(said[0])
    made.forward()
    store.undo()
    assert (made.step, made.length, made.refusal) == (9, 16, None)


def test_a_scene_that_does_not_apply_is_refused() -> None:
    store = Store()
    store.replace(stack(layer("pad", "p", padding=1)), None)
    store.show(View("slide"))
    assert Playback(store).timeline is None


def test_speeds_go_from_a_quarter_to_eight() -> None:
    made = playback()
    told: list[float] = []
    made.pace_changed.connect(lambda: told.append(made.speed))
    for _ in range(4):
        made.faster()
    for _ in range(7):
        made.slower()
    assert told == [2, 4, 8, 4, 2, 1, 0.5, 0.25]
    made.set_speed(100)
    assert made.speed == 8


def test_it_waits_while_its_window_cannot_be_seen(qtbot: QtBot) -> None:
    made, window = playback(), QWidget()
    qtbot.addWidget(window)
    made.watch(window)
    window.show()
    made.play()
    assert made._timer.isActive()
    window.hide()
    assert not made._timer.isActive()
    assert made.is_playing
    window.show()
    assert made._timer.isActive()


def test_time_makes_it_play(qtbot: QtBot) -> None:
    made = playback()
    made.set_speed(8)
    with qtbot.waitSignals([made.frame_changed] * 3, timeout=5000):
        made.play()
    assert made.t > 0
