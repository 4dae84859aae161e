from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui import columns, fixed_columns
from gui.cell_editor import CellEditor
from gui.layer_table_view import LayerTableView
from tests.engine.stacks import conv
from tests.gui import panels, table_driver
from tests.gui.table_driver import Key, current, press

CHOSEN = (
    "name",
    "inputs",
    "out_channels",
    "groups",
    "bias",
    "weights",
    "padding_mode",
    "params",
    "macs",
)


@pytest.fixture
def window() -> QMainWindow:
    return QMainWindow()


@pytest.fixture
def view(qtbot: QtBot, window: QMainWindow) -> LayerTableView:
    """A table much too narrow for its columns, scrolled to its end."""
    made = table_driver.shown(qtbot, window, panels.store_of(conv("conv1"), conv("conv2")))
    made.layer_model.choose_columns(CHOSEN)
    window.resize(300, 300)
    bar = made.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    return made


def column_at(view: LayerTableView, x: int) -> str:
    index = view.indexAt(QPoint(x, view.rowViewportPosition(1) + 5))
    return view.layer_model.column(index.column()).key


def cell(view: LayerTableView, key: str) -> QModelIndex:
    return view.layer_model.index_of("conv2", key)


def test_number_and_operation_are_found_where_they_are_seen(view: LayerTableView) -> None:
    header = view.horizontalHeader()
    assert column_at(view, 5) == columns.NUMBER
    assert column_at(view, header.sectionSize(0) + 5) == columns.OPERATION
    assert column_at(view, fixed_columns.width(header) + 5) not in (
        columns.NUMBER, columns.OPERATION, "name",
    )  # fmt: skip
    for key in (columns.NUMBER, columns.OPERATION):
        assert column_at(view, view.visualRect(cell(view, key)).center().x()) == key


def test_the_fixed_cells_look_as_before_anything_was_scrolled(view: LayerTableView) -> None:
    view.go_to("conv1", columns.OPERATION)
    bar, wide = view.horizontalScrollBar(), fixed_columns.width(view.horizontalHeader())
    for part in (view.viewport(), view.horizontalHeader().viewport()):
        bar.setValue(0)
        before = part.grab().copy(0, 0, wide, part.height()).toImage()
        bar.setValue(bar.maximum())
        assert part.grab().copy(0, 0, wide, part.height()).toImage() == before


def test_a_click_on_a_fixed_cell_is_no_click_on_what_lies_below(view: LayerTableView) -> None:
    place = view.visualRect(cell(view, columns.OPERATION)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert current(view) == ("conv2", columns.OPERATION)
    header = view.horizontalHeader()
    asked: list[QPoint] = []
    view.columns_asked.connect(asked.append)
    more = view.layer_model.column_of(columns.MORE)
    under = header.sectionPosition(more) - fixed_columns.width(header) // 2
    view.horizontalScrollBar().setValue(under)
    place = QPoint(header.sectionViewportPosition(more) + 5, 10)
    assert place.x() < fixed_columns.width(header)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not asked


def test_the_current_cell_comes_out_from_under_the_fixed_ones(view: LayerTableView) -> None:
    view.go_to("conv1", columns.FIELD)
    for _ in view.layer_model.columns:
        press(Key.Key_Left)
        key = current(view)[1]
        if key not in (columns.NUMBER, columns.OPERATION):
            room = view.visualRect(view.currentIndex())
            assert room.left() >= fixed_columns.width(view.horizontalHeader()), key


def test_going_to_a_fixed_cell_scrolls_nothing(view: LayerTableView) -> None:
    before = view.horizontalScrollBar().value()
    view.go_to("conv1", columns.OPERATION)
    assert view.horizontalScrollBar().value() == before


def test_a_fixed_cell_is_edited_where_it_is_seen(view: LayerTableView) -> None:
    view.go_to("conv1", columns.OPERATION)
    press(Key.Key_F2)
    editor = view.viewport().findChild(CellEditor)
    assert editor is not None
    assert editor.x() == view.horizontalHeader().sectionSize(0)
