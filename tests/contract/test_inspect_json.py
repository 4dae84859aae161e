"""The object that inspect prints: its keys, its kinds, and what a problem leaves of it."""

from fractions import Fraction
from typing import Any

import pytest

from .documents import Json, conv, describe, layer, problems, reported, stack, with_op

EXAMPLE = {
    "format": "convolution-stack",
    "version": 1,
    "title": "One dilated layer",
    "notes": "free text",
    "input": {"channels": 1, "size": [13, 13], "values": {"pattern": "digits"}},
    "layers": [
        {
            "op": "conv",
            "name": "a",
            "out_channels": 1,
            "kernel": 3,
            "dilation": 2,
            "padding": 2,
            "weights": {"pattern": "ones"},
            "bias": False,
        }
    ],
    "view": {"scene": "gridding", "layer": "a", "pixel": [6, 6], "channel": 0},
}


def axes(document: Json, name: str) -> tuple[Any, Any]:
    (found,) = [each for each in describe(document)["layers"] if each["name"] == name]
    return found["h"], found["w"]


def field(document: Json, name: str = "x") -> tuple[int | None, int | None, int, str, str]:
    rows, columns = axes(document, name)
    assert rows == columns
    return rows["size_min"], rows["size_max"], rows["period"], rows["jump"], rows["centre"]


def test_the_example_of_the_contract_is_answered_to_the_letter() -> None:
    axis = {"size_min": 5, "size_max": 5, "period": 1, "jump": "1", "centre": "0", "unread": 0}
    report = describe(EXAMPLE)
    report.pop("coverage")
    assert report == {
        "title": "One dilated layer",
        "input": [1, 13, 13],
        "layers": [
            {
                "name": "a",
                "op": "conv",
                "inputs": ["input"],
                "shape": [1, 13, 13],
                "params": 9,
                "macs": 1521,
                "h": axis,
                "w": axis,
            }
        ],
        "totals": {"params": 9, "macs": 1521},
        "skips": [],
        "problems": [],
    }


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    report = describe(EXAMPLE)
    assert list(report) == ["title", "input", "layers", "totals", "coverage", "skips", "problems"]
    (only,) = report["layers"]
    assert list(only) == ["name", "op", "inputs", "shape", "params", "macs", "h", "w"]
    assert list(only["h"]) == ["size_min", "size_max", "period", "jump", "centre", "unread"]


@pytest.mark.parametrize(
    "op", ["conv", "max_pool", "upsample", "crop", "concat", "activation", "conv_transpose"]
)
def test_every_value_has_its_kind(op: str) -> None:
    (only,) = describe(with_op(op))["layers"]
    assert all(type(each) is int for each in [*only["shape"], only["params"], only["macs"]])
    for axis in (only["h"], only["w"]):
        assert all(type(axis[key]) is int for key in ("size_min", "size_max", "period", "unread"))
        assert str(Fraction(axis["jump"])) == axis["jump"]
        assert str(Fraction(axis["centre"])) == axis["centre"]


def test_an_empty_stack_is_a_document() -> None:
    report = describe(stack(channels=3, size=[4, 5]))
    assert (report["input"], report["layers"], report["problems"]) == ([3, 4, 5], [], [])
    assert report["totals"] == {"params": 0, "macs": 0}


def test_layers_come_in_the_order_of_the_document_with_what_they_read() -> None:
    document = stack(
        conv("b"), conv("a", inputs=["input"]), layer("add", "c", inputs=["a", "b"]), conv("d")
    )
    found = [(each["name"], each["inputs"]) for each in describe(document)["layers"]]
    assert found == [("b", ["input"]), ("a", ["input"]), ("c", ["a", "b"]), ("d", ["c"])]


