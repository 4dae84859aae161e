"""Fields of chains that resample to arbitrary sizes, against cells walked one by one."""

import random
from collections.abc import Callable
from fractions import Fraction
from math import floor, lcm
from typing import NamedTuple

import pytest

from .documents import Layer, Report, describe, document, smallest

CHAINS = 150
LONGEST = 4_096
SIDE = range(1, 9_000)


class Reader(NamedTuple):
    """One layer on one axis of an endless input: its ratio, and the cells that output o reads."""

    ratio: Fraction
    size: int
    cells: Callable[[int], set[int]]


def resampled(n: int, m: int, mode: str, *, align_corners: bool) -> Reader:
    if mode == "nearest":
        return Reader(Fraction(n, m), m, lambda o: {o * n // m})
    ratio = Fraction(n, m)
    shift = ratio / 2 - Fraction(1, 2)
    if align_corners:
        ratio, shift = (Fraction(n - 1, m - 1) if m > 1 else Fraction(0)), Fraction(0)

    def cells(o: int) -> set[int]:
        source = ratio * o + shift
        return {floor(source), -floor(-source)}

    return Reader(ratio, m, cells)


def draw_resampling(rng: random.Random, n: int) -> tuple[Layer, Reader]:
    m = rng.choice((rng.randint(1, 40), rng.randint(1, 300), rng.randint(4_000, 8_500), n + 1))
    mode = rng.choice(("nearest", "bilinear", "bilinear"))
    corners = mode == "bilinear" and rng.random() < 0.5
    fields: Layer = {"op": "upsample", "size": [1, m], "mode": mode}
    if corners:
        fields["align_corners"] = True
    return fields, resampled(n, m, mode, align_corners=corners)


def draw_window(rng: random.Random, n: int) -> tuple[Layer, Reader]:
    kernel, stride, dilation, before = (rng.randint(1, high) for high in (4, 3, 3, 3))
    fields: Layer = {"op": "conv", "out_channels": 1, "kernel": [1, kernel], "padding": [0, before]}
    fields |= {"stride": [1, stride], "dilation": [1, dilation]}
    size = (n + 2 * before - dilation * (kernel - 1) - 1) // stride + 1
    taps = [dilation * tap - before for tap in range(kernel)]
    return fields, Reader(Fraction(stride), size, lambda o: {o * stride + tap for tap in taps})


def draw_transposed(rng: random.Random, n: int) -> tuple[Layer, Reader]:
    kernel, stride, dilation, before = (rng.randint(1, high) for high in (5, 4, 2, 2))
    fields: Layer = {"op": "conv_transpose", "out_channels": 1, "kernel": [1, kernel]}
    fields |= {"stride": [1, stride], "dilation": [1, dilation], "padding": [0, before]}
    size = (n - 1) * stride + dilation * (kernel - 1) + 1 - 2 * before
    taps = [before - dilation * tap for tap in range(kernel)]

    def cells(o: int) -> set[int]:
        return {(o + tap) // stride for tap in taps if (o + tap) % stride == 0}

    return fields, Reader(Fraction(1, stride), size, cells)


class Chain(NamedTuple):
    """A chain over one row, as layers and as readers."""

    side: int
    layers: list[Layer]
    readers: list[Reader]

    @property
    def period(self) -> int:
        """The ratios from the last map down to every map before it, made whole."""
        ratio, period = Fraction(1), 1
        for reader in reversed(self.readers):
            ratio *= reader.ratio
            period = lcm(period, ratio.denominator)
        return period

    def field(self, output: int) -> int:
        """Side of what one output reads, walked from cell to cell."""
        cells = {output}
        for reader in reversed(self.readers):
            cells = set().union(*map(reader.cells, cells))
        return max(cells) - min(cells) + 1 if cells else 0


def grow(seed: int) -> Chain:
    rng = random.Random(seed)
    n = side = rng.choice((1, 2, rng.randint(3, 30), rng.randint(30, 500)))
    layers: list[Layer] = []
    readers: list[Reader] = []
    draws = (draw_resampling, draw_resampling, draw_resampling, draw_window, draw_transposed)
    for index in range(rng.randint(2, 5)):
        fields, reader = rng.choice(draws)(rng, n)
        if reader.size in SIDE:
            layers.append({"name": f"layer{index}", **fields})
            readers.append(reader)
            n = reader.size
    return Chain(side, layers, readers)


def expected(chain: Chain) -> Report:
    period = chain.period
    if period > LONGEST:
        return {"size_min": None, "size_max": None, "period": period}
    fields = [chain.field(output) for output in range(period)]
    return {"size_min": min(fields), "size_max": max(fields), "period": period}


@pytest.fixture(scope="module")
def chains() -> list[Chain]:
    grown = (grow(seed) for seed in range(2 * CHAINS))
    return [chain for chain in grown if chain.layers][:CHAINS]


def test_the_sweep_holds_150_chains_with_short_and_long_periods(chains: list[Chain]) -> None:
    assert len(chains) == CHAINS
    periods = [chain.period for chain in chains]
    assert sum(1 < period <= LONGEST for period in periods) >= 50
    assert sum(period > LONGEST for period in periods) >= 20


def test_fields_of_arbitrary_resamplings_are_those_walked(chains: list[Chain]) -> None:
    found = []
    for chain in chains:
        stack = document(chain.layers, 1, [1, chain.side])
        report = describe(stack)
        assert report["problems"] == []
        axis = report["layers"][-1]["w"]
        wanted = expected(chain)
        if {key: axis[key] for key in wanted} != wanted:
            found.append((f"walked {wanted}, here {axis}", stack))
    assert not found, smallest(found)


def test_a_long_period_that_ends_again_is_walked_through(chains: list[Chain]) -> None:
    """Somewhere on the way the sizes are null, at the end they are known again."""
    returned = 0
    for chain in chains:
        layers = describe(document(chain.layers, 1, [1, chain.side]))["layers"]
        nulls = [layer["w"]["size_min"] is None for layer in layers]
        returned += any(nulls) and not nulls[-1]
    assert returned >= 3
