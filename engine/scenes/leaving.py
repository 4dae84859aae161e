"""The way from one output cell of a deformable layer to the next: taps leave their places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import mixing, unfolding

if TYPE_CHECKING:
    from engine.frame import Frame

MOVE_MS = unfolding.TAPS_MS


def mixed(before: Frame, after: Frame, share: float) -> Frame:
    """The next taps go from where they would be to where they read; words stay those of before."""
    enlarged = {one.grid for one in before.spokes}
    kept = [one for one in before.points if one.grid in enlarged]
    going = tuple(one for one in after.points if one.grid not in enlarged)
    points, moves = unfolding.leaving(going, after.moves, share)
    return replace(
        mixing.glide(before, after, share),
        points=(*points, *kept),
        moves=moves,
        outlines=after.outlines,
        handles=(),
    )
