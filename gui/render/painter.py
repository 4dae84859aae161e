"""The one painter: it draws a frame on whatever it is given, a screen, a picture or a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from engine.frame import Mark
from gui.render import (
    bars,
    edge_lines,
    fills,
    free_corners,
    links,
    loose,
    numbers,
    outlines,
    patterns,
    pointers,
    sheet,
    weights,
    windows,
    wording,
)
from gui.render.easel import Easel, Manner
from gui.render.enlarged import Outer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Filling, Frame, Grid, Window
    from gui.render.free_corners import Corners
    from gui.render.places import Box, Layout
    from gui.render.sheet import Sheet
    from gui.render.theme import Theme

WITH_PAPER = Manner()


def paint(
    painter: QPainter,
    frame: Frame,
    layout: Layout,
    theme: Theme,
    exposed: QRectF | None = None,
    *,
    manner: Manner = WITH_PAPER,
) -> None:
    """Draws what the frame shows within the exposed part of the canvas."""
    easel = replace(_easel(painter, layout, theme, exposed), manner=manner)
    if manner.paper:
        shown = easel.exposed
        easel.fill(shown.x(), shown.y(), shown.width(), shown.height(), theme.paper)
    _ground(easel, frame)
    _now(easel, frame)


def paint_ground(
    painter: QPainter, frame: Frame, layout: Layout, theme: Theme, exposed: QRectF | None = None
) -> None:
    """Paper and cells alone: what stays while windows move."""
    easel = _easel(painter, layout, theme, exposed)
    shown = easel.exposed
    easel.fill(shown.x(), shown.y(), shown.width(), shown.height(), theme.paper)
    _ground(easel, frame)


def paint_now(
    painter: QPainter, frame: Frame, layout: Layout, theme: Theme, exposed: QRectF | None = None
) -> None:
    """What lies on the ground: windows, numbers, links and words."""
    _now(_easel(painter, layout, theme, exposed), frame)


def _easel(painter: QPainter, layout: Layout, theme: Theme, exposed: QRectF | None) -> Easel:
    whole = QRectF(0, 0, layout.canvas.width, layout.canvas.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return Easel(painter, layout, theme, whole if exposed is None else exposed & whole)


def _ground(easel: Easel, frame: Frame) -> None:
    fillings = {one.grid: one for one in frame.fillings}
    for grid in frame.grids:
        for cut in _sheet(easel, grid, fillings.get(grid.key)):
            _cells(easel, cut)
    for one in frame.coming:
        with easel.opacity(one.opacity):
            for cut in _sheet(easel, one.grid, None):
                _cells(easel, cut)


def _cells(easel: Easel, cut: Sheet) -> None:
    if cut.grid.bars is not None:
        bars.paint(easel, cut)
        return
    fills.paint(easel, cut)
    patterns.paint(easel, cut)
    edge_lines.paint(easel, cut)


def _now(easel: Easel, frame: Frame) -> None:
    """From below: wedges, windows, the numbers on them, links, rings and what is in corners."""
    for link in frame.links:
        links.paint_under(easel, link)
    for window, grid, box in _placed_windows(easel, frame):
        windows.paint_fill(easel, grid, box, window)
    _numbers(easel, frame)
    for link in frame.links:
        links.paint(easel, link)
    for threads in frame.threads:
        outlines.paint_threads(easel, threads)
    _outlines(easel, frame, below_rings=True)
    for window, grid, box in _placed_windows(easel, frame):
        windows.paint_ring(easel, box, window)
        weights.paint(easel, grid, box, window)
    for one in frame.loose:
        loose.paint(easel, one)
    _marks(easel, frame)
    pointers.paint(easel, frame)
    wording.paint(easel, frame)


def _marks(easel: Easel, frame: Frame) -> None:
    """Lines that are on cells without being of them, and between cells."""
    boxes = easel.layout.boxes
    _outlines(easel, frame, below_rings=False)
    grids = {grid.key: grid for grid in frame.grids} if frame.ovals else {}
    for oval in frame.ovals:
        if oval.grid in boxes and oval.grid in grids:
            outlines.paint_oval(easel, grids[oval.grid], boxes[oval.grid], oval)


def _outlines(easel: Easel, frame: Frame, *, below_rings: bool) -> None:
    boxes = easel.layout.boxes
    for outline in frame.outlines:
        if outline.grid in boxes and (outline.mark is Mark.HULL) == below_rings:
            outlines.paint(easel, boxes[outline.grid], outline)


def _numbers(easel: Easel, frame: Frame) -> None:
    """The numbers of a map go as those of the one that is coming over it come."""
    fillings = {one.grid: one for one in frame.fillings}
    left = {one.grid.key: 1 - one.opacity for one in frame.coming}
    shown = [(grid, left.get(grid.key, 1.0), fillings.get(grid.key)) for grid in frame.grids]
    shown += [(one.grid, one.opacity, None) for one in frame.coming]
    for grid, opacity, filling in shown:
        if not easel.layout.number_sizes.get(grid.key):
            continue
        over = tuple(one for one in frame.windows if one.grid == grid.key)
        for cut in _sheet(easel, grid, filling):
            seen, strong = windows.seen(cut, over), windows.strong_cells(over)
            with easel.opacity(opacity):
                numbers.paint(easel, cut, seen, strong, _corners(easel, frame, grid))


def _corners(easel: Easel, frame: Frame, grid: Grid) -> Corners | Outer | None:
    """Where numbers stand that do not stand in the middle."""
    box = easel.layout.boxes[grid.key]
    return Outer(box) if grid.corners else free_corners.of(easel, frame, grid, box)


def _sheet(easel: Easel, grid: Grid, filling: Filling | None) -> Iterator[Sheet]:
    """The exposed part of a map, if there is any."""
    box = easel.layout.boxes.get(grid.key)
    extent = None if box is None else easel.visible(box)
    if box is not None and extent is not None:
        yield sheet.cut(grid, box, extent, filling)


def _placed_windows(easel: Easel, frame: Frame) -> Iterator[tuple[Window, Grid, Box]]:
    grids = {grid.key: grid for grid in frame.grids}
    for window in frame.windows:
        box = easel.layout.boxes.get(window.grid)
        if box is not None and window.grid in grids:
            yield window, grids[window.grid], box
