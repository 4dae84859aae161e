"""Places between cells: a hollow square where a tap would be, a dot where it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from gui.render import pens
from gui.render.theme import Ring

if TYPE_CHECKING:
    from engine.frame import Point
    from gui.render.easel import Easel
    from gui.render.places import Box

# In cells: half the side of the square, and the radius of the dot.
_SQUARE, _DOT = 0.17, 0.1


def paint(easel: Easel, box: Box, point: Point) -> None:
    """The point, with paper round a dot."""
    x, y = box.x + point.column * box.cell, box.y + point.row * box.high
    painter = easel.painter
    if point.hollow:
        half = _SQUARE * box.side
        painter.setPen(pens.solid(easel.theme.soft_ink, easel.measures.arrow))
        painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))
        return
    painter.setPen(pens.solid(easel.theme.paper, easel.measures.arrow))
    painter.setBrush(QColor(*easel.theme.rings[Ring.WINDOW]))
    painter.drawEllipse(QPointF(x, y), _DOT * box.side, _DOT * box.side)
    painter.setBrush(Qt.BrushStyle.NoBrush)
