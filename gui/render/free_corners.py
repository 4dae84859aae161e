"""Where numbers stand that may not be in the middle of their cells: in a corner that is free."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from gui.render import letters, measures, moves, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Frame, Grid
    from gui.render.easel import Easel
    from gui.render.measures import Measures
    from gui.render.places import Box

    Cell = tuple[int, int]
    Place = tuple[tuple[float, float], int]

# In sides of a cell: how far from its edges a number stands in a corner, and what is kept free
# round it.
_INSET, _ROUND = 0.1, 0.03
# Upper left, upper right, lower left, lower right: which of both ends, down and across.
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
# How far apart, in sides of a cell, the places of an arrow are that are looked at.
_FINE = 0.08


@dataclass(frozen=True, eq=False)
class Corners:
    """What is over the cells of one map, and how large a number is in a corner.

    With `everywhere` all numbers are in corners: arrows lead over the map from step to step.
    """

    box: Box
    size: int
    everywhere: bool
    over: dict[Cell, list[QRectF]]

    def place(self, cell: Cell, words: str, size: int) -> Place:
        """The middle of a number, and the size of its letters."""
        row, column = cell
        x, y, wide, high = self.box.area(row, column, row + 1, column + 1)
        middle = (x + wide / 2, y + high / 2)
        over = self.over.get(cell, [])
        if not self.everywhere and _is_free(_room(self.box, middle, words, size), over):
            return middle, size
        tall = letters.cap_height(self.size)
        inset, half = _INSET * self.box.side, letters.width(words, self.size) / 2
        found = [
            (
                (x + inset + half, x + wide - inset - half)[across],
                (y + inset + tall / 2, y + high - inset - tall / 2)[down],
            )
            for down, across in _CORNERS
        ]
        free = (at for at in found if _is_free(_room(self.box, at, words, self.size), over))
        return next(free, found[0]), self.size


def of(easel: Easel, frame: Frame, grid: Grid, box: Box) -> Corners | None:
    """The corners of that map; None where nothing is over it."""
    if not (frame.points or frame.moves):
        return None
    over: dict[Cell, list[QRectF]] = defaultdict(list)
    for area in _areas(easel.measures, frame, grid, box):
        for cell in _cells(box, area):
            over[cell].append(area)
    if not over:
        return None
    everywhere = any(one.grid == grid.key for one in frame.moves)
    return Corners(box, corner_size(easel, box), everywhere, over)


def corner_size(easel: Easel, box: Box) -> int:
    """The size of a number in a corner, in whole pixels: as small as it can be read."""
    least = measures.LEAST_NUMBER * easel.layout.canvas.scale
    return round(max(measures.weight_size(box.side), least))


def touched(measures_: Measures, frame: Frame, grid: Grid, box: Box) -> QRectF:
    """All cells that have something over them: their numbers may go to corners."""
    found = QRectF()
    for area in _areas(measures_, frame, grid, box):
        for row, column in _cells(box, area):
            found |= QRectF(*box.area(row, column, row + 1, column + 1))
    return found


def _areas(measures_: Measures, frame: Frame, grid: Grid, box: Box) -> Iterator[QRectF]:
    for point in frame.points:
        if point.grid == grid.key:
            yield points.extent(measures_, box, point)
    for move in frame.moves:
        if move.grid == grid.key:
            ends = ((move.row, move.column), (move.to_row, move.to_column))
            steps = math.ceil(math.dist(*ends) / _FINE) + 1
            half = 1.5 * measures_.arrow
            for step in range(steps + 1):
                at = moves.on_way(box, move, step / steps)
                yield QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


def _cells(box: Box, area: QRectF) -> Iterator[Cell]:
    top, bottom = ((end - box.y) / box.high for end in (area.top(), area.bottom()))
    left, right = ((end - box.x) / box.cell for end in (area.left(), area.right()))
    for row in range(max(math.floor(top), 0), min(math.floor(bottom) + 1, box.rows)):
        for column in range(max(math.floor(left), 0), min(math.floor(right) + 1, box.columns)):
            yield row, column


def _room(box: Box, at: tuple[float, float], words: str, size: int) -> QRectF:
    """What the words take, with what is kept free round them."""
    free = _ROUND * box.side
    wide, tall = letters.width(words, size) + 2 * free, letters.cap_height(size) + 2 * free
    return QRectF(
        QPointF(at[0] - wide / 2, at[1] - tall / 2), QPointF(at[0] + wide / 2, at[1] + tall / 2)
    )


def _is_free(room: QRectF, over: list[QRectF]) -> bool:
    return not any(room.intersects(area) for area in over)
