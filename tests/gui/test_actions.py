from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow

from engine import words
from engine.words import text
from gui import actions, languages, menus
from gui.actions import ENTRIES, Actions
from gui.keyboard_dialog import KeyboardDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

STABLE = (
    "new", "open", "save", "save_as", "undo", "redo", "cut", "copy", "paste", "add_layer",
    "duplicate_layer", "remove_layer", "move_layer_up", "move_layer_down", "play", "step_forward",
    "step_back", "first", "last", "faster", "slower", "loop", "zoom_fit", "export", "copy_figure",
    "lessons", "design", "paste_code", "preferences", "quit",
)  # fmt: skip


class Voice:
    """Says everything in one language, which can be changed."""

    def __init__(self) -> None:
        self.language = "en"

    def __call__(self, sentence: words.Text) -> str:
        return words.say(sentence, self.language)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_every_stable_name_is_an_action_of_the_window(window: QMainWindow) -> None:
    Actions(window, Voice())
    for name in STABLE:
        assert window.findChild(QAction, f"action_{name}") is not None


def test_what_cannot_act_yet_is_neither_seen_nor_triggered(window: QMainWindow) -> None:
    made = Actions(window, Voice())
    for name in ("lessons", "paste_code", "preferences"):
        assert not made[name].isVisible()
        assert not made[name].isEnabled()


def test_no_key_means_two_things() -> None:
    keys = [key for entry in ENTRIES.values() for key in entry.keys]
    assert len(set(keys)) == len(keys)


def test_plain_keys_are_heard_where_they_were_given_alone(window: QMainWindow) -> None:
    made = Actions(window, Voice())
    for name, entry in ENTRIES.items():
        # Function keys and Ins write nothing anywhere.
        harmless = re.compile(r"F[0-9]+|Ins|.*\+.*")
        bare = any(not harmless.fullmatch(key) for key in entry.keys)
        assert entry.plain == bare, name
        assert (made[name] in window.actions()) != entry.plain


def test_a_plain_key_does_not_reach_a_field(qtbot: QtBot, window: QMainWindow) -> None:
    made = Actions(window, Voice())
    field, other = QLineEdit(window), QLineEdit(window)
    actions.hear(made["play"], other)
    heard: list[bool] = []
    made["play"].triggered.connect(lambda: heard.append(True))
    with qtbot.waitExposed(window):
        window.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert not heard
    assert field.text() == " "


def test_a_tooltip_says_what_it_does_then_the_key(window: QMainWindow) -> None:
    made = Actions(window, Voice())
    assert made["step_back"].toolTip() == "Step back (Alt+←)"
    assert made["about"].toolTip() == "About Convscope"


def test_an_action_is_called_otherwise_while_it_does_something_else(window: QMainWindow) -> None:
    made = Actions(window, Voice())
    made.reword("undo", text("Undo {step}", step="Change dilation of conv2"))
    assert made["undo"].text() == "Undo Change dilation of conv2"
    assert made["undo"].toolTip() == "Undo Change dilation of conv2 (Ctrl+Z)"
    made.reword("undo")
    assert made["undo"].text() == "Undo"


def test_every_action_is_said_in_the_language_of_now(window: QMainWindow) -> None:
    voice = Voice()
    made = Actions(window, voice)
    voice.language = "zh_CN"
    made.retranslate()
    assert made["quit"].text() == "退出"
    assert made["quit"].toolTip() == "退出 (Ctrl+Q)"


def test_a_key_is_written_alike_in_every_language(
    window: QMainWindow, qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    languages.speak(qapp, "zh_CN")
    request.addfinalizer(lambda: languages.speak(qapp, "en"))
    voice = Voice()
    voice.language = "zh_CN"
    made = Actions(window, voice)
    assert made["step_back"].toolTip() == "后退一步 (Alt+←)"
    assert made["step_back"].text() == "后退一步\tAlt+←"
    assert made["step_back"].iconText() == "后退一步"
    assert actions.written(QKeySequence("Space")) == "Space"
    assert actions.written(QKeySequence("Ctrl++")) == "Ctrl++"


def test_the_list_of_keys_names_the_menus_without_their_letters(window: QMainWindow) -> None:
    voice = Voice()
    voice.language = "zh_CN"
    made = KeyboardDialog(window, Actions(window, voice), voice)
    shown = [label.text() for label in made.findChildren(QLabel)]
    assert "文件" in shown
    assert not [one for one in shown if "(F)" in one or "&" in one]


def test_every_action_that_can_act_stands_in_a_menu() -> None:
    offered = {entry for entries in menus.MENUS.values() for entry in entries}
    assert set(ENTRIES) == offered - {menus.RULE} - {e for e in offered if e.startswith("[")}


def test_a_menu_without_anything_to_call_is_not_there(window: QMainWindow) -> None:
    made = Actions(window, Voice())
    menus.Menus(window.menuBar(), made, Voice())
    shown = [one.text() for one in window.menuBar().actions() if one.isVisible()]
    assert shown == ["&File", "&Edit", "&View", "&Play", "&Tools", "&Help"]
