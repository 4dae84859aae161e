"""The same along one row: a row of every map, one above the other, and a line for each tap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine import arithmetic, padding, taps
from engine.arrangement import Section
from engine.frame import Grid, Heading, Key, Mark, Threads
from engine.paths import ONE_ROW
from engine.scenes import lined_up, path_maps
from engine.scenes import piece as pieces
from engine.taps import Linear
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from engine.arrangement import Item
    from engine.flows import Axis
    from engine.report import Report
    from engine.scenes.lined_up import Stand
    from engine.scenes.path_maps import Look, PathMap

    Pairs = NDArray[np.int64]

# Wider ones, and more lines, are no help to anybody.
MOST_WIDE = 64
MOST_THREADS = 600


@dataclass(frozen=True, eq=False)
class Line:
    """One row of a map: the paths along it alone, which row it is, and how it stands."""

    map: PathMap
    row: int
    stand: Stand

    @property
    def key(self) -> Key:
        """Whose row it is."""
        return Key(self.map.name, path_maps.ROW_STAGE)

    def grid(self, look: Look, heading: Heading | None = None) -> Grid:
        """Its cells, with the counts of the paths that stay in the row."""
        made = path_maps.grid(self.map, self.stand.piece, self.key, look, heading)
        return self._placed(made)

    def empty(self, like: Grid) -> Grid:
        """The same row before anything of it is read."""
        return self._placed(path_maps.empty(self.map, self.stand.piece, like))

    def _placed(self, made: Grid) -> Grid:
        return replace(made, origin=(self.row, made.origin[1]))


@dataclass(frozen=True, eq=False)
class Lines:
    """Rows of maps from above to below, and the taps between each and the next."""

    each: tuple[Line, ...]
    pairs: tuple[Pairs, ...]

    def threads(self, mark: Mark = Mark.REACHES) -> tuple[Threads, ...]:
        """The lines from each row to the next."""
        both = zip(self.each, self.each[1:], self.pairs, strict=False)
        return tuple(Threads(above.key, below.key, columns, mark) for above, below, columns in both)


def lines(report: Report, maps: Sequence[PathMap], rows: Sequence[int]) -> Lines | None:
    """Rows of these maps, each of which the one above or the one below reads alone.

    `maps` are of paths along one row; None where there is no room for all of them.
    """
    stands = lined_up.in_one_row(report, maps, MOST_WIDE) if len(maps) > 1 else None
    if stands is None:
        return None
    each = tuple(Line(*parts) for parts in zip(maps, rows, stands, strict=True))
    pairs = tuple(_between(report, *two) for two in pairwise(each))
    if sum(map(len, pairs)) > MOST_THREADS:
        return None
    return Lines(each, pairs)


def section(items: Iterable[Item]) -> Section:
    """The rows below the maps."""
    return Section(tuple(items), Heading(text("along one axis"), text("every line is one tap")))


def row_of(one: PathMap) -> int:
    """The row of a map that is shown: the one nearest to the middle of its field that is read."""
    field = one.field
    if field is None or one.patch is None:
        return one.size[0] // 2
    middle = (field.rows.start + field.rows.stop - 1) / 2
    rows = pieces.used_rows(one.patch)
    return int(rows[np.abs(rows - middle).argmin()]) if len(rows) else round(middle)


def _between(report: Report, above: Line, below: Line) -> Pairs:
    """Columns of the row above and of the one below, counted from the first ones shown."""
    if above.map.name in _inputs(report, below.map.name):
        turned = _taps(report, below, above)
        return turned[:, ::-1]
    return _taps(report, above, below)


def _inputs(report: Report, name: str) -> tuple[str, ...]:
    row = report.row(name)
    return () if row is None else row.inputs


def _taps(report: Report, reader: Line, source: Line) -> Pairs:
    """From each cell of the reading map with a path to the ones with a path that it reads."""
    row = report.row(reader.map.name)
    assert row is not None
    axis = ONE_ROW.axes(row)[1]
    seen = {line: _with_paths(line) for line in (reader, source)}
    found = {
        (o, cell)
        for o in seen[reader]
        for cell in _read(axis, o)
        if 0 <= o < axis.m and cell in seen[source]
    }
    firsts = [line.stand.piece.columns.start for line in (reader, source)]
    made = np.array(sorted(found), dtype=np.int64).reshape(-1, 2) - firsts
    made.setflags(write=False)
    return made


def _with_paths(line: Line) -> set[int]:
    """The columns that are shown and read, padding among them."""
    piece = line.stand.piece
    return set((np.flatnonzero(line.map.read(piece)[0]) + piece.columns.start).tolist())


def _read(axis: Axis, o: int) -> Iterator[int]:
    """The cells that an output reads; what padding takes from the map, where it takes it from."""
    if axis.reading is None:
        yield from arithmetic.adaptive_window(o, axis.n, axis.m)
    elif isinstance(axis.reading, Linear):
        near, far, share = padding.neighbours(axis.reading, o, axis.n)
        yield from (near, far) if share else (near,)
    else:
        for cell in taps.cells(axis.reading, o):
            if 0 <= cell < axis.n or axis.mode == "zeros":
                yield cell
            else:
                yield padding.source(cell, axis.n, axis.mode)
