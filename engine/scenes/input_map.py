"""The map that a window slides over: its cells, its padding, and the numbers under a window."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.frame import Grid, Heading, Key, Span
from engine.layers import AvgPool, MaxPool
from engine.roles import Role
from engine.scenes import map_words, sums
from engine.scenes import tracks as axes
from engine.scenes.tracks import LARGEST
from engine.values import lanes

if TYPE_CHECKING:
    from engine.report import Row
    from engine.scenes.telling import Subject
    from engine.scenes.tracks import Track
    from engine.values.lanes import Array, Cells
    from engine.words import Text

STAGE = "input"
PAGES = 8  # pieces of a large map that are kept


class Held(NamedTuple):
    """What padding holds: a number (NaN where it does not count), or by its mode other cells."""

    mode: str = "zeros"
    value: float = 0.0


class Seen(NamedTuple):
    """What is shown of a window: the grid, the cells of it, and which taps these are."""

    grid: Grid
    rows: Span
    columns: Span
    taps: tuple[range, range]

    @property
    def empty(self) -> bool:
        """Whether no tap lies among the cells shown."""
        return not (self.taps[0] and self.taps[1])


def held_by(row: Row) -> Held:
    """What the padding of the layer holds."""
    layer = row.layer
    if isinstance(layer, MaxPool):
        return Held(value=-np.inf)
    if isinstance(layer, AvgPool) and not layer.count_include_pad:
        return Held(value=np.nan)
    return Held(getattr(layer, "padding_mode", "zeros"))


def of_channel(subject: Subject, channel: int, stays: int | None = None) -> InputMap:
    """A channel of the map that the layer reads; `stays` is the one whose place it takes."""
    row = subject.row
    both, held = axes.tracks(row), held_by(row)
    name = row.inputs[0]
    heading = Heading(
        map_words.name_of(name),
        map_words.shape_of(row.sources.first, channel),
        map_words.padding(both, held),
    )
    key = Key(row.name, STAGE, channel if stays is None else stays)
    return InputMap(key, subject.computed.maps[name][channel], both, held, heading)


class InputMap:
    """One channel of the map that a layer reads, as grids.

    Maps larger than a page are shown in pieces, each made once. The numbers under a window are
    those of all its taps, shown or not; a cell beyond the padding is no number.
    """

    def __init__(
        self,
        key: Key,
        values: Array,
        tracks: tuple[Track, Track],
        held: Held,
        heading: Heading,
    ) -> None:
        self.key, self.tracks = key, tracks
        self._values, self._held = values, held
        self._heading = heading
        self.foot = map_words.never_read(tracks)
        self._grid = lru_cache(PAGES)(self._made)

    def say(self, heading: Heading, foot: Text | str) -> None:
        """What stands above and below the map instead, said before any of it is shown."""
        self._heading, self.foot = heading, foot

    @cached_property
    def widest(self) -> float:
        """A number that takes as much room as any that a window reads."""
        found = sums.widest(self._values)
        padded = any(track.before or track.after for track in self.tracks)
        written = padded and not math.isnan(self._held.value)
        return sums.wider(found, self._held.value) if written else found

    def page(self, row: int, column: int) -> Grid:
        """The cells shown while that output cell is made."""
        return self.piece(self.tracks[0].page(row), self.tracks[1].page(column))

    def piece(self, rows: range, columns: range) -> Grid:
        """Those cells of the padded map; the same object for the same cells."""
        return self._grid(rows.start, rows.stop, columns.start, columns.stop)

    def seen(self, row: int, column: int) -> Seen:
        """The window of that output cell, over the cells that are shown with it."""
        down, across = self.tracks
        rows, columns = down.page(row), across.page(column)
        first, second = down.cut(row, rows), across.cut(column, columns)
        return Seen(
            self._grid(rows.start, rows.stop, columns.start, columns.stop),
            Span(first.start, len(first.taps), down.reader.step),
            Span(second.start, len(second.taps), across.reader.step),
            (first.taps, second.taps),
        )

    def seen_cell(self, row: int, column: int) -> Seen:
        """One cell of the map itself as a window."""
        rows, columns = self.tracks[0].page_at(row, 1), self.tracks[1].page_at(column, 1)
        alone = (Span(row - rows.start), Span(column - columns.start))
        return Seen(self.piece(rows, columns), *alone, (range(1), range(1)))

    def seen_nothing(self, row: int, column: int) -> Seen:
        """What is shown while that output cell is made, where it reads no cell."""
        return Seen(self.page(row, column), Span(0, 0), Span(0, 0), (range(0), range(0)))

    def under(self, row: int, column: int, seen: Seen) -> Array:
        """The numbers under the window of that output cell."""
        (top, high), (left, wide) = (
            self.tracks[0].reader.span(row),
            self.tracks[1].reader.span(column),
        )
        down, across = seen.rows.step, seen.columns.step
        if len(seen.taps[0]) == high and len(seen.taps[1]) == wide:
            assert seen.grid.values is not None
            y, x = int(seen.rows.start), int(seen.columns.start)
            return seen.grid.values[y : y + high * down : down, x : x + wide * across : across]
        return self._numbers(top + down * np.arange(high), left + across * np.arange(wide))

    def _made(self, top: int, bottom: int, left: int, right: int) -> Grid:
        rows, columns = range(top, bottom), range(left, right)
        real = np.logical_and.outer(self.tracks[0].real(rows), self.tracks[1].real(columns))
        read = np.logical_and.outer(_part(self.tracks[0], rows), _part(self.tracks[1], columns))
        roles = np.where(
            real,
            np.where(read, Role.INPUT, Role.UNUSED),
            np.where(read, Role.PADDING, Role.UNREAD),
        ).astype(np.uint8)
        values = self._numbers(np.arange(top, bottom), np.arange(left, right))
        values[~read] = np.nan
        values.setflags(write=False)
        roles.setflags(write=False)
        return Grid(
            self.key,
            roles,
            values,
            origin=(top, left),
            heading=self._headed(rows, columns),
            foot=self.foot,
        )

    def _numbers(self, rows: Cells, columns: Cells) -> Array:
        """What those rows and columns of the padded map hold."""
        down, across = self.tracks
        sources = (down.sources(rows, self._held.mode), across.sources(columns, self._held.mode))
        found = self._values[np.ix_(*(np.maximum(part, 0) for part in sources))]
        outside = [part == lanes.OUTSIDE for part in sources]
        found[np.logical_or.outer(*outside)] = self._held.value
        for cells, track, axis in ((rows, down, 0), (columns, across, 1)):
            np.moveaxis(found, axis, 0)[cells >= track.n + track.after] = np.nan
        return found

    def _headed(self, rows: range, columns: range) -> Heading:
        shown: Text | str = map_words.shown_piece(
            (rows, columns), (self.tracks[0].n, self.tracks[1].n), self._sizes()
        )
        if shown:
            shown = map_words.joined(shown, map_words.window_outside(self.tracks, LARGEST))
        second = map_words.joined(self._heading.second, shown)
        return Heading(self._heading.name, self._heading.rest, second)

    def _sizes(self) -> tuple[int, int]:
        return self.tracks[0].length, self.tracks[1].length


def _part(track: Track, cells: range) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return track.read[cells.start - track.first : cells.stop - track.first]
