"""What mouse and keys do on the figure: point, pin, edit, paint, walk from cell to cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QTransform

from gui import pointing

if TYPE_CHECKING:
    from engine.scenes.belonging import Spot
    from gui.figure_item import FigureItem
    from gui.figure_view import FigureBox
    from gui.playback import Playback
    from gui.pointing import Pointing
    from gui.tap_moving import TapMoving
    from gui.value_editing import ValueEditing

KEYS_OF_CELLS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
KEYS_OF_MAPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# How far apart the places of a stroke are, in pixels: no cell that can be seen is passed over.
STROKE_STEP = 4


class FigureHand(QObject):
    """took_hold() with a click, walked() with a key, fit_wanted() with two clicks on the paper."""

    took_hold = Signal()
    walked = Signal()
    fit_wanted = Signal()

    def __init__(
        self, playback: Playback, figure: FigureItem, pointing: Pointing, editing: ValueEditing,
        taps: TapMoving,
    ) -> None:  # fmt: skip
        super().__init__(editing)
        self._playback, self._figure = playback, figure
        self._pointing, self._editing, self._taps = pointing, editing, taps
        self._box: FigureBox | None = None

    def hold(self, box: FigureBox) -> None:
        """Heed what the mouse does there."""
        self._box = box
        box.grips = self._take
        box.pulled.connect(self._taps.drag)
        box.let_go.connect(self._taps.let_go)
        box.hovered.connect(self._on_box_hovered)
        box.clicked.connect(self._on_box_clicked)
        box.double_clicked.connect(self._on_box_double_clicked)
        box.painted.connect(self._on_box_painted)

    def heed(self, key: Qt.Key, *, shift: bool = False) -> bool:
        """What a key does to a tap, or to the cell that is pointed at; False where it does nothing.

        With Shift it is heard by taps alone.
        """
        if self._taps.heed(key, shift=shift):
            return True
        if shift:
            return False
        if key in KEYS_OF_CELLS:
            self._pointing.move(*KEYS_OF_CELLS[key])
            self.walked.emit()
        elif key in KEYS_OF_MAPS:
            self._pointing.turn(KEYS_OF_MAPS[key])
            self.walked.emit()
        elif key in ENTER:
            self._pointing.pin_spot()
        elif key == Qt.Key.Key_F2:
            return self.edit(self._pointing.spot)
        else:
            return key == Qt.Key.Key_Escape and self._pointing.unpin()
        return True

    def edit(self, spot: Spot | None) -> bool:
        """Open the field over a number; False where there is none to be changed."""
        places, frame = self._figure.layout, self._playback.frame
        if places is None or frame is None or spot is None:
            return False
        area = pointing.area_of(places, frame, spot)
        if area is None:
            return False
        ratio = places.canvas.scale
        cell: QRect = QTransform.fromScale(1 / ratio, 1 / ratio).mapRect(area).toAlignedRect()
        return self._editing.open(spot, cell)

    def _spot(self, at: QPointF) -> Spot | None:
        """The cell at that place of the viewport."""
        places, frame = self._figure.layout, self._playback.frame
        if places is None or frame is None:
            return None
        ratio = places.canvas.scale
        return pointing.spot_at(places, frame, at.x() * ratio, at.y() * ratio)

    def _take(self, at: QPointF) -> bool:
        """Take the tap that is there in the hand."""
        taken = self._taps.take(at)
        if taken:
            self.took_hold.emit()
        return taken

    @Slot(object)
    def _on_box_hovered(self, at: QPointF | None) -> None:
        self._taps.point(at)
        if self._box is not None:
            open_hand = Qt.CursorShape.OpenHandCursor
            self._box.setCursor(open_hand if self._taps.is_pointed else Qt.CursorShape.ArrowCursor)
        self._pointing.point(None if at is None else self._spot(at))

    @Slot(object)
    def _on_box_clicked(self, at: QPointF) -> None:
        self.took_hold.emit()
        if self._taps.choose(at):
            return
        self._pointing.point(self._spot(at))
        self._pointing.pin_spot()

    @Slot(object)
    def _on_box_double_clicked(self, at: QPointF) -> None:
        spot = self._spot(at)
        if spot is None:
            self.fit_wanted.emit()
        elif self.edit(spot) and self._pointing.pin == spot:
            self._pointing.unpin()  # the first of the two clicks has pinned it

    @Slot(object, object, bool)
    def _on_box_painted(self, came: QPointF, goes: QPointF, begins: bool) -> None:
        spots = [self._spot(at) for at in _between(came, goes)]
        self._editing.paint(dict.fromkeys(filter(None, spots)), begins=begins)


def _between(came: QPointF, goes: QPointF) -> list[QPointF]:
    """Places on the way of a stroke, its ends among them."""
    way = goes - came
    count = int(max(abs(way.x()), abs(way.y())) / STROKE_STEP) + 1
    return [came + way * (at / count) for at in range(count + 1)]
