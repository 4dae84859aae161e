"""The cells of a figure as they are without windows, kept as one picture between paintings.

It saves time and nothing else: with it or without, the same pixels come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from gui.render import damage, painter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frame import Frame
    from gui.render.places import Layout
    from gui.render.theme import Theme


class Ground:
    """The ground of one layout in one theme."""

    def __init__(self, layout: Layout, theme: Theme) -> None:
        self._layout = layout
        self._theme = theme
        size = layout.canvas
        self._picture = QImage(size.width, size.height, QImage.Format.Format_RGB32)
        self._shown: Frame | None = None

    def paint(self, device: QPainter, frame: Frame, exposed: QRect) -> None:
        """Paints that part of the frame, of whose cells only what has changed is made anew.

        A clip of several rectangles would round half covered pixels otherwise than one does.
        """
        self._follow(frame)
        device.setClipRect(exposed)
        device.drawImage(exposed.topLeft(), self._picture, exposed)
        painter.paint_now(device, frame, self._layout, self._theme, QRectF(exposed))

    def _follow(self, frame: Frame) -> None:
        if self._shown is None:
            whole = QRect(0, 0, self._picture.width(), self._picture.height())
            self._renew(frame, [whole])
        elif self._shown is not frame:
            self._renew(frame, damage.of_ground(self._shown, frame, self._layout))
        self._shown = frame

    def _renew(self, frame: Frame, parts: Iterable[QRect]) -> None:
        device = QPainter(self._picture)
        for part in parts:
            device.setClipRect(part)
            painter.paint_ground(device, frame, self._layout, self._theme, QRectF(part))
        device.end()
