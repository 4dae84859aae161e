"""The figure in the window: paper at once, and on it, when it is filled, what playback shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from engine import words
from engine.words import text
from gui import panel, sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from engine.scenes.belonging import Spot
    from engine.timeline import Timeline
    from engine.words import Text
    from gui.live_figure import LiveFigure
    from gui.playback import Playback
    from gui.pointing import Pointing
    from gui.render.places import Layout
    from gui.store import Store
    from gui.value_editing import ValueEditing

LEAST_WIDTH, LEAST_HEIGHT, MARGIN = 320, 240, 24


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
        self._language, self._theme = look.language, look.theme
        self._live: LiveFigure | None = None
        playback.timeline_changed.connect(self._on_playback_timeline_changed)
        playback.frame_changed.connect(self._on_playback_frame_changed)
        playback.playing_changed.connect(self._on_playback_playing_changed)
        self.retranslate()

    @property
    def zoom_percent(self) -> int:
        return 100 if self._live is None else self._live.percent

    @property
    def layout_shown(self) -> Layout | None:
        """Where everything stands now, in pixels of the device."""
        return None if self._live is None else self._live.item.layout

    @property
    def spot(self) -> Spot | None:
        """The cell that is pointed at."""
        return None if self._live is None else self._live.pointing.spot

    @property
    def pointing(self) -> Pointing:
        """What points and pins; whoever asks has the figure filled."""
        return self._filled().pointing

    @property
    def editing(self) -> ValueEditing:
        """What changes numbers; whoever asks has the figure filled."""
        return self._filled().editing

    def fill(self) -> None:
        """Put the live figure in; its libraries are what a start has no time for."""
        self._filled()

    def zoom_in(self) -> None:
        """A step larger, round the middle."""
        self._filled().view.zoom(larger=True)

    def zoom_out(self) -> None:
        """A step smaller."""
        self._filled().view.zoom(larger=False)

    def fit(self) -> None:
        """All of the figure."""
        self._filled().view.fit()

    def set_theme(self, theme: str) -> None:
        """Paint in other colours; everything stays where it is."""
        self._theme = theme
        if self._live is not None:
            self._live.set_theme(theme)
        self.update()

    def set_language(self, language: str) -> None:
        """Say everything in another language."""
        self._language = language
        self.retranslate()
        if self._live is not None:
            self._live.set_language(language)
        self.update()

    def retranslate(self) -> None:
        """Say again what is only heard."""
        self.setAccessibleName(self._said(text("figure")))
        self._describe()

    def sentence_at(self, spot: Spot | None) -> Text | None:
        """What is to be said of a cell, or of the tap over it, where there is anything."""
        if self._live is not None and self._live.taps.said is not None:
            return self._live.taps.said
        frame = self._playback.frame
        if spot is None or frame is None:
            return None
        from engine.scenes import spoken  # with numpy, which an empty window does without

        return spoken.of_spot(self._store.report, frame, spot)

    def resizeEvent(self, _: QEvent) -> None:
        if self._live is not None:
            self._live.view.setGeometry(self.rect())

    def paintEvent(self, _: QPaintEvent) -> None:
        from gui.render.theme import THEMES  # there is no paper in an empty window

        painter, theme = QPainter(self), THEMES[self._theme]
        painter.fillRect(self.rect(), QColor(*theme.paper))
        if self._playback.timeline is None and self._playback.refusal is not None:
            painter.setPen(QColor(*theme.soft_ink))
            painter.setFont(sizes.lettering())
            room = sizes.scaled(MARGIN)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            area = self.rect().adjusted(room, room, -room, -room)
            painter.drawText(area, flags, panel.together(self._said(self._playback.refusal)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._live is not None:
            self._live.lay_out()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = shift or held == Qt.KeyboardModifier.NoModifier
        if not plain or not self._filled().hand.heed(key, shift=shift):
            super().keyPressEvent(event)

    def _filled(self) -> LiveFigure:
        if self._live is None:
            from gui.live_figure import LiveFigure

            live = LiveFigure(self, self._store, self._playback, self._said)
            live.pointing.pointed.connect(self.pointed)
            live.pointing.pinned.connect(self.pinned)
            for editing in (live.editing, live.taps):
                editing.refused.connect(self.edit_refused)
            live.taps.told.connect(self._on_taps_told)
            live.zoom_changed.connect(self.zoom_changed)
            live.hand.walked.connect(self._on_hand_walked)
            live.begin(self._theme, self._language)
            self._live = live
        return self._live

    def _said(self, sentence: Text) -> str:
        return words.say(sentence, self._language)

    def _describe(self) -> None:
        told, frame = self._playback.refusal, self._playback.frame
        if frame is not None:
            from engine.scenes import spoken  # with numpy, which an empty window does without

            told = spoken.moment(frame)
        self.setAccessibleDescription(self._said(told) if told is not None else "")

    @Slot(object)
    def _on_playback_timeline_changed(self, timeline: Timeline | None) -> None:
        if timeline is None:
            self._describe()
        self.update()

    @Slot()
    def _on_playback_frame_changed(self) -> None:
        if not self._playback.is_playing:
            self._describe()

    @Slot(bool)
    def _on_playback_playing_changed(self, playing: bool) -> None:
        if not playing:
            self._describe()

    @Slot()
    def _on_taps_told(self) -> None:
        told = self._filled().taps.said
        if told is not None:
            self.setAccessibleDescription(self._said(told))
        else:
            self._describe()
        self.pointed.emit(self.spot)

    @Slot()
    def _on_hand_walked(self) -> None:
        told = self.sentence_at(self.spot)
        if told is not None:
            self.setAccessibleDescription(self._said(told))
