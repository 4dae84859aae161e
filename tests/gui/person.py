"""Somebody before the window: presses keys, types, looks things up by their stable names."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from engine import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytestqt.qtbot import QtBot

    from gui.main_window import MainWindow

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Kind = TypeVar("Kind", bound=QWidget)


def mouse(
    room: QWidget,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    held: Qt.MouseButton = Qt.MouseButton.NoButton,
    keys: Modifier = Modifier.NoModifier,
) -> None:
    """An event of its own: QTest moves the real pointer, of which other programs have a say."""
    place, everywhere = QPointF(at), QPointF(room.mapToGlobal(at))
    QApplication.sendEvent(room, QMouseEvent(kind, place, everywhere, button, held, keys))


class Person:
    """Knows keys, names, and where the table's columns are; never a private part of the window."""

    def __init__(self, bot: QtBot, window: MainWindow) -> None:
        self.bot = bot
        self.window = window
        with bot.waitActive(window):
            window.show()
            window.activateWindow()
        self.table = self.find(QTableView, "layer_table")
        self.table.setFocus()

    @property
    def focus(self) -> QWidget:
        """Where a key goes."""
        return QApplication.focusWidget() or self.table

    def find(self, kind: type[Kind], name: str) -> Kind:
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def action(self, name: str) -> QAction:
        found = self.window.findChild(QAction, f"action_{name}")
        assert isinstance(found, QAction), name
        return found

    def press(self, key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifier)

    def write(self, entered: str, key: Key = Key.Key_Return) -> None:
        for mark in entered:
            QTest.keyClicks(self.focus, mark)
        self.press(key)

    def add(self, operation: str) -> None:
        """A layer below the one that is current, its operation typed."""
        self.press(Key.Key_Insert)
        self.write(operation)

    def go_to(self, row: int, heading: str) -> None:
        """Walk to the cell with the arrow keys."""
        self.press(Key.Key_Home)
        while self.table.currentIndex().row() != row:
            self.press(Key.Key_Down if self.table.currentIndex().row() < row else Key.Key_Up)
        before = -1
        while self.heading() != heading and self.table.currentIndex().column() != before:
            before = self.table.currentIndex().column()
            self.press(Key.Key_Right)
        assert self.heading() == heading

    def heading(self) -> str:
        """The word above the current cell."""
        column = self.table.currentIndex().column()
        shown = self.table.model().headerData(column, Qt.Orientation.Horizontal)
        return str(shown).split("\n", 1)[0]

    def is_typing(self) -> bool:
        return self.focus is not self.table and self.table.isAncestorOf(self.focus)

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Go there, press and let go."""
        left = Qt.MouseButton.LeftButton
        mouse(widget, QEvent.Type.MouseMove, at)
        mouse(widget, QEvent.Type.MouseButtonPress, at, left, left)
        mouse(widget, QEvent.Type.MouseButtonRelease, at, left)

    def problems(self) -> list[str]:
        return [words.say(one.message) for one in self.window.store.report.problems]

    def undo_all(self) -> int:
        """How many steps there were."""
        return self._all("undo")

    def redo_all(self) -> int:
        """How many steps there are again."""
        return self._all("redo")

    def _all(self, name: str) -> int:
        count = 0
        while self.action(name).isEnabled():
            self.action(name).trigger()
            count += 1
        return count


def take_down(windows: Iterable[MainWindow]) -> None:
    """Whole, as Qt does it; Python's collector would begin anywhere inside them."""
    for window in windows:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
