"""What each input channel adds to an output cell: its kernel times the cells under the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.values import lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.fields import Pair
    from engine.scenes.tracks import Track
    from engine.values.lanes import Array, Cells

# Digits are equally wide, so any two will do where decimals can occur.
DECIMALS = 0.88


@dataclass(frozen=True, eq=False)
class PartialSums:
    """The maps that are read, and the weights [outputs, inputs of a group, rows, columns].

    `mask` [groups of inputs, rows, columns, rows and columns of the output] weighs taps besides.
    """

    values: Array
    weights: Array
    tracks: tuple[Track, Track]
    mode: str = "zeros"
    mask: Array | None = None

    def inputs_of(self, output: int) -> range:
        """The input channels that the output channel reads: those of its group."""
        size = self.weights.shape[1]
        groups = len(self.values) // size
        group = output // (len(self.weights) // groups)
        return range(group * size, (group + 1) * size)

    def kernel(self, output: int, channel: int) -> Array:
        """The weights between an output channel and an input channel that it reads."""
        return np.asarray(self.weights[output, channel - self.inputs_of(output).start])

    def of(self, output: int, channels: Sequence[int], cell: Pair) -> float:
        """What those channels, all of them read, add together to a cell of the output channel."""
        kernels = self._kernels(output, channels)
        with np.errstate(all="ignore"):  # infinite numbers have no sum, and it shows
            if self.mask is not None:
                kernels = kernels * self.mask[self._mask_groups(channels), :, :, *cell]
            return float(np.vdot(kernels, self._patch(channels, cell)))

    def widest(self, output: int, channels: Sequence[int]) -> str:
        """A number as wide as any that `of` gives."""
        kernels = self._kernels(output, channels)
        if self.mask is not None:
            most = np.abs(self.mask[self._mask_groups(channels)]).max(axis=(3, 4))
            kernels = kernels * most
        return widest_of(kernels, self.values[list(channels)])

    def _kernels(self, output: int, channels: Sequence[int]) -> Array:
        first = self.inputs_of(output).start
        return np.asarray(self.weights[output, [channel - first for channel in channels]])

    def _mask_groups(self, channels: Sequence[int]) -> list[int]:
        assert self.mask is not None
        size = len(self.values) // len(self.mask)
        return [channel // size for channel in channels]

    def _patch(self, channels: Sequence[int], cell: Pair) -> Array:
        """The numbers under the window, channel by channel, padding included."""
        rows, columns = (
            track.sources(_taps(track, o), self.mode)
            for track, o in zip(self.tracks, cell, strict=True)
        )
        places = np.ix_(np.array(channels), np.maximum(rows, 0), np.maximum(columns, 0))
        found: Array = self.values[places]
        found[:, rows == lanes.OUTSIDE] = 0
        found[:, :, columns == lanes.OUTSIDE] = 0
        return found


def widest_of(weights: Array, values: Array) -> str:
    """A number as wide as any sum of these weights times any of these values."""
    with np.errstate(all="ignore"):
        largest = float(np.abs(weights).sum() * np.abs(values).max(initial=0.0))
    if not np.isfinite(largest):
        return "NaN" + number_text.MINUS
    if not (_whole(weights) and _whole(values)):
        largest = np.floor(largest) + DECIMALS
    below = (weights < 0).any() or (values < 0).any()
    return number_text.number(-largest if below else largest)


def _taps(track: Track, o: int) -> Cells:
    start, count = track.reader.span(o)
    return np.asarray(start + track.reader.step * np.arange(count))


def _whole(numbers: Array) -> bool:
    return bool((numbers == np.rint(numbers)).all())
