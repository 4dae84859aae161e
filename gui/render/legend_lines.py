"""On how many lines a legend's pieces stand: the ramp with its meaning, then each role with its."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.render import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Legend
    from gui.render.measures import Measures

    Lines = tuple[tuple[float, ...], ...]

# All in sizes of a title: the ramp, the side of a role's cell, what lies between either and its
# words, and between these and the next piece; from line to line, and what a ramp's numbers add.
RAMP_WIDTH, RAMP_HEIGHT = 11.0, 0.75
SWATCH, GAP, APART = 1.1, 0.5, 1.5
PITCH, BELOW_NUMBERS = 2.0, 0.4


def down(legend: Legend, line: int) -> float:
    """How far below the first line another one is, in sizes of a title: a ramp has numbers."""
    return PITCH * line + (BELOW_NUMBERS if legend.ramp is not None and line else 0.0)


def lines(legend: Legend, room: float, language: str, measures: Measures) -> Lines:
    """Where the pieces of each line begin, and last where the line ends."""
    found: list[list[float]] = []
    for width in _widths(legend, language, measures):
        start = found[-1][-1] + APART * measures.b if found else 0.0
        if not found or start + width > room:
            found.append([0.0, width])
        else:
            found[-1][-1:] = [start, start + width]
    return tuple(map(tuple, found))


def _widths(legend: Legend, language: str, measures: Measures) -> Iterator[float]:
    b, size = measures.b, round(measures.second_line)
    if legend.ramp is not None:
        yield (RAMP_WIDTH + GAP) * b + letters.width(
            letters.said(legend.ramp.meaning, language), size
        )
    for _, meaning in legend.roles:
        yield (SWATCH + GAP) * b + letters.width(letters.said(meaning, language), size)
