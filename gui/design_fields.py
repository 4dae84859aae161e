"""The four numbers that rates are designed for, as they are typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from engine import design
from engine.design import Request
from engine.words import text
from gui import sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from engine.words import Text

    Said = Callable[[Text], str]

FIELD_WIDTH, WIDE_FIELD, HEIGHT, BESIDE, APART = 56, 72, 28, 8, 16
STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
# What a field means that is left empty; the others have to hold a number.
EMPTY = {"layers": text("fewest"), "largest": text("any")}
WORDS = {
    "kernel": text("Kernel"),
    "field": text("Field"),
    "layers": text("Layers"),
    "largest": text("Largest rate"),
}


class NumberField(QLineEdit):
    """A whole number; up and down make it one more or less."""

    def __init__(self, name: str, said: Said) -> None:
        super().__init__()
        self.setObjectName(f"design_{name}")
        self.setAccessibleName(said(WORDS[name]))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(sizes.scaled(HEIGHT))
        self._limits = design.LIMITS[name]
        self._word = said(EMPTY[name]) if name in EMPTY else ""
        self.setFixedWidth(sizes.scaled(WIDE_FIELD if self._word else FIELD_WIDTH))
        self.setPlaceholderText(self._word)

    @property
    def is_understood(self) -> bool:
        """Whether it holds a number within its limits, or nothing where that means something."""
        typed = self._typed()
        if not typed:
            return bool(self._word)
        number = int(typed) if re.fullmatch("[0-9]{1,9}", typed) else 0
        return self._limits[0] <= number <= self._limits[1]

    @property
    def number(self) -> int | None:
        """What it holds; None where it is empty."""
        return int(self._typed()) if self._typed() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down stay within the limits; below the least is nothing, where that is allowed."""
        by = STEPS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self.is_understood:
            self._step(by)

    def mark(self) -> None:
        """Be framed as what cannot be used is, or as usual."""
        bad = not self.is_understood
        if self.property("bad") != bad:
            self.setProperty("bad", bad)
            self.style().unpolish(self)
            self.style().polish(self)

    def _step(self, by: int) -> None:
        least, most = self._limits
        number = (least - 1 if self.number is None else self.number) + by
        if number < least:
            number_shown = "" if self._word else str(least)
        else:
            number_shown = str(min(number, most))
        if number_shown != self.text():
            self.setText(number_shown)
            self.textEdited.emit(number_shown)
        self.selectAll()

    def _typed(self) -> str:
        typed = self.text().strip()
        return "" if typed == self._word else typed


class DesignFields(QWidget):
    """edited(): another number was typed."""

    edited = Signal()

    def __init__(self, said: Said) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.scaled(BESIDE))
        self.fields = {name: NumberField(name, said) for name in WORDS}
        for name, field in self.fields.items():
            label = QLabel(said(WORDS[name]))
            label.setObjectName("soft")
            label.setBuddy(field)
            line.addWidget(label)
            line.addWidget(field)
            line.addSpacing(sizes.scaled(APART - BESIDE))
            field.textEdited.connect(self._on_field_text_edited)
        line.addStretch(1)
        self.counted = QLabel()
        self.counted.setObjectName("soft")
        line.addWidget(self.counted)

    @property
    def wrong(self) -> Text | None:
        """What a field holds that nobody can use; None where all are understood."""
        for name, field in self.fields.items():
            if not field.is_understood:
                return design.out_of_limits(name, field.text().strip() or "–")
        return None

    @property
    def request(self) -> Request:
        """What is asked for; only where nothing is wrong."""
        found = {name: field.number for name, field in self.fields.items()}
        kernel, wanted = found["kernel"], found["field"]
        assert kernel is not None
        assert wanted is not None
        return Request(kernel, wanted, found["layers"], found["largest"])

    def show_request(self, request: Request) -> None:
        """Put these numbers into the fields."""
        for name, field in self.fields.items():
            number = getattr(request, name)
            field.setText("" if number is None else str(number))
            field.mark()

    @Slot()
    def _on_field_text_edited(self) -> None:
        for field in self.fields.values():
            field.mark()
        self.edited.emit()
