"""How even lists of rates are and can still become, worked out once for a kernel."""

from __future__ import annotations

from collections import Counter
from math import gcd, inf, pi, prod, sin
from typing import NamedTuple

from engine import coverage
from engine.rate_lists import Rates


class Beginning(NamedTuple):
    """The first rates of a list, the unevenness that they leave at each of them, and their sum.

    The worst comes first; of two beginnings the less uneven one is the smaller.
    """

    uneven: tuple[tuple[float, int], ...]
    rates: Rates
    total: int


START = Beginning((), (1,), 1)


class Factors(dict[int, float]):
    """What a layer of each rate adds to the unevenness at one period, worked out when asked."""

    def __init__(self, evenness: Evenness, m: int) -> None:
        super().__init__()
        self._evenness, self._m = evenness, m

    def __missing__(self, rate: int) -> float:
        self._evenness.count += 1
        found = self[rate] = coverage.factor(self._evenness.kernel, rate, self._m)
        return found


class Evenness:
    """What the layers of one kernel add to the unevenness at every period.

    `count` tells how many factors were worked out one by one.
    """

    def __init__(self, kernel: int) -> None:
        self.kernel = kernel
        self.count = 0
        self._factors: dict[int, Factors] = {}
        self._rows: dict[int, list[float]] = {}

    def factors(self, m: int) -> Factors:
        """The factor of every rate at period m."""
        if m not in self._factors:
            self._factors[m] = Factors(self, m)
        return self._factors[m]

    def row(self, m: int) -> list[float]:
        """The factors of the rates 0 … m - 1 at period m; others have that of their remainder."""
        if m not in self._rows:
            self.count += m // 2
            half = [coverage.factor(self.kernel, rate, m) for rate in range(m // 2 + 1)]
            self._rows[m] = half + half[(m - 1) // 2 : 0 : -1]
        return self._rows[m]

    def at(self, m: int, rates: Rates) -> float:
        """The unevenness of the list at period m."""
        factors, found = self.factors(m), 1.0
        for rate in rates:
            found *= factors[rate]
        return found

    def index(self, rates: Rates) -> float:
        """The gridding index of the list, as coverage.py has it."""
        counts = Counter(rates)
        found = 0.0
        for m in counts:
            if m > 1:
                factors = self.factors(m)
                here = prod([factors[rate] ** alike for rate, alike in counts.items()])
                found = max(found, here)
        return found

    def grown(self, begun: Beginning, rate: int, left: int, limit: float = inf) -> Beginning | None:
        """The beginning with one more rate; None if `left` more cannot bring it to the limit."""
        uneven, is_new = [], rate > 1
        for before, m in begun.uneven:
            now = before * self.row(m)[rate % m]
            if now > limit and now * self._least_of(m) ** left > limit:
                return None
            uneven.append((now, m))
            is_new = is_new and m != rate
        if is_new:
            now = self.at(rate, begun.rates)
            if now > limit and now * self._least_of(rate) ** left > limit:
                return None
            uneven.append((now, rate))
        uneven.sort(reverse=True)
        return Beginning(tuple(uneven), (*begun.rates, rate), begun.total + rate)

    def _least_of(self, m: int) -> float:
        """No rate has a smaller factor at period m.

        Where kernel and period share no divisor, kernel · rate is never a multiple of the period
        unless the rate is, so that its sine is at least that of one part of m.
        """
        if gcd(self.kernel, m) > 1:
            return 0.0
        return sin(pi / m) / self.kernel
