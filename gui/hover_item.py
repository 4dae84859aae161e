"""Rings over the figure: round the cells that belong together, and round the pinned one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.device_item import DeviceItem
from gui.render import pens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PySide6.QtCore import QRect

    from engine.frame import Key
    from engine.scenes.belonging import Mask
    from gui.render.places import Box

    Pins = tuple[tuple[Key, int, int], ...]

# A ring never takes more of its cell than this.
MOST_OF_CELL = 0.12


class HoverItem(DeviceItem):
    """Never part of an export; cells are counted from the first one shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(1)
        self.lit: Mapping[Key, Mask] = {}
        self.pins: Pins = ()

    def set_cells(self, lit: Mapping[Key, Mask], pins: Iterable[tuple[Key, int, int]]) -> None:
        """Ring those cells, and those pins."""
        touched = self._extent()
        self.lit, self.pins = lit, tuple(pins)
        self.update_pixels(touched.united(self._extent()))

    def draw(self, painter: QPainter, exposed: QRect) -> None:
        assert self.layout is not None
        assert self.theme is not None
        painter.setClipRect(exposed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        measures, ink = self.layout.measures, QColor(*self.theme.ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for key, mask in self.lit.items():
            box = self.layout.boxes.get(key)
            if box is not None:
                wide = min(measures.hover_ring, MOST_OF_CELL * box.side)
                painter.drawRects(list(_inner_ring(mask, box, wide)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell in self._pinned():
            ring, halo = measures.pin_ring, 2 * measures.pin_halo
            for colour, width in ((self.theme.paper, ring + halo), (self.theme.ink, ring)):
                painter.setPen(pens.solid(colour, width))
                painter.drawRect(cell)

    def _pinned(self) -> Iterator[QRectF]:
        assert self.layout is not None
        for key, row, column in self.pins:
            box = self.layout.boxes.get(key)
            if box is not None and 0 <= row < box.rows and 0 <= column < box.columns:
                yield QRectF(*box.area(row, column, row + 1, column + 1))

    def _extent(self) -> QRectF:
        """All that is painted, with room for half a ring and its smooth edge."""
        if self.layout is None:
            return QRectF()
        found = QRectF()
        for key, mask in self.lit.items():
            box = self.layout.boxes.get(key)
            if box is not None and mask.any():
                found = found.united(_hull(mask, box))
        for cell in self._pinned():
            found = found.united(cell)
        if found.isEmpty():
            return found
        room = self.layout.measures.pin_ring + self.layout.measures.pin_halo + 2
        return found.adjusted(-room, -room, room, room)


def _hull(mask: Mask, box: Box) -> QRectF:
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return QRectF(*box.area(rows[0], columns[0], rows[-1] + 1, columns[-1] + 1))


def _inner_ring(mask: Mask, box: Box, wide: float) -> Iterator[QRectF]:
    """Bars along the inner side of every edge between a lit cell and one that is not."""
    framed = np.pad(mask, 1)
    inside = framed[1:-1, 1:-1]
    for along, other, start in (
        ((1, 0), framed[:-2, 1:-1], True),
        ((1, 0), framed[2:, 1:-1], False),
        ((0, 1), framed[1:-1, :-2], True),
        ((0, 1), framed[1:-1, 2:], False),
    ):
        edge = inside & ~other
        across = edge if along == (1, 0) else edge.T
        for line, first, last in _stretches(across):
            if along == (1, 0):
                area = QRectF(*box.area(line, first, line + 1, last))
                area.moveTop(area.top() if start else area.bottom() - wide)
                area.setHeight(wide)
            else:
                area = QRectF(*box.area(first, line, last, line + 1))
                area.moveLeft(area.left() if start else area.right() - wide)
                area.setWidth(wide)
            yield area


def _stretches(edge: Mask) -> Iterator[tuple[int, int, int]]:
    """Line by line, from where to where there is an edge."""
    turns = np.diff(np.pad(edge, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.argwhere(turns == 1), np.argwhere(turns == -1)
    for (line, first), (_, last) in zip(starts.tolist(), ends.tolist(), strict=True):
        yield line, first, last
