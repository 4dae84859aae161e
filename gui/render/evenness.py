"""Of the sides that cells may have, the one with which most of them are whole pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.arrangement import Margin
from gui.render import alternatives, blocks
from gui.render.blocks import WHOLE_FROM, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.arrangement import Item, Node

# What boxes of one size may lose so that more of their cells are whole pixels.
MAY_TAKE = 0.1
_ALMOST = 1e-6


def unit(way: Node | None, cell: float) -> Unit:
    """The unit for a body whose cells may have that side at most.

    Where places of several maps are lined up, no map rounds its own cells: these are whole pixels
    all the same, where the figure's are.
    """
    items = list(alternatives.items(way))
    largest = Unit(cell, whole=True).side(1.0)
    if any(item.margin != Margin() for item in items):
        return Unit(_lined_up(items, largest))
    fitted = [item for item in items if item.fitted]
    if not fitted or largest < WHOLE_FROM:
        return Unit(largest, whole=True)

    def even(side: int) -> int:
        return sum(item.scale * side % blocks.longest(item) == 0 for item in fitted)

    return Unit(best(largest, even), whole=True)


def lengths(item: Item) -> tuple[float, ...]:
    """What should be whole pixels of an item that is lined up with others, in cells."""
    room = item.margin
    return item.scale, room.above, room.below, room.left, room.right


def whole(side: float, every: Sequence[float]) -> int:
    """How many of the lengths are whole pixels with cells of that side."""
    return sum(abs(length * side - round(length * side)) < _ALMOST for length in every)


def _lined_up(items: Sequence[Item], largest: float) -> float:
    if largest < WHOLE_FROM:
        coarsest = max(item.scale for item in items)
        many = math.floor(coarsest * largest + _ALMOST)
        return many / coarsest if many >= WHOLE_FROM else largest
    every = [length for item in items for length in lengths(item)]
    return best(largest, lambda side: whole(side, every))


def best(largest: float, even: Callable[[int], int]) -> int:
    """The largest of the best whole sides that are hardly smaller."""
    most = math.floor(largest)
    return max(range(most, math.ceil((1 - MAY_TAKE) * most) - 1, -1), key=even)
