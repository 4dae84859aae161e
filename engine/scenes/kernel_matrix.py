"""The kernels between channels as a matrix: a row an output channel, a column an input channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import number_text, words
from engine.arrangement import Gap, Item, Slot, Table
from engine.frame import Caption, Grid, Heading, Key, Part, Side, Size, Tone
from engine.roles import Role
from engine.scenes import kernels_shown, sums
from engine.scenes.telling import SUMS_FROM
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.fields import Pair
    from engine.scenes.partial_sums import PartialSums
    from engine.scenes.shown_channels import Column
    from engine.scenes.turns import Outputs
    from engine.values.lanes import Array

# Up to so many taps a side, a kernel's cells are as large as those of the maps.
MOST_FULL_SIZE = 5
SMALLER, WITH_HOLES = 0.6, 0.8
LARGEST_SIDE = 6.0  # in cells of the maps

BESIDE = Gap(titles=0.7)
PLUS = Part("+", Tone.SOFT)
NOTHING = Part("")


class Kernel(NamedTuple):
    """A kernel while its row waits, and while its row is added up."""

    rest: Grid
    now: Grid


def grid_of(key: Key, weights: Array, dilation: Pair) -> Grid:
    """A kernel without a title, its holes among its weights where it stays small."""
    rows, columns = weights.shape
    spread = max(kernels_shown.extent((rows, columns), dilation)) <= MOST_FULL_SIZE
    drawn = dilation if spread else (1, 1)
    found = kernels_shown.item(key, weights, drawn, Heading(""), 0).grid
    return replace(found, heading=None)


def scale_of(kernel: Grid) -> float:
    """How large the cells of a kernel are, in those of the maps."""
    if max(kernel.size) > MOST_FULL_SIZE:
        return min(SMALLER, LARGEST_SIDE / max(kernel.size))
    return WITH_HOLES if (kernel.roles == Role.KERNEL_HOLE).any() else 1.0


@dataclass(frozen=True, eq=False)
class Matrix:
    """The rows and columns that are shown; a column of several channels tells of their sum alone.

    `stage` tells one matrix of a layer from another.
    """

    parts: PartialSums
    outputs: Outputs
    columns: tuple[Column, ...]
    dilation: Pair = (1, 1)
    stage: str = "kernel"

    @cached_property
    def kernels(self) -> dict[tuple[int, int], Kernel]:
        """The kernels that there are, by output and input channel."""
        return {
            (output, column[0]): self._kernel(output, column[0])
            for output in self.outputs.channels
            for column in self.columns
            if len(column) == 1 and self.reads(output, column)
        }

    @cached_property
    def gaps(self) -> tuple[Grid, ...]:
        """Where groups leave no kernel between two channels."""
        return tuple(
            self._gap(output, column[0])
            for output in self.outputs.channels
            for column in self.columns
            if len(column) == 1 and not self.reads(output, column)
        )

    @cached_property
    def height(self) -> float:
        """How high a row of kernels is, in cells of the maps."""
        return self._like.size[0] * scale_of(self._like)

    def reads(self, output: int, column: Column) -> tuple[int, ...]:
        """The channels of the column that the output channel reads."""
        found = self.parts.inputs_of(output)
        return tuple(channel for channel in column if channel in found)

    def key(self, output: int, channel: int) -> Key:
        """The kernel between two channels."""
        return Key(self.outputs.layer, self.stage, output, channel)

    def total_key(self, output: int) -> Key:
        """The slot of an output channel's total."""
        return Key(self.outputs.layer, f"{self.stage} total", output)

    def grids(self, output: int) -> Iterator[Grid]:
        """The matrix while a cell of that output channel is made."""
        for (row_of, _), kernel in self.kernels.items():
            yield kernel.now if row_of == output else kernel.rest
        yield from self.gaps

    def line(self, output: int) -> tuple[Node | None, ...]:
        """The row of an output channel: its kernels, the sum beside each, and the total."""
        cells = [self._cell(output, column) for column in self.columns]
        widest = sums.widest(self.outputs.made[output])
        room = Slot(self._total(output, number_text.ABOUT, widest), from_width=SUMS_FROM)
        return (*cells, room)

    def captions(self, output: int, cell: Pair) -> Iterator[Caption]:
        """The partial sums beside the kernels of the row, and what they make."""
        read = [column for column in self.columns if self.reads(output, column)]
        terms = []
        for column in read:
            term = self.parts.of(output, self.reads(output, column), cell)
            terms.append(term)
            yield self._partial(output, column, number_text.number(term), column != read[-1])
        total = float(self.outputs.made[output, *cell])
        if self.outputs.bias is not None:
            terms.append(float(self.outputs.bias[output]))
        yield self._total(output, number_text.equals([(term,) for term in terms], total), total)

    def _cell(self, output: int, column: Column) -> Node | None:
        read = self.reads(output, column)
        if not read:
            return self._item(self._gap(output, column[0])) if len(column) == 1 else None
        widest = self._partial(output, column, self._widest(output, column))
        room = Slot(widest, from_width=SUMS_FROM)
        if len(column) > 1:
            return room
        kernel = self._item(self.kernels[output, column[0]].rest)
        # The kernel has its middle under that of its map, whatever stands beside it.
        return Table(((kernel, room),), BESIDE, core=0)

    def _item(self, grid: Grid) -> Item:
        """A kernel, or a box of its size where there is none."""
        if not grid.label:
            return Item(grid, scale_of(grid))
        return Item(grid, min(self._like.size) * scale_of(self._like))

    @cached_property
    def _like(self) -> Grid:
        """Any of the kernels, which are all of one size."""
        return next(iter(self.kernels.values())).rest

    def _kernel(self, output: int, channel: int) -> Kernel:
        weights = self.parts.kernel(output, channel)
        now = grid_of(self.key(output, channel), weights, self.dilation)
        rest = np.where(now.roles == Role.WINDOW, np.uint8(Role.REST), now.roles)
        rest.setflags(write=False)
        return Kernel(replace(now, roles=rest), now)

    def _gap(self, output: int, channel: int) -> Grid:
        hole = np.full((1, 1), Role.PADDING, np.uint8)
        return Grid(self.key(output, channel), hole, label=text("no weights"))

    def _slot(self, output: int, column: Column) -> Key:
        return Key(self.outputs.layer, f"{self.stage} sum", output, column[0])

    def _widest(self, output: int, column: Column) -> str:
        read = self.reads(output, column)
        return self.parts.widest(output, read) if read else ""

    def _partial(self, output: int, column: Column, shown: str, more: bool = True) -> Caption:
        """A part of the sum; that of several channels stands below how many these are."""
        line = [Part(shown, Tone.WEIGHT, strong=True, side=Side.LEFT)]
        if column != self.columns[-1]:
            line.append(PLUS if more else NOTHING)
        lines = [tuple(line)]
        if len(column) > 1:
            count = len(self.reads(output, column))
            told = words.plural("{count} more:", "{count} more:", count)
            lines.insert(0, (Part(told, Tone.SOFT, side=Side.LEFT),))
        return Caption(self._slot(output, column), tuple(lines))

    def _total(self, output: int, sign: str, total: float) -> Caption:
        """What the parts make; a bias stands above it, as in a written addition."""
        equal = Part(sign, Tone.SOFT, side=Side.CENTRE)
        result = Part(number_text.number(total), Tone.RESULT, strong=True, size=Size.SUM)
        lines: list[tuple[Part, ...]] = [(equal, result)]
        if self.outputs.biased and self.outputs.bias is not None:
            lines.insert(0, (PLUS, Part(number_text.number(float(self.outputs.bias[output])))))
        return Caption(self.total_key(output), tuple(lines))
