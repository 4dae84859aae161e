"""The number of a stage, in a disc of ink before the name of its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath

from engine import number_text
from gui.render import lettering, letters
from gui.render.lettering import Letters

if TYPE_CHECKING:
    from engine.frame import Heading
    from gui.render.easel import Easel
    from gui.render.measures import Measures
    from gui.render.places import Spot

# All in sizes of a title: from the disc's left edge to the name, its radius, its letters.
INDENT, RADIUS, LETTERS = 1.98, 0.78, 0.86


def indent(heading: Heading | None, measures: Measures) -> float:
    """How far the words of a map begin to the right of its edge."""
    return INDENT * measures.b if heading is not None and heading.badge else 0.0


def extent(title: Spot, measures: Measures) -> QRectF:
    """The room of a disc before that title, whether there is one or not."""
    left, radius = title.x - INDENT * measures.b, RADIUS * measures.b
    middle = title.baseline - letters.cap_height(title.size) / 2
    return QRectF(left, middle - radius, 2 * radius, 2 * radius)


def paint(easel: Easel, heading: Heading, title: Spot) -> None:
    """The disc, and the number in the colour of paper."""
    area = extent(title, easel.measures)
    if not heading.badge or not easel.meets(area.x(), area.y(), area.width(), area.height()):
        return
    disc = QPainterPath()
    disc.addEllipse(area)
    easel.painter.fillPath(disc, QColor(*easel.theme.ink))
    look = Letters(round(LETTERS * title.size), easel.theme.paper, strong=True)
    middle: QPointF = area.center()
    lettering.centred(easel, number_text.number(heading.badge), middle.toTuple(), look)
