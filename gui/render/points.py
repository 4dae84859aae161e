"""Places between cells: a hollow square where a tap would be, a dot where it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from engine.frame import Sample
from gui.render import pens
from gui.render.theme import Ring

if TYPE_CHECKING:
    from engine.frame import Point
    from gui.render.easel import Easel
    from gui.render.measures import Measures
    from gui.render.places import Box

# In cells: half the side of the square, the radius of the dot, and that of the ring round it.
_SQUARE, _DOT, _CHOSEN = 0.17, 0.1, 1.7
# In sizes of a title, the largest dot.
_LARGEST = 0.45
# The same of a legend's samples, in their cells.
_SHOWN_SQUARE, _SHOWN_DOT = 0.34, 0.26


def paint(easel: Easel, box: Box, point: Point) -> None:
    """The point, with paper round a dot."""
    at = _at(box, point)
    if point.hollow:
        _square(easel, at, _SQUARE * box.side)
        return
    radius = dot_radius(easel.measures, box)
    _dot(easel, at, radius)
    if point.chosen:
        easel.painter.setPen(pens.solid(easel.theme.ink, 0.75 * easel.measures.window_ring))
        easel.painter.drawEllipse(at, _CHOSEN * radius, _CHOSEN * radius)


def extent(measures: Measures, box: Box, point: Point) -> QRectF:
    """The square, the dot, or the ring round it."""
    at, dot = _at(box, point), dot_radius(measures, box)
    half = _SQUARE * box.side if point.hollow else (_CHOSEN if point.chosen else 1.0) * dot
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


def dot_radius(measures: Measures, box: Box) -> float:
    """The radius of a dot on cells of this size."""
    return min(_DOT * box.side, _LARGEST * measures.b)


def paint_sample(easel: Easel, box: Box, sample: Sample) -> None:
    """A point as a legend shows it."""
    at = QPointF(box.x + box.cell / 2, box.y + box.high / 2)
    if sample is Sample.REGULAR:
        _square(easel, at, _SHOWN_SQUARE * box.side)
    else:
        _dot(easel, at, _SHOWN_DOT * box.side)


def _at(box: Box, point: Point) -> QPointF:
    return QPointF(box.x + point.column * box.cell, box.y + point.row * box.high)


def _square(easel: Easel, at: QPointF, half: float) -> None:
    easel.painter.setPen(pens.solid(easel.theme.soft_ink, easel.measures.arrow))
    easel.painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))


def _dot(easel: Easel, at: QPointF, radius: float) -> None:
    painter = easel.painter
    painter.setPen(pens.solid(easel.theme.paper, easel.measures.arrow))
    painter.setBrush(QColor(*easel.theme.rings[Ring.WINDOW]))
    painter.drawEllipse(at, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
