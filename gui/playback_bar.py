"""The bar at the bottom: where the scene is, and what makes it move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from engine import number_text
from engine.words import text
from gui import icons, palette, sizes
from gui.playback import SPEEDS
from gui.position_slider import PositionSlider
from gui.step_field import StepField

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frame import Frame
    from engine.timeline import Timeline
    from engine.words import Text
    from gui.actions import Actions
    from gui.playback import Playback

HEIGHT, BUTTON, ICON = 48, 32, 20
PLAY_SIZE, RING = (40, 32), 2
FIELD_SIZE = (48, 28)
RULE = 20
FRACTIONS = {0.25: "¼", 0.5: "½"}
# Stands for the field in the sentence round it.
FIELD = "▢"


class PlaybackBar(QToolBar):
    """Buttons, slider, step, speed and loop; buttons trigger the window's actions."""

    def __init__(self, playback: Playback, actions: Actions, said: Callable[[Text], str]) -> None:
        super().__init__()
        self.setObjectName("playback_bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._playback, self._actions, self._said = playback, actions, said
        self._buttons: dict[str, QToolButton] = {}
        self.slider, self.field = PositionSlider(), StepField()
        self.speed_picker = QComboBox()
        self._before, self._after = QLabel(), QLabel()
        self._fill()
        self._connect()
        self.retranslate()
        self._on_playback_timeline_changed(playback.timeline)
        self._on_playback_pace_changed()

    def retranslate(self) -> None:
        """Say every word again, in the language of now."""
        self.setWindowTitle(self._said(text("Playback")))
        for name, button in self._buttons.items():
            button.setToolTip(self._actions.tip(name))
            button.setAccessibleName(self._actions[name].iconText())
        self.slider.setAccessibleName(self._said(text("Position")))
        self.field.setAccessibleName(self._said(text("Step")))
        self.speed_picker.setAccessibleName(self._said(text("Speed")))
        self.speed_picker.setToolTip(self._said(text("Speed")))
        self._say_length()
        self._on_playback_playing_changed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and "play" in self._buttons:
            self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A person who takes hold of the slider has it."""
        if watched is self.slider and event.type() == QEvent.Type.MouseButtonPress:
            self._playback.pause()
        return False

    def _fill(self) -> None:
        self.setFixedHeight(sizes.scaled(HEIGHT))
        self.setIconSize(QSize(sizes.scaled(ICON), sizes.scaled(ICON)))
        for name in ("first", "step_back", "play", "step_forward", "last"):
            self._add_button(name)
        self.addWidget(self.slider)
        self._add_apart(_in_line(self._before, self.field, self._after))
        self._add_apart(_rule())
        self._add_apart(self.speed_picker)
        self._add_room(4)
        self._add_button("loop")
        self._buttons["loop"].setCheckable(True)
        self._buttons["play"].setFixedSize(*map(sizes.scaled, PLAY_SIZE))
        self.field.setFixedHeight(sizes.scaled(FIELD_SIZE[1]))
        self.field.setMinimumWidth(sizes.scaled(FIELD_SIZE[0]))
        self.speed_picker.setObjectName("speed_picker")
        for speed in SPEEDS:
            self.speed_picker.addItem(_shown(speed), speed)
        self._dress()

    def _add_button(self, name: str) -> None:
        button = QToolButton()
        button.setObjectName(f"playback_{name}")
        button.setAutoRaise(True)
        button.setFixedSize(sizes.scaled(BUTTON), sizes.scaled(BUTTON))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setIcon(icons.icon(name))
        button.setIconSize(self.iconSize())
        button.clicked.connect(self._actions[name].trigger)
        self._buttons[name] = button
        self.addWidget(button)

    def _add_apart(self, widget: QWidget) -> None:
        widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._add_room(8)
        self.addWidget(widget)

    def _add_room(self, wide: int) -> None:
        room = QWidget()
        room.setFixedWidth(sizes.scaled(wide))
        self.addWidget(room)

    def _connect(self) -> None:
        playback = self._playback
        playback.timeline_changed.connect(self._on_playback_timeline_changed)
        playback.frame_changed.connect(self._on_playback_frame_changed)
        playback.playing_changed.connect(self._on_playback_playing_changed)
        playback.pace_changed.connect(self._on_playback_pace_changed)
        self.slider.valueChanged.connect(self._on_slider_value_changed)
        self.slider.installEventFilter(self)
        self.field.valueChanged.connect(self._on_field_value_changed)
        self.speed_picker.activated.connect(self._on_speed_picker_activated)

    def _dress(self) -> None:
        colours, radius = palette.present(self), sizes.scaled(6)
        inner = [sizes.scaled(side) - 2 * RING for side in PLAY_SIZE]  # a style sheet's own size
        self._buttons["play"].setStyleSheet(
            f"#playback_play {{ background: {colours.accent}; padding: 0 }}"
            f"#playback_play {{ border: {RING}px solid transparent; min-width: {inner[0]}px }}"
            f"#playback_play {{ min-height: {inner[1]}px }}"
            f"#playback_play {{ border-radius: {radius}px }}"
            f"#playback_play:disabled {{ background: {colours.line} }}"
            f"#playback_play:focus {{ border-color: {colours.text} }}"
        )
        self._buttons["loop"].setStyleSheet(
            f"#playback_loop {{ border: 1px solid transparent; border-radius: {radius}px }}"
            f"#playback_loop:checked {{ background: {colours.selection} }}"
            f"#playback_loop:hover {{ background: {colours.selection} }}"
            f"#playback_loop:focus {{ border-color: {colours.accent} }}"
        )
        self._show_playing()
        self._show_loop()

    def _show_playing(self) -> None:
        """What the button would do now."""
        name = "pause" if self._playback.is_playing else "play"
        self._buttons["play"].setIcon(icons.icon(name, palette.present(self).on_accent))

    def _show_loop(self) -> None:
        loops, colours = self._playback.loops, palette.present(self)
        self._buttons["loop"].setChecked(loops)
        self._buttons["loop"].setIcon(icons.icon("loop", colours.accent if loops else colours.text))

    def _say_length(self) -> None:
        steps = number_text.number(max(self._playback.length, 1))
        sentence = self._said(text("step {step} of {steps}", step=FIELD, steps=steps))
        before, _, after = sentence.partition(FIELD)
        self._before.setText(before.strip())
        self._after.setText(after.strip())

    @Slot(object)
    def _on_playback_timeline_changed(self, timeline: Timeline | None) -> None:
        length = self._playback.length
        self.field.setRange(1, max(length, 1))
        self.slider.setRange(0, max(length - 1, 0))
        if timeline is not None:
            from engine.scenes import spoken  # with numpy, which an empty window does without

            last = timeline.frame_at(length - 1)
            self.slider.set_row(spoken.steps_a_row(last), spoken.steps_before_rows(last))
        self._say_length()
        for widget in (self.slider, self.field, *self._buttons.values()):
            widget.setEnabled(length > 1)

    @Slot()
    def _on_playback_frame_changed(self, _: Frame | None = None) -> None:
        self.slider.setValue(self._playback.step)
        self.field.setValue(self._playback.step + 1)

    @Slot()
    def _on_playback_playing_changed(self, _: bool | None = None) -> None:
        does = text("Pause") if self._playback.is_playing else text("Play")
        self._actions.reword("play", does)
        self._buttons["play"].setToolTip(self._actions.tip("play"))
        self._buttons["play"].setAccessibleName(self._said(does))
        self._show_playing()

    @Slot()
    def _on_playback_pace_changed(self) -> None:
        nearest = min(SPEEDS, key=lambda speed: abs(speed - self._playback.speed))
        self.speed_picker.setCurrentIndex(SPEEDS.index(nearest))
        self._show_loop()

    @Slot(int)
    def _on_slider_value_changed(self, step: int) -> None:
        self._go_to(step)

    @Slot(int)
    def _on_field_value_changed(self, shown: int) -> None:
        self._go_to(shown - 1)

    @Slot(int)
    def _on_speed_picker_activated(self, at: int) -> None:
        self._playback.set_speed(SPEEDS[at])

    def _go_to(self, step: int) -> None:
        """There, unless a moving figure is on its way from it."""
        if self._playback.timeline is not None and step != self._playback.step:
            self._playback.pause()
            self._playback.go_to(step)


def _rule() -> QFrame:
    """An upright line."""
    made = QFrame()
    made.setObjectName("upright_rule")
    made.setFixedSize(1, sizes.scaled(RULE))
    return made


def _in_line(*widgets: QWidget) -> QWidget:
    """Widgets as near to each other as words."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(sizes.scaled(6))
    for widget in widgets:
        line.addWidget(widget)
    return made


def _shown(speed: float) -> str:
    return FRACTIONS.get(speed, f"{speed:g}") + number_text.TIMES
