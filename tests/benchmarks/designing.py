"""How long candidates for a field take, of a thousand requests the slowest."""

from __future__ import annotations

import random

from engine import design
from engine.design import Request
from tests.benchmarks.side_by_side import Row, seconds


def measure() -> float:
    draw = random.Random(7)
    slowest = 0.0
    for _ in range(1_000):
        kernel = draw.choice([2, 3, 3, 3, 4, 5, 7, 9])
        layers = draw.choice([None, None, draw.randint(1, 12)])
        request = Request(kernel, draw.randint(1, design.LARGEST_FIELD), layers)
        slowest = max(slowest, 1000 * seconds(lambda: design.answer(request)))  # noqa: B023
    return slowest


ROWS = (Row("rates for a field, slowest of 1 000", "ms", goal=50, measure=measure),)
