from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMainWindow

from engine import words
from gui.actions import Actions
from gui.tool_bar import ToolBar
from tests.engine.stacks import layer
from tests.gui import panels

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(qtbot: QtBot, window: QMainWindow) -> ToolBar:
    store = panels.store_of(
        layer("conv_transpose", "up", kernel=3, out_channels=1),
        layer("adaptive_avg_pool", "pool", output_size=3),
    )
    made = ToolBar(store, Actions(window, words.say), words.say)
    window.addToolBar(made)
    with qtbot.waitExposed(window):
        window.show()
    return made


def test_layers_are_called_as_in_the_table(bar: ToolBar) -> None:
    picker = bar.layer_picker
    shown = [picker.itemText(at) for at in range(picker.count())]
    assert shown == ["1  transposed", "2  adaptive average pool"]


def test_a_name_too_long_for_the_field_is_marked_and_whole_in_the_list(bar: ToolBar) -> None:
    picker = bar.layer_picker
    picker.setCurrentIndex(1)
    cut = picker.grab().toImage()
    letters = picker.fontMetrics()
    assert letters.horizontalAdvance(picker.currentText()) > picker.width() - 40
    assert picker.view().minimumWidth() >= letters.horizontalAdvance(picker.currentText())
    picker.setItemText(1, picker.itemText(1) + " and more that is not to be seen")
    assert picker.grab().toImage() == cut
