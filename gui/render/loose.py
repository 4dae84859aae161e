"""Cells that stand freely: on their way from map to map, parting, or turning with their ring."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QTransform

from engine.frame import Grid
from engine.roles import Role
from gui.render import fills, lettering, numbers, patterns, pens, sheet
from gui.render.lettering import Letters
from gui.render.measures import LINES_FROM
from gui.render.places import Box
from gui.render.theme import Edge, Ring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.frame import Array, Loose
    from gui.render.easel import Easel
    from gui.render.places import Layout

    Segment = tuple[float, float, float, float]

# Ends of sides that are nearer than this, in pixels, are one.
_SAME = 1 / 64
# How far from a place of a lattice, in cells, a cell may be and still stand there.
_ALMOST = 1e-6


@dataclass(frozen=True, eq=False)
class _Cells:
    """Where they are before they turn: upper left corners, and the sides of all."""

    x: Array
    y: Array
    wide: float
    high: float

    @property
    def hull(self) -> QRectF:
        """All of them."""
        left, top = float(self.x.min()), float(self.y.min())
        right, bottom = float(self.x.max()) + self.wide, float(self.y.max()) + self.high
        return QRectF(left, top, right - left, bottom - top)

    @property
    def side(self) -> float:
        return min(self.wide, self.high)


def paint(easel: Easel, loose: Loose) -> None:
    """The cells, then the ring round them, then their numbers."""
    cells, area = _placed(easel.layout, loose), extent(easel.layout, loose)
    if cells is None or not easel.meets(area.x(), area.y(), area.width(), area.height()):
        return
    turn = _turned(cells.hull.center(), loose.turn)
    with easel.opacity(loose.opacity):
        with _turning(easel, turn):
            _fills(easel, loose, cells)
            _patterns(easel, loose, cells)
            if cells.side >= LINES_FROM * easel.layout.canvas.scale:
                _edges(easel, loose, cells)
            if loose.ring:
                _ring(easel, cells.hull)
        _numbers(easel, loose, cells, turn)


def extent(layout: Layout, loose: Loose) -> QRectF:
    """All that they may touch, however far they have turned; nothing where there is no place."""
    cells = _placed(layout, loose)
    if cells is None:
        return QRectF()
    hull = cells.hull
    if not loose.turn:
        return hull
    half = math.hypot(hull.width(), hull.height()) / 2
    middle = hull.center()
    return QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)


def _placed(layout: Layout, loose: Loose) -> _Cells | None:
    box = layout.boxes.get(loose.on)
    if box is None or not loose.rows.size:
        return None
    x, y = box.x + loose.columns * box.cell, box.y + loose.rows * box.high
    source = layout.boxes.get(loose.source) if loose.source is not None else None
    if source is None:
        return _Cells(x, y, box.cell, box.high)
    rows, columns = loose.starts or (loose.rows, loose.columns)
    left, top = source.x + columns * source.cell, source.y + rows * source.high
    way = loose.way
    return _Cells(
        left + (x - left) * way,
        top + (y - top) * way,
        source.cell + (box.cell - source.cell) * way,
        source.high + (box.high - source.high) * way,
    )


def _turned(middle: QPointF, halves: float) -> QTransform:
    turn = QTransform()
    if halves:
        turn.translate(middle.x(), middle.y())
        turn.rotate(180 * halves)
        turn.translate(-middle.x(), -middle.y())
    return turn


@contextmanager
def _turning(easel: Easel, turn: QTransform) -> Iterator[None]:
    before = easel.painter.transform()
    easel.painter.setTransform(turn, combine=True)
    yield
    easel.painter.setTransform(before)


def _fills(easel: Easel, loose: Loose, cells: _Cells) -> None:
    for code in np.unique(loose.roles).tolist():
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for at in np.flatnonzero(loose.roles == code).tolist():
            path.addRect(float(cells.x[at]), float(cells.y[at]), cells.wide, cells.high)
        colour = fills.of_role(easel.theme, easel.layout.canvas, Role(code), cells.side)
        easel.painter.fillPath(path, QColor(*colour))


def _edges(easel: Easel, loose: Loose, cells: _Cells) -> None:
    """Each side once, by the higher role of those that share it."""
    found: dict[Segment, int] = {}
    for x, y, role in zip(cells.x.tolist(), cells.y.tolist(), loose.roles.tolist(), strict=True):
        for side in _sides(x, y, cells):
            found[side] = max(found.get(side, role), role)
    width = easel.measures.grid_line(cells.side)
    for code in sorted(set(found.values())):
        look, path = easel.look(code), QPainterPath()
        sides = [side for side, role in found.items() if role == code]
        if look.edge is Edge.DASHED:
            for way, long in enumerate((cells.wide, cells.high)):
                level = [side for side in sides if (side[1] == side[3]) == (way == 0)]
                dashes = easel.measures.dash_and_gap(long)
                easel.lines(pens.dashed(look.line, width, dashes), level)
            continue
        for x, y, right, bottom in sides:
            path.moveTo(x, y)
            path.lineTo(right, bottom)
        pen = pens.solid(look.line, width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        easel.painter.strokePath(path, pen)


def _sides(x: float, y: float, cells: _Cells) -> Iterator[Segment]:
    left, top, right, bottom = (
        round(end / _SAME) * _SAME for end in (x, y, x + cells.wide, y + cells.high)
    )
    yield left, top, right, top
    yield left, bottom, right, bottom
    yield left, top, left, bottom
    yield right, top, right, bottom


def _ring(easel: Easel, hull: QRectF) -> None:
    path = QPainterPath()
    path.addRect(hull)
    ring = pens.solid(easel.theme.rings[Ring.WINDOW], easel.measures.window_ring)
    easel.painter.strokePath(path, ring)


def _patterns(easel: Easel, loose: Loose, cells: _Cells) -> None:
    """All at once where they stand like the cells of a map, else cell by cell."""
    patterned = [role for role in Role if easel.look(role).pattern_colour is not None]
    has = np.isin(loose.roles, patterned)
    if not has.any():
        return
    rows, columns = _lattice(cells.y, cells.high), _lattice(cells.x, cells.wide)
    if rows is not None and columns is not None:
        _pattern(easel, loose, cells, np.arange(has.size), (rows, columns))
        return
    alone = np.zeros(1, dtype=np.int64)
    for at in np.flatnonzero(has):
        _pattern(easel, loose, cells, np.array([at]), (alone, alone))


def _lattice(starts: Array, side: float) -> NDArray[np.int64] | None:
    """Which of equal places each has, if all have one."""
    places = (starts - starts.min()) / side
    whole = np.rint(places)
    return whole.astype(np.int64) if np.abs(places - whole).max() < _ALMOST else None


def _pattern(
    easel: Easel,
    loose: Loose,
    cells: _Cells,
    these: NDArray[np.int64],
    places: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> None:
    rows, columns = int(places[0].max()) + 1, int(places[1].max()) + 1
    roles = np.full((rows, columns), Role.NOT_YET, dtype=np.uint8)
    roles[places] = loose.roles[these]
    values = np.full((rows, columns), np.nan)
    if loose.values is not None:
        values[places] = loose.values[these]
    corner = float(cells.x[these].min()), float(cells.y[these].min())
    box = Box(*corner, cells.wide, rows, columns, cells.high)
    grid = Grid(loose.on, roles, values)
    patterns.paint(easel, sheet.cut(grid, box, (0, rows, 0, columns), None))


def _numbers(easel: Easel, loose: Loose, cells: _Cells, turn: QTransform) -> None:
    """Upright, in the middles of their cells."""
    size = easel.layout.number_sizes.get(loose.on, 0)
    if size == 0 or loose.values is None:
        return
    for at in np.flatnonzero(~np.isnan(loose.values)).tolist():
        ink, is_marked = easel.look(int(loose.roles[at])).text, at == loose.marked
        if ink is None:
            continue
        x, y = float(cells.x[at]) + cells.wide / 2, float(cells.y[at]) + cells.high / 2
        place = turn.map(QPointF(x, y))
        colour = easel.theme.rings[Ring.WINDOW] if is_marked else ink
        words = numbers.written(float(loose.values[at]))
        lettering.centred(easel, words, place.toTuple(), Letters(size, colour, is_marked))
