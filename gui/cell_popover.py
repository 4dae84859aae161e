"""The popover that reads a half-typed cell back: its picture, the output, and whether it fits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.verdicts import Kind
from engine.words import Text, text
from gui import cell_pictures, chips, palette, sizes
from gui.cell_frame import MARGIN, CellFrame
from gui.cell_reading import FORMS, CellReading
from gui.panel import Rule

WIDTH = 332
_FITS, _DOES_NOT = text("fits"), text("does not fit")


class CellPopover(CellFrame):
    """Reads back; it takes neither keys nor clicks."""

    def __init__(self, window: QWidget, said: Callable[[Text], str]) -> None:
        super().__init__(window)
        self.setObjectName("cell_popover")
        self._said = said
        margin = sizes.scaled(MARGIN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(sizes.scaled(8))
        self._heading = _label(self, sizes.TEXT_PX, QFont.Weight.DemiBold)
        self._form = _Forms(self, said)
        self._picture = cell_pictures.CellPicture(self)
        self._output = _label(self, sizes.SMALL_PX)
        self._output.setTextFormat(Qt.TextFormat.RichText)
        self._chip = _Chip(self)
        line = QHBoxLayout()
        line.addWidget(self._output, 1)
        line.addWidget(self._chip)
        self._hint = _label(self, sizes.HINT_PX)
        self._hint.setObjectName("soft")
        for widget in (self._heading, self._form, self._picture):
            layout.addWidget(widget)
        layout.addLayout(line)
        self._rule = Rule()
        layout.addWidget(self._rule)
        layout.addWidget(self._hint)
        self.setFixedWidth(sizes.scaled(WIDTH))

    def show_reading(self, found: CellReading) -> None:
        """Show what the cell would mean."""
        self._heading.setText(self._said(found.heading))
        self._form.show_form(found.form)
        self._picture.show_reading(found)
        self._output.setText(self._told(found))
        word = self._said(_FITS if found.problem is None else _DOES_NOT)
        self._chip.show_word(Kind.GOOD if found.problem is None else Kind.BAD, word)
        self._chip.setVisible(bool(found.output) or found.problem is not None)
        self._hint.setText("\n".join(self._said(hint) for hint in found.hints))
        for part in (self._rule, self._hint):
            part.setVisible(bool(found.hints))
        self.setAccessibleName(self._said(found.heading))

    def _told(self, found: CellReading) -> str:
        if found.problem is not None:
            return _escaped(self._said(found.problem))
        if not found.output:
            return ""
        parts = [_OUTPUT.format(word=self._said(text("Output")), size=found.output)]
        if found.padded:
            parts.append(self._said(text("padded {size}", size=found.padded)))
        elif found.was not in (found.output, ""):
            parts.append(self._said(text("was {size}", size=found.was)))
        return "&nbsp;&nbsp; ".join(parts)


_OUTPUT = "{word}&nbsp;&nbsp; <b>{size}</b>"


def _escaped(sentence: str) -> str:
    return sentence.replace("&", "&amp;").replace("<", "&lt;")


def _label(parent: QWidget, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel(parent)
    label.setFont(sizes.lettering(size, weight))
    label.setWordWrap(True)
    return label


class _Chip(QWidget):
    """A verdict of one word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind, self._word = Kind.GOOD, ""

    def show_word(self, kind: Kind, word: str) -> None:
        self._kind, self._word = kind, word
        self.setFixedSize(chips.size(word))
        self.update()

    def paintEvent(self, _: QPaintEvent, /) -> None:
        chips.paint(QPainter(self), self.rect(), self._kind, self._word, palette.present(self))


class _Forms(QWidget):
    """The three forms of a padding in a row, the one that is typed marked."""

    def __init__(self, parent: QWidget, said: Callable[[Text], str]) -> None:
        super().__init__(parent)
        self._said = said
        self._form = ""
        self.setFixedHeight(sizes.scaled(26))

    def show_form(self, form: str) -> None:
        self._form = form
        self.setVisible(bool(form))
        self.update()

    def paintEvent(self, _: QPaintEvent, /) -> None:
        shown = [(self._said(word), key == self._form) for key, word in FORMS.items()]
        room = QRect(0, 0, sizes.scaled(230), self.height())
        cell_pictures.paint_forms(QPainter(self), room, shown, palette.present(self))
