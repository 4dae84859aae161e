"""Pools, and the unpool that puts values back where a max pool found them.

A window is a product of its two axes, so each pool goes along the columns and then along the rows.
The first of equal cells in row-major order is then the first row, and in it the first column.
"""

from __future__ import annotations

from math import prod

import numpy as np

from engine import arithmetic, taps
from engine.fields import Pair
from engine.taps import Windows
from engine.values import lanes
from engine.values.lanes import Array, Cells

Axes = tuple[Windows, Windows]


def largest(x: Array, windows: Axes, out: Pair) -> tuple[Array, Cells]:
    """The largest cell of each window, and its place row · W + column in the input.

    Padding takes no part: it is -∞, and no window lies in it alone.
    """
    height, width = x.shape[1:]
    here: Cells = np.broadcast_to(np.arange(width), x.shape)
    found, columns = _largest_along(x, here, windows[1], out[1])
    rows = np.arange(height)[:, None]
    places = (columns + rows * width).swapaxes(1, 2)
    found, places = _largest_along(found.swapaxes(1, 2), places, windows[0], out[0])
    return found.swapaxes(1, 2), places.swapaxes(1, 2)


def mean(
    x: Array, windows: Axes, out: Pair, *, include_padding: bool, divisor: int | None
) -> Array:
    """The sum of each window by the divisor, or by how many cells it has within its padding."""
    across = _summed_along(x, windows[1], out[1]).swapaxes(1, 2)
    found = _summed_along(across, windows[0], out[0]).swapaxes(1, 2)
    if divisor is not None:
        return np.asarray(found / divisor)
    rows, columns = (_lengths(windows[a], x.shape[1 + a], out[a], include_padding) for a in (0, 1))
    return np.asarray(found / np.multiply.outer(rows, columns))


def adaptive_mean(x: Array, out: Pair) -> Array:
    """The mean of windows that share the input out evenly."""
    area = np.multiply.outer(*(_adaptive_lengths(x.shape[1 + a], out[a]) for a in (0, 1)))
    across = _reduced(np.add, x, 2, out[1])
    return np.asarray(_reduced(np.add, across, 1, out[0]) / area)


def adaptive_largest(x: Array, out: Pair) -> Array:
    """The largest cell of windows that share the input out evenly."""
    return _reduced(np.maximum, _reduced(np.maximum, x, 2, out[1]), 1, out[0])


def put_back(x: Array, places: Cells, size: Pair) -> Array:
    """Each value at its place row · W + column; of several for one place, the last."""
    found = np.zeros((len(x), prod(size)))
    channels = np.arange(len(x))[:, None]
    found[channels, places.reshape(len(x), -1)] = x.reshape(len(x), -1)
    return found.reshape(-1, *size)


def _largest_along(x: Array, places: Cells, window: Windows, out: int) -> tuple[Array, Cells]:
    """Along the last axis: for each window the largest cell, and what `places` holds there."""
    n = x.shape[-1]
    first = [next(cell for cell in taps.cells(window, o) if 0 <= cell < n) for o in range(out)]
    found, origin = x[..., first], places[..., first]
    for tap in range(window.kernel):
        met = lanes.meeting(window, tap, n, out)
        if not met:
            continue
        cells = _under(window, tap, met)
        here, new = slice(met.start, met.stop), x[..., cells]
        better = (new > found[..., here]) | np.isnan(new)
        np.copyto(found[..., here], new, where=better)
        np.copyto(origin[..., here], places[..., cells], where=better)
    return found, origin


def _summed_along(x: Array, window: Windows, out: int) -> Array:
    found = np.zeros((*x.shape[:-1], out))
    for tap in range(window.kernel):
        met = lanes.meeting(window, tap, x.shape[-1], out)
        if met:
            found[..., met.start : met.stop] += x[..., _under(window, tap, met)]
    return found


def _under(window: Windows, tap: int, outputs: range) -> slice:
    """The cells under that tap of those windows."""
    first = outputs.start * window.stride + window.dilation * tap - window.before
    return slice(first, first + (len(outputs) - 1) * window.stride + 1, window.stride)


def _lengths(window: Windows, n: int, out: int, include_padding: bool) -> Array:
    """Cells of each window that count: a window that ceil mode adds is cut where padding ends."""
    rim = window.before if include_padding else 0
    starts = np.array([window.span(o)[0] for o in range(out)])
    ends = np.minimum(starts + window.kernel, n + rim)
    return np.asarray(ends - np.maximum(starts, -rim), dtype=np.float64)


def _adaptive_lengths(n: int, m: int) -> Array:
    return np.array([len(arithmetic.adaptive_window(a, n, m)) for a in range(m)], dtype=np.float64)


def _reduced(how: np.ufunc, x: Array, axis: int, m: int) -> Array:
    """Every adaptive window of that axis made one cell."""
    windows = [arithmetic.adaptive_window(a, x.shape[axis], m) for a in range(m)]
    parts = [how.reduce(_along(x, axis, one), axis=axis) for one in windows]
    return np.stack(parts, axis=axis)


def _along(x: Array, axis: int, part: range) -> Array:
    return x[:, part.start : part.stop] if axis == 1 else x[:, :, part.start : part.stop]
