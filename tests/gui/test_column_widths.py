from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QMainWindow

from gui import cell_texts, column_widths, columns, layer_table_header, sizes
from gui.column_widths import Widths
from gui.columns import Column
from gui.layer_table_model import LayerTableModel
from gui.layer_table_view import LayerTableView
from tests.engine.stacks import conv, layer
from tests.gui import panels

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")

USUAL = [column for column in columns.ALL if column.always]


def wanted(shown: list[Column]) -> list[Widths]:
    return [column_widths.wanted(column, {"9×9"}, "en") for column in shown]


def given_up(room: int, shown: list[Column]) -> set[str]:
    found = column_widths.fitted(shown, wanted(shown), room)
    return {column.key for column, wide in zip(shown, found, strict=True) if not wide}


def inks(view: LayerTableView, section: int, wide: int) -> int:
    """How many colours beside the ground a header of that width shows."""
    image = QImage(wide, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view.horizontalHeader().paintSection(painter, QRect(0, 0, wide, 40), section)
    painter.end()
    return len({image.pixel(x, y) for x in range(wide) for y in range(39)}) - 1


def test_with_room_for_all_the_operation_takes_what_is_left() -> None:
    found = column_widths.fitted(USUAL, wanted(USUAL), 900)
    assert sum(found) == 900
    usual = [one.wide for one in wanted(USUAL)]
    assert [at for at, wide in enumerate(found) if wide != usual[at]] == [1]


def test_columns_that_not_every_table_has_give_way_before_the_verdict() -> None:
    shown = [*USUAL[:2], columns.KEYS["weights"], *USUAL[2:]]
    wide = sum(one.wide for one in wanted(shown))
    found = column_widths.fitted(shown, wanted(shown), wide - 10)
    verdict = shown.index(columns.KEYS[columns.VERDICT])
    assert found[verdict] == wanted(shown)[verdict].wide
    assert found[2] == wanted(shown)[2].least


def test_nothing_is_left_out_before_all_are_as_narrow_as_they_can_be() -> None:
    widths = wanted(USUAL)
    least = sum(one.least for one in widths) - widths[-1].least
    sign = sizes.scaled(column_widths.SIGN_ALONE)
    assert not given_up(least + sign, USUAL)
    assert given_up(least + sign - 1, USUAL) == {columns.JUMP}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", [c.key for c in columns.ALL if c.key != columns.VERDICT])
def test_every_header_has_room_for_its_word_in_the_least_width(key: str, language: str) -> None:
    column = columns.KEYS[key]
    word = cell_texts.heading(column, language)[0]
    room = column_widths.wanted(column, set(), language).least
    beside = sizes.scaled(column_widths.HEADER_BESIDE) + sizes.scaled(column_widths.HEADER_AFTER)
    letters = QFontMetrics(layer_table_header.word_font())
    assert letters.horizontalAdvance(word) <= room - beside


def test_a_word_without_room_is_left_out_and_not_cut(qtbot: QtBot) -> None:
    store = panels.store_of(conv("conv1"))
    view = LayerTableView(LayerTableModel(store, "zh_CN"))
    qtbot.addWidget(view)
    at = view.layer_model.column_of(columns.VERDICT)
    word = QFontMetrics(layer_table_header.word_font()).horizontalAdvance("结论")
    beside = sizes.scaled(column_widths.HEADER_BESIDE) + sizes.scaled(column_widths.HEADER_AFTER)
    assert inks(view, at, word + beside)
    assert not inks(view, at, word + beside - 1)


def test_what_is_measured_is_not_cut(qtbot: QtBot) -> None:
    store = panels.store_of(
        conv("conv1", out_channels=8), conv("mid", bias=False),
        layer("add", "sum", inputs=["mid", "mid"]), size=32,
    )  # fmt: skip
    view = LayerTableView(LayerTableModel(store))
    window = QMainWindow()
    window.setCentralWidget(view)
    qtbot.addWidget(window)
    window.resize(400, 300)
    with qtbot.waitExposed(window):
        window.show()
    letters = QFontMetrics(sizes.lettering())
    model = view.layer_model
    for at, column in enumerate(model.columns):
        if column.is_field or column.key == columns.OUTPUT:
            inside = view.columnWidth(at) - 2 * sizes.scaled(column_widths.BESIDE)
            for row in range(model.rowCount() - 1):
                shown = str(model.index(row, at).data())
                fitted = letters.elidedText(shown, Qt.TextElideMode.ElideRight, inside)
                assert view.isColumnHidden(at) or fitted == shown
