"""The problem list: what it lists, what it counts, where it leads, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from engine import edits
from engine.words import text
from gui.problem_list import MOST_ROWS, ProblemList
from gui.problem_row import ProblemRow
from tests.engine.stacks import conv, layer
from tests.gui.panels import Speaker, store_of, visible_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.layers import Layer

STACK = (
    conv("conv1", padding=1),
    layer("max_pool", "pool2", kernel=2),
    conv("conv3", dilation=4, padding=1),
)
BAD = (
    "conv3, padding: Kernel 3 with dilation 4 covers 9 rows, the padded input has 7 (5 + 1 + 1). "
    "Raise padding to 4 or enlarge the input to 14×14."
)
NOTE = "pool2, unread: 1 row and 1 column of the input of pool2 are never read."


class Shown:
    """A list with its store, and what it has told."""

    def __init__(self, qtbot: QtBot, *parts: Layer) -> None:
        self.store = store_of(*parts, size=11)
        self.said = Speaker()
        self.list = ProblemList(self.store, self.said)
        qtbot.addWidget(self.list)
        self.chosen: list[tuple[object, object]] = []
        self.counts: list[int] = []
        self.list.place_chosen.connect(lambda *place: self.chosen.append(place))
        self.list.count_changed.connect(self.counts.append)

    @property
    def rows(self) -> list[ProblemRow]:
        return [row for row in self.list.findChildren(ProblemRow) if row.isVisibleTo(self.list)]

    @property
    def entries(self) -> list[str]:
        return [row.accessibleName() for row in self.rows]

    def button(self, at: int) -> QPushButton:
        return self.rows[at].findChildren(QPushButton)[0]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, *STACK)


def test_its_name_is_the_one_that_others_look_for(shown: Shown) -> None:
    assert shown.list.objectName() == "problem_list"
    assert shown.list.accessibleName() == "Problems"


def test_problems_stand_before_notes(shown: Shown) -> None:
    assert shown.entries == [BAD, NOTE]


def test_only_problems_are_counted(shown: Shown) -> None:
    assert shown.list.count == 1


def test_a_count_is_told_when_it_changes(shown: Shown) -> None:
    fits = edits.set_field(shown.store.document, "conv3", "dilation", 1)
    shown.store.apply(fits, text("dilation"))
    assert shown.counts == [0]
    shown.store.apply(edits.set_field(fits, "conv1", "stride", 2), text("stride"))
    assert shown.counts == [0]
    shown.store.undo()
    shown.store.undo()
    assert shown.counts == [0, 1]


def test_the_first_remedy_is_offered_and_mends(shown: Shown) -> None:
    assert shown.button(0).text() == "Set padding 4"
    QTest.mouseClick(shown.button(0), Qt.MouseButton.LeftButton)
    assert not shown.store.report.problems
    assert shown.entries == [NOTE]
    assert str(shown.store.undo_name) == "Set padding 4"


def test_a_second_remedy_is_offered_where_there_is_room(qtbot: QtBot, shown: Shown) -> None:
    shown.list.resize(626, 300)
    with qtbot.waitExposed(shown.list):
        shown.list.show()
    second = shown.rows[0].findChildren(QPushButton)[1]
    assert (second.isVisible(), second.text()) == (True, "Enlarge the input to 14×14")
    shown.list.resize(360, 300)
    qtbot.waitUntil(lambda: not second.isVisible())
    shown.list.resize(626, 300)
    qtbot.waitUntil(second.isVisible)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert not shown.store.report.problems
    assert shown.store.document.input.size == (14, 14)


def test_the_remedy_of_a_note_mends_too(shown: Shown) -> None:
    assert shown.button(1).text() == "Set ceil mode"
    QTest.mouseClick(shown.button(1), Qt.MouseButton.LeftButton)
    assert NOTE not in shown.entries


def test_a_remedy_is_no_choice_of_its_place(shown: Shown) -> None:
    QTest.mouseClick(shown.button(1), Qt.MouseButton.LeftButton)
    assert shown.chosen == []


def test_enter_goes_to_the_cell(shown: Shown) -> None:
    QTest.keyClick(shown.rows[0], Qt.Key.Key_Return)
    QTest.keyClick(shown.rows[1], Qt.Key.Key_Enter)
    assert shown.chosen == [("conv3", "padding"), ("pool2", "stride")]


def test_a_click_goes_to_the_cell(shown: Shown) -> None:
    QTest.mouseClick(shown.rows[0], Qt.MouseButton.LeftButton)
    assert shown.chosen == [("conv3", "padding")]


def test_arrows_go_from_row_to_row(qtbot: QtBot, shown: Shown) -> None:
    with qtbot.waitExposed(shown.list):
        shown.list.show()
    shown.rows[0].setFocus()
    QTest.keyClick(shown.rows[0], Qt.Key.Key_Down)
    assert shown.list.focusWidget() is shown.rows[1]
    QTest.keyClick(shown.rows[1], Qt.Key.Key_Up)
    assert shown.list.focusWidget() is shown.rows[0]


def test_a_stack_without_findings_says_so(qtbot: QtBot) -> None:
    fine = Shown(qtbot, conv("c", padding=1))
    assert fine.rows == []
    assert visible_words(fine.list) == ["No problems"]


def test_a_problem_without_a_remedy_has_no_button(qtbot: QtBot) -> None:
    alone = Shown(qtbot, layer("add", "sum"))
    assert len(alone.rows) == 1
    assert not alone.button(0).isVisibleTo(alone.list)


def test_what_is_wrong_everywhere_is_listed_as_far_as_it_helps(qtbot: QtBot) -> None:
    many = MOST_ROWS + 20
    parts = (conv(f"c{at}", 99, inputs=["input"]) for at in range(many))
    found = Shown(qtbot, *parts)
    assert len(found.rows) == MOST_ROWS
    assert found.list.count == many
    assert "20 more" in visible_words(found.list)


def test_names_are_shown_as_they_are_written(qtbot: QtBot) -> None:
    found = Shown(qtbot, conv("<i>a</i>", 99))
    assert any("&lt;i&gt;a&lt;/i&gt;" in line for line in visible_words(found.list))


def test_it_is_said_again_in_another_language(shown: Shown) -> None:
    shown.said.is_foreign = True
    shown.list.retranslate()
    assert shown.list.accessibleName() == "<Problems>"
    assert shown.button(0).text() == "<Set padding 4>"
    assert shown.entries[1].startswith("pool2, <unread>: <1 row")


def test_it_asks_for_no_more_than_there_is(shown: Shown) -> None:
    assert shown.list.minimumSizeHint().width() < 360
