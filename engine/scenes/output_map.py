"""The map that a layer makes, cell by cell: its grids, and how far it is at every step."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.frame import Filling, Grid, Heading, Place, Span, Window
from engine.roles import Role
from engine.scenes import map_words
from engine.scenes.tracks import LARGEST

if TYPE_CHECKING:
    from engine.frame import Key
    from engine.values.lanes import Array

PAGES = 8  # pieces of a large map that are kept


class Made(NamedTuple):
    """An output cell on its grid: the ring round it, where rays end, how far the map is."""

    grid: Grid
    ring: Window
    place: Place
    filling: Filling


class OutputMap:
    """One channel of a layer's map; maps larger than a page are shown in pieces."""

    def __init__(self, key: Key, values: Array, heading: Heading) -> None:
        self.key = key
        self._values, self._heading = values, heading
        self._rows, self._columns = values.shape
        self._grid = lru_cache(PAGES)(self._made)

    def value(self, row: int, column: int) -> float:
        """The number of that cell."""
        return float(self._values.item(row, column))

    def page(self, row: int, column: int) -> Grid:
        """The piece that the cell is in; the same object for the same piece."""
        return self._grid(_start(row, self._rows), _start(column, self._columns))

    def made(self, row: int, column: int, *, late: bool = False) -> Made:
        """The map when the cell is made, and all before it, row by row; `late`, just before."""
        top, left = _start(row, self._rows), _start(column, self._columns)
        rows, columns = Span(row - top), Span(column - left)
        count = (row - top) * min(self._columns, LARGEST) + column - left + (not late)
        return Made(
            self._grid(top, left),
            Window(self.key, rows, columns, fills=False),
            Place(self.key, rows, columns),
            Filling(self.key, count),
        )

    def _made(self, top: int, left: int) -> Grid:
        values = self._values[top : top + LARGEST, left : left + LARGEST]
        high, wide = values.shape
        roles = np.full(values.shape, Role.OUTPUT, np.uint8)
        roles.setflags(write=False)
        sides = (self._rows, self._columns)
        pages = (range(top, top + high), range(left, left + wide))
        shown = map_words.shown_piece(pages, sides, sides)
        second = map_words.joined(self._heading.second, shown)
        heading = Heading(self._heading.name, self._heading.rest, second)
        return Grid(self.key, roles, values, origin=(top, left), heading=heading)


def _start(o: int, n: int) -> int:
    return max(min(o // LARGEST * LARGEST, n - LARGEST), 0)