PARAMETERS = [
    (with_op("conv"), 4 * 4 * 9 + 4, 4 * 36 * 4 * 9),
    (with_op("conv", bias=False, groups=2), 4 * 2 * 9, 4 * 36 * 2 * 9),
    (with_op("conv", bias=[0, 0, 0, 0]), 4 * 4 * 9 + 4, 4 * 36 * 4 * 9),
    (with_op("depthwise_conv", multiplier=2), 8 * 9 + 8, 8 * 36 * 9),
    (with_op("separable_conv", multiplier=2), 8 * 9 + 4 * 8 + 4, 8 * 36 * 9 + 4 * 36 * 8),
    (with_op("separable_conv", bias=False), 4 * 9 + 4 * 4, 4 * 36 * 9 + 4 * 36 * 4),
    (with_op("conv_transpose", stride=2), 4 * 4 * 9 + 4, 4 * 64 * 4 * 9),
    (with_op("conv_transpose", groups=2, bias=False), 4 * 2 * 9, 4 * 64 * 2 * 9),
    (with_op("deform_conv"), 4 * 4 * 9 + 4, 4 * 36 * 4 * 9),
    (with_op("deform_conv", offsets={"predictor": {}}), 148 + 18 * 36 + 18, (4 + 18) * 36 * 36),
    (
        with_op("deform_conv", offsets={"predictor": {"bias": False}}),
        148 + 18 * 36,
        (4 + 18) * 36 * 36,
    ),
    (
        with_op("deform_conv", offset_groups=2, modulated=True, offsets={"predictor": {}}),
        148 + 54 * 36 + 54,
        (4 + 54) * 36 * 36,
    ),
    (with_op("batch_norm"), 8, 0),
    *(
        (with_op(op), 0, 0)
        for op in (
            "max_pool",
            "avg_pool",
            "max_unpool",
            "global_avg_pool",
            "upsample",
            "add",
            "pad",
        )
    ),
]


@pytest.mark.parametrize(("document", "params", "macs"), PARAMETERS)
def test_parameters_and_multiplications_are_counted(document: Json, params: int, macs: int) -> None:
    report = describe(document)
    (only,) = report["layers"]
    assert (only["params"], only["macs"]) == (params, macs)
    assert report["totals"] == {"params": params, "macs": macs}


def test_a_stack_whose_fourth_layer_is_impossible_reports_three() -> None:
    document = stack(conv("a"), conv("b"), conv("c"), conv("d", kernel=9), conv("e"), conv("f"))
    assert reported(document) == ["a", "b", "c"]
    assert problems(document) == [("d", "kernel", "kernel_too_large")]
    assert describe(document)["totals"] == {"params": 6, "macs": 192}


IMPOSSIBLE: list[Json] = [
    {"stride": 0},
    {"padding": -1},
    {"kernel": 9},
    {"groups": 2, "out_channels": 2},
    {"kernel": 256},
    {"inputs": ["nobody"]},
    {"padding": 8, "padding_mode": "reflect"},
    {"op": "convolution"},
    {"colour": 1},
    {"kernel": None},
    {"padding": "full"},
    {"name": "trunk"},
]


@pytest.mark.parametrize("fields", IMPOSSIBLE, ids=str)
def test_a_problem_stops_what_depends_on_it_and_nothing_else(fields: Json) -> None:
    document = stack(
        conv("trunk"),
        conv("broken", **fields),
        conv("after"),
        conv("sibling", inputs=["trunk"]),
        layer("add", "joined", inputs=["sibling", "after"]),
        layer("add", "sound", inputs=["sibling", "trunk"]),
    )
    assert reported(document) == ["trunk", "sibling", "sound"]
    assert [name for name, _, _ in problems(document)] == [fields.get("name", "broken")]
    assert describe(document)["totals"] == {"params": 4, "macs": 128}


def test_two_broken_branches_are_two_problems() -> None:
    document = stack(
        conv("a", kernel=9), conv("b", inputs=["input"], stride=0), conv("c", inputs=["input"])
    )
    assert reported(document) == ["c"]
    assert {(name, code) for name, _, code in problems(document)} == {
        ("a", "kernel_too_large"),
        ("b", "not_positive"),
    }


def test_an_impossible_input_leaves_no_layer() -> None:
    document = stack(conv("a"), conv("b"), size=0)
    assert problems(document) == [(None, "input.size", "not_positive")]
    assert describe(document).get("layers", []) == []


def test_a_view_of_a_layer_that_is_left_out_is_no_second_problem() -> None:
    document = stack(conv("a"), conv("b", kernel=9), view={"layer": "b", "pixel": [3, 3]})
    assert problems(document) == [("b", "kernel", "kernel_too_large")]
    assert reported(document) == ["a"]


