"""How evenly the paths of a field are spread: a bar for each column, a share for each phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from engine import evenness
from engine.words import text
from gui import sizes
from gui.panel import AsideGroup, Words
from gui.path_bars import PathBars
from gui.quiet_picker import QuietPicker
from gui.share_bars import Share, ShareBars

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.coverage import Coverage
    from engine.words import Text

    Said = Callable[[Text], str]

PERIOD_WIDTH = 64


class EvennessGroup(AsideGroup):
    """Of the axis that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Coverage | None = None
        self._said: Said = str
        self._period: int | None = None
        self._above, self._bars = Words(sizes.HINT_PX, soft=True), PathBars()
        self._phases, self._shares = Words(sizes.HINT_PX, soft=True), ShareBars()
        self._periods = QuietPicker("period_picker")
        self._spread, self._facts = Words(sizes.SMALL_PX), Words(sizes.SMALL_PX)
        self._scale = Words(sizes.HINT_PX, soft=True)
        line = QHBoxLayout()
        line.addWidget(self._phases, 1)
        line.addWidget(self._periods)
        self.rows.addWidget(self._above)
        self.rows.addWidget(self._bars)
        self.rows.addWidget(self._facts)
        self.rows.addLayout(line)
        for part in (self._shares, self._spread, self._scale):
            self.rows.addWidget(part)
        self._periods.activated.connect(self._on_periods_activated)
        self.resize_parts()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self._periods.resize_parts()
        self._periods.setFixedWidth(sizes.scaled(PERIOD_WIDTH))

    def show_coverage(self, found: Coverage, axis: int, said: Said) -> None:
        """Show that axis."""
        self._found, self._said = found, said
        self.heading.show_words(said(text("Evenness")))
        self.aside.show_words(said(evenness.index(found)))
        self._show_paths(found, axis)
        self._facts.show_words(said(evenness.runs_and_gaps(found)))
        self._scale.show_words(said(text("Gridding index: 0 is even, 1 is one phase only.")))
        self._show_phases(found)

    def _show_paths(self, found: Coverage, axis: int) -> None:
        said, paths = self._said, found.paths
        self._bars.setVisible(paths is not None)
        if paths is None:
            self._above.show_words(said(text("The field is too long to draw its paths.")))
            return
        marked = not found.full
        name = [
            [text("paths per row"), text("paths per row, × marks none")],
            [text("paths per column"), text("paths per column, × marks none")],
        ][axis][marked]
        self._above.show_words(said(name))
        self._bars.setAccessibleName(said(name))
        self._bars.show_counts(paths, evenness.origin(found))

    def _show_phases(self, found: Coverage) -> None:
        said, periods = self._said, evenness.periods(found)
        if self._period not in periods:
            self._period = None
        period = self._period or evenness.worst(found)
        self._periods.setVisible(len(periods) > 1)
        self._periods.setAccessibleName(said(text("The period of the phases")))
        self._periods.offer([(one, str(one)) for one in periods], period)
        if period is None:
            for words in (self._phases, self._spread):
                words.show_words("")
            self._shares.show_shares(())
            return
        phases = text("share of paths by phase, mod {period}", period=period)
        self._phases.show_words(said(phases))
        self._shares.setAccessibleName(said(phases))
        parts = evenness.shares(found, period)
        is_short = period <= evenness.MOST_PHASES
        self._spread.show_words("" if is_short else said(evenness.spread(parts)))
        named = zip(evenness.names(period), parts, strict=True) if is_short else ()
        self._shares.show_shares(
            [Share(said(name), float(part), evenness.percent(part)) for name, part in named]
        )

    @Slot(int)
    def _on_periods_activated(self, at: int) -> None:
        if self._found is not None:
            self._period = evenness.periods(self._found)[at]
            self._show_phases(self._found)
