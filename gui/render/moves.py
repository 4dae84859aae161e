"""Arrows from regular taps to where they read, and spokes to the cells that are mixed there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from gui.render import points
from gui.render.theme import Ring

if TYPE_CHECKING:
    from engine.frame import Move, Spokes
    from gui.render.easel import Easel
    from gui.render.places import Box

# Of the head of an arrow between maps, how large this one is, and half its width.
_HEAD, _HALF = 1.0, 0.4
# A chosen arrow, in widths of the others; the dots at the ends of spokes, in sizes of a title.
_STRONG = 1.6
_END = 0.21


def paint(easel: Easel, box: Box, move: Move) -> None:
    """The arrow, ending where the dot begins that it leads to."""
    start, end = _ends(box, move)
    colour = easel.theme.rings[Ring.WINDOW]
    length = math.dist(start.toTuple(), end.toTuple())
    long = length - points.dot_radius(easel.measures, box) - easel.measures.arrow
    head = min(_HEAD * easel.measures.arrow_head, long)
    if long <= 0:
        return
    along = (end - start) / length
    tip, back = start + along * long, start + along * (long - head)
    width = easel.measures.arrow * (_STRONG if move.strong else 1.0)
    across = QPointF(-along.y(), along.x()) * (_HALF * head)
    path = _line(start, back, width)
    path.addPolygon(QPolygonF([tip, back + across, back - across]))
    path.closeSubpath()
    easel.painter.fillPath(path, QColor(*colour))


def on_way(box: Box, move: Move, share: float) -> QPointF:
    """A place of the arrow."""
    start, end = _ends(box, move)
    return start + (end - start) * share


def extent(box: Box, move: Move) -> QRectF:
    """All of the arrow, without the widths of its lines."""
    start, end = _ends(box, move)
    return QRectF(start, end).normalized()


def paint_spokes(easel: Easel, box: Box, spokes: Spokes) -> None:
    """The lines, each as wide as its weight says, and an ink dot at the end of each."""
    middle = _at(box, spokes.row, spokes.column)
    ends = [_at(box, *end) for end in spokes.ends]
    for end, weight in zip(ends, spokes.weights, strict=True):
        path = _line(middle, end, easel.measures.spoke(weight))
        easel.painter.fillPath(path, QColor(*easel.theme.rings[Ring.WINDOW]))
    dots = QPainterPath()
    dots.setFillRule(Qt.FillRule.WindingFill)
    radius = min(_END * easel.measures.b, points.dot_radius(easel.measures, box))
    for end in ends:
        dots.addEllipse(end, radius, radius)
    easel.painter.fillPath(dots, QColor(*easel.theme.ink))


def spokes_extent(box: Box, spokes: Spokes) -> QRectF:
    """All of the lines."""
    middle = _at(box, spokes.row, spokes.column)
    return QPolygonF([middle, *(_at(box, *end) for end in spokes.ends)]).boundingRect()


def _line(start: QPointF, end: QPointF, width: float) -> QPainterPath:
    """As a shape: a line that is cut by a clip would be rounded otherwise than a whole one."""
    path, way = QPainterPath(), end - start
    path.setFillRule(Qt.FillRule.WindingFill)
    long = math.hypot(way.x(), way.y())
    if long > 0:
        aside = QPointF(-way.y(), way.x()) * (width / 2 / long)
        path.addPolygon(QPolygonF([start + aside, end + aside, end - aside, start - aside]))
        path.closeSubpath()
    return path


def _ends(box: Box, move: Move) -> tuple[QPointF, QPointF]:
    return _at(box, move.row, move.column), _at(box, move.to_row, move.to_column)


def _at(box: Box, row: float, column: float) -> QPointF:
    return QPointF(box.x + column * box.cell, box.y + row * box.high)
