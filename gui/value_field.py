"""The small field over a number of the figure, in which another one is typed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from engine import words
from engine.problems import refusal
from engine.words import text
from gui import palette, sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

LEAST_WIDTH, LEAST_HEIGHT = 56, 24


class ValueField(QLineEdit):
    """typed(str) on Enter; Esc, or going elsewhere, leaves the number as it was."""

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("value_field")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.returnPressed.connect(self._on_return_pressed)
        self.textEdited.connect(self._on_text_edited)
        self.hide()

    def open_over(self, cell: QRect, shown: str, name: str) -> None:
        """Stand over the cell with its number, all of it selected."""
        least = QSize(sizes.scaled(LEAST_WIDTH), sizes.scaled(LEAST_HEIGHT))
        area = QRect(cell.topLeft(), cell.size().expandedTo(least))
        area.moveCenter(cell.center())
        self.setGeometry(area)
        self.setAccessibleName(name)
        self.setText(shown)
        self._frame(refused=False)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def refuse(self, why: str) -> None:
        """Stay, with the reason."""
        self._frame(refused=True)
        self.setToolTip(why)
        self.setAccessibleDescription(why)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        else:
            super().keyPressEvent(event)
            event.accept()  # Qt hands Enter on to the figure, which would pin

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """What is typed here is no shortcut of the window's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def close_field(self) -> None:
        """Give the keyboard back to the figure."""
        self.hide()
        if parent := self.parentWidget():
            parent.setFocus()

    def _frame(self, *, refused: bool) -> None:
        colours = palette.present(self)
        edge = colours.bad if refused else colours.accent
        self.setStyleSheet(f"#value_field {{ border: 2px solid {edge}; border-radius: 4px }}")
        self.setToolTip("")
        self.setAccessibleDescription("")

    @Slot()
    def _on_return_pressed(self) -> None:
        self.typed.emit(self.text())

    @Slot(str)
    def _on_text_edited(self, _: str) -> None:
        self._frame(refused=False)


def read(typed: str) -> float:
    """The number that a person typed: with a true minus too, and with a decimal comma."""
    plain = typed.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    plain = plain.replace(words.THIN_SPACE, "")
    try:
        found = float(plain)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or "_" in plain:
        sentence = text("{value} is no number; 3, −2 or 0.5 would do.", value=words.quoted(typed))
        raise refusal("bad_value", sentence, value=typed)
    return found
