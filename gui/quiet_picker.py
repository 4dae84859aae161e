"""A field to choose from in a panel that scrolls: the wheel is the panel's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy

from gui import sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

FIELD, LEAST_WIDTH = 28, 52


class QuietPicker(QComboBox):
    """Narrower than its longest choice where there is no room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._choices: list[tuple[object, str]] = []
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.resize_parts()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self.setFont(sizes.lettering(sizes.SMALL_PX))
        self.setFixedHeight(sizes.scaled(FIELD))
        self.setMinimumWidth(sizes.scaled(LEAST_WIDTH))

    def offer(self, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        """Show these values in these words, and which is chosen; None of them is none."""
        if self._choices != list(choices):
            self._choices = list(choices)
            self.clear()
            self.addItems([words for _, words in choices])
        values = [value for value, _ in choices]
        self.setCurrentIndex(values.index(chosen) if chosen in values else -1)

    def value(self, at: int) -> object:
        """What stands at that place."""
        return self._choices[at][0]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls the panel chooses nothing."""
        event.ignore()
