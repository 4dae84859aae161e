"""What lies on the figure's canvas in the scene, and paints in the device's own pixels."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from gui.render.places import Layout
    from gui.render.theme import Theme


class DeviceItem(QGraphicsObject):
    """As large as the canvas; the view's zoom is in the layout, so it is undone for painting."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._room = QRectF()
        self._to_device = QTransform()
        self.layout: Layout | None = None
        self.theme: Theme | None = None

    def set_places(self, layout: Layout, theme: Theme, room: QRectF, to_device: QTransform) -> None:
        """Be as large as the room; the transform leads from there to pixels of the device."""
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room
        self._to_device = to_device
        self.layout, self.theme = layout, theme
        self.update_all()

    def update_all(self) -> None:
        """Have everything painted again together with the rest of the window.

        A scene that hears of it has its window painted at once, before panels have found their
        places, and so all of it twice.
        """
        scene = self.scene()
        if scene is not None:
            for view in scene.views():
                view.viewport().update()

    def update_pixels(self, touched: QRectF) -> None:
        """Have those pixels of the device painted again."""
        if not touched.isEmpty():
            self.update(self._to_device.inverted()[0].mapRect(touched))

    def boundingRect(self) -> QRectF:  # noqa: N802
        return self._room

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _: QWidget | None = None, /
    ) -> None:
        if self.layout is None or self.theme is None:
            return
        canvas = self.layout.canvas
        exposed = self._to_device.mapRect(option.exposedRect).toAlignedRect()
        painter.save()
        painter.resetTransform()
        painter.scale(1 / canvas.scale, 1 / canvas.scale)
        self.draw(painter, exposed & QRect(0, 0, canvas.width, canvas.height))
        painter.restore()

    @abstractmethod
    def draw(self, painter: QPainter, exposed: QRect) -> None:
        """Paint that part, in pixels of the device."""
