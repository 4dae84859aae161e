"""What a sum of steps reaches, by listing all of it, and how evenly, by a Fourier sum of counts."""

from collections.abc import Sequence
from functools import cache
from math import gcd
from typing import Any

import numpy as np

Axis = dict[str, Any]
Taps = tuple[tuple[int, int], ...]


def expected_axis(kernels: Sequence[int], rates: Sequence[int]) -> Axis:
    """What `coverage` says of an axis, without the gridding index and the rule."""
    taps = tuple(sorted(zip(rates, kernels, strict=True)))
    return {"kernels": list(kernels), "rates": list(rates), **measured(taps)}


@cache
def measured(taps: Taps) -> Axis:
    """The cells written as the digits of a number: 1 where some sum of steps ends."""
    reached = 1
    for rate, kernel in taps:
        before = reached
        for tap in range(1, kernel):
            reached |= before << (rate * tap)
    cells = f"{reached:b}"
    missing = cells.find("0")
    return {
        "hull": len(cells),
        "touched": cells.count("1"),
        "full": missing < 0,
        "first_missing": missing if missing >= 0 else None,
        "max_gap": 1 + max(map(len, cells.split("1"))) if len(cells) > 1 else 0,
        "longest_run": max(map(len, cells.split("0"))),
        "common_divisor": gcd(*(rate for rate, _ in taps)),
    }


@cache
def unevenness(taps: Taps) -> float:
    """The largest Fourier coefficient of the path distribution at the period of a step."""
    shares = distribution(taps)
    periods = {rate for rate, _ in taps if rate > 1}
    return max((coefficient(shares, period) for period in periods), default=0.0)


def distribution(taps: Taps) -> Any:
    """The share of the paths that end at each cell."""
    shares = np.ones(1)
    for rate, kernel in taps:
        longer = np.zeros(len(shares) + rate * (kernel - 1))
        for tap in range(kernel):
            longer[tap * rate : tap * rate + len(shares)] += shares / kernel
        shares = longer
    return shares


def coefficient(shares: Any, period: int) -> float:
    phases = np.arange(period)
    classes = np.bincount(np.arange(len(shares)) % period, shares, period)
    return float(abs(np.sum(classes * np.exp(2j * np.pi * phases / period))))
