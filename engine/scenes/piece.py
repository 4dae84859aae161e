"""Some rows and columns of a map, and what a patch of weights holds there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.frame import Span
from engine.patches import Product

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.flows import Stretch, Weights
    from engine.frame import Array
    from engine.patches import Patch

    Mask = NDArray[np.bool_]
    Ends = tuple[int | float, int | float]


class Piece(NamedTuple):
    """Cells of a map; those of its padding have negative places, or such beyond its end."""

    rows: range
    columns: range

    @property
    def size(self) -> Pair:
        """How many rows and columns."""
        return len(self.rows), len(self.columns)

    @property
    def area(self) -> int:
        """How many cells."""
        return len(self.rows) * len(self.columns)

    @property
    def corner(self) -> Pair:
        """The first cell."""
        return self.rows.start, self.columns.start

    def cut(self, to: Piece) -> Piece:
        """The part of it within the other."""
        return Piece(_common(self.rows, to.rows), _common(self.columns, to.columns))

    def hull(self, other: Piece) -> Piece:
        """The smallest piece that holds both."""
        return Piece(_joined(self.rows, other.rows), _joined(self.columns, other.columns))

    def spans(self, shown: Piece) -> tuple[Span, Span]:
        """The same cells, counted from the first one that is shown."""
        return (
            Span(self.rows.start - shown.rows.start, len(self.rows)),
            Span(self.columns.start - shown.columns.start, len(self.columns)),
        )

    def slices(self, shown: Piece) -> tuple[slice, slice]:
        """The same cells as places in an array of the shown ones, which hold them all."""
        top, left = self.rows.start - shown.rows.start, self.columns.start - shown.columns.start
        return slice(top, top + len(self.rows)), slice(left, left + len(self.columns))


def whole(size: Pair) -> Piece:
    """All cells of a map."""
    return Piece(range(size[0]), range(size[1]))


def hull(patch: Patch) -> Piece | None:
    """From the first cell with a weight to the last; None where none has one."""
    rows, columns = _used(patch)
    if not len(rows) or not len(columns):
        return None
    return Piece(
        range(int(rows[0]), int(rows[-1]) + 1), range(int(columns[0]), int(columns[-1]) + 1)
    )


def used_rows(patch: Patch) -> NDArray[np.intp]:
    """The rows in which some cell has a weight."""
    return _used(patch)[0]


def count_above(patch: Patch, least: int) -> int:
    """How many cells have a greater weight."""
    if not isinstance(patch, Product):
        return int((patch.weights > least).sum())
    rows, columns = np.sort(patch.rows.weights), np.sort(patch.columns.weights)
    if not least or not len(rows) or not len(columns):
        return int((rows > least).sum()) * int((columns > least).sum())
    return sum(len(columns) - _first_above(columns, least, row) for row in rows.tolist() if row)


def ends(patch: Patch) -> Ends | None:
    """The least weight above 0, and the greatest, exactly; None where no cell has one."""
    if isinstance(patch, Product):
        down, across = _ends(patch.rows.weights), _ends(patch.columns.weights)
        return (
            None if down is None or across is None else (down[0] * across[0], down[1] * across[1])
        )
    return _ends(patch.weights)


def mask(patch: Patch, piece: Piece) -> Mask:
    """Which cells of the piece have a weight."""
    if isinstance(patch, Product):
        down, across = _cut(patch.rows, piece.rows), _cut(patch.columns, piece.columns)
        return np.asarray(np.logical_and.outer(down != 0, across != 0))
    return np.asarray(_cut_plane(patch, piece) != 0)


def counts(patch: Patch, piece: Piece) -> Array:
    """The weights of the cells of the piece, which are no more than a float can hold."""
    if isinstance(patch, Product):
        down, across = _cut(patch.rows, piece.rows), _cut(patch.columns, piece.columns)
        return np.multiply.outer(down.astype(np.float64), across.astype(np.float64))
    return _cut_plane(patch, piece).astype(np.float64)


def logs(patch: Patch, piece: Piece) -> Array:
    """Their natural logarithms, of weights however great; −∞ where there is none."""
    if isinstance(patch, Product):
        down, across = _cut(patch.rows, piece.rows), _cut(patch.columns, piece.columns)
        return np.add.outer(_logs(down), _logs(across))
    return _logs(_cut_plane(patch, piece))


def _used(patch: Patch) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    if isinstance(patch, Product):
        down, across = (np.flatnonzero(one.weights) for one in (patch.rows, patch.columns))
        return down + patch.rows.origin, across + patch.columns.origin
    used = patch.weights != 0
    down, across = (np.flatnonzero(used.any(axis=axis)) for axis in (1, 0))
    return down + patch.top, across + patch.left


def _first_above(ascending: Weights, least: int, factor: float) -> int:
    """The first place whose weight times the factor is greater."""
    return int(np.searchsorted(ascending, least / factor, side="right"))


def _ends(weights: Weights) -> Ends | None:
    used = weights[weights != 0]
    return (_plain(used.min()), _plain(used.max())) if used.size else None


def _plain(value: float | np.generic) -> int | float:
    return value.item() if isinstance(value, np.generic) else value


def _cut(stretch: Stretch, cells: range) -> Weights:
    """The weights of those cells."""
    found = np.zeros(len(cells), stretch.weights.dtype)
    shared = _common(range(stretch.origin, stretch.end), cells)
    found[shared.start - cells.start : shared.stop - cells.start] = stretch.weights[
        shared.start - stretch.origin : shared.stop - stretch.origin
    ]
    return found


def _cut_plane(patch: Patch, piece: Piece) -> Weights:
    assert not isinstance(patch, Product)
    high, wide = patch.weights.shape
    here = Piece(range(patch.top, patch.top + high), range(patch.left, patch.left + wide))
    shared = here.cut(piece)
    found = np.zeros(piece.size, patch.weights.dtype)
    found[shared.slices(piece)] = patch.weights[shared.slices(here)]
    return found


def _logs(weights: Weights) -> Array:
    if weights.dtype == object:
        plain = [math.log(one) if one else -math.inf for one in weights.ravel().tolist()]
        return np.array(plain).reshape(weights.shape)
    with np.errstate(divide="ignore"):
        found: Array = np.log(weights.astype(np.float64))
    return found


def _common(one: range, other: range) -> range:
    """The cells of both; those of none stand at the nearest end of the other."""
    start = min(max(one.start, other.start), other.stop)
    return range(start, max(min(one.stop, other.stop), start))


def _joined(one: range, other: range) -> range:
    return range(min(one.start, other.start), max(one.stop, other.stop))


def joined(pieces: Iterable[Piece]) -> Piece | None:
    """The smallest piece that holds all of them."""
    found: Piece | None = None
    for piece in pieces:
        found = piece if found is None else found.hull(piece)
    return found
