from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine import sizes
from engine.fields import Sides
from engine.layers import Layer
from engine.taps import Windows
from engine.values import convolution, lanes
from tests.engine.stacks import conv, layer

from . import drawn

SIDES = {"top": 2, "bottom": 1, "left": 0, "right": 3}
CASES: list[dict[str, Any]] = [
    {"kernel": 3},
    {"kernel": [2, 3], "stride": [2, 1], "padding": 1},
    {"kernel": 3, "dilation": [1, 2], "padding": "same"},
    {"kernel": [3, 2], "padding": SIDES, "dilation": 2},
    {"kernel": 2, "padding": 9, "stride": 5},
    {"kernel": [1, 4], "padding": "same", "stride": [1, 3]},
    {"kernel": 3, "padding": SIDES, "padding_mode": "replicate"},
    {"kernel": 3, "padding": 4, "padding_mode": "reflect", "dilation": 2},
    {"kernel": 3, "padding": 4, "padding_mode": "circular", "stride": 4},
]


def by_definition(x: drawn.Array, w: drawn.Array, one: Any, found: drawn.Array) -> drawn.Array:
    if one.padding == "same":
        (top, bottom), (left, right) = sizes.padding_ends(one, x.shape[1:])
        one = replace(one, padding=Sides(top, bottom, left, right))
    return drawn.convolved(x, w, one, found.shape[1:])


@pytest.mark.parametrize("fields", CASES)
@pytest.mark.parametrize("groups", [1, 2])
def test_a_convolution_is_its_sums(fields: dict[str, Any], groups: int) -> None:
    x = drawn.whole(1, 4, 6, 5)
    kernel = (fields["kernel"],) * 2 if isinstance(fields["kernel"], int) else fields["kernel"]
    w = drawn.whole(2, 6, 4 // groups, *kernel)
    one = conv("a", **fields, out_channels=6, groups=groups, weights=w.tolist())
    found = drawn.value_of(x, one)
    assert np.array_equal(found, by_definition(x, w, one, found))


@pytest.mark.parametrize(("strip", "most"), [(1, 2), (20, 40), (60, 400), (300, 600)])
def test_how_the_work_is_cut_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, strip: int, most: int
) -> None:
    monkeypatch.setattr(convolution, "STRIP", strip)
    monkeypatch.setattr(convolution, "LARGEST", most)
    for fields in CASES:
        test_a_convolution_is_its_sums(fields, 2)


def test_a_last_piece_of_a_row_may_be_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convolution, "STRIP", 200)
    monkeypatch.setattr(convolution, "LARGEST", 400)
    x, w = drawn.whole(1, 25, 3, 6), drawn.whole(2, 2, 25, 2, 2)
    one = conv("a", 2, out_channels=2, weights=w.tolist())
    assert np.array_equal(drawn.value_of(x, one), drawn.convolved(x, w, one, (2, 5)))


def test_a_column_of_taps_over_one_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convolution, "WIDE", 1)
    x, w = drawn.whole(1, 1, 9, 4), drawn.whole(2, 1, 1, 4, 1)
    one = conv("a", [4, 1], stride=[4, 2], dilation=[3, 3], padding=SIDES, weights=w.tolist())
    found = drawn.value_of(x, one)
    assert np.array_equal(found, by_definition(x, w, one, found))


@pytest.mark.parametrize("lines", [1, 50, 2**17])
def test_shared_lines_give_the_same_sums(monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    monkeypatch.setattr(convolution, "WIDE", 1)
    monkeypatch.setattr(convolution, "LINES", lines)
    for fields in CASES:
        test_a_convolution_is_its_sums(fields, 1)


def test_a_depthwise_convolution_reads_each_channel_alone() -> None:
    x, w = drawn.whole(3, 3, 5, 5), drawn.whole(4, 6, 1, 3, 3)
    one = layer("depthwise_conv", "a", kernel=3, multiplier=2, padding=1, weights=w.tolist())
    assert np.array_equal(drawn.value_of(x, one), drawn.convolved(x, w, one, (5, 5)))


def test_a_separable_convolution_is_a_depthwise_one_and_a_mixture() -> None:
    x, w = drawn.whole(5, 2, 5, 4), drawn.whole(6, 2, 1, 2, 2)
    point = drawn.whole(7, 3, 2, 1, 1)
    one = layer(
        "separable_conv", "a", kernel=2, out_channels=3, weights=w.tolist(),
        pointwise_weights=point.tolist(), bias=[1, 0, -5],
    )  # fmt: skip
    deep = drawn.convolved(x, w, one, (4, 3))
    mixed = np.einsum("oc,chw->ohw", point[:, :, 0, 0], deep)
    assert np.array_equal(drawn.value_of(x, one), mixed + np.reshape([1, 0, -5], (3, 1, 1)))


def test_a_bias_that_is_only_true_is_zero() -> None:
    x = drawn.whole(8, 1, 4, 4)
    with_bias = [drawn.value_of(x, conv("a", bias=bias)) for bias in (True, False, [0.5])]
    assert np.array_equal(with_bias[0], with_bias[1])
    assert np.array_equal(with_bias[0] + 0.5, with_bias[2])


def test_sums_of_large_whole_numbers_are_exact() -> None:
    x = np.full((1, 3, 3), 2.0**50 - 1)
    assert drawn.value_of(x, conv("a", weights=[[[[1, -1, 1]] * 3]]))[0, 0, 0] == 3 * (2**50 - 1)


@pytest.mark.parametrize("mode", ["zeros", "replicate"])
def test_wide_same_padding_is_never_laid_out(mode: str) -> None:
    one: Layer = conv(
        "a", 255, dilation=1024, padding="same", padding_mode=mode, weights={"pattern": "identity"}
    )
    x = drawn.whole(9, 1, 3, 3)
    assert np.array_equal(drawn.value_of(x, one), x)


def test_windows_in_the_padding_alone_give_zeros() -> None:
    found = convolution.convolved(
        np.ones((1, 2, 2)), np.ones((3, 1, 1, 1)), (Windows(1, 9, 1, 4),) * 2, (1, 1)
    )
    assert np.array_equal(found, np.zeros((3, 1, 1)))


def test_a_plain_piece_of_the_map_is_not_copied() -> None:
    x = drawn.whole(1, 2, 5, 5)
    piece = lanes.laid_out(x, np.arange(1, 4), np.arange(0, 5))
    assert np.shares_memory(piece, x)
    assert np.array_equal(piece, x[:, 1:4])


def test_nothing_but_outside_is_zeros() -> None:
    assert not lanes.laid_out(np.ones((1, 2, 2)), np.array([-1]), np.array([0, 1])).any()
