"""The figure in the window: paper at once, and on it, when it is filled, what playback shows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from engine import words
from engine.scenes import spoken
from engine.words import text
from gui import sizes
from gui.figure_hand import FigureHand
from gui.figure_item import FigureItem
from gui.hover_item import HoverItem
from gui.pointing import Pointing
from gui.render import layout
from gui.render.places import Canvas
from gui.render.theme import THEMES
from gui.value_editing import ValueEditing
from gui.value_field import ValueField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from engine.frame import Frame
    from engine.scenes.belonging import Spot
    from engine.timeline import Timeline
    from engine.words import Text
    from gui.figure_view import FigureView
    from gui.playback import Playback
    from gui.render.places import Layout
    from gui.render.theme import Theme
    from gui.store import Store

LEAST_WIDTH, LEAST_HEIGHT, MARGIN = 320, 240, 24
# 1.1 times 50 is no 56 pixels.
ALMOST = 1e-6


class Appearance(Protocol):
    """How the window looks and speaks."""

    @property
    def language(self) -> str: ...

    @property
    def theme(self) -> str: ...


class FrameView(QWidget):
    """pointed(Spot or None), pinned(Spot or None), zoom_changed(percent), edit_refused(Text)."""

    pointed = Signal(object)
    pinned = Signal(object)
    zoom_changed = Signal(int)
    edit_refused = Signal(object)

    def __init__(self, store: Store, playback: Playback, look: Appearance) -> None:
        super().__init__()
        self.setObjectName("figure")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(sizes.scaled(LEAST_WIDTH), sizes.scaled(LEAST_HEIGHT))
        self._store, self._playback = store, playback
        self._language, self._theme = look.language, THEMES[look.theme]
        self._view: FigureView | None = None
        self._fitted: Layout | None = None
        self._percent = 100
        self._figure, self._hover = FigureItem(), HoverItem()
        self.pointing = Pointing(store, playback, self._hover)
        self._field = ValueField(self)
        self.editing = ValueEditing(store, playback, self._field, self._said)
        self._hand = FigureHand(playback, self._figure, self.pointing, self.editing)
        self.pointing.pointed.connect(self.pointed)
        self.pointing.pinned.connect(self.pinned)
        self.editing.refused.connect(self.edit_refused)
        self._hand.took_hold.connect(self._on_hand_took_hold)
        self._hand.walked.connect(self._on_hand_walked)
        self._hand.fit_wanted.connect(self.fit)
        playback.timeline_changed.connect(self._on_playback_timeline_changed)
        playback.frame_changed.connect(self._on_playback_frame_changed)
        playback.playing_changed.connect(self._on_playback_playing_changed)
        self.retranslate()

    @property
    def zoom_percent(self) -> int:
        return self._percent

    @property
    def layout_shown(self) -> Layout | None:
        """Where everything stands now, in pixels of the device."""
        return self._figure.layout

    def fill(self) -> None:
        """Put the view in; its library is what a start has no time for."""
        if self._view is not None:
            return
        from gui.figure_view import FigureView

        self._view = FigureView(self._figure, self._hover)
        self._view.setParent(self)
        self._view.setFocusProxy(self)
        self._view.set_theme(self._theme)
        self._view.resized.connect(self._lay_out)
        self._view.moved.connect(self._on_view_moved)
        self._hand.hold(self._view.box)
        self._view.setGeometry(self.rect())
        self._view.setVisible(self._playback.timeline is not None)
        self._figure.set_frame(self._playback.frame)
        self._lay_out()

    def zoom_in(self) -> None:
        """A step larger, round the middle."""
        self._zoom(larger=True)

    def zoom_out(self) -> None:
        """A step smaller."""
        self._zoom(larger=False)

    def fit(self) -> None:
        """All of the figure."""
        if self._view is not None:
            self._view.fit()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours; everything stays where it is."""
        self._theme = theme
        if self._view is not None:
            self._view.set_theme(theme)
            self._place()
        self.update()

    def set_language(self, language: str) -> None:
        """Say everything in another language, for whose words places are found anew."""
        self._language = language
        self.retranslate()
        self._lay_out()
        self.update()

    def retranslate(self) -> None:
        """Say again what is only heard."""
        self.setAccessibleName(self._said(text("figure")))
        self._describe()

    def sentence_at(self, spot: Spot | None) -> Text | None:
        """What is to be said of a cell, where there is anything."""
        frame = self._playback.frame
        if spot is None or frame is None:
            return None
        return spoken.of_spot(self._store.report, frame, spot)

    def resizeEvent(self, _: QEvent) -> None:
        if self._view is not None:
            self._view.setGeometry(self.rect())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*self._theme.paper))
        if self._playback.timeline is None and self._playback.refusal is not None:
            painter.setPen(QColor(*self._theme.soft_ink))
            painter.setFont(sizes.lettering())
            room = sizes.scaled(MARGIN)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            area = self.rect().adjusted(room, room, -room, -room)
            painter.drawText(area, flags, self._said(self._playback.refusal))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if not plain or not self._hand.heed(key):
            super().keyPressEvent(event)

    def _zoom(self, *, larger: bool) -> None:
        if self._view is not None:
            self._view.zoom(larger=larger)

    def _said(self, sentence: Text) -> str:
        return words.say(sentence, self._language)

    def _describe(self) -> None:
        frame = self._playback.frame
        told = self._playback.refusal if frame is None else spoken.moment(frame)
        self.setAccessibleDescription(self._said(told) if told is not None else "")

    @Slot()
    def _lay_out(self) -> None:
        """Find a place for everything, for the view as large as it is now."""
        timeline, view = self._playback.timeline, self._view
        if timeline is None or view is None or view.width() < 1 or view.height() < 1:
            return
        ratio = self.devicePixelRatioF()
        wide, high = (math.ceil(side * ratio - ALMOST) for side in (view.width(), view.height()))
        canvas = Canvas(wide, high, ratio)
        self._fitted = layout.arrange(timeline.arrangement, canvas, self._language)
        view.set_room(QRectF(0, 0, view.width(), view.height()))
        self._place()

    def _place(self) -> None:
        """Put the layout where zoom and pan have it."""
        if self._fitted is None or self._view is None:
            return
        seen, ratio = self._view.to_viewport(), self._fitted.canvas.scale
        places = self._fitted
        if not seen.isIdentity():
            places = places.zoomed(seen.m11(), seen.dx() * ratio, seen.dy() * ratio)
            frame = self._playback.frame
            places = layout.with_numbers(places, frame.grids if frame is not None else ())
        to_device = seen * QTransform.fromScale(ratio, ratio)
        for item in (self._figure, self._hover):
            item.set_places(places, self._theme, self._view.room, to_device)
        percent = round(100 * seen.m11())
        if percent != self._percent:
            self._percent = percent
            self.zoom_changed.emit(percent)

    @Slot(object)
    def _on_playback_timeline_changed(self, timeline: Timeline | None) -> None:
        if self._view is not None:
            self._view.setVisible(timeline is not None)
        if timeline is None:
            self._describe()
        self._figure.set_frame(None)
        self._lay_out()
        self.update()

    @Slot(object)
    def _on_playback_frame_changed(self, frame: Frame) -> None:
        self._figure.set_frame(frame)
        self.pointing.refresh()
        if not self._playback.is_playing:
            self._describe()

    @Slot(bool)
    def _on_playback_playing_changed(self, playing: bool) -> None:
        if not playing:
            self._describe()

    @Slot()
    def _on_view_moved(self) -> None:
        self._field.hide()
        self._place()

    @Slot()
    def _on_hand_took_hold(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @Slot()
    def _on_hand_walked(self) -> None:
        told = self.sentence_at(self.pointing.spot)
        if told is not None:
            self.setAccessibleDescription(self._said(told))
