from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from engine import edits
from engine.document import Document
from engine.fields import Sides
from engine.given import Pattern
from engine.words import Text, text
from gui import sizes
from gui.layer_table_view import LayerTableView
from gui.store import Store
from tests.gui import table_driver
from tests.gui.table_driver import (
    CONTROL,
    NONE,
    Key,
    current,
    is_typing,
    press,
    sentence,
    write,
)


@pytest.fixture
def store() -> Store:
    return table_driver.stored("conv", "conv", "max_pool", "conv_transpose")


@pytest.fixture
def window() -> QMainWindow:
    return QMainWindow()


@pytest.fixture
def view(qtbot: QtBot, window: QMainWindow, store: Store) -> LayerTableView:
    return table_driver.shown(qtbot, window, store)


def test_a_stack_is_typed_by_the_keyboard_alone(view: LayerTableView, store: Store) -> None:
    store.replace(Document(), None)
    for op in ("conv", "Conv2d", "max", "transposed"):
        while not view.layer_model.row(view.currentIndex().row()).is_add:
            press(Key.Key_Down)
        press(Key.Key_Return)
        write(op)
        press(Key.Key_Return)
    assert [layer.op for layer in store.document.layers] == [
        "conv", "conv", "max_pool", "conv_transpose",
    ]  # fmt: skip
    assert current(view) == ("up4", "kernel")


def test_a_key_opens_the_cell_and_enter_takes_what_is_typed(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("conv2", "padding")
    write("1 2 / 0 1")
    assert is_typing()
    press(Key.Key_Return)
    assert not is_typing()
    assert store.document.layer("conv2").padding == Sides(1, 2, 0, 1)  # type: ignore[attr-defined]
    assert current(view) == ("conv2", "padding")


def test_f2_opens_the_cell_with_its_text_selected(view: LayerTableView) -> None:
    view.go_to("conv1", "kernel")
    press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == "3"
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is view


def test_the_editor_grows_with_what_is_typed(view: LayerTableView) -> None:
    view.go_to("conv1", "padding")
    press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    cell = view.visualRect(view.currentIndex())
    assert editor.width() == cell.width()
    write("10 20 / 30 40")
    assert editor.width() > cell.width()
    assert editor.geometry().left() == cell.left()


def test_a_refused_value_keeps_the_editor_open_and_esc_keeps_the_old_value(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("conv1", "stride")
    before = store.document
    write("0")
    press(Key.Key_Return)
    assert is_typing()
    assert "must be 1 or more" in sentence(view)
    press(Key.Key_Escape)
    assert not is_typing()
    assert view.typing.box is None
    assert store.document == before
    assert not store.can_undo


def test_leaving_a_cell_restores_what_was_there_and_says_so(
    view: LayerTableView, store: Store
) -> None:
    told: list[Text] = []
    view.told.connect(told.append)
    view.go_to("conv1", "kernel")
    write("abc")
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.layer_model.index_of("conv2", "stride")).center(),
    )
    assert not is_typing()
    assert [str(one) for one in told] == ["conv1: kernel abc was refused; 3 is kept"]
    assert not store.can_undo


def test_leaving_a_cell_takes_along_what_can_enter(view: LayerTableView, store: Store) -> None:
    view.go_to("conv1", "kernel")
    write("5")
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.layer_model.index_of("conv2", "stride")).center(),
    )
    assert store.document.layer("conv1").kernel == (5, 5)  # type: ignore[attr-defined]


