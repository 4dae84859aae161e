"""The kernels that have a name, for any size, and which channels they join."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np

from engine.fields import Pair
from engine.values.lanes import Array

ON_MATCHING_CHANNELS = ("identity", "bilinear")
SHARED_BY_INPUTS = ("mean", "gaussian")


def kernel(name: str, size: Pair) -> Array:
    """The kernel of that name with so many rows and columns."""
    return np.asarray(_KERNELS[name](*size), dtype=np.float64)


def pairs(name: str, outputs: int, inputs: int) -> Array:
    """How strongly each pair [output, input] of a group is joined.

    An output matches the input of its number in the group; more outputs than inputs begin again.
    """
    if name in ON_MATCHING_CHANNELS:
        own = np.arange(outputs)[:, None] % inputs
        return np.asarray(own == np.arange(inputs), dtype=np.float64)
    return np.full((outputs, inputs), 1 / inputs if name in SHARED_BY_INPUTS else 1.0)


def _ones(rows: int, columns: int) -> Array:
    return np.ones((rows, columns))


def _mean(rows: int, columns: int) -> Array:
    return np.full((rows, columns), 1 / (rows * columns))


def _index(rows: int, columns: int) -> Array:
    return np.arange(rows * columns, dtype=np.float64).reshape(rows, columns)


def _identity(rows: int, columns: int) -> Array:
    return np.multiply.outer(_centre(rows), _centre(columns))


def _gaussian(rows: int, columns: int) -> Array:
    return np.multiply.outer(_bell(rows), _bell(columns))


def _bilinear(rows: int, columns: int) -> Array:
    return np.multiply.outer(_tent(rows), _tent(columns))


def _sobel_x(rows: int, columns: int) -> Array:
    return np.multiply.outer(_binomial(rows), _slope(columns))


def _sobel_y(rows: int, columns: int) -> Array:
    return np.multiply.outer(_slope(rows), _binomial(columns))


def _laplacian(rows: int, columns: int) -> Array:
    """Bent along the middle row and the middle column: a cross."""
    across = np.multiply.outer(_centre(rows), _bend(columns))
    return np.asarray(across + np.multiply.outer(_bend(rows), _centre(columns)))


def _centre(k: int) -> Array:
    return np.asarray(np.arange(k) == k // 2, dtype=np.float64)


def _binomial(k: int) -> Array:
    """The numbers 1, 1 1, 1 2 1, 1 3 3 1 and so on."""
    return np.array([float(comb(k - 1, tap)) for tap in range(k)])


def _bell(k: int) -> Array:
    """Binomials that add to 1."""
    return _binomial(k) / 2.0 ** (k - 1)


def _tent(k: int) -> Array:
    """½ 1 ½, ¼ ¾ ¾ ¼, …: falling evenly from the middle to 0 one cell beyond the ends."""
    half = (k + 1) // 2
    return np.asarray(1 - np.abs(np.arange(k) - (k - 1) / 2) / half)


def _slope(k: int) -> Array:
    """-1 0 1, smoothed where there is room; one tap has no slope."""
    if k < 3:
        return np.array([-1.0, 1.0]) if k == 2 else np.zeros(1)
    return _smoothed([-1, 0, 1], k)


def _bend(k: int) -> Array:
    """1 -2 1, smoothed where there is room; fewer taps have no bend."""
    return _smoothed([1, -2, 1], k) if k > 2 else np.zeros(k)


def _smoothed(taps: list[int], k: int) -> Array:
    return np.convolve(taps, _binomial(k - 2))


_KERNELS: dict[str, Callable[[int, int], Array]] = {
    "ones": _ones,
    "mean": _mean,
    "index": _index,
    "identity": _identity,
    "gaussian": _gaussian,
    "bilinear": _bilinear,
    "sobel_x": _sobel_x,
    "sobel_y": _sobel_y,
    "laplacian": _laplacian,
}
