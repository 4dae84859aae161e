from __future__ import annotations

from typing import Any

import pytest

from engine.document import View
from engine.frame import Frame, Key
from engine.report import Report
from engine.scenes import building, spoken
from engine.scenes.belonging import Spot
from engine.words import say
from tests.engine.stacks import conv, layer, resolved

DILATED = resolved(conv("conv2", padding=2, dilation=2), size=9)


def frame_of(report: Report, step: int = 0, **view: Any) -> Frame:
    return building.build(None, report, View(**view)).frame_at(step)


@pytest.mark.parametrize(
    ("spot", "sentence"),
    [
        (Spot(Key("conv2", "output"), 1, 2), "conv2 reads rows −1, 1, 3 and columns 0, 2, 4"),
        (Spot(Key("conv2", "input"), 3, 2), "input row 3 column 2 is 3"),
        (Spot(Key("conv2", "input"), -1, 0), "padding in row −1 column 0 holds 0"),
        (Spot(Key("conv2", "kernel"), 2, 4), "the weight of conv2 in row 1 column 2 is 1"),
        (Spot(Key("conv2", "kernel"), 1, 1), None),
        (Spot(Key("gone", "output"), 1, 1), None),
        (Spot(Key("conv2", "input"), 11, 2), None),
        (Spot(Key("conv2", "output"), 2, -1), None),
    ],
)
def test_a_cell_says_what_it_is(spot: Spot, sentence: str | None) -> None:
    said = spoken.of_spot(DILATED, frame_of(DILATED, 11), spot)
    assert (None if said is None else say(said)) == sentence


def test_many_cells_are_a_range() -> None:
    report = resolved(conv("a", kernel=[7, 1]), size=9)
    said = spoken.of_spot(report, frame_of(report), Spot(Key("a", "output"), 0, 0))
    assert said is not None
    assert say(said) == "a reads rows 0–6 and columns 0"


def test_a_channel_is_named_where_there_are_several() -> None:
    report = resolved(conv("a", out_channels=2), conv("b"), size=5, channels=1)
    said = spoken.of_spot(report, frame_of(report), Spot(Key("b", "input", 1), 0, 0))
    assert said is not None
    assert say(said).startswith("a 1 row 0 column 0 is ")


def test_a_picture_without_numbers_says_where() -> None:
    report = resolved(conv("a"), size=40)
    frame = frame_of(report, 1, scene="maps")
    said = spoken.of_spot(report, frame, Spot(Key("a", "map"), 3, 4))
    assert said is not None
    assert say(said) == "a row 3 column 4"


def test_a_moment_is_told_in_a_sentence() -> None:
    said = say(spoken.moment(frame_of(DILATED, 11)))
    assert said == "step 12 of 81, output row 1 column 2 is 9, reads 9 cells, 3 of padding"


def test_nothing_is_said_of_padding_where_there_is_none() -> None:
    report = resolved(conv("a"), size=5)
    said = say(spoken.moment(frame_of(report, 4)))
    assert said == "step 5 of 9, output row 1 column 1 is 19, reads 9 cells"


def test_a_scene_without_cells_in_turn_says_its_step() -> None:
    assert say(spoken.moment(frame_of(DILATED, 1, scene="maps"))) == "step 2 of 2"


@pytest.mark.parametrize(
    ("report", "view", "steps"),
    [
        (resolved(conv("a"), size=(5, 7)), {}, 5),
        (resolved(conv("a", out_channels=2), size=(5, 7)), {}, 10),
        (resolved(layer("max_pool", "a", kernel=2), size=6), {"scene": "maps"}, 1),
    ],
)
def test_a_row_of_the_output_takes_so_many_steps(
    report: Report, view: dict[str, Any], steps: int
) -> None:
    assert spoken.steps_a_row(frame_of(report, **view)) == steps


TRACED = resolved(*(conv(name, dilation=2, padding=2) for name in "ab"), size=9)


def traced(step: int, **view: Any) -> Frame:
    return frame_of(TRACED, step, scene="gridding", **view)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (0, "step 1 of 3, b: 1 used, 0 of them more than once, 0 never"),
        (1, "step 2 of 3, a: 9 used, 0 of them more than once, 16 never"),
        (2, "step 3 of 3, input: 25 used, 21 of them more than once, 56 never"),
    ],
)
def test_a_step_back_says_what_is_used_and_what_never(step: int, sentence: str) -> None:
    assert say(spoken.moment(traced(step))) == sentence


@pytest.mark.parametrize(
    ("spot", "sentence"),
    [
        (Spot(Key("input", "paths"), 4, 4), "input row 4 column 4, paths: 9"),
        (Spot(Key("input", "row"), 4, 4), "input row 4 column 4, paths along the row: 3"),
        (Spot(Key("input", "paths"), 4, 5), "input row 4 column 5 is never read"),
        (Spot(Key("a", "paths"), 0, 0), "a row 0 column 0 is outside the field"),
        (Spot(Key("input", "nets"), 4, 4), None),
    ],
)
def test_a_cell_says_how_many_paths_end_there(spot: Spot, sentence: str | None) -> None:
    said = spoken.of_spot(TRACED, traced(2), spot)
    assert (None if said is None else say(said)) == sentence


def test_padding_that_is_read_is_called_so() -> None:
    said = spoken.of_spot(TRACED, traced(2, pixel=(0, 0)), Spot(Key("a", "paths"), -2, 0))
    assert said is not None
    assert say(said) == "padding in row −2 column 0"


def test_halves_of_paths_are_said_as_they_are() -> None:
    report = resolved(layer("upsample", "u", scale=2, mode="bilinear"), size=(1, 6))
    frame = frame_of(report, 1, scene="gridding", pixel=(0, 5))
    said = spoken.of_spot(report, frame, Spot(Key("input", "row"), 0, 2))
    assert said is not None
    assert say(said) == "input row 0 column 2, paths along the row: 0.75"


def test_of_a_map_that_is_shown_in_part_its_own_words_are_said() -> None:
    report = resolved(conv("a", padding=1), size=300)
    said = say(spoken.moment(frame_of(report, 1, scene="gridding")))
    assert said == "step 2 of 2, input: 3×3 reads 9 of 3×3"
