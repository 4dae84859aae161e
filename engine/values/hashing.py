"""Numbers that look drawn but are not: one fixed hash of a seed and a place, the same for ever.

It is SplitMix64 (Steele, Lea and Flood, 2014), read at any place without the ones before it:
h(seed, place) = mix(mix(seed) + (place + 1) · GOLDEN), all modulo 2^64. numpy's own generators may
change from one version to the next.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.values.lanes import Array

GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_ALL = 2**64 - 1


def whole(seed: int, count: int, choices: int) -> Array:
    """Whole numbers from 0 to choices - 1, for the places 0 to count - 1."""
    high = _hashed(seed, count) >> np.uint64(32)
    return (high * np.uint64(choices) >> np.uint64(32)).astype(np.float64)


def fractions(seed: int, count: int) -> Array:
    """Numbers from 0 to below 1, multiples of 2^-53."""
    return (_hashed(seed, count) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _hashed(seed: int, count: int) -> NDArray[np.uint64]:
    start = _mixed_seed(seed)
    places = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(GOLDEN) + np.uint64(start)
    places = (places ^ places >> np.uint64(30)) * np.uint64(_FIRST)
    places = (places ^ places >> np.uint64(27)) * np.uint64(_SECOND)
    return places ^ places >> np.uint64(31)


def _mixed_seed(seed: int) -> int:
    """Seeds next to each other start far apart; a seed counts modulo 2^64."""
    mixed = seed & _ALL
    mixed = (mixed ^ mixed >> 30) * _FIRST & _ALL
    mixed = (mixed ^ mixed >> 27) * _SECOND & _ALL
    return mixed ^ mixed >> 31
