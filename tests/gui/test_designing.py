"""Design rates within the whole window: from its action, and from the coverage panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLineEdit

from engine.words import text
from gui import app, asking
from gui.asking import Answer
from tests.engine.stacks import conv, stack
from tests.gui.panels import visible_words
from tests.gui.person import take_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    made = app.build([])
    qtbot.addWidget(made)
    layers = (conv(name, dilation=2, padding=2) for name in "abc")
    made.store.apply(stack(*layers), text("Add layers"))
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    take_down([made])


def numbers_of(dialog: QDialog) -> list[str]:
    fields = (dialog.findChild(QLineEdit, f"design_{name}") for name in ("kernel", "field"))
    return [field.text() for field in fields if field is not None]


def test_the_action_designs_for_the_stack_of_now(window: MainWindow) -> None:
    action = window.findChild(QAction, "action_design")
    assert action is not None
    action.trigger()
    [dialog] = window.findChildren(QDialog, "design_dialog")
    assert dialog.isVisible()
    assert numbers_of(dialog) == ["3", "13"]
    dialog.accept()
    assert [one.dilation[0] for one in window.store.document.layers] == [2, 2, 2]  # type: ignore[attr-defined]


def test_rates_that_are_given_are_designed_for(window: MainWindow) -> None:
    window.commands.design_for(3, (1, 2, 4))
    [dialog] = window.findChildren(QDialog, "design_dialog")
    assert dialog.isVisible()
    assert numbers_of(dialog) == ["3", "15"]


def test_the_coverage_panel_names_rates_that_would_leave_no_hole(window: MainWindow) -> None:
    assert "Rates 1, 2, 3 see as far and leave no hole." in visible_words(window.coverage)
