"""The first and last input cell that an output cell reaches, for each phase of one period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import Any, Protocol

from engine import taps
from engine.taps import Reading

LARGEST_PERIOD = 4_096
MOST_WORK = 3_000_000  # cells looked up one by one before a field is given up

Edge = int | float  # a cell; a float where nothing is reached, inf for the first, -inf for the last
Reach = tuple[Edge, Edge]
NOTHING: Reach = (inf, -inf)


class Ends(Protocol):
    """The reach of every output of a layer, on one axis."""

    @property
    def period(self) -> int:
        """After so many outputs the reach repeats, moved on."""

    def of(self, o: int) -> Reach:
        """The first and last cell that output o reaches."""

    def sizes(self) -> tuple[int, int] | None:
        """The least and greatest side over one period, where that was worked out."""


@dataclass(frozen=True, eq=False)
class MadeEnds:
    """The reach of each phase; a period later it is `advance` cells further on."""

    advance: int
    firsts: list[Edge]
    lasts: list[Edge]

    @property
    def period(self) -> int:
        return len(self.firsts)

    @property
    def rising(self) -> bool:
        """Whether a later output never reaches less far on either side, so that ends decide."""
        return _rises(self.firsts, self.advance) and _rises(self.lasts, self.advance)

    def of(self, o: int) -> Reach:
        """The reach of that phase, moved on."""
        turns, phase = divmod(o, self.period)
        moved = turns * self.advance
        return self.firsts[phase] + moved, self.lasts[phase] + moved

    def sizes(self) -> tuple[int, int]:
        """The least and greatest side over one period."""
        sides = {last - first + 1 for first, last in zip(self.firsts, self.lasts, strict=True)}
        return int(max(min(sides), 0)), int(max(*sides, 0))


class OutOfWorkError(ArithmeticError):
    """More cells would have to be looked up than is worth a field."""


@dataclass
class Work:
    """How many more cells may be looked up, shared by all unmade ends of a stack."""

    left: int = MOST_WORK


@dataclass(frozen=True, eq=False)
class UnmadeEnds:
    """Ends of a period too long to be worked out; a layer above may need a few of them.

    `asked` names the outputs below that a phase depends on.
    """

    period: int
    advance: int
    asked: Callable[[int], Sequence[tuple[Ends, int]]]
    work: Work
    made: dict[int, Reach] = field(default_factory=dict)

    def of(self, o: int) -> Reach:
        """The reach of that phase, worked out once, and moved on."""
        turns, phase = divmod(o, self.period)
        if phase not in self.made:
            self._make(phase)
        first, last = self.made[phase]
        return first + turns * self.advance, last + turns * self.advance

    def _make(self, phase: int) -> None:
        """Works out the phase after all it depends on, however many layers lie below."""
        waiting = [(self, phase, self._dependencies(phase))]
        while waiting:
            ends, wanted, asked = waiting[-1]
            missing = [
                (below, cell % below.period)
                for below, cell in asked
                if isinstance(below, UnmadeEnds) and cell % below.period not in below.made
            ]
            if not missing:
                ends.made[wanted] = _hull(below.of(cell) for below, cell in asked)
                waiting.pop()
            for below, cell in missing:
                waiting.append((below, cell, below._dependencies(cell)))  # noqa: SLF001

    def _dependencies(self, phase: int) -> Sequence[tuple[Ends, int]]:
        asked = self.asked(phase)
        self.work.left -= len(asked)
        if self.work.left < 0:
            raise OutOfWorkError
        return asked

    def sizes(self) -> None:
        """Nobody has worked them out."""


IDENTITY = MadeEnds(1, [0], [0])


def read_ends(below: Ends, reading: Reading, period: int, jump: Fraction) -> Ends:
    """The reach of a layer that reads cells with the reach `below`."""
    if isinstance(below, MadeEnds) and period <= LARGEST_PERIOD:
        return _swept_ends(below, reading, period, jump)
    return _walked_ends(
        lambda o: [(below, cell) for cell in taps.cells(reading, o)], period, jump, [below]
    )


def merged_ends(branches: Sequence[Ends], period: int, jump: Fraction) -> Ends:
    """The reach of a merge of branches."""
    apart = list({id(branch): branch for branch in branches}.values())
    if len(apart) == 1:
        return apart[0]
    made = [branch for branch in apart if isinstance(branch, MadeEnds)]
    if len(made) == len(apart) and {branch.period for branch in made} == {period}:
        firsts = list(map(min, *(branch.firsts for branch in made)))
        lasts = list(map(max, *(branch.lasts for branch in made)))
        return MadeEnds(made[0].advance, firsts, lasts)
    return _walked_ends(lambda o: [(branch, o) for branch in apart], period, jump, apart)


def _walked_ends(
    asked: Callable[[int], Sequence[tuple[Ends, int]]],
    period: int,
    jump: Fraction,
    below: Sequence[Ends],
) -> Ends:
    unmade = (ends.work for ends in below if isinstance(ends, UnmadeEnds))
    ends = UnmadeEnds(period, (jump * period).numerator, asked, next(unmade, Work()))
    if period > LARGEST_PERIOD:
        return ends
    try:
        reaches = [ends.of(phase) for phase in range(period)]
    except OutOfWorkError:
        return ends
    return MadeEnds(ends.advance, [first for first, _ in reaches], [last for _, last in reaches])


def _swept_ends(below: MadeEnds, reading: Reading, period: int, jump: Fraction) -> MadeEnds:
    spans = [reading.span(o) for o in range(period)]
    swept = {count: _swept(below, count, reading.step) for count in {count for _, count in spans}}
    reaches = [swept[count].of(lowest) for lowest, count in spans]
    advance = (jump * period).numerator
    return MadeEnds(advance, [first for first, _ in reaches], [last for _, last in reaches])


def _swept(below: MadeEnds, count: int, step: int) -> MadeEnds:
    """The reach of `count` cells `step` apart, told by the lowest of them."""
    if count == 0:
        return MadeEnds(0, [inf], [-inf])
    if count == 1:
        return below
    if below.rising:
        last = _shifted(below.lasts, below.advance, (count - 1) * step)
        return MadeEnds(below.advance, below.firsts, last)
    firsts = _swept_edges(below.firsts, below.advance, count, step, min)
    lasts = _swept_edges(below.lasts, below.advance, count, step, max)
    return MadeEnds(below.advance, firsts, lasts)


def _swept_edges(edges: list[Edge], advance: int, count: int, step: int, choose: Any) -> list[Edge]:
    """The chosen of `count` edges from each on; twice as many are seen with each pass."""
    seen = 1
    while seen < count:
        more = min(seen, count - seen)
        edges = list(map(choose, edges, _shifted(edges, advance, more * step)))
        seen += more
    return edges


def _shifted(edges: list[Edge], advance: int, by: int) -> list[Edge]:
    """Edges told by a cell `by` further down."""
    turns, phase = divmod(by, len(edges))
    moved, next_turn = turns * advance, (turns + 1) * advance
    return [edge + moved for edge in edges[phase:]] + [edge + next_turn for edge in edges[:phase]]


def _rises(edges: list[Edge], advance: int) -> bool:
    if inf in edges or -inf in edges:
        return False
    later = [*edges[1:], edges[0] + advance]
    return all(map(int.__le__, edges, later))  # type: ignore[arg-type]  # none is a float


def _hull(reaches: Iterable[Reach]) -> Reach:
    found = list(reaches)
    if not found:
        return NOTHING
    return min(first for first, _ in found), max(last for _, last in found)
