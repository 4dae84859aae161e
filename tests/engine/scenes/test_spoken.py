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
