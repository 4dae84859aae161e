"""A value or a layer that does not fit: its mark, the box under it, and its remedies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from engine.problems import Problem
from engine.words import text
from gui.layer_table_view import LayerTableView
from gui.store import Store
from tests.engine.stacks import conv, stack
from tests.gui import table_driver
from tests.gui.table_driver import ALT, Key, current, press, sentence, write

DILATED = stack(conv("a", dilation=2), conv("b", dilation=2), size=9)
NO = Problem(None, None, "code", text("no"))
LARGER = ["Set padding 2", "Enlarge the input to 13×13"]


@pytest.fixture
def store() -> Store:
    return table_driver.stored("conv", "conv", "max_pool", "conv_transpose")


@pytest.fixture
def window() -> QMainWindow:
    return QMainWindow()


@pytest.fixture
def view(qtbot: QtBot, window: QMainWindow, store: Store) -> LayerTableView:
    return table_driver.shown(qtbot, window, store)


@pytest.mark.parametrize("number", [0, 1])
def test_a_value_that_does_not_fit_enters_and_alt_takes_a_remedy(
    view: LayerTableView, store: Store, number: int
) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    assert "Dilation 9 does not fit." in sentence(view)
    assert view.layer_model.row(2).problems
    remedy = view.typing.fixes[number]
    press((Key.Key_1, Key.Key_2)[number], ALT)
    assert view.typing.box is None
    assert not view.layer_model.row(2).problems
    assert store.undo_name == remedy.label
    store.undo()
    store.undo()
    assert not store.can_undo


def test_the_cell_that_its_remedy_changes_is_the_one_that_does_not_fit(
    view: LayerTableView,
) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    row = view.layer_model.row(2)
    assert row.problem("padding") is not None
    assert row.problem("kernel") is None
    assert row.problem("dilation") is None


def test_a_copy_that_does_not_fit_is_marked_with_its_remedies(
    view: LayerTableView, store: Store
) -> None:
    store.replace(DILATED, None)
    view.go_to("b", "stride")
    view.duplicate_layers()
    assert "Kernel 3 does not fit." in sentence(view)
    assert [str(fix.label) for fix in view.typing.fixes] == LARGER
    assert current(view)[0] == "conv3"
    assert view.layer_model.row(3).problem("padding") is not None
    press(Key.Key_2, ALT)
    assert not store.report.problems
    assert store.document.input.size == (13, 13)
    store.undo()
    assert store.document.input.size == (9, 9)


def test_a_pasted_layer_that_does_not_fit_is_marked_too(view: LayerTableView, store: Store) -> None:
    store.replace(DILATED, None)
    view.go_to("b", "stride")
    view.copy()
    view.paste()
    assert [str(fix.label) for fix in view.typing.fixes] == LARGER


def test_a_copy_of_what_did_not_fit_before_says_nothing_new(
    view: LayerTableView, store: Store
) -> None:
    store.replace(stack(conv("a"), conv("b", 99), size=9), None)
    view.go_to("a", "kernel")
    view.duplicate_layers()
    assert view.typing.box is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_button_of_the_box_is_cut(view: LayerTableView, store: Store, language: str) -> None:
    view.layer_model.set_language(language)
    store.replace(DILATED, None)
    view.go_to("b", "stride")
    view.duplicate_layers()
    box = view.typing.box
    assert box is not None
    buttons = box.findChildren(QPushButton)
    assert len(buttons) == 2
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert box.rect().contains(QRect(button.mapTo(box, QPoint()), button.size()))


def test_where_only_the_input_would_do_the_kernel_is_marked(
    view: LayerTableView, store: Store
) -> None:
    store.replace(stack(conv("a"), size=9), None)
    view.go_to("a", "kernel")
    write("99")
    press(Key.Key_Return)
    assert view.layer_model.row(1).problem("kernel") is not None
    press(Key.Key_1, ALT)
    assert store.document.input.size == (99, 99)


def test_escape_closes_the_box_of_a_value_that_only_does_not_fit_and_keeps_it(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("conv2", "dilation")
    write("9")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert view.typing.box is None
    assert store.document.layer("conv2").dilation == (9, 9)  # type: ignore[attr-defined]
    assert view.layer_model.row(2).problems
    assert current(view) == ("conv2", "dilation")


def placed(view: LayerTableView) -> QRect:
    """Where the box is on the screen."""
    box = view.typing.box
    assert box is not None
    return QRect(box.mapToGlobal(QPoint()), box.size())


def test_the_box_ends_where_its_cell_ends(view: LayerTableView) -> None:
    view.go_to("conv2", "dilation")
    write("99")
    press(Key.Key_Return)
    cell = view.on_screen(view.currentIndex())
    assert (placed(view).right(), placed(view).top()) == (cell.right(), cell.bottom() + 1 + 4)


def test_the_box_is_no_further_from_its_cell_than_the_window_makes_it(
    view: LayerTableView, window: QMainWindow
) -> None:
    view.go_to("conv2", "kernel")
    write("99")
    press(Key.Key_Return)
    assert placed(view).left() == window.mapToGlobal(QPoint(4, 0)).x()


def test_the_box_of_a_cell_that_gave_way_stands_where_the_cell_would(
    view: LayerTableView, window: QMainWindow
) -> None:
    view.layer_model.choose_columns({"name", "inputs"})
    window.resize(490, 700)
    more = view.layer_model.index_of("conv2", "more")
    QApplication.processEvents()
    assert view.isColumnHidden(more.column())
    view.typing.show_refused(more, NO)
    cell = view.on_screen(more)
    row = view.on_screen(view.layer_model.index_of("conv2", "kernel"))
    assert cell.left() > row.right()
    assert (placed(view).right(), placed(view).top()) == (cell.right(), row.bottom() + 1 + 4)


def test_the_box_goes_along_when_the_table_is_taken_out_of_its_window(
    qtbot: QtBot, view: LayerTableView
) -> None:
    view.typing.show_refused(view.currentIndex(), NO)
    view.setParent(None)
    view.resize(640, 400)
    qtbot.addWidget(view)
    view.show()
    view.typing.show_refused(view.currentIndex(), NO)
    assert view.typing.box is not None
    assert view.typing.box.window() is view
