"""The first and last input cell that an output cell reaches, for each phase of one period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from engine.taps import Reading, Windows

LARGEST_PERIOD = 4_096
DEEPEST_UNMADE = 200  # unmade tables ask the one below them, a call a layer

Reach = tuple[int, int] | None  # first and last cell; None where nothing is reached


@dataclass(eq=False)
class Ends:
    """Reach of every output: that of its phase, moved on by `advance` for each period.

    A period that is small enough is worked out at once, a longer one cell by cell when a layer
    above asks for it.
    """

    period: int
    advance: int
    source: Callable[[int], Reach]
    unmade: int = 0
    made: dict[int, Reach] = field(default_factory=dict)

    @staticmethod
    def identity() -> Ends:
        """Every cell reaches itself."""
        return Ends(1, 1, lambda o: (o, o), made={0: (0, 0)})

    def of(self, o: int) -> Reach:
        """The reach of output o."""
        turns, phase = divmod(o, self.period)
        if phase not in self.made:
            self.made[phase] = self.source(phase)
        found = self.made[phase]
        if found is None or not turns:
            return found
        return found[0] + turns * self.advance, found[1] + turns * self.advance

    def sizes(self) -> tuple[int, int] | None:
        """The least and greatest side over one period."""
        if self.period > LARGEST_PERIOD or self.unmade > DEEPEST_UNMADE:
            return None
        sides = [_side(self.of(phase)) for phase in range(self.period)]
        return min(sides), max(sides)


def read_ends(below: Ends, reading: Reading, period: int, jump: Fraction) -> Ends:
    """The reach of a layer that reads cells with the reach `below`."""

    def source(o: int) -> Reach:
        return _hull(below.of(cell) for cell in _deciding(reading, o, below.period))

    return _made(period, jump, source, below.unmade)


def merged_ends(branches: Sequence[Ends], period: int, jump: Fraction) -> Ends:
    """The reach of a merge of branches."""

    def source(o: int) -> Reach:
        return _hull(branch.of(o) for branch in branches)

    return _made(period, jump, source, max(branch.unmade for branch in branches))


def _made(period: int, jump: Fraction, source: Callable[[int], Reach], unmade: int) -> Ends:
    advance = jump * period
    ends = Ends(period, advance.numerator, source)
    if period > LARGEST_PERIOD or unmade > DEEPEST_UNMADE:
        ends.unmade = unmade + 1
        return ends
    for phase in range(period):
        ends.of(phase)
    ends.source = _nothing  # so that the tables below may be forgotten
    return ends


def _nothing(o: int) -> Reach:
    raise AssertionError(f"phase {o} should have been worked out")


def _deciding(reading: Reading, o: int, period: int) -> Iterable[int]:
    """Of cells in one phase only the first and last can decide, so a wide window needs few."""
    if not isinstance(reading, Windows):
        return reading.cells(o)
    cells = reading.cells(o)
    assert isinstance(cells, range)
    turn = period // gcd(reading.dilation, period)
    if reading.kernel <= 2 * turn:
        return cells
    return (*cells[:turn], *cells[-turn:])


def _hull(reaches: Iterable[Reach]) -> Reach:
    found = [reach for reach in reaches if reach is not None]
    if not found:
        return None
    return min(first for first, _ in found), max(last for _, last in found)


def _side(reach: Reach) -> int:
    return 0 if reach is None else reach[1] - reach[0] + 1
