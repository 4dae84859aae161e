"""Where the words round a figure's body stand: headline, step and legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gui.render import legend_lines, letters
from gui.render.places import LegendPlace, Spot

if TYPE_CHECKING:
    from engine.frame import Headline, Legend
    from gui.render.places import Canvas

# All in sizes of a title: the room of a headline, the line that it stands on, and from there to
# the one on which it goes on; the room of a
# legend's last line, and how far above the lower edge it begins; where the step ends, from the
# right and from the lower edge, and its room.
HEAD, HEADLINE_LINE, HEADLINE_PITCH = 3.2, 2.9, 1.5
LEGEND, LEGEND_RISE, LEGEND_HEIGHT = 2.6, 3.3, 2.0
STEP_INSET, STEP_RISE, STEP_ROOM = 1.64, 1.25, 9.0


def step(canvas: Canvas) -> Spot:
    """Where the step ends, in the lower right corner."""
    b = canvas.measures.b
    right, line = canvas.width - STEP_INSET * b, canvas.height - STEP_RISE * b
    return Spot(right, line, min(STEP_ROOM * b, right), round(canvas.measures.second_line))


def further(headline: Headline | None, canvas: Canvas, language: str) -> float:
    """How much higher than one line a headline is that goes on where it does not fit."""
    return _said(headline, canvas, language).below if headline is not None else 0.0


def headline(
    headline: Headline, left: float, canvas: Canvas, language: str, *, goes_on: bool
) -> Spot:
    """From the left edge of the maps on, further to the left where it is long."""
    measures, found = canvas.measures, _said(headline, canvas, language)
    if found.below and not goes_on:
        found = _Said(round(measures.least_headline), found.wide)
    right = canvas.width - measures.margin
    x = max(measures.margin, min(left, right - found.wide))
    return Spot(x, HEADLINE_LINE * measures.b, right - x, found.size, found.below)


class _Said(NamedTuple):
    """The letters of a headline, how far it reaches, and where it goes on."""

    size: int
    wide: float
    below: float = 0.0


def _said(headline: Headline, canvas: Canvas, language: str) -> _Said:
    """On one line as long as that does, in smaller letters if need be; then on two."""
    measures = canvas.measures
    room = max(canvas.width - 2 * measures.margin, 0.0)
    finding, rest = (letters.said(each, language) for each in (headline.finding, headline.rest))
    sizes = (round(measures.headline), round(measures.least_headline))
    for size in sizes:
        wide = letters.named(finding, rest, size, letters.HEADLINE_GAP)
        if wide <= room:
            return _Said(size, wide)
    if not rest:
        return _Said(sizes[-1], room)
    size = next((one for one in sizes if len(_lines_of(finding, rest, one, room)) <= 2), sizes[-1])
    return _Said(size, room, HEADLINE_PITCH * measures.b)


def _lines_of(finding: str, rest: str, size: int, room: float) -> tuple[str, ...]:
    return letters.beside(finding, rest, size, room, letters.HEADLINE_GAP)


def legend_room(legend: Legend | None, canvas: Canvas, language: str) -> float:
    """How much of the canvas's height a legend takes."""
    if legend is None:
        return 0.0
    further = legend_lines.down(legend, len(_lines(legend, canvas, language)) - 1)
    return (LEGEND + further) * canvas.measures.b


def legend(legend: Legend, left: float, canvas: Canvas, language: str) -> LegendPlace:
    """Below the body, from its left edge on, or further to the left where it is long."""
    b, margin = canvas.measures.b, canvas.measures.margin
    found = _lines(legend, canvas, language)
    right = margin + _legend_width(canvas)
    x = max(margin, min(left, right - max((line[-1] for line in found), default=0.0)))
    further = [legend_lines.down(legend, number) * b for number in range(len(found))] or [0.0]
    y = canvas.height - LEGEND_RISE * b - further[-1]
    corners = tuple(
        (x + start, y + further[number]) for number, line in enumerate(found) for start in line[:-1]
    )
    height = LEGEND_HEIGHT * b + further[-1]
    return LegendPlace(x, y, right - x, height, corners)


def _lines(legend: Legend, canvas: Canvas, language: str) -> legend_lines.Lines:
    return legend_lines.lines(legend, _legend_width(canvas), language, canvas.measures)


def _legend_width(canvas: Canvas) -> float:
    """As far as the step's room."""
    room = STEP_INSET * canvas.measures.b + step(canvas).width
    return max(canvas.width - canvas.measures.margin - room, 0.0)
