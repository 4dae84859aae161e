"""The figure's place in pyqtgraph: a view box that owns zoom, pan and picking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QGraphicsSceneWheelEvent

    from gui.device_item import DeviceItem
    from gui.render.theme import Theme

LEAST_ZOOM, LARGEST_ZOOM = 0.25, 32.0
# How far the canvas may be pushed out of sight, in its own sizes.
BEYOND = 2
# What a key or a menu zooms by, and what a notch of the wheel does.
ZOOM_STEP, NOTCH_STEP, NOTCH = 1.25, 1.2, 120
_SAME = 1e-6


class FigureBox(pyqtgraph.ViewBox):  # type: ignore[misc]  # pyqtgraph says nothing of its types
    """What a mouse does on the figure, in places of the viewport.

    hovered(QPointF or None), clicked(QPointF), double_clicked(QPointF), and
    painted(QPointF from, QPointF to, bool whether a stroke begins) with Shift held. What `grips`
    says can be taken is pulled(QPointF, bool whether Shift is held), and in the end let_go().
    """

    hovered = Signal(object)
    clicked = Signal(object)
    double_clicked = Signal(object)
    painted = Signal(object, object, bool)
    pulled = Signal(object, bool)
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__(lockAspect=True, invertY=True, enableMenu=False, defaultPadding=0)
        self.disableAutoRange()
        self.setFlag(self.GraphicsItemFlag.ItemIsFocusable, enabled=False)
        self.grips: Callable[[QPointF], bool] = _grips_nothing
        self._holds = False

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        del axis
        at = self.mapToView(self.mapFromScene(event.scenePos()))
        self.zoom_by(NOTCH_STEP ** (event.delta() / NOTCH), at)
        event.accept()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller; that place stays where it is, or the middle."""
        self.scaleBy((1 / factor, 1 / factor), None if at is None else (at.x(), at.y()))

    def hoverEvent(self, event: pyqtgraph.GraphicsScene.mouseEvents.HoverEvent) -> None:
        self.hovered.emit(None if event.isExit() else event.scenePos())

    def mouseClickEvent(self, event: pyqtgraph.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        here = event.scenePos()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.painted.emit(here, here, True)
        elif event.double():
            self.double_clicked.emit(here)
        else:
            self.clicked.emit(here)

    def mouseDragEvent(
        self, event: pyqtgraph.GraphicsScene.mouseEvents.MouseDragEvent, axis: int | None = None
    ) -> None:
        del axis
        event.accept()
        if event.button() == Qt.MouseButton.RightButton:
            return
        if event.isStart():
            self._holds = self.grips(event.buttonDownScenePos())
        if self._holds:
            self.pulled.emit(
                event.scenePos(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
            if event.isFinish():
                self._holds = False
                self.let_go.emit()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            came = event.buttonDownScenePos() if event.isStart() else event.lastScenePos()
            self.painted.emit(came, event.scenePos(), event.isStart())
            return
        moved = self.mapToView(event.lastPos()) - self.mapToView(event.pos())
        self.translateBy(x=moved.x(), y=moved.y())

    def keyPressEvent(self, event: object) -> None:
        """Keys belong to the widget round the view."""
        event.ignore()  # type: ignore[attr-defined]


def _grips_nothing(_: QPointF) -> bool:
    return False


class FigureView(pyqtgraph.GraphicsView):  # type: ignore[misc]
    """A view of one canvas: resized(), and moved() when another part of it is to be seen."""

    resized = Signal()
    moved = Signal()

    def __init__(self, *items: DeviceItem) -> None:
        super().__init__(background=None)
        # Qt itself leaves out moves that come too quickly; the last of them must be heard.
        pyqtgraph.setConfigOption("mouseRateLimit", 0)
        self.box = FigureBox()
        self.room = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Several rectangles would clip half covered pixels otherwise than one does.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setCentralItem(self.box)
        for item in items:
            self.box.addItem(item, ignoreBounds=True)
        self.box.sigRangeChanged.connect(self._on_box_range_changed)

    def set_theme(self, theme: Theme) -> None:
        """The paper beyond the canvas."""
        self.setBackground(theme.paper)

    def set_room(self, room: QRectF) -> None:
        """The canvas as a person counts pixels; another one is seen as a whole."""
        if room == self.room:
            return
        self.room = room
        wide, high = room.width(), room.height()
        self.box.setLimits(
            xMin=-BEYOND * wide, xMax=(1 + BEYOND) * wide,
            yMin=-BEYOND * high, yMax=(1 + BEYOND) * high,
            minXRange=wide / LARGEST_ZOOM, maxXRange=wide / LEAST_ZOOM,
            minYRange=high / LARGEST_ZOOM, maxYRange=high / LEAST_ZOOM,
        )  # fmt: skip
        self.fit()

    def zoom(self, *, larger: bool) -> None:
        """A step larger or smaller, round the middle."""
        self.box.zoom_by(ZOOM_STEP if larger else 1 / ZOOM_STEP)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def fit(self) -> None:
        """All of the canvas, as large as it was laid out."""
        self.box.setRange(self.room, padding=0)

    def to_viewport(self) -> QTransform:
        """From the canvas to the viewport; nothing at all where the canvas fits."""
        self.box.updateMatrix()
        found = self.box.childGroup.sceneTransform()
        zoom = found.m11() if abs(found.m11() - 1) > _SAME else 1.0
        right, down = (0.0 if abs(one) < _SAME else one for one in (found.dx(), found.dy()))
        return QTransform(zoom, 0, 0, zoom, right, down)

    @Slot()
    def _on_box_range_changed(self, *_: object) -> None:
        self.moved.emit()
