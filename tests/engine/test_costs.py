"""Parameters and multiplications against loops over the weights and cells they stand for."""

from __future__ import annotations

from itertools import product

import pytest

from engine import costs
from engine.layers import ConvTranspose
from engine.report import Row

from .stacks import conv, layer, resolved


def only(*parts: object, size: tuple[int, int] = (8, 8), channels: int = 4) -> Row:
    report = resolved(*parts, size=size, channels=channels)  # type: ignore[arg-type]
    assert not report.problems
    return report.rows[-1]


def test_a_grouped_convolution_has_a_weight_for_every_pair_of_its_groups() -> None:
    row = only(conv("a", [3, 2], out_channels=6, groups=2))
    weights = sum(1 for _ in product(range(6), range(4 // 2), range(3), range(2)))
    assert row.params == weights + 6
    assert row.macs == weights * 6 * 7


def test_bias_counts_unless_it_is_off() -> None:
    assert only(conv("a", bias=False)).params + 1 == only(conv("a", bias=[0.5])).params


def test_a_depthwise_convolution_has_a_kernel_a_channel_and_multiplier() -> None:
    row = only(layer("depthwise_conv", "a", kernel=3, multiplier=2))
    assert (row.shape, row.params, row.macs) == ((8, 6, 6), 8 * 9 + 8, 8 * 9 * 36)


def test_a_separable_convolution_has_one_bias_only() -> None:
    row = only(layer("separable_conv", "a", kernel=3, out_channels=5, multiplier=2))
    assert row.params == 8 * 9 + 5 * 8 + 5
    assert row.macs == (8 * 9 + 5 * 8) * 36


def test_the_layer_that_predicts_offsets_counts() -> None:
    plain = only(layer("deform_conv", "a", kernel=3, out_channels=2))
    offsets: dict[str, object] = {"predictor": {}}
    moved = only(layer("deform_conv", "a", kernel=3, out_channels=2, offsets=offsets))
    masked = only(
        layer("deform_conv", "a", kernel=3, out_channels=2, offsets=offsets, modulated=True)
    )
    assert moved.params - plain.params == 18 * 4 * 9 + 18
    assert masked.params - plain.params == 27 * 4 * 9 + 27
    assert masked.macs - plain.macs == 27 * 4 * 9 * 36


def test_useful_multiplications_leave_out_those_with_padding() -> None:
    row = only(conv("a", padding=1), channels=1)
    assert row.macs == 576
    assert costs.useful_multiplications(row.layer, row.sources.first, row.shape) == 484


def test_padding_that_mirrors_holds_real_values() -> None:
    row = only(conv("a", padding=1, padding_mode="reflect"), channels=1)
    assert costs.useful_multiplications(row.layer, row.sources.first, row.shape) == row.macs


def test_a_separable_convolution_wastes_in_its_first_half_only() -> None:
    row = only(layer("separable_conv", "a", kernel=3, out_channels=5, padding=1), channels=2)
    useful = costs.useful_multiplications(row.layer, row.sources.first, row.shape)
    assert useful == 2 * 484 + 5 * 2 * 64


@pytest.mark.parametrize("s", [1, 2, 3])
def test_a_transposed_convolution_multiplies_less_than_its_picture_with_zeros(s: int) -> None:
    row = only(layer("conv_transpose", "up", kernel=3, stride=s, out_channels=2), size=(5, 5))
    assert isinstance(row.layer, ConvTranspose)
    assert row.macs == 4 * 25 * 2 * 9
    side = (5 - 1) * s + 3
    pictured = costs.inserted_multiplications(row.layer, row.sources.first, row.shape)
    assert pictured == 2 * side * side * 4 * 9


def test_cropped_stamps_are_not_useful() -> None:
    row = only(
        layer("conv_transpose", "up", kernel=3, padding=1, out_channels=1), size=(4, 4), channels=1
    )
    landed = sum(0 <= i + t - 1 < 4 for i, t in product(range(4), range(3)))
    useful = costs.useful_multiplications(row.layer, row.sources.first, row.shape)
    assert useful == landed**2


def test_pools_and_merges_cost_nothing_and_batch_norm_two_numbers_a_channel() -> None:
    pool = only(layer("max_pool", "a", kernel=2))
    norm = only(layer("batch_norm", "a"))
    assert (pool.params, pool.macs, norm.params, norm.macs) == (0, 0, 8, 0)
    assert costs.useful_multiplications(pool.layer, pool.sources.first, pool.shape) == 0
