"""The grids of stamps: the cell that is stamped, its kernel times the cell, and what has landed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.frame import Grid, Heading, Key, Span, Window
from engine.roles import Role
from engine.scenes import input_map, kernels_shown, map_words, stamp_words, sums, turns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.fields import Pair
    from engine.scenes.piece import Piece
    from engine.scenes.stamp_axes import Flags, Landed
    from engine.scenes.stamping import Stamping
    from engine.values.lanes import Array

    Notes = tuple[tuple[str, ...], ...]

PLANE, STAMP, TOTAL = "stamped", "stamp", "stamps"
GRIDS = 16  # that are kept of each
MOST_NOTED = 15  # taps of a side that tell in their corners what they are made of


class Plane:
    """What has landed after every step; what padding crops is there too, and looks cropped."""

    def __init__(self, stamping: Stamping) -> None:
        self.key = Key(stamping.row.name, PLANE, stamping.channel)
        self._stamping = stamping
        self.after = lru_cache(GRIDS)(self._after)

    def piece(self, step: int) -> Piece:
        """The cells of the plane that are shown at that step."""
        return self._stamping.page(max(step - 1, 0))

    def window(self, step: int) -> Window:
        """The stamp that lands at that step, each cell with what it adds to what."""
        landed = self._stamping.landed(step - 1)
        rows, columns = (_span(one) for one in landed)
        return Window(self.key, rows, columns, notes=self._notes(step, landed))

    def _notes(self, step: int, landed: tuple[Landed, Landed]) -> Notes | None:
        """`5+3` where something lay there before."""
        if max(len(one.taps) for one in landed) > MOST_NOTED:
            return None
        piece, stamping = self.piece(step), self._stamping
        before = self._numbers(step - 1, piece)
        before[~self._is_there(step - 1, piece)] = np.nan
        added = stamping.products(step - 1).sum(axis=0)[np.ix_(*(one.taps for one in landed))]
        here = before[np.ix_(*(one.cells for one in landed))]
        return tuple(
            tuple(
                "" if np.isnan(one) else _sum(one, other) for one, other in zip(*line, strict=True)
            )
            for line in zip(here.tolist(), added.tolist(), strict=True)
        )

    def _numbers(self, step: int, piece: Piece) -> Array:
        """What every cell holds, whether a stamp has landed there or not."""
        stamping, inner = self._stamping, self._stamping.kept.cut(piece)
        found = stamping.sums(step, piece)
        kept = inner.slices(piece)
        if step < stamping.count:
            found[kept] += stamping.bias
        else:
            # Those of the layer itself, whose sums only rounding may tell apart from these.
            found[kept] = stamping.made[inner.slices(stamping.kept)]
        return found

    def _kept(self, piece: Piece) -> Flags:
        found = np.zeros(piece.size, dtype=bool)
        found[self._stamping.kept.cut(piece).slices(piece)] = True
        return found

    def _is_there(self, step: int, piece: Piece) -> Flags:
        """Which cells hold a number: stamped ones, and the bias; in the end all of the output."""
        whole = bool(self._stamping.bias) or step == self._stamping.count
        found = self._stamping.touched(step, piece)
        return found | self._kept(piece) if whole else found

    def _after(self, step: int) -> Grid:
        stamping, piece = self._stamping, self.piece(step)
        kept, there = self._kept(piece), self._is_there(step, piece)
        made = stamping.touched(step, piece) | (step == stamping.count)
        waiting = np.where(there, np.uint8(Role.REST), np.uint8(Role.NOT_YET))
        roles = np.where(made, np.uint8(Role.OUTPUT), waiting)
        roles[~kept] = Role.UNREAD
        values = self._numbers(step, piece)
        values[~there] = np.nan
        for array in (roles, values):
            array.setflags(write=False)
        return Grid(
            self.key,
            roles,
            values,
            origin=_origin(piece, stamping.kept),
            heading=stamp_words.plane(stamping, step, piece),
            foot=stamp_words.cropped(stamping),
        )


class Source:
    """A channel that is stamped: its map, and its kernel times the cell."""

    def __init__(self, stamping: Stamping, channel: int) -> None:
        self.channel = channel
        self.key = Key(stamping.row.name, input_map.STAGE, channel)
        self._stamping = stamping
        at = channel - stamping.channels.start
        self._cells, self._weights = stamping.cells[at], stamping.kernels[at]
        self._grid = lru_cache(GRIDS)(self._made)
        self.stamp = lru_cache(GRIDS)(self._stamp)

    def grid(self, step: int) -> Grid:
        """The cells of the map that are shown at that step."""
        rows, columns = self._stamping.source_page(max(step - 1, 0))
        return self._grid(rows.start, rows.stop, columns.start, columns.stop)

    def cell(self, step: int) -> Window:
        """The cell that is stamped at that step."""
        row, column = self._stamping.cell(step - 1)
        rows, columns = self._stamping.source_page(step - 1)
        return Window(self.key, Span(row - rows.start), Span(column - columns.start))

    def taps(self, step: int) -> Window:
        """The kernel's taps at that step, each with what it is made of."""
        size, notes = self._stamping.layer.kernel, None
        if max(size) <= MOST_NOTED:
            value = number_text.number(self._value(step))
            notes = tuple(
                tuple(f"{value}·{number_text.number(weight)}" for weight in line)
                for line in self._weights.tolist()
            )
        return taps(self.stamp(step), size, notes)

    def widest(self) -> Grid:
        """The kernel with as wide numbers and words as any step has."""
        value = sums.widest(self._cells)
        products = [sums.widest(self._cells * weight) for weight in self._weights.ravel()]
        return self._kernel(np.full(self._weights.shape, sums.wider(*products)), value)

    def _value(self, step: int) -> float:
        return float(self._cells[self._stamping.cell(step - 1)])

    def _stamp(self, step: int) -> Grid:
        """Each weight times the cell; before the first stamp, the weights alone."""
        if not step:
            return self._kernel(self._weights, None)
        return self._kernel(self._value(step) * self._weights, self._value(step))

    def _kernel(self, values: Array, by: float | None) -> Grid:
        stamping = self._stamping
        key = Key(stamping.row.name, STAMP, stamping.channel, self.channel)
        alone = len(stamping.channels) == 1
        title = stamp_words.kernel(stamping, None if alone else self.channel, by)
        return replace(drawn(key, values, stamping.layer.dilation), heading=title)

    def _made(self, top: int, bottom: int, left: int, right: int) -> Grid:
        values = self._cells[top:bottom, left:right]
        roles = np.full(values.shape, Role.INPUT, np.uint8)
        row = self._stamping.row
        part = map_words.shown_piece(
            (range(top, bottom), range(left, right)), row.sources.size, row.sources.size
        )
        name = map_words.name_of(row.inputs[0])
        if len(self._stamping.channels) == 1:
            heading = Heading(name, map_words.shape_of(row.sources.first, self.channel), part)
        else:
            heading = turns.heading(name, self.channel, row.sources.size, part)
        return Grid(self.key, roles, values, origin=(top, left), heading=heading)


