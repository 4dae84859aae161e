"""There and back: a convolution, then its transposed one with the same weights, or the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from engine import arithmetic, sizes
from engine.fields import Sides
from engine.layers import Conv, ConvTranspose, DepthwiseConv
from engine.taps import Windows
from engine.values import convolution, operations, stated, transposed

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.report import Row
    from engine.values.lanes import Array

Paired = Conv | DepthwiseConv | ConvTranspose


@dataclass(frozen=True, eq=False)
class Trip:
    """The map `x`, what the layer makes of it without its bias, and what the way back makes."""

    x: Array
    there: Array
    back: Array
    output_padding: Pair

    @property
    def products(self) -> tuple[float, float]:
        """Sums of products, cell by cell: of both maps in the middle, and of both at the ends."""
        return _product(self.there, self.there), _product(self.x, self.back)


def trip(row: Row, x: Array) -> Trip:
    """The way there by the layer, and back by its adjoint, which reads the same weights."""
    layer = row.layer
    weights = stated.weights(row)
    if isinstance(layer, ConvTranspose):
        there = transposed.by_stamps(x, weights, layer)
        return Trip(x, there, _convolved(there, weights, layer, row.sources.size), (0, 0))
    assert isinstance(layer, (Conv, DepthwiseConv))
    groups = stated.groups(layer, len(x))
    there = convolution.convolved(
        x, weights, operations.axes(row, Windows), row.shape[1:], groups=groups
    )
    way_back = opposite(row, layer)
    back = transposed.by_stamps(there, weights, way_back)
    return Trip(x, there, back, way_back.output_padding)


def opposite(row: Row, layer: Conv | DepthwiseConv) -> ConvTranspose:
    """The transposed convolution that gives the layer's input its shape back."""
    size = row.sources.size
    ends = sizes.padding_ends(layer, size)
    extra = [
        arithmetic.restoring_output_padding(
            size[a], layer.kernel[a], layer.stride[a], layer.dilation[a], sum(ends[a])
        )
        for a in sizes.AXES
    ]
    return ConvTranspose(
        name=layer.name,
        out_channels=row.sources.first[0],
        kernel=layer.kernel,
        stride=layer.stride,
        padding=Sides(*ends[0], *ends[1]),
        output_padding=(extra[0], extra[1]),
        dilation=layer.dilation,
        groups=stated.groups(layer, row.sources.first[0]),
    )


def _convolved(y: Array, weights: Array, layer: ConvTranspose, out: Pair) -> Array:
    """The convolution that reads those weights as outputs times inputs; its first `out` cells."""
    ends = sizes.padding_ends(layer, (0, 0))  # never "same", so the size does not matter
    rows, columns = (
        Windows(layer.kernel[a], layer.stride[a], layer.dilation[a], ends[a][0]) for a in sizes.AXES
    )
    return convolution.convolved(y, weights, (rows, columns), out, groups=layer.groups)


def _product(one: Array, other: Array) -> float:
    with np.errstate(all="ignore"):
        products = (one * other).ravel()
    if not np.isfinite(products).all():
        return float(products.sum())
    return fsum(products.tolist())
