from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.render import fonts
from tests.gui import shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.usefixtures("qapp")


def menus() -> list[QWidget]:
    return [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()
    ]


@pytest.mark.parametrize("place", [QPoint(5, 5), QPoint(260, 360)])
def test_the_right_button_opens_no_menu_of_a_library(place: QPoint) -> None:
    fonts.load()
    one = shown.shown(shown.DOCUMENTS["dilated"])
    viewport = one.viewport
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()
    try:
        assert not menus()
        assert QApplication.activePopupWidget() is None
    finally:
        for menu in menus():
            menu.hide()
        one.view.close()
