"""What inspect adds when it is asked for paths and for numbers: keys, kinds and nothings."""

import json
from typing import Any

import pytest

from engine import inspection

from .documents import Json, conv, encode, layer, stack
from .test_inspect_json import EXAMPLE

KEYS = ["title", "input", "layers", "totals", "coverage", "skips", "problems"]
AXIS = {
    "kernels": [3],
    "rates": [2],
    "hull": 5,
    "touched": 3,
    "full": False,
    "first_missing": 1,
    "max_gap": 2,
    "longest_run": 1,
    "common_divisor": 2,
    "gridding_index": 1.0,
    "hdc": None,
}
EVERY_OTHER = [[1, 0, 1, 0, 1], [0] * 5, [1, 0, 1, 0, 1], [0] * 5, [1, 0, 1, 0, 1]]


def full(document: Json | bytes, *, values: bool = True, counts: bool = True) -> Json:
    """What inspect says with the flags, which must be strict JSON."""
    data = document if isinstance(document, bytes) else encode(document)
    report: Json = inspection.describe(data, values=values, counts=counts)
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    return report


def shown(*layers: Json, channels: int = 1, size: Any = 8, **view: Any) -> Json:
    """The paths that the view of a stack without problems asks for."""
    report = full(stack(*layers, channels=channels, size=size, view=view), values=False)
    assert report["problems"] == []
    return {key: report[key] for key in ("counts", "usage")}


def numbers(*layers: Json, channels: int = 1, size: Any = 8, given: Any = None) -> Json:
    """The numbers of every layer of a stack without problems."""
    entering = {"channels": channels, "size": size}
    if given is not None:
        entering["values"] = given
    report = full(stack(*layers, input=entering), counts=False)
    assert report["problems"] == []
    return dict(report["values"])


def leaves(value: Any) -> list[Any]:
    return [leaf for part in value for leaf in leaves(part)] if isinstance(value, list) else [value]


def test_the_example_of_the_contract_is_answered_with_its_paths() -> None:
    report = full(EXAMPLE)
    assert report["coverage"] == [{"from": "input", "layers": ["a"], "h": AXIS, "w": AXIS}]
    paths = {"layer": "a", "pixel": [6, 6], "top": 4, "left": 4, "counts": EVERY_OTHER}
    assert report["counts"] == paths
    rows = [70, 70, *[105] * 9, 70, 70]
    assert report["usage"] == {"rows": rows, "unused": 0}
    assert list(report["values"]) == ["a"]
    assert [len(report["values"]["a"]), len(report["values"]["a"][0])] == [1, 13]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    report = full(EXAMPLE)
    assert list(report) == [*KEYS, "counts", "usage", "values"]
    assert list(report["coverage"][0]) == ["from", "layers", "h", "w"]
    assert list(report["coverage"][0]["h"]) == list(AXIS)
    assert list(report["counts"]) == ["layer", "pixel", "top", "left", "counts"]
    assert list(report["usage"]) == ["rows", "unused"]


def test_each_flag_adds_its_own_keys_and_changes_no_other() -> None:
    bare = full(EXAMPLE, values=False, counts=False)
    assert list(bare) == KEYS
    assert list(full(EXAMPLE, values=False)) == [*KEYS, "counts", "usage"]
    assert list(full(EXAMPLE, counts=False)) == [*KEYS, "values"]
    assert {key: full(EXAMPLE)[key] for key in KEYS} == bare


def test_what_cannot_be_read_has_problems_alone_whatever_is_asked() -> None:
    assert list(full(b"{")) == ["problems"]


def test_without_a_view_the_middle_pixel_of_the_last_layer_is_shown() -> None:
    found = shown(conv("a"), conv("b", kernel=[1, 2]), size=[5, 8])["counts"]
    assert (found["layer"], found["pixel"]) == ("b", [2, 3])
    assert (found["top"], found["left"], found["counts"]) == (2, 3, [[1, 1]])


def test_of_several_layers_in_view_the_first_is_counted() -> None:
    layers = [conv("a"), conv("b", kernel=3), conv("c", kernel=3)]
    found = shown(*layers, layer=["b", "c", "a"], pixel=[0, 5])
    assert (found["counts"]["layer"], found["counts"]["pixel"]) == ("b", [0, 5])
    assert found["counts"]["counts"] == [[1] * 3] * 3
    assert len(found["usage"]["rows"]) == 8
    assert sum(found["usage"]["rows"]) == 6 * 6 * 9


