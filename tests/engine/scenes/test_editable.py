from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import report as reports
from engine.document import View
from engine.frame import Frame, Key
from engine.given import Numbers
from engine.problems import Refused
from engine.report import Report
from engine.scenes import building, editable
from engine.scenes.belonging import Spot
from engine.scenes.editable import Number
from engine.values import graph, patterns, stated
from tests.engine.stacks import conv, layer, resolved


def frame_of(report: Report, step: int = 0, **view: Any) -> Frame:
    return building.build(None, report, View(**view)).frame_at(step)


def number_at(report: Report, spot: Spot, **view: Any) -> Number | None:
    return editable.number_at(report, frame_of(report, **view), spot)


def test_a_cell_of_the_input_is_one_of_its_values() -> None:
    report = resolved(conv("a", padding=1, out_channels=1), size=5, channels=2)
    assert number_at(report, Spot(Key("a", "input", 1), 3, 2)) == ("input", "values", (1, 3, 2))
    assert number_at(report, Spot(Key("input", "map"), 3, 2), scene="maps") == (
        "input", "values", (0, 3, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    "spot",
    [Spot(Key("b", "input"), -1, 0), Spot(Key("b", "input"), 1, 1), Spot(Key("b", "output"), 1, 1)],
)
def test_padding_and_what_layers_make_are_nobodys_to_change(spot: Spot) -> None:
    report = resolved(conv("a"), conv("b", padding=1), size=7)
    assert number_at(report, spot) is None


def test_a_channel_that_changes_from_step_to_step_is_left_alone() -> None:
    report = resolved(layer("pixel_shuffle", "a", factor=2), size=4, channels=4)
    assert number_at(report, Spot(Key("a", "input"), 1, 1)) is None


@pytest.mark.parametrize(
    ("made", "channels", "view"),
    [
        (conv("a", weights={"pattern": "random"}), 1, {}),
        (conv("a", dilation=2, weights={"pattern": "random"}), 1, {}),
        (conv("a", out_channels=4, weights={"pattern": "random"}), 1, {"channel": 2}),
        (conv("a", out_channels=2, weights={"pattern": "random"}), 3, {}),
        (conv("a", out_channels=4, groups=2, weights={"pattern": "random"}), 4, {}),
        (conv("a", out_channels=4, groups=2, weights={"pattern": "random"}), 4, {"channel": 3}),
        (layer("depthwise_conv", "a", kernel=3, weights={"pattern": "random"}), 3, {}),
        (layer("depthwise_conv", "a", kernel=3, weights={"pattern": "random"}), 3, {"channel": 2}),
        (
            layer(
                "separable_conv", "a", out_channels=2, kernel=3, weights={"pattern": "random"},
                pointwise_weights={"pattern": "random", "seed": 2},
            ), 3, {},
        ),
    ],
)  # fmt: skip
def test_every_weight_that_is_shown_is_the_one_that_is_changed(
    made: Any, channels: int, view: dict[str, Any]
) -> None:
    report = resolved(made, size=7, channels=channels)
    frame = frame_of(report, **view)
    seen = 0
    for grid in frame.grids:
        if grid.key.stage not in ("kernel", "depthwise", "pointwise") or grid.values is None:
            continue
        for row, column in np.argwhere(~np.isnan(grid.values)).tolist():
            number = editable.number_at(report, frame, Spot(grid.key, row, column))
            assert number is not None
            assert editable.value(report, number) == grid.values[row, column]
            document = editable.changed(report, [number], 77)
            after = frame_of(reports.resolve(document), **view)
            there = next(one for one in after.grids if one.key == grid.key)
            assert there.values is not None
            assert there.values[row, column] == 77
            seen += 1
    assert seen >= 9


def test_a_hole_of_a_kernel_is_no_number() -> None:
    report = resolved(conv("a", dilation=2), size=7)
    assert number_at(report, Spot(Key("a", "kernel"), 1, 2)) is None


def test_a_pattern_becomes_a_list_in_which_all_else_stays() -> None:
    report = resolved(conv("a"), size=5)
    before = graph.compute(report).maps["input"]
    places = [Number("input", "values", (0, 2, column)) for column in (1, 3)]
    document = editable.changed(report, places, -2.5)
    assert isinstance(document.input.values, Numbers)
    after = patterns.numbers(document.input.values, (1, 5, 5))
    assert {tuple(at) for at in np.argwhere(before != after).tolist()} == {(0, 2, 1), (0, 2, 3)}
    assert after[0, 2, 1] == -2.5
    assert document.layers == report.document.layers


def test_a_large_pattern_stays_one() -> None:
    report = resolved(conv("a"), size=(257, 256))
    with pytest.raises(Refused) as refused:
        editable.changed(report, [Number("input", "values", (0, 0, 0))], 1)
    assert refused.value.problem.code == "too_large"
    assert refused.value.problem.value == 257 * 256
    largest = resolved(conv("a"), size=256)
    editable.changed(largest, [Number("input", "values", (0, 0, 0))], 1)


def test_the_same_value_makes_the_same_numbers() -> None:
    report = resolved(conv("a", weights={"pattern": "digits"}), size=5)
    number = Number("a", "weights", (0, 0, 1, 1))
    document = editable.changed(report, [number], editable.value(report, number))
    row = reports.resolve(document).row("a")
    old = report.row("a")
    assert row is not None
    assert old is not None
    np.testing.assert_array_equal(stated.weights(row), stated.weights(old))


@pytest.mark.parametrize("stage", ["paths", "row"])
def test_counts_of_paths_are_nobodys_to_change(stage: str) -> None:
    report = resolved(conv("a", padding=1), size=5)
    assert number_at(report, Spot(Key("input", stage), 2, 2), scene="gridding") is None
