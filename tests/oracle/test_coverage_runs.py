"""Which runs `coverage` lists, where it has nothing to say, and the numbers of enormous hulls."""

from fractions import Fraction
from math import pi, prod, sin
from typing import Any

import pytest

from . import reached_sets
from .documents import Layer, Report, describe, document, report_of

D2: Layer = {"op": "conv", "out_channels": 1, "kernel": 3, "dilation": 2, "padding": 2}
D1: Layer = {"op": "conv", "out_channels": 1, "kernel": 3, "padding": 1}
HALF: Layer = {"op": "max_pool", "kernel": 2}
STILL: Layer = {"op": "activation"}


def runs(*layers: Layer, size: Any = 64) -> list[tuple[str, str]]:
    """Where each run begins, and the letters of its layers."""
    report = report_of(*layers, size=size)
    assert report["problems"] == []
    return [(run["from"], "".join(run["layers"])) for run in report["coverage"]]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([D1], [("input", "a")]),
        ([D2], [("input", "a")]),
        ([D2, D1, D2], [("input", "abc")]),
        ([D1, D2], [("input", "ab"), ("a", "b")]),
        ([D1, D2, D1, D2], [("input", "abcd"), ("a", "bcd")]),
        ([D2, HALF], [("input", "ab"), ("input", "a")]),
        ([HALF, D2, D2], [("input", "abc"), ("a", "bc")]),
        ([D2, HALF, D2], [("input", "abc"), ("input", "a"), ("b", "c")]),
        ([D2, HALF, D1, D2, HALF], [("input", "abcde"), ("input", "a"), ("c", "d")]),
        ([STILL, D2, STILL], [("input", "abc"), ("a", "bc")]),
        ([D1, {**D2, "dilation": [1, 2], "padding": 0}], [("input", "ab"), ("a", "b")]),
        ([D1, {**D2, "stride": 2}, D1], [("input", "abc")]),
        ([D1, {**D2, "stride": [1, 2]}, D1], [("input", "abc")]),
        ([D1, {"op": "max_pool", "kernel": 2, "stride": 1, "dilation": 3}], None),
        ([D1, {**D2, "op": "deform_conv"}, D1], [("input", "abc"), ("a", "bc")]),
        ([D1, {**D2, "op": "separable_conv"}], [("input", "ab"), ("a", "b")]),
    ],
    ids=str,
)
def test_the_whole_stack_comes_first_and_then_every_dilated_run(
    layers: list[Layer], expected: list[tuple[str, str]] | None
) -> None:
    assert runs(*layers) == (expected or [("input", "ab"), ("a", "b")])


@pytest.mark.parametrize(
    "layer",
    [
        {"op": "conv_transpose", "out_channels": 1, "kernel": 1},
        {"op": "upsample", "scale": 2},
        {"op": "upsample", "scale": 2, "mode": "bilinear"},
        {"op": "pixel_shuffle", "factor": 2},
        {"op": "add", "inputs": ["a", "a"]},
        {"op": "concat", "inputs": ["a", "input"]},
        {"op": "difference", "inputs": ["a", "a"]},
    ],
    ids=str,
)
def test_coverage_is_of_chains_that_never_grow_again(layer: Layer) -> None:
    four = {**D2, "out_channels": 4}
    assert runs(four, layer, D1) == []
    assert runs(four, D1, {**layer, "inputs": layer.get("inputs", ["a"])}) == []


@pytest.mark.parametrize(
    "layer",
    [
        {"op": "adaptive_avg_pool", "output_size": 7},
        {"op": "global_max_pool"},
        {"op": "max_unpool", "kernel": 2},
    ],
    ids=str,
)
def test_the_stack_ends_before_a_layer_whose_field_has_no_meaning(layer: Layer) -> None:
    assert runs(D1, D2, layer, D1) == [("input", "ab"), ("a", "b")]


def test_a_run_counts_its_rates_from_the_map_that_enters_it() -> None:
    report = report_of(HALF, D2, {**D2, "dilation": 4, "padding": 4}, size=64)
    whole, run = report["coverage"]
    assert (whole["w"]["kernels"], whole["w"]["rates"]) == ([2, 3, 3], [1, 4, 8])
    assert (run["w"]["kernels"], run["w"]["rates"]) == ([3, 3], [2, 4])


