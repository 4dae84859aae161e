"""The slider of the playback bar: it goes where it is pressed, and marks where rows begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QSlider

from gui import palette, sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

HEIGHT, LEAST_WIDTH = 32, 80
GROOVE, HANDLE, TICK, TICK_APART = 4, 14, 6, 6
WHEEL_NOTCH = 120


class PositionSlider(QSlider):
    """Steps from 0 on; `position` lies between two of them while the figure moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("position_slider")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(sizes.scaled(HEIGHT))
        self.setMinimumWidth(sizes.scaled(LEAST_WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row, self._before = 1, 0
        self._turned = 0

    def set_row(self, steps: int, before: int = 0) -> None:
        """How many steps a row of the output takes, and how many come before the first."""
        self._row, self._before = max(steps, 1), before
        self.setPageStep(self._row)
        self.update()

    def ticks(self) -> list[int]:
        """The steps before rows, and with which rows begin; none where they would be too close."""
        rows = range(self._before, self.maximum() + 1, self._row)
        if (self._before + len(rows)) * sizes.scaled(TICK_APART) > self._way():
            return []
        return [*range(self._before), *rows]

    def x_of(self, step: float) -> float:
        """Where the middle of the handle is at that step."""
        return self._margin() + self._way() * step / max(self.maximum(), 1)

    def step_at(self, x: float) -> int:
        """The step whose place is nearest."""
        return round((x - self._margin()) / max(self._way(), 1) * self.maximum())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go(event)

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self._turned += delta.y() or -delta.x()
        notches = int(self._turned / WHEEL_NOTCH)
        self._turned -= notches * WHEEL_NOTCH
        # Away from a person is forward in a list of numbers, as in the field beside.
        self.setValue(self.value() + notches)
        event.accept()

    def paintEvent(self, _: QPaintEvent) -> None:
        colours = palette.present(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = colours.accent if self.isEnabled() else colours.disabled
        middle, groove = self.height() / 2 - sizes.scaled(2), sizes.scaled(GROOVE)
        here = self.x_of(self.value())
        for right, colour in ((self.width() - self._margin(), colours.line), (here, accent)):
            area = QRectF(self._margin(), middle - groove / 2, right - self._margin(), groove)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(area, groove / 2, groove / 2)
        painter.setPen(QColor(colours.control_edge))
        below = middle + sizes.scaled(HANDLE) / 2 + 1
        for step in self.ticks():
            x = round(self.x_of(step)) + 0.5
            painter.drawLine(QPointF(x, below), QPointF(x, below + sizes.scaled(TICK)))
        self._paint_handle(painter, QPointF(here, middle), accent)

    def _paint_handle(self, painter: QPainter, centre: QPointF, accent: str) -> None:
        radius = sizes.scaled(HANDLE) / 2 - 1
        pen = painter.pen()
        pen.setColor(QColor(accent))
        pen.setWidthF(2.0)
        painter.setPen(pen)
        painter.setBrush(QColor(palette.present(self).panel))
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen.setWidthF(1.0)
            painter.setPen(pen)
            painter.drawEllipse(centre, radius + 3, radius + 3)

    def _go(self, event: QMouseEvent) -> None:
        self.setValue(self.step_at(event.position().x()))
        event.accept()

    def _margin(self) -> float:
        return sizes.scaled(HANDLE) / 2 + 3

    def _way(self) -> float:
        return max(self.width() - 2 * self._margin(), 0.0)
