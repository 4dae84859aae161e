"""The program's window: what it holds, how large it opens, what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from engine import words
from gui import palette

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

PROGRAM = "Convscope"
OPENING_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(900, 600)


class Canvas(QWidget):
    """The figure's paper."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)


class MainWindow(QMainWindow):
    """The window of one document, in one language."""

    def __init__(self, application: QApplication, language: str, file: Path | None = None) -> None:
        super().__init__()
        # Held here, since an application that nothing refers to is taken away.
        self.application = application
        self._language = language
        self.setWindowTitle(title_of(file))
        self.setCentralWidget(Canvas())
        self._add_menus()
        self.statusBar().setSizeGripEnabled(False)
        self._hold_to_screen()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_colour_scheme_changed)

    def _add_menus(self) -> None:
        file_menu = self.menuBar().addMenu(self._said(words.text("&File")))
        leave = file_menu.addAction(self._said(words.text("&Quit")))
        leave.setObjectName("action_quit")
        # Off macOS the standard key for quitting is none at all.
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.triggered.connect(self.close)

    def _hold_to_screen(self) -> None:
        room = self.screen().availableSize()
        self.setMinimumSize(LEAST_SIZE.boundedTo(room))
        self.resize(OPENING_SIZE.boundedTo(room))

    def _said(self, sentence: words.Text) -> str:
        return words.say(sentence, self._language)

    @Slot(Qt.ColorScheme)
    def _on_system_colour_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        palette.dress(self.application, scheme)


def title_of(file: Path | None) -> str:
    """What the window is called: the file comes first, it tells windows apart."""
    return PROGRAM if file is None else f"{file.name} — {PROGRAM}"
