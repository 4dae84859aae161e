"""How many paths lead to each pixel of a field, as a map drawn by the figure's own painter."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from engine.frame import Frame, Grid, Key
from engine.roles import Role
from gui import palette
from gui.render import layout, painter, ramps
from gui.render.easel import Manner
from gui.render.places import Box, Canvas, Layout
from gui.render.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from engine.frame import Array

KEY = Key("field", "counts")
# A larger field is shown from its middle alone.
MOST_CELLS = 256
# Numbers in more cells than these would be too small to be read.
MOST_NUMBERED = 17


class CountsMap(QWidget):
    """A square map of counts that are a count per row times a count per column."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None

    def show_counts(self, counts: Sequence[int] | None) -> None:
        """Show the field of these paths per column; None shows nothing."""
        self._frame = None if not counts else Frame(0, 1, (_Counts(middle(counts)).grid,))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As large as whole pixels of the device allow."""
        if self._frame is None:
            return
        ratio = self.devicePixelRatioF()
        device = QPainter(self)
        device.scale(1 / ratio, 1 / ratio)
        places = self._places(self._frame.grids[0], ratio)
        theme = THEMES["dark" if palette.present(self) is palette.DARK else "light"]
        painter.paint(device, self._frame, places, theme, manner=Manner(paper=False))
        device.end()

    def _places(self, grid: Grid, ratio: float) -> Layout:
        wide, high = round(self.width() * ratio), round(self.height() * ratio)
        side = max(grid.size)
        # A line of the last cells lies outside them.
        cell = max((min(wide, high) - 2) // side, 1)
        box = Box((wide - side * cell) // 2, (high - side * cell) // 2, cell, *grid.size)
        canvas = Canvas(wide, high, ratio)
        places = Layout(canvas, "en", {KEY: box}, {}, {}, {}, {}, {})
        return layout.with_numbers(places, [grid])


class _Counts:
    """The counts of a square piece and where they are on the ramp."""

    def __init__(self, counts: Sequence[int]) -> None:
        self._counts = counts

    @property
    def grid(self) -> Grid:
        size = len(self._counts)
        roles = np.full((size, size), Role.INPUT, np.uint8)
        roles[self._unused] = Role.UNUSED
        return Grid(KEY, roles, self._values, self._shares)

    @cached_property
    def _unused(self) -> NDArray[np.bool_]:
        missing = np.array([count == 0 for count in self._counts])
        both: NDArray[np.bool_] = missing[:, None] | missing
        return both

    @property
    def _values(self) -> Array | None:
        if len(self._counts) > MOST_NUMBERED:
            return None
        line = np.array(self._counts, np.float64)
        values = np.multiply.outer(line, line)
        values[self._unused] = np.nan
        return values

    @property
    def _shares(self) -> Array:
        """Every product has a place on the figure's own scale of counts."""
        present = sorted({count for count in self._counts if count})
        products = {(a, b): a * b for a in present for b in present}
        scale = ramps.scale_of_counts(products.values())
        assert scale is not None
        places = np.array([[scale.share(products[a, b]) for b in present] for a in present])
        order = {count: at for at, count in enumerate(present)}
        line = np.array([order.get(count, 0) for count in self._counts])
        shares: Array = places[np.ix_(line, line)]
        shares[self._unused] = np.nan
        return shares


def middle(counts: Sequence[int]) -> Sequence[int]:
    """The part of a long line that is shown."""
    before = max(len(counts) - MOST_CELLS, 0) // 2
    return counts[before : before + MOST_CELLS]
