"""The bent arrow between a kernel and the same half turned round, and how far that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from gui.render import lettering, letters, pens
from gui.render.lettering import Letters

if TYPE_CHECKING:
    from gui.render.easel import Easel

HALF_TURN = "180°"
# In sizes of a title: the radius wished for, and from its middle down to the words' baseline.
_RADIUS, _WORDS = 1.02, 2.15
# Of the gap between both, how much the arrow takes at most.
_MOST = 0.84
# Where the arrow begins and ends, in degrees from the right on against the clock.
_FROM, _TO = 200.0, 0.0
_HEAD, _HALF = 1.0, 0.38


def paint(easel: Easel, source: QRectF, target: QRectF) -> None:
    """In the middle between both."""
    b, colour = easel.measures.b, easel.theme.soft_ink
    gap, middle = _between(source, target)
    radius = min(_RADIUS * b, _MOST * gap / 2)
    if radius <= 0:
        return
    head = min(_HEAD * easel.measures.arrow_head, radius)
    # The head ends where the arrow does; what it is long, the line is shorter.
    short = math.degrees(0.8 * head / radius)
    ring = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    arc = QPainterPath()
    arc.arcMoveTo(ring, _FROM)
    arc.arcTo(ring, _FROM, _TO + short - _FROM)
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)
    easel.painter.strokePath(arc, pens.solid(colour, easel.measures.arrow))
    tip, half = middle + QPointF(radius, 0.0), _HALF * head
    back = tip - QPointF(0.12 * head, head)
    pointed = QPainterPath()
    pointed.addPolygon(QPolygonF([tip, back + QPointF(half, 0.0), back - QPointF(half, 0.0)]))
    pointed.closeSubpath()
    easel.painter.fillPath(pointed, QColor(*colour))
    look = Letters(round(easel.measures.second_line), colour)
    if letters.width(HALF_TURN, look.size) <= gap:
        low = middle.y() + _WORDS * b - letters.cap_height(look.size) / 2
        lettering.centred(easel, HALF_TURN, (middle.x(), low), look)


def _between(source: QRectF, target: QRectF) -> tuple[float, QPointF]:
    """How wide the room between both is, and its middle: beside each other, or one above."""
    if target.left() >= source.right():
        gap = target.left() - source.right()
        y = (source.center().y() + target.center().y()) / 2
        return gap, QPointF(source.right() + gap / 2, y)
    gap = target.top() - source.bottom()
    x = (max(source.left(), target.left()) + min(source.right(), target.right())) / 2
    return gap, QPointF(x, source.bottom() + gap / 2)
