"""The map that a transposed convolution reads, with the zeros and the border it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import arithmetic
from engine.frame import Grid, Heading, Key, Span
from engine.layers import ConvTranspose
from engine.roles import Role
from engine.scenes import map_words
from engine.scenes.input_map import STAGE, Seen
from engine.scenes.tracks import LARGEST, Track
from engine.sizes import AXES
from engine.taps import Windows
from engine.values import transposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from engine.report import Row
    from engine.values.lanes import Array
    from engine.words import Text

    Codes = NDArray[np.uint8]

INSERTED, BORDERED, SLID = "inserted", "bordered", "slid"
# Stages whose cells count from the first real one on, so that a cell keeps its place in all.
SPREAD = (INSERTED, BORDERED, SLID)
STAGES = (STAGE, *SPREAD)
BEFORE_CUT = "before cut"
PAGES = 8  # pieces of large maps that are kept
NO_HEADING = Heading("")
_REAL, _INSERTED, _BORDER, _CUT = range(4)
_ROLES = np.array([Role.INPUT, Role.INSERTED_ZERO, Role.BORDER, Role.UNUSED], np.uint8)


class Stretch(NamedTuple):
    """One axis: the cells that each stage shows."""

    read: range
    inserted: range
    bordered: range
    slid: range


@dataclass(frozen=True)
class Axis:
    """One axis of a transposed convolution, taken apart.

    Cells count from the first real one, in steps of the spread map. A border `before` or `after`
    below zero cuts cells off. `extra` is what output padding adds after.
    """

    n: int
    out: int
    stride: int
    kernel: int
    dilation: int
    before: int
    after: int
    extra: int

    @property
    def inserted(self) -> int:
        """Cells once zeros are between neighbours."""
        return (self.n - 1) * self.stride + 1

    @cached_property
    def track(self) -> Track:
        """How the plain convolution runs along the bordered map."""
        window = Windows(self.kernel, 1, self.dilation, self.before)
        return Track(self.inserted, self.out, window, self.before, self.after, longest=self.kernel)

    @property
    def hull(self) -> range:
        """All cells there are, those that are cut off among them."""
        return range(min(-self.before, 0), self.inserted + max(self.after, 0))

    @property
    def most_real(self) -> int:
        """No window holds more real cells."""
        turn = self.stride // gcd(self.stride, self.dilation)
        return min(self.n, arithmetic.ceil_div(self.kernel, turn))

    def real_taps(self, o: int) -> list[int]:
        """Which taps of the window of that output lie on real cells."""
        start = self.track.reader.span(o)[0]
        cells = (start + self.dilation * tap for tap in range(self.kernel))
        return [tap for tap, cell in enumerate(cells) if self.source(cell) is not None]

    def source(self, cell: int) -> int | None:
        """The cell of the input that stands there; None for a zero."""
        inside = 0 <= cell < self.inserted and cell % self.stride == 0
        return cell // self.stride if inside else None

    def shown(self, o: int) -> Stretch:
        """The cells shown while that output is made."""
        page = self.track.page(o)
        whole = self.hull
        bordered = whole if len(whole) <= LARGEST else page
        inserted = _within(range(self.inserted), page.start)
        read = _within(range(self.n), -(-inserted.start // self.stride))
        return Stretch(read, inserted, bordered, page)

    def codes(self, cells: range, *, cut: bool = True) -> Codes:
        """What each of these cells is on this axis, when or before some are cut off."""
        places = np.arange(cells.start, cells.stop)
        inside = (places >= 0) & (places < self.inserted)
        found = np.where(inside, np.where(places % self.stride == 0, _REAL, _INSERTED), _BORDER)
        gone = (places < -self.before) | (places >= self.inserted + self.after)
        return np.where(gone & cut, _CUT, found).astype(np.uint8)


def axes(row: Row) -> tuple[Axis, Axis]:
    """Rows and columns of the layer."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    borders = transposed.borders(layer)
    rows, columns = (
        Axis(
            row.sources.size[a],
            row.shape[1 + a],
            layer.stride[a],
            layer.kernel[a],
            layer.dilation[a],
            *borders[a],
            layer.output_padding[a],
        )
        for a in AXES
    )
    return rows, columns


