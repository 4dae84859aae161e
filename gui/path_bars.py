"""How many paths lead to each column of a field: a bar each, a cross where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from engine import number_text
from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPaintEvent

    from gui.palette import Colours

ABOVE, HIGH, BELOW = 16, 62, 18
GAP, WIDEST = 2, 40  # between bars, and of a bar
CROSS, LEAST_CROSS = 6, 4  # the side of a cross, and of the column that still has one
BESIDE = 3  # the least between two numbers
LEAST_UNWRITTEN = 10**9  # from which on no column has room for the number
MOST_READ_OUT = 64


class PathBars(QWidget):
    """Numbers stand above and below as long as they fit; a wide field is a profile."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[int, ...] = ()
        self._origin = 0
        self._fit()

    def show_counts(self, counts: Sequence[int], origin: int) -> None:
        """Show these, the column at `origin` being offset 0."""
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
        wide = self._pitch()
        if wide < 1:
            self._draw_profile(painter, colours)
        else:
            self._draw_bars(painter, wide, colours)
        painter.setPen(QPen(QColor(colours.control_edge), 1))
        left, base = self._left(), self._base() + 0.5
        painter.drawLine(QLineF(left, base, left + wide * len(self._counts), base))
        self._write_offsets(painter, wide, colours)
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(sum(map(sizes.scaled, (ABOVE, HIGH, BELOW))))

    def _pitch(self) -> float:
        return min(self.width() / max(len(self._counts), 1), sizes.scaled(WIDEST))

    def _left(self) -> float:
        return (self.width() - self._pitch() * len(self._counts)) / 2

    def _base(self) -> int:
        return sizes.scaled(ABOVE) + sizes.scaled(HIGH)

    def _middle(self, at: int) -> float:
        return self._left() + self._pitch() * (at + 0.5)

    def _height(self, count: int, most: int) -> float:
        # A count is not lost to the eye, however much larger the others are.
        return max(sizes.scaled(HIGH) * (count / most), 1.0) if count else 0.0

    def _draw_bars(self, painter: QPainter, pitch: float, colours: Colours) -> None:
        most, gap = max(self._counts), min(GAP, pitch / 4)
        numbers = list(map(number_text.number, self._counts)) if most < LEAST_UNWRITTEN else []
        numbered = bool(numbers) and self._widest(numbers) + BESIDE <= pitch
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, pitch < 3)
        for at, count in enumerate(self._counts):
            middle, high = self._middle(at), self._height(count, most)
            if not count:
                self._mark_none(painter, middle, pitch, colours)
                continue
            bar = QRectF(middle - (pitch - gap) / 2, self._base() - high, pitch - gap, high)
            painter.fillRect(bar, QColor(colours.bars))
            if numbered:
                painter.setPen(QColor(colours.text))
                self._write(painter, middle, bar.top() - sizes.scaled(ABOVE), numbers[at])

    def _mark_none(self, painter: QPainter, middle: float, pitch: float, colours: Colours) -> None:
        """A cross, or where that would not fit a mark on the line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.bad), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if pitch < sizes.scaled(LEAST_CROSS):
            painter.fillRect(QRectF(middle - pitch / 2, self._base() - 3, pitch, 3), pen.color())
        else:
            half = min(sizes.scaled(CROSS), pitch - 1) / 2
            centre = QPointF(middle, self._base() - sizes.scaled(5))
            for way in (half, -half):
                painter.drawLine(centre + QPointF(-half, -way), centre + QPointF(half, way))
        painter.restore()

    def _draw_profile(self, painter: QPainter, colours: Colours) -> None:
        """A line of pixels has the most of its columns, and a mark if one has none."""
        most, wide = max(self._counts), max(self.width(), 1)
        for x in range(wide):
            first, last = (len(self._counts) * end // wide for end in (x, x + 1))
            here = self._counts[first : max(last, first + 1)]
            high = self._height(max(here), most)
            painter.fillRect(QRectF(x, self._base() - high, 1, high), QColor(colours.bars))
            if not min(here):
                painter.fillRect(QRectF(x, self._base() - 3, 1, 3), QColor(colours.bad))

    def _write_offsets(self, painter: QPainter, pitch: float, colours: Colours) -> None:
        painter.setPen(QColor(colours.soft_text))
        for at in self._labelled(pitch):
            words = number_text.number(at - self._origin)
            self._write(painter, self._middle(at), self._base() + 1, words)

    def _labelled(self, pitch: float) -> Iterator[int]:
        """The columns whose offsets fit below: those of a round distance from 0."""
        ends = [number_text.number(at - self._origin) for at in (0, len(self._counts) - 1)]
        apart = (self._widest(ends) + 2 * BESIDE) / pitch
        step = next(one for one in _round_steps() if one >= apart)
        return iter(range(self._origin % step, len(self._counts), step))

    def _write(self, painter: QPainter, middle: float, top: float, words: str) -> None:
        wide = QFontMetrics(_letters()).horizontalAdvance(words) + 2
        left = min(max(middle - wide / 2, 0), self.width() - wide)
        room = QRectF(left, top, wide, sizes.scaled(ABOVE))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _widest(self, numbers: Sequence[str]) -> int:
        letters = QFontMetrics(_letters())
        return letters.horizontalAdvance(max(numbers, key=len))


def _round_steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def _letters() -> QFont:
    return sizes.lettering(sizes.HINT_PX - 1)
