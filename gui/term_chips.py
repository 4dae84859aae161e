"""The terms of an output cell as chips in the rows of the window, dashed where they are padding."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from engine.scenes.terms import Term
    from gui.render.theme import Look

HEIGHT, GAP, RADIUS = 26, 5, 4
USUAL, ROOM, BESIDE = 57, 190, 4  # a chip's width, that of a row, the least beside its words
BEFORE_RESULT = 7
CROWDED = 5  # columns, from which on the letters are smaller


class TermChips(QWidget):
    """As wide as its numbers need: narrower panels scroll."""

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[tuple[Term, ...], ...] = ()
        self._results: tuple[str, ...] = ()
        self._chip_width = 0
        self._told: object = None

    def show_terms(self, terms: tuple[tuple[Term, ...], ...], results: Sequence[str]) -> None:
        """Show these rows, and what each comes to; no rows take no room."""
        told = (terms, tuple(results), sizes.scale())
        if told == self._told:
            return
        self._told, self._terms, self._results = told, terms, tuple(results)
        gap = sizes.scaled(GAP)
        self._chip_width = self._needed_width()
        self.setMinimumWidth(self._columns * (self._chip_width + gap) + self._result_width())
        self.setFixedHeight(max(len(terms) * (sizes.scaled(HEIGHT) + gap) - gap, 0))
        self.setVisible(bool(terms))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every chip, and beside each row what it comes to."""
        from gui.render import theme  # with what draws, which an empty window does without

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = palette.present(self)
        figure = theme.DARK if colours is palette.DARK else theme.LIGHT
        ring = figure.rings[theme.Ring.WINDOW]
        for at, row in enumerate(self._terms):
            for place, term in enumerate(row):
                look = figure.looks["window_on_padding" if term.on_padding else "window"]
                self._chip(painter, self._room(at, place), term, replace(look, line=ring))
            if at < len(self._results):
                painter.setFont(sizes.lettering(sizes.SMALL_PX))
                painter.setPen(QColor(colours.soft_text))
                room = self._room(at, self._columns)
                room.setRight(self.width())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._results[at])
        painter.end()

    @property
    def _columns(self) -> int:
        return max(map(len, self._terms), default=0)

    def _needed_width(self) -> int:
        px = sizes.TEXT_PX if self._columns < CROWDED else sizes.SMALL_PX
        strong = QFont.Weight.DemiBold
        words = (_words(term) for row in self._terms for term in row)
        needed = max((sizes.advance(one, px, strong) for one in words), default=0)
        return max(
            math.ceil(needed) + 2 * sizes.scaled(BESIDE),
            sizes.scaled(min(USUAL, ROOM // max(self._columns, 1))),
        )

    def _result_width(self) -> int:
        widths = (sizes.advance(one, sizes.SMALL_PX) for one in self._results)
        longest = math.ceil(max(widths, default=0))
        return longest + sizes.scaled(BEFORE_RESULT) if longest else 0

    def _font(self, *, strong: bool = True) -> QFont:
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        return sizes.lettering(sizes.TEXT_PX if self._columns < CROWDED else sizes.SMALL_PX, weight)

    def _room(self, row: int, column: int) -> QRectF:
        high, wide, gap = sizes.scaled(HEIGHT), self._chip_width, sizes.scaled(GAP)
        return QRectF(column * (wide + gap), row * (high + gap), wide, high)

    def _chip(self, painter: QPainter, room: QRectF, term: Term, look: Look) -> None:
        line = QPen(QColor(*look.line), 2 if term.chosen else 1)
        if term.on_padding:
            line.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.setBrush(QColor(*look.fill))
        inside = room.adjusted(0.5, 0.5, -0.5, -0.5)
        radius = sizes.scaled(RADIUS)
        painter.drawRoundedRect(inside, radius, radius)
        painter.setPen(QColor(*(look.text or look.line)))
        painter.setFont(self._font(strong=term.chosen or not term.on_padding))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _words(term))


def _words(term: Term) -> str:
    return f"{term.value} · {term.weight}" if term.weight else term.value
