"""Ends a program as soon as its window is painted, for measuring how long that took."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Watch(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            # Once the loop comes round again, the picture has left for the screen.
            QTimer.singleShot(0, QApplication.quit)
        return False


def ends_the_loop() -> None:
    """Make every QApplication.exec of this process end after the first paint of a main window."""
    loop = QApplication.exec

    def until_painted(*_: object) -> int:
        application = QApplication.instance()
        assert application is not None
        watch = _Watch()
        application.installEventFilter(watch)
        return loop()

    QApplication.exec = until_painted  # type: ignore[method-assign]
