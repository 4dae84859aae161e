"""Numbers for the names that a document gives: inputs, weights, offsets and masks."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import prod

import numpy as np

from engine.given import Numbers, Pattern
from engine.given_fields import Given
from engine.values import hashing, kernels
from engine.values.lanes import Array

Shape = tuple[int, ...]
Maker = Callable[[Pattern, Shape], Array]

# Far from any seed that a person types, so that "digits" is none of the "random" ones.
DIGITS = 0x6469676974730000
WEIGHT_DIGITS = 0x6469676974730001
MOST_REMEMBERED = 2**12  # weights of a layer that are kept


def numbers(given: Given, shape: Shape, made: Maker | None = None) -> Array:
    """The numbers written out, or made: four sides are weights, three an input, unless told."""
    if isinstance(given, Numbers):
        return written_out(given)
    if made is None:
        made = weights if len(shape) == 4 else input_values
    return made(given, shape)


def written_out(given: Numbers) -> Array:
    """The numbers that a document lists."""
    return np.frombuffer(given.data, dtype=np.float64).reshape(given.shape)


def input_values(pattern: Pattern, shape: Shape) -> Array:
    """The input's numbers; pictures are the same in every channel, the others go through all."""
    count = prod(shape)
    if pattern.name == "index":
        return np.arange(count, dtype=np.float64).reshape(shape)
    if pattern.name in ("digits", "random"):
        seed = DIGITS if pattern.name == "digits" else pattern.seed
        return hashing.whole(seed, count, 4).reshape(shape)
    picture = _PICTURES[pattern.name](shape[1], shape[2])
    return np.broadcast_to(picture, shape).astype(np.float64)


def weights(pattern: Pattern, shape: Shape, *, groups: int = 1, transposed: bool = False) -> Array:
    """The weights [outputs, inputs of a group, …]; transposed [inputs, outputs of a group, …]."""
    made = _remembered if prod(shape) <= MOST_REMEMBERED else _weights
    return made(pattern, shape, groups, transposed)


def _weights(pattern: Pattern, shape: Shape, groups: int, transposed: bool) -> Array:
    count = prod(shape)
    if pattern.name == "digits":
        return hashing.whole(WEIGHT_DIGITS, count, 4).reshape(shape)
    if pattern.name == "random":
        return hashing.whole(pattern.seed, count, 5).reshape(shape) - 2
    inputs = shape[0] // groups if transposed else shape[1]
    outputs = shape[1] if transposed else shape[0] // groups
    kernel = kernels.kernel(pattern.name, (shape[2], shape[3]))
    pairs = kernels.pairs(pattern.name, outputs, inputs)
    one = pairs.T if transposed else pairs
    return np.multiply.outer(np.tile(one, (groups, 1)), kernel)


@lru_cache(maxsize=256)
def _remembered(pattern: Pattern, shape: Shape, groups: int, transposed: bool) -> Array:
    """Layers with the same kernels are many in a stack."""
    found = _weights(pattern, shape, groups, transposed)
    found.setflags(write=False)
    return found


def offsets(pattern: Pattern, shape: Shape) -> Array:
    """How far taps move: `random` from -scale to below scale."""
    if pattern.name == "random":
        drawn = hashing.fractions(pattern.seed, prod(shape)).reshape(shape)
        return (2 * drawn - 1) * pattern.scale
    return np.full(shape, float(pattern.name == "ones"))


def mask(pattern: Pattern, shape: Shape) -> Array:
    """How much taps count: `random` from 0 to below scale, as a sigmoid never goes below 0."""
    if pattern.name == "random":
        drawn = hashing.fractions(pattern.seed, prod(shape)).reshape(shape)
        return drawn * pattern.scale
    return np.full(shape, float(pattern.name == "ones"))


def _ramp_x(_: int, columns: int) -> Array:
    return np.arange(columns, dtype=np.float64)


def _ramp_y(rows: int, _: int) -> Array:
    return np.arange(rows, dtype=np.float64)[:, None]


def _checker(rows: int, columns: int) -> Array:
    return (_ramp_x(rows, columns) + _ramp_y(rows, columns)) % 2


def _impulse(rows: int, columns: int) -> Array:
    found = np.zeros((rows, columns))
    found[rows // 2, columns // 2] = 1
    return found


def _disc(rows: int, columns: int) -> Array:
    """Cells whose centre is within three sevenths of the shorter side from the middle.

    In whole numbers, distances doubled; on the shortest side the radius is √½, to hold some cell.
    """
    down, across = 2 * _ramp_y(rows, columns) - rows + 1, 2 * _ramp_x(rows, columns) - columns + 1
    within = 49 * (down**2 + across**2) <= max(36 * min(rows, columns) ** 2, 98)
    return np.asarray(within, dtype=np.float64)


_PICTURES: dict[str, Callable[[int, int], Array]] = {
    "zeros": lambda *_: np.zeros(1),
    "ones": lambda *_: np.ones(1),
    "ramp_x": _ramp_x,
    "ramp_y": _ramp_y,
    "checker": _checker,
    "impulse": _impulse,
    "disc": _disc,
}
