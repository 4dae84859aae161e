"""How often the window is painted for an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from gui import app
from tests.engine.stacks import conv, stack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Requests(QObject):
    """Counts how often a window is asked to be painted."""

    count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.UpdateRequest
        return False


def settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def test_the_scene_of_the_figure_does_not_paint_the_window_ahead_of_its_panels(
    qtbot: QtBot,
) -> None:
    window = app.build([])
    qtbot.addWidget(window)
    window.resize(1440, 900)
    with qtbot.waitExposed(window), qtbot.waitSignal(window.filled):
        window.show()
    settle()
    window.store.replace(stack(conv("a", padding=1), conv("b", padding=1), size=16), None)
    settle()
    requests = Requests()
    window.installEventFilter(requests)
    assert window.model.enter(window.model.index_of("b", "dilation"), "2")
    settle()
    window.store.replace(window.store.document, None)
    # Once with all that has changed, and once more where panels have moved since.
    assert requests.count <= 2
