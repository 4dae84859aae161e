"""The layer table in a window of its own, as a person's keys meet it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from engine import edits
from engine.document import Document
from gui.layer_table_model import LayerTableModel
from gui.layer_table_view import LayerTableView
from gui.store import Store

Key = Qt.Key
ALT, CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def stack(*ops: str) -> Document:
    """A layer of each operation as it is when it was just added."""
    document = Document()
    for at, op in enumerate(ops):
        document = edits.insert(document, at, edits.new_layer(document, op, at))
    return document


def stored(*ops: str) -> Store:
    store = Store()
    store.replace(stack(*ops), None)
    return store


def shown(qtbot: QtBot, window: QMainWindow, store: Store) -> LayerTableView:
    """The table, seen and with the keyboard."""
    view = LayerTableView(LayerTableModel(store))
    window.setCentralWidget(view)
    window.resize(640, 700)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    view.setFocus()
    return view


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def write(words: str) -> None:
    for mark in words:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, mark)


def current(view: LayerTableView) -> tuple[str, str]:
    index = view.currentIndex()
    model = view.layer_model
    return model.row(index.row()).name, model.column(index.column()).key


def is_typing() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit)


def sentence(view: LayerTableView) -> str:
    box = view.typing.box
    return "" if box is None else box.sentence
