"""How high a legend is whose pieces stand one below the other, and what of it there is room for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from gui.render import letters
from gui.render.legend_lines import GAP, RAMP_HEIGHT, RAMP_WIDTH, SWATCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Legend
    from engine.words import Text
    from gui.render.measures import Measures

    Corner = tuple[float, float]
    Sizes = tuple[int, int]

# All in sizes of a title: the widest ramp; the lines of its meaning, and what its numbers take; a
# role without a second line and with one, and from this to where it goes on; what is above the
# notes, and between two.
WIDEST_RAMP = 14.0
MEANING, NUMBERS = 1.25, 2.2
PLAIN, EXPLAINED, SECOND_PITCH = 2.0, 3.3, 1.15
BEFORE_NOTES, BETWEEN_NOTES = 0.7, 0.4
# From line to line of a note, in sizes of its letters.
NOTE_PITCH = 1.4
_ALMOST = 1e-3


class Stack(NamedTuple):
    """How far below each other the pieces begin: the ramp, each role; and apart from them notes."""

    corners: tuple[float, ...]
    notes: tuple[float, ...]
    has_seconds: bool
    width: float
    height: float


def stack(
    legend: Legend, room: tuple[float, float], language: str, measures: Measures
) -> Stack | None:
    """The legend in a width and height, if need be without notes, then without second lines."""
    width, height = room
    if _Column(legend, width, language, measures).least > width:
        return None
    shorter = replace(legend, notes=())
    ways = (legend, shorter, replace(shorter, seconds=()))
    found = (_Column(kept, width, language, measures).made() for kept in ways)
    return next((each for each in found if each.height <= height), None)


def sizes(measures: Measures, *, has_seconds: bool) -> Sizes:
    """The letters of a role's words and notes, and of all that is quieter."""
    return round((1.0 if has_seconds else 0.91) * measures.b), round(measures.second_line)


def second(legend: Legend, at: int) -> Text | str:
    """The quieter line of a role."""
    return legend.seconds[at] if at < len(legend.seconds) else ""


def second_lines(
    quiet: Text | str, width: float, language: str, measures: Measures
) -> tuple[str, ...]:
    """The same in as many lines as it takes beside the role's cell."""
    room = width - (SWATCH + GAP) * measures.b
    return letters.wrapped(letters.said(quiet, language), round(measures.second_line), room)


def count_of_seconds(high: float) -> int:
    """For how many quieter lines a role has room that is so high, in sizes of a title."""
    return 1 + max(int((high - EXPLAINED) / SECOND_PITCH + _ALMOST), 0)


@dataclass(frozen=True, eq=False)
class _Column:
    legend: Legend
    width: float
    language: str
    measures: Measures

    @property
    def sizes(self) -> Sizes:
        return sizes(self.measures, has_seconds=bool(self.legend.seconds))

    @property
    def least(self) -> float:
        """The width of a ramp, and of every role's words on one line."""
        ramp = RAMP_WIDTH * self.measures.b if self.legend.ramp is not None else 0.0
        return max([ramp, *(self._beside(words, 0) for _, words in self.legend.roles)])

    def made(self) -> Stack:
        corners, b = [], self.measures.b
        y = 0.0
        if self.legend.ramp is not None:
            y += len(self._lines(self.legend.ramp.meaning, 1)) * MEANING * b
            corners.append(y)
            y += (RAMP_HEIGHT + NUMBERS) * b
        for at in range(len(self.legend.roles)):
            corners.append(y)
            y += self._high(second(self.legend, at)) * b
        notes = []
        y += BEFORE_NOTES * b if self.legend.notes else 0.0
        for note in self.legend.notes:
            notes.append(y)
            y += len(self._lines(note, 0)) * NOTE_PITCH * self.sizes[0] + BETWEEN_NOTES * b
        wide = min(max(self._widths()), self.width)
        return Stack(tuple(corners), tuple(notes), bool(self.legend.seconds), wide, y)

    def _widths(self) -> Iterator[float]:
        """Of all pieces, as wide as they would like to be."""
        yield self.least
        strong, quiet = self.sizes
        if self.legend.ramp is not None:
            yield WIDEST_RAMP * self.measures.b
            lines = self._lines(self.legend.ramp.meaning, 1)
            yield from (letters.width(line, quiet) for line in lines)
        for at in range(len(self.legend.roles)):
            yield self._beside(second(self.legend, at), 1)
        for note in self.legend.notes:
            yield from (letters.width(line, strong) for line in self._lines(note, 0))

    def _high(self, quiet: Text | str) -> float:
        """How high a role is, in sizes of a title."""
        if not quiet:
            return PLAIN
        lines = second_lines(quiet, self.width, self.language, self.measures)
        return EXPLAINED + (len(lines) - 1) * SECOND_PITCH

    def _lines(self, words: Text | str, which: int) -> tuple[str, ...]:
        said = letters.said(words, self.language)
        return letters.wrapped(said, self.sizes[which], self.width)

    def _beside(self, words: Text | str, which: int) -> float:
        """With the cell before it."""
        shown = letters.said(words, self.language)
        wide = letters.width(shown, self.sizes[which], strong=which == 0)
        return (SWATCH + GAP) * self.measures.b + wide
