"""How wide each layer's field is in the input: a bar each, over the input's own width."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from gui.palette import Colours

PITCH, BAR, BELOW = 24, 14, 20
BESIDE = 16  # between names and bars
LEAST_WIDTH = 160
LONGEST_NAME = 0.3  # of the width


class Bar(NamedTuple):
    """A layer, its field in words, and how many columns of the input that is wide."""

    name: str
    field: str
    across: int | None


class FieldBars(QWidget):
    """As high as there are layers; what is not seen is not drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._input, self._below = 1, ""
        self._told: object = None
        self.setMinimumWidth(sizes.scaled(LEAST_WIDTH))

    def show_bars(self, bars: Sequence[Bar], width: int, below: str) -> None:
        """Show these over an input of that width, with these words below it."""
        told = (tuple(bars), width, below, sizes.scale())
        if told == self._told:
            return
        self._told = told
        self._bars, self._input, self._below = tuple(bars), width, below
        self.setFixedHeight(len(bars) * sizes.scaled(PITCH) + sizes.scaled(BELOW))
        self.setAccessibleDescription(", ".join(f"{one.name} {one.field}" for one in bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The input behind, the bars that are seen, their names at the left."""
        painter, colours = QPainter(self), palette.present(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room()
        self._behind(painter, room, colours)
        pitch, scale = sizes.scaled(PITCH), self._scale(room)
        first, last = event.rect().top() // pitch, event.rect().bottom() // pitch
        for at in range(max(first, 0), min(last + 1, len(self._bars))):
            line = QRect(0, at * pitch, self.width(), pitch)
            self._draw(painter, self._bars[at], (line, room, scale), colours)
        painter.end()

    def _room(self) -> QRectF:
        """Where the bars are, names and margins apart."""
        widths = (sizes.advance(one.name, sizes.SMALL_PX) for one in self._bars)
        names = min(
            math.ceil(max(widths, default=0)) + 1, round(LONGEST_NAME * self.width())
        ) + sizes.scaled(BESIDE)
        high = len(self._bars) * sizes.scaled(PITCH)
        return QRectF(names, 0, max(self.width() - names, 1), high)

    def _scale(self, room: QRectF) -> float:
        widest = max((one.across or 0 for one in self._bars), default=0)
        return (room.width() - 2) / max(widest, self._input)

    def _behind(self, painter: QPainter, room: QRectF, colours: Colours) -> None:
        wide = self._input * self._scale(room)
        ground = QRectF(room.center().x() - wide / 2, 0, wide, room.height())
        painter.fillRect(ground, QColor(colours.derived))
        painter.setPen(QPen(QColor(colours.control_edge), 1, Qt.PenStyle.DashLine))
        for x in (ground.left(), ground.right()):
            painter.drawLine(QLineF(x, 0, x, room.height()))
        painter.setPen(QColor(colours.soft_text))
        painter.setFont(sizes.lettering(sizes.HINT_PX))
        below = QRectF(room.left(), room.bottom(), room.width(), sizes.scaled(BELOW))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._below)

    def _draw(
        self, painter: QPainter, one: Bar, places: tuple[QRect, QRectF, float], colours: Colours
    ) -> None:
        line, room, scale = places
        painter.setFont(_plain())
        painter.setPen(QColor(colours.soft_text))
        names = QRect(0, line.top(), int(room.left()) - sizes.scaled(BESIDE), line.height())
        name = one.name
        if sizes.advance(name, sizes.SMALL_PX) > names.width():
            letters = QFontMetrics(_plain())
            name = letters.elidedText(name, Qt.TextElideMode.ElideMiddle, names.width())
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter, name)
        wide, high = (one.across or 0) * scale, sizes.scaled(BAR)
        bar = QRectF(room.center().x() - wide / 2, 0, wide, high)
        bar.moveTop(line.top() + (line.height() - high) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bars))
        painter.drawRoundedRect(bar, 1, 1)
        self._write(painter, one.field, bar, colours)

    def _write(self, painter: QPainter, field: str, bar: QRectF, colours: Colours) -> None:
        """In the bar where there is room, else at its right."""
        wide = sizes.advance(field, sizes.HINT_PX, QFont.Weight.DemiBold)
        needed = math.ceil(wide) + sizes.scaled(4)
        painter.setFont(_strong())
        inside = needed <= bar.width()
        painter.setPen(QColor(colours.on_accent if inside else colours.text))
        room = QRectF(bar)
        if not inside:
            room = QRectF(bar.right() + sizes.scaled(4), bar.top(), needed, bar.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, field)


def _plain() -> QFont:
    return sizes.lettering(sizes.SMALL_PX)


def _strong() -> QFont:
    return sizes.lettering(sizes.HINT_PX, QFont.Weight.DemiBold)
