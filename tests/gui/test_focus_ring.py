"""Where the keyboard is shows as another edge, and moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QWidget

from engine.words import text
from gui import app, asking
from gui.asking import Answer
from tests.engine.stacks import conv, stack
from tests.gui.person import Person, take_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow

KINDS = (QAbstractButton, QComboBox)


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    made = app.build([])
    qtbot.addWidget(made)
    made.resize(1440, 900)
    Person(qtbot, made)
    dilated = [conv(name, dilation=2, padding=2) for name in "abc"]
    made.store.apply(stack(*dilated, conv("d", 99), size=13), text("Add layers"))
    made.table.go_to("c", "kernel")
    yield made
    take_down([made])


def places(room: QWidget) -> dict[QWidget, QRect]:
    """Where everything is once all that can be laid out anew has been."""
    for one in room.findChildren(QWidget):
        if isinstance(one, QAbstractButton):
            one.setIcon(one.icon())  # until then it remembers the size that it had
        one.updateGeometry()
    for _ in range(3):
        QApplication.processEvents()
    return {
        one: QRect(one.mapTo(room, QPoint()), one.size())
        for one in room.findChildren(QWidget)
        if one.isVisibleTo(room)
    }


def moved_by_focus(room: QWidget) -> list[str]:
    """The names of what the keyboard makes anything move from."""
    found, seen = [], 0
    room.setFocus()
    before = places(room)
    for one in before:
        if isinstance(one, KINDS) and one.isEnabled():
            one.setFocus()
            if not one.hasFocus():
                continue
            seen += 1
            after = places(room)
            if any(after.get(each, place) != place for each, place in before.items()):
                found.append(one.objectName() or one.accessibleName() or str(one))
            room.setFocus()
    assert seen
    return found


def test_nothing_of_the_window_moves_when_a_button_has_the_keyboard(window: MainWindow) -> None:
    assert not moved_by_focus(window)
    window.docks.bring("problems")
    assert not moved_by_focus(window.problems)


def test_nothing_of_a_dialog_moves_either(window: MainWindow) -> None:
    window.entries["design"].trigger()
    dialog = window.findChildren(QDialog)[-1]
    assert not moved_by_focus(dialog)
    dialog.reject()


@pytest.mark.parametrize("name", ["first", "play", "loop"])
def test_buttons_of_the_playback_bar_have_their_size(window: MainWindow, name: str) -> None:
    button = window.playback_bar.findChild(QAbstractButton, f"playback_{name}")
    assert isinstance(button, QAbstractButton)
    for _ in range(2):
        assert (button.width(), button.height()) == ((40, 32) if name == "play" else (32, 32))
        button.setFocus()
