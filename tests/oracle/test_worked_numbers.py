"""The worked numbers of the specification's sections on single layers: sizes, counts, limits."""

from fractions import Fraction
from typing import Any

import pytest

from .documents import Layer, Report, codes, geometry, last_of, report_of


def conv(**fields: Any) -> Layer:
    return {"op": "conv", "out_channels": 1, "kernel": 3, **fields}


def transposed(**fields: Any) -> Layer:
    return {"op": "conv_transpose", "out_channels": 1, "kernel": 3, **fields}


def side(layer: Layer, n: int) -> int:
    """The output side of one layer over n by n cells."""
    rows, columns = last_of(layer, size=n)["shape"][1:]
    assert rows == columns
    return int(rows)


def only_problem(*layers: Layer, channels: int = 1, size: Any = 16) -> Report:
    (problem,) = report_of(*layers, channels=channels, size=size)["problems"]
    assert "\n" not in problem["message"]
    return dict(problem)


@pytest.mark.parametrize("n", range(1, 12))
@pytest.mark.parametrize("kernel", range(1, 5))
@pytest.mark.parametrize("dilation", range(1, 4))
def test_stride_1_and_total_padding_d_times_k_less_1_keep_the_size(
    n: int, kernel: int, dilation: int
) -> None:
    total = dilation * (kernel - 1)
    padding = {"top": total, "left": total // 2, "right": total - total // 2}
    assert side(conv(kernel=kernel, dilation=dilation, padding=padding), n) == n


@pytest.mark.parametrize(
    ("n", "kernel", "stride", "dilation", "unread"),
    [(7, 3, 2, 1, 0), (8, 3, 2, 1, 1), (8, 3, 3, 1, 2), (9, 3, 3, 1, 0), (10, 3, 4, 2, 1)],
)
def test_cells_left_over_on_the_far_side_are_unread(
    n: int, kernel: int, stride: int, dilation: int, unread: int
) -> None:
    row = last_of(conv(kernel=kernel, stride=stride, dilation=dilation), size=n)
    assert row["h"]["unread"] == row["w"]["unread"] == unread


def test_nothing_is_unread_where_no_window_slides() -> None:
    for layer in (transposed(stride=2), {"op": "upsample", "scale": 2}, {"op": "crop", "crop": 1}):
        row = last_of(layer, size=5)
        assert row["h"]["unread"] == row["w"]["unread"] == 0


@pytest.mark.parametrize("n", range(1, 14))
@pytest.mark.parametrize("stride", range(1, 5))
def test_same_gives_the_ceiling_of_n_over_s(n: int, stride: int) -> None:
    for kernel in range(1, 6):
        assert side(conv(kernel=kernel, stride=stride, padding="same"), n) == -(-n // stride)


def test_same_puts_the_extra_cell_after() -> None:
    assert last_of(conv(kernel=4, padding="same"))["w"]["centre"] == "1/2"
    assert last_of(conv(kernel=3, stride=2, padding="same"))["w"]["centre"] == "1"


def test_parameters_and_multiplications_of_a_grouped_convolution() -> None:
    layer = conv(out_channels=6, groups=2, kernel=[3, 5], padding=[1, 2])
    row = last_of(layer, channels=4, size=[7, 9])
    assert row["params"] == 6 * 2 * 3 * 5 + 6
    assert row["macs"] == 6 * 7 * 9 * 2 * 3 * 5


def test_parameters_of_depthwise_and_separable_convolutions() -> None:
    depthwise = {"op": "depthwise_conv", "kernel": 3, "multiplier": 2}
    separable = {"op": "separable_conv", "kernel": 3, "multiplier": 2, "out_channels": 5}
    first, second = (last_of(layer, channels=4, size=8) for layer in (depthwise, separable))
    assert (first["shape"], first["params"]) == ([8, 6, 6], 4 * 2 * 9 + 8)
    assert (second["shape"], second["params"]) == ([5, 6, 6], 4 * 2 * 9 + 4 * 2 * 5 + 5)
    assert last_of(separable | {"bias": False}, channels=4)["params"] == 72 + 40


@pytest.mark.parametrize("kernel", range(1, 5))
@pytest.mark.parametrize("stride", range(1, 5))
@pytest.mark.parametrize("dilation", range(1, 4))
def test_output_padding_restores_exactly_the_s_sizes_that_share_a_forward_size(
    kernel: int, stride: int, dilation: int
) -> None:
    options = {"kernel": kernel, "stride": stride, "dilation": dilation}
    extent = dilation * (kernel - 1) + 1
    restored = set()
    for n in range(extent, extent + 3 * stride):
        forward = side(conv(**options), n)
        extra = (n - extent) % stride
        assert side(transposed(**options, output_padding=extra), forward) == n
        restored.add((forward, extra))
    assert len(restored) == 3 * stride


@pytest.mark.parametrize(("stride", "dilation"), [(1, 1), (2, 1), (3, 2), (1, 4), (2, 3)])
def test_output_padding_stays_below_the_larger_of_stride_and_dilation(
    stride: int, dilation: int
) -> None:
    limit = max(stride, dilation)
    layer = transposed(stride=stride, dilation=dilation)
    last_of(layer | {"output_padding": limit - 1})
    problem = only_problem(layer | {"output_padding": limit})
    assert (problem["code"], problem["field"]) == ("output_padding_too_large", "output_padding")
    assert str(limit) in problem["message"]


def test_output_padding_uncovers_what_padding_cropped() -> None:
    sizes = [(1, 0, 3), (1, 1, 4), (0, 1, 6)]
    for padding, extra, size in sizes:
        layer = transposed(kernel=[1, 3], stride=[1, 2], padding=[0, padding])
        row = last_of(layer | {"output_padding": [0, extra]}, size=[1, 2])
        assert row["shape"] == [1, 1, size]


def test_multiplications_of_a_transposed_convolution_are_those_of_the_scatter() -> None:
    layer = transposed(out_channels=6, groups=2, kernel=[3, 4], stride=2)
    row = last_of(layer, channels=4, size=[5, 7])
    assert row["macs"] == 4 * 5 * 7 * 3 * 3 * 4
    assert row["params"] == 4 * 3 * 3 * 4 + 6


@pytest.mark.parametrize(
    ("kernel", "stride", "dilation", "sizes"),
    [(3, 2, 1, (1, 2)), (4, 2, 1, (2, 2)), (1, 2, 1, (0, 1)), (3, 2, 2, (0, 3)), (2, 4, 1, (0, 1))],
)
def test_a_transposed_convolution_has_holes_iff_d_and_s_share_a_factor_or_k_is_below_s(
    kernel: int, stride: int, dilation: int, sizes: tuple[int, int]
) -> None:
    row = last_of(transposed(kernel=kernel, stride=stride, dilation=dilation))
    assert geometry(row["w"])[:2] == sizes
    assert row["w"]["period"] == stride


def test_ceil_mode_lets_a_pool_be_larger_than_its_input() -> None:
    assert side({"op": "max_pool", "kernel": 7, "ceil_mode": True}, 5) == 1
    assert codes(report_of({"op": "max_pool", "kernel": 7}, size=5)) == {"kernel_too_large"}


def test_ceil_mode_drops_a_window_that_would_start_behind_the_input() -> None:
    layer = {"op": "avg_pool", "kernel": 2, "stride": 3, "padding": 1, "ceil_mode": True}
    assert [side(layer, n) for n in range(1, 9)] == [1, 1, 2, 2, 2, 3, 3, 3]


def test_a_window_of_padding_only_is_refused() -> None:
    layer = {"op": "max_pool", "kernel": 2, "stride": 1, "padding": 1, "dilation": 2}
    problem = only_problem(layer, size=1)
    assert (problem["code"], problem["field"]) == ("window_all_padding", "dilation")


def test_a_pools_padding_goes_to_half_its_kernel_whatever_the_dilation() -> None:
    layer = {"op": "max_pool", "kernel": 3, "stride": 1, "dilation": 3}
    last_of(layer | {"padding": 1})
    problem = only_problem(layer | {"padding": 2})
    assert (problem["code"], problem["field"]) == ("pool_padding_too_large", "padding")


def test_an_unpool_takes_sizes_that_differ_by_less_than_the_stride() -> None:
    layer = {"op": "max_unpool", "kernel": 2, "stride": 3, "padding": 0}
    default = (5 - 1) * 3 + 2
    assert side(layer, 5) == default
    for size in range(default - 4, default + 5):
        report = report_of(layer | {"output_size": size}, size=5)
        assert codes(report) == (set() if abs(size - default) < 3 else {"unpool_size"})


def test_an_unpool_of_a_pool_gives_that_pools_input_size() -> None:
    pool = {"op": "max_pool", "kernel": 2}
    row = last_of(pool, {"op": "max_unpool", "of": "a"}, size=[7, 8])
    assert row["shape"] == [1, 7, 8]
    assert row["h"] is row["w"] is None


@pytest.mark.parametrize("op", ["adaptive_avg_pool", "adaptive_max_pool"])
def test_an_adaptive_pool_may_grow_a_map_and_ends_the_geometry(op: str) -> None:
    layers = report_of({"op": op, "output_size": [3, 9]}, conv(), size=5)["layers"]
    assert [layer["shape"] for layer in layers] == [[1, 3, 9], [1, 1, 7]]
    assert all(layer[axis] is None for layer in layers for axis in ("h", "w"))


def test_pools_and_rearrangements_have_neither_parameters_nor_multiplications() -> None:
    for layer in (
        {"op": "max_pool", "kernel": 2},
        {"op": "avg_pool", "kernel": 2},
        {"op": "global_avg_pool"},
        {"op": "upsample", "scale": 2, "mode": "bilinear"},
        {"op": "pixel_shuffle", "factor": 2},
        {"op": "activation"},
    ):
        row = last_of(layer, channels=4)
        assert (row["params"], row["macs"]) == (0, 0)


def test_batch_norm_has_two_parameters_a_channel() -> None:
    assert last_of({"op": "batch_norm"}, channels=7)["params"] == 14


def test_pixel_shuffle_trades_channels_for_cells_and_back() -> None:
    shuffle, unshuffle = ({"op": f"pixel_{name}", "factor": 2} for name in ("shuffle", "unshuffle"))
    assert last_of(shuffle, channels=8, size=[3, 5])["shape"] == [2, 6, 10]
    assert last_of(unshuffle, channels=2, size=[6, 10])["shape"] == [8, 3, 5]
    assert only_problem(shuffle, channels=6)["code"] == "shuffle_channels"
    problem = only_problem(unshuffle, size=[6, 9])
    assert (problem["code"], problem["field"]) == ("unshuffle_size", "factor")


def test_add_wants_equal_shapes_where_torch_would_broadcast() -> None:
    one = conv(name="one", inputs=["input"], padding=1)
    two = conv(name="two", out_channels=2, inputs=["input"], padding=1)
    merge = {"name": "merge", "inputs": ["one", "two"]}
    assert codes(report_of(one, two, merge | {"op": "add"})) == {"shapes_differ"}
    assert last_of(one, two, merge | {"op": "concat"})["shape"] == [3, 16, 16]


@pytest.mark.parametrize(("modulated", "per_tap"), [(False, 2), (True, 3)])
def test_a_deformable_convolution_counts_its_predictor(*, modulated: bool, per_tap: int) -> None:
    layer = {"op": "deform_conv", "out_channels": 6, "kernel": 3, "padding": 1, "groups": 2}
    layer |= {"offset_groups": 4, "modulated": modulated}
    alone = last_of(layer, channels=4, size=8)
    predictor = {"predictor": {"weights": {"pattern": "random", "seed": 1}}}
    both = last_of(layer | {"offsets": predictor}, channels=4, size=8)
    channels = per_tap * 4 * 9
    assert (alone["params"], alone["macs"]) == (6 * 2 * 9 + 6, 6 * 64 * 2 * 9)
    assert both["params"] == alone["params"] + channels * 4 * 9 + channels
    assert both["macs"] == alone["macs"] + channels * 4 * 9 * 64


REFUSALS = [
    (conv(padding=1, dilation=4), 5, "kernel_too_large", "kernel", ("9", "7")),
    (conv(stride=[1, 0]), 5, "not_positive", "stride", ("0",)),
    (conv(padding=-1), 5, "negative_padding", "padding", ("-1",)),
    (conv(groups=2, out_channels=2), 5, "groups_in", "groups", ("2", "1")),
    (conv(padding=4, padding_mode="reflect"), 4, "reflect_too_wide", "padding", ("5", "4", "3")),
    (conv(padding=5, padding_mode="circular"), 4, "circular_too_wide", "padding", ("5", "4")),
    (transposed(padding=2), 1, "empty_output", "padding", ("-1",)),
    ({"op": "crop", "crop": 3}, 6, "empty_output", "crop", ("6",)),
    (transposed(padding_mode="reflect"), 5, "padding_mode_unsupported", "padding_mode", ()),
    ({"op": "avg_pool", "kernel": 3, "padding": 2}, 5, "pool_padding_too_large", "padding", ("1",)),
]


@pytest.mark.parametrize(("layer", "size", "code", "field", "numbers"), REFUSALS)
def test_a_refusal_names_layer_field_and_numbers(
    layer: Layer, size: int, code: str, field: str, numbers: tuple[str, ...]
) -> None:
    problem = only_problem(layer, size=size)
    assert (problem["layer"], problem["field"], problem["code"]) == ("a", field, code)
    assert all(number in problem["message"] for number in numbers)
    assert "a" in problem["message"].split(":", maxsplit=1)[0]


def test_groups_that_do_not_divide_are_named_on_their_side() -> None:
    assert codes(report_of(conv(groups=3, out_channels=6), channels=64)) == {"groups_in"}
    assert codes(report_of(conv(groups=2, out_channels=3), channels=4)) == {"groups_out"}


def test_reflect_and_circular_padding_reach_their_limits() -> None:
    for mode, limit in (("reflect", 4), ("circular", 5)):
        assert side(conv(padding=limit, padding_mode=mode), 5) == 3 + 2 * limit
        assert codes(report_of(conv(padding=limit + 1, padding_mode=mode), size=5))
    assert side(conv(padding=50, padding_mode="replicate"), 5) == 103


def test_a_problem_leaves_the_layers_before_it_and_drops_its_readers() -> None:
    report = report_of(conv(), conv(), conv(kernel=99), conv(), conv(inputs=["b"]), size=16)
    assert [layer["name"] for layer in report["layers"]] == ["a", "b", "e"]
    assert [problem["layer"] for problem in report["problems"]] == ["c"]
    assert report["totals"]["params"] == 30


def test_fractions_are_text() -> None:
    row = last_of(transposed(stride=2))
    assert row["w"]["jump"] == "1/2"
    assert Fraction(row["w"]["centre"]) == Fraction(-1, 2)
