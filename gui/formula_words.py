"""A formula in a panel: names in front, and lines that break at their signs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from engine.formulas import Style
from gui import formula_letters, palette, sizes
from gui.panel import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from gui.formula_letters import Line, Run, Unit

AFTER_NAME = 6
BETWEEN = 2  # lines of a formula stand no closer than those of a sentence


class Place(NamedTuple):
    """Where the rows of a line stand: the first one's top, from row to row, down to the letters."""

    top: float
    pitch: float
    base: float


class FormulaWords(Words):
    """As high as its lines need; Qt's rich text takes a hundred times as long to break them."""

    def __init__(self, px: int = sizes.TEXT_PX) -> None:
        super().__init__(px)
        self._lines: tuple[Line, ...] = ()
        self._units: dict[Line, list[Unit]] = {}

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Write these instead; none take no room."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            known, self._heights = self._units, ("", {})
            # Of a long calculation an edit changes a line or two.
            self._units = {line: known[line] for line in lines if line in known}
            self.setText("\n".join(map(_plain, lines)))
            self.update()
        self.show_if(bool(lines))

    def forget_heights(self) -> None:
        """Other letters are broken elsewhere."""
        super().forget_heights()
        self._units = {}

    def minimumSizeHint(self) -> QSize:
        """A line; how many there are follows from the width alone."""
        return QSize(0, self.fontMetrics().lineSpacing())

    def sizeHint(self) -> QSize:
        """The same."""
        return self.minimumSizeHint()

    def needed_height(self, width: int) -> int:
        """As high as the lines are when they are broken."""
        bottom, room = 0.0, width - self._left()
        for line, place in self._places(room):
            bottom = place.top + place.pitch * self._rows(line, room)
        return math.ceil(bottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines that are seen."""
        painter, colours = QPainter(self), palette.present(self)
        left = self._left()
        for line, (top, pitch, base) in self._places(self.width() - left):
            if top > event.rect().bottom():
                break
            painter.setFont(sizes.lettering(self._px))
            painter.setPen(QColor(colours.soft_text))
            painter.drawText(QPointF(0, top + base), line.name)
            for row, x, (words, style) in self._runs(line, self.width() - left):
                painter.setFont(formula_letters.font(style, self._px))
                painter.setPen(QColor(formula_letters.ink(style, colours)))
                painter.drawText(QPointF(left + x, top + row * pitch + base), words)
        painter.end()

    def _left(self) -> float:
        """Where the formulas begin, right of the names."""
        widest = max((sizes.advance(one.name, self._px) for one in self._lines), default=0)
        return widest + sizes.scaled(AFTER_NAME) if widest else 0

    def _places(self, room: float) -> Iterator[tuple[Line, Place]]:
        """Every line, from top to bottom."""
        top = 0.0
        for line in self._lines:
            styles = {part.style for part in line.parts} & {Style.RESULT} or {Style.PLAIN}
            letters = QFontMetrics(formula_letters.font(styles.pop(), self._px))
            place = Place(top, letters.lineSpacing(), letters.ascent())
            yield line, place
            top += place.pitch * self._rows(line, room) + sizes.scaled(BETWEEN)

    def _rows(self, line: Line, room: float) -> int:
        return max(formula_letters.rows(self._measured(line), room), default=0) + 1

    def _runs(self, line: Line, room: float) -> list[Run]:
        return formula_letters.runs(self._measured(line), room)

    def _measured(self, line: Line) -> list[Unit]:
        if line not in self._units:
            self._units[line] = formula_letters.units(line.parts, self._px)
        return self._units[line]


def _plain(line: Line) -> str:
    return f"{line.name} {''.join(part.words for part in line.parts)}".strip()
