"""What each operation makes of the maps it reads: one function an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from engine.fields import Pair
from engine.given_fields import Predictor
from engine.layers import (
    Activation,
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    Add,
    AvgPool,
    BatchNorm,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    DeformConv,
    DepthwiseConv,
    Difference,
    GlobalAvgPool,
    GlobalMaxPool,
    Layer,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    SeparableConv,
    Upsample,
)
from engine.report import Row
from engine.taps import Linear, Nearest, Shifted, Windows
from engine.values import convolution, pooling, resampling, stated, transposed
from engine.values.deformable import Moves, deformed
from engine.values.lanes import Array

Way = TypeVar("Way", Windows, Linear, Nearest, Shifted)
POINT = Windows(1, 1, 1, 0)


def values(row: Row, maps: list[Array]) -> Array:
    """The layer's map; a max pool and an unpool are not among these, for they share places."""
    return _VALUES[type(row.layer)](row, maps)


def axes(row: Row, kind: type[Way]) -> tuple[Way, Way]:
    """How the layer reads both axes."""
    rows, columns = row.readings
    assert isinstance(rows, kind)
    assert isinstance(columns, kind)
    return rows, columns


def size_of(row: Row) -> Pair:
    """Rows and columns of the layer's map."""
    return row.shape[1:]


def _convolved(row: Row, maps: list[Array]) -> Array:
    layer = row.layer
    assert isinstance(layer, (Conv, DepthwiseConv))
    sums = convolution.convolved(
        maps[0],
        stated.weights(row),
        axes(row, Windows),
        size_of(row),
        mode=layer.padding_mode,
        groups=stated.groups(layer, len(maps[0])),
    )
    return stated.with_bias(sums, layer.bias)


def first_half(row: Row, x: Array) -> Array:
    """The maps between the halves of a separable convolution: each channel by its own kernels."""
    layer = row.layer
    assert isinstance(layer, SeparableConv)
    return convolution.convolved(
        x,
        stated.weights(row),
        axes(row, Windows),
        size_of(row),
        mode=layer.padding_mode,
        groups=len(x),
    )


def _separated(row: Row, maps: list[Array]) -> Array:
    layer = row.layer
    assert isinstance(layer, SeparableConv)
    middle = first_half(row, maps[0])
    sums = convolution.convolved(
        middle, stated.pointwise_weights(row), (POINT, POINT), size_of(row)
    )
    return stated.with_bias(sums, layer.bias)


def _transposed(row: Row, maps: list[Array]) -> Array:
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    return stated.with_bias(transposed.by_stamps(maps[0], stated.weights(row), layer), layer.bias)


def _deformed(row: Row, maps: list[Array]) -> Array:
    layer = row.layer
    assert isinstance(layer, DeformConv)
    sums = deformed(
        maps[0],
        stated.weights(row),
        axes(row, Windows),
        size_of(row),
        moves(row, maps[0]),
        groups=layer.groups,
    )
    return stated.with_bias(sums, layer.bias)


def moves(row: Row, x: Array) -> Moves:
    """Where the taps of a deformable layer go, stated or predicted."""
    layer = row.layer
    assert isinstance(layer, DeformConv)
    if not isinstance(layer.offsets, Predictor):
        return Moves(stated.offsets(row, layer.offsets), stated.mask(row), layer.offset_groups)
    kernels = stated.predictor_weights(row, layer.offsets.weights)
    sums = convolution.convolved(x, kernels, axes(row, Windows), size_of(row))
    predicted = stated.with_bias(sums, layer.offsets.bias)
    if not layer.modulated:
        return Moves(predicted, None, layer.offset_groups)
    last = len(predicted) * 2 // 3
    return Moves(predicted[:last], _sigmoid(predicted[last:]), layer.offset_groups)


def _averaged(row: Row, maps: list[Array]) -> Array:
    layer = row.layer
    assert isinstance(layer, AvgPool)
    return pooling.mean(
        maps[0],
        axes(row, Windows),
        size_of(row),
        include_padding=layer.count_include_pad,
        divisor=layer.divisor_override,
    )


def _adaptive_mean(row: Row, maps: list[Array]) -> Array:
    return pooling.adaptive_mean(maps[0], size_of(row))


def _adaptive_largest(row: Row, maps: list[Array]) -> Array:
    return pooling.adaptive_largest(maps[0], size_of(row))


def _upsampled(row: Row, maps: list[Array]) -> Array:
    if isinstance(row.readings[0], Linear):
        return resampling.mixed(maps[0], axes(row, Linear), size_of(row))
    return resampling.copied(maps[0], axes(row, Nearest), size_of(row))


def _shuffled(row: Row, maps: list[Array]) -> Array:
    assert isinstance(row.layer, PixelShuffle)
    return resampling.shuffled(maps[0], row.layer.factor)


def _unshuffled(row: Row, maps: list[Array]) -> Array:
    assert isinstance(row.layer, PixelUnshuffle)
    return resampling.unshuffled(maps[0], row.layer.factor)


def _shifted(row: Row, maps: list[Array]) -> Array:
    mode = row.layer.mode if isinstance(row.layer, Pad) else "zeros"
    return resampling.copied(maps[0], axes(row, Shifted), size_of(row), mode)


def _added(_: Row, maps: list[Array]) -> Array:
    return sum(maps[2:], start=maps[0] + maps[1])


def _joined(_: Row, maps: list[Array]) -> Array:
    return np.concatenate(maps)


def _apart(_: Row, maps: list[Array]) -> Array:
    return np.abs(maps[0] - maps[1])


def _unchanged(_: Row, maps: list[Array]) -> Array:
    return maps[0]


def _activated(row: Row, maps: list[Array]) -> Array:
    assert isinstance(row.layer, Activation)
    return _FUNCTIONS[row.layer.function](maps[0])


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


_FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x < 0, 0.01 * x, x),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "identity": lambda x: x,
}

_VALUES: dict[type[Layer], Callable[[Row, list[Array]], Array]] = {
    Conv: _convolved,
    DepthwiseConv: _convolved,
    SeparableConv: _separated,
    ConvTranspose: _transposed,
    DeformConv: _deformed,
    AvgPool: _averaged,
    AdaptiveAvgPool: _adaptive_mean,
    AdaptiveMaxPool: _adaptive_largest,
    GlobalAvgPool: _adaptive_mean,
    GlobalMaxPool: _adaptive_largest,
    Upsample: _upsampled,
    PixelShuffle: _shuffled,
    PixelUnshuffle: _unshuffled,
    Pad: _shifted,
    Crop: _shifted,
    Add: _added,
    Concat: _joined,
    Difference: _apart,
    BatchNorm: _unchanged,
    Activation: _activated,
}
