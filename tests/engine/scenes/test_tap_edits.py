"""A tap in the hand becomes a document with other offsets, or a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import report
from engine.document import View
from engine.given import Numbers
from engine.handles import Handle, Tap
from engine.problems import Refused
from engine.report import Report
from engine.scenes import building, tap_edits
from engine.values import graph, operations
from engine.words import say
from tests.engine.stacks import layer, resolved


def deformable(**raw: Any) -> Report:
    size, channels = raw.pop("size", 6), raw.pop("channels", 1)
    made = layer("deform_conv", "d", **{"out_channels": 1, "kernel": 3, **raw})
    return resolved(made, size=size, channels=channels)


def handle(found: Report, step: int, tap: tuple[int, int], channel: int = 0) -> Handle:
    timeline = building.build("deformable", found, View(), Tap("d", *tap, channel))
    return next(one for one in timeline.frame_at(step).handles if one.tap == tap)


def offsets(found: Report) -> np.ndarray[Any, Any]:
    row = found.row("d")
    assert row is not None
    return operations.moves(row, graph.compute(found).maps["input"]).offsets


def test_one_tap_of_one_output_cell_is_moved_and_nothing_else() -> None:
    found = deformable(offsets={"pattern": "random", "seed": 3})
    taken = handle(found, 6, (1, 2))
    after = report.resolve(tap_edits.moved(found, taken, (-0.4, 0.8)))
    wanted = offsets(found).copy()
    wanted[10:12, 1, 2] = (-0.4, 0.8)
    assert np.array_equal(offsets(after), wanted)
    again = handle(after, 6, (1, 2))
    assert (again.place[0] - again.home[0], again.place[1] - again.home[1]) == pytest.approx(
        (-0.4, 0.8)
    )


def test_a_pattern_becomes_numbers_that_a_file_can_hold() -> None:
    found = deformable()
    after = tap_edits.moved(found, handle(found, 0, (0, 0)), (0.25, 0))
    made: Any = after.layer("d")
    assert isinstance(made.offsets, Numbers)
    assert made.offsets.shape == (18, 4, 4)
    assert made.offsets.flat()[0] == 0.25


def test_the_offsets_of_the_channels_group_are_the_ones_that_change() -> None:
    found = deformable(offset_groups=2, channels=2)
    after = report.resolve(tap_edits.moved(found, handle(found, 5, (2, 1), 1), (1, -1)))
    changed = np.argwhere(offsets(after) != offsets(found)).tolist()
    assert changed == [[18 + 14, 1, 1], [18 + 15, 1, 1]]


@pytest.mark.parametrize(
    ("place", "whole", "wanted"),
    [((2.1234, 3.016), False, (0.12, -0.98)), ((2.6, 3.4), True, (1, -1)), ((2, 4), True, (0, 0))],
)
def test_offsets_are_said_in_hundredths_or_in_whole_cells(
    place: tuple[float, float], whole: bool, wanted: tuple[float, float]
) -> None:
    made = Handle("d", 0, (0, 0), (2.0, 4.0), (2.0, 4.0), (0, 0, 0), say_nothing())
    assert tap_edits.offset(made, place, whole=whole) == wanted


def say_nothing() -> Any:
    return None


def test_predicted_offsets_are_not_moved_by_hand() -> None:
    found = deformable(offsets={"predictor": {}})
    with pytest.raises(Refused) as refused:
        tap_edits.moved(found, handle(found, 0, (0, 0)), (0, 1))
    assert "predicted" in say(refused.value.problem.sentence)


def test_a_pattern_too_large_stays_one() -> None:
    found = deformable(offsets={"pattern": "ones"}, size=64)
    with pytest.raises(Refused) as refused:
        tap_edits.check(found, handle(found, 0, (0, 0)))
    assert refused.value.problem.code == "too_large"
    assert "65" in say(refused.value.problem.sentence)
    tap_edits.check(deformable(size=60), handle(deformable(size=60), 0, (0, 0)))


def test_taps_follow_each_other_row_by_row_and_round() -> None:
    found = deformable()
    handles = building.build("deformable", found, View(), Tap("d", 2, 2)).frame_at(0).handles
    assert tap_edits.neighbour(handles, 0) == (2, 2)
    assert tap_edits.neighbour(handles, 1) == (0, 0)
    assert tap_edits.neighbour(handles, -1) == (2, 1)
    assert tap_edits.neighbour((), 1) is None
