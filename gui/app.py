"""How the window comes up: what is missing is said first, and only then is Qt imported."""

from __future__ import annotations

import gc
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


def run(argv: list[str]) -> int:
    """Open the window, on the file that argv may name, and stay until it is closed."""
    complaint = preflight.complaint(os.environ)
    if complaint is not None:
        sys.stderr.write(words.say(complaint, words.language_of(os.environ)) + "\n")
        return 1
    # Python's own handler would wait for the event loop to end before Ctrl+C in a terminal counts.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = build(argv)
    window.filled.connect(_loaded)
    window.show()
    status = window.application.exec()
    _take_down(window)
    return status


def build(argv: list[str]) -> MainWindow:
    """The window, and the application if there is none yet, without entering the event loop."""
    from PySide6.QtWidgets import QApplication

    from gui.main_window import PROGRAM, MainWindow
    from gui.settings import Settings

    present = QApplication.instance()
    # Told of its style in this way, Qt makes none that is not wanted.
    arguments = [PROGRAM, "-style", "fusion"]
    application = present if isinstance(present, QApplication) else QApplication(arguments)
    application.setApplicationName(PROGRAM)
    if sys.platform.startswith("linux"):  # a minimal one draws Chinese as boxes
        _letter(application)
    window = MainWindow(application, Settings())
    if argv:
        window.life.open_file(Path(argv[0]))
    return window


def _loaded() -> None:
    """From here on things are dropped as well; what was loaded stays."""
    gc.freeze()
    gc.enable()


def _take_down(window: MainWindow) -> None:
    """Whole, as Qt does it; Python's collector would begin anywhere inside."""
    from PySide6.QtCore import QCoreApplication, QEvent

    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _letter(application: QApplication) -> None:
    """Give the application the bundled letters, as large as the system's own."""
    from PySide6.QtGui import QFontDatabase, QFontInfo

    from gui import sizes
    from gui.render import fonts

    size = sizes.TEXT_PX
    if os.environ.get("XDG_CURRENT_DESKTOP"):  # without one Qt makes a size up
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        size = QFontInfo(system).pixelSize()
    if application.font() != fonts.font(size):
        application.setFont(fonts.font(size))
