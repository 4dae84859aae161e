"""The figure in the scene: the one painter's picture of a frame, renewed where it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gui.device_item import DeviceItem
from gui.render import damage
from gui.render.ground import Ground

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter, QTransform

    from engine.frame import Frame
    from gui.render.places import Layout
    from gui.render.theme import Theme


class FigureItem(DeviceItem):
    """Shows one frame at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._ground: Ground | None = None

    def set_places(self, layout: Layout, theme: Theme, room: QRectF, to_device: QTransform) -> None:
        """Another layout has another ground."""
        self._ground = Ground(layout, theme)
        super().set_places(layout, theme, room, to_device)

    def set_frame(self, frame: Frame | None) -> None:
        """Show that moment; of two with the same layout, only what differs is painted."""
        before, self._frame = self._frame, frame
        if before is None or frame is None or self.layout is None:
            self.update_all()
        elif frame is not before:
            self.update_pixels(QRectF(damage.bounds(before, frame, self.layout)))

    def draw(self, painter: QPainter, exposed: QRect) -> None:
        if self._frame is not None and self._ground is not None and not exposed.isEmpty():
            self._ground.paint(painter, self._frame, exposed)
