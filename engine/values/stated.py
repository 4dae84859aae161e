"""The numbers that a layer states itself, as arrays of the shapes that its place asks for."""

from __future__ import annotations

from functools import partial
from math import prod

from engine import given_rules
from engine.given import Numbers
from engine.given_fields import Given
from engine.layers import Conv, ConvTranspose, DeformConv, Layer, SeparableConv
from engine.report import Row
from engine.values import patterns
from engine.values.lanes import Array


def groups(layer: Layer, inputs: int) -> int:
    """How many groups of channels the weights join apart from each other."""
    return layer.groups if isinstance(layer, (Conv, ConvTranspose, DeformConv)) else inputs


def weights(row: Row) -> Array:
    """The layer's weights, in the layout of the document."""
    layer = row.layer
    given: Given = getattr(layer, "weights")  # noqa: B009  # layers of several kinds
    made = partial(
        patterns.weights,
        groups=groups(layer, row.sources.first[0]),
        transposed=isinstance(layer, ConvTranspose),
    )
    return patterns.numbers(given, given_rules.weights_shape(layer, row.sources), made)


def pointwise_weights(row: Row) -> Array:
    """The weights of the second half of a separable convolution."""
    assert isinstance(row.layer, SeparableConv)
    middle = row.sources.first[0] * row.layer.multiplier
    return patterns.numbers(row.layer.pointwise_weights, (row.shape[0], middle, 1, 1))


def predictor_weights(row: Row, given: Given) -> Array:
    """The weights of the convolution that predicts offsets, and the mask when modulated."""
    layer = row.layer
    assert isinstance(layer, DeformConv)
    channels = (3 if layer.modulated else 2) * layer.offset_groups * prod(layer.kernel)
    return patterns.numbers(given, (channels, row.sources.first[0], *layer.kernel))


def offsets(row: Row, given: Given) -> Array:
    """Offsets that the layer states."""
    assert isinstance(row.layer, DeformConv)
    taps = row.layer.offset_groups * prod(row.layer.kernel)
    return patterns.numbers(given, (2 * taps, *row.shape[1:]), patterns.offsets)


def mask(row: Row) -> Array | None:
    """The mask that the layer states; None where every tap counts in full."""
    assert isinstance(row.layer, DeformConv)
    if row.layer.mask is None:
        return None
    taps = row.layer.offset_groups * prod(row.layer.kernel)
    return patterns.numbers(row.layer.mask, (taps, *row.shape[1:]), patterns.mask)


def with_bias(sums: Array, bias: bool | Numbers) -> Array:
    """The sums with the number of their channel added; a bias that is only true is 0."""
    if isinstance(bias, Numbers):
        sums += patterns.written_out(bias)[:, None, None]
    return sums
