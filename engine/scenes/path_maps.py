"""A map with the paths that run through its cells: what is read, what is not, and its grid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine import paths
from engine.document import INPUT
from engine.frame import Grid
from engine.paths import Way
from engine.roles import Role
from engine.scenes import piece as pieces
from engine.taps import Windows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Heading, Key
    from engine.patches import Patch
    from engine.report import Report, Row
    from engine.scenes.path_ramp import Ramp
    from engine.scenes.piece import Ends, Mask, Piece

STAGE, ROW_STAGE = "paths", "row"
STAGES = (STAGE, ROW_STAGE)
# Counts from here on have more digits than any cell has room for.
LARGEST_WRITTEN = 10**12
_ENDLESS = {True: Way(one_row=True, clipped=False), False: Way(clipped=False)}


@dataclass(frozen=True)
class Look:
    """What cells are shown as: read ones, those between them, and those outside the field.

    With a ramp, read ones take its colours.
    """

    read: Role
    unread: Role = Role.UNUSED
    outside: Role = Role.OUTSIDE
    ramp: Ramp | None = None


@dataclass(frozen=True, eq=False)
class PathMap:
    """The paths between one cell and those of a map; `patch` is None where they are not known.

    `beyond` are those, of one layer alone, of which some end in the padding of the map.
    """

    name: str
    size: Pair
    patch: Patch | None
    beyond: tuple[Patch, ...] = ()

    @cached_property
    def whole(self) -> Piece:
        """All cells that are no padding."""
        return pieces.whole(self.size)

    @cached_property
    def field(self) -> Piece | None:
        """From the first cell that is read to the last, padding included; None without any."""
        parts = (self.patch, *self.beyond)
        hulls = [pieces.hull(patch) for patch in parts if patch is not None]
        return pieces.joined(hull for hull in hulls if hull is not None)

    @cached_property
    def inner(self) -> Piece | None:
        """The part of the field that is no padding."""
        found = None if self.field is None else self.field.cut(self.whole)
        return found if found is not None and found.area else None

    @cached_property
    def padded(self) -> Piece:
        """All cells, and the padding as far as the field reaches into it."""
        return self.whole if self.field is None else self.whole.hull(self.field)

    @cached_property
    def used(self) -> int:
        """How many cells have a path."""
        return 0 if self.patch is None else pieces.count_above(self.patch, 0)

    @cached_property
    def repeated(self) -> int:
        """How many cells have more than one path."""
        return 0 if self.patch is None else pieces.count_above(self.patch, 1)

    @cached_property
    def ends(self) -> Ends | None:
        """The fewest paths of a cell that has any, and the most, exactly; None without any."""
        return None if self.patch is None else pieces.ends(self.patch)

    @property
    def is_full(self) -> bool:
        """Whether each cell of the field is read."""
        return self.inner is not None and self.used == self.inner.area

    def read(self, piece: Piece) -> Mask:
        """Which cells of the piece are read, padding included."""
        found = np.zeros(piece.size, dtype=bool)
        for patch in (self.patch, *self.beyond):
            if patch is not None:
                found |= pieces.mask(patch, piece)
        return found


def traced(
    report: Report,
    name: str,
    cell: Pair,
    way: Way = paths.PLAIN,
    names: Collection[str] | None = None,
) -> dict[str, PathMap]:
    """Maps that feed the cell, or those of them that are named, in the order of `feeding`."""
    found = paths.back(report, name, cell, way)
    return {
        one: PathMap(
            one,
            size_of(report, one, way),
            found.get(one),
            tuple(_beyond([report.row(reader) for reader in readers], found, way)),
        )
        for one, readers in feeding(report, name).items()
        if names is None or one in names
    }


def reached(report: Report, name: str, cell: Pair, way: Way = paths.PLAIN) -> dict[str, PathMap]:
    """Every map that the cell reaches and whose paths are known, its own first."""
    found = paths.on(report, name, cell, way)
    later = (row.name for row in report.rows if row.name in found and row.name != name)
    return {one: PathMap(one, size_of(report, one, way), found[one]) for one in (name, *later)}


def feeding(report: Report, name: str) -> dict[str, tuple[str, ...]]:
    """The maps that feed the named one, itself first and the input last, and who reads each."""
    readers: dict[str, list[str]] = {name: []}
    for row in reversed(report.rows):
        if row.name in readers:
            for source in dict.fromkeys(row.inputs):
                readers.setdefault(source, []).append(row.name)
    names = [row.name for row in reversed(report.rows)] + [INPUT]
    return {one: tuple(readers[one]) for one in names if one in readers}


def size_of(report: Report, name: str, way: Way = paths.PLAIN) -> Pair:
    """Rows and columns of a map, or of one row of it."""
    row = report.row(name)
    _, high, wide = report.input_shape if row is None else row.shape
    return (1 if way.one_row else high), wide


def grid(one: PathMap, piece: Piece, key: Key, look: Look, heading: Heading | None = None) -> Grid:
    """The cells of the piece: their roles, their counts, and where these stand on the ramp."""
    roles = _roles(one, piece, look)
    values = shares = None
    if one.patch is not None and one.ends is not None:
        none = ~pieces.mask(one.patch, piece)
        if one.ends[1] < LARGEST_WRITTEN:
            values = pieces.counts(one.patch, piece)
            values[none] = np.nan
        if look.ramp is not None:
            shares = look.ramp.shares(one.patch, piece)
            shares[none] = np.nan
    if look.ramp is not None and shares is None:
        shares = np.full(piece.size, np.nan)
    for array in (roles, values, shares):
        if array is not None:
            array.setflags(write=False)
    return Grid(key, roles, values, shares, piece.corner, heading)


def empty(one: PathMap, piece: Piece, like: Grid, role: Role = Role.OUTSIDE) -> Grid:
    """The same map before anything of it is read."""
    roles = np.full(piece.size, role, np.uint8)
    roles[~_real(one, piece)] = Role.PADDING
    nothing = None if like.shares is None else np.full(piece.size, np.nan)
    return Grid(like.key, roles, None, nothing, like.origin, like.heading, like.foot)


def _beyond(readers: list[Row | None], found: Mapping[str, Patch], way: Way) -> Iterator[Patch]:
    """What each layer reads of the cells with paths, where some of it is padding."""
    for row in readers:
        if row is None or row.name not in found or not _ends_in_padding(row):
            continue
        patch = _ENDLESS[way.one_row].carried(found[row.name], row, backward=True)
        hull = None if patch is None else pieces.hull(patch)
        size = (1 if way.one_row else row.sources.first[1], row.sources.first[2])
        if patch is not None and hull is not None and hull.cut(pieces.whole(size)) != hull:
            yield patch


def _ends_in_padding(row: Row) -> bool:
    """Whether windows run over padding that takes no values from the map."""
    slides = all(isinstance(reading, Windows) for reading in row.readings)
    return slides and getattr(row.layer, "padding_mode", "zeros") == "zeros"


def _roles(one: PathMap, piece: Piece, look: Look) -> NDArray[np.uint8]:
    roles = np.full(piece.size, Role.REST if one.patch is None else look.outside, np.uint8)
    if one.field is not None:
        roles[one.field.cut(piece).slices(piece)] = look.unread
    read = one.read(piece)
    roles[read] = look.read
    padding = ~_real(one, piece)
    hidden = padding & (roles == look.unread) & (look.unread == Role.UNUSED)
    roles[padding] = Role.PADDING
    roles[hidden] = Role.UNREAD
    return roles


def _real(one: PathMap, piece: Piece) -> Mask:
    """Which cells of the piece are no padding."""
    real = np.zeros(piece.size, dtype=bool)
    real[one.whole.cut(piece).slices(piece)] = True
    return real
