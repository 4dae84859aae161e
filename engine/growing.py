"""What lies between two steps of which the later shows one map more: lines grow, cells fill."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import mixing
from engine.frame import Coming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Frame, Outline, Threads

LAYER_MS = 600
# The share of the way on which lines grow; cells fill on the rest of it.
GROWING = 0.5


def layer(before: Frame, after: Frame, share: float) -> Frame:
    """New threads grow from their source on; then cells that differ fill, and frames come.

    Maps stay where they are, and words are those of the step before.
    """
    grown = mixing.ease(min(share / GROWING, 1.0))
    filled = mixing.ease(max(share - GROWING, 0.0) / (1 - GROWING))
    there = {id(grid) for grid in before.grids}
    new = [grid for grid in after.grids if id(grid) not in there]
    return replace(
        before,
        coming=tuple(Coming(grid, filled) for grid in new) if filled > 0 else (),
        threads=tuple(_threads(before, after, grown)),
        outlines=tuple(_outlines(before, after, filled)),
        ovals=tuple(oval for oval in before.ovals if oval in after.ovals),
    )


def _threads(before: Frame, after: Frame, grown: float) -> Iterator[Threads]:
    yield from before.threads
    there = {(one.source, one.target) for one in before.threads}
    if grown > 0:
        for one in after.threads:
            if (one.source, one.target) not in there:
                yield replace(one, grown=grown * one.grown)


def _outlines(before: Frame, after: Frame, filled: float) -> Iterator[Outline]:
    for one in before.outlines:
        if one in after.outlines:
            yield one
        elif filled < 1:
            yield replace(one, opacity=(1 - filled) * one.opacity)
    if filled > 0:
        for one in after.outlines:
            if one not in before.outlines:
                yield replace(one, opacity=filled * one.opacity)
