"""The maps of a deformable layer's figure: what taps read, one tap's cells, predicted offsets."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.frame import Grid, Heading, Key
from engine.roles import Role
from engine.scenes import deformed_words, input_map, tracks
from engine.scenes.input_map import Held, InputMap
from engine.scenes.output_map import OutputMap
from engine.words import text

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.frame import Window
    from engine.scenes.moved_taps import Near, Reads
    from engine.scenes.tracks import Track

NEAR, PREDICTED = "neighbours", "predicted"
FARTHEST = 2  # cells beyond the map and its padding that are shown where taps read there
TURNS = 32  # maps of predicted offsets that are kept


class Placed(NamedTuple):
    """A map, and the ring round the cell of now."""

    grid: Grid
    ring: Window


def source(reads: Reads, channel: int) -> InputMap:
    """The input channel, with as many cells round it as taps reach, up to a few."""
    shown = reads.row
    down, across = tracks.tracks(shown)
    both = (_rimmed(down, reads.reach(channel, 0)), _rimmed(across, reads.reach(channel, 1)))
    name = shown.inputs[0]
    heading = deformed_words.source(name, shown.sources.first, channel, reads)
    key = Key(shown.name, input_map.STAGE, channel)
    return InputMap(key, reads.values[channel], both, Held(), heading)


def near(key: Key, found: Near, size: Pair, heading: Heading) -> Grid:
    """The cells that a tap reads, enlarged; those outside the map look like padding."""
    inside = np.logical_and.outer(
        [0 <= one < size[0] for one in found.rows], [0 <= one < size[1] for one in found.columns]
    )
    roles = np.where(inside, Role.INPUT, Role.PADDING).astype(np.uint8)
    origin = (found.rows.start, found.columns.start)
    order = text("offset: down, then across (y, x)")
    return Grid(key, roles, found.values, origin=origin, heading=heading, foot=order, corners=True)


class Predicted:
    """The offsets of one tap in every output cell, as the layer's own convolution predicts them."""

    def __init__(self, reads: Reads, channel: int) -> None:
        self._reads, self._group = reads, reads.group(channel)
        finite = reads.predicted[np.isfinite(reads.predicted)]
        self._most = float(np.abs(finite).max()) if finite.size else 0.0
        self._map = lru_cache(TURNS)(self._mapped)
        self._coloured = lru_cache(TURNS)(self._shaded)

    def at(self, tap: Pair, cell: Pair) -> tuple[Placed, Placed]:
        """The offsets down and across."""
        first, second = (self._map(axis, tap).made(*cell) for axis in (0, 1))
        return (
            Placed(self._coloured(first.grid), first.ring),
            Placed(self._coloured(second.grid), second.ring),
        )

    def _mapped(self, axis: int, tap: Pair) -> OutputMap:
        kernel = self._reads.layer.kernel
        place = self._group * kernel[0] * kernel[1] + tap[0] * kernel[1] + tap[1]
        channel = 2 * place + axis
        key = Key(self._reads.row.name, PREDICTED, axis)
        heading = deformed_words.predicted(axis, channel)
        return OutputMap(key, self._reads.predicted[channel], heading)

    def _shaded(self, grid: Grid) -> Grid:
        assert grid.values is not None
        shares = np.nan_to_num(grid.values / (self._most or 1.0), posinf=1.0, neginf=-1.0)
        shares.setflags(write=False)
        return replace(grid, shares=shares, signed=True)


def _rimmed(track: Track, reach: Pair) -> Track:
    before, after = (min(one, FARTHEST) for one in reach)
    return replace(
        track, before=max(track.before, before), after=max(track.after, after), whole=True
    )
