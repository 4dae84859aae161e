"""What leads from map to map: rays along grid lines with their wedge, lines, arrows."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from engine.frame import Line
from engine.roles import Role
from gui.render import pens, turn_arrow
from gui.render.theme import Ring

if TYPE_CHECKING:
    from engine.frame import Link, Place
    from gui.render.easel import Easel
    from gui.render.places import Layout

# What an arrow leaves free at both ends, in sizes of a title.
_FREE = 0.4
# What stands above and below a map, in the same unit.
_TITLES, _FOOT = 3.4, 1.5


def ends(layout: Layout, link: Link) -> tuple[QRectF, QRectF] | None:
    """Where the link comes from and where it goes to; None where it is not in the figure."""
    source, target = _area(layout, link.source), _area(layout, link.target)
    if source is None or target is None:
        return None
    beside = source.right() <= target.left() and target.top() <= source.center().y()
    return (source, target) if beside or not link.level else None


def extent(layout: Layout, link: Link) -> list[QRectF]:
    """Rectangles that hold all of the link, but not much else."""
    found = ends(layout, link)
    if found is None:
        return []
    source, target = found
    if link.line is not Line.RAYS:
        return [source.united(target)]
    one, other = _whole(layout, link.source), _whole(layout, link.target)
    wedge = QPolygonF([QPointF(*point) for point in _wedge(one, other, found)]).boundingRect()
    if _goes_down(one, other):
        on_source, on_target = one.bottom() - source.bottom(), target.top() - other.top()
        strips = [QRectF(x, source.bottom(), 0, on_source) for x in (source.left(), source.right())]
        strips += [QRectF(x, other.top(), 0, on_target) for x in (target.left(), target.right())]
    else:
        on_source, on_target = one.right() - source.right(), target.left() - other.left()
        strips = [QRectF(source.right(), y, on_source, 0) for y in (source.top(), source.bottom())]
        strips += [QRectF(other.left(), y, on_target, 0) for y in (target.top(), target.bottom())]
    return [wedge, *strips]


def fall_on_titles(layout: Layout, link: Link) -> bool:
    """Whether the link comes from above, where the title of its target stands."""
    if link.line is not Line.RAYS or ends(layout, link) is None:
        return False
    return _goes_down(_whole(layout, link.source), _whole(layout, link.target))


def paint_under(easel: Easel, link: Link) -> None:
    """The wedge between two maps, below everything else."""
    found = ends(easel.layout, link)
    if link.line is not Line.RAYS or found is None:
        return
    one, other = _whole(easel.layout, link.source), _whole(easel.layout, link.target)
    colour = QColor(*easel.look(Role.WINDOW).fill)
    colour.setAlphaF(easel.theme.wedge_opacity)
    with easel.opacity(link.opacity):
        # The rays cover its edges; smooth ones would cost as much as all else of a step.
        easel.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        easel.painter.setPen(Qt.PenStyle.NoPen)
        easel.painter.setBrush(colour)
        easel.painter.drawConvexPolygon(
            QPolygonF([QPointF(*point) for point in _wedge(one, other, found)])
        )
        easel.painter.setBrush(Qt.BrushStyle.NoBrush)
        easel.painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def paint(easel: Easel, link: Link) -> None:
    """The lines themselves."""
    found = ends(easel.layout, link)
    if found is None:
        return
    with easel.opacity(link.opacity):
        if link.line is Line.RAYS:
            _rays(easel, link, found)
        elif link.line is Line.TURN:
            turn_arrow.paint(easel, *found)
        else:
            _arrow(easel, link, found)


def _area(layout: Layout, place: Place) -> QRectF | None:
    slot = layout.slots.get(place.of)
    if slot is not None:
        return QRectF(slot.x, slot.y, slot.width, slot.height)
    box = layout.boxes.get(place.of)
    if box is None:
        return None
    top, bottom, left, right = 0.0, float(box.rows), 0.0, float(box.columns)
    if place.rows is not None:
        top, bottom = place.rows.start, place.rows.end
    if place.columns is not None:
        left, right = place.columns.start, place.columns.end
    return QRectF(*box.area(top, left, bottom, right))


def _whole(layout: Layout, place: Place) -> QRectF:
    box = layout.boxes[place.of]
    return QRectF(box.x, box.y, box.width, box.height)


def _goes_down(source: QRectF, target: QRectF) -> bool:
    """Whether the target is below: maps beside each other are joined sideways."""
    return target.left() < source.right() and target.top() >= source.bottom()


def _wedge(one: QRectF, other: QRectF, found: tuple[QRectF, QRectF]) -> list[tuple[float, float]]:
    """From the edge of one map to the edge of the other, as high, or wide, as what they join."""
    source, target = found
    if _goes_down(one, other):
        y, low = one.bottom(), other.top()
        return [
            (source.left(), y),
            (source.right(), y),
            (target.right(), low),
            (target.left(), low),
        ]
    x, far = one.right(), other.left()
    return [(x, source.top()), (far, target.top()), (far, target.bottom()), (x, source.bottom())]


def _rays(easel: Easel, link: Link, found: tuple[QRectF, QRectF]) -> None:
    source, target = found
    one, other = _whole(easel.layout, link.source), _whole(easel.layout, link.target)
    first, second, third, fourth = _wedge(one, other, found)
    if _goes_down(one, other):
        paths = (
            [(source.left(), source.bottom()), first, fourth, (target.left(), target.top())],
            [(source.right(), source.bottom()), second, third, (target.right(), target.top())],
        )
    else:
        paths = (
            [(source.right(), source.top()), first, second, (target.left(), target.top())],
            [(source.right(), source.bottom()), fourth, third, (target.left(), target.bottom())],
        )
    pen = pens.solid(easel.theme.rings[Ring.WINDOW], easel.measures.ray)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    easel.lines(pen, [(*one, *other) for path in paths for one, other in pairwise(path)])


def _arrow(easel: Easel, link: Link, found: tuple[QRectF, QRectF]) -> None:
    is_now = link.line in (Line.LINE, Line.NOW_ARROW)
    colour = easel.theme.rings[Ring.WINDOW] if is_now else easel.theme.soft_ink
    width = easel.measures.ray if link.line is Line.LINE else easel.measures.arrow
    path = _path(easel, *found, _titled(easel.layout, link.target))
    head = link.line is not Line.LINE
    easel.painter.setPen(pens.solid(colour, width))
    shaft = path[:]
    if head:
        shaft[-1] = _short_of(path[-2], path[-1], 0.8 * easel.measures.arrow_head)
    easel.painter.drawPolyline(QPolygonF([QPointF(*point) for point in shaft]))
    if head:
        _head(easel, path[-2], path[-1], QColor(*colour))


def _titled(layout: Layout, place: Place) -> float:
    """How high the words above a map reach over it."""
    title, box = layout.titles.get(place.of), layout.boxes.get(place.of)
    if title is None or box is None or place.rows is not None:
        return 0.0
    return box.y - title.baseline + title.size


def _path(
    easel: Easel, source: QRectF, target: QRectF, words: float = 0.0
) -> list[tuple[float, float]]:
    """Straight where both face each other, down to the words; else round what stands between."""
    free, b = _FREE * easel.measures.b, easel.measures.b
    if _goes_down(source, target):
        start, end = source.bottom() + free, target.top() - words - free
        for x in (target.center().x(), source.center().x()):
            if source.left() <= x <= source.right() and target.left() <= x <= target.right():
                return [(x, start), (x, end)]
        return _back_to_the_left(b, source, target)
    y, to = source.center().y(), target.center().y()
    start, end = source.right() + free, target.left() - free
    if target.top() <= y <= target.bottom():
        return [(start, y), (end, y)]
    middle = end - b
    return [(start, y), (middle, y), (middle, to), (end, to)]


def _back_to_the_left(b: float, source: QRectF, target: QRectF) -> list[tuple[float, float]]:
    """From the end of a row to the beginning of the next one, between feet and titles."""
    below, above = source.bottom() + _FOOT * b, target.top() - _TITLES * b
    y = (below + above) / 2 if below < above else (source.bottom() + target.top()) / 2
    right, left = source.right() + b, target.left() - b
    start, end = source.right() + _FREE * b, target.left() - _FREE * b
    first, last = source.center().y(), target.center().y()
    return [(start, first), (right, first), (right, y), (left, y), (left, last), (end, last)]


def _short_of(
    before: tuple[float, float], end: tuple[float, float], by: float
) -> tuple[float, float]:
    length = math.dist(before, end)
    share = max(0.0, 1 - by / length) if length else 0.0
    return before[0] + (end[0] - before[0]) * share, before[1] + (end[1] - before[1]) * share


def _head(
    easel: Easel, before: tuple[float, float], end: tuple[float, float], colour: QColor
) -> None:
    length = math.dist(before, end) or 1.0
    along = ((end[0] - before[0]) / length, (end[1] - before[1]) / length)
    size = easel.measures.arrow_head
    back = (end[0] - along[0] * size, end[1] - along[1] * size)
    half = 0.36 * size
    points = [
        QPointF(*end),
        QPointF(back[0] - along[1] * half, back[1] + along[0] * half),
        QPointF(back[0] + along[1] * half, back[1] - along[0] * half),
    ]
    easel.painter.setPen(Qt.PenStyle.NoPen)
    easel.painter.setBrush(colour)
    easel.painter.drawPolygon(QPolygonF(points))
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)
