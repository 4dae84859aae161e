"""The errors other tools make with sizes, counts and geometry: here none of them is made."""

from fractions import Fraction
from typing import Any

import pytest

from .documents import Layer, codes, geometry, last_of, report_of, row


def conv(**fields: Any) -> Layer:
    return {"op": "conv", "out_channels": 1, "kernel": 3, **fields}


def transposed(**fields: Any) -> Layer:
    return {"op": "conv_transpose", "out_channels": 1, "kernel": 3, **fields}


def field(*layers: Layer, size: Any = 64) -> int:
    """The one receptive field of a stack without phases."""
    smallest, largest, _, _ = geometry(last_of(*layers, size=size)["w"])
    assert smallest == largest
    return int(smallest)


def width(layer: Layer, n: int) -> int:
    return int(last_of(layer, size=[64, n])["shape"][2])


@pytest.mark.parametrize(("dilation", "alone"), [(1, 3), (2, 5), (4, 9)])
def test_one_dilated_layer_alone_is_not_the_stack_it_ends(dilation: int, alone: int) -> None:
    assert field(conv(dilation=dilation)) == alone
    stack = [conv(dilation=rate) for rate in (1, 2, 4) if rate <= dilation]
    assert field(*stack) == 2 * (2 * dilation - 1) + 1


def test_rates_in_powers_of_two_reach_every_cell_of_their_sum() -> None:
    assert field(*(conv(dilation=rate) for rate in (1, 2, 4, 8))) == 31


def test_the_size_formula_knows_dilation() -> None:
    assert width(conv(dilation=2), 7) == 3


@pytest.mark.parametrize(("n", "out", "unread"), [(7, 3, 0), (8, 3, 1), (9, 4, 0)])
def test_the_stride_need_not_divide_and_sizes_are_floored(n: int, out: int, unread: int) -> None:
    layer = last_of(conv(stride=2), size=[64, n])
    assert (layer["shape"][2], layer["w"]["unread"]) == (out, unread)


def test_padding_of_a_transposed_layer_takes_away() -> None:
    assert [width(transposed(stride=2, padding=p), 4) for p in (0, 1, 2)] == [9, 7, 5]


def test_output_padding_adds_one_side_and_moves_no_centre() -> None:
    plain, more = (
        last_of(transposed(stride=2, padding=1, output_padding=extra), size=4) for extra in (0, 1)
    )
    assert (plain["shape"], more["shape"]) == ([1, 7, 7], [1, 8, 8])
    assert plain["w"] == more["w"]


def test_the_remainder_lies_after_the_last_window() -> None:
    exact, longer = (last_of(conv(stride=3), size=[64, n]) for n in (9, 11))
    assert exact["shape"] == longer["shape"]
    assert geometry(exact["w"]) == geometry(longer["w"]) == (3, 3, 3, 1)
    assert (exact["w"]["unread"], longer["w"]["unread"]) == (0, 2)


def test_the_centre_knows_dilation() -> None:
    assert last_of(conv(dilation=3))["w"]["centre"] == "3"
    assert last_of(conv(dilation=3, padding=3))["w"]["centre"] == "0"
    assert last_of(conv(stride=2), conv(dilation=3))["w"]["centre"] == "7"


def test_a_transposed_layer_divides_the_jump_and_what_follows_goes_on() -> None:
    layers = report_of(conv(stride=2), transposed(stride=2), conv(dilation=2), size=33)["layers"]
    assert [layer["w"]["jump"] for layer in layers] == ["2", "1", "1"]
    assert [layer["w"]["size_max"] for layer in layers] == [3, 5, 9]


def test_the_flip_moves_the_centre_of_a_transposed_layer_the_other_way() -> None:
    forward = Fraction(last_of(conv(kernel=4, stride=2))["w"]["centre"])
    back = Fraction(last_of(transposed(kernel=4, stride=2))["w"]["centre"])
    assert (forward, back) == (Fraction(3, 2), Fraction(-3, 4))


