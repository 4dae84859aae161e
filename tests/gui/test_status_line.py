from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from engine import words
from engine.document import View
from engine.words import text
from gui.status_line import StatusLine
from gui.store import Store
from tests.engine.stacks import conv, stack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def store() -> Store:
    made = Store()
    made.replace(stack(conv("a"), conv("b"), conv("c", kernel=9), size=9), None)
    return made


@pytest.fixture
def line(qtbot: QtBot, store: Store) -> StatusLine:
    made = StatusLine(store, words.say)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(line: StatusLine) -> list[str]:
    return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]


def test_problems_are_counted_and_lead_to_their_list(
    qtbot: QtBot, line: StatusLine, store: Store
) -> None:
    button = line.findChild(QPushButton)
    assert button is not None
    assert button.text() == "1 problem"
    assert not button.icon().isNull()
    with qtbot.waitSignal(line.problems_wanted):
        button.click()
    store.apply(stack(conv("a")), text("Remove two"))
    assert button.text() == "No problems"
    assert button.icon().isNull()


def test_the_layer_that_is_shown_and_the_zoom_are_told(line: StatusLine, store: Store) -> None:
    assert "layer 3 of 3 · 100 %" in shown(line)
    store.show(View(layers=("a",)))
    line.show_zoom(250)
    assert "layer 1 of 3 · 250 %" in shown(line)
    store.replace(stack(), None)
    assert "no layers · 250 %" in shown(line)


def test_what_is_pointed_at_comes_back_after_what_happened(line: StatusLine) -> None:
    line.point(text("row {row}", row=1))
    assert "row 1" in shown(line)
    line.tell(text("Saved {name}.", name="a"))
    assert line.currentMessage() == "Saved a."
    assert "row 1" not in shown(line)
    line.clearMessage()
    assert "row 1" in shown(line)


def test_a_long_sentence_does_not_hold_the_window_open(line: StatusLine) -> None:
    before = line.minimumSizeHint().width()
    line.point(text("{words}", words=text("x" * 500)))
    assert line.minimumSizeHint().width() == before


def test_everything_is_said_again_in_another_language(qtbot: QtBot, store: Store) -> None:
    loud: list[bool] = []
    line = StatusLine(store, lambda one: words.say(one).upper() if loud else words.say(one))
    qtbot.addWidget(line)
    line.show()
    line.tell(text("Saved {name}.", name="a"))
    loud.append(True)
    line.retranslate()
    assert line.currentMessage() == "SAVED A."
    button = line.findChild(QPushButton)
    assert button is not None
    assert button.text() == "1 PROBLEM"