class SpreadMap:
    """One channel of the map in its stages, as grids that frames share.

    `headings` say what stands above each stage, `foot` what stands below the border.
    """

    def __init__(
        self,
        layer: str,
        channel: int,
        values: Array,
        axes: tuple[Axis, Axis],
        headings: Mapping[str, Heading],
        foot: Text | str = "",
    ) -> None:
        self.axes, self.foot = axes, foot
        self._layer, self._channel, self._values = layer, channel, values
        self._headings = headings
        self._grid = lru_cache(PAGES * len(STAGES))(self._made)

    def key(self, stage: str) -> Key:
        """Who that stage is."""
        return Key(self._layer, stage, self._channel)

    def stage(self, stage: str, row: int, column: int) -> Grid:
        """What the stage shows while that output cell is made."""
        at = STAGES.index(stage)
        down, across = (axis.shown(o)[at] for axis, o in zip(self.axes, (row, column), strict=True))
        return self._grid(stage, down.start, down.stop, across.start, across.stop)

    def uncut(self, bordered: Grid) -> Grid:
        """The same cells before any are cut off."""
        (top, left), (high, wide) = bordered.origin, bordered.size
        whole = self._grid(BEFORE_CUT, top, top + high, left, left + wide)
        return replace(whole, key=bordered.key)

    def seen(self, row: int, column: int) -> Seen:
        """The window of that output cell over the bordered map."""
        down, across = (axis.track for axis in self.axes)
        first, second = down.cut(row, down.page(row)), across.cut(column, across.page(column))
        return Seen(
            self.stage(SLID, row, column),
            Span(first.start, len(first.taps), down.reader.step),
            Span(second.start, len(second.taps), across.reader.step),
            (first.taps, second.taps),
        )

    def real_under(self, row: int, column: int) -> tuple[Array, list[int], list[int]]:
        """The real values under the window of that output cell, and the taps that they are at."""
        taps, places = [], []
        for axis, o in zip(self.axes, (row, column), strict=True):
            start, found = axis.track.reader.span(o)[0], axis.real_taps(o)
            taps.append(found)
            places.append([(start + axis.dilation * tap) // axis.stride for tap in found])
        values: Array = self._values[np.ix_(*places)]
        return values, taps[0], taps[1]

    def _made(self, stage: str, top: int, bottom: int, left: int, right: int) -> Grid:
        rows, columns = range(top, bottom), range(left, right)
        if stage == STAGE:
            values = self._values[top:bottom, left:right].copy()
            roles = np.full(values.shape, Role.INPUT, np.uint8)
        else:
            down, across = self._codes(stage, rows, columns)
            roles = _ROLES[np.maximum.outer(down, across)]
            values = np.where(roles == Role.UNUSED, np.nan, 0.0)
            real = roles == Role.INPUT
            here = np.ix_(*_sources(self.axes, (rows, columns), (down, across)))
            values[real] = self._values[here].ravel()
        for array in (values, roles):
            array.setflags(write=False)
        foot = self.foot if stage == BORDERED else ""
        title = self._headed(stage, rows, columns)
        return Grid(self.key(stage), roles, values, origin=(top, left), heading=title, foot=foot)

    def _codes(self, stage: str, rows: range, columns: range) -> tuple[Codes, Codes]:
        cut = stage not in (INSERTED, BEFORE_CUT)
        return self.axes[0].codes(rows, cut=cut), self.axes[1].codes(columns, cut=cut)

    def _headed(self, stage: str, rows: range, columns: range) -> Heading:
        """The title, with what is shown of a map that is too large."""
        heading = self._headings.get(stage, NO_HEADING)
        whole = tuple(_length(axis, stage) for axis in self.axes)
        # Where a map is cut into pieces, rows and columns count as they do for one who points.
        sides = tuple(axis.n if stage == STAGE else axis.inserted for axis in self.axes)
        shown = map_words.shown_piece((rows, columns), (sides[0], sides[1]), (whole[0], whole[1]))
        second = map_words.joined(heading.second, shown)
        return Heading(heading.name, heading.rest, second, heading.badge)


def _sources(
    axes: tuple[Axis, Axis], shown: tuple[range, range], codes: tuple[Codes, Codes]
) -> Iterator[NDArray[np.intp]]:
    """The rows and columns of the input whose values stand there."""
    for axis, cells, kinds in zip(axes, shown, codes, strict=True):
        yield (np.flatnonzero(kinds == _REAL) + cells.start) // axis.stride


def _length(axis: Axis, stage: str) -> int:
    """All cells that the stage has."""
    if stage == STAGE:
        return axis.n
    if stage == INSERTED:
        return axis.inserted
    return len(axis.hull) if stage == BORDERED else axis.track.length


def _within(cells: range, start: int) -> range:
    """All of them, or of too many those from near that one on."""
    if len(cells) <= LARGEST:
        return cells
    first = min(max(start, cells.start), cells.stop - LARGEST)
    return range(first, first + LARGEST)
