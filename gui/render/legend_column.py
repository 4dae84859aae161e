"""A legend whose pieces stand one below the other, with second lines and notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gui.render import legend, legend_stack, lettering, letters
from gui.render.legend_lines import GAP, RAMP_HEIGHT, SWATCH
from gui.render.lettering import Letters
from gui.render.places import Box

if TYPE_CHECKING:
    from engine.frame import Legend, Scale
    from engine.words import Text
    from gui.render.easel import Easel
    from gui.render.places import LegendPlace

    Corner = tuple[float, float]

# In sizes of a title: the baseline of words from the top of their cell, that of a second line,
# and how far above a ramp its meaning stands.
_WORDS, _SECOND, _ABOVE_RAMP = 0.88, 2.1, 0.45
_ALMOST = 1e-6


def paint(easel: Easel, words: Legend, place: LegendPlace) -> None:
    """The ramp, each role, the notes for which there is room."""
    if not easel.meets(*legend.reach(place, easel.measures)):
        return
    column, corners = _Column(easel, place), iter(place.corners)
    if words.ramp is not None:
        column.ramp(words.ramp, next(corners))
    end = place.notes[0][1] if place.notes else place.y + place.height
    starts = list(corners)
    ends = [*(y for _, y in starts[1:]), end]
    for at, (role, meaning) in enumerate(words.roles):
        x, y = starts[at]
        legend.swatch(easel, role, Box(x, y, SWATCH * easel.measures.b, 1, 1))
        column.role(meaning, (x, y))
        quiet = legend_stack.second(words, at)
        if place.has_seconds and quiet:
            high = (ends[at] - y) / easel.measures.b
            column.second(quiet, (x, y), high)
    for note, corner in zip(words.notes, place.notes, strict=False):
        column.note(note, corner)


@dataclass(frozen=True, eq=False)
class _Column:
    """Lines are broken and cut as they were measured, however large they are shown."""

    easel: Easel
    place: LegendPlace

    @property
    def b(self) -> float:
        return self.easel.measures.b

    def ramp(self, scale: Scale, corner: Corner) -> None:
        x, y = corner
        lines = self._lines(scale.meaning, 1)
        for above, line in enumerate(reversed(lines)):
            low = y - (_ABOVE_RAMP + above * legend_stack.MEANING) * self.b
            lettering.draw(self.easel, line, (x, low), self._letters(1))
        wide = min(legend_stack.WIDEST_RAMP * self.b, self.place.width)
        legend.ramp(self.easel, scale, QRectF(x, y, wide, RAMP_HEIGHT * self.b))

    def role(self, meaning: Text | str, corner: Corner) -> None:
        x, y = corner[0] + (SWATCH + GAP) * self.b, corner[1]
        named = self._letters(0, named=self.place.has_seconds)
        shown = letters.said(meaning, self.easel.layout.language)
        lettering.draw(self.easel, shown, (x, y + _WORDS * self.b), named)

    def second(self, quiet: Text | str, corner: Corner, high: float) -> None:
        """In no more lines than it has room."""
        x, y = corner[0] + (SWATCH + GAP) * self.b, corner[1] + _SECOND * self.b
        measures = replace(self.easel.layout.canvas, zoom=1.0).measures
        wide = self.place.width / self._zoom
        lines = legend_stack.second_lines(quiet, wide, self.easel.layout.language, measures)
        room = wide - (SWATCH + GAP) * measures.b
        count = legend_stack.count_of_seconds(high)
        for below, line in enumerate(letters.within(lines, count, self._sizes[1], room)):
            low = y + below * legend_stack.SECOND_PITCH * self.b
            lettering.draw(self.easel, line, (x, low), self._letters(1))

    def note(self, note: Text, corner: Corner) -> None:
        x, y = corner
        look = replace(self._letters(0), colour=self.easel.theme.ink)
        for below, line in enumerate(self._lines(note, 0)):
            low = y + (1 + below * legend_stack.NOTE_PITCH) * look.size
            lettering.draw(self.easel, line, (x, low), look)

    @property
    def _zoom(self) -> float:
        return self.easel.layout.canvas.zoom

    @property
    def _sizes(self) -> tuple[int, int]:
        measures = replace(self.easel.layout.canvas, zoom=1.0).measures
        return legend_stack.sizes(measures, has_seconds=self.place.has_seconds)

    def _letters(self, which: int, *, named: bool = False) -> Letters:
        size = max(int(self._sizes[which] * self._zoom + _ALMOST), 1)
        theme = self.easel.theme
        return Letters(size, theme.ink if named else theme.soft_ink, strong=named)

    def _lines(self, words: Text, which: int) -> tuple[str, ...]:
        said = letters.said(words, self.easel.layout.language)
        return letters.wrapped(said, self._sizes[which], self.place.width / self._zoom)
