"""Which sums lists of rates without holes can have, from any beginning on.

A list ascends from 1, and no rate is above 1 + (kernel - 1) · (the sum of those before it), which
is the exact test of coverage.py; with a largest rate none is above that either. From a sum on,
with so many rates to come, every total between the least and the greatest is the total of some
list: going from a next rate x to x + 1 raises the least by no more than the greatest lies above
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Rates = tuple[int, ...]


@dataclass(frozen=True)
class Bounds:
    """The kernel of all layers, the total of their rates, and what no rate may be above."""

    kernel: int
    total: int
    largest: int

    def next_rates(self, before: int, last: int, left: int) -> range:
        """What may follow a sum of rates, the last of which is given, with so many to come."""
        rest = self.total - before
        highest = min(self.largest, 1 + (self.kernel - 1) * before, rest // left)
        lowest = max(last, rest if left == 1 else 1)
        while lowest <= highest and self._lack(before + lowest, left - 1) > 0:
            # A rate that is one larger raises the greatest total by this power at most.
            lowest += max(1, self._lack(before + lowest, left - 1) // self.kernel**left)
        return range(lowest, highest + 1)

    def _lack(self, before: int, left: int) -> int:
        return self.total - greatest_total(self.kernel, self.largest, before, left)


@lru_cache(maxsize=65_536)
def greatest_total(kernel: int, largest: int, before: int, left: int) -> int:
    """The greatest total of a list that goes on with so many rates after that sum."""
    while left and 1 + (kernel - 1) * before < largest:
        before += 1 + (kernel - 1) * before
        left -= 1
    return before + left * largest


def fewest(bounds: Bounds, most: int) -> int | None:
    """The fewest rates that reach the total; None where not even `most` do."""
    counts = range(1, most + 1)
    return next((count for count in counts if _reach(bounds, count) >= bounds.total), None)


def can_be(bounds: Bounds, count: int) -> bool:
    """Whether a list of so many rates has the total."""
    return count <= bounds.total <= _reach(bounds, count)


def _reach(bounds: Bounds, count: int) -> int:
    return greatest_total(bounds.kernel, bounds.largest, 0, count)


def multisets(values: Sequence[int], count: int, total: int) -> Iterator[tuple[int, ...]]:
    """How often each of the ascending values is taken, so many in all, with that total.

    Those that take more of the smaller values come first, as lists that are smaller do.
    """
    if len(values) == 1:
        if count * values[0] == total:
            yield (count,)
        return
    if len(values) == 2:
        yield from _pairs(values, count, total)
        return
    value = values[0]
    # With one more of it the others would be too few for what is left.
    most = (count * values[-1] - total) // (values[-1] - value)
    for taken in range(min(count, most), -1, -1):
        left, rest = count - taken, total - taken * value
        if left * values[1] > rest:
            return
        for others in multisets(values[1:], left, rest):
            yield (taken, *others)


def _pairs(values: Sequence[int], count: int, total: int) -> Iterator[tuple[int, ...]]:
    low, high = values
    taken, rest = divmod(count * high - total, high - low)
    if rest == 0 and 0 <= taken <= count:
        yield taken, count - taken
