"""What the figure's paper says while there is nothing to draw, and what would change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.words import text
from gui import actions as entries
from gui import icons, palette, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent

    from engine.words import Text
    from gui.actions import Actions
    from gui.store import Store

ICON, WIDEST = 36, 460
OFFERED = ("add_layer", "open")


class EmptyView(QWidget):
    """A stack without layers: how large its input is, and how it comes to have one."""

    def __init__(self, store: Store, actions: Actions, said: Callable[[Text], str]) -> None:
        super().__init__()
        self._store = store
        self._actions = actions
        self._said = said
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture, self._title, self._reason = QLabel(), QLabel(), QLabel()
        self._reason.setWordWrap(True)
        self._reason.setObjectName("soft")
        self._buttons = {name: QPushButton() for name in OFFERED}
        self._hints = {name: QLabel() for name in OFFERED}
        for label in self._hints.values():
            label.setObjectName("soft")
        self._buttons["add_layer"].setObjectName("accent_button")
        for name, button in self._buttons.items():
            button.clicked.connect(actions[name].trigger)
        self._lay_out()
        store.document_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        for name in OFFERED:
            action = self._actions[name]
            self._buttons[name].setText(action.iconText())
            self._hints[name].setText(entries.written(action.shortcut()))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say how it stands now."""
        source = self._store.document.input
        size = f"{source.channels}×{source.size[0]}×{source.size[1]}"
        self._title.setText(self._said(text("No layers yet")))
        self._reason.setText(
            self._said(
                text(
                    "The input is {size}. Add a layer to see what it does to every pixel.",
                    size=size,
                )
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """A new palette asks for an icon in its colour."""
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange:
            self._draw()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self._title.setFont(sizes.lettering(sizes.TITLE_PX, QFont.Weight.DemiBold))
        for label in self._hints.values():
            label.setFont(sizes.lettering(sizes.HINT_PX))
        self._block.setMaximumWidth(sizes.scaled(WIDEST))
        self._draw()

    def _draw(self) -> None:
        icon = icons.icon("conv", palette.present(self).disabled)
        self._picture.setPixmap(icon.pixmap(QSize(sizes.scaled(ICON), sizes.scaled(ICON))))

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.setHorizontalSpacing(8)
        for column, name in enumerate(OFFERED):
            buttons.addWidget(self._buttons[name], 0, column)
            buttons.addWidget(self._hints[name], 1, column)
        buttons.setColumnStretch(len(OFFERED), 1)
        self._block = QWidget()
        block = QVBoxLayout(self._block)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(8)
        for widget in (self._picture, self._title, self._reason):
            block.addWidget(widget)
        block.addLayout(buttons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(self._block)
        middle.addStretch(3)
        # As wide as it may be before anything is left for the sides.
        whole.addLayout(middle, 100)
        whole.addStretch(1)
        self.resize_parts()
