"""After a dialog the keyboard is where it was, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from engine import file_format
from engine.words import text
from gui import app, asking
from gui.asking import Answer
from gui.settings import Settings
from tests.engine.stacks import conv, stack
from tests.gui.person import Key, Modifier, Person, take_down

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STACK = stack(conv("a", padding=1), size=9)


@pytest.fixture
def here(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    for note in ("remember_file", "set_last_folder"):  # these are kept between starts
        monkeypatch.setattr(Settings, note, lambda *_: None)
    made = app.build([])
    qtbot.addWidget(made)
    made.resize(1440, 900)
    yield Person(qtbot, made)
    made.exporting.stop()
    take_down([made])


@pytest.mark.parametrize("where", ["table", "formula", "playback_bar"])
@pytest.mark.parametrize("keys", ["O", "S", "E"])
def test_a_dialog_gives_the_keyboard_back(
    here: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str, keys: str
) -> None:
    file = tmp_path / "a.convscope"
    file.write_bytes(file_format.write(STACK))
    asked: list[str] = []

    def ask(found: Path) -> Path:
        asked.append(found.name)
        return found

    monkeypatch.setattr(asking, "which_file", lambda *_: ask(file))
    monkeypatch.setattr(asking, "where_to", lambda *_: ask(tmp_path / "b.png"))
    here.window.store.apply(STACK, text("Add a layer"))
    place = getattr(here.window, where)
    (place.speed_picker if where == "playback_bar" else place).setFocus()
    before = here.focus
    here.press(getattr(Key, f"Key_{keys}"), Modifier.ControlModifier)
    QApplication.processEvents()
    assert asked
    assert here.focus is before


def test_a_button_that_can_do_nothing_more_leaves_the_keyboard_to_the_table(
    here: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(asking, "where_to", lambda *_: tmp_path / "b.png")
    here.window.store.apply(STACK, text("Add a layer"))
    export = here.window.tool_bar.findChild(QPushButton, "accent_button")
    assert isinstance(export, QPushButton)
    export.setFocus()
    here.press(Key.Key_Space)
    assert here.window.exporting.is_busy
    assert here.focus is here.window.table


def test_a_click_on_export_leaves_the_keyboard_where_it_is(
    here: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "where_to", lambda *_: None)
    here.window.store.apply(STACK, text("Add a layer"))
    here.window.formula.setFocus()
    export = here.window.tool_bar.findChild(QPushButton, "accent_button")
    assert isinstance(export, QPushButton)
    QTest.mouseClick(export, Qt.MouseButton.LeftButton)
    assert here.focus is here.window.formula


def test_a_file_opened_from_the_empty_page_is_met_in_the_table(
    here: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.convscope"
    file.write_bytes(file_format.write(STACK))
    monkeypatch.setattr(asking, "which_file", lambda *_: file)
    button = here.window.empty.findChildren(QPushButton)[1]
    button.setFocus()
    here.press(Key.Key_Space)
    assert here.window.store.document.layers
    assert here.focus is here.window.table
