from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from engine.document import Document, View
from gui.layer_table_view import LayerTableView
from gui.store import Store
from tests.gui import table_driver
from tests.gui.table_driver import (
    CONTROL,
    SHIFT,
    Key,
    current,
    is_typing,
    press,
    sentence,
    stack,
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


def test_tab_goes_through_what_can_be_set(view: LayerTableView) -> None:
    view.go_to("input", "output")
    seen = []
    for _ in range(8):
        press(Key.Key_Tab)
        seen.append(current(view))
    assert seen == [
        ("conv1", key) for key in ("op", "kernel", "stride", "padding", "dilation", "more")
    ] + [("conv2", "op"), ("conv2", "kernel")]


def test_up_and_down_keep_to_their_column(view: LayerTableView) -> None:
    view.go_to("up4", "dilation")
    press(Key.Key_Right)
    press(Key.Key_Left)
    press(Key.Key_Down)
    assert current(view) == ("", "op")
    press(Key.Key_Up)
    assert current(view) == ("up4", "dilation")


def test_choosing_a_row_shows_its_layer_and_is_no_step(view: LayerTableView, store: Store) -> None:
    assert current(view)[0] == "up4"
    assert store.document.view == View()
    press(Key.Key_Up)
    assert store.document.view.layers == ("pool3",)
    store.show(View(None, ("conv1",)))
    assert current(view)[0] == "conv1"
    assert not store.can_undo
    assert not store.is_modified


def test_in_a_stack_without_layers_the_row_that_adds_one_is_current(
    view: LayerTableView, store: Store
) -> None:
    store.replace(Document(), None)
    assert current(view) == ("", "op")
    press(Key.Key_Return)
    write("conv")
    press(Key.Key_Return)
    assert store.document.names() == ("conv1",)
    view.remove_layers()
    assert current(view) == ("", "op")


def test_after_an_empty_stack_the_cursor_is_on_the_layer_that_is_shown(
    view: LayerTableView, store: Store
) -> None:
    store.replace(Document(), None)
    document = stack("conv", "conv")
    store.replace(Document(layers=document.layers, view=View("slide", ("conv1",))), None)
    assert current(view)[0] == "conv1"


def test_opening_a_document_keeps_what_it_shows(view: LayerTableView, store: Store) -> None:
    document = stack("pad", "crop")
    shown = View("slide", ("pad1",), (1, 2), 0)
    store.replace(Document(layers=document.layers, view=shown), None)
    assert store.document.view == shown
    assert current(view)[0] == "pad1"


def test_a_layer_is_added_below_with_its_operation_open(view: LayerTableView, store: Store) -> None:
    view.go_to("conv1", "kernel")
    view.add_layer()
    assert is_typing()
    assert [layer.op for layer in store.document.layers][:3] == ["conv", "conv", "conv"]
    write("crop")
    press(Key.Key_Return)
    assert store.document.layers[1].op == "crop"


COMMANDS: dict[str, tuple[Callable[[LayerTableView], None], list[str], tuple[str, ...]]] = {
    "duplicate": (
        LayerTableView.duplicate_layers,
        ["conv1", "conv3", "conv2", "conv4", "pool3", "up4"],
        ("conv3", "conv4"),
    ),
    "remove": (LayerTableView.remove_layers, ["pool3", "up4"], ("pool3",)),
    "up": (LayerTableView.move_layers_up, ["conv1", "conv2", "pool3", "up4"], ("conv1", "conv2")),
    "down": (
        LayerTableView.move_layers_down, ["pool3", "conv1", "conv2", "up4"], ("conv1", "conv2"),
    ),
    "cut": (LayerTableView.cut, ["pool3", "up4"], ("pool3",)),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_act_on_all_selected_rows_in_one_step(
    view: LayerTableView, store: Store, command: str
) -> None:
    act, names, selected = COMMANDS[command]
    before = store.document.without_view()
    view.go_to("conv1", "kernel")
    press(Key.Key_Down, SHIFT)
    assert view.selected_layers() == ("conv1", "conv2")
    act(view)
    assert list(store.document.names()) == names
    assert view.selected_layers() == selected
    if store.can_undo:
        store.undo()
    assert store.document.without_view() == before
    assert not store.can_undo


def test_what_is_copied_is_pasted_below_under_free_names(
    view: LayerTableView, store: Store
) -> None:
    view.go_to("pool3", "kernel")
    view.copy()
    view.go_to("conv1", "kernel")
    view.paste()
    assert list(store.document.names()) == ["conv1", "pool2", "conv2", "pool3", "up4"]
    assert view.selected_layers() == ("pool2",)
    assert str(store.undo_name) == "Paste pool2"


def test_a_paste_that_cannot_be_read_says_which_line_and_why(
    view: LayerTableView, store: Store
) -> None:
    QApplication.clipboard().setText("conv\t3\nconv\tabc\n")
    view.paste()
    assert "line 2" in sentence(view).lower()
    assert not store.can_undo


def test_what_is_dropped_stands_where_the_line_was(view: LayerTableView, store: Store) -> None:
    model = view.layer_model
    data = model.mimeData([model.index_of("up4", "op")])
    room = view.visualRect(model.index_of("conv2", "kernel"))
    assert view.row_between(room.bottomLeft() - QPoint(0, 2)) == 3
    place = room.topLeft() + QPoint(0, 2)
    assert view.row_between(place) == 2
    view.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert list(store.document.names()) == ["conv1", "up2", "conv2", "pool3", "up4"]


def test_a_field_without_a_column_is_gone_to_by_its_sign(view: LayerTableView) -> None:
    view.go_to("conv1", "groups")
    assert current(view) == ("conv1", "more")


def test_narrow_columns_give_way_in_their_order(view: LayerTableView) -> None:
    model = view.layer_model

    def hidden() -> list[str]:
        return [c.key for at, c in enumerate(model.columns) if view.isColumnHidden(at)]

    seen = []
    for wide in (640, 530, 480, 440, 400):
        view.window().resize(wide, 600)
        seen.append(hidden())
    assert seen[0] == []
    assert seen[-1] == ["more", "field", "jump"]
    assert all(set(one) <= set(other) for one, other in pairwise(seen))


def test_all_that_is_selected_at_once_are_layers(view: LayerTableView) -> None:
    press(Key.Key_A, CONTROL)
    rows = sorted({index.row() for index in view.selectedIndexes()})
    names = [view.layer_model.row(row).name for row in rows]
    assert names == ["conv1", "conv2", "pool3", "up4"]


def test_in_an_empty_stack_nothing_more_is_selected(view: LayerTableView) -> None:
    view.layer_model.store.replace(Document(), None)
    before = view.selectedIndexes()
    view.selectAll()
    assert view.selectedIndexes() == before
