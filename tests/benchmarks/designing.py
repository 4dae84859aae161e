"""How long candidates for a field take, of many requests the slowest."""

from __future__ import annotations

import random

from engine import design, rate_lists
from engine.design import Request
from tests.benchmarks.side_by_side import Row, seconds

REQUESTS, ROUNDS = 300, 3


def measure() -> float:
    draw = random.Random(7)
    slowest = 0.0
    for _ in range(REQUESTS):
        kernel = draw.choice([2, 3, 3, 3, 4, 5, 7, 9])
        layers = draw.choice([None, None, draw.randint(1, 12)])
        field = draw.randint(1, design.LARGEST_FIELD)
        slowest = max(slowest, best_of(Request(kernel, field, layers)))
    return slowest


def best_of(request: Request) -> float:
    """Milliseconds, other work apart."""
    found = []
    for _ in range(ROUNDS):
        forget()
        found.append(1000 * seconds(lambda: design.answer(request)))
    return min(found)


def forget() -> None:
    design.answer.cache_clear()
    rate_lists.greatest_total.cache_clear()


ROWS = (Row("rates for a field, slowest of 300", "ms", goal=50, measure=measure),)
