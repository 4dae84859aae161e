"""Ends a program as soon as its window, or a figure in it, is painted, to time the way there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QGraphicsView, QMainWindow

if TYPE_CHECKING:
    from collections.abc import Callable


class _Watch(QObject):
    def __init__(self, is_awaited: Callable[[QObject], bool]) -> None:
        super().__init__()
        self._is_awaited = is_awaited

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_awaited(watched):
            # Once the loop comes round again, the picture has left for the screen. Taking the
            # program apart is no part of its start.
            QTimer.singleShot(0, _end)
        return False


def ends_at_window() -> None:
    """Make this process end after the first paint of a main window."""
    _ends_at(lambda watched: isinstance(watched, QMainWindow))


def ends_at_figure() -> None:
    """Make this process end after the first paint of a view of a scene."""
    _ends_at(lambda watched: isinstance(watched.parent(), QGraphicsView))


def _ends_at(is_awaited: Callable[[QObject], bool]) -> None:
    loop = QApplication.exec

    def until_painted(*_: object) -> int:
        application = QApplication.instance()
        assert application is not None
        watch = _Watch(is_awaited)
        application.installEventFilter(watch)
        return loop()

    QApplication.exec = until_painted  # type: ignore[method-assign]


def _end() -> None:
    os._exit(0)
