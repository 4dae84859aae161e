"""What the taps of a window are multiplied by, in the corners of its cells, or what is noted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine import number_text
from engine.frame import Side
from gui.render import enlarged, lettering, letters, measures
from gui.render.lettering import Letters
from gui.render.measures import WEIGHTS_FROM, WIDEST_NUMBER
from gui.render.windows import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Grid, Window
    from gui.render.easel import Easel
    from gui.render.places import Box

# How far from the edges of its cell a corner's words are, and what is free round them, in cells.
_CORNER, _ROUND = 0.11, 0.02


def paint(easel: Easel, grid: Grid, box: Box, window: Window) -> None:
    """The words of each tap."""
    if grid.corners:
        enlarged.paint_weights(easel, box, window)
        return
    if box.side < WEIGHTS_FROM * easel.layout.canvas.scale:
        return
    size = round(measures.weight_size(box.side))
    rows, columns = window.rows, window.columns
    with easel.opacity(window.opacity):
        for tap, words in _noted(window):
            row, column = rows.start + tap[0] * rows.step, columns.start + tap[1] * columns.step
            wide = letters.width(words, size, strong=True)
            fitting = min(1.0, WIDEST_NUMBER * box.cell / wide) if wide else 1.0
            x, y, *_ = box.area(row + 1 - _CORNER, column + 1 - _CORNER, 0, 0)
            look = Letters(math.floor(size * fitting), easel.theme.weight_text, strong=True)
            kept = _kept(grid, row, column)
            if kept is not None:
                look = _on_its_own(easel, box, (x, y), words, look, kept)
            lettering.draw(easel, words, (x, y), look, Side.RIGHT)


def _noted(window: Window) -> Iterator[tuple[tuple[int, int], str]]:
    """Which tap, and its words."""
    if window.notes is not None:
        for row, notes in enumerate(window.notes):
            for column, words in enumerate(notes):
                yield (row, column), words
    elif window.weights is not None:
        for row, weights in enumerate(window.weights.tolist()):
            for column, weight in enumerate(weights):
                yield (row, column), number_text.weight(weight)


def _kept(grid: Grid, row: float, column: float) -> int | None:
    """The role of the cell there, if a window leaves it as it looks."""
    at = round(row), round(column)
    inside = all(0 <= place < count for place, count in zip(at, grid.size, strict=True))
    role = int(grid.roles[at]) if inside else None
    return role if role in KEPT else None


def _on_its_own(
    easel: Easel, box: Box, end: tuple[float, float], words: str, look: Letters, role: int
) -> Letters:
    """Words in the colour of a cell whose pattern stops round them."""
    own, free = easel.look(role), _ROUND * box.side
    wide = letters.width(words, look.size, strong=True)
    high = letters.cap_height(look.size)
    area = (end[0] - wide - free, end[1] - high - free, wide + 2 * free, high + 2 * free)
    if own.pattern_colour is not None and words:
        easel.fill(*area, own.fill)
    return Letters(look.size, own.text or look.colour, look.strong)
