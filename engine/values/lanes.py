"""Which cells of a map are read along one axis, padding included, and how they are laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine import arithmetic, padding
from engine.taps import Stamps, Windows

Array = NDArray[np.float64]
Cells = NDArray[np.int64]

OUTSIDE = -1  # a cell that holds 0
MOST_REMEMBERED = 2**12  # cells laid out for windows that are kept


@dataclass(frozen=True)
class Block:
    """The cells that some neighbouring windows read, and where the windows stand among them."""

    outputs: slice
    cells: Cells
    stride: int
    dilation: int


def meeting(window: Windows | Stamps, tap: int, n: int, steps: int) -> range:
    """The steps, of `steps`, at which that tap lies on one of n cells and not outside them."""
    offset = window.before - window.dilation * tap
    first = max(arithmetic.ceil_div(offset, window.stride), 0)
    return range(first, max(min((n - 1 + offset) // window.stride + 1, steps), first))


@lru_cache(maxsize=256)
def live_taps(window: Windows, n: int, out: int, mode: str) -> range:
    """The taps from the first to the last that read anything but zeros."""
    if mode != "zeros":
        return range(window.kernel)
    live = [tap for tap in range(window.kernel) if meeting(window, tap, n, out)]
    return range(live[0], live[-1] + 1) if live else range(0)


def sources(positions: Cells, n: int, mode: str) -> Cells:
    """The real cell behind each position of the padded axis; OUTSIDE where there is none."""
    outside = (positions < 0) | (positions >= n)
    if not outside.any():
        return positions
    found = positions.copy()
    if mode == "zeros":
        found[outside] = OUTSIDE
    else:
        found[outside] = [padding.source(int(cell), n, mode) for cell in positions[outside]]
    return found


def blocks(window: Windows, n: int, out: int, mode: str, count: int) -> Iterator[Block]:
    """The windows, `count` at a time.

    Windows far apart, or with taps far apart, have only the cells of their taps laid out: the
    zeros of a wide "same" padding would fill any memory.
    """
    if out * window.kernel <= MOST_REMEMBERED:
        return iter(_remembered(window, n, out, mode, count))
    return _made(window, n, out, mode, count)


@lru_cache(maxsize=256)
def _remembered(window: Windows, n: int, out: int, mode: str, count: int) -> tuple[Block, ...]:
    """Layers of one shape are many in a stack."""
    found = tuple(_made(window, n, out, mode, count))
    for block in found:
        block.cells.setflags(write=False)
    return found


def _made(window: Windows, n: int, out: int, mode: str, count: int) -> Iterator[Block]:
    for first in range(0, out, count):
        size = min(count, out - first)
        reach = (size - 1) * window.stride + arithmetic.effective_kernel(
            window.kernel, window.dilation
        )
        start = first * window.stride - window.before
        outputs = slice(first, first + size)
        if reach <= size * window.kernel or (start >= 0 and start + reach <= n):
            cells = sources(np.arange(start, start + reach), n, mode)
            yield Block(outputs, cells, window.stride, window.dilation)
        else:
            steps = np.arange(size)[:, None] * window.stride
            taps = np.arange(window.kernel) * window.dilation
            cells = sources((start + steps + taps).ravel(), n, mode)
            yield Block(outputs, cells, window.kernel, 1)


def laid_out(x: Array, rows: Cells, columns: Cells) -> Array:
    """Those rows and columns of every channel; a view where they are a plain piece of the map."""
    down, across = _run(rows), _run(columns)
    if down is None or across is None:
        return _taken(_taken(x, rows, 1), columns, 2)
    piece = x[:, down[1], across[1]]
    if piece.shape[1:] == (len(rows), len(columns)):
        return piece
    found = np.zeros((len(x), len(rows), len(columns)))
    found[:, down[0], across[0]] = piece
    return found


def _run(cells: Cells) -> tuple[slice, slice] | None:
    """Where the real cells stand, and which they are, if they are neighbours in their order."""
    real = np.flatnonzero(cells != OUTSIDE)
    if not len(real):
        return slice(0), slice(0)
    at, first, count = int(real[0]), int(cells[real[0]]), len(real)
    if not np.array_equal(cells[at : at + count], np.arange(first, first + count)):
        return None
    return slice(at, at + count), slice(first, first + count)


def _taken(x: Array, cells: Cells, axis: int) -> Array:
    found = np.take(x, np.maximum(cells, 0), axis=axis)
    outside = cells == OUTSIDE
    if axis == 1:
        found[:, outside] = 0
    else:
        found[:, :, outside] = 0
    return found
