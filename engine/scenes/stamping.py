"""The stamps of a transposed convolution: where each lands, and what so many of them add up to.

They land on a plane that is larger than the output: padding crops its rim, and the cells that
output padding adds may lie beyond every stamp.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from engine import sizes
from engine.fields import Sides
from engine.given import Numbers
from engine.layers import ConvTranspose
from engine.scenes.piece import Piece
from engine.scenes.stamp_axes import Axis
from engine.values import stated, transposed

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.fields import Pair
    from engine.report import Row
    from engine.scenes.stamp_axes import Flags, Landed
    from engine.values.graph import Computed
    from engine.values.lanes import Array

ROWS = 4  # of which the sums of all stamps before them are kept


@dataclass(frozen=True, eq=False)
class Stamping:
    """One output channel: the cells [channels, rows, columns] and kernels that are stamped on it.

    `channels` are those of the input that its group reads.
    """

    row: Row
    channel: int
    channels: range
    cells: Array
    kernels: Array
    made: Array
    bias: float
    axes: tuple[Axis, Axis]

    @property
    def layer(self) -> ConvTranspose:
        """The layer, which is transposed."""
        assert isinstance(self.row.layer, ConvTranspose)
        return self.row.layer

    @property
    def count(self) -> int:
        """How many stamps there are; those of all channels land at once."""
        return self.axes[0].n * self.axes[1].n

    @property
    def kept(self) -> Piece:
        """The output among the cells of the plane."""
        return Piece(self.axes[0].kept, self.axes[1].kept)

    def cell(self, stamp: int) -> Pair:
        """Row and column of the input whose stamp that is, counted from 0."""
        return divmod(stamp, self.axes[1].n)

    def page(self, stamp: int) -> Piece:
        """The cells of the plane that are shown with that stamp."""
        row, column = self.cell(stamp)
        return Piece(self.axes[0].page(row), self.axes[1].page(column))

    def source_page(self, stamp: int) -> Piece:
        """The inputs that are shown with that stamp."""
        row, column = self.cell(stamp)
        return Piece(self.axes[0].source_page(row), self.axes[1].source_page(column))

    def landed(self, stamp: int) -> tuple[Landed, Landed]:
        """Where that stamp lies on the cells that are shown with it."""
        row, column = self.cell(stamp)
        return self.axes[0].landed(row), self.axes[1].landed(column)

    def products(self, stamp: int) -> Array:
        """What that stamp adds, channel by channel [channels, taps down, taps across]."""
        row, column = self.cell(stamp)
        found: Array = self.cells[:, row, column, None, None] * self.kernels
        return found

    def sums(self, stamps: int, piece: Piece) -> Array:
        """What the first stamps add up to on those cells of the plane, without bias."""
        row, column = self.cell(stamps)
        found = self._rows(row, *piece).copy()
        for at in self.axes[1].near(piece.columns):
            if at < column:
                self._stamp(found, piece, (row, at))
        return found

    def touched(self, stamps: int, piece: Piece) -> Flags:
        """The cells of the plane on which one of the first stamps has landed."""
        (down, across), (row, column) = self.axes, self.cell(stamps)
        whole = np.logical_and.outer(
            down.touched(range(row), piece.rows), across.touched(range(across.n), piece.columns)
        )
        if not column:
            return whole
        last = np.logical_and.outer(
            down.touched(range(row, row + 1), piece.rows),
            across.touched(range(column), piece.columns),
        )
        return np.asarray(whole | last)

    @cached_property
    def _rows(self) -> Callable[[int, range, range], Array]:
        return lru_cache(ROWS)(self._whole_rows)

    def _whole_rows(self, count: int, rows: range, columns: range) -> Array:
        """What the stamps of the first rows of the input add up to on those cells."""
        piece = Piece(rows, columns)
        down, across = (axis.near(cells) for axis, cells in zip(self.axes, piece, strict=True))
        down = range(down.start, max(min(down.stop, count), down.start))
        if not down or not across:
            return np.zeros(piece.size)
        if len(down) * len(across) < math.prod(self.layer.kernel):
            found = np.zeros(piece.size)
            for cell in product(down, across):
                self._stamp(found, piece, cell)
            return found
        sides = (self.axes[0].ends(down, rows), self.axes[1].ends(across, columns))
        layer = replace(
            self.layer,
            out_channels=1,
            groups=1,
            bias=False,
            padding=Sides(*sides[0], *sides[1]),
            output_padding=(0, 0),
        )
        cells = self.cells[:, down.start : down.stop, across.start : across.stop]
        summed: Array = transposed.by_stamps(cells, self.kernels[:, None], layer)[0]
        return summed

    def _stamp(self, found: Array, piece: Piece, cell: Pair) -> None:
        """Adds one stamp, as far as it lies on the piece."""
        (rows, down), (columns, across) = (
            axis.met(at, cells) for axis, at, cells in zip(self.axes, cell, piece, strict=True)
        )
        weights = self.kernels[:, down, across]
        found[rows, columns] += np.tensordot(self.cells[:, cell[0], cell[1]], weights, 1)


def of(row: Row, computed: Computed, channel: int) -> Stamping:
    """The stamps that make that channel of the layer's map."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    group, within = divmod(channel, row.shape[0] // layer.groups)
    size = row.sources.first[0] // layer.groups
    channels = range(group * size, (group + 1) * size)
    here = slice(channels.start, channels.stop)
    return Stamping(
        row,
        channel,
        channels,
        computed.maps[row.inputs[0]][here],
        stated.weights(row)[here, within],
        computed.maps[row.name][channel],
        layer.bias.flat()[channel] if isinstance(layer.bias, Numbers) else 0.0,
        (_axis(row, layer, 0), _axis(row, layer, 1)),
    )


def _axis(row: Row, layer: ConvTranspose, at: int) -> Axis:
    before = sizes.padding_ends(layer, row.sources.size)[at][0]
    steps = layer.kernel[at], layer.stride[at], layer.dilation[at]
    return Axis(row.sources.size[at], *steps, before, row.shape[1 + at])
