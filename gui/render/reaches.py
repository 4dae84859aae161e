"""How things are lined up along one axis: by their cores, with what stands before and after."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.arrangement import Align

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARES = {Align.START: 0.0, Align.CENTRE: 0.5, Align.END: 1.0}


class Reach(NamedTuple):
    """The room of a thing along an axis: the core, a map's cells, is what others line up with."""

    before: float = 0.0
    core: float = 0.0
    after: float = 0.0

    @property
    def total(self) -> float:
        return self.before + self.core + self.after


class Extent(NamedTuple):
    """The room of a thing along both axes."""

    across: Reach = Reach()
    down: Reach = Reach()


def lead(reach: Reach, line: Reach, align: Align) -> float:
    """From where a line's room begins to where that of a thing in it begins."""
    return line.before + _SHARES[align] * (line.core - reach.core) - reach.before


def line(reaches: Sequence[Reach], align: Align) -> Reach:
    """The room of things whose cores stand at one place."""
    if len(reaches) == 1:
        return reaches[0]
    core, share = max(reach.core for reach in reaches), _SHARES[align]
    before = after = -math.inf
    for reach in reaches:
        offset = share * (core - reach.core)
        before = max(before, reach.before - offset)
        after = max(after, offset + reach.core + reach.after - core)
    return Reach(before, core, after)


def chain(lines: Sequence[Reach], gaps: Sequence[float], core: int | None = None) -> Reach:
    """The room of lines one after the other; its core is all of it, that of a line, or the only."""
    total = sum(each.total for each in lines) + sum(gaps)
    if core is None and len(lines) > 1:
        return Reach(core=total)
    chosen = core or 0
    before = starts(lines, gaps)[chosen] + lines[chosen].before
    return Reach(before, lines[chosen].core, total - before - lines[chosen].core)


def starts(lines: Sequence[Reach], gaps: Sequence[float]) -> list[float]:
    """Where each line of a chain begins."""
    found = [0.0]
    for each, gap in zip(lines, gaps, strict=False):
        found.append(found[-1] + each.total + gap)
    return found[: len(lines)]
