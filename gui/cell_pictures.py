"""The small pictures of a popover: a kernel's taps, a padding's four sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.fields import Pair, Sides
from gui import palette, sizes
from gui.cell_reading import CellReading
from gui.palette import Colours
from gui.render import theme
from gui.render.theme import Theme

CELL, GAP, LEAST_GRID, LARGEST_GRID = 20, 2, (5, 9), (9, 12)
MAP = (92, 54)
FIELD = (42, 26)


class CellPicture(QWidget):
    """Shows the taps or the sides of what is typed; nothing where it has neither."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading: CellReading | None = None

    def show_reading(self, found: CellReading) -> None:
        """Turn to that reading."""
        self._reading = found
        high = 0
        if found.taps is not None:
            high = _grid(found.taps)[0] * (CELL + GAP)
        elif found.sides is not None:
            high = MAP[1] + 2 * (FIELD[1] + 8)
        self.setFixedHeight(sizes.scaled(high))
        self.setVisible(high > 0)
        self.update()

    def paintEvent(self, _: QPaintEvent, /) -> None:
        """The grid of the kernel, or the map between its four numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = palette.present(self)
        looks = theme.DARK if colours is palette.DARK else theme.LIGHT
        if self._reading is not None and self._reading.taps is not None:
            _paint_taps(painter, self._reading.taps, colours, looks)
        elif self._reading is not None and self._reading.sides is not None:
            _paint_sides(painter, self.rect(), self._reading, colours, looks)


def paint_forms(
    painter: QPainter, room: QRect, forms: Sequence[tuple[str, bool]], colours: Colours
) -> None:
    """The forms that a padding may have, side by side."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
    radius = sizes.scaled(6)
    wide = frame.width() / len(forms)
    clip = QPainterPath()
    clip.addRoundedRect(frame, radius, radius)
    painter.setClipPath(clip)
    for at, (word, is_present) in enumerate(forms):
        weight = QFont.Weight.DemiBold if is_present else QFont.Weight.Normal
        painter.setFont(sizes.lettering(sizes.SMALL_PX, weight))
        part = QRectF(frame.left() + at * wide, frame.top(), wide, frame.height())
        painter.fillRect(part, QColor(colours.selection if is_present else colours.panel))
        painter.setPen(QColor(colours.text))
        painter.drawText(part, Qt.AlignmentFlag.AlignCenter, word)
        if at:
            painter.setPen(QColor(colours.control_edge))
            painter.drawLine(part.topLeft(), part.bottomLeft())
    painter.setClipping(False)
    painter.setPen(QColor(colours.control_edge))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, radius, radius)


def _grid(taps: tuple[Pair, Pair]) -> Pair:
    """Rows and columns of the picture: room for the window, and never too large."""
    (kernel, dilation) = taps
    spans = [dilation[a] * (kernel[a] - 1) + 1 for a in (0, 1)]
    rows, across = (min(max(spans[a], LEAST_GRID[a]), LARGEST_GRID[a]) for a in (0, 1))
    return rows, across


def _paint_taps(painter: QPainter, taps: tuple[Pair, Pair], colours: Colours, looks: Theme) -> None:
    kernel, dilation = taps
    rows, across = _grid(taps)
    side, step = sizes.scaled(CELL), sizes.scaled(CELL + GAP)
    tap = looks.looks["window"]
    for row in range(rows):
        for column in range(across):
            cell = QRectF(column * step + 0.5, row * step + 0.5, side, side)
            is_tap = _is_tap(row, kernel[0], dilation[0]) and _is_tap(
                column, kernel[1], dilation[1]
            )
            painter.setPen(
                QPen(QColor(*looks.rings[theme.Ring.WINDOW]) if is_tap else QColor(colours.line))
            )
            painter.setBrush(QColor(*tap.fill) if is_tap else QColor(colours.panel))
            painter.drawRect(cell)


def _is_tap(at: int, kernel: int, dilation: int) -> bool:
    return at % dilation == 0 and at // dilation < kernel


def _paint_sides(
    painter: QPainter, room: QRect, found: CellReading, colours: Colours, looks: Theme
) -> None:
    sides: Sides = found.sides or Sides()
    wide, high = sizes.scaled(MAP[0]), sizes.scaled(MAP[1])
    inner = QRectF(0, 0, wide, high)
    inner.moveCenter(QRectF(room).center())
    inner.translate(0.5, 0.5)
    look = looks.looks["input"]
    painter.setPen(QColor(*look.line))
    painter.setBrush(QColor(*look.fill))
    painter.drawRect(inner)
    painter.setPen(QColor(colours.text))
    painter.setFont(sizes.lettering(weight=QFont.Weight.DemiBold))
    if found.source is not None:
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "×".join(map(str, found.source)))
    painter.setFont(sizes.lettering())
    gap = sizes.scaled(8)
    field = QRectF(0, 0, sizes.scaled(FIELD[0]), sizes.scaled(FIELD[1]))
    down, along = field.height() / 2 + gap / 2, field.width() / 2 + gap
    middle = inner.center()
    places = (
        QPointF(middle.x(), inner.top() - down), QPointF(middle.x(), inner.bottom() + down),
        QPointF(inner.left() - along, middle.y()), QPointF(inner.right() + along, middle.y()),
    )  # fmt: skip
    for place, cells in zip(places, sides, strict=True):
        field.moveCenter(place)
        painter.setPen(QColor(colours.control_edge))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(field, sizes.scaled(5), sizes.scaled(5))
        painter.setPen(QColor(colours.text))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, str(cells))
