"""The figure once it is alive: laid out, drawn, zoomed, pointed at, its numbers changed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QTransform

from gui.figure_hand import FigureHand
from gui.figure_item import FigureItem
from gui.figure_view import FigureView
from gui.hover_item import HoverItem
from gui.pointing import Pointing
from gui.render import layout
from gui.render.places import Canvas
from gui.render.theme import THEMES
from gui.tap_moving import TapMoving
from gui.value_editing import ValueEditing
from gui.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from engine.frame import Frame
    from engine.timeline import Timeline
    from engine.words import Text
    from gui.playback import Playback
    from gui.render.places import Layout
    from gui.render.theme import Theme
    from gui.store import Store

# 1.1 times 50 is no 56 pixels.
ALMOST = 1e-6


class LiveFigure(QObject):
    """What stands on the paper while there is a timeline; zoom_changed(percent)."""

    zoom_changed = Signal(int)

    def __init__(
        self, paper: QWidget, store: Store, playback: Playback, said: Callable[[Text], str]
    ) -> None:
        super().__init__(paper)
        self._paper, self._playback = paper, playback
        self._language = "en"
        self._theme: Theme | None = None
        self._fitted: Layout | None = None
        self.percent = 100
        self.item, self.hover = FigureItem(), HoverItem()
        self.pointing = Pointing(store, playback, self.hover)
        self._field = ValueField(paper)
        self.editing = ValueEditing(store, playback, self._field, said)
        self.taps = TapMoving(store, playback, self.item)
        self.hand = FigureHand(playback, self.item, self.pointing, self.editing, self.taps)
        self.view = FigureView(self.item, self.hover)
        self.view.setParent(paper)
        self.view.setFocusProxy(paper)
        self._follow()

    def begin(self, theme: str, language: str) -> None:
        """Show what playback shows."""
        self._language = language
        self.set_theme(theme)
        self.view.setGeometry(self._paper.rect())
        self.view.setVisible(self._playback.timeline is not None)
        self.item.set_frame(self._playback.frame)
        self.pointing.refresh()
        self.lay_out()

    def set_theme(self, name: str) -> None:
        """Paint in other colours; everything stays where it is."""
        self._theme = THEMES[name]
        self.view.set_theme(self._theme)
        self._place()

    def set_language(self, language: str) -> None:
        """Other words, for which places are found anew."""
        self._language = language
        self.lay_out()

    @Slot()
    def lay_out(self) -> None:
        """Find a place for everything, for the view as large as it is now."""
        timeline, view = self._playback.timeline, self.view
        if timeline is None or view.width() < 1 or view.height() < 1:
            return
        ratio = self._paper.devicePixelRatioF()
        wide, high = (math.ceil(side * ratio - ALMOST) for side in (view.width(), view.height()))
        canvas = Canvas(wide, high, ratio)
        self._fitted = layout.arrange(timeline.arrangement, canvas, self._language)
        view.set_room(QRectF(0, 0, view.width(), view.height()))
        self._place()

    def _follow(self) -> None:
        self.view.resized.connect(self.lay_out)
        self.view.moved.connect(self._on_view_moved)
        self.hand.hold(self.view.box)
        self.hand.took_hold.connect(self._on_hand_took_hold)
        self.hand.fit_wanted.connect(self.view.fit)
        self.taps.dropped.connect(self.lay_out)
        self._playback.timeline_changed.connect(self._on_playback_timeline_changed)
        self._playback.frame_changed.connect(self._on_playback_frame_changed)

    def _place(self) -> None:
        """Put the layout where zoom and pan have it."""
        if self._fitted is None or self._theme is None:
            return
        seen, ratio = self.view.to_viewport(), self._fitted.canvas.scale
        places = self._fitted
        if not seen.isIdentity():
            places = places.zoomed(seen.m11(), seen.dx() * ratio, seen.dy() * ratio)
            frame = self._playback.frame
            places = layout.with_numbers(places, frame.grids if frame is not None else ())
        to_device = seen * QTransform.fromScale(ratio, ratio)
        for item in (self.item, self.hover):
            item.set_places(places, self._theme, self.view.room, to_device)
        percent = round(100 * seen.m11())
        if percent != self.percent:
            self.percent = percent
            self.zoom_changed.emit(percent)

    def _has_places(self, frame: Frame) -> bool:
        """Whether its maps are as large as those for which places were found."""
        boxes = {} if self._fitted is None else self._fitted.boxes
        placed = [(grid.size, boxes[grid.key]) for grid in frame.grids if grid.key in boxes]
        return all(size == (box.rows, box.columns) for size, box in placed)

    @Slot(object)
    def _on_playback_timeline_changed(self, timeline: Timeline | None) -> None:
        self.view.setVisible(timeline is not None)
        if timeline is not None and self.taps.is_dragged:
            return  # finding places takes longer than a frame, and the tap would leave the mouse
        self.item.set_frame(None)
        self.lay_out()

    @Slot(object)
    def _on_playback_frame_changed(self, frame: Frame) -> None:
        if self.taps.is_dragged and not self._has_places(frame):
            self.lay_out()
        self.item.set_frame(frame)
        self.pointing.refresh()

    @Slot()
    def _on_view_moved(self) -> None:
        self._field.hide()
        self._place()

    @Slot()
    def _on_hand_took_hold(self) -> None:
        self._paper.setFocus(Qt.FocusReason.MouseFocusReason)
