"""What chosen rates do to a field: its map of counts, its paths per column, its phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine import evenness, rate_rows
from engine.words import text
from gui import palette, sizes
from gui.counts_map import MOST_CELLS, CountsMap
from gui.panel import Words
from gui.path_bars import PathBars
from gui.share_bars import Share, ShareBars

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from engine.coverage import Coverage
    from engine.rate_rows import RateRow
    from engine.words import Text

WIDTH, MARGIN, RADIUS, BETWEEN = 272, 16, 8, 6
MOST_PHASES = 4


class DesignPreview(QWidget):
    """A card that follows the chosen row; nothing chosen leaves it empty."""

    def __init__(self, said: Callable[[Text], str]) -> None:
        super().__init__()
        self._said = said
        self.setFixedWidth(sizes.scaled(WIDTH))
        self._title = Words(strong=True)
        self._map, self._bars, self._shares = CountsMap(), PathBars(), ShareBars()
        self._above_bars, self._above_shares = (Words(sizes.HINT_PX, soft=True) for _ in range(2))
        self._parts = (
            self._title, self._map, self._above_bars, self._bars, self._above_shares, self._shares,
        )  # fmt: skip
        self._map.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        margin = sizes.scaled(MARGIN)
        column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        column.setSpacing(sizes.scaled(BETWEEN))
        for part in self._parts:
            column.addWidget(part, 1 if part is self._map else 0)
        self.show_row(None)

    def show_row(self, row: RateRow | None) -> None:
        """Show these rates."""
        for part in self._parts:
            part.setVisible(row is not None)
        if row is None:
            return
        found = row.coverage
        self._title.show_words(self._said(_title(row)))
        self._map.show_counts(found.paths)
        self._map.setAccessibleName(self._said(_told(row)))
        above = self._said(_above(found))
        self._above_bars.show_words(above)
        self._bars.setVisible(found.paths is not None)
        self._bars.show_counts(found.paths or (), evenness.origin(found))
        self._bars.setAccessibleName(above)
        self._show_shares(found)

    def _show_shares(self, found: Coverage) -> None:
        """Of a short period each phase, of a longer one the two at the ends."""
        period = evenness.worst(found)
        if period is None:
            self._above_shares.show_words("")
            self._shares.show_shares(())
            return
        parts = evenness.shares(found, period)
        if period > MOST_PHASES:
            self._above_shares.show_words(self._said(evenness.spread(parts)))
            self._shares.show_shares(())
            return
        phases = self._said(text("share of paths by phase, mod {period}", period=period))
        self._above_shares.show_words(phases)
        self._shares.setAccessibleName(phases)
        self._shares.show_shares(
            [
                Share(self._said(name), float(part), evenness.percent(part))
                for name, part in zip(evenness.names(period), parts, strict=True)
            ]
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card itself."""
        painter, colours = QPainter(self), palette.present(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.panel))
        radius = sizes.scaled(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


def _title(row: RateRow) -> Text:
    rates = rate_rows.listed(row.rates)
    if row.field <= MOST_CELLS:
        return text("{rates} over {field} pixels", rates=rates, field=row.field)
    return text(
        "{rates}, the middle {shown} of {field} pixels",
        rates=rates, shown=MOST_CELLS, field=row.field,
    )  # fmt: skip


def _told(row: RateRow) -> Text:
    return text(
        "An output pixel uses {used} of the {all} pixels of its field.",
        used=row.used, all=row.field**2,
    )  # fmt: skip


def _above(found: Coverage) -> Text:
    if found.paths is None:
        return text("The field is too long to draw its paths.")
    return text("paths per column") if found.full else text("paths per column, × marks none")
