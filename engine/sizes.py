"""What size a layer makes of the maps it reads, and what its padding is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from engine import arithmetic
from engine.arithmetic import Ends
from engine.fields import Padding, Pair
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
    MaxPool,
    MaxUnpool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    Pool,
    SeparableConv,
    Upsample,
)

Shape = tuple[int, int, int]
AXES = (0, 1)


@dataclass(frozen=True)
class Sources:
    """The maps that a layer reads, and the pool (with the map it read) that an unpool undoes."""

    shapes: tuple[Shape, ...]
    pool: MaxPool | None = None
    pool_shape: Shape | None = None

    @property
    def first(self) -> Shape:
        return self.shapes[0]

    @property
    def size(self) -> Pair:
        return self.first[1:]


def padding_ends(layer: Any, size: Pair) -> tuple[Ends, Ends]:
    """The padding (before, after) of both axes; every padded layer is understood."""
    if isinstance(layer, (MaxPool, AvgPool)):
        return (layer.padding[0],) * 2, (layer.padding[1],) * 2
    padding: Padding = layer.padding
    if isinstance(padding, str):
        rows, columns = (
            arithmetic.same_padding(size[a], layer.kernel[a], layer.stride[a], layer.dilation[a])
            for a in AXES
        )
        return rows, columns
    return (padding.top, padding.bottom), (padding.left, padding.right)


def pool_dilation(layer: Pool) -> Pair:
    """Average pools have no dilation."""
    return layer.dilation if isinstance(layer, MaxPool) else (1, 1)


def pool_of(layer: MaxUnpool, sources: Sources) -> MaxUnpool:
    """The unpool with the numbers of the pool that it undoes written in."""
    if sources.pool is None or sources.pool_shape is None:
        return layer
    pool = sources.pool
    size = layer.output_size or sources.pool_shape[1:]
    return replace(
        layer, kernel=pool.kernel, stride=pool.stride, padding=pool.padding, output_size=size
    )


def out_size(layer: Any, size: Pair) -> Pair:
    """Rows and columns of a convolution, transposed convolution or pool; may come out below 1."""
    ends = padding_ends(layer, size)
    if isinstance(layer, (MaxPool, AvgPool)):
        return _pool_size(layer, size)
    if isinstance(layer, ConvTranspose):
        rows, columns = (
            arithmetic.transposed_size(
                size[a],
                layer.kernel[a],
                layer.stride[a],
                layer.dilation[a],
                sum(ends[a]),
                layer.output_padding[a],
            )
            for a in AXES
        )
        return rows, columns
    rows, columns = (
        arithmetic.conv_size(
            size[a], layer.kernel[a], layer.stride[a], layer.dilation[a], sum(ends[a])
        )
        for a in AXES
    )
    return rows, columns


def unpool_default(layer: MaxUnpool, size: Pair) -> Pair:
    """The size that an unpool gives unless told another."""
    assert layer.kernel is not None
    assert layer.stride is not None
    rows, columns = (
        arithmetic.unpool_size(size[a], layer.kernel[a], layer.stride[a], layer.padding[a])
        for a in AXES
    )
    return rows, columns


def upsampled(layer: Upsample, size: Pair) -> Pair:
    """The size that an up-sampling gives."""
    if layer.size is not None:
        return layer.size
    assert layer.scale is not None
    return size[0] * layer.scale[0], size[1] * layer.scale[1]


def shape(layer: Layer, sources: Sources) -> Shape:
    """The shape of the layer's map, given that rules.py found nothing against it."""
    return _SHAPES[type(layer)](layer, sources)


def _pool_size(layer: Pool, size: Pair) -> Pair:
    dilation = pool_dilation(layer)
    rows, columns = (
        arithmetic.pool_size(
            size[a],
            layer.kernel[a],
            layer.stride[a],
            dilation[a],
            layer.padding[a],
            layer.ceil_mode,
        )
        for a in AXES
    )
    return rows, columns


def _convolved(layer: Conv | SeparableConv | DeformConv | ConvTranspose, of: Sources) -> Shape:
    return (layer.out_channels, *out_size(layer, of.size))


def _depthwise(layer: DepthwiseConv, of: Sources) -> Shape:
    return (of.first[0] * layer.multiplier, *out_size(layer, of.size))


def _pooled(layer: Pool, of: Sources) -> Shape:
    return (of.first[0], *out_size(layer, of.size))


def _unpooled(layer: MaxUnpool, of: Sources) -> Shape:
    whole = pool_of(layer, of)
    return (of.first[0], *(whole.output_size or unpool_default(whole, of.size)))


def _adaptive(layer: AdaptiveAvgPool | AdaptiveMaxPool, of: Sources) -> Shape:
    return (of.first[0], *layer.output_size)


def _global(_: Layer, of: Sources) -> Shape:
    return (of.first[0], 1, 1)


def _upsampled(layer: Upsample, of: Sources) -> Shape:
    return (of.first[0], *upsampled(layer, of.size))


def _shuffled(layer: PixelShuffle, of: Sources) -> Shape:
    channels, rows, columns = of.first
    factor = layer.factor
    return (channels // factor**2, rows * factor, columns * factor)


def _unshuffled(layer: PixelUnshuffle, of: Sources) -> Shape:
    channels, rows, columns = of.first
    factor = layer.factor
    return (channels * factor**2, rows // factor, columns // factor)


def _padded(layer: Pad, of: Sources) -> Shape:
    channels, rows, columns = of.first
    sides = layer.padding
    return (channels, rows + sides.top + sides.bottom, columns + sides.left + sides.right)


def _cropped(layer: Crop, of: Sources) -> Shape:
    channels, rows, columns = of.first
    sides = layer.crop
    return (channels, rows - sides.top - sides.bottom, columns - sides.left - sides.right)


def _concatenated(_: Layer, of: Sources) -> Shape:
    return (sum(one[0] for one in of.shapes), *of.size)


def _unchanged(_: Layer, of: Sources) -> Shape:
    return of.first


_SHAPES: dict[type[Layer], Callable[[Any, Sources], Shape]] = {
    Conv: _convolved,
    SeparableConv: _convolved,
    DeformConv: _convolved,
    ConvTranspose: _convolved,
    DepthwiseConv: _depthwise,
    MaxPool: _pooled,
    AvgPool: _pooled,
    MaxUnpool: _unpooled,
    AdaptiveAvgPool: _adaptive,
    AdaptiveMaxPool: _adaptive,
    GlobalAvgPool: _global,
    GlobalMaxPool: _global,
    Upsample: _upsampled,
    PixelShuffle: _shuffled,
    PixelUnshuffle: _unshuffled,
    Pad: _padded,
    Crop: _cropped,
    Add: _unchanged,
    Concat: _concatenated,
    Difference: _unchanged,
    BatchNorm: _unchanged,
    Activation: _unchanged,
}
