"""A few large numbers with their names below, in as many rows as the width asks for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

BETWEEN, BELOW = 28, 8  # columns, rows


class TotalsView(QWidget):
    """Flows like words do; it is read out as one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._totals: tuple[tuple[str, str], ...] = ()
        self._told: object = None

    def show_totals(self, totals: Sequence[tuple[str, str]]) -> None:
        """Show these values with their names."""
        told = (tuple(totals), sizes.scale())
        if told == self._told:
            return
        self._told = told
        self._totals = tuple(totals)
        said = ", ".join(f"{name} {value}" for value, name in totals)
        self.setAccessibleName(said)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for more or fewer rows."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each value over its name."""
        painter, colours = QPainter(self), palette.present(self)
        value_high = QFontMetrics(_large()).height()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        for (value, name), room in zip(self._totals, self._rooms(), strict=True):
            painter.setFont(_large())
            painter.setPen(QColor(colours.text))
            painter.drawText(room, left, value)
            painter.setFont(_small())
            painter.setPen(QColor(colours.soft_text))
            painter.drawText(room.adjusted(0, value_high, 0, 0), left, name)
        painter.end()

    def _rooms(self) -> list[QRect]:
        """Where each total stands, row by row."""
        large, small = QFontMetrics(_large()), QFontMetrics(_small())
        high = large.height() + small.height()
        place, found = QPoint(0, 0), []
        for value, name in self._totals:
            wide = math.ceil(max(_wide(value), sizes.advance(name, sizes.HINT_PX))) + 1
            if place.x() and place.x() + wide > self.width():
                place = QPoint(0, place.y() + high + sizes.scaled(BELOW))
            found.append(QRect(place.x(), place.y(), wide, high))
            place += QPoint(wide + sizes.scaled(BETWEEN), 0)
        return found

    def _fit(self) -> None:
        rooms = self._rooms()
        self.setMinimumWidth(max((room.width() for room in rooms), default=0))
        self.setFixedHeight(max((room.bottom() + 1 for room in rooms), default=0))


def _wide(value: str) -> float:
    return sizes.advance(value, sizes.TOTAL_PX, QFont.Weight.DemiBold)


def _large() -> QFont:
    return sizes.lettering(sizes.TOTAL_PX, QFont.Weight.DemiBold)


def _small() -> QFont:
    return sizes.lettering(sizes.HINT_PX)
