"""The window on a map: its fill, its inner edges, its ring."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt

from engine.roles import Role
from gui.render import edge_lines, pens, runs
from gui.render.measures import LINES_FROM
from gui.render.theme import Ring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.frame import Grid, Span, Window
    from gui.render.easel import Easel
    from gui.render.places import Box
    from gui.render.sheet import Sheet

_PADDED = (Role.PADDING, Role.UNREAD)
# Zeros that were put in keep their look: only real values turn orange.
KEPT = (Role.INSERTED_ZERO, Role.BORDER)
# What a cell of each role looks like under a window.
_UNDER = np.full(len(Role), Role.WINDOW, dtype=np.uint8)
_UNDER[list(_PADDED)] = Role.WINDOW_ON_PADDING
_UNDER[list(KEPT)] = KEPT
# How far from its edges, in cells, a pinned cell has its ring.
_PIN_INSET = 0.11


@dataclass(frozen=True)
class _Stretch:
    """A part of one axis that lies on one cell, in cells from the first one shown."""

    start: float
    end: float
    cell: int


def paint_fill(easel: Easel, grid: Grid, box: Box, window: Window) -> None:
    """The window over its cells: fully orange on real values, pale on padding."""
    if not window.fills:
        return
    with easel.opacity(window.opacity):
        for rows, columns in _pieces(window):
            _fill_piece(easel, grid, box, rows, columns)
        if box.side >= LINES_FROM * easel.layout.canvas.scale:
            _inner_edges(easel, grid, box, window)


def paint_ring(easel: Easel, box: Box, window: Window) -> None:
    """The ring, with paper round it; taps apart have one each, and a dashed line round all."""
    with easel.opacity(window.opacity):
        pieces = list(_pieces(window))
        if len(pieces) > 1:
            _dashed_hull(easel, box, window)
        width = easel.measures.window_ring if len(pieces) == 1 else easel.measures.field_ring
        halo = pens.solid(easel.theme.paper, width + 2 * easel.measures.window_halo)
        ring = pens.solid(easel.theme.rings[Ring.WINDOW], width)
        rectangles = [_rectangle(box, rows, columns) for rows, columns in pieces]
        easel.painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (halo, ring):
            easel.painter.setPen(pen)
            easel.painter.drawRects(rectangles)
        if window.chosen is not None:
            _pin(easel, box, window, window.chosen)


def hull(box: Box, window: Window) -> QRectF:
    """All the cells from the first tap to the last."""
    return _rectangle(box, window.rows, window.columns)


def seen(sheet: Sheet, windows: tuple[Window, ...]) -> NDArray[np.uint8]:
    """The roles as they look: a cell with its middle under a window is the window's."""
    roles = sheet.roles
    for window in windows:
        if not window.fills or window.opacity < 0.5:
            continue
        rows = _under(window.rows, sheet.top, len(roles))
        columns = _under(window.columns, sheet.left, roles.shape[1])
        part = np.ix_(rows, columns)
        roles = roles.copy()
        roles[part] = _UNDER[roles[part]]
    return roles


def strong_cells(windows: tuple[Window, ...]) -> set[tuple[int, int]]:
    """The cells whose number stands out: those that were chosen."""
    return {
        (
            round(one.rows.start + one.chosen[0] * one.rows.step),
            round(one.columns.start + one.chosen[1] * one.columns.step),
        )
        for one in windows
        if one.chosen is not None
    }


def _under(span: Span, first: int, count: int) -> list[int]:
    taps = range(round(span.count)) if span.step > 1 else range(math.ceil(span.count))
    cells = (round(span.start + tap * span.step) - first for tap in taps)
    return [cell for cell in cells if 0 <= cell < count]


def _pieces(window: Window) -> Iterator[tuple[Span, Span]]:
    """The window in one piece where its taps touch, else tap by tap."""
    for rows in _apart(window.rows):
        for columns in _apart(window.columns):
            yield rows, columns


