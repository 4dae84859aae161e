"""How each operation reads its input along an axis: which of the ways of taps.py, if any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import arithmetic, sizes
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
    SeparableConv,
    Upsample,
)
from engine.sizes import Shape
from engine.taps import Linear, Nearest, Reading, Shifted, Stamps, Windows

STILL = Shifted()


def reading(layer: Layer, source: Shape, shape: Shape, axis: int) -> Reading | None:
    """How the layer reads its (first) input on that axis; None where it has no fixed window."""
    return _READINGS[type(layer)](layer, source, shape, axis)


def unread(layer: Layer, source: Shape, shape: Shape, axis: int) -> int:
    """Cells of the padded input on the far side that no window reads."""
    if not isinstance(layer, (Conv, DepthwiseConv, SeparableConv, DeformConv, MaxPool, AvgPool)):
        return 0
    window = reading(layer, source, shape, axis)
    assert isinstance(window, Windows)
    ends = sizes.padding_ends(layer, source[1:])[axis]
    return arithmetic.unread(
        source[1 + axis], window.kernel, window.stride, window.dilation, ends, shape[1 + axis]
    )


def _windows(layer: Any, source: Shape, _: Shape, axis: int) -> Reading:
    before = sizes.padding_ends(layer, source[1:])[axis][0]
    dilation = (1, 1) if isinstance(layer, AvgPool) else layer.dilation
    return Windows(layer.kernel[axis], layer.stride[axis], dilation[axis], before)


def _stamps(layer: ConvTranspose, source: Shape, _: Shape, axis: int) -> Reading:
    before = sizes.padding_ends(layer, source[1:])[axis][0]
    return Stamps(layer.kernel[axis], layer.stride[axis], layer.dilation[axis], before)


def _upsampled(layer: Upsample, source: Shape, shape: Shape, axis: int) -> Reading:
    n, m = source[1 + axis], shape[1 + axis]
    return Nearest(n, m) if layer.mode == "nearest" else Linear(n, m, layer.align_corners)


def _shuffled(layer: PixelShuffle, *_: object) -> Reading:
    return Nearest(1, layer.factor)


def _unshuffled(layer: PixelUnshuffle, *_: object) -> Reading:
    return Windows(layer.factor, layer.factor, 1, 0)


def _padded(layer: Pad, _: Shape, __: Shape, axis: int) -> Reading:
    return Shifted(-(layer.padding.left if axis else layer.padding.top))


def _cropped(layer: Crop, _: Shape, __: Shape, axis: int) -> Reading:
    return Shifted(layer.crop.left if axis else layer.crop.top)


def _still(*_: object) -> Reading:
    return STILL


def _unknown(*_: object) -> None:
    return None


_READINGS: dict[type[Layer], Callable[..., Reading | None]] = {
    Conv: _windows,
    SeparableConv: _windows,
    DeformConv: _windows,
    DepthwiseConv: _windows,
    ConvTranspose: _stamps,
    MaxPool: _windows,
    AvgPool: _windows,
    MaxUnpool: _unknown,
    AdaptiveAvgPool: _unknown,
    AdaptiveMaxPool: _unknown,
    GlobalAvgPool: _unknown,
    GlobalMaxPool: _unknown,
    Upsample: _upsampled,
    PixelShuffle: _shuffled,
    PixelUnshuffle: _unshuffled,
    Pad: _padded,
    Crop: _cropped,
    Add: _still,
    Concat: _still,
    Difference: _still,
    BatchNorm: _still,
    Activation: _still,
}
