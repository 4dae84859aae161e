"""How many paths lead to each column of a field: a bar each, a cross where there is none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine import number_text
from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from gui.palette import Colours

ABOVE, HIGH, BELOW = 16, 62, 18
LETTERS_PX = sizes.HINT_PX - 1
GAP, WIDEST = 2, 40  # between bars, and of a bar
CROSS, LEAST_CROSS = 6, 4  # the side of a cross, and of the column that still has one
BESIDE = 3  # the least between two numbers
LEAST_UNWRITTEN = 10**9  # from which on no column has room for the number
MOST_READ_OUT = 64


class Room(NamedTuple):
    """The left of the first bar, from bar to bar, the line they stand on, the most height."""

    left: float
    pitch: float
    base: int
    high: int

    def middle(self, at: int) -> float:
        return self.left + self.pitch * (at + 0.5)

    def height(self, count: int, most: int) -> float:
        # A count is not lost to the eye, however much larger the others are.
        return max(self.high * (count / most), 1.0) if count else 0.0


class PathBars(QWidget):
    """Numbers stand above and below as long as they fit; a wide field is a profile."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[int, ...] = ()
        self._origin = 0
        self._told: object = None
        self._fit()

    def show_counts(self, counts: Sequence[int], origin: int) -> None:
        """Show these, the column at `origin` being offset 0."""
        told = (tuple(counts), origin, sizes.scale())
        if told == self._told:
            return
        self._told = told
        self._counts, self._origin = tuple(counts), origin
        shown = [str(count) for count in self._counts[:MOST_READ_OUT]]
        more = ["…"] if len(self._counts) > MOST_READ_OUT else []
        self.setAccessibleDescription(" ".join(shown + more))
        self._fit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars over their line."""
        if not self._counts:
            return
        painter, colours = QPainter(self), palette.present(self)
        painter.setFont(_letters())
        room = self._room()
        if room.pitch < 1:
            self._draw_profile(painter, room, colours)
        else:
            self._draw_bars(painter, room, colours)
        painter.setPen(QPen(QColor(colours.control_edge), 1))
        base, right = room.base + 0.5, room.left + room.pitch * len(self._counts)
        painter.drawLine(QLineF(room.left, base, right, base))
        self._write_offsets(painter, room, colours)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(sum(map(sizes.scaled, (ABOVE, HIGH, BELOW))))

    def _room(self) -> Room:
        count = len(self._counts)
        pitch = min(self.width() / max(count, 1), sizes.scaled(WIDEST))
        above, high = sizes.scaled(ABOVE), sizes.scaled(HIGH)
        return Room((self.width() - pitch * count) / 2, pitch, above + high, high)

    def _draw_bars(self, painter: QPainter, room: Room, colours: Colours) -> None:
        most, pitch = max(self._counts), room.pitch
        wide, bars, letters = pitch - min(GAP, pitch / 4), QColor(colours.bars), colours.text
        # Digits are all of one width: the largest number is the widest.
        numbered = most < LEAST_UNWRITTEN and _wide(number_text.number(most)) + BESIDE <= pitch
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, pitch < 3)
        painter.setPen(QColor(letters))
        for at, count in enumerate(self._counts):
            middle, high = room.middle(at), room.height(count, most)
            if not count:
                self._mark_none(painter, middle, room, colours)
                continue
            painter.fillRect(QRectF(middle - wide / 2, room.base - high, wide, high), bars)
            if numbered:
                top = room.base - high - sizes.scaled(ABOVE)
                self._write(painter, middle, top, number_text.number(count))

    def _mark_none(self, painter: QPainter, middle: float, room: Room, colours: Colours) -> None:
        """A cross, or where that would not fit a mark on the line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen, pitch = QPen(QColor(colours.bad), 1.4), room.pitch
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if pitch < sizes.scaled(LEAST_CROSS):
            painter.fillRect(QRectF(middle - pitch / 2, room.base - 3, pitch, 3), pen.color())
        else:
            half = min(sizes.scaled(CROSS), pitch - 1) / 2
            centre = QPointF(middle, room.base - sizes.scaled(5))
            for way in (half, -half):
                painter.drawLine(centre + QPointF(-half, -way), centre + QPointF(half, way))
        painter.restore()

    def _draw_profile(self, painter: QPainter, room: Room, colours: Colours) -> None:
        """A line of pixels has the most of its columns, and a mark if one has none."""
        most, wide = max(self._counts), max(self.width(), 1)
        bars, bad = QColor(colours.bars), QColor(colours.bad)
        for x in range(wide):
            first, last = (len(self._counts) * end // wide for end in (x, x + 1))
            here = self._counts[first : max(last, first + 1)]
            high = room.height(max(here), most)
            painter.fillRect(QRectF(x, room.base - high, 1, high), bars)
            if not min(here):
                painter.fillRect(QRectF(x, room.base - 3, 1, 3), bad)

    def _write_offsets(self, painter: QPainter, room: Room, colours: Colours) -> None:
        painter.setPen(QColor(colours.soft_text))
        for at in self._labelled(room.pitch):
            words = number_text.number(at - self._origin)
            self._write(painter, room.middle(at), room.base + 1, words)

    def _labelled(self, pitch: float) -> Iterator[int]:
        """The columns whose offsets fit below: those of a round distance from 0."""
        ends = [number_text.number(at - self._origin) for at in (0, len(self._counts) - 1)]
        apart = (_wide(max(ends, key=len)) + 2 * BESIDE) / pitch
        step = next(one for one in _round_steps() if one >= apart)
        return iter(range(self._origin % step, len(self._counts), step))

    def _write(self, painter: QPainter, middle: float, top: float, words: str) -> None:
        wide = _wide(words) + 2
        left = min(max(middle - wide / 2, 0), self.width() - wide)
        room = QRectF(left, top, wide, sizes.scaled(ABOVE))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)


def _round_steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def _wide(words: str) -> int:
    return math.ceil(sizes.advance(words, LETTERS_PX))


def _letters() -> QFont:
    return sizes.lettering(LETTERS_PX)