class Total:
    """The stamps of all channels, added up before they land."""

    def __init__(self, stamping: Stamping) -> None:
        self.key = Key(stamping.row.name, TOTAL, stamping.channel)
        self._stamping = stamping
        self.stamp = lru_cache(GRIDS)(self._stamp)

    def taps(self, step: int) -> Window:
        """The taps as a window."""
        return taps(self.stamp(step), self._stamping.layer.kernel)

    def _stamp(self, step: int) -> Grid:
        """What lands at that step; nothing before the first stamp."""
        stamping = self._stamping
        values = np.zeros(stamping.layer.kernel)
        if step:
            values = stamping.products(step - 1).sum(axis=0)
        title = stamp_words.total(stamping)
        return replace(drawn(self.key, values, stamping.layer.dilation), heading=title)


def drawn(key: Key, values: Array, dilation: Pair) -> Grid:
    """A kernel with its holes, where these have room."""
    return kernels_shown.item(key, values, dilation, Heading(""), 0).grid


def taps(kernel: Grid, size: Pair, notes: Notes | None = None) -> Window:
    """The taps of a kernel, whose holes are drawn or not, as a window over it."""
    down, across = (
        Span(0, count, (cells - 1) // (count - 1) if count > 1 else 1)
        for count, cells in zip(size, kernel.size, strict=True)
    )
    return Window(kernel.key, down, across, notes=notes)


def _span(landed: Landed) -> Span:
    return Span(landed.start, len(landed.taps), landed.step)


def _origin(piece: Piece, kept: Piece) -> Pair:
    (top, left), (down, across) = piece.corner, kept.corner
    return top - down, left - across


def _sum(one: float, other: float) -> str:
    shown = number_text.number(other)
    return number_text.number(one) + ("" if shown.startswith(number_text.MINUS) else "+") + shown


def sources(stamping: Stamping, channels: Iterable[int]) -> tuple[Source, ...]:
    """The channels that are shown."""
    return tuple(Source(stamping, channel) for channel in channels)
