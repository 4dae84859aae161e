"""Where the keyboard was before something was asked, so that it can go on there."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


@contextmanager
def kept(home: QWidget) -> Iterator[None]:
    """Gives the keyboard back to what had it; to `home` where that can take it no more.

    Qt gives it to whatever comes next when a button that has it is hidden or can do nothing.
    """
    before = QApplication.focusWidget()
    yield
    if before is None:
        return
    is_there = shiboken6.isValid(before) and before.isVisible() and before.isEnabled()
    (before if is_there else home).setFocus(Qt.FocusReason.OtherFocusReason)
