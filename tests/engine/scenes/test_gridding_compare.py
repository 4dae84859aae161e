"""Two stacks traced back beside each other."""

from __future__ import annotations

from typing import Any

from engine.arrangement import Slot, Table
from engine.frame import Frame
from engine.report import Report
from engine.timeline import Timeline
from tests.engine.stacks import conv, resolved

from .traced import built, counts, grid_of, items, last, words_of


def branches(*stacks: tuple[int, ...], size: int = 13) -> Report:
    parts = []
    for name, rates in zip("ab", stacks, strict=True):
        for at, rate in enumerate(rates):
            raw: dict[str, Any] = {"inputs": ["input"]} if not at else {}
            parts.append(conv(f"{name}{at + 1}", dilation=rate, padding=rate, **raw))
    return resolved(*parts, size=size)


def compared(*stacks: tuple[int, ...], **view: Any) -> Timeline:
    ends = tuple(f"{name}{len(one)}" for name, one in zip("ab", stacks, strict=True))
    return built(branches(*stacks), layers=ends, **view)


def headline(frame: Frame) -> tuple[str, str]:
    assert frame.headline is not None
    return str(frame.headline.finding), str(frame.headline.rest)


def test_each_stack_has_a_row_with_its_rates_and_what_it_uses() -> None:
    timeline = compared((2, 2, 2), (1, 2, 3))
    body = timeline.arrangement.body
    assert isinstance(body, Table)
    assert [[type(one) is Slot for one in row] for row in body.rows] == 2 * [[True, *4 * [False]]]
    frame = last(timeline)
    assert [words_of(one.lines) for one in frame.captions] == [
        ["2, 2, 2", "dilation", "49 of 169", "used"],
        ["1, 2, 3", "dilation", "169 of 169", "all used"],
    ]
    assert headline(frame) == (
        "2, 2, 2 uses 49 of 169 pixels; 1, 2, 3 uses all 169",
        "same kernels, same field; the colour counts paths",
    )


def test_all_maps_stand_on_one_ramp() -> None:
    frame = last(compared((2, 2, 2), (1, 2, 3)))
    most, other = (grid_of(frame, "input", part=part) for part in (0, 1))
    assert counts(other)[4] == [3, 3, 6, 6, 9, 9, 9, 9, 9, 6, 6, 3, 3]
    assert most.shares is not None
    assert other.shares is not None
    assert most.shares[6, 6] == 1
    assert most.shares[2, 2] == other.shares[6, 6] * 0 + most.shares[2, 2]
    nine = grid_of(frame, "a1").shares
    assert nine is not None
    assert nine[6, 6] == other.shares[6, 6] < 1


def test_of_stacks_of_different_length_the_inputs_stand_below_each_other() -> None:
    timeline = compared((2, 2, 2), (5,))
    assert timeline.length == 4
    body = timeline.arrangement.body
    assert isinstance(body, Table)
    assert [one is None for one in body.rows[1]] == [False, False, True, True, False]
    early = timeline.step(1)
    assert counts(grid_of(early, "input", part=1)) == 3 * [[1, 1, 1]]
    assert grid_of(early, "input", part=0).values is None
    assert headline(last(timeline))[1] == "what one pixel of each reads; the colour counts paths"


def test_equal_fields_of_other_kernels_are_said_to_be_equal() -> None:
    report = resolved(
        conv("a", 5, padding=2), conv("b1", padding=1, inputs=["input"]), conv("b2", padding=1)
    )
    frame = last(built(report, layers=("a", "b2")))
    assert headline(frame)[1] == "same field; the colour counts paths"


def test_a_pixel_that_a_smaller_map_lacks_is_its_middle_one() -> None:
    report = resolved(conv("a"), conv("b", [5, 3], stride=[2, 1], inputs=["input"]), size=9)
    frame = last(built(report, layers=("a", "b"), pixel=(6, 6)))
    pinned = [(one.rows.start, one.columns.start) for one in frame.outlines[::2]]
    assert pinned == [(6, 6), (1, 3)]


def test_more_than_four_stacks_are_not_shown() -> None:
    report = resolved(*(conv(f"c{at}", inputs=["input"]) for at in range(6)))
    timeline = built(report, layers=tuple(f"c{at}" for at in range(6)))
    assert len(items(timeline.arrangement.body)) == 8


def test_a_layer_named_twice_is_shown_once() -> None:
    timeline = built(branches((2, 2), (1, 1)), layers=("a2", "a2"))
    assert timeline.arrangement.section is not None
