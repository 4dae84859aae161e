"""Maps whose cells are copied, mixed or rearranged: up-sampling, pixel shuffle, pads and crops."""

from __future__ import annotations

import numpy as np

from engine import padding
from engine.fields import Pair
from engine.taps import Linear, Nearest, Shifted
from engine.values import lanes
from engine.values.lanes import Array, Cells

Copy = tuple[Nearest, Nearest] | tuple[Shifted, Shifted]


def copied(x: Array, how: Copy, out: Pair, mode: str = "zeros") -> Array:
    """Each cell from the one that it copies: nearest up-sampling, pads and crops."""
    rows, columns = (_copied_cells(how[a], x.shape[1 + a], out[a], mode) for a in (0, 1))
    return lanes.laid_out(x, rows, columns)


def mixed(x: Array, how: tuple[Linear, Linear], out: Pair) -> Array:
    """Bilinear up-sampling: each cell from two rows and two columns."""
    return _mixed_along(_mixed_along(x, how[0], out[0], 1), how[1], out[1], 2)


def shuffled(x: Array, factor: int) -> Array:
    """y[c, h·r + i, w·r + j] = x[c·r² + i·r + j, h, w]."""
    channels, rows, columns = x.shape
    parts = x.reshape(channels // factor**2, factor, factor, rows, columns)
    return parts.transpose(0, 3, 1, 4, 2).reshape(-1, rows * factor, columns * factor)


def unshuffled(x: Array, factor: int) -> Array:
    """The inverse of `shuffled`."""
    channels, rows, columns = x.shape
    parts = x.reshape(channels, rows // factor, factor, columns // factor, factor)
    return parts.transpose(0, 2, 4, 1, 3).reshape(-1, rows // factor, columns // factor)


def _copied_cells(how: Nearest | Shifted, n: int, m: int, mode: str) -> Cells:
    cells = np.array([how.span(o)[0] for o in range(m)], dtype=np.int64)
    return lanes.sources(cells, n, mode)


def _mixed_along(x: Array, how: Linear, m: int, axis: int) -> Array:
    pairs = [padding.neighbours(how, o, x.shape[axis]) for o in range(m)]
    near, far, share = (np.array(part) for part in zip(*pairs, strict=True))
    if axis == 1:
        share = share[:, None]
    return np.asarray(x.take(near, axis) * (1 - share) + x.take(far, axis) * share)
