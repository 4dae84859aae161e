"""The pens of a figure: lines that end where they end, dashes that meet at corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

if TYPE_CHECKING:
    from gui.render.colours import Colour


def solid(colour: Colour, width: float) -> QPen:
    """A line of this width in pixels, square at its corners."""
    pen = QPen(QColor(*colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def dashed(colour: Colour, width: float, dash_and_gap: tuple[float, float]) -> QPen:
    """A line that begins at a corner with half a dash, all lengths in pixels."""
    dash, gap = dash_and_gap
    pen = solid(colour, width)
    # Qt counts dashes in widths of the pen.
    pen.setDashPattern([dash / width, gap / width])
    pen.setDashOffset(dash / 2 / width)
    return pen
