"""Where padding takes its values from, and which two cells a bilinear output mixes at the rim."""

from __future__ import annotations

from engine.taps import Linear


def source(cell: int, n: int, mode: str) -> int:
    """The real cell whose value a padded cell holds; for modes other than zeros."""
    if mode == "replicate":
        return min(max(cell, 0), n - 1)
    if mode == "circular":
        return cell % n
    mirrored = abs(cell)
    return min(mirrored, 2 * (n - 1) - mirrored)


def neighbours(reading: Linear, o: int, n: int | None) -> tuple[int, int, float]:
    """The two cells that output o mixes and the share of the second; n is None for no rim."""
    place = reading.jump * o + reading.shift
    if n is not None:
        place = max(place, type(place)(0))
    near = place.numerator // place.denominator
    far = near + 1 if n is None else min(near + 1, n - 1)
    return near, far, float(place - near)