def test_what_is_typed_goes_with_the_parameter_that_it_was_typed_for(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("conv1", "kernel")
    write("5")
    after = edits.set_operation(store.document, "conv1", "activation")
    store.apply(after, text("step"))
    assert not is_typing()
    write("7")
    assert store.document == after


def test_any_other_key_closes_the_box_and_the_mark_stays(view: LayerTableView) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    press(Key.Key_Up)
    assert view.typing.box is None
    assert view.layer_model.row(2).problems


def test_plus_and_minus_step_the_value_as_one_undo_step(view: LayerTableView, store: Store) -> None:
    view.go_to("conv1", "kernel")
    for key in (Key.Key_Plus, Key.Key_Plus, Key.Key_Minus):
        press(key)
    assert store.document.layer("conv1").kernel == (4, 4)  # type: ignore[attr-defined]
    store.undo()
    assert store.document.layer("conv1").kernel == (3, 3)  # type: ignore[attr-defined]
    assert not store.can_undo


def test_a_step_below_the_least_is_refused(view: LayerTableView, store: Store) -> None:
    view.go_to("conv1", "stride")
    press(Key.Key_Minus)
    assert not store.can_undo


def test_backspace_takes_a_cell_back_to_its_default(view: LayerTableView, store: Store) -> None:
    view.layer_model.setData(view.layer_model.index_of("conv1", "stride"), "3")
    view.go_to("conv1", "stride")
    press(Key.Key_Backspace)
    assert store.document.layer("conv1").stride == (1, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("key", "modifiers", "shown"),
    [
        (Key.Key_Up, NONE, "4"),
        (Key.Key_Down, NONE, "2"),
        (Key.Key_Up, CONTROL, "4×3"),
        (Key.Key_Right, CONTROL, "3×4"),
    ],
)
def test_arrows_step_the_axes_in_the_editor(
    view: LayerTableView, key: Key, modifiers: Qt.KeyboardModifier, shown: str
) -> None:
    view.go_to("conv1", "kernel")
    press(Key.Key_F2)
    press(key, modifiers)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == shown


def test_a_step_of_the_store_closes_the_box(view: LayerTableView, store: Store) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    store.apply(edits.set_text(store.document, "title", "x"), text("step"))
    assert view.typing.box is None


def test_the_other_parameters_open_with_f4_and_each_is_a_step(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("up4", "more")
    press(Key.Key_F4)
    form = view.form
    assert form is not None
    assert list(form.fields) == [
        "name", "inputs", "out_channels", "groups", "output_padding", "bias", "weights",
    ]  # fmt: skip
    field = form.fields["output_padding"]
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText("x")
    press(Key.Key_Return)
    assert not store.can_undo
    field.setText("0")
    form.enter("groups", "1")
    assert not store.can_undo
    form.enter("name", "mine")
    assert str(store.undo_name) == "Change name of up4"
    press(Key.Key_Escape)
    assert not form.isVisible()
    assert QApplication.focusWidget() is view


def test_what_a_layer_reads_is_chosen_from_what_stands_above_it(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("pool3", "more")
    press(Key.Key_F4)
    form = view.form
    assert form is not None
    choice = form.fields["inputs"]
    assert isinstance(choice, QComboBox)
    offered = [choice.itemText(at) for at in range(choice.count())]
    assert offered == ["conv2  (layer above)", "conv1", "input"]
    assert choice.currentIndex() == 0
    choice.activated.emit(2)
    assert store.document.layer("pool3").inputs == ("input",)
    assert choice.currentText() == "input"
    choice.activated.emit(0)
    assert store.document.layer("pool3").inputs is None


def test_a_merge_is_told_what_it_reads_in_words(view: LayerTableView, store: Store) -> None:
    store.apply(table_driver.stack("conv", "conv", "add"), text("step"))
    view.go_to("add3", "more")
    press(Key.Key_F4)
    form = view.form
    assert form is not None
    assert isinstance(form.fields["inputs"], QLineEdit)


def test_weights_are_chosen_or_typed(view: LayerTableView, store: Store) -> None:
    view.go_to("conv1", "more")
    press(Key.Key_F4)
    form = view.form
    assert form is not None
    choice = form.fields["weights"]
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "ones"
    choice.activated.emit(choice.findText("gaussian"))
    assert store.document.layer("conv1").weights == Pattern("gaussian")  # type: ignore[attr-defined]
    choice.setFocus()
    choice.setEditText("random 7")
    press(Key.Key_Return)
    held = store.document.layer("conv1").weights  # type: ignore[attr-defined]
    assert held == Pattern("random", 7)
    assert form.isVisible()


def test_the_form_says_what_an_output_padding_may_be(view: LayerTableView) -> None:
    view.go_to("up4", "more")
    press(Key.Key_F4)
    form = view.form
    assert form is not None
    said = [label.text() for label in form.findChildren(QLabel)]
    assert "below max(stride 1, dilation 1)" in said
    assert "reads from" in said


def test_the_box_is_as_high_as_what_it_says(view: LayerTableView) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    box = view.typing.box
    assert box is not None
    high = box.height()
    press(Key.Key_Escape)
    view.go_to("conv2", "stride")
    write("0")
    press(Key.Key_Return)
    assert box.isVisible()
    assert box.height() < high - sizes.scaled(40)


def test_a_layer_may_be_called_like_a_padding(view: LayerTableView, store: Store) -> None:
    view.layer_model.choose_columns({"name"})
    view.go_to("pool3", "name")
    write("same")
    press(Key.Key_Return)
    assert store.document.layers[2].name == "same"
