"""What every part of the painter needs: the device, the layout, the theme, what is exposed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath

from engine.roles import Role
from gui.render import pens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QPen

    from gui.render.colours import Colour
    from gui.render.measures import Measures
    from gui.render.places import Box, Layout
    from gui.render.theme import Look, Theme

_RASTER = (QPaintEngine.Type.Raster, QPaintEngine.Type.OpenGL, QPaintEngine.Type.OpenGL2)
Extent = tuple[int, int, int, int]
_SMOOTH = 2.0  # pixels


@cache
def _looks(theme: Theme) -> tuple[Look, ...]:
    return tuple(theme.looks[role.name.lower()] for role in Role)


@dataclass(frozen=True)
class Manner:
    """Whether paper lies below, and whether letters on a device of shapes are shapes too."""

    paper: bool = True
    outlines: bool = True


@dataclass(frozen=True, eq=False)
class Easel:
    """A painter at work on a figure; only what meets `exposed` has to be drawn."""

    painter: QPainter
    layout: Layout
    theme: Theme
    exposed: QRectF
    manner: Manner = Manner()

    @property
    def measures(self) -> Measures:
        return self.layout.measures

    @property
    def is_vector(self) -> bool:
        """Whether the device keeps shapes, so that an image on it would be a fault."""
        return self.painter.paintEngine().type() not in _RASTER

    def look(self, role: int) -> Look:
        """How the theme draws cells of that role."""
        return _looks(self.theme)[role]

    def meets(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether anything there is exposed, or so near that its smooth edge is."""
        area = QRectF(x, y, width, height).adjusted(-_SMOOTH, -_SMOOTH, _SMOOTH, _SMOOTH)
        return self.exposed.intersects(area)

    def visible(self, box: Box) -> Extent | None:
        """The cells of the box that are exposed: rows from, to, columns from, to."""
        shown = self.exposed
        top = max(int((shown.top() - box.y) // box.high) - 1, 0)
        bottom = min(int((shown.bottom() - box.y) // box.high) + 2, box.rows)
        left = max(int((shown.left() - box.x) // box.cell) - 1, 0)
        right = min(int((shown.right() - box.x) // box.cell) + 2, box.columns)
        return (top, bottom, left, right) if top < bottom and left < right else None

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A plain rectangle."""
        self.painter.fillRect(QRectF(x, y, width, height), QColor(*colour))

    def fill_area(self, area: QRectF, colour: Colour) -> None:
        """The same, of an area."""
        self.painter.fillRect(area, QColor(*colour))

    def bars(
        self, colour: Colour, width: float, lines: Iterable[tuple[float, float, float, float]]
    ) -> None:
        """Level and upright lines with square ends.

        Where there are pixels they are filled rectangles: a line that is cut by a clip would be
        rounded otherwise than a whole one.
        """
        if self.is_vector:
            pen = pens.solid(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap)
            self.lines(pen, lines)
            return
        half, ink = width / 2, QColor(*colour)
        for x, y, right, bottom in lines:
            area = QRectF(x - half, y - half, right - x + width, bottom - y + width)
            self.painter.fillRect(area, ink)

    def lines(self, pen: QPen, lines: Iterable[tuple[float, float, float, float]]) -> None:
        """Straight lines, each from x, y to x, y."""
        self.painter.setPen(pen)
        if self.is_vector:  # one shape, where each line would be one of its own
            path = QPainterPath()
            for x, y, right, bottom in lines:
                path.moveTo(x, y)
                path.lineTo(right, bottom)
            self.painter.strokePath(path, pen)
            return
        self.painter.drawLines([QLineF(*line) for line in lines])

    @contextmanager
    def opacity(self, opacity: float) -> Iterator[None]:
        """All that is drawn inside is that visible."""
        before = self.painter.opacity()
        self.painter.setOpacity(before * opacity)
        yield
        self.painter.setOpacity(before)
