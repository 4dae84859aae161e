"""The way round the panels with F6, and back to the table with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


class FocusRing(QObject):
    """Goes from place to place in their order, past those that cannot be seen."""

    def __init__(self, window: QWidget, places: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._places = tuple(places)
        for keys, slot in (("F6", self._on_f6_pressed), ("Shift+F6", self._on_shift_f6_pressed)):
            QShortcut(QKeySequence(keys), window, slot)

    def go(self, by: int) -> None:
        """Give the focus to the next place, or to the one before."""
        at = self._present()
        count = len(self._places)
        for step in range(1, count + 1):
            place = self._places[(at + by * step) % count]
            if is_seen(place) and _take_focus(place):
                return

    def _present(self) -> int:
        focus = QApplication.focusWidget()
        for at, place in enumerate(self._places):
            if focus is not None and (focus is place or place.isAncestorOf(focus)):
                return at
        return -1

    @Slot()
    def _on_f6_pressed(self) -> None:
        self.go(1)

    @Slot()
    def _on_shift_f6_pressed(self) -> None:
        self.go(-1)


def is_seen(place: QWidget) -> bool:
    """Whether it is before every tab; Qt calls one behind visible too, and puts it outside."""
    window = place.window()
    there = QRect(place.mapTo(window, QPoint()), place.size())
    return place.isVisible() and window.rect().intersects(there)


def _take_focus(place: QWidget) -> bool:
    """Whether the place, or the first thing in it, took the focus."""
    for widget in (place, *place.findChildren(QWidget)):
        if (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and widget.isEnabled()
        ):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
