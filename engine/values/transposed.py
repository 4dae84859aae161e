"""The transposed convolution in its two ways: stamps added up, and zeros inserted and convolved."""

from __future__ import annotations

from itertools import product

import numpy as np

from engine import arithmetic, sizes
from engine.fields import Pair
from engine.layers import ConvTranspose
from engine.taps import Stamps, Windows
from engine.values import convolution, lanes
from engine.values.lanes import Array

STRIP = 2**20  # measured: numbers of stamps made by one product before they are added

Landing = tuple[int, slice, slice]  # a tap, the inputs whose stamps it lands, the outputs it hits


def by_stamps(x: Array, weights: Array, layer: ConvTranspose) -> Array:
    """Every input cell puts its kernel down, a stride from its neighbour's; without bias.

    The weights are [inputs, outputs of a group, rows, columns].
    """
    size, out = _size(x), sizes.out_size(layer, _size(x))
    inputs, outputs = len(x) // layer.groups, weights.shape[1]
    kernels = weights.reshape(layer.groups, inputs, -1).swapaxes(1, 2)
    cells = x.reshape(layer.groups, inputs, *size)
    found = np.zeros((layer.groups, outputs, *out))
    area = kernels.shape[1]
    wide = min(size[1], max(STRIP // area, 1))
    high = min(size[0], max(STRIP // (area * wide), 1))
    many = max(STRIP // (area * wide * high), 1)
    windows = [_window(layer, axis) for axis in sizes.AXES]
    for first, rows, columns in product(
        range(0, layer.groups, many), _pieces(size[0], high), _pieces(size[1], wide)
    ):
        part = cells[first : first + many, :, rows.start : rows.stop, columns.start : columns.stop]
        stamps = np.matmul(kernels[first : first + many], part.reshape(*part.shape[:2], -1))
        _put_down(
            found[first : first + many],
            stamps.reshape(len(part), outputs, *layer.kernel, *part.shape[2:]),
            _landings(windows[0], rows, out[0]),
            _landings(windows[1], columns, out[1]),
        )
    return found.reshape(-1, *out)


def by_insertion(x: Array, weights: Array, layer: ConvTranspose) -> Array:
    """The same by a plain convolution of the inserted, bordered input with the flipped kernel."""
    spread = bordered(inserted(x, layer.stride), layer)
    rows, columns = (Windows(layer.kernel[a], 1, layer.dilation[a], 0) for a in sizes.AXES)
    return convolution.convolved(
        spread,
        flipped(weights, layer.groups),
        (rows, columns),
        sizes.out_size(layer, _size(x)),
        groups=layer.groups,
    )


def inserted(x: Array, stride: Pair) -> Array:
    """The input with stride - 1 zeros between neighbours: 12 -> 1002 for a stride of 3."""
    rows, columns = ((n - 1) * s + 1 for n, s in zip(_size(x), stride, strict=True))
    found = np.zeros((len(x), rows, columns))
    found[:, :: stride[0], :: stride[1]] = x
    return found


def borders(layer: ConvTranspose) -> tuple[arithmetic.Ends, arithmetic.Ends]:
    """The zeros before and after on both axes; a negative number crops."""
    ends = sizes.padding_ends(layer, (0, 0))  # never "same", so the size does not matter
    rows, columns = (
        (
            layer.dilation[a] * (layer.kernel[a] - 1) - ends[a][0],
            layer.dilation[a] * (layer.kernel[a] - 1) - ends[a][1] + layer.output_padding[a],
        )
        for a in sizes.AXES
    )
    return rows, columns


def bordered(spread: Array, layer: ConvTranspose) -> Array:
    """The inserted input with the zeros around it that let the kernel reach what padding leaves."""
    rows, columns = (
        lanes.sources(np.arange(-before, n + after), n, "zeros")
        for n, (before, after) in zip(_size(spread), borders(layer), strict=True)
    )
    return lanes.laid_out(spread, rows, columns)


def flipped(weights: Array, groups: int) -> Array:
    """The kernel turned round on both axes, inputs and outputs of each group exchanged."""
    inputs, outputs, *kernel = weights.shape
    grouped = weights[:, :, ::-1, ::-1].reshape(groups, inputs // groups, outputs, *kernel)
    return grouped.swapaxes(1, 2).reshape(groups * outputs, inputs // groups, *kernel)


def _size(x: Array) -> Pair:
    return x.shape[1], x.shape[2]


def _window(layer: ConvTranspose, axis: int) -> Stamps:
    before = sizes.padding_ends(layer, (0, 0))[axis][0]
    return Stamps(layer.kernel[axis], layer.stride[axis], layer.dilation[axis], before)


def _pieces(n: int, count: int) -> list[range]:
    return [range(first, min(first + count, n)) for first in range(0, n, count)]


def _landings(window: Stamps, inputs: range, out: int) -> list[Landing]:
    """Where the stamps of those inputs land; what padding crops is left out."""
    found = []
    for tap in range(window.kernel):
        met = lanes.meeting(window, tap, out, inputs.stop)
        first = max(met.start, inputs.start)
        if met.stop > first:
            start = first * window.stride + window.dilation * tap - window.before
            stop = start + (met.stop - 1 - first) * window.stride + 1
            source = slice(first - inputs.start, met.stop - inputs.start)
            found.append((tap, source, slice(start, stop, window.stride)))
    return found


def _put_down(found: Array, stamps: Array, rows: list[Landing], columns: list[Landing]) -> None:
    for (i, here, there), (j, across, beyond) in product(rows, columns):
        found[:, :, there, beyond] += stamps[:, :, i, j, here, across]
