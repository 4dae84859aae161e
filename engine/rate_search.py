"""The most even lists of rates without holes, found in milliseconds.

A list is the better, the lower its gridding index is (to a billionth), then the smaller its
largest rate, then the smaller its rates from the first on. Every list is accounted for: what a
few rates make uneven, the rates to come can even out only so far, so that many beginnings need
not be followed, and of the last two rates few pairs have to be weighed. Where even that is too
much work, the best of those looked at are told. That is so beyond some 30 000 lists: of the fewest
layers for a field, from fields of about 280 on with kernel 2, 760 with 3, 1 050 with 4, 3 150 with
5 and 2 400 with 7, and never with 6 or from 8 on.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from math import inf

from engine import rate_families, rate_lists
from engine.rate_evenness import START, Beginning, Evenness
from engine.rate_lists import Bounds, Rates

MOST = 100
ALIKE = 1e-9  # what gridding indices nearer to each other are told apart by is rounding alone
# How much is looked at, about in microseconds: a beginning grown, its ends looked at, each end,
# an end tried and each rate of its list, a list weighed for each of its rates, a factor made.
MOST_WORK = 24_000.0
GROWN, ENDED, LOOKED_AT, TRIED, TRIED_RATE, WEIGHED_RATE = 3.0, 4.0, 0.1, 0.5, 0.06, 1.0
MADE = 0.8
# A first idea of the best comes from so many beginnings, each going on with so many rates.
BEGINNINGS, CHILDREN, MOST_FREE = 8, 12, 11
FEW = 6  # up to so many layers need no first idea
MOST_OF_FAMILY = 300

Ranked = tuple[int, int, Rates, float]


@dataclass(frozen=True)
class Found:
    """The best lists with their gridding indices, and whether every list was accounted for."""

    lists: tuple[tuple[Rates, float], ...]
    is_complete: bool


@dataclass
class _Search:
    """The best lists so far, the worst of them last, and how much work is left."""

    bounds: Bounds
    count: int
    evenness: Evenness
    work: float = MOST_WORK
    limit: float = inf  # a list that is less even than this is not among the best
    best: list[Ranked] = field(default_factory=list)
    known: set[Rates] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """Whether no more is to be looked at; something is found first, whatever it takes."""
        return self.work < MADE * self.evenness.count and bool(self.best)

    def weigh(self, rates: Rates) -> float:
        """Keeps the list if it is one of the best; its gridding index."""
        self.work -= WEIGHED_RATE * self.count
        index = self.evenness.index(rates)
        ranked = (*rank(rates, index), index)
        if rates not in self.known and (len(self.best) < MOST or ranked < self.best[-1]):
            self.known.add(rates)
            insort(self.best, ranked)
            if len(self.best) > MOST:
                self.known.remove(self.best.pop()[2])
            if len(self.best) == MOST:
                self.limit = (self.best[-1][0] + 0.5) * ALIKE
        return index


def rank(rates: Rates, index: float) -> tuple[int, int, Rates]:
    """What lists are compared by; the smaller, the better."""
    return round(index / ALIKE), rates[-1], rates


def best(bounds: Bounds, count: int) -> Found:
    """The best lists of so many rates with that total."""
    search = _Search(bounds, count, Evenness(bounds.kernel))
    if count == 1:
        search.weigh((1,))
        return _found(search, is_complete=True)
    if count > MOST_FREE and _try_families(search):
        return _found(search, is_complete=True)
    if count > FEW:
        _guess(search)
    return _found(search, is_complete=_look_at_all(search, START))


def _found(search: _Search, *, is_complete: bool) -> Found:
    return Found(tuple((rates, index) for _, _, rates, index in search.best), is_complete)


def _try_families(search: _Search) -> bool:
    """Weighs lists of few values; whether those of the smallest rates are as even as any."""
    bounds, count, even = search.bounds, search.count, 0
    for rates in islice(rate_families.by_largest(bounds, count), MOST_OF_FAMILY):
        even += rank(rates, search.weigh(rates))[0] == 0
        if even == MOST:
            return True
    for rates in islice(rate_families.by_powers(bounds, count), MOST_OF_FAMILY):
        search.weigh(rates)
    return False


def _guess(search: _Search) -> None:
    """Weighs lists that begin evenly, so that fewer others have to be looked at."""
    bounds, ones = search.bounds, max(search.count - MOST_FREE, 1)
    free = search.count - ones
    if rate_lists.greatest_total(bounds.kernel, bounds.largest, ones, free) < bounds.total:
        return
    level = [Beginning((), (1,) * ones, ones)]
    for left in range(free, 2, -1):
        grown = (
            following
            for begun in level
            for following in _grown(
                search, begun, _some(bounds.next_rates(begun.total, begun.rates[-1], left))
            )
        )
        level = nsmallest(BEGINNINGS, grown)
    for begun in level:
        _weigh_ends(search, begun)


def _some(rates: range) -> Iterable[int]:
    """All of a few rates, else some of them at equal distances."""
    if len(rates) <= CHILDREN:
        return rates
    last = len(rates) - 1
    return sorted({rates[at * last // (CHILDREN - 1)] for at in range(CHILDREN)})


def _look_at_all(search: _Search, begun: Beginning) -> bool:
    """Weighs what begins so and may be among the best; False where work ran out before."""
    left = search.count - len(begun.rates)
    if left <= 2:
        _weigh_ends(search, begun)
        return True
    rates = search.bounds.next_rates(begun.total, begun.rates[-1], left)
    for following in sorted(_grown(search, begun, rates)):
        if search.is_over or not _look_at_all(search, following):
            return False
    return True


def _grown(search: _Search, begun: Beginning, rates: Iterable[int]) -> Iterator[Beginning]:
    """The beginning with each of these rates, where it may then become one of the best."""
    left = search.count - len(begun.rates) - 1
    for rate in rates:
        search.work -= GROWN
        following = search.evenness.grown(begun, rate, left, search.limit)
        if following is not None:
            yield following


def _weigh_ends(search: _Search, begun: Beginning) -> None:
    """Weighs the lists that have one or two rates to come and may be among the best."""
    rest, rates = search.bounds.total - begun.total, begun.rates
    if len(rates) == search.count - 1:
        search.weigh((*rates, rest))
        return
    firsts = search.bounds.next_rates(begun.total, rates[-1], 2)
    search.work -= ENDED + LOOKED_AT * len(firsts)
    even = _even_firsts(search, begun, firsts)
    search.work -= (TRIED + TRIED_RATE * search.count) * len(even)
    at, limit = search.evenness.at, search.limit
    for first in even:
        last = rest - first
        listed = (*rates, first, last)
        if at(last, listed) <= limit and at(first, listed) <= limit:
            search.weigh(listed)
            limit = search.limit


def _even_firsts(search: _Search, begun: Beginning, firsts: range) -> Sequence[int]:
    """Those first ones of the two rates to come that make up for what is uneven so far."""
    rest, limit = search.bounds.total - begun.total, search.limit
    found: Sequence[int] = firsts
    for uneven, m in begun.uneven:
        if uneven > limit:
            row, most = search.evenness.row(m), limit / uneven
            found = [x for x in found if row[x % m] * row[(rest - x) % m] <= most]
    return found