@pytest.mark.parametrize(
    ("document", "pixel"),
    [
        (layer("pad", "a", padding=2), [0, 3]),
        (layer("conv_transpose", "a", out_channels=1, kernel=1, stride=2), [1, 0]),
    ],
    ids=["pad", "transposed"],
)
def test_a_pixel_that_nothing_reaches_has_no_counts_and_no_place(
    document: Json, pixel: list[int]
) -> None:
    found = shown(document, pixel=pixel)["counts"]
    assert found == {"layer": "a", "pixel": pixel, "top": 0, "left": 0, "counts": []}


def test_pixels_that_no_output_uses_are_counted() -> None:
    found = shown(conv("a", kernel=1, stride=2), size=[4, 6])
    assert found["usage"] == {"rows": [3, 0, 3, 0], "unused": 18}


def test_usage_of_a_layer_that_uses_nothing_is_zeros() -> None:
    layers = [layer("pad", "a", padding={"top": 4}), layer("crop", "b", crop={"bottom": 8})]
    assert shown(*layers, size=8)["usage"] == {"rows": [0] * 8, "unused": 64}


POOL = {"op": "max_pool", "name": "p", "kernel": 2}
UNPOOL = {"op": "max_unpool", "name": "u", "of": "p"}
NOTHING = {"counts": None, "usage": None}


def test_an_unpool_has_no_paths_and_neither_has_what_reads_it() -> None:
    stated = {"op": "max_unpool", "name": "u", "kernel": 1, "indices": [[[0]]]}
    assert shown(POOL, UNPOOL) == NOTHING
    assert shown(POOL, UNPOOL, conv("c")) == NOTHING
    assert shown(POOL, UNPOOL, layer("add", "s", inputs=["input", "u"])) == NOTHING
    assert shown(layer("max_unpool", "u"), layer("global_avg_pool", "g")) == NOTHING
    assert shown(stated, size=1) == NOTHING


def test_an_unpool_elsewhere_in_the_stack_is_no_obstacle() -> None:
    found = shown(POOL, UNPOOL, conv("c", inputs=["p"]), size=4)
    assert found["counts"]["counts"] == [[1, 1], [1, 1]]
    assert shown(POOL, UNPOOL, layer="p")["counts"]["counts"] == [[1, 1], [1, 1]]


@pytest.mark.parametrize(
    "layers",
    [[conv("a"), conv("b", kernel=9)], [conv("a"), conv("b", stride=0), conv("c")], []],
    ids=["broken", "behind a broken one", "none"],
)
def test_a_layer_that_is_not_reported_has_no_paths(layers: list[Json]) -> None:
    report = full(stack(*layers))
    assert (report["counts"], report["usage"]) == (None, None)
    assert list(report["values"]) == [each["name"] for each in report["layers"]]


def test_a_broken_layer_leaves_the_paths_of_the_others() -> None:
    report = full(stack(conv("a"), conv("b", kernel=9), view={"layer": "a"}))
    assert report["counts"]["counts"] == [[1]]
    assert [each["layer"] for each in report["problems"]] == ["b"]


def test_paths_ignore_channels_and_join_at_merges() -> None:
    layers = [
        layer("conv", "a", out_channels=4, kernel=3, padding=1),
        layer("concat", "b", inputs=["a", "input", "a"]),
        layer("conv", "c", out_channels=2, kernel=1),
    ]
    found = shown(*layers, channels=3, size=5)["counts"]
    assert found["counts"] == [[2, 2, 2], [2, 3, 2], [2, 2, 2]]


def test_a_deformable_layer_has_the_paths_of_zero_offsets() -> None:
    moved = {"offsets": {"pattern": "random", "seed": 1, "scale": 3}}
    deformed = shown(layer("deform_conv", "a", out_channels=1, kernel=3, dilation=2, **moved))
    assert deformed == shown(layer("conv", "a", out_channels=1, kernel=3, dilation=2))


