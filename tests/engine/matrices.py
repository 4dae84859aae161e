"""Small stacks as matrices of path counts, written from the definitions with plain loops."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import sizes
from engine.layers import (
    AdaptiveAvgPool,
    AvgPool,
    Conv,
    ConvTranspose,
    Crop,
    MaxPool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    Upsample,
)
from engine.report import Report, Row

Matrix = NDArray[np.float64]


def padded(cell: int, n: int, mode: str) -> int | None:
    """The real cell that a padded cell stands for, by walking; None for a zero."""
    if 0 <= cell < n:
        return cell
    if mode == "zeros":
        return None
    if mode == "circular":
        return (cell + n) % n
    if mode == "replicate":
        return 0 if cell < 0 else n - 1
    return -cell if cell < 0 else (n - 1) - (cell - (n - 1))


def axis_matrix(row: Row, axis: int) -> Matrix:
    """How often output o of the layer reads input i on that axis."""
    n, m = row.sources.first[1 + axis], row.shape[1 + axis]
    found = np.zeros((m, n))
    for o in range(m):
        for cell, weight in reads(row.layer, o, n, m, axis):
            found[o, cell] += weight
    return found


def reads(  # noqa: PLR0911  # a case an operation
    layer: Any, o: int, n: int, m: int, axis: int
) -> list[tuple[int, float]]:
    """The cells that output o reads on that axis, each with its weight."""
    if isinstance(layer, (Conv, MaxPool, AvgPool, PixelUnshuffle)):
        return windows(layer, o, n, axis)
    if isinstance(layer, ConvTranspose):
        before = sizes.padding_ends(layer, (n, n))[axis][0]
        kernel, stride, dilation = layer.kernel[axis], layer.stride[axis], layer.dilation[axis]
        taps = [(i, t) for i in range(n) for t in range(kernel)]
        return [(i, 1.0) for i, t in taps if i * stride + dilation * t - before == o]
    if isinstance(layer, Upsample):
        return resampled(layer, o, n, m)
    if isinstance(layer, PixelShuffle):
        return [(o // layer.factor, 1.0)]
    if isinstance(layer, AdaptiveAvgPool):
        return [(i, 1.0) for i in range(n) if o * n < (i + 1) * m and i * m < (o + 1) * n]
    if isinstance(layer, Pad):
        cell = padded(o - (layer.padding.left if axis else layer.padding.top), n, layer.mode)
        return [] if cell is None else [(cell, 1.0)]
    if isinstance(layer, Crop):
        return [(o + (layer.crop.left if axis else layer.crop.top), 1.0)]
    return [(o, 1.0)]


def windows(layer: Any, o: int, n: int, axis: int) -> list[tuple[int, float]]:
    if isinstance(layer, PixelUnshuffle):
        return [(o * layer.factor + t, 1.0) for t in range(layer.factor)]
    before = sizes.padding_ends(layer, (n, n))[axis][0]
    dilation = 1 if isinstance(layer, AvgPool) else layer.dilation[axis]
    mode = getattr(layer, "padding_mode", "zeros")
    places = [o * layer.stride[axis] - before + dilation * t for t in range(layer.kernel[axis])]
    cells = [padded(place, n, mode) for place in places]
    return [(cell, 1.0) for cell in cells if cell is not None]


def resampled(layer: Upsample, o: int, n: int, m: int) -> list[tuple[int, float]]:
    if layer.mode == "nearest":
        return [(o * n // m, 1.0)]
    place = max((o + 0.5) * n / m - 0.5, 0.0)
    if layer.align_corners:
        place = o * (n - 1) / (m - 1) if m > 1 else 0.0
    near = int(place + 1e-9)
    share = max(place - near, 0.0)
    return [(near, 1 - share), (min(near + 1, n - 1), share)]


def whole_matrices(report: Report) -> dict[str, Matrix]:
    """For each layer, paths from each of its pixels to each input pixel, row by row."""
    height, width = report.input_shape[1:]
    found = {"input": np.eye(height * width)}
    for row in report.rows:
        layer = layer_matrix(row)
        found[row.name] = sum((layer @ found[name] for name in row.inputs), np.zeros(()))
    return found


def layer_matrix(row: Row) -> Matrix:
    """How often each pixel of the layer reads each pixel of its input."""
    found: Matrix = np.asarray(np.kron(axis_matrix(row, 0), axis_matrix(row, 1)), np.float64)
    return found


def back_from(report: Report, name: str, start: Matrix) -> dict[str, Matrix]:
    """Paths from weights on a map, one after the other, to the pixels of each map that feeds it."""
    found = {name: start}
    for row in reversed(report.rows):
        if row.name in found:
            for source in row.inputs:
                found[source] = found.get(source, np.zeros(())) + found[row.name] @ layer_matrix(
                    row
                )
    return found


def on_from(report: Report, name: str, start: Matrix) -> dict[str, Matrix]:
    """Paths from weights on a map to the pixels of each map that it feeds."""
    found = {name: start}
    for row in report.rows:
        for source in row.inputs:
            if source in found and row.name != name:
                arrived = layer_matrix(row) @ found[source]
                found[row.name] = found.get(row.name, np.zeros(())) + arrived
    return found
