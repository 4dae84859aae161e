"""The deformable convolution: taps moved by offsets read the map between its cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.fields import Pair
from engine.taps import Windows
from engine.values.lanes import Array

STRIP = 2**15  # measured: cells sampled at once


@dataclass(frozen=True)
class Moves:
    """Where taps go: offsets [2·G·K, rows, columns], y before x, and how much each counts."""

    offsets: Array
    mask: Array | None = None
    groups: int = 1


def deformed(
    x: Array,
    weights: Array,
    windows: tuple[Windows, Windows],
    out: Pair,
    moves: Moves,
    *,
    groups: int = 1,
) -> Array:
    """The sums of weights [outputs, inputs of a group, rows, columns] times samples; no bias."""
    taps = windows[0].kernel * windows[1].kernel
    area = out[0] * out[1]
    offsets = moves.offsets.reshape(moves.groups, taps, 2, area)
    mask = None if moves.mask is None else moves.mask.reshape(moves.groups, 1, taps, area)
    matrix = weights.reshape(groups, len(weights) // groups, -1)
    maps = [ringed(part) for part in np.split(x, moves.groups)]
    found = np.empty((groups, matrix.shape[1], area))
    count = max(STRIP // (len(x) * taps), 1)
    for first in range(0, area, count):
        part = slice(first, min(first + count, area))
        rows, columns = regular_taps(windows, out[1], part)
        cells = np.stack(
            [
                sampled(maps[g], rows + offsets[g, :, 0, part], columns + offsets[g, :, 1, part])
                for g in range(moves.groups)
            ]
        )
        if mask is not None:
            cells *= mask[..., part]
        found[..., part] = np.matmul(matrix, cells.reshape(groups, matrix.shape[2], -1))
    return found.reshape(-1, *out)


def regular_taps(windows: tuple[Windows, Windows], wide: int, part: slice) -> tuple[Array, Array]:
    """Rows and columns [taps, outputs] of the taps before they move, for outputs row by row."""
    outputs = np.arange(part.start, part.stop)
    places = (outputs // wide, outputs % wide)
    kernel = np.arange(windows[0].kernel * windows[1].kernel)
    steps = (kernel // windows[1].kernel, kernel % windows[1].kernel)
    rows, columns = (
        np.add.outer(steps[a] * window.dilation - window.before, places[a] * window.stride).astype(
            np.float64
        )
        for a, window in enumerate(windows)
    )
    return rows, columns


def ringed(x: Array) -> Array:
    """The map with a rim of zeros, one cell wide, to which it fades."""
    found = np.zeros((len(x), x.shape[1] + 2, x.shape[2] + 2))
    found[:, 1:-1, 1:-1] = x
    return found


def sampled(ring: Array, rows: Array, columns: Array) -> Array:
    """A ringed map between its cells, [channels, …]: mixed of four neighbours, 0 outside.

    Row 0 is the map's, not the rim's; a place that is no number lies outside.
    """
    height, width = ring.shape[1] - 2, ring.shape[2] - 2
    flat = ring.reshape(len(ring), -1)
    top, down = _split(rows, height)
    left, along = _split(columns, width)
    corner = ((top + 1) * (width + 2) + left + 1).astype(np.intp)
    up, back = 1 - down, 1 - along
    found: Array = flat.take(corner, 1) * (up * back)
    found += flat.take(corner + 1, 1) * (up * along)
    found += flat.take(corner + width + 2, 1) * (down * back)
    found += flat.take(corner + width + 3, 1) * (down * along)
    return found


def _split(places: Array, n: int) -> tuple[Array, Array]:
    """The cell at or before each place, and how far beyond it the place lies."""
    held = np.fmin(np.fmax(places, -1), n)
    near = np.minimum(np.floor(held), n - 1)
    return near, held - near