def test_a_tail_of_dilation_two_has_holes_in_its_own_map_and_none_in_the_image() -> None:
    head = [{**D1, "stride": 2}] * 3 + [D1]
    layers = [{**each, "name": f"l{index}"} for index, each in enumerate(head + [D2] * 23)]
    whole, tail = describe(document(layers, 1, 512))["coverage"]
    assert (tail["from"], len(tail["layers"])) == ("l3", 23)
    assert (tail["h"]["hull"], tail["h"]["touched"], tail["h"]["hdc"]["passes"]) == (93, 47, True)
    assert (tail["h"]["first_missing"], tail["h"]["common_divisor"]) == (1, 2)
    assert (whole["h"]["full"], whole["h"]["first_missing"]) == (True, None)


def kept_same(kernels: list[int], rates: list[int]) -> Report:
    """The whole stack's columns; padding `same` lets any window slide over any map."""
    fields: Layer = {"op": "conv", "out_channels": 1, "padding": "same"}
    layers = [
        {"name": f"l{i}", **fields, "kernel": [1, kernel], "dilation": [1, rate]}
        for i, (kernel, rate) in enumerate(zip(kernels, rates, strict=True))
    ]
    report = describe(document(layers, 1, [1, 4]))
    assert report["problems"] == []
    return dict(report["coverage"][0]["w"])


@pytest.mark.parametrize("first", [(64, 1), (22, 3)], ids=["full", "holes"])
def test_a_hull_beyond_a_million_cells_is_not_laid_out(first: tuple[int, int]) -> None:
    kernels, rates = [first[0], *[255] * 5], [first[1], 56, 1_000, 1_024, 1_024, 1_024]
    within, expected = kept_same(kernels, rates), reached_sets.expected_axis(kernels, rates)
    assert within["hull"] == 2**20
    assert {key: within[key] for key in expected} == expected
    assert within["full"] is (first[1] == 1)
    kernels, rates = [*kernels, 2], [*rates, 1]
    beyond, expected = kept_same(kernels, rates), reached_sets.expected_axis(kernels, rates)
    expected |= dict.fromkeys(("touched", "max_gap", "longest_run"))
    assert beyond["hull"] == 2**20 + 1
    assert {key: beyond[key] for key in expected} == expected
    taps = tuple(zip(rates, kernels, strict=True))
    assert beyond["gridding_index"] == pytest.approx(reached_sets.unevenness(taps), abs=2e-12)


def strided(kernel: int, stride: int, layers: int) -> Report:
    fields: Layer = {"op": "conv", "out_channels": 1, "kernel": kernel, "stride": stride}
    named = [{"name": f"l{index}", "padding": "same", **fields} for index in range(layers)]
    report = describe(document(named, 1, 8))
    assert report["problems"] == []
    return dict(report["coverage"][0]["h"])


def exact_index(kernel: int, steps: list[int]) -> float:
    """The specification's product, its angles reduced in whole numbers first."""
    return max(prod(factor(kernel, a, m) for a in steps) for m in steps if m > 1)


def factor(kernel: int, step: int, period: int) -> float:
    if step % period == 0:
        return 1
    wide, narrow = (float(Fraction(n % period, period)) for n in (kernel * step, step))
    return abs(sin(pi * wide) / (kernel * sin(pi * narrow)))


@pytest.mark.parametrize(("kernel", "stride", "layers"), [(3, 2, 40), (5, 7, 30), (2, 1_024, 20)])
def test_steps_beyond_all_floats_keep_exact_numbers(kernel: int, stride: int, layers: int) -> None:
    axis, steps = strided(kernel, stride, layers), [stride**index for index in range(layers)]
    assert axis["rates"] == steps
    assert axis["hull"] == 1 + (kernel - 1) * sum(steps)
    assert axis["full"] is (kernel >= stride)
    assert axis["first_missing"] == (None if kernel >= stride else kernel)
    assert axis["common_divisor"] == 1
    assert axis["gridding_index"] == pytest.approx(exact_index(kernel, steps), abs=2e-12)


def test_the_deepest_strides_the_format_allows_are_answered() -> None:
    axis = strided(3, 1_024, 512)
    assert axis["hull"] == 1 + 2 * sum(1_024**index for index in range(512))
    assert axis["first_missing"] == 3
    assert (axis["touched"], axis["max_gap"], axis["longest_run"]) == (None, None, None)
    assert 0 <= axis["gridding_index"] <= 1
