"""The field of the playback bar in which a step is typed, without buttons of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSpinBox

from gui import palette, sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEIGHT, WIDTH, RADIUS = 28, 48, 5


class StepField(QSpinBox):
    """Framed as the other fields are; a style sheet would leave no room for its digits."""

    def __init__(self) -> None:
        super().__init__()
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFixedHeight(sizes.scaled(HEIGHT))
        self.setMinimumWidth(sizes.scaled(WIDTH))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)

    def paintEvent(self, _: QPaintEvent) -> None:
        colours, radius = palette.present(self), sizes.scaled(RADIUS)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.control_edge))
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
