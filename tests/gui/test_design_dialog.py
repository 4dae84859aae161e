"""The design dialog as a person uses it: numbers typed, rows chosen, a step taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QWidget

from gui import design_model
from gui.design_dialog import DesignDialog
from gui.render import fonts
from tests.engine.stacks import conv, layer
from tests.gui.panels import Speaker, store_of, visible_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.layers import Layer
    from gui.store import Store

Key = Qt.Key
DILATED = tuple(conv(name, dilation=2, padding=2) for name in "abc")


class Designer:
    """A person before the dialog."""

    def __init__(self, bot: QtBot, *parts: Layer, names: tuple[str, ...] = ()) -> None:
        fonts.load()
        self.store: Store = store_of(*parts, size=13)
        self.said = Speaker()
        self.window = QWidget()
        bot.addWidget(self.window)
        self.window.show()
        self.dialog = DesignDialog(self.window, self.store, names, self.said)
        with bot.waitActive(self.dialog):
            self.dialog.open()
            self.dialog.activateWindow()

    @property
    def table(self) -> QTableView:
        found = self.dialog.findChild(QTableView, "design_table")
        assert isinstance(found, QTableView)
        return found

    @property
    def rates(self) -> list[str]:
        return self.column(design_model.RATES)

    @property
    def words(self) -> str:
        return " | ".join(visible_words(self.dialog))

    def column(self, at: int) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, at).data()) for row in range(model.rowCount())]

    def field(self, name: str) -> QLineEdit:
        found = self.dialog.findChild(QLineEdit, f"design_{name}")
        assert isinstance(found, QLineEdit)
        return found

    def type(self, name: str, entered: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Key.Key_Backspace)
        QTest.keyClicks(field, entered)

    def button(self, words: str) -> QPushButton:
        [found] = [one for one in self.dialog.findChildren(QPushButton) if one.text() == words]
        return found

    def choose(self, row: int) -> None:
        self.table.setCurrentIndex(self.table.model().index(row, 0))


@pytest.fixture
def designer(qtbot: QtBot) -> Designer:
    return Designer(qtbot, *DILATED)


def test_it_begins_with_the_field_of_now_and_its_rates_as_the_last_row(designer: Designer) -> None:
    assert [designer.field(name).text() for name in ("kernel", "field", "layers", "largest")] == [
        "3", "13", "3", "",
    ]  # fmt: skip
    assert designer.rates == ["1, 2, 3", "1, 1, 4", "2, 2, 2"]
    assert designer.column(design_model.NUMBER) == ["1", "2", "now"]
    assert designer.column(design_model.USED) == ["169 of 169", "169 of 169", "49 of 169"]
    assert designer.column(design_model.RULE) == ["passes, 2"] * 3
    assert designer.column(design_model.TRUTH) == ["full", "full", "120 holes"]
    assert designer.column(design_model.GRIDDING) == ["0.111", "0.111", "1"]
    assert designer.column(design_model.WEIGHTS) == ["27"] * 3


def test_it_answers_while_a_person_types(designer: Designer) -> None:
    designer.type("field", "15")
    assert designer.rates == ["1, 3, 3", "1, 1, 5", "1, 2, 4", "2, 2, 2"]
    designer.type("layers", "")
    designer.type("field", "27")
    assert designer.rates == ["1, 3, 9", "2, 2, 2"]
    designer.type("largest", "4")
    assert all(max(map(int, rates.split(", "))) <= 4 for rates in designer.rates)
    assert len(designer.rates[0].split(", ")) == 5


def test_the_preview_follows_the_chosen_row(designer: Designer) -> None:
    assert "1, 2, 3 over 13 pixels" in designer.words
    designer.table.setFocus()
    QTest.keyClick(designer.table, Key.Key_Down)
    assert "1, 1, 4 over 13 pixels" in designer.words
    QTest.keyClick(designer.table, Key.Key_Down)
    assert "2, 2, 2 over 13 pixels" in designer.words


def test_the_rule_is_said_to_look_at_the_order(designer: Designer) -> None:
    assert "1, 2, 3 passes and 1, 3, 2 fails" in designer.words


def test_what_is_out_of_limits_is_a_sentence_and_no_candidates(designer: Designer) -> None:
    for name, entered, said in (
        ("kernel", "300", "Kernel takes a whole number from 2 to 255, got 300."),
        ("kernel", "1", "Kernel takes a whole number from 2 to 255, got 1."),
        ("field", "5000", "Field takes a whole number from 1 to 4097, got 5000."),
        ("field", "x", "Field takes a whole number from 1 to 4097, got x."),
        ("layers", "0", "Layers takes a whole number from 1 to 512, got 0."),
    ):
        before = designer.field(name).text()
        designer.type(name, entered)
        assert said in designer.words
        assert designer.rates == []
        assert designer.field(name).property("bad")
        assert not designer.button("Replace the stack").isEnabled()
        designer.type(name, before)
        assert not designer.field(name).property("bad")
    assert designer.rates[0] == "1, 2, 3"


def test_a_field_without_candidates_offers_the_nearest(designer: Designer) -> None:
    designer.type("field", "12")
    assert "3 layers of kernel 3 have no rates without holes for a field of 12." in designer.words
    assert not designer.button("Replace the stack").isEnabled()
    QTest.keyClick(designer.field("field"), Key.Key_Return)
    assert designer.field("field").text() == "11"
    assert designer.rates[0] == "1, 1, 3"
    assert not designer.store.can_undo


def test_up_and_down_change_a_number_within_its_limits(designer: Designer) -> None:
    field, layers = designer.field("field"), designer.field("layers")
    QTest.keyClick(field, Key.Key_Up)
    assert field.text() == "14"
    QTest.keyClick(field, Key.Key_Down)
    assert (field.text(), designer.rates[0]) == ("13", "1, 2, 3")
    for _ in range(3):
        QTest.keyClick(layers, Key.Key_Down)
    assert layers.text() == ""
    QTest.keyClick(layers, Key.Key_Up)
    assert layers.text() == "1"
    designer.type("kernel", "2")
    QTest.keyClick(designer.field("kernel"), Key.Key_Down)
    assert designer.field("kernel").text() == "2"


def test_enter_replaces_the_stack_as_one_step(designer: Designer) -> None:
    QTest.keyClick(designer.field("kernel"), Key.Key_Return)
    assert [one.dilation for one in designer.store.document.layers] == [(1, 1), (2, 2), (3, 3)]  # type: ignore[attr-defined]
    assert not designer.dialog.isVisible()
    assert str(designer.store.undo_name) == "Replace the stack by rates 1, 2, 3"
    designer.store.undo()
    assert designer.store.document.names() == ("a", "b", "c")
    assert not designer.store.can_undo


def test_enter_in_the_table_takes_the_chosen_row(designer: Designer) -> None:
    designer.choose(1)
    designer.table.setFocus()
    QTest.keyClick(designer.table, Key.Key_Return)
    assert [one.dilation[0] for one in designer.store.document.layers] == [1, 1, 4]  # type: ignore[attr-defined]


def test_a_candidate_is_compared_with_the_rates_of_now_in_one_figure(designer: Designer) -> None:
    designer.button("Compare with now").click()
    document = designer.store.document
    assert [one.dilation[0] for one in document.layers] == [2, 2, 2, 1, 2, 3]  # type: ignore[attr-defined]
    assert document.view.scene == "gridding"
    assert document.view.layers == (document.names()[2], document.names()[5])
    assert str(designer.store.undo_name) == "Compare rates 2, 2, 2 with 1, 2, 3"
    designer.store.undo()
    assert designer.store.document.names() == ("a", "b", "c")
    assert not designer.store.can_undo


def test_esc_leaves_without_effect(designer: Designer) -> None:
    QTest.keyClick(designer.field("kernel"), Key.Key_Escape)
    assert not designer.dialog.isVisible()
    assert not designer.store.can_undo


def test_layers_are_added_after_the_selected_one_as_one_step(qtbot: QtBot) -> None:
    designer = Designer(qtbot, *DILATED, names=("b",))
    designer.button("Add after layer 2").click()
    dilations = [one.dilation[0] for one in designer.store.document.layers]  # type: ignore[attr-defined]
    assert dilations == [2, 2, 1, 2, 3, 2]
    designer.store.undo()
    assert not designer.store.can_undo


def test_rates_are_set_only_in_as_many_selected_layers(qtbot: QtBot) -> None:
    designer = Designer(qtbot, *DILATED, names=("a", "b", "c"))
    designer.type("layers", "4")
    assert not designer.button("Set these rates").isEnabled()
    designer.type("layers", "3")
    designer.choose(1)
    designer.button("Set these rates").click()
    document = designer.store.document
    assert document.names() == ("a", "b", "c")
    assert [one.dilation[0] for one in document.layers] == [1, 1, 4]  # type: ignore[attr-defined]
    assert [row.shape for row in designer.store.report.rows] == [(1, 13, 13)] * 3
    designer.store.undo()
    assert not designer.store.can_undo


def test_the_row_of_now_can_be_seen_but_not_taken(designer: Designer) -> None:
    designer.choose(2)
    for words in ("Set these rates", "Add after layer 3", "Replace the stack"):
        assert not designer.button(words).isEnabled()


def test_rates_that_a_stack_cannot_hold_are_refused_with_a_sentence(designer: Designer) -> None:
    designer.type("kernel", "2")
    designer.type("layers", "")
    designer.type("field", "4096")
    assert designer.rates[0].endswith("2048")
    designer.button("Replace the stack").click()
    assert designer.dialog.isVisible()
    assert "1024" in designer.words
    assert not designer.store.can_undo


def test_it_opens_for_rates_with_their_repair_chosen(qtbot: QtBot) -> None:
    designer = Designer(qtbot)
    designer.dialog.open_for(3, (1, 2, 5))
    assert designer.rates[-1] == "1, 2, 5"
    assert designer.table.currentIndex().siblingAtColumn(design_model.RATES).data() == "1, 2, 5"
    designer.dialog.open_for(3, (2, 2, 4))
    row = designer.table.currentIndex()
    assert row.siblingAtColumn(design_model.RATES).data() == "1, 3, 4"
    assert row.siblingAtColumn(design_model.TRUTH).data() == "full"


def test_an_empty_stack_is_designed_for_after_the_input(qtbot: QtBot) -> None:
    designer = Designer(qtbot)
    assert designer.rates == ["1, 2, 3", "1, 1, 4"]
    designer.button("Add after the input").click()
    assert len(designer.store.document.layers) == 3


def test_the_keyboard_reaches_everything_in_order(designer: Designer) -> None:
    designer.field("kernel").setFocus()
    found = []
    for _ in range(9):
        focus = QApplication.focusWidget()
        assert focus is not None
        found.append(focus.objectName() or focus.property("text"))
        QTest.keyClick(focus, Key.Key_Tab)
    assert found == [
        "design_kernel", "design_field", "design_layers", "design_largest", "design_table",
        "Close", "Compare with now", "Add after layer 3", "Replace the stack",
    ]  # fmt: skip


def test_everything_has_a_name_for_those_who_listen(designer: Designer) -> None:
    for name in ("kernel", "field", "layers", "largest"):
        assert designer.field(name).accessibleName()
    assert designer.table.accessibleName() == "Candidates"
    model = designer.table.model()
    spoken = [
        model.index(2, at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(model.columnCount())
    ]
    assert spoken == [
        "now", "rates: 2, 2, 2", "field px: 13", "used px: 49 of 169", "gridding index: 1",
        "rule, M₂: passes, 2", "truth: 120 holes", "weights: 27",
    ]  # fmt: skip


def test_every_word_is_said_in_the_language(qtbot: QtBot) -> None:
    store, said = store_of(*DILATED, size=13), Speaker()
    said.is_foreign = True
    window = QWidget()
    qtbot.addWidget(window)
    dialog = DesignDialog(window, store, (), said)
    for button in dialog.findChildren(QPushButton):
        assert not button.text() or button.text().startswith("<")
    for words in visible_words(dialog):
        assert words.startswith("<"), words


def test_the_model_keeps_the_promises_of_models(designer: Designer) -> None:
    QAbstractItemModelTester(
        designer.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for entered in ("15", "12", "81", "9"):
        designer.type("field", entered)


def test_the_map_shows_holes_and_paths_with_the_figures_painter(designer: Designer) -> None:
    full = _colours(designer)
    designer.choose(2)
    assert _colours(designer) != full


def _colours(designer: Designer) -> set[int]:
    picture = designer.dialog.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).rgb()
        for x in range(picture.width() * 3 // 4, picture.width(), 2)
        for y in range(0, picture.height() // 2, 2)
    }


@pytest.mark.parametrize(
    ("kernel", "field", "layers"),
    [("2", "4001", ""), ("255", "4065", ""), ("3", "4097", "500"), ("3", "1201", "")],
)
def test_extreme_requests_are_shown(
    designer: Designer, kernel: str, field: str, layers: str
) -> None:
    designer.type("kernel", kernel)
    designer.type("layers", layers)
    designer.type("field", field)
    assert len(designer.rates) > 1
    designer.dialog.grab()


def test_a_pool_in_the_stack_is_no_obstacle(qtbot: QtBot) -> None:
    designer = Designer(qtbot, layer("max_pool", "p", kernel=2))
    designer.dialog.grab()
    assert designer.rates
