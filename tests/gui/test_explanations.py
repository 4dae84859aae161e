"""F1 and a click: every part of the window says what it is, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QWhatsThis, QWidget

from engine import words
from engine.words import text
from gui import app, asking, columns, explanations
from gui.asking import Answer
from gui.coverage_cards import CoverageCards
from tests.engine.stacks import conv, stack
from tests.gui.person import Key, Person, take_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Role = Qt.ItemDataRole
LANGUAGES = ("en", "zh_CN")


@pytest.fixture
def here(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    made = app.build([])
    qtbot.addWidget(made)
    made.resize(1440, 900)
    person = Person(qtbot, made)
    made.store.apply(stack(conv("a", padding=1), size=9), text("Add a layer"))
    yield person
    made.settings.set_language("system")
    take_down([made])


def answers(widget: QWidget, at: QPoint | None = None) -> bool:
    """Whether a click in the mode of questions would be answered there, as Qt asks."""
    place = at or widget.rect().center()
    event = QHelpEvent(QEvent.Type.QueryWhatsThis, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_f1_asks_for_a_click_and_escape_ends_the_question(here: Person) -> None:
    here.press(Key.Key_F1)
    assert QWhatsThis.inWhatsThisMode()
    assert here.window.status.currentMessage() == words.say(explanations.HOW)
    here.press(Key.Key_Escape)
    assert not QWhatsThis.inWhatsThisMode()


def test_every_part_of_the_window_answers(here: Person) -> None:
    window = here.window
    for name in explanations.PARTS:
        assert here.find(QWidget, name).whatsThis(), name
    inside = (
        window.report, window.formula, window.coverage, window.problems, window.tool_bar,
        window.tool_bar.scene_picker, window.playback_bar, window.playback_bar.slider,
        window.playback_bar.field, window.status, window.figure,
    )  # fmt: skip
    for widget in inside:
        assert answers(widget), widget.objectName()
    for child in window.figure.findChildren(QWidget):
        assert answers(child), child
    cards = window.coverage.findChildren(CoverageCards)[0]
    assert cards.whatsThis() == words.say(explanations.CARDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_in_the_language_of_the_window(here: Person, language: str) -> None:
    here.window.settings.set_language(language)
    for name, sentence in explanations.PARTS.items():
        said = words.say(sentence, language)
        assert here.find(QWidget, name).whatsThis() == said
        assert (said == words.say(sentence)) == (language == "en")


def test_cells_and_headers_say_what_their_column_is(here: Person) -> None:
    table, model = here.window.table, here.window.table.layer_model
    for at, column in enumerate(model.columns):
        said = words.say(explanations.COLUMNS[column.key])
        assert model.index(1, at).data(Role.WhatsThisRole) == said
        assert model.headerData(at, Qt.Orientation.Horizontal, Role.WhatsThisRole) == said
        cell = table.visualRect(model.index(1, at)).center()
        assert answers(table.viewport(), cell)
        header = table.horizontalHeader()
        middle = header.sectionViewportPosition(at) + header.sectionSize(at) // 2
        assert answers(header.viewport(), QPoint(middle, 10))


def test_a_column_that_few_layers_need_says_so() -> None:
    usual = {column.key for column in columns.ALL if column.always}
    assert usual <= explanations.COLUMNS.keys()
    assert explanations.of_column("modulated") is explanations.OTHER_COLUMN
