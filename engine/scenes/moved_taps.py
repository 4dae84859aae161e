"""Where the taps of a deformable layer read for an output cell, and what they find there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.layers import DeformConv
from engine.taps import Windows
from engine.values import deformable, operations, stated

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.report import Row
    from engine.values.graph import Computed
    from engine.values.lanes import Array

    Places = tuple[float, float]

RINGS = 8  # channels that are kept with their rim
NOWHERE = -9.0  # far enough from every map


class Near(NamedTuple):
    """The cells that a place lies between, and how much each of them weighs."""

    rows: range
    columns: range
    weights: Array
    values: Array

    @property
    def value(self) -> float:
        """What is read there."""
        return float((self.weights * self.values).sum())


@dataclass(frozen=True, eq=False)
class Taps:
    """All taps for one output cell, arrays [rows, columns] of the kernel, places of the map."""

    home: tuple[Array, Array]
    offsets: tuple[Array, Array]
    samples: Array
    mask: Array | None

    @property
    def rows(self) -> Array:
        """The rows where they read."""
        return np.asarray(self.home[0] + self.offsets[0])

    @property
    def columns(self) -> Array:
        """The columns where they read."""
        return np.asarray(self.home[1] + self.offsets[1])

    def farthest(self) -> Pair:
        """The first of those that are moved most."""
        way = np.nan_to_num(np.hypot(*self.offsets), nan=0.0, posinf=np.inf)
        row, column = divmod(int(way.argmax()), way.shape[1])
        return row, column

    def place(self, tap: Pair) -> Places:
        """Where that tap reads."""
        return float(self.rows[tap]), float(self.columns[tap])

    def offset(self, tap: Pair) -> Places:
        """By how much that tap is moved, down and across."""
        return float(self.offsets[0][tap]), float(self.offsets[1][tap])


class Reads:
    """What an output channel of a deformable layer reads of its input channels."""

    def __init__(self, row: Row, computed: Computed, output: int) -> None:
        assert isinstance(row.layer, DeformConv)
        self.row, self.layer, self.output = row, row.layer, output
        self.values = computed.maps[row.inputs[0]]
        self.windows = operations.axes(row, Windows)
        with np.errstate(all="ignore"):  # predicted numbers may be beyond a float
            moves = operations.moves(row, self.values)
        count = self.layer.offset_groups
        shape = (*self.layer.kernel, *row.shape[1:])
        down_and_across = moves.offsets.reshape(count, -1, 2, *row.shape[1:])
        self._down, self._across = (
            down_and_across[:, :, axis].reshape(count, *shape) for axis in (0, 1)
        )
        self._mask = None if moves.mask is None else moves.mask.reshape(count, *shape)
        self.predicted = moves.offsets
        self._ring = lru_cache(RINGS)(self._ringed)

    @cached_property
    def channels(self) -> range:
        """The input channels that the output channel is made of."""
        inputs, outputs = self.row.sources.first[0], self.row.shape[0]
        each = inputs // self.layer.groups
        first = self.output // (outputs // self.layer.groups) * each
        return range(first, first + each)

    @cached_property
    def kernels(self) -> Array:
        """The weights of these, [channels, rows, columns]."""
        found: Array = stated.weights(self.row)[self.output]
        return found

    def group(self, channel: int) -> int:
        """Which offsets move the taps in that input channel."""
        return channel * self.layer.offset_groups // self.row.sources.first[0]

    def taps(self, cell: Pair, channel: int) -> Taps:
        """The taps of that output cell in an input channel."""
        group = self.group(channel)
        home = self._home(cell)
        offsets = (self._down[group][..., *cell], self._across[group][..., *cell])
        mask = None if self._mask is None else self._mask[group][..., *cell]
        with np.errstate(all="ignore"):
            rows, columns = (home[0] + offsets[0], home[1] + offsets[1])
            samples = deformable.sampled(self._ring(channel), rows, columns)[0]
        return Taps(home, offsets, samples, mask)

    def part(self, cell: Pair, channel: int) -> float:
        """What an input channel adds to that output cell."""
        taps = self.taps(cell, channel)
        counted = taps.samples if taps.mask is None else taps.samples * taps.mask
        return float((counted * self.kernels[channel - self.channels.start]).sum())

    def near(self, place: Places, channel: int) -> Near:
        """The cells of that channel that a place lies between; along a line they are two."""
        high, wide = self.values.shape[1:]
        rows, down = _split(place[0], high, self.is_line[0])
        columns, across = _split(place[1], wide, self.is_line[1])
        plane = self.values[channel]
        found = np.zeros((len(rows), len(columns)))
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                if 0 <= row < high and 0 <= column < wide:
                    found[y, x] = plane[row, column]
        return Near(rows, columns, np.multiply.outer(down, across), found)

    @cached_property
    def is_line(self) -> tuple[bool, bool]:
        """Whether the map is one cell high, or wide, and no tap ever leaves it that way."""
        sides = (self.values.shape[1] == 1, self.values.shape[2] == 1)
        still = (not self._down.any(), not self._across.any())
        kernel = self.layer.kernel
        padded = [window.before != 0 for window in self.windows]
        down, across = (
            sides[axis] and still[axis] and kernel[axis] == 1 and not padded[axis]
            for axis in (0, 1)
        )
        return down, across

    @property
    def mask(self) -> Array | None:
        """How much each tap counts, [offset groups, rows, columns, output rows and columns]."""
        return self._mask

    def reach(self, channel: int, axis: int) -> Pair:
        """How many cells before the map, and after it, taps touch in any output cell."""
        moved = (self._down, self._across)[axis][self.group(channel)]
        out, window = self.row.shape[1 + axis], self.windows[axis]
        taps = np.arange(window.kernel) * window.dilation - window.before
        home = np.add.outer(taps, np.arange(out) * window.stride)
        shape = (window.kernel, 1, out, 1) if axis == 0 else (1, window.kernel, 1, out)
        places = home.reshape(shape) + moved
        known = places[np.isfinite(places)]
        if not known.size:
            return 0, 0
        last = self.values.shape[1 + axis] - 1
        low, high = float(known.min()), float(known.max())
        return max(math.ceil(-low), 0), max(math.ceil(high - last), 0)

    def _ringed(self, channel: int) -> Array:
        return deformable.ringed(self.values[channel : channel + 1])

    def _home(self, cell: Pair) -> tuple[Array, Array]:
        at = [
            place * window.stride - window.before + np.arange(window.kernel) * window.dilation
            for place, window in zip(cell, self.windows, strict=True)
        ]
        rows, columns = np.meshgrid(*(one.astype(np.float64) for one in at), indexing="ij")
        return rows, columns


def _split(place: float, n: int, is_line: bool) -> tuple[range, Array]:
    """The cells at and after a place of an axis, and their weights.

    A place on the last cell lies between it and the one before it, so that both are of the map;
    one that is no number lies outside.
    """
    if is_line:
        return range(1), np.ones(1)
    known = place if math.isfinite(place) else NOWHERE
    first = n - 2 if known == n - 1 and n > 1 else math.floor(known)
    share = known - first
    return range(first, first + 2), np.array([1 - share, share])
