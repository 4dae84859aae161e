"""Random transposed layers for tests of stamps, and the plain loops that add them up."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import given, report
from engine.document import Document, Input, View
from engine.layers import ConvTranspose, Layer
from engine.report import Report
from engine.scenes import building
from engine.timeline import Timeline

Array = NDArray[np.float64]


def numbers(array: Array) -> Any:
    return given.from_flat(array.ravel().tolist(), array.shape)


def document(x: Array, *layers: Layer) -> Document:
    return Document(input=Input(len(x), x.shape[1:], numbers(x)), layers=layers)


def built(scene: str, x: Array, *layers: Layer, **view: Any) -> Timeline:
    return building.build(scene, report.resolve(document(x, *layers)), View(**view))


def resolved(x: Array, *layers: Layer) -> Report:
    return report.resolve(document(x, *layers))


def pair(rng: np.random.Generator, low: int, high: int) -> tuple[int, int]:
    return int(rng.integers(low, high)), int(rng.integers(low, high))


def random_layer(rng: np.random.Generator) -> tuple[Array, ConvTranspose]:
    """A layer that is possible, with its input, all whole numbers."""
    while True:
        groups = int(rng.integers(1, 3))
        inputs, outputs = (groups * int(count) for count in rng.integers(1, 4, 2))
        kernel, stride, dilation = pair(rng, 1, 5), pair(rng, 1, 5), pair(rng, 1, 4)
        x = rng.integers(-3, 5, (inputs, *pair(rng, 1, 5))).astype(np.float64)
        weights = rng.integers(-2, 4, (inputs, outputs // groups, *kernel)).astype(np.float64)
        extra = tuple(
            int(rng.integers(0, max(s, d))) for s, d in zip(stride, dilation, strict=True)
        )
        bias = rng.integers(-2, 3, outputs).astype(np.float64)
        one = ConvTranspose(
            name="up", out_channels=outputs, kernel=kernel, stride=stride, dilation=dilation,
            groups=groups, padding=_sides(rng), output_padding=(extra[0], extra[1]),
            weights=numbers(weights), bias=numbers(bias) if rng.random() < 0.4 else False,
        )  # fmt: skip
        if not resolved(x, one).problems:
            return x, one


def _sides(rng: np.random.Generator) -> Any:
    from engine.fields import Sides

    sides = rng.integers(0, 3, 4)
    return Sides(*(int(side) for side in sides))


def plane(
    x: Array, one: ConvTranspose, channel: int, stamps: int
) -> tuple[Array, NDArray[np.int64]]:
    """What the first stamps add up to before padding crops it, and how many lie on each cell."""
    weights = np.array(one.weights.flat()).reshape(one.weights.shape)  # type: ignore[union-attr]
    size = x.shape[1:]
    reach = [
        (n - 1) * s + d * (k - 1) + 1 + extra
        for n, s, d, k, extra in zip(
            size, one.stride, one.dilation, one.kernel, one.output_padding, strict=True
        )
    ]
    sums, counts = np.zeros(reach), np.zeros(reach, np.int64)
    group, within = divmod(channel, one.out_channels // one.groups)
    inputs = len(x) // one.groups
    for stamp in range(stamps):
        a, b = divmod(stamp, size[1])
        for i, j in product(*map(range, one.kernel)):
            cell = (
                a * one.stride[0] + i * one.dilation[0],
                b * one.stride[1] + j * one.dilation[1],
            )
            counts[cell] += 1
            for c in range(group * inputs, (group + 1) * inputs):
                sums[cell] += x[c, a, b] * weights[c, within, i, j]
    return sums, counts


def kept(plane_of: NDArray[Any], one: ConvTranspose) -> NDArray[Any]:
    """What padding leaves."""
    sides, (rows, columns) = one.padding, plane_of.shape
    return plane_of[sides.top : rows - sides.bottom, sides.left : columns - sides.right]
