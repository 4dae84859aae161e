"""Numbers changed where they are seen: typed over a cell, or painted over many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.document import View
from engine.frame import Key
from engine.given import Numbers
from engine.problems import Refused
from engine.scenes.belonging import Spot
from engine.values import graph, stated
from engine.words import say
from gui import value_field
from gui.value_field import ValueField
from tests.engine.stacks import conv, stack
from tests.gui import shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.words import Text

pytestmark = pytest.mark.usefixtures("qapp")
INPUT = Key("a", "input")


@pytest.fixture
def one(qtbot: QtBot) -> shown.Shown:
    made = shown.shown(stack(conv("a", padding=1), size=6), View("slide"))
    qtbot.addWidget(made.view)
    made.view.resize(1000, 700)
    shown.on_screen(made)
    made.view.activateWindow()
    return made


def field_of(one: shown.Shown) -> ValueField:
    found = one.view.findChild(ValueField, "value_field")
    assert isinstance(found, ValueField)
    return found


def open_at(one: shown.Shown, spot: Spot) -> ValueField:
    shown.double_click(one, one.middle_of(spot))
    return field_of(one)


def type_in(field: ValueField, words: str) -> None:
    field.insert(words)  # QTest knows no key for a true minus
    QTest.keyClick(field, Qt.Key.Key_Return)


def input_value(one: shown.Shown, row: int, column: int) -> float:
    return float(graph.compute(one.store.report).maps["input"][0, row, column])


def test_a_double_click_opens_a_field_over_the_number(one: shown.Shown) -> None:
    field = open_at(one, Spot(INPUT, 2, 3))
    assert field.isVisible()
    assert field.selectedText() == field.text() == f"{input_value(one, 2, 3):g}"
    assert field.geometry().contains(one.middle_of(Spot(INPUT, 2, 3)))
    assert field.accessibleName() == "Change a value of the input"


def test_enter_changes_the_number_in_one_step_by_name(one: shown.Shown) -> None:
    field = open_at(one, Spot(INPUT, 2, 3))
    type_in(field, "−7,5")
    assert input_value(one, 2, 3) == -7.5
    assert not field.isVisible()
    assert one.store.undo_name is not None
    assert say(one.store.undo_name) == "Change a value of the input"
    one.store.undo()
    assert not one.store.can_undo


def test_a_weight_is_changed_where_it_is_seen(one: shown.Shown) -> None:
    type_in(open_at(one, Spot(Key("a", "kernel"), 1, 2)), "4")
    row = one.store.report.row("a")
    assert row is not None
    assert stated.weights(row)[0, 0].tolist() == [[1, 1, 1], [1, 1, 4], [1, 1, 1]]
    assert one.store.undo_name is not None
    assert say(one.store.undo_name) == "Change a weight of a"


def test_a_number_that_was_edited_is_not_pinned(one: shown.Shown) -> None:
    type_in(open_at(one, Spot(INPUT, 2, 3)), "4")
    assert one.view.pointing.pin is None


def test_escape_leaves_the_number_as_it_was(one: shown.Shown) -> None:
    field = open_at(one, Spot(INPUT, 2, 3))
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert not one.store.can_undo


def test_what_is_no_number_stays_in_the_field_with_the_reason(one: shown.Shown) -> None:
    told: list[Text] = []
    one.view.edit_refused.connect(told.append)
    field = open_at(one, Spot(INPUT, 2, 3))
    type_in(field, "abc")
    assert field.isVisible()
    assert field.selectedText() == "abc"
    assert field.toolTip() == say(told[0]) == '"abc" is no number; 3, −2 or 0.5 would do.'
    assert not one.store.can_undo
    type_in(field, "2")
    assert input_value(one, 2, 3) == 2
    assert not field.isVisible()


def test_the_value_that_is_there_is_no_step(one: shown.Shown) -> None:
    type_in(open_at(one, Spot(INPUT, 2, 3)), "5")
    type_in(open_at(one, Spot(INPUT, 2, 3)), "5")
    one.store.undo()
    assert not one.store.can_undo


def test_f2_opens_the_field_over_what_the_keys_point_at(one: shown.Shown) -> None:
    one.view.pointing.point(Spot(INPUT, 1, 1))
    QTest.keyClick(one.view, Qt.Key.Key_F2)
    assert field_of(one).isVisible()


@pytest.mark.parametrize("spot", [Spot(INPUT, -1, 0), Spot(Key("a", "output"), 2, 2)])
def test_padding_and_outputs_open_nothing(one: shown.Shown, spot: Spot) -> None:
    assert not open_at(one, spot).isVisible()


def test_a_pattern_too_large_to_write_out_is_refused(qtbot: QtBot) -> None:
    made = shown.shown(stack(conv("a"), size=300), View("slide"))
    qtbot.addWidget(made.view)
    told: list[Text] = []
    made.view.edit_refused.connect(told.append)
    spot = Spot(INPUT, 1, 1)
    assert made.live.hand.edit(spot)
    type_in(field_of(made), "3")
    assert "65" in say(told[0])
    assert not made.store.can_undo


def test_a_stroke_paints_the_last_typed_value_in_one_step(one: shown.Shown) -> None:
    type_in(open_at(one, Spot(INPUT, 0, 0)), "8")
    ends = [one.middle_of(Spot(INPUT, 3, column)) for column in (1, 2, 4)]
    shown.drag(one, *ends, keys=Qt.KeyboardModifier.ShiftModifier)
    assert [input_value(one, 3, column) for column in (1, 2, 3, 4)] == [8, 8, 8, 8]
    assert input_value(one, 3, 5) != 8
    assert one.view.zoom_percent == 100
    one.store.undo()
    assert input_value(one, 3, 1) != 8
    assert input_value(one, 0, 0) == 8
    assert one.store.can_undo


def test_two_strokes_are_two_steps(one: shown.Shown) -> None:
    type_in(open_at(one, Spot(INPUT, 0, 0)), "8")
    for row in (1, 2):
        ends = [one.middle_of(Spot(INPUT, row, column)) for column in (1, 2, 4)]
        shown.drag(one, *ends, keys=Qt.KeyboardModifier.ShiftModifier)
    one.store.undo()
    assert (input_value(one, 1, 2), input_value(one, 2, 2)) != (8, 8)
    assert input_value(one, 1, 2) == 8


def test_a_stroke_leaves_weights_and_paper_alone(one: shown.Shown) -> None:
    corners = [one.middle_of(Spot(Key("a", "kernel"), at, at)) for at in (0, 2)]
    for ends in (corners, [QPoint(5, 5), QPoint(9, 90)]):
        shown.drag(one, *ends, keys=Qt.KeyboardModifier.ShiftModifier)
    assert not one.store.can_undo
    assert not isinstance(one.store.document.input.values, Numbers)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3", 3), (" −2 ", -2), ("-2", -2), ("0,5", 0.5), ("1e3", 1000), ("1\u2009000", 1000)],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: float) -> None:
    assert value_field.read(typed) == value


@pytest.mark.parametrize("typed", ["", "abc", "1_0", "nan", "inf", "1e999", "1 2"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        value_field.read(typed)
