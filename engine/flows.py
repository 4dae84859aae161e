"""Weights carried along one axis through one layer: back to the cells it reads, or on to its own.

A weight on an output cell goes back to every cell that feeds it, once a tap; a weight on an input
cell goes on to every cell that it feeds. Both are the same linear map, read from its two ends.
An array carries the weights of a stretch of cells along its first axis, `origin` being the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import arithmetic, padding
from engine.taps import Linear, Nearest, Reading, Shifted, Stamps, Windows

Weights = NDArray[Any]


@dataclass(frozen=True)
class Stretch:
    """Weights of the cells from `origin` on; all others have none."""

    origin: int
    weights: Weights

    @property
    def end(self) -> int:
        """The first cell after it."""
        return self.origin + len(self.weights)


@dataclass(frozen=True)
class Axis:
    """How a layer reads n cells to make m on one axis; without `reading` it is adaptive."""

    reading: Reading | None
    n: int
    m: int
    mode: str = "zeros"

    @property
    def fan(self) -> int:
        """How many cells at most one output cell reads."""
        if self.reading is None:
            return self.n
        return getattr(self.reading, "kernel", 1)


def back(stretch: Stretch, axis: Axis, *, clipped: bool = True) -> Stretch:
    """Weights of output cells on the cells that feed them; unclipped, of an endless map."""
    reading = axis.reading
    if not len(stretch.weights):
        return stretch
    if reading is None:
        return _back_adaptive(stretch, axis)
    if isinstance(reading, Linear):
        return _back_linear(stretch, axis, reading, clipped)
    if isinstance(reading, Nearest):
        return _back_nearest(stretch, reading)
    if isinstance(reading, Windows):
        found = _scattered(stretch, reading)
    elif isinstance(reading, Stamps):
        found = _gathered(stretch, reading)
    else:
        found = Stretch(stretch.origin + reading.by, stretch.weights)
    return fold(found, axis) if clipped else found


def on(stretch: Stretch, axis: Axis) -> Stretch:
    """Weights of input cells on the output cells that they feed, within the map."""
    reading = axis.reading
    if not len(stretch.weights):
        return Stretch(0, stretch.weights)
    if reading is None or isinstance(reading, (Linear, Nearest)):
        return _on_each(stretch, axis)
    if isinstance(reading, Stamps):
        return clip(_scattered(stretch, reading), axis.m)
    stretch = unfold(stretch, axis, reading)
    if isinstance(reading, Windows):
        return clip(_gathered(stretch, reading), axis.m)
    return clip(Stretch(stretch.origin - reading.by, stretch.weights), axis.m)


def fold(stretch: Stretch, axis: Axis) -> Stretch:
    """What lies in the padding put where the padding takes its values from, or dropped."""
    inside = clip(stretch, axis.n)
    if axis.mode == "zeros" or (stretch.origin >= 0 and stretch.end <= axis.n):
        return inside
    outside = [
        *range(stretch.origin, min(0, stretch.end)),
        *range(max(axis.n, stretch.origin), stretch.end),
    ]
    targets = [padding.source(cell, axis.n, axis.mode) for cell in outside]
    first = min(*targets, inside.origin) if len(inside.weights) else min(targets)
    last = max(*targets, inside.end - 1) if len(inside.weights) else max(targets)
    shape = (last - first + 1, *stretch.weights.shape[1:])
    folded = np.zeros(shape, stretch.weights.dtype)
    folded[inside.origin - first : inside.end - first] = inside.weights
    for cell, target in zip(outside, targets, strict=True):
        folded[target - first] += stretch.weights[cell - stretch.origin]
    return Stretch(first, folded)


def clip(stretch: Stretch, n: int) -> Stretch:
    """The part on the cells from 0 to n - 1."""
    first = min(max(stretch.origin, 0), n)
    last = max(min(stretch.end, n), first)
    return Stretch(first, stretch.weights[first - stretch.origin : last - stretch.origin])


def unfold(stretch: Stretch, axis: Axis, reading: Windows | Shifted) -> Stretch:
    """The weights with those that the padding takes over from them."""
    if axis.mode == "zeros":
        return stretch
    lowest = -reading.before if isinstance(reading, Windows) else reading.by
    if isinstance(reading, Windows):
        beyond = reading.span(axis.m - 1)[0] + reading.dilation * (reading.kernel - 1) + 1
    else:
        beyond = axis.m + reading.by
    cells = range(min(lowest, 0), max(beyond, axis.n))
    whole = np.zeros((axis.n, *stretch.weights.shape[1:]), stretch.weights.dtype)
    whole[stretch.origin : stretch.end] = stretch.weights
    sources = [padding.source(cell, axis.n, axis.mode) for cell in cells]
    return Stretch(cells.start, whole[sources])


def _scattered(stretch: Stretch, reading: Windows | Stamps) -> Stretch:
    """Each weight put down once a tap, neighbours a stride apart."""
    spread = _spread(stretch.weights, reading.stride)
    summed = _summed(_padded(spread, reading.dilation * (reading.kernel - 1)), reading)
    return Stretch(stretch.origin * reading.stride - reading.before, summed)


def _gathered(stretch: Stretch, reading: Windows | Stamps) -> Stretch:
    """Place i picks up the weights at i · stride - before + dilation · tap."""
    reach = reading.dilation * (reading.kernel - 1)
    summed = _summed(_padded(stretch.weights, reach), reading)
    start = stretch.origin - reach  # of the first place whose taps touch the stretch
    first = arithmetic.ceil_div(start + reading.before, reading.stride)
    return Stretch(first, summed[first * reading.stride - reading.before - start :: reading.stride])


def _on_each(stretch: Stretch, axis: Axis) -> Stretch:
    """For readings without a fixed window: every output looks for what it reads."""
    whole = np.zeros((axis.n, *stretch.weights.shape[1:]), stretch.weights.dtype)
    whole[stretch.origin : stretch.end] = stretch.weights
    if axis.reading is None:
        windows = [arithmetic.adaptive_window(o, axis.n, axis.m) for o in range(axis.m)]
        return Stretch(0, np.stack([whole[one.start : one.stop].sum(axis=0) for one in windows]))
    if isinstance(axis.reading, Nearest):
        cells = [arithmetic.nearest_source(o, axis.n, axis.m) for o in range(axis.m)]
        return Stretch(0, whole[cells])
    assert isinstance(axis.reading, Linear)
    mixed = [padding.neighbours(axis.reading, o, axis.n) for o in range(axis.m)]
    return Stretch(
        0, np.stack([(1 - far) * whole[near] + far * whole[next_] for near, next_, far in mixed])
    )


def _back_nearest(stretch: Stretch, reading: Nearest) -> Stretch:
    cells = [arithmetic.nearest_source(o, reading.n, reading.m) for o in _outputs(stretch)]
    return _added(stretch.weights, cells)


def _back_linear(stretch: Stretch, axis: Axis, reading: Linear, clipped: bool) -> Stretch:
    spans = [padding.neighbours(reading, o, axis.n if clipped else None) for o in _outputs(stretch)]
    cells = [cell for near, far, _ in spans for cell in (near, far)]
    share = np.array([part for *_, far in spans for part in (1 - far, far)], dtype=np.float64)
    twice = np.repeat(stretch.weights.astype(np.float64), 2, axis=0)
    return _added(twice * share.reshape(-1, *(1,) * (twice.ndim - 1)), cells)


def _back_adaptive(stretch: Stretch, axis: Axis) -> Stretch:
    windows = [arithmetic.adaptive_window(o, axis.n, axis.m) for o in _outputs(stretch)]
    first, last = windows[0].start, windows[-1].stop
    found = np.zeros((last - first, *stretch.weights.shape[1:]), stretch.weights.dtype)
    for window, weight in zip(windows, stretch.weights, strict=True):
        found[window.start - first : window.stop - first] += weight
    return Stretch(first, found)


def _outputs(stretch: Stretch) -> range:
    return range(stretch.origin, stretch.end)


def _added(weights: Weights, cells: list[int]) -> Stretch:
    first = min(cells)
    found = np.zeros((max(cells) - first + 1, *weights.shape[1:]), weights.dtype)
    np.add.at(found, np.array(cells) - first, weights)
    return Stretch(first, found)


def _spread(weights: Weights, stride: int) -> Weights:
    if stride == 1:
        return weights
    found = np.zeros(((len(weights) - 1) * stride + 1, *weights.shape[1:]), weights.dtype)
    found[::stride] = weights
    return found


def _padded(weights: Weights, reach: int) -> Weights:
    edge = np.zeros((reach, *weights.shape[1:]), weights.dtype)
    return np.concatenate((edge, weights, edge))


def _summed(weights: Weights, reading: Windows | Stamps) -> Weights:
    """The sum of `kernel` weights, `dilation` apart, from each place on.

    Sums of 1, 2, 4, … terms are made of each other; the binary digits of the kernel pick among
    them, so that a wide kernel costs its logarithm.
    """
    length = len(weights) - reading.dilation * (reading.kernel - 1)
    powers, total = weights, np.zeros((length, *weights.shape[1:]), weights.dtype)
    taken, terms = 0, 1
    while terms <= reading.kernel:
        if reading.kernel & terms:
            total = total + powers[taken * reading.dilation :][:length]
            taken += terms
        terms *= 2
        if terms <= reading.kernel:
            shift = terms // 2 * reading.dilation
            powers = powers[: len(powers) - shift] + powers[shift:]
    return total
