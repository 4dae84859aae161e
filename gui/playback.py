"""Where in the scene we are: a position that plays, steps and jumps, and the frame there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.problems import Refused
from engine.words import text
from gui import scene_words
from gui.render.pacing import Times

if TYPE_CHECKING:
    from engine.document import Document, View
    from engine.frame import Frame
    from engine.handles import Tap
    from engine.report import Report
    from engine.timeline import Timeline
    from engine.words import Text
    from gui.store import Store

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
# While something moves there is a frame for each refresh of a usual screen.
FRAME_MS = 16
_SEEN = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.WindowStateChange)


class Playback(QObject):
    """A position in the timeline of what the store shows.

    frame_changed(Frame) when another frame is to be seen, timeline_changed(Timeline or None) before
    it when all of them are others, refused(Text) with the reason where there is none,
    playing_changed(bool), pace_changed() when speed or loop are others.
    """

    frame_changed = Signal(object)
    timeline_changed = Signal(object)
    playing_changed = Signal(bool)
    refused = Signal(object)
    pace_changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.timeline: Timeline | None = None
        self._times: Times | None = None
        self.frame: Frame | None = None
        self.refusal: Text | None = None
        self._built: tuple[Report, View, Tap | None] | None = None
        self._scene = ""
        # The tap that a person looks at, where taps are shown; None leaves it to the scene.
        self.tap: Tap | None = None
        self._t = self._shown = 0.0
        # How long the film has run when playing; it tells more than t, which stands still at times.
        self._ms = 0.0
        self._speed = 1.0
        self._is_playing = self._loops = self._reduces = self._waits = False
        store.document_changed.connect(self._on_store_document_changed)
        store.view_changed.connect(self._on_store_view_changed)
        self._build()

    @property
    def t(self) -> float:
        return self._t

    @property
    def step(self) -> int:
        return math.floor(self._t)

    @property
    def length(self) -> int:
        return self.timeline.length if self.timeline is not None else 0

    @property
    def is_playing(self) -> bool:
        return self._is_playing

    @property
    def speed(self) -> float:
        return self._speed

    @property
    def loops(self) -> bool:
        return self._loops

    @property
    def reduced_motion(self) -> bool:
        return self._reduces

    @reduced_motion.setter
    def reduced_motion(self, reduces: bool) -> None:
        self._reduces = reduces
        self._show()
        self._wind()

    def go_to(self, t: float) -> None:
        """Be at t, or as near as there is anything; playing goes on from there."""
        if self._times is None:
            return
        self._t = min(max(t, 0.0), self.length - 1.0)
        self._ms = self._times.ms_at(self._t)
        self._show()
        self._wind()

    def first(self) -> None:
        """Stand on the first step."""
        self._stand(0)

    def begin(self) -> None:
        """Stand where a person begins to look: on the first step, or where all is built up."""
        complete = self.timeline is not None and self.timeline.opens_complete
        self._stand(self.length - 1 if complete else 0)

    def last(self) -> None:
        """Stand on the last step."""
        self._stand(self.length - 1)

    def forward(self) -> None:
        """Stand on the next step."""
        self._stand(self.step + 1)

    def back(self) -> None:
        """Stand on the step before; between two steps, on the first of them."""
        self._stand(math.ceil(self._t) - 1)

    def play(self) -> None:
        """Move on by itself, from the beginning where the end is reached."""
        if self._is_playing or self.length < 2:
            return
        if self._t >= self.length - 1:
            self.go_to(0)
        self._set_playing(playing=True)

    def pause(self) -> None:
        """Stay."""
        self._set_playing(playing=False)

    def toggle(self) -> None:
        """Play or pause, whichever it does not do now."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, speed: float) -> None:
        """How many times as quickly as usual it plays."""
        held = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        if held != self._speed:
            self._catch_up()
            self._speed = held
            self._wind()
            self.pace_changed.emit()

    def faster(self) -> None:
        """The next higher of the usual speeds."""
        self.set_speed(next((one for one in SPEEDS if one > self._speed), SPEEDS[-1]))

    def slower(self) -> None:
        """The next lower of the usual speeds."""
        self.set_speed(next((one for one in reversed(SPEEDS) if one < self._speed), SPEEDS[0]))

    def set_loop(self, loops: bool) -> None:
        """Whether the beginning follows the end."""
        if loops != self._loops:
            self._loops = loops
            self.pace_changed.emit()

    def watch(self, window: QWidget) -> None:
        """Stand still while that window cannot be seen."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SEEN and isinstance(watched, QWidget):
            # Told before the window itself has taken note.
            hidden = event.type() == QEvent.Type.Hide or watched.isMinimized()
            self.wait(hidden)
        return False

    def look_at(self, tap: Tap | None) -> None:
        """Show that tap enlarged, where taps are shown; that is nothing to save."""
        if tap != self.tap:
            self.tap = tap
            self._build()

    def wait(self, waits: bool) -> None:
        """Stand still for the time being, or go on."""
        if waits != self._waits:
            self._catch_up()
            self._waits = waits
            self._wind()

    def advance(self, ms: float) -> None:
        """What so much time does while playing."""
        if not self._is_playing or self._times is None:
            return
        last = self.length - 1
        end = self._times.start(last)
        self._ms += ms * self._speed
        if self._loops:
            self._ms %= end + self._times.hold(0, last)
        self._t = min(self._times.place(self._ms), float(last))
        self._show()
        if self._ms >= end and not self._loops:
            self.pause()

    def _stand(self, step: int) -> None:
        self.pause()
        self.go_to(step)

    def _set_playing(self, *, playing: bool) -> None:
        if playing != self._is_playing:
            self._is_playing = playing
            self._wind()
            self.playing_changed.emit(playing)

    def _catch_up(self) -> None:
        """Take the time in that has passed since the last look at the clock."""
        if self._timer.isActive():
            self.advance(self._clock.restart())

    def _wind(self) -> None:
        """Look at the clock again when there will be something new to show."""
        if not self._is_playing or self._waits:
            self._timer.stop()
            return
        self._clock.start()
        self._timer.start(math.ceil(self._still_ms() / self._speed) or FRAME_MS)

    def _still_ms(self) -> float:
        """How long nothing moves from now on, in the time of the film; 0 while something does."""
        assert self._times is not None
        step = self._times.step_at(self._ms)
        within = self._ms - self._times.start(step)
        if self._reduces:
            return self._times.slot(step) - within
        return max(self._times.still(step) - within, 0.0)

    def _show(self) -> None:
        if self.timeline is None:
            return
        t = float(self.step) if self._reduces else self._t
        if self.frame is None or t != self._shown:
            self._shown = t
            self.frame = self.timeline.frame_at(t)
            self.frame_changed.emit(self.frame)

    def _build(self) -> None:
        """The timeline of what the store shows now; the step is kept where there is one."""
        wanted = (self._store.report, self._store.document.view, self.tap)
        if (
            self._built is not None
            and self._built[0] is wanted[0]
            and self._built[1:] == wanted[1:]
        ):
            return
        self._built = wanted
        was_last = self._t >= self.length - 1
        self.timeline, self.refusal = _built(*wanted)
        self.frame = None
        self._times = None if self.timeline is None else Times(self.timeline)
        if self.timeline is None:
            self.pause()
        else:
            self._t = min(self._t, self.length - 1.0)
            self._begin(scene_words.shown(self._store), was_last=was_last)
        self.timeline_changed.emit(self.timeline)
        if self.timeline is None:
            self.refused.emit(self.refusal)
        else:
            self.go_to(self._t)

    def _begin(self, scene: str, *, was_last: bool) -> None:
        """Show a scene that builds up complete at first, and after an edit where it was so."""
        assert self.timeline is not None
        if self.timeline.opens_complete and (was_last or scene != self._scene):
            self._t = self.length - 1.0
        self._scene = scene

    @Slot()
    def _on_timer_timeout(self) -> None:
        self.advance(self._clock.restart())
        self._wind()

    @Slot(object, object)
    def _on_store_document_changed(self, _: Document, __: Document) -> None:
        self._build()

    @Slot(object)
    def _on_store_view_changed(self, _: View) -> None:
        self._build()


def _built(report: Report, view: View, tap: Tap | None) -> tuple[Timeline | None, Text | None]:
    """The timeline, or why there is none."""
    if not report.document.layers:
        return None, text("No layers yet")
    from engine import scenes  # with numpy, which an empty window does without

    try:
        return scenes.build(None, report, view, tap), None
    except Refused as refused:
        return None, refused.problem.message
