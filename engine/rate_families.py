"""Lists of rates for many layers, made of few values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from engine import coverage, rate_lists
from engine.rate_lists import Bounds, Rates

LARGEST_OF_ALL = 8
# Of one largest rate no more lists are made than these, so that the next one has its turn.
MOST_ALIKE = 40
MULTIPLES = 3


def by_largest(bounds: Bounds, count: int) -> Iterator[Rates]:
    """Every list of small rates, by its largest rate, then by its rates from the first on."""
    first = -(-bounds.total // count)
    for largest in range(first, min(bounds.largest, LARGEST_OF_ALL) + 1):
        values = range(1, largest + 1)
        for counts in rate_lists.multisets(values, count - 1, bounds.total - largest):
            rates = (*_spelled(values, counts), largest)
            if coverage.of([bounds.kernel] * count, rates).full:
                yield rates


def by_powers(bounds: Bounds, count: int) -> Iterator[Rates]:
    """Lists that hold each power of the kernel up to some one, and small multiples of powers.

    With the power before it a power is even, whatever else there is.
    """
    kernel, powers = bounds.kernel, [1]
    while powers[-1] * kernel <= bounds.largest:
        powers.append(powers[-1] * kernel)
    multiples = {c * power for power in powers for c in range(1, min(kernel, MULTIPLES + 1))}
    values = sorted(one for one in multiples if one <= bounds.largest)
    for at, largest in enumerate(values):
        held = sorted({largest, *(power for power in powers if power <= largest)})
        left, rest = count - len(held), bounds.total - sum(held)
        if left >= 0 and left <= rest <= left * largest:
            for others in islice(_downwards(values[: at + 1], left, rest), MOST_ALIKE):
                yield tuple(sorted([*held, *others]))


def _downwards(values: Sequence[int], count: int, total: int) -> Iterator[list[int]]:
    """So many of the values with that total, those with more of the larger values first.

    The two smallest are next to each other, so that hardly any choice of the others is in vain.
    """
    below = [values[-1] - value for value in reversed(values)]
    for counts in rate_lists.multisets(below, count, count * values[-1] - total):
        yield list(_spelled(values[::-1], counts))


def _spelled(values: Sequence[int], counts: Sequence[int]) -> Iterator[int]:
    for value, taken in zip(values, counts, strict=True):
        yield from [value] * taken
