"""Small maps and layers for tests of values, and the plainest loops that give their numbers."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import padding, report
from engine.document import Document, Input
from engine.given import Numbers, Pattern
from engine.layers import Layer
from engine.values import graph
from engine.values.graph import Computed

Array = NDArray[np.float64]


def whole(seed: int, *shape: int) -> Array:
    """Small whole numbers, also negative ones."""
    return np.random.default_rng(seed).integers(-2, 4, shape).astype(np.float64)


def stated(numbers: Any) -> Numbers:
    """An array as a document holds it."""
    array = np.asarray(numbers, dtype=np.float64)
    return Numbers(array.shape, array.tobytes())


def computed(x: Any, *layers: Layer, upto: str | None = None) -> Computed:
    """What follows from those input values."""
    values = np.asarray(x, dtype=np.float64)
    channels, rows, columns = values.shape
    return graph.compute(
        report.resolve(given(stated(values), (channels, rows, columns), *layers)), upto
    )


def given(values: Numbers | Pattern, shape: tuple[int, int, int], *layers: Layer) -> Document:
    return Document(input=Input(shape[0], shape[1:], values), layers=layers)


def value_of(x: Any, layer: Layer) -> Array:
    """The map of a layer that must have no problem."""
    found = computed(x, layer)
    assert not found.problems
    return found.maps[layer.name]


def cell(x: Array, c: int, row: int, column: int, mode: str = "zeros") -> float:
    """The number at a place that may lie in the padding."""
    height, width = x.shape[1:]
    if mode != "zeros":
        row, column = padding.source(row, height, mode), padding.source(column, width, mode)
    inside = 0 <= row < height and 0 <= column < width
    return float(x[c, row, column]) if inside else 0.0


def convolved(x: Array, w: Array, layer: Any, out: tuple[int, int]) -> Array:
    """A convolution by its definition: one sum for every output cell."""
    sides, group = layer.padding, len(w) // getattr(layer, "groups", len(x))
    mode = getattr(layer, "padding_mode", "zeros")
    found = np.zeros((len(w), *out))
    for o, a, b in product(range(len(w)), *map(range, out)):
        for c, i, j in product(*map(range, w.shape[1:])):
            row = a * layer.stride[0] + i * layer.dilation[0] - sides.top
            column = b * layer.stride[1] + j * layer.dilation[1] - sides.left
            source = cell(x, c + o // group * w.shape[1], row, column, mode)
            found[o, a, b] += w[o, c, i, j] * source
    return found
