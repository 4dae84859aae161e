"""Up to where something has room, found by asking as seldom as possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Room need not shrink evenly: halving first finds the stretch that counts, and now and then after
# that keeps a guess from creeping.
_HALVINGS, _THEN_EACH = 6, 3
# What remains in doubt, in pixels.
_DOUBT = 1e-6
# Far more than it ever takes.
_MOST_GUESSES = 64


def last(room: Callable[[float], float], low: float, high: float) -> float:
    """The largest side with room, 0 or more of it, where more takes more; `low` if there is none.

    In pieces, room shrinks in proportion: a guess along a straight line hits the end of its piece.
    """
    lower, upper = room(low), room(high)
    if upper >= 0:
        return high
    for number in range(_MOST_GUESSES):
        width = high - low
        if width <= _DOUBT:
            break
        halves = number < _HALVINGS or number % _THEN_EACH == 0 or lower < 0
        share = 0.5 if halves else lower / (lower - upper)
        at = min(max(low + share * width, low + _DOUBT / 2), high - _DOUBT / 2)
        found = room(at)
        if found >= 0:
            low, lower = at, found
        else:
            high, upper = at, found
    return low
