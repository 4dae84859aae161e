"""What a layer costs: parameters, multiplications, and how many of these meet a real cell."""

from __future__ import annotations

from math import prod

from engine import arithmetic, sizes
from engine.fields import Pair
from engine.given import Numbers
from engine.given_fields import Predictor
from engine.layers import (
    BatchNorm,
    Conv,
    ConvTranspose,
    DeformConv,
    DepthwiseConv,
    Layer,
    SeparableConv,
)
from engine.sizes import AXES, Shape


def parameters(layer: Layer, source: Shape, shape: Shape) -> int:
    """Numbers that training would find."""
    c_in, c_out = source[0], shape[0]
    if isinstance(layer, BatchNorm):
        return 2 * c_in
    if isinstance(layer, SeparableConv):
        middle = c_in * layer.multiplier
        deep = arithmetic.conv_parameters(c_in, middle, prod(layer.kernel), c_in, 0)
        return deep + arithmetic.conv_parameters(middle, c_out, 1, 1, _biases(layer.bias, c_out))
    if isinstance(layer, (Conv, DepthwiseConv, ConvTranspose, DeformConv)):
        own = arithmetic.conv_parameters(
            c_in, c_out, prod(layer.kernel), groups(layer, c_in), _biases(layer.bias, c_out)
        )
        return own + _predictor_parameters(layer, c_in)
    return 0


def multiplications(layer: Layer, source: Shape, shape: Shape) -> int:
    """Products of a weight and a cell, padding included."""
    c_in, c_out = source[0], shape[0]
    out_area = shape[1] * shape[2]
    if isinstance(layer, ConvTranspose):
        return arithmetic.transposed_multiplications(
            c_in, c_out, prod(layer.kernel), layer.groups, source[1] * source[2]
        )
    if isinstance(layer, SeparableConv):
        middle = c_in * layer.multiplier
        deep = arithmetic.conv_multiplications(c_in, middle, prod(layer.kernel), c_in, out_area)
        return deep + arithmetic.conv_multiplications(middle, c_out, 1, 1, out_area)
    if isinstance(layer, (Conv, DepthwiseConv, DeformConv)):
        own = arithmetic.conv_multiplications(
            c_in, c_out, prod(layer.kernel), groups(layer, c_in), out_area
        )
        return own + _predicted_channels(layer) * c_in * prod(layer.kernel) * out_area
    return 0


def useful_multiplications(layer: Layer, source: Shape, shape: Shape) -> int:
    """The products that meet a real cell, and whose result is kept."""
    everything = multiplications(layer, source, shape)
    if not isinstance(layer, (Conv, DepthwiseConv, SeparableConv, DeformConv, ConvTranspose)):
        return everything
    if getattr(layer, "padding_mode", "zeros") != "zeros":
        return everything
    met, asked = _kernel_pairs(layer, source[1:], shape[1:])
    if isinstance(layer, SeparableConv):
        middle = source[0] * layer.multiplier
        dense = arithmetic.conv_multiplications(middle, shape[0], 1, 1, shape[1] * shape[2])
        return (everything - dense) * met // asked + dense
    return everything * met // asked


def inserted_multiplications(layer: ConvTranspose, source: Shape, shape: Shape) -> int:
    """The products of the same layer done as zeros, border, flip and plain convolution."""
    return arithmetic.conv_multiplications(
        source[0], shape[0], prod(layer.kernel), layer.groups, shape[1] * shape[2]
    )


def groups(layer: Conv | DepthwiseConv | ConvTranspose | DeformConv, c_in: int) -> int:
    """A depthwise convolution has a group a channel."""
    return c_in if isinstance(layer, DepthwiseConv) else layer.groups


def _biases(bias: bool | Numbers, c_out: int) -> int:
    return c_out if isinstance(bias, Numbers) or bias else 0


def _predicted_channels(layer: Layer) -> int:
    if not isinstance(layer, DeformConv) or not isinstance(layer.offsets, Predictor):
        return 0
    return (3 if layer.modulated else 2) * layer.offset_groups * prod(layer.kernel)


def _predictor_parameters(layer: Layer, c_in: int) -> int:
    channels = _predicted_channels(layer)
    if not channels:
        return 0
    assert isinstance(layer, DeformConv)
    assert isinstance(layer.offsets, Predictor)
    biases = _biases(layer.offsets.bias, channels)
    return arithmetic.conv_parameters(c_in, channels, prod(layer.kernel), 1, biases)


def _kernel_pairs(
    layer: Conv | DepthwiseConv | SeparableConv | DeformConv | ConvTranspose,
    size: Pair,
    out: Pair,
) -> Pair:
    """Pairs of cell and tap that count, and all pairs."""
    count = arithmetic.in_range_pairs
    steps = out
    if isinstance(layer, ConvTranspose):
        count, steps = arithmetic.stamped_pairs, size
    ends = sizes.padding_ends(layer, size)
    met = prod(
        count(size[a], layer.kernel[a], layer.stride[a], layer.dilation[a], ends[a][0], out[a])
        for a in AXES
    )
    return met, prod(layer.kernel) * prod(steps)
