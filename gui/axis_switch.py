"""Which axis is shown, where rows and columns differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from engine.remedies import AXIS_NAMES
from engine.words import text
from gui import sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.words import Text


class AxisSwitch(QWidget):
    """Two buttons of which one is down; emits axis_chosen(0 or 1)."""

    axis_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.scaled(4))
        for axis in range(len(AXIS_NAMES)):
            button = QToolButton()
            button.setObjectName(f"axis_{axis}")
            button.setCheckable(True)
            self._group.addButton(button, axis)
            line.addWidget(button)
        line.addStretch(1)
        self._group.idClicked.connect(self._on_group_clicked)

    def retranslate(self, said: Callable[[Text], str]) -> None:
        """Say both names."""
        self.setAccessibleName(said(text("The axis that is shown")))
        for axis, words in enumerate(AXIS_NAMES):
            self._group.button(axis).setText(said(words))

    def show_axis(self, axis: int) -> None:
        """Show which is chosen."""
        self._group.button(axis).setChecked(True)

    @Slot(int)
    def _on_group_clicked(self, axis: int) -> None:
        self.axis_chosen.emit(axis)