@pytest.mark.parametrize("mode", ["nearest", "bilinear"])
def test_paths_are_whole_numbers_except_through_bilinear_layers(mode: str) -> None:
    layers = [conv("a", kernel=3), layer("upsample", "b", scale=2, mode=mode), conv("c", kernel=2)]
    found = shown(*layers)
    kinds = {type(one) for one in leaves(found["counts"]["counts"]) + found["usage"]["rows"]}
    assert (kinds == {int}) is (mode == "nearest")
    assert float in kinds or mode == "nearest"
    assert type(found["usage"]["unused"]) is int


def test_whole_values_are_whole_numbers_and_others_keep_their_fractions() -> None:
    found = numbers(
        conv("a", weights=[[[[2]]]]),
        conv("b", weights=[[[[0.5]]]]),
        layer("activation", "c", function="tanh"),
        size=2,
        given=[[1, 3], [5, 7.5]],
    )
    assert found["a"] == [[[2, 6], [10, 15]]]
    assert {type(one) for one in leaves(found["a"])} == {int}
    assert found["b"] == [[[1, 3], [5, 7.5]]]
    assert all(0 < one < 1 for one in leaves(found["c"])[:1])


def test_values_have_every_layer_in_its_order_and_shape() -> None:
    layers = [
        layer("conv", "z", out_channels=3, kernel=3),
        layer("max_pool", "y"),
        layer("concat", "x", inputs=["y", "y"]),
    ]
    report = full(stack(*layers, channels=2, size=[8, 9]), counts=False)
    assert list(report["values"]) == ["z", "y", "x"]
    for each in report["layers"]:
        channels, height, width = each["shape"]
        value = report["values"][each["name"]]
        assert len(value) == channels
        assert {len(plane) for plane in value} == {height}
        assert {len(row) for plane in value for row in plane} == {width}


def test_what_is_not_finite_is_null() -> None:
    found = numbers(
        conv("a", weights=[[[[10]]]]),
        conv("b", weights=[[[[-10]]]], inputs=["input"]),
        layer("add", "c", inputs=["a", "b"]),
        layer("max_pool", "d", kernel=1, inputs=["a"]),
        size=[1, 2],
        given=[[1e308, 1]],
    )
    assert found == {"a": [[[None, 10]]], "b": [[[None, -10]]], "c": [[[None, 0]]], "d": found["a"]}


def test_an_unpool_without_indices_has_a_size_and_no_numbers() -> None:
    report = full(stack(layer("max_unpool", "a"), conv("b"), conv("c", inputs=["input"])))
    assert report["problems"] == []
    assert [each["name"] for each in report["layers"]] == ["a", "b", "c"]
    assert list(report["values"]) == ["c"]


def entering(pattern: Json, size: Any = 4, channels: int = 1) -> Any:
    return numbers(layer("batch_norm", "a"), size=size, channels=channels, given=pattern)["a"]


def test_named_patterns_fill_the_input() -> None:
    assert entering({"pattern": "zeros"}, 2) == [[[0, 0], [0, 0]]]
    assert entering({"pattern": "ones"}, 2) == [[[1, 1], [1, 1]]]
    assert entering({"pattern": "index"}, [2, 3]) == [[[0, 1, 2], [3, 4, 5]]]
    assert sum(leaves(entering({"pattern": "impulse"}, 5))) == 1
    assert len(set(leaves(entering({"pattern": "checker"}, 4)))) == 2


def test_digits_are_small_whole_numbers_and_what_is_left_out() -> None:
    digits = entering({"pattern": "digits"}, 16)
    assert set(leaves(digits)) == {0, 1, 2, 3}
    assert numbers(layer("batch_norm", "a"), size=16)["a"] == digits


def test_random_numbers_come_from_their_seed() -> None:
    first, again, other = (
        entering({"pattern": "random", "seed": seed}, 16, channels=2) for seed in (1, 1, 2)
    )
    assert first == again != other
    assert all(0 <= one <= 3 for one in leaves(first))
    assert first[0] != first[1]


def test_weights_and_offsets_left_out_are_ones_and_zeros() -> None:
    given = {"pattern": "index"}
    plain = numbers(layer("conv", "a", out_channels=2), size=4, given=given)
    ones = numbers(
        layer("conv", "a", out_channels=2, weights={"pattern": "ones"}), size=4, given=given
    )
    moved = numbers(layer("deform_conv", "a", out_channels=2, modulated=True), size=4, given=given)
    assert plain["a"][0] == plain["a"][1] == [[45, 54], [81, 90]]
    assert plain == ones == moved
