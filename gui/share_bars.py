"""The share of the paths in each phase: a name, a bar in its track, a percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from gui import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

PITCH, BAR, BESIDE = 20, 9, 8
FULL = "100 %"


class Share(NamedTuple):
    """A phase, its share of all paths, and that in words."""

    name: str
    part: float
    percent: str


class ShareBars(QWidget):
    """One line for each phase."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[Share, ...] = ()
        self._told: object = None

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show these."""
        told = (tuple(shares), sizes.scale())
        if told == self._told:
            return
        self._told = told
        self._shares = tuple(shares)
        self.setFixedHeight(len(shares) * sizes.scaled(PITCH))
        self.setAccessibleDescription(", ".join(f"{one.name} {one.percent}" for one in shares))
        self.setVisible(bool(shares))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names at the left, percentages at the right, bars between."""
        painter, colours = QPainter(self), palette.present(self)
        painter.setFont(_letters())
        letters, pitch = QFontMetrics(_letters()), sizes.scaled(PITCH)
        names = max((letters.horizontalAdvance(one.name) for one in self._shares), default=0)
        names = min(names + sizes.scaled(BESIDE), self.width() // 2)
        percents = letters.horizontalAdvance(FULL) + sizes.scaled(BESIDE)
        for at, one in enumerate(self._shares):
            line = QRectF(0, at * pitch, self.width(), pitch)
            painter.setPen(QColor(colours.soft_text))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, one.name)
            painter.setPen(QColor(colours.text))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, one.percent)
            track = QRectF(names, 0, max(self.width() - names - percents, 1), sizes.scaled(BAR))
            track.moveTop(line.center().y() - track.height() / 2)
            painter.fillRect(track, QColor(colours.line))
            track.setWidth(track.width() * one.part)
            painter.fillRect(track, QColor(colours.bars))
        painter.end()


def _letters() -> QFont:
    return sizes.lettering(sizes.SMALL_PX)
