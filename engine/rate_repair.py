"""What is least to change in rates that leave holes, so that they leave none and see as far."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from engine import coverage, rate_lists, rate_search
from engine.rate_evenness import Evenness
from engine.rate_lists import Bounds, Rates

# Of lists that change as little, so many are compared; for them so many rates are looked at.
MOST_COMPARED, MOST_WORK = 200, 100_000


def nearest(kernel: int, wanted: Rates) -> Rates | None:
    """The list that differs least from the ascending one, rate by rate, and of those the best.

    Like that one it has the same sum; None where no list of so many rates has it. Where large
    rates leave too many to look at, it is the nearest of the most even ones.
    """
    bounds = Bounds(kernel, sum(wanted), sum(wanted))
    if coverage.of([kernel] * len(wanted), wanted).full:
        return wanted
    if not rate_lists.can_be(bounds, len(wanted)):
        return None
    evenness = Evenness(kernel)
    found = _Repairs(bounds, wanted).nearest() or _of_the_best(bounds, wanted)
    return min(found, key=lambda one: rate_search.rank(one, evenness.index(one)))


def distance(first: Rates, second: Rates) -> int:
    """The sum of the differences, rate by rate."""
    return sum(abs(one - other) for one, other in zip(first, second, strict=True))


def _of_the_best(bounds: Bounds, wanted: Rates) -> list[Rates]:
    lists = [rates for rates, _ in rate_search.best(bounds, len(wanted)).lists]
    least = min(distance(rates, wanted) for rates in lists)
    return [rates for rates in lists if distance(rates, wanted) == least]


class _Repairs:
    """Looks for the lists that differ least, allowing more difference until there are some.

    The sum of the first rates drifts away from that of the wanted ones and comes back in the end;
    the differences are at least as long as the way of that drift.
    """

    def __init__(self, bounds: Bounds, wanted: Rates) -> None:
        self._bounds, self._wanted = bounds, wanted
        self._sums = list(accumulate(wanted))
        self._work = MOST_WORK
        count = len(wanted)
        # So much the first rates have to come to at least, if the others are to reach the total.
        self._needed = [_least_before(bounds, count - at) for at in range(1, count + 1)]

    def nearest(self) -> list[Rates]:
        """All lists of the least difference, or the first of them; none if they are too many."""
        allowed = self._way(0, 0)
        while self._work > 0:
            found = []
            for rates in self._within(allowed, (), 0):
                found.append(rates)
                if len(found) == MOST_COMPARED:
                    break
            if found:
                return found
            allowed += 2  # what is taken from some rates is given to others
        return []

    def _within(self, allowed: int, begun: Rates, before: int) -> Iterator[Rates]:
        at = len(begun)
        if at == len(self._wanted):
            yield begun
            return
        wanted, last = self._wanted[at], begun[-1] if begun else 1
        rates = self._bounds.next_rates(before, last, len(self._wanted) - at)
        near = range(
            max(rates.start, wanted - allowed), min(rates.stop, wanted + allowed + 1)
        )  # fmt: skip
        for rate in sorted(near, key=lambda rate: abs(rate - wanted)):
            left = allowed - abs(rate - wanted)
            if self._work > 0 and self._way(at + 1, before + rate) <= left:
                yield from self._within(left, (*begun, rate), before + rate)

    def _way(self, at: int, before: int) -> int:
        """How much difference the rates from that place on cannot do without."""
        drift = before - (self._sums[at - 1] if at else 0)
        highest, lowest = max(drift, 0), min(drift, 0)
        kernel, most = self._bounds.kernel, before
        self._work -= len(self._wanted) - at
        for place in range(at, len(self._wanted)):
            most += 1 + (kernel - 1) * most
            highest = max(highest, self._needed[place] - self._sums[place])
            lowest = min(lowest, most - self._sums[place])
        return max(2 * highest - drift, drift - 2 * lowest)


def _least_before(bounds: Bounds, left: int) -> int:
    """The least sum after which so many rates can still reach the total."""
    power: int = bounds.kernel**left
    return -(-(bounds.total - (power - 1) // (bounds.kernel - 1)) // power)
