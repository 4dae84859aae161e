"""How the window comes up: what is missing is said first, and only then is Qt imported."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine import words
from gui import preflight

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.main_window import MainWindow


TEXT_PX = 13


def run(argv: list[str]) -> int:
    """Open the window, on the file that argv may name, and stay until it is closed."""
    complaint = preflight.complaint(os.environ)
    if complaint is not None:
        sys.stderr.write(words.say(complaint, words.language_of(os.environ)) + "\n")
        return 1
    # Python's own handler would wait for the event loop to end before Ctrl+C in a terminal counts.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = build(argv)
    window.show()
    return window.application.exec()


def build(argv: list[str]) -> MainWindow:
    """The window, and the application if there is none yet, without entering the event loop."""
    from PySide6.QtWidgets import QApplication

    from gui import palette
    from gui.main_window import PROGRAM, MainWindow
    from gui.render import fonts

    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication([PROGRAM])
    application.setApplicationName(PROGRAM)
    application.setStyle("Fusion")
    if sys.platform.startswith("linux"):  # a minimal one draws Chinese as boxes
        application.setFont(fonts.font(TEXT_PX))
    palette.dress(application, application.styleHints().colorScheme())
    language = words.language_of(os.environ)
    _speak(application, language)
    return MainWindow(application, language, Path(argv[0]) if argv else None)


def _speak(application: QApplication, language: str) -> None:
    """Let Qt's own dialogs speak the language of the window."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    if language == "en":
        return
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language}", folder):
        application.installTranslator(translator)
