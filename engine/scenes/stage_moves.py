"""How the stages of a transposed convolution come from each other, between two steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine import mixing, unfolding
from engine.frame import Coming
from engine.roles import Role

if TYPE_CHECKING:
    from engine.frame import Frame, Grid

# Cells of larger maps are too small to be followed: these fade in as a whole.
MOST_FOLLOWED = 4096
TIMES = {
    0: unfolding.ZEROS_MS,
    1: unfolding.BORDER_MS,
    2: unfolding.FLIP_MS,
    3: unfolding.BORDER_MS,
}
# The share of its time after which what is cut off is there and begins to be hatched.
CUT_FROM = 0.5


@dataclass(frozen=True, eq=False)
class Moves:
    """The grids that move; `uncut` is the bordered map with what is cut off of it."""

    read: Grid
    inserted: Grid
    uncut: Grid
    bordered: Grid
    kernel: Grid
    turned: Grid
    slid: Grid
    output: Grid

    def between(self, before: Frame, after: Frame, share: float) -> Frame:
        """What is to be seen on the way from one step to the next."""
        ways = {0: self._opening, 1: self._bordering, 2: self._turning, 3: self._beginning}
        way = ways.get(before.step)
        return mixing.glide(before, after, share) if way is None else way(before, share)

    def _opening(self, before: Frame, share: float) -> Frame:
        if self.inserted.roles.size > MOST_FOLLOWED:
            return _fading(before, share, self.inserted)
        return replace(before, loose=unfolding.opening(self.inserted, share, self.read.key))

    def _bordering(self, before: Frame, share: float) -> Frame:
        if self.bordered.roles.size > MOST_FOLLOWED:
            return _fading(before, share, self.bordered)
        moving = unfolding.bordering(self.uncut, share, self.inserted.key)
        cut = self.bordered.roles == Role.UNUSED
        if cut.any() and share > CUT_FROM:
            hatched = (share - CUT_FROM) / (1 - CUT_FROM)
            moving = (*moving, unfolding.loose(self.bordered, cut, hatched))
        return replace(before, loose=moving)

    def _turning(self, before: Frame, share: float) -> Frame:
        moving = unfolding.turning(self.kernel, self.turned.key, share)
        named = tuple(grid for grid in before.named if grid.key != self.kernel.key)
        return replace(before, grids=(*before.grids, self.kernel), named=named, loose=moving)

    def _beginning(self, before: Frame, share: float) -> Frame:
        """The bordered map again, and a map that is still empty."""
        roles = np.full_like(self.output.roles, Role.NOT_YET)
        return _fading(before, share, self.slid, replace(self.output, roles=roles, values=None))


def moving(step: int) -> int:
    """How long the way from this step to the next one takes."""
    return TIMES.get(step, mixing.MOVE_MS)


def _fading(before: Frame, share: float, *grids: Grid) -> Frame:
    opacity = mixing.ease(share)
    return replace(before, coming=tuple(Coming(grid, opacity) for grid in grids))
