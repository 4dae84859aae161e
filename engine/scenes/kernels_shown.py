"""The kernel as a grid of its own: its weights, the holes of its dilation, and its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import arithmetic, number_text
from engine.arrangement import Item
from engine.frame import Grid, Heading
from engine.roles import Role
from engine.scenes import map_words, short_words
from engine.words import text

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.frame import Key
    from engine.values.lanes import Array
    from engine.words import Text

PLAIN_SCALE, DILATED_SCALE = 0.62, 0.44
LEAST_CELL, MOST_LEGIBLE = 1.6, 7  # in sizes of a title, and up to how many cells of a side
MOST_WITH_HOLES = 33  # cells of a side


def heading(kernel: Pair, stride: Pair, dilation: Pair, also: Text | str = "") -> Heading:
    """The kernel's title; the second line tells of its holes."""
    second = map_words.joined(holes(kernel, dilation), also)
    return Heading(text("kernel"), size_and_steps(kernel, stride, dilation), second)


def size_and_steps(kernel: Pair, stride: Pair, dilation: Pair) -> Text:
    """`3×3, stride 2`, with the dilation where there is one."""
    sides = short_words.lengths(kernel)
    if dilation == (1, 1):
        return text("{kernel}, stride {stride}", kernel=sides, stride=_both(stride))
    return text(
        "{kernel}, stride {stride}, dilation {dilation}",
        kernel=sides,
        stride=_both(stride),
        dilation=_both(dilation),
    )


def stride(stride: Pair) -> Text:
    """`stride 2`, one number where both axes have the same."""
    return text("stride {stride}", stride=_both(stride))


def dilation(dilation: Pair) -> Text:
    """`dilation 2`, likewise."""
    return text("dilation {dilation}", dilation=_both(dilation))


def holes(kernel: Pair, dilation: Pair) -> Text | str:
    """How much a kernel with holes covers, and how much of that it reads; else nothing."""
    sides = extent(kernel, dilation)
    if sides == kernel:
        return ""
    shown = short_words.lengths(sides)
    count = number_text.number(kernel[0] * kernel[1])
    said = text("covers {size}, reads {count} cells", size=shown, count=count)
    return said if _has_room(sides) else text("{sentence}; holes not drawn", sentence=said)


def extent(kernel: Pair, dilation: Pair) -> Pair:
    """Rows and columns from the first tap to the last."""
    return (
        arithmetic.effective_kernel(kernel[0], dilation[0]),
        arithmetic.effective_kernel(kernel[1], dilation[1]),
    )


def item(key: Key, weights: Array, dilation: Pair, title: Heading, from_width: int) -> Item:
    """The kernel, smaller than the maps' cells; with its holes where they have room."""
    rows, columns = weights.shape
    sides = extent((rows, columns), dilation)
    spread = sides != weights.shape and _has_room(sides)
    down, across = dilation if spread else (1, 1)
    shape = sides if spread else weights.shape
    roles = np.full(shape, Role.KERNEL_HOLE, np.uint8)
    values = np.full(shape, np.nan)
    roles[::down, ::across] = Role.WINDOW
    values[::down, ::across] = weights
    scale = DILATED_SCALE if spread else PLAIN_SCALE
    # Weights stay legible beside maps whose cells are not.
    least = LEAST_CELL if max(shape) <= MOST_LEGIBLE else 0.0
    grid = Grid(key, roles, values, heading=title)
    return Item(grid, scale, least=least, from_width=from_width)


def _has_room(sides: Pair) -> bool:
    return max(sides) <= MOST_WITH_HOLES


def _both(pair: Pair) -> str:
    return number_text.number(pair[0]) if pair[0] == pair[1] else short_words.lengths(pair)