def test_branches_are_hulled_and_not_walked_in_series() -> None:
    report = report_of(
        conv(name="near", padding=1, inputs=["input"]),
        conv(name="far", padding=6, dilation=6, inputs=["input"]),
        {"op": "add", "name": "sum", "inputs": ["near", "far"]},
    )
    assert geometry(row(report, "sum")["w"]) == (13, 13, 1, 0)
    assert report["totals"]["params"] == 20


def test_windows_that_begin_before_the_map_keep_their_negative_centre() -> None:
    assert geometry(last_of(conv(kernel=1, padding=3))["w"]) == (1, 1, 1, -3)
    assert last_of(conv(stride=2, padding=5), size=5)["w"]["centre"] == "-4"


def test_negative_positions_are_floored_and_not_cut_towards_zero() -> None:
    axis = last_of({"op": "pad", "padding": 3}, {"op": "upsample", "scale": 2})["w"]
    assert (axis["size_min"], axis["size_max"], axis["centre"]) == (1, 1, "-13/4")
    axis = last_of(transposed(kernel=4, stride=3, padding={"left": 2}), size=4)["w"]
    assert (axis["size_min"], axis["size_max"], axis["centre"]) == (1, 2, "1/6")


def test_a_deformable_layer_has_the_geometry_of_its_regular_taps() -> None:
    layer = conv(kernel=[3, 5], stride=2, dilation=2, padding=1)
    regular, deformed = (last_of(layer | {"op": op}) for op in ("conv", "deform_conv"))
    assert {**regular, "op": ""} == {**deformed, "op": ""}


def test_a_max_pool_window_may_not_be_padding_alone() -> None:
    layer = {"op": "max_pool", "kernel": [1, 2], "stride": 1, "padding": [0, 1]}
    assert codes(report_of(layer | {"dilation": [1, 2]}, size=[1, 1])) == {"window_all_padding"}
    assert width(layer | {"dilation": [1, 2]}, 2) == 2


def test_ceil_mode_is_not_a_plain_ceiling() -> None:
    layer = {"op": "max_pool", "kernel": 1, "stride": 3, "ceil_mode": True}
    assert [width(layer, n) for n in (1, 2, 3, 4, 5)] == [1, 1, 1, 2, 2]


def test_a_kernel_divisible_by_its_stride_still_leaves_phases_empty_when_dilated() -> None:
    axis = last_of(transposed(kernel=4, stride=2, dilation=2))["w"]
    assert (axis["size_min"], axis["size_max"]) == (0, 4)


def test_wavenet_blocks_see_1023_cells_each_and_one_more() -> None:
    block = [
        {"op": "conv", "out_channels": 1, "kernel": [1, 2], "dilation": [1, 2**i]}
        for i in range(10)
    ]
    for blocks in (1, 2, 3):
        assert field(*(block * blocks), size=[1, 5000]) == 1023 * blocks + 1


def test_parallel_rates_are_not_a_stack() -> None:
    rates = (6, 12, 18)
    branches = [
        conv(name=f"rate{rate}", dilation=rate, padding=rate, inputs=["input"]) for rate in rates
    ]
    merge = {"op": "concat", "name": "all", "inputs": [f"rate{rate}" for rate in rates]}
    assert field(*branches, merge) == 37
    assert field(*(conv(dilation=rate, padding=rate) for rate in rates)) == 73


def test_padding_counts_before_the_stride_divides() -> None:
    assert width(conv(stride=2, padding=1), 7) == 4
    assert width(conv(stride=1, padding=1), 7) == 7
    assert width(conv(stride=3, padding=2), 9) == 4


def test_same_is_not_half_the_kernel_on_both_sides() -> None:
    assert width(conv(kernel=4, padding="same"), 5) == 5
    strided = last_of(conv(stride=2, padding="same"), size=8)
    assert (strided["shape"], strided["w"]["centre"]) == ([1, 4, 4], "1")
