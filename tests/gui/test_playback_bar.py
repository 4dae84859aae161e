"""The bar says where the scene is and moves it: exactly, by mouse, by keys, by numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSlider, QToolButton, QWidget

from engine import edits, words
from engine.document import View
from engine.words import Text, text
from gui.actions import Actions
from gui.playback import Playback
from gui.playback_bar import PlaybackBar
from gui.store import Store
from tests.engine.stacks import conv, layer, stack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")


class Bar:
    """A bar on its own, wired as the window wires it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.language = "en"
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.store = Store(self.window)
        self.store.replace(stack(conv("a", padding=1), size=9), None)
        self.store.show(View("slide"))
        self.playback = Playback(self.store, self.window)
        self.actions = Actions(self.window, self.said)
        for name, does in (
            ("play", self.playback.toggle), ("first", self.playback.first),
            ("last", self.playback.last), ("step_back", self.playback.back),
            ("step_forward", self.playback.forward), ("loop", self.playback.set_loop),
        ):  # fmt: skip
            self.actions[name].triggered.connect(does)
        self.bar = PlaybackBar(self.playback, self.actions, self.said)
        self.bar.setParent(self.window)
        self.bar.resize(1000, 48)
        self.window.resize(1000, 60)
        self.window.show()
        QApplication.processEvents()

    def said(self, sentence: Text) -> str:
        return words.say(sentence, self.language)

    def button(self, name: str) -> QToolButton:
        found = self.bar.findChild(QToolButton, f"playback_{name}")
        assert isinstance(found, QToolButton)
        return found

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def labels(self) -> list[str]:
        return [label.text() for label in self.bar.findChildren(QLabel) if label.text()]


@pytest.fixture
def one(qtbot: QtBot) -> Bar:
    return Bar(qtbot)


def test_its_parts_have_their_names(one: Bar) -> None:
    assert isinstance(one.bar.findChild(QSlider, "position_slider"), QSlider)
    assert isinstance(one.bar.findChild(QComboBox, "speed_picker"), QComboBox)


def test_the_buttons_move_the_scene(one: Bar) -> None:
    for name, step in (("last", 80), ("step_back", 79), ("first", 0), ("step_forward", 1)):
        one.click(name)
        assert one.playback.step == step
        assert one.bar.slider.value() == step
        assert one.bar.field.value() == step + 1


def test_playing_shows_pause(one: Bar) -> None:
    assert one.button("play").accessibleName() == "Play"
    assert one.button("play").toolTip() == "Play (Space)"
    one.click("play")
    assert one.playback.is_playing
    assert one.button("play").accessibleName() == "Pause"
    assert one.button("play").toolTip() == "Pause (Space)"
    one.click("play")
    assert not one.playback.is_playing


def test_a_tooltip_tells_the_key(one: Bar) -> None:
    assert one.button("step_back").toolTip() == "Step back (Alt+←)"


def test_dragging_the_slider_is_exact(one: Bar) -> None:
    slider = one.bar.slider
    one.playback.play()
    for step in (80, 0, 12, 13, 41):
        at = QPoint(round(slider.x_of(step)), slider.height() // 2)
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at)
        assert one.playback.t == step
    assert not one.playback.is_playing


def test_playing_moves_the_slider_and_is_not_stopped_by_it(one: Bar) -> None:
    one.playback.play()
    one.playback.advance(700 * 5 + 400)
    assert one.bar.slider.value() == 5
    assert one.playback.t > 5
    assert one.playback.is_playing


def test_the_wheel_goes_step_by_step(one: Bar) -> None:
    slider = one.bar.slider
    for turned, step in ((120, 1), (60, 1), (60, 2), (-240, 0)):
        event = QWheelEvent(
            QPointF(50, 10), QPointF(50, 10), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(slider, event)
        assert one.playback.step == step


def test_keys_on_the_slider_take_a_step_or_a_row(one: Bar) -> None:
    slider = one.bar.slider
    for key, step in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_PageUp, 10), (Qt.Key.Key_End, 80), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        QTest.keyClick(slider, key)
        assert one.playback.step == step


def test_rows_of_the_output_have_ticks_as_long_as_they_stand_apart(one: Bar) -> None:
    assert one.bar.slider.ticks() == list(range(0, 81, 9))
    one.store.apply(edits.set_input(one.store.document, "size", 500), text("large"))
    assert one.bar.slider.ticks() == []
    one.store.undo()
    one.store.show(View("maps"))
    assert one.bar.slider.ticks() == [0, 1]


def test_stages_before_the_first_row_have_ticks_of_their_own(one: Bar) -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=3)
    one.store.replace(stack(up, size=(2, 3)), None)
    assert one.bar.slider.ticks() == [0, 1, 2, 3, 4, 9, 14, 19]


def test_a_step_is_typed_as_people_count(one: Bar) -> None:
    assert one.labels() == ["step", "of 81"]
    one.bar.field.selectAll()
    QTest.keyClicks(one.bar.field, "12")
    assert one.playback.step == 0
    QTest.keyClick(one.bar.field, Qt.Key.Key_Return)
    assert one.playback.step == 11
    one.playback.play()
    QTest.keyClick(one.bar.field, Qt.Key.Key_Up)
    assert (one.playback.t, one.playback.is_playing) == (12, False)


def test_the_speed_is_picked_and_followed(one: Bar) -> None:
    picker = one.bar.speed_picker
    assert [picker.itemText(at) for at in range(picker.count())] == [
        "¼×", "½×", "1×", "2×", "4×", "8×",
    ]  # fmt: skip
    assert picker.currentText() == "1×"
    QTest.keyClick(picker, Qt.Key.Key_Down)
    assert one.playback.speed == 2
    one.playback.slower()
    one.playback.slower()
    assert picker.currentText() == "½×"


def test_the_loop_button_shows_whether_it_loops(one: Bar) -> None:
    one.click("loop")
    assert one.playback.loops
    assert one.button("loop").isChecked()
    one.playback.set_loop(False)
    assert not one.button("loop").isChecked()


def test_without_a_scene_there_is_nothing_to_move(one: Bar) -> None:
    one.playback.go_to(30)
    one.store.apply(edits.set_field(one.store.document, "a", "kernel", 99), text("too large"))
    assert not one.bar.slider.isEnabled()
    assert not one.button("play").isEnabled()
    one.store.undo()
    assert one.bar.slider.isEnabled()
    assert (one.playback.step, one.bar.slider.value(), one.bar.field.value()) == (30, 30, 31)


def test_a_shorter_scene_does_not_stop_playing(one: Bar) -> None:
    one.playback.set_loop(True)
    one.playback.go_to(80)
    one.playback.play()
    one.playback.go_to(70)
    one.store.apply(edits.set_input(one.store.document, "size", 5), text("smaller"))
    assert one.playback.is_playing
    assert (one.bar.slider.value(), one.playback.step) == (24, 24)


def test_another_language_says_every_word_again(one: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "say", lambda sentence, _: f"<{sentence.template}>")
    one.actions.retranslate()
    one.bar.retranslate()
    assert one.button("play").accessibleName() == "<Play>"
    assert one.button("first").toolTip().startswith("<")
    for widget in (one.bar.slider, one.bar.field, one.bar.speed_picker):
        assert widget.accessibleName().startswith("<")
