"""Frames round cells, ovals over maps, and threads between rows: lines that say what cells are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from engine.frame import Mark
from gui.render import patterns, pens
from gui.render.measures import DASH_SHARE
from gui.render.theme import Ring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPen

    from engine.frame import Array, Grid, Outline, Oval, Threads
    from gui.render.colours import Colour
    from gui.render.easel import Easel
    from gui.render.places import Box, Layout

    Segment = tuple[float, float, float, float]

# A ring and the paper round it never take more of a cell than this.
_MOST_OF_CELL, _HALO_OF_CELL = 0.16, 0.08
# A dash with its gap, of a frame and of an oval, in 1/22 of the size of a title, and the points
# that bend an oval's. Half the cross in an oval's middle, in sizes of a title.
_PERIOD, _OVAL_PERIOD = 13.0, 9.0
_POINTS_A_DASH = 4
_CROSS = 0.28


def paint(easel: Easel, box: Box, outline: Outline) -> None:
    """The frame, on the edges of its cells."""
    area = extent(box, outline)
    with easel.opacity(outline.opacity):
        paint_mark(easel, area, outline.mark, box.side)


def extent(box: Box, outline: Outline) -> QRectF:
    """The cells within a frame."""
    rows, columns = outline.rows, outline.columns
    return QRectF(*box.area(rows.start, columns.start, rows.end, columns.end))


def paint_mark(easel: Easel, area: QRectF, mark: Mark, side: float) -> None:
    """A frame round an area of cells whose shorter side is given."""
    colour, width = colour_of(easel, mark), easel.measures.frame
    if mark is Mark.HULL:
        # Paper below it: in its gaps the map's own lines would make it hard to see.
        _frame(easel, area, easel.theme.paper, 1.3 * width)
        easel.bars(colour, width, _dashed_sides(area, width, easel.measures.k))
        return
    if mark is Mark.PINNED:
        width = min(easel.measures.pin_ring, _MOST_OF_CELL * side)
        halo = width + 2 * min(easel.measures.pin_halo, _HALO_OF_CELL * side)
        _frame(easel, area, easel.theme.paper, halo)
    _frame(easel, area, colour, width)


def colour_of(easel: Easel, mark: Mark) -> Colour:
    """What a mark is drawn in."""
    theme = easel.theme
    return {
        Mark.FIELD: theme.ink,
        Mark.HULL: theme.soft_ink,
        Mark.PINNED: theme.ink,
        Mark.REACHES: theme.rings[Ring.REACHES],
        Mark.REACHED: theme.rings[Ring.REACHED],
    }[mark]


def paint_oval(easel: Easel, grid: Grid, box: Box, oval: Oval) -> None:
    """The part of a dashed ellipse that is on its map, and a cross in its middle.

    Nothing of it is on a number.
    """
    numbered = bool(easel.layout.number_sizes.get(grid.key))
    free = _Free(box, grid.values if numbered else None)
    middle = QPointF(box.x + oval.column * box.cell, box.y + oval.row * box.high)
    wide, high = oval.across * box.cell, oval.down * box.high
    path = QPainterPath()
    # Each dash by itself: one dashed line all round would shift where a clip cuts it.
    for dash in _dashes(middle, wide, high, easel.measures.k):
        if all(free.at(point) for point in dash):
            path.addPolygon(QPolygonF(dash))
    if free.at(middle):
        half = _CROSS * easel.measures.b
        for x, y in ((half, 0.0), (0.0, half)):
            path.moveTo(middle - QPointF(x, y))
            path.lineTo(middle + QPointF(x, y))
    _stroke(easel, path, pens.solid(easel.theme.soft_ink, easel.measures.frame))


@dataclass(frozen=True)
class _Free:
    """Where on a map no number is."""

    box: Box
    values: Array | None

    def at(self, point: QPointF) -> bool:
        row, down = divmod((point.y() - self.box.y) / self.box.high, 1.0)
        column, along = divmod((point.x() - self.box.x) / self.box.cell, 1.0)
        if not (0 <= row < self.box.rows and 0 <= column < self.box.columns):
            return False
        if self.values is None or np.isnan(self.values[int(row), int(column)]):
            return True
        return not patterns.is_under_text(along, down)


def oval_extent(box: Box, oval: Oval) -> QRectF:
    """All of an oval."""
    return QRectF(
        *box.area(
            oval.row - oval.down,
            oval.column - oval.across,
            oval.row + oval.down,
            oval.column + oval.across,
        )
    )


def paint_threads(easel: Easel, threads: Threads) -> None:
    """All the lines at once, so that none is darker where they cross."""
    path = QPainterPath()
    for x, y, to_x, to_y in segments(easel.layout, threads):
        path.moveTo(x, y)
        path.lineTo(to_x, to_y)
    colour = colour_of(easel, threads.mark)
    _stroke(easel, path, pens.solid(colour, easel.measures.thread))


def segments(layout: Layout, threads: Threads) -> list[Segment]:
    """From the edge of one row to the edge of the next that faces it, from middle to middle."""
    one, other = layout.boxes.get(threads.source), layout.boxes.get(threads.target)
    if one is None or other is None or threads.grown <= 0:
        return []
    down = other.y >= one.y
    y, end = (one.bottom, other.y) if down else (one.y, other.bottom)
    grown = min(threads.grown, 1.0)
    found = []
    for source, target in threads.columns.tolist():
        x, last = one.x + (source + 0.5) * one.cell, other.x + (target + 0.5) * other.cell
        found.append((x, y, x + grown * (last - x), y + grown * (end - y)))
    return found


def threads_extent(layout: Layout, threads: Threads) -> QRectF:
    """All of the lines."""
    points = [
        QPointF(*point) for line in segments(layout, threads) for point in (line[:2], line[2:])
    ]
    return QPolygonF(points).boundingRect()


def _frame(easel: Easel, area: QRectF, colour: Colour, width: float) -> None:
    painter = easel.painter
    if painter.opacity() < 1:  # corners drawn twice would show
        painter.setPen(pens.solid(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        return
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    level = [(left, top, right, top), (left, bottom, right, bottom)]
    easel.bars(colour, width, [*level, (left, top, left, bottom), (right, top, right, bottom)])


def _dashed_sides(area: QRectF, width: float, k: float) -> Iterator[Segment]:
    """Dashes on all four sides, halves of them at the corners; each as bars are given, inset."""
    for start, end in _dashes_of(area.left(), area.right(), width, k):
        for y in (area.top(), area.bottom()):
            yield start, y, end, y
    for start, end in _dashes_of(area.top(), area.bottom(), width, k):
        for x in (area.left(), area.right()):
            yield x, start, x, end


def _dashes_of(first: float, last: float, width: float, k: float) -> Iterator[tuple[float, float]]:
    count = max(3, round((last - first) / (_PERIOD * k)))
    period = (last - first) / count
    half = DASH_SHARE * period / 2
    for dash in range(count + 1):
        middle = first + dash * period
        start, end = max(middle - half, first), min(middle + half, last)
        yield start + width / 2 * (dash > 0), end - width / 2 * (dash < count)


def _dashes(middle: QPointF, wide: float, high: float, k: float) -> Iterator[list[QPointF]]:
    count = max(12, round(math.pi * (wide + high) / (_OVAL_PERIOD * k)))
    for dash in range(count):
        turns = (
            (dash + DASH_SHARE * point / (_POINTS_A_DASH - 1)) * 2 * math.pi / count
            for point in range(_POINTS_A_DASH)
        )
        yield [middle + QPointF(wide * math.cos(turn), high * math.sin(turn)) for turn in turns]


def _stroke(easel: Easel, path: QPainterPath, pen: QPen) -> None:
    """Paths are cut by a clip where they are; single lines would be rounded anew."""
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)
    easel.painter.strokePath(path, pen)
