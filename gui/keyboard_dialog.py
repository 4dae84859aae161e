"""All keys of the window in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.words import Text, text
from gui import actions as entries
from gui import menus, sizes
from gui.panel import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gui.actions import Actions

MARGIN, SIZE = 20, (560, 600)
# What no menu shows.
ELSEWHERE: tuple[tuple[Text, tuple[tuple[str, Text], ...]], ...] = (
    (
        text("Table"),
        (
            ("F2, Enter", text("open the cell")),
            ("+ −", text("one more, one less")),
            ("Backspace", text("back to the default")),
            ("F4", text("show what the cell means")),
            ("Alt+1, Alt+2", text("take a remedy")),
        ),
    ),
    (
        text("Figure"),
        (
            ("← → ↑ ↓", text("move the pixel cursor")),
            ("Enter", text("pin the pixel")),
            ("PgUp, PgDn", text("the map before, the next map")),
            ("T, Shift+T", text("take a tap: the next one, the one before")),
            ("← → ↑ ↓", text("move the tap that is taken by 0.1; with Shift by a whole cell")),
            ("Esc", text("let go of the tap")),
        ),
    ),
    (
        text("Window"),
        (
            ("F6, Shift+F6", text("the next panel, the one before")),
            ("Esc", text("back to the table")),
        ),
    ),
)


class KeyboardDialog(QDialog):
    """Every action that has a key, menu by menu, then the keys of table and figure."""

    def __init__(self, parent: QWidget, actions: Actions, said: Callable[[Text], str]) -> None:
        super().__init__(parent)
        self._said = said
        self.setWindowTitle(said(text("Keyboard")))
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        self._grid = QGridLayout(page)
        margin = sizes.scaled(MARGIN)
        self._grid.setContentsMargins(margin, sizes.scaled(4), margin, sizes.scaled(12))
        self._grid.setHorizontalSpacing(sizes.scaled(24))
        self._grid.setVerticalSpacing(sizes.scaled(6))
        self._grid.setColumnStretch(1, 1)
        for title, lines in self._sections(actions):
            self._add(title, lines)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(margin, sizes.scaled(12), margin, sizes.scaled(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area)
        column.addWidget(Rule())
        column.addWidget(buttons)
        self.resize(*map(sizes.scaled, SIZE))

    def _sections(self, actions: Actions) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for name in menus.BAR:
            there = [actions[one] for one in menus.MENUS[name] if one in actions]
            lines = [
                (", ".join(entries.written(key) for key in one.shortcuts()), one.iconText())
                for one in there
                if one.isVisible() and one.shortcuts()
            ]
            if lines:
                yield entries.without_letter(self._said(menus.WORDS[name])), lines
        for title, pairs in ELSEWHERE:
            yield self._said(title), [(keys, self._said(words)) for keys, words in pairs]

    def _add(self, title: str, lines: list[tuple[str, str]]) -> None:
        head = QLabel(title)
        head.setFont(sizes.lettering(sizes.TEXT_PX, QFont.Weight.DemiBold))
        head.setContentsMargins(0, sizes.scaled(12), 0, 0)
        self._grid.addWidget(head, self._grid.rowCount(), 0, 1, 2)
        for keys, words in lines:
            row = self._grid.rowCount()
            held = QLabel(keys)
            held.setObjectName("soft")
            self._grid.addWidget(held, row, 0)
            self._grid.addWidget(QLabel(words), row, 1)
