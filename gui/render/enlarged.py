"""A few cells that are enlarged: numbers in their outer corners, and by them what each weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import number_text
from gui.render import lettering, letters, measures
from gui.render.lettering import Letters

if TYPE_CHECKING:
    from engine.frame import Window
    from gui.render.easel import Easel
    from gui.render.places import Box

    Cell = tuple[int, int]
    At = tuple[float, float]

# In sides of a cell: how far from its edges a number stands, and its middle from a weight's.
_ASIDE, _INSET, _BETWEEN = 0.0875, 0.1, 0.175


@dataclass(frozen=True)
class Outer:
    """The corners of cells that are outer ones of their map."""

    box: Box

    def place(self, cell: Cell, words: str, size: int) -> tuple[At, int]:
        """The middle of a number, and the size of its letters."""
        row, column = cell
        x, y, wide, high = self.box.area(row, column, row + 1, column + 1)
        half = letters.width(words, size) / 2
        aside, inset = _ASIDE * self.box.side, _INSET * self.box.side + letters.cap_height(size) / 2
        across = x + aside + half if self.is_left(column) else x + wide - aside - half
        return (across, y + inset if self.is_above(row) else y + high - inset), size

    def is_left(self, column: int) -> bool:
        return 2 * column < self.box.columns

    def is_above(self, row: int) -> bool:
        return 2 * row < self.box.rows


def paint_weights(easel: Easel, box: Box, window: Window) -> None:
    """What each tap of a window multiplies by, nearer to the middle than its number."""
    size = round(measures.outer_weight_size(box.side))
    number = round(measures.outer_size(box.side))
    if window.weights is None or size < measures.LEAST_NUMBER * easel.layout.canvas.scale:
        return
    outer, look = Outer(box), Letters(size, easel.theme.weight_text, strong=True)
    with easel.opacity(window.opacity):
        for tap_row, weights in enumerate(window.weights.tolist()):
            row = round(window.rows.start) + tap_row * window.rows.step
            for tap_column, weight in enumerate(weights):
                column = round(window.columns.start) + tap_column * window.columns.step
                words = f"{number_text.TIMES} {number_text.number(weight)}"
                middle = outer.place((row, column), "", number)[0][1]
                nearer = _BETWEEN * box.side * (1 if outer.is_above(row) else -1)
                half = letters.width(words, size, strong=True) / 2
                across = outer.place((row, column), "", size)[0][0]
                x = across + (half if outer.is_left(column) else -half)
                lettering.centred(easel, words, (x, middle + nearer), look)