FIELDS = [
    (
        stack(layer("conv", "x", kernel=3, stride=2, padding=1, out_channels=1), size=16),
        (3, 3, 1, "2", "0"),
    ),
    (stack(layer("conv", "x", kernel=2, out_channels=1)), (2, 2, 1, "1", "1/2")),
    (stack(layer("max_pool", "x", kernel=3, stride=1, dilation=2)), (5, 5, 1, "1", "2")),
    (stack(layer("conv_transpose", "x", stride=2)), (1, 2, 2, "1/2", "-1/2")),
    (stack(layer("conv_transpose", "x", kernel=1, stride=2)), (0, 1, 2, "1/2", "0")),
    (stack(layer("upsample", "x", scale=3)), (1, 1, 3, "1/3", "-1/3")),
    (stack(layer("upsample", "x", scale=2, mode="bilinear")), (2, 2, 2, "1/2", "-1/4")),
    (
        stack(layer("upsample", "x", size=15, mode="bilinear", align_corners=True)),
        (1, 2, 2, "1/2", "0"),
    ),
    (stack(layer("pixel_shuffle", "x"), channels=4), (1, 1, 2, "1/2", "-1/4")),
    (stack(layer("pixel_unshuffle", "x")), (2, 2, 1, "2", "1/2")),
    (stack(layer("pad", "x", padding=2)), (1, 1, 1, "1", "-2")),
    (stack(layer("crop", "x", crop=2)), (1, 1, 1, "1", "2")),
    (stack(layer("batch_norm", "x")), (1, 1, 1, "1", "0")),
]


@pytest.mark.parametrize(("document", "expected"), FIELDS)
def test_the_receptive_field_of_one_layer(document: Json, expected: tuple[Any, ...]) -> None:
    assert field(document) == expected


def twice(op: str, **fields: Any) -> Json:
    return stack(layer(op, "a", **fields), layer(op, "x", **fields), channels=4, size=4)


def test_the_size_of_a_field_runs_over_the_phases_of_the_output() -> None:
    assert field(twice("conv_transpose", kernel=3, stride=2))[:3] == (1, 2, 4)
    assert field(twice("conv_transpose", kernel=4, stride=2))[:3] == (2, 3, 4)


def test_a_centre_is_composed_in_input_pixels() -> None:
    stem = layer("conv", "a", out_channels=1, kernel=7, stride=2, padding=3)
    pool = layer("max_pool", "x", kernel=3, stride=2, padding=1)
    assert field(stack(stem, pool, size=64)) == (11, 11, 1, "4", "0")


@pytest.mark.parametrize(("given", "size"), [(5, 1), (1, 5)])
def test_aligned_corners_to_or_from_one_pixel_have_no_jump(given: int, size: int) -> None:
    corners = layer("upsample", "x", size=size, mode="bilinear", align_corners=True)
    assert field(stack(corners, size=given))[3] == "0"


def widened(*factors: int) -> Json:
    layers = [layer("upsample", f"u{i}", scale=[1, factor]) for i, factor in enumerate(factors)]
    return stack(*layers, size=1)


def test_a_period_of_4096_is_still_walked() -> None:
    columns = axes(widened(64, 64), "u1")[1]
    assert (columns["size_min"], columns["size_max"], columns["period"]) == (1, 1, 4096)


def test_a_period_above_4096_leaves_the_sizes_open() -> None:
    columns = axes(widened(64, 65), "u1")[1]
    assert columns == {
        "size_min": None,
        "size_max": None,
        "period": 4160,
        "jump": "1/4160",
        "centre": "-4159/8320",
        "unread": 0,
    }


UNREAD = [
    (layer("conv", "x", out_channels=1, kernel=3, stride=2), [8, 9], (1, 0)),
    (layer("conv", "x", out_channels=1, kernel=3, stride=4, padding=1), [8, 9], (3, 0)),
    (layer("max_pool", "x", kernel=3), [8, 11], (2, 2)),
    (layer("avg_pool", "x", kernel=2, stride=3), [8, 7], (0, 2)),
    (layer("max_pool", "x", kernel=3, ceil_mode=True), [8, 9], (0, 0)),
    (layer("conv", "x", out_channels=1, kernel=1, stride=2, padding="same"), [8, 9], (1, 0)),
    (layer("conv_transpose", "x", stride=2), [8, 9], (0, 0)),
    (layer("upsample", "x"), [8, 9], (0, 0)),
    (layer("crop", "x", crop=3), [8, 9], (0, 0)),
    (layer("pixel_unshuffle", "x"), [8, 10], (0, 0)),
    (layer("add", "x", inputs=["input", "input"]), [8, 9], (0, 0)),
]


@pytest.mark.parametrize(("only", "size", "expected"), UNREAD)
def test_cells_that_no_window_reads_are_counted(
    only: Json, size: list[int], expected: tuple[int, int]
) -> None:
    rows, columns = axes(stack(only, size=size), "x")
    assert (rows["unread"], columns["unread"]) == expected


