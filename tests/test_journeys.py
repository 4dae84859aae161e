"""What a person does from beginning to end, through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QWidget

from engine import edits, file_format, layers
from engine.fields import Sides
from engine.words import text
from gui import app, asking
from gui.asking import Answer
from tests.engine.stacks import conv, stack
from tests.gui.person import Key, Modifier, Person, take_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow


@pytest.fixture
def person(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Person]]:
    """Somebody before a new window; unsaved work may be left at the end."""
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    for question in ("which_file", "where_to"):
        monkeypatch.setattr(asking, question, lambda *_: None)

    windows: list[MainWindow] = []

    def made(*argv: str) -> Person:
        window = app.build(list(argv))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.settings.set_theme("light")
        window.settings.set_language("en")
        return Person(qtbot, window)

    yield made
    take_down(windows)


def type_the_stack(person: Person) -> None:
    person.add("conv")
    person.press(Key.Key_Tab)
    person.write("3")
    person.add("conv")
    person.press(Key.Key_Tab)
    person.write("3", Key.Key_Tab)
    person.press(Key.Key_Tab)
    person.write("2", Key.Key_Tab)
    person.write("2")
    person.add("max pool")
    person.add("transposed")


def test_a_stack_is_typed_by_keyboard_alone_and_survives_everything(
    person: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = person()
    store = here.window.store
    empty = file_format.write(store.document)
    type_the_stack(here)
    assert [layer.op for layer in store.document.layers] == [
        "conv", "conv", "max_pool", "conv_transpose",
    ]  # fmt: skip
    second = store.document.layers[1]
    assert isinstance(second, layers.Conv)
    assert (second.kernel, second.padding, second.dilation) == ((3, 3), Sides(2, 2, 2, 2), (2, 2))
    here.window.settings.set_language("zh_CN")
    here.window.settings.set_theme("dark")
    full = store.document.without_view()
    steps = here.undo_all()
    assert file_format.write(store.document.without_view()) == empty
    assert here.redo_all() == steps
    assert store.document.without_view() == full
    target = tmp_path / "mine.convscope"
    monkeypatch.setattr(asking, "where_to", lambda *_: target)
    here.press(Key.Key_S, Modifier.ControlModifier)
    assert not here.window.isWindowModified()
    here.window.life.new()
    assert not store.document.layers
    here.window.life.open_file(target)
    assert store.document.without_view() == full
    assert here.window.windowTitle() == "[*]mine.convscope — Convscope"


def look_otherwise(here: Person, language: str, theme: str) -> None:
    here.window.settings.set_language(language)
    here.window.settings.set_theme(theme)


def be_refused_and_mend(here: Person) -> None:
    """A word where a number belongs, then a dilation too wide, of which the remedy is taken."""
    here.go_to(2, "dilation")
    before = here.window.store.document
    here.write("abc")
    here.press(Key.Key_Escape)
    assert here.window.store.document is before
    here.write("9")
    assert here.problems()
    here.press(Key.Key_1, Modifier.AltModifier)
    assert not [one for one in here.problems() if one.startswith("conv2")]
    here.write("2")
    assert not here.problems()


def play_scrub_and_pin(here: Person) -> None:
    playback, document = here.window.playback, here.window.store.document.without_view()
    here.press(Key.Key_Space)
    playback.advance(2_000)
    assert playback.step > 0
    slider = here.find(QSlider, "position_slider")
    here.click(slider, QPoint(slider.width() - 2, slider.height() // 2))
    assert playback.step == playback.length - 1
    here.find(QWidget, "figure").setFocus()
    here.press(Key.Key_Left)
    here.press(Key.Key_Return)
    assert here.window.store.document.view.pixel is not None
    assert here.window.store.document.without_view() == document
    here.press(Key.Key_Escape)
    here.press(Key.Key_Escape)
    assert here.focus is here.table


def paste_and_branch(here: Person) -> None:
    """Two layers of a spreadsheet at the end, and a sum of the first two below them."""
    here.go_to(4, "operation")
    QGuiApplication.clipboard().setText("conv\t3\t1\t1\t1\nconv\t1\t1\t0\t1\n")
    here.press(Key.Key_V, Modifier.ControlModifier)
    here.press(Key.Key_Down)
    here.add("add")
    here.go_to(7, "from")
    here.write("conv5, conv6")


def test_from_an_empty_stack_to_a_file_and_back(
    person: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "whole.convscope"
    monkeypatch.setattr(asking, "where_to", lambda *_: target)
    here = person()
    store, empty = here.window.store, here.window.store.document.without_view()
    here.window.figure.fill()
    type_the_stack(here)
    be_refused_and_mend(here)
    look_otherwise(here, "zh_CN", "dark")
    play_scrub_and_pin(here)
    look_otherwise(here, "en", "light")
    paste_and_branch(here)
    ops = [layer.op for layer in store.document.layers]
    assert ops == ["conv", "conv", "max_pool", "conv_transpose", "conv", "conv", "add"]
    assert not here.problems()
    full = store.document.without_view()
    steps = here.undo_all()
    assert store.document.without_view() == empty
    look_otherwise(here, "zh_CN", "light")
    assert here.redo_all() == steps
    assert store.document.without_view() == full
    here.press(Key.Key_S, Modifier.ControlModifier)
    saved = store.document
    assert not store.is_modified
    again = person(str(target))
    assert again.window.store.document == saved
    assert again.window.store.path == target


def test_what_no_stack_could_hold_is_refused_and_what_does_not_fit_is_mended(
    person: Callable[..., Person],
) -> None:
    here = person()
    type_the_stack(here)
    here.go_to(2, "dilation")
    before = here.window.store.document
    here.write("abc")
    assert here.is_typing()
    assert here.window.store.document is before
    here.press(Key.Key_Escape)
    assert not here.is_typing()
    here.write("9")
    assert here.problems()
    here.press(Key.Key_1, Modifier.AltModifier)
    assert not [one for one in here.problems() if one.startswith("conv2")]
    here.press(Key.Key_Z, Modifier.ControlModifier)
    here.press(Key.Key_Z, Modifier.ControlModifier)
    assert here.window.store.document.without_view() == before.without_view()


def test_a_scene_plays_and_pauses_and_goes_where_it_is_told(
    person: Callable[..., Person],
) -> None:
    here = person()
    type_the_stack(here)
    playback = here.window.playback
    here.go_to(1, "kernel")
    assert playback.length == 49
    here.press(Key.Key_Space)
    playback.advance(2_000)
    assert playback.step > 0
    here.press(Key.Key_Space)
    assert not playback.is_playing
    here.press(Key.Key_Home, Modifier.AltModifier)
    here.press(Key.Key_Right, Modifier.AltModifier)
    assert playback.step == 1
    slider = here.find(QSlider, "position_slider")
    here.click(slider, slider.rect().center())
    assert playback.step == 24
    here.press(Key.Key_End, Modifier.AltModifier)
    assert playback.step == 48


def test_space_still_presses_the_button_that_has_the_focus(person: Callable[..., Person]) -> None:
    here = person()
    type_the_stack(here)
    loop = here.find(QWidget, "playback_loop")
    loop.setFocus()
    here.press(Key.Key_Space)
    assert here.window.playback.loops
    assert not here.window.playback.is_playing


def test_a_pixel_is_pinned_by_keyboard(person: Callable[..., Person]) -> None:
    here = person()
    type_the_stack(here)
    here.go_to(1, "kernel")
    here.find(QWidget, "figure").setFocus()
    here.window.figure.fill()
    here.press(Key.Key_Right)
    here.press(Key.Key_Return)
    assert here.window.store.document.view.pixel is not None
    here.press(Key.Key_Escape)
    here.press(Key.Key_Escape)
    assert QApplication.focusWidget() is here.table


def test_layers_come_from_a_spreadsheet(person: Callable[..., Person]) -> None:
    here = person()
    QGuiApplication.clipboard().setText("conv\t3\t1\t1\t1\nmax pool\t2\t2\t0\t1\n")
    here.press(Key.Key_V, Modifier.ControlModifier)
    assert [layer.op for layer in here.window.store.document.layers] == ["conv", "max_pool"]
    here.undo_all()
    assert not here.window.store.document.layers


def test_a_branch_is_added_with_the_keyboard(person: Callable[..., Person]) -> None:
    here = person()
    for operation in ("conv", "conv", "add"):
        here.add(operation)
    here.go_to(3, "from")
    here.write("conv1, input")
    assert here.window.store.document.layers[2].inputs == ("conv1", "input")


def test_the_language_and_the_theme_change_while_a_person_works(
    person: Callable[..., Person],
) -> None:
    here = person()
    type_the_stack(here)
    here.press(Key.Key_End, Modifier.AltModifier)
    step, document = here.window.playback.step, here.window.store.document
    for language, theme, undo in (("zh_CN", "dark", "撤销"), ("en", "light", "Undo")):
        here.window.settings.set_language(language)
        here.window.settings.set_theme(theme)
        assert here.action("undo").text().startswith(undo)
        assert here.window.playback.step == step
        assert here.window.store.document is document


def test_the_status_line_follows_a_film_and_its_end(person: Callable[..., Person]) -> None:
    window = person().window
    window.store.replace(stack(conv("a"), size=9), None)
    told = window.status.findChildren(QLabel)[0]
    window.playback.play()
    for step in (1, 2):
        window.playback.go_to(step)
        assert told.text().startswith(f"step {step + 1} of 49, output row 0 column {step} ")
    window.playback.go_to(4.5)
    window.playback.pause()
    assert told.text().startswith("step 5 of 49")


def test_what_was_undone_is_told(person: Callable[..., Person]) -> None:
    window = person().window
    window.store.replace(stack(conv("a"), size=9), None)
    window.store.apply(edits.set_field(window.store.document, "a", "kernel", 5), text("Grow"))
    window.entries["undo"].trigger()
    assert window.status.currentMessage() == "Undone: Grow"
    window.entries["redo"].trigger()
    assert window.status.currentMessage() == "Done again: Grow"


def test_every_part_that_a_test_may_look_for_is_there(person: Callable[..., Person]) -> None:
    here = person()
    for name in (
        "layer_table", "figure", "scene_picker", "position_slider", "speed_picker", "report_panel",
        "coverage_panel", "formula_panel", "lesson_gallery", "problem_list",
    ):  # fmt: skip
        here.find(QWidget, name)
    assert here.find(QWidget, "coverage_panel").isVisible()
    assert here.find(QWidget, "lesson_gallery").isHidden()
