"""Weights on a map: a row and a column vector while they multiply, a plane once branches met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import flows
from engine.flows import Axis, Stretch, Weights

LARGEST_PLANE = 2**20
_LARGEST_SUM = 2**62  # below it int64 adds exactly; above it Python's own whole numbers do

Axes = tuple[Axis, Axis]


class TooLargeError(ValueError):
    """A plane of more cells than are counted one by one."""


@dataclass(frozen=True)
class Product:
    """Weights that are those of a row times those of a column."""

    rows: Stretch
    columns: Stretch


@dataclass(frozen=True)
class Plane:
    """Weights of each cell of a rectangle."""

    top: int
    left: int
    weights: Weights


Patch = Product | Plane


def cell(row: int, column: int) -> Patch:
    """One cell with the weight 1."""
    one = np.ones(1, np.int64)
    return Product(Stretch(row, one), Stretch(column, one))


def full(rows: int, columns: int) -> Patch:
    """Every cell of a map with the weight 1."""
    return Product(Stretch(0, np.ones(rows, np.int64)), Stretch(0, np.ones(columns, np.int64)))


def carried(patch: Patch, axes: Axes, *, backward: bool, clipped: bool = True) -> Patch:
    """The weights on the other side of a layer."""
    if isinstance(patch, Product):
        return Product(
            _moved(patch.rows, axes[0], backward, clipped),
            _moved(patch.columns, axes[1], backward, clipped),
        )
    down = _moved(Stretch(patch.top, patch.weights), axes[0], backward, clipped)
    _hold_small(down.weights.shape)
    across = Stretch(patch.left, down.weights.T)
    across = _moved(across, axes[1], backward, clipped)
    _hold_small(across.weights.shape)
    return Plane(down.origin, across.origin, across.weights.T)


def added(one: Patch, other: Patch) -> Patch:
    """The sum of two patches of one map."""
    first, second = plane(one), plane(other)
    top, left = min(first.top, second.top), min(first.left, second.left)
    bottom = max(part.top + part.weights.shape[0] for part in (first, second))
    right = max(part.left + part.weights.shape[1] for part in (first, second))
    _hold_small((bottom - top, right - left))
    weights = [_wide_enough(part.weights, 2) for part in (first, second)]
    found = np.zeros((bottom - top, right - left), np.result_type(*weights))
    for part, values in zip((first, second), weights, strict=True):
        rows, columns = values.shape
        found[
            part.top - top : part.top - top + rows, part.left - left : part.left - left + columns
        ] += values
    return Plane(top, left, found)


def plane(patch: Patch, most: int = LARGEST_PLANE) -> Plane:
    """Every cell's own weight."""
    if isinstance(patch, Plane):
        return patch
    rows, columns = patch.rows.weights, patch.columns.weights
    _hold_small((len(rows), len(columns)), most)
    wide = _wide_enough(rows, _total(columns))
    return Plane(patch.rows.origin, patch.columns.origin, np.multiply.outer(wide, columns))


def trimmed(patch: Patch, most: int = LARGEST_PLANE) -> Plane:
    """Cut to the cells that have a weight, `most` of them; empty at 0, 0 where none has."""
    if isinstance(patch, Product):
        rows, columns = _cut(patch.rows), _cut(patch.columns)
        if len(rows.weights) and len(columns.weights):
            return plane(Product(rows, columns), most)
        return Plane(0, 0, np.zeros((0, 0), np.int64))
    return _cut_plane(patch)


def _cut(stretch: Stretch) -> Stretch:
    used = np.flatnonzero(stretch.weights)
    if not len(used):
        return Stretch(0, stretch.weights[:0])
    first, last = int(used[0]), int(used[-1])
    return Stretch(stretch.origin + first, stretch.weights[first : last + 1])


def _cut_plane(found: Plane) -> Plane:
    used = found.weights != 0
    rows, columns = np.flatnonzero(used.any(axis=1)), np.flatnonzero(used.any(axis=0))
    if not len(rows):
        return Plane(0, 0, np.zeros((0, 0), np.int64))
    box = found.weights[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Plane(found.top + int(rows[0]), found.left + int(columns[0]), box)


def _moved(stretch: Stretch, axis: Axis, backward: bool, clipped: bool) -> Stretch:
    ready = Stretch(stretch.origin, _wide_enough(stretch.weights, axis.fan))
    return flows.back(ready, axis, clipped=clipped) if backward else flows.on(ready, axis)


def _wide_enough(weights: Weights, growth: int) -> Weights:
    """Weights of a type in which sums `growth` times as large are exact."""
    if weights.dtype != np.int64 or _total(weights) * max(growth, 1) < _LARGEST_SUM:
        return weights
    return weights.astype(object)


def _total(weights: Weights) -> Any:
    return weights.sum().item() if weights.dtype != object else sum(weights.flat)


def _hold_small(shape: tuple[int, ...], most: int = LARGEST_PLANE) -> None:
    if shape[0] * shape[1] > most:
        raise TooLargeError