def _apart(span: Span) -> list[Span]:
    if span.step == 1:
        return [span]
    kind = type(span)
    return [kind(span.start + tap * span.step) for tap in range(round(span.count))]


def _rectangle(box: Box, rows: Span, columns: Span) -> QRectF:
    return QRectF(*box.area(rows.start, columns.start, rows.end, columns.end))


def _stretches(span: Span, cells: int) -> list[_Stretch]:
    """The span cut where one cell ends and the next begins; what lies beyond the map is cut off."""
    first, last = max(span.start, 0.0), min(span.end, float(cells))
    found = []
    while first < last:
        end = min(math.floor(first) + 1.0, last)
        found.append(_Stretch(first, end, math.floor(first)))
        first = end
    return found


def _fill_piece(easel: Easel, grid: Grid, box: Box, rows: Span, columns: Span) -> None:
    down, along = _stretches(rows, box.rows), _stretches(columns, box.columns)
    if not down or not along:
        return
    under = grid.roles[np.ix_([one.cell for one in down], [one.cell for one in along])]
    for block in runs.blocks(_UNDER[under]):
        if block.code in KEPT:
            continue
        top, left = down[block.top].start, along[block.left].start
        bottom, right = down[block.bottom - 1].end, along[block.right - 1].end
        area = QRectF(*box.area(top, left, bottom, right))
        easel.fill_area(area, easel.look(block.code).fill)


def _inner_edges(easel: Easel, grid: Grid, box: Box, window: Window) -> None:
    """The edges between touching taps travel with the window."""
    for rows, columns in _pieces(window):
        down = [min(max(round(rows.start) + at, 0), box.rows - 1) for at in range(int(rows.count))]
        along = [
            min(max(round(columns.start) + at, 0), box.columns - 1)
            for at in range(int(columns.count))
        ]
        under = grid.roles[np.ix_(down, along)]
        if under.size > 1:
            codes = _UNDER[under]
            x, y = box.x + columns.start * box.cell, box.y + rows.start * box.high
            edge_lines.paint_edges(easel, codes, replace(box, x=x, y=y))


def _dashed_hull(easel: Easel, box: Box, window: Window) -> None:
    pen = pens.dashed(
        easel.theme.rings[Ring.WINDOW],
        easel.measures.arrow,
        easel.measures.dash_and_gap(box.cell),
    )
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)
    # Paper below it: in its gaps the map's own lines would make it hard to see.
    paper = pens.solid(easel.theme.paper, 1.3 * easel.measures.arrow)
    lines = list(_sides(hull(box, window), box))
    easel.lines(paper, lines)
    easel.lines(pen, lines)


def _sides(area: QRectF, box: Box) -> Iterator[tuple[float, float, float, float]]:
    """The edges of an area side by side: a long dashed line would shift where a clip cuts it."""
    for at in range(round(area.width() / box.cell)):
        left, right = area.left() + at * box.cell, area.left() + (at + 1) * box.cell
        for y in (area.top(), area.bottom()):
            yield left, y, right, y
    for at in range(round(area.height() / box.high)):
        top, bottom = area.top() + at * box.high, area.top() + (at + 1) * box.high
        for x in (area.left(), area.right()):
            yield x, top, x, bottom


def _pin(easel: Easel, box: Box, window: Window, tap: tuple[int, int]) -> None:
    row = window.rows.start + tap[0] * window.rows.step
    column = window.columns.start + tap[1] * window.columns.step
    inset = _PIN_INSET * box.side
    place = QRectF(*box.area(row, column, row + 1, column + 1)).adjusted(
        inset, inset, -inset, -inset
    )
    width = min(easel.measures.pin_ring, 0.1 * box.side)
    halo = 2 * min(easel.measures.pin_halo, 0.05 * box.side)
    for pen in (pens.solid(easel.theme.paper, width + halo), pens.solid(easel.theme.ink, width)):
        easel.painter.setPen(pen)
        easel.painter.drawRect(place)