WITHOUT_A_FIELD = [
    "adaptive_avg_pool",
    "adaptive_max_pool",
    "global_avg_pool",
    "global_max_pool",
    "max_unpool",
]


@pytest.mark.parametrize("op", WITHOUT_A_FIELD)
def test_h_and_w_are_null_where_they_mean_nothing_and_after(op: str) -> None:
    document = stack(conv("a"), layer(op, "b"), layer("batch_norm", "c"), layer("pad", "d"))
    assert axes(document, "a")[0] is not None
    for name in "bcd":
        assert axes(document, name) == (None, None)


def merged(op: str, left: Json, right: Json, **given: Any) -> Json:
    after = layer("batch_norm", "after")
    branches = [
        {**left, "name": "l", "inputs": ["input"]},
        {**right, "name": "r", "inputs": ["input"]},
    ]
    return stack(*branches, layer(op, "sum", inputs=["l", "r"]), after, **given)


@pytest.mark.parametrize("op", ["add", "concat", "difference"])
def test_a_merge_of_different_jumps_is_null_on_that_axis(op: str) -> None:
    strided = conv(kernel=[2, 1], stride=[2, 1])
    document = merged(op, strided, conv(kernel=[5, 1]), size=8)
    for name in ("sum", "after"):
        rows, columns = axes(document, name)
        assert rows is None
        assert columns == {
            "size_min": 1,
            "size_max": 1,
            "period": 1,
            "jump": "1",
            "centre": "0",
            "unread": 0,
        }


def test_a_merge_with_a_null_branch_is_null_and_not_compared() -> None:
    document = merged("add", layer("adaptive_avg_pool", "x", output_size=8), conv(), size=8)
    assert axes(document, "sum") == (None, None)
    assert axes(document, "after") == (None, None)
    assert describe(document)["skips"] == []


def test_an_aligned_merge_is_the_hull_of_its_branches() -> None:
    document = merged("add", conv(kernel=3, padding=1), conv(kernel=5, padding=2))
    assert field(document, "sum") == (5, 5, 1, "1", "0")
    assert describe(document)["skips"] == []


def test_a_misaligned_merge_is_a_skip_with_the_centre_of_the_first() -> None:
    left, right = conv(kernel=[3, 1], padding={"top": 2}), conv()
    document = merged("add", left, right)
    assert describe(document)["skips"] == [{"layer": "sum", "h": "1", "w": "0"}]
    rows, columns = axes(document, "sum")
    assert (rows["size_min"], rows["size_max"], rows["centre"]) == (3, 3, "-1")
    assert columns["centre"] == "0"


def test_a_hull_reaches_over_the_gap_between_its_branches() -> None:
    left, right = layer("crop", "x", crop={"top": 6}), layer("crop", "x", crop={"bottom": 6})
    rows, _ = axes(merged("add", left, right), "sum")
    assert (rows["size_min"], rows["size_max"], rows["centre"]) == (7, 7, "6")


def test_a_skip_measures_the_largest_distance_in_input_pixels() -> None:
    pool = layer("max_pool", "p", kernel=2)
    branches = [
        layer("crop", f"c{i}", crop={"left": i, "right": 2 - i}, inputs=["p"]) for i in range(3)
    ]
    document = stack(pool, *branches, layer("add", "sum", inputs=["c1", "c0", "c2"]))
    assert describe(document)["skips"] == [{"layer": "sum", "h": "0", "w": "4"}]
    assert axes(document, "sum")[1]["centre"] == "5/2"


def test_a_skip_is_null_on_the_axis_whose_jumps_differ() -> None:
    left = conv(kernel=[2, 1], stride=[2, 1], padding={"left": 1})
    right = conv(kernel=[5, 1], padding={"right": 1})
    document = merged("add", left, right, size=8)
    assert describe(document)["skips"] == [{"layer": "sum", "h": None, "w": "1"}]


def test_half_a_pixel_is_a_misalignment() -> None:
    document = merged(
        "add",
        layer("avg_pool", "x", kernel=[1, 2], stride=1),
        layer("crop", "x", crop={"right": 1}),
    )
    assert describe(document)["skips"] == [{"layer": "sum", "h": "0", "w": "1/2"}]


def test_a_title_is_given_back() -> None:
    assert describe(stack(conv(), title="卷积 \u2028 é"))["title"] == "卷积 \u2028 é"
