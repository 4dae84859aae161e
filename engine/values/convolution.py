"""The plain convolution, computed as columns of cells times a matrix of weights."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from engine import arithmetic
from engine.fields import Pair
from engine.taps import Windows
from engine.values import lanes
from engine.values.lanes import Array, Block

# Measured: strips of half a megabyte stay in the caches, and are large enough for the product.
STRIP = 2**16
LINES = 2**17  # the same for lines, which are laid out once for several rows
WIDE = 32  # from here on lines are as quick or quicker
LARGEST = 2**22  # numbers laid out at once


def convolved(
    x: Array,
    weights: Array,
    windows: tuple[Windows, Windows],
    out: Pair,
    *,
    mode: str = "zeros",
    groups: int = 1,
) -> Array:
    """The sums of weights [outputs, inputs of a group, rows, columns] times cells, without bias."""
    size = x.shape[1:]
    live = [lanes.live_taps(windows[a], size[a], out[a], mode) for a in (0, 1)]
    alive = weights[:, :, live[0].start : live[0].stop, live[1].start : live[1].stop]
    if not alive.size:
        return np.zeros((len(weights), *out))
    near = [_without_dead(windows[a], live[a]) for a in (0, 1)]
    matrix = alive.reshape(groups, len(weights) // groups, -1)
    inputs, depth = alive.shape[1], matrix.shape[2]
    wide = min(out[1], max(LARGEST // depth, 1))
    many = min(groups, max(STRIP // (depth * wide), 1))
    high = _rows_at_once(near[0], LARGEST // (many * inputs * _reach(near[1], wide)))
    found = np.empty((groups, matrix.shape[1], *out))
    for first, rows, columns in product(
        range(0, groups, many),
        lanes.blocks(near[0], size[0], out[0], mode, high),
        lanes.blocks(near[1], size[1], out[1], mode, wide),
    ):
        strip = slice(first, min(first + many, groups))
        part = x[strip.start * inputs : strip.stop * inputs]
        cells = _under_taps(part, rows, columns, alive.shape[2:])
        sums = found[strip, :, rows.outputs, columns.outputs]
        _multiply(matrix[strip], cells, sums, max(STRIP // (many * depth * wide), 1))
    return found.reshape(-1, *out)


def _without_dead(window: Windows, live: range) -> Windows:
    before = window.before - window.dilation * live.start
    return Windows(len(live), window.stride, window.dilation, before)


def _reach(window: Windows, count: int) -> int:
    """How many cells that many windows have laid out."""
    extent = arithmetic.effective_kernel(window.kernel, window.dilation)
    return min(count * window.kernel, (count - 1) * window.stride + extent)


def _rows_at_once(window: Windows, most: int) -> int:
    """How many windows have no more cells laid out than that; one at least."""
    extent = arithmetic.effective_kernel(window.kernel, window.dilation)
    return max(most // window.kernel, (most - extent) // window.stride + 1, 1)


def _under_taps(x: Array, rows: Block, columns: Block, kernel: tuple[int, ...]) -> Array:
    """A view: channels, rows and columns of the kernel, then those of the output."""
    cut = lanes.laid_out(x, rows.cells, columns.cells)
    extents = (
        arithmetic.effective_kernel(kernel[0], rows.dilation),
        arithmetic.effective_kernel(kernel[1], columns.dilation),
    )
    every = sliding_window_view(cut, extents, axis=(1, 2))
    some = every[:, :: rows.stride, :: columns.stride, :: rows.dilation, :: columns.dilation]
    return some.transpose(0, 3, 4, 1, 2)


def _multiply(matrix: Array, cells: Array, found: Array, count: int) -> None:
    """Fill in the sums, `count` rows at a time; one at a time where rows are not whole."""
    if len(matrix) == 1 and cells.shape[4] >= WIDE and cells.strides[3] % cells.strides[1] == 0:
        _multiply_lines(matrix[0], cells, found[0])
        return
    groups, outputs, depth = matrix.shape
    for first in range(0, cells.shape[3], count):
        columns = np.ascontiguousarray(cells[:, :, :, first : first + count])
        # No copy: either the rows are whole, or the strip is a part of one.
        strip = found[:, :, first : first + count].reshape(groups, outputs, -1)
        assert np.may_share_memory(strip, found)
        np.matmul(matrix, columns.reshape(groups, depth, -1), out=strip)


def _multiply_lines(matrix: Array, cells: Array, found: Array) -> None:
    """The same where windows below each other share lines: each line is laid out once, not k times.

    The columns of one row of the output are then a stretch of memory that overlaps the next row's.
    """
    inputs, rows, columns, high, wide = cells.shape
    step = cells.strides[3] // cells.strides[1]
    ordered = matrix.reshape(-1, inputs, rows, columns).swapaxes(1, 2).reshape(len(matrix), -1)
    lines = (cells.strides[1], cells.strides[0], cells.strides[2], cells.strides[4])
    count = max(LINES // (inputs * columns * wide * step), 1)
    cell = cells.itemsize
    strides = (step * inputs * columns * wide * cell, wide * cell, cell)
    for first in range(0, high, count):
        some = min(count, high - first)
        shape = ((some - 1) * step + rows, inputs, columns, wide)
        laid = np.ascontiguousarray(as_strided(cells[:, :, :, first:], shape, lines))
        under = as_strided(laid, (some, ordered.shape[1], wide), strides)
        np.matmul(ordered, under, out=found[:, first : first + some].swapaxes(0, 1))
