"""Taps of a deformable layer in the hand: pointed at, chosen, dragged, and moved by keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from engine.frame import Key
from engine.handles import Tap
from engine.problems import Refused
from engine.scenes import input_map, tap_edits
from engine.words import text

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from engine.handles import Handle
    from engine.scenes.tap_edits import Offset
    from engine.words import Text
    from gui.figure_item import FigureItem
    from gui.playback import Playback
    from gui.render.places import Box
    from gui.store import Store

# How near the mouse must be: to a dot, in pixels at 1×; to the place of a regular tap, in cells.
DOT_PX, HOME_CELLS = 12.0, 0.17
# What an arrow key moves a tap by, in cells; with Shift it is a whole one.
KEY_STEP = 0.1
KEYS_OF_WAYS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
KEYS_OF_CHANNELS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class TapMoving(QObject):
    """told() when something else is to be said of a tap, refused(Text) when one cannot be moved.

    dropped() when one that was dragged is let go.
    """

    told = Signal()
    dropped = Signal()
    refused = Signal(object)

    def __init__(self, store: Store, playback: Playback, figure: FigureItem) -> None:
        super().__init__(figure)
        self._store, self._playback, self._figure = store, playback, figure
        self._pointed: tuple[int, int] | None = None
        self._held: tuple[Handle, Box, QPointF] | None = None
        self._stroke = object()

    @property
    def said(self) -> Text | None:
        """What there is to say of the tap that is pointed at, or that keys took last."""
        found = (one.said for one in self._handles() if one.tap == self._pointed)
        return next(found, None)

    @property
    def is_dragged(self) -> bool:
        """Whether a tap is in the hand."""
        return self._held is not None

    @property
    def is_pointed(self) -> bool:
        """Whether the mouse is over a tap."""
        return self._pointed is not None

    def point(self, at: QPointF | None) -> None:
        """The mouse is there, in places of the viewport."""
        found = None if at is None else self._at(at)
        tap = None if found is None else found.tap
        if tap != self._pointed:
            self._pointed = tap
            self.told.emit()

    def choose(self, at: QPointF) -> bool:
        """Look at the tap that is there; False where there is none."""
        found = self._at(at)
        if found is None:
            return False
        self._playback.pause()
        self._look_at(found)
        self.told.emit()
        return True

    def take(self, at: QPointF) -> bool:
        """Begin to drag the tap that is there; False where there is none."""
        found, places = self._at(at), self._figure.layout
        if found is None or places is None:
            return False
        box = places.boxes[_map_of(found)]
        self.choose(at)
        if self._may_move(found):
            self._held, self._stroke = (found, box, at), object()
        return True

    def drag(self, at: QPointF, whole: bool) -> None:
        """The tap in the hand is there; one drag is one step."""
        if self._held is None:
            return
        handle, box, came = self._held
        ratio = self._ratio()
        place = (
            handle.place[0] + (at.y() - came.y()) * ratio / box.high,
            handle.place[1] + (at.x() - came.x()) * ratio / box.cell,
        )
        self._move(handle, tap_edits.offset(handle, place, whole=whole), self._stroke)

    def let_go(self) -> None:
        """The hand is empty."""
        if self._held is not None:
            self._held = None
            self.dropped.emit()

    def heed(self, key: Qt.Key, *, shift: bool) -> bool:
        """What a key does to a tap; False where it does nothing."""
        handles = self._handles()
        if not handles:
            return False
        if key == Qt.Key.Key_T:
            self._turn(handles, -1 if shift else 1)
            return True
        chosen = next((one for one in handles if one.chosen), None)
        if self._playback.tap is None or chosen is None:
            return False
        if key in KEYS_OF_WAYS:
            self._nudge(chosen, KEYS_OF_WAYS[key], whole=shift)
        elif key in KEYS_OF_CHANNELS:
            self._look_at(chosen, KEYS_OF_CHANNELS[key])
            self.told.emit()
        elif key == Qt.Key.Key_Escape:
            self._pointed = None
            self._playback.look_at(None)
            self.told.emit()
        else:
            return False
        return True

    def _turn(self, handles: tuple[Handle, ...], step: int) -> None:
        """Look at the chosen tap, or from it at the next one."""
        self._playback.pause()
        step = step if self._playback.tap is not None else 0
        wanted = tap_edits.neighbour(handles, step)
        self._look_at(next(one for one in handles if one.tap == wanted))
        self.told.emit()

    def _nudge(self, handle: Handle, way: tuple[int, int], *, whole: bool) -> None:
        if not self._may_move(handle):
            return
        size = 1.0 if whole else KEY_STEP
        place = (handle.place[0] + way[0] * size, handle.place[1] + way[1] * size)
        # A key held down is one step, as a drag is.
        self._move(handle, tap_edits.offset(handle, place), ("tap", handle.tap, handle.at))

    def _may_move(self, handle: Handle) -> bool:
        try:
            tap_edits.check(self._store.report, handle)
        except Refused as refused:
            self.refused.emit(refused.problem.sentence)
            return False
        return True

    def _move(self, handle: Handle, to: Offset, merge: object) -> None:
        document = tap_edits.moved(self._store.report, handle, to)
        name = text("Move a tap of {layer}", layer=handle.layer)
        if self._store.apply(document, name, merge):
            self.told.emit()

    def _look_at(self, handle: Handle, channels: int = 0) -> None:
        self._pointed, channel = handle.tap, handle.channel
        row = self._store.report.row(handle.layer)
        if channels and row is not None:
            channel = (channel + channels) % row.sources.first[0]
        self._playback.look_at(Tap(handle.layer, *handle.tap, channel))

    def _at(self, at: QPointF) -> Handle | None:
        """The nearest dot within reach, or else the place of a regular tap."""
        places = self._figure.layout
        if places is None:
            return None
        x, y = at.x() * self._ratio(), at.y() * self._ratio()
        near: list[tuple[bool, float, Handle]] = []
        for one in self._handles():
            box = places.boxes.get(_map_of(one))
            if box is None:
                continue
            dot, home = (_away(box, place, x, y) for place in (one.place, one.home))
            if dot <= DOT_PX * self._ratio():
                near.append((False, dot, one))
            elif home <= HOME_CELLS * box.cell:
                near.append((True, home, one))
        return min(near, key=lambda one: one[:2], default=(False, 0.0, None))[2]

    def _handles(self) -> tuple[Handle, ...]:
        frame = self._playback.frame
        return () if frame is None else frame.handles

    def _ratio(self) -> float:
        places = self._figure.layout
        return 1.0 if places is None else places.canvas.scale


def _map_of(handle: Handle) -> Key:
    """The map over which the tap is drawn."""
    return Key(handle.layer, input_map.STAGE, handle.channel)


def _away(box: Box, place: Offset, x: float, y: float) -> float:
    """How far the place is from that pixel."""
    return math.hypot(box.x + place[1] * box.cell - x, box.y + place[0] * box.high - y)
