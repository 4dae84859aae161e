"""GIF films: one table of colours, in each frame only what it changes, delays that add up.

Pillow's own writer may give every frame a table of its own, and it cuts delays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from gui.render import gif_blocks
from gui.render.colour_table import ColourNumbers, ColourTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from gui.render.colour_table import Areas, Indices, Numbers, Pixels

    Rectangle = tuple[int, int, int, int]  # top, bottom, left, right

# Frames wait for the colours of those that follow as long as they take no more room than this.
MOST_WAITING_PIXELS = 2**23
# The index of a pixel that stays as it is, and how many in a row of them are worth saying so.
UNCHANGED = 0
LEAST_RUN = 10


@dataclass
class _Change:
    """What a frame draws anew: places in a rectangle, row by row, and the colour number of each."""

    top: int
    left: int
    height: int
    width: int
    places: NDArray[np.intp]
    numbers: Numbers
    delay_cs: int

    @property
    def box(self) -> tuple[slice, slice]:
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)


class Film:
    """A GIF on its way into a stream that can seek: frames are added, then it is finished."""

    def __init__(self, stream: BinaryIO, width: int, height: int) -> None:
        self._stream = stream
        self._shown: Pixels = np.zeros((height, width), np.uint32)
        self._drawn: Indices = np.zeros((height, width), np.uint8)
        self._numbers = ColourNumbers()
        self._waiting: list[_Change] = []
        self._waiting_pixels = 0
        self._table: ColourTable | None = None

    def add(self, pixels: Pixels, delay_cs: int, within: Rectangle | None = None) -> None:
        """The next frame, opaque pixels as Qt holds them; outside `within` it is the last one."""
        change = self._change(pixels, within, delay_cs)
        if change is None:
            self._waiting[-1].delay_cs += delay_cs
            return
        if self._waiting_pixels > MOST_WAITING_PIXELS:
            self._write_waiting()
        self._waiting.append(change)
        self._waiting_pixels += change.numbers.size

    def finish(self) -> None:
        """Writes what still waits, and the end; there must have been a frame."""
        if self._table is None:
            self._table = self._new_table()
            self._write_head(gif_blocks.table_bits(self._table.entries))
        self._write_waiting()
        self._stream.write(gif_blocks.END)
        # Colours that came after the head was written have had their entries since.
        self._stream.seek(gif_blocks.TABLE_AT)
        self._stream.write(self._table.entries)

    def _change(self, pixels: Pixels, within: Rectangle | None, delay_cs: int) -> _Change | None:
        """What is new in it, and from now on shown; None where nothing is."""
        height, width = self._shown.shape
        top, bottom, left, right = within or (0, height, 0, width)
        before, after = self._shown[top:bottom, left:right], pixels[top:bottom, left:right]
        changed = before != after if self._waiting else np.ones(after.shape, np.bool_)
        rows, columns = np.nonzero(changed)
        if rows.size == 0:
            return None
        numbers = self._numbers.of(after[changed])
        before[changed] = after[changed]
        first, highest, lowest = columns.min(), rows[0], rows[-1]
        width = int(columns.max() - first) + 1
        return _Change(
            top=top + int(highest),
            left=left + int(first),
            height=int(lowest - highest) + 1,
            width=width,
            places=(rows - highest) * width + (columns - first),
            numbers=numbers,
            delay_cs=delay_cs,
        )

    def _new_table(self) -> ColourTable:
        areas: Areas = np.zeros(self._numbers.count + 1, np.int64)
        for change in self._waiting:
            areas += np.bincount(change.numbers, minlength=areas.size)
        return ColourTable(self._numbers.colours(), areas[1:])

    def _write_head(self, bits: int) -> None:
        assert self._table is not None
        height, width = self._shown.shape
        self._stream.write(gif_blocks.head(width, height, self._table.entries, bits))

    def _write_waiting(self) -> None:
        if self._table is None:
            self._table = self._new_table()
            self._write_head(gif_blocks.LARGEST_TABLE_BITS)
        self._table.take(self._numbers.colours(self._table.known))
        for change in self._waiting:
            self._write(change)
        self._waiting = []
        self._waiting_pixels = 0

    def _write(self, change: _Change) -> None:
        assert self._table is not None
        drawn = self._drawn[change.box]
        below = drawn.ravel()
        indices = np.zeros_like(below)
        indices[change.places] = self._table.indices(change.numbers)
        # Different colours may have the same entry.
        indices[indices == below] = UNCHANGED
        whole = np.where(indices == UNCHANGED, below, indices)
        drawn[:] = whole.reshape(drawn.shape)
        shown = np.where(_in_short_runs(indices == UNCHANGED), whole, indices)
        delay_cs, *rest = _delays(change.delay_cs)
        frame = gif_blocks.frame(change.top, change.left, shown.reshape(drawn.shape), delay_cs)
        self._stream.write(frame)
        for delay_cs in rest:
            nothing = np.full((1, 1), UNCHANGED, np.uint8)
            self._stream.write(gif_blocks.frame(0, 0, nothing, delay_cs))


def _in_short_runs(flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where the flags stand that are set in short runs: those compress better drawn again."""
    turns = np.flatnonzero(flags[1:] != flags[:-1]) + 1
    bounds = np.concatenate([[0], turns, [flags.size]])
    lengths = np.diff(bounds)
    return np.repeat(flags[bounds[:-1]] & (lengths < LEAST_RUN), lengths)


def _delays(delay_cs: int) -> Iterator[int]:
    """The delay in parts that a frame can hold."""
    while delay_cs > gif_blocks.LONGEST_DELAY:
        yield gif_blocks.LONGEST_DELAY
        delay_cs -= gif_blocks.LONGEST_DELAY
    yield delay_cs
