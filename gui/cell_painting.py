"""How a cell of the layer table is drawn: its ground, what it says, its bar and its frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from gui import cell_edits, chips, columns, icons, sizes
from gui.columns import Column
from gui.layer_rows import TableRow
from gui.palette import Colours

ICON, BESIDE, BAR, FRAME, FRAME_RADIUS = 16, 8, 3, 2, 4
_SIDES = {columns.LEFT: Qt.AlignmentFlag.AlignLeft, columns.RIGHT: Qt.AlignmentFlag.AlignRight}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class CellLook:
    """What of the table's state a cell shows."""

    is_selected: bool = False
    is_current: bool = False
    is_pointed: bool = False


class CellPainter:
    """Draws cells in the colours and letters of one moment."""

    def __init__(self, colours: Colours, ratio: float) -> None:
        self._colours = colours
        self._ratio = ratio
        self._scale = sizes.scale()
        self._bar, self._frame = sizes.scaled(BAR), sizes.scaled(FRAME)
        self._radius, self._tight = sizes.scaled(FRAME_RADIUS), sizes.scaled(4)
        self._line = QPen(QColor(colours.line), 1)
        self._beside = sizes.scaled(BESIDE)
        self._icon = sizes.scaled(ICON)

    def paint(
        self, painter: QPainter, room: QRect, held: tuple[TableRow, Column], shown: str,
        look: CellLook,
    ) -> None:  # fmt: skip
        """Draw one cell, with what it says."""
        row, column = held
        painter.fillRect(room, QColor(ground(row, column, look, self._colours)))
        self._draw_lines(painter, room, row, column)
        if column.key == columns.NUMBER and (row.problems or look.is_selected):
            bar = QRect(room.left(), room.top(), self._bar, room.height())
            painter.fillRect(
                bar, QColor(self._colours.bad if row.problems else self._colours.accent)
            )
        self._draw_inside(painter, room, held, shown, look)
        if look.is_current:
            self._draw_frame(painter, room)

    def _draw_lines(self, painter: QPainter, room: QRect, row: TableRow, column: Column) -> None:
        painter.setPen(self._line)
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if not row.is_add and not column.follows and column.key != columns.NUMBER:
            painter.drawLine(room.topRight(), room.bottomRight())

    def _draw_inside(
        self, painter: QPainter, room: QRect, held: tuple[TableRow, Column], shown: str,
        look: CellLook,
    ) -> None:  # fmt: skip
        row, column = held
        if column.key == columns.VERDICT:
            if row.verdict is not None:
                tight = room.adjusted(self._tight, 0, 0, -1)
                chips.paint(painter, tight, row.verdict.kind, shown, self._colours)
        elif column.key == columns.NUMBER and look.is_pointed and row.layer is not None:
            self._draw_icon(painter, room, "drag", self._colours.soft_text)
        elif column.key == columns.MORE:
            if row.layer is not None:
                self._draw_icon(painter, room, "more", ink(row, column, self._colours))
        elif column.key == columns.OPERATION:
            self._draw_operation(painter, room, held, shown)
        elif shown:
            self._write(painter, room.adjusted(self._beside, 0, -self._beside, -1), held, shown)

    def _draw_operation(
        self, painter: QPainter, room: QRect, held: tuple[TableRow, Column], shown: str
    ) -> None:
        row = held[0]
        inside = room.adjusted(self._beside, 0, -self._beside, -1)
        colour = self._colours.accent if row.is_add else self._colours.text
        name = "add" if row.is_add else icons.of_operation(row.layer.op if row.layer else "input")
        self._draw_icon(
            painter, QRect(inside.left(), room.top(), self._icon, room.height()), name, colour
        )
        inside.setLeft(inside.left() + self._icon + self._beside)
        self._write(painter, inside, held, shown)

    def _write(
        self, painter: QPainter, inside: QRect, held: tuple[TableRow, Column], shown: str
    ) -> None:
        row, column = held
        size, weight = _letters(column)
        painter.setFont(_font(size, weight, self._scale))
        painter.setPen(QColor(ink(row, column, self._colours)))
        fitting = _fitted(shown, inside.width(), size, weight, self._scale)
        painter.drawText(inside, _SIDES[column.side] | _MIDDLE, fitting)

    def _draw_icon(self, painter: QPainter, room: QRect, name: str, colour: str) -> None:
        middle = QRectF(room).center()
        place = QPointF(round(middle.x() - self._icon / 2), round(middle.y() - self._icon / 2))
        painter.drawPixmap(place, _drawn(name, colour, self._icon, self._ratio))

    def _draw_frame(self, painter: QPainter, room: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colours.accent), self._frame))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -2), self._radius, self._radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def ground(row: TableRow, column: Column, look: CellLook, colours: Colours) -> str:
    """The colour behind a cell."""
    if look.is_selected:
        return colours.selection
    if row.problems:
        return colours.bad_back
    if row.is_add or column.key in (columns.NUMBER, columns.OPERATION):
        return colours.panel
    if column.key == columns.MORE and row.layer is not None:
        return colours.panel
    return colours.panel if cell_edits.can_be_set(row, column.key) else colours.derived


def ink(row: TableRow, column: Column, colours: Colours) -> str:
    """The colour of the letters: what follows is softer than what is set."""
    if row.is_add:
        return colours.accent
    if row.problems and not column.follows and row.problem(column.key) is not None:
        return colours.bad
    if column.key == columns.MORE:
        says_more = row.layer is not None and bool(columns.used(row.layer))
        return colours.accent if says_more else colours.soft_text
    is_set = column.key == columns.OPERATION or cell_edits.can_be_set(row, column.key)
    return colours.text if is_set else colours.soft_text


def _letters(column: Column) -> tuple[int, QFont.Weight]:
    if column.key == columns.NUMBER:
        return sizes.SMALL_PX, QFont.Weight.Normal
    is_word = column.key == columns.OPERATION
    return sizes.TEXT_PX, QFont.Weight.Medium if is_word else QFont.Weight.Normal


# The scale is part of the key: with another size of the system's letters all is made anew.
@lru_cache(maxsize=16)
def _font(size: int, weight: QFont.Weight, _scale: float) -> QFont:
    return sizes.lettering(size, weight)


@lru_cache(maxsize=4096)
def _fitted(shown: str, wide: int, size: int, weight: QFont.Weight, scale: float) -> str:
    metrics = QFontMetrics(_font(size, weight, scale))
    return metrics.elidedText(shown, Qt.TextElideMode.ElideRight, wide)


@lru_cache(maxsize=128)
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    icons.draw(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return made
