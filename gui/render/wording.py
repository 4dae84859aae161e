"""The words of a figure: what stands above and below its maps, in its slots, and in its corners."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine import number_text
from engine.frame import Headline, Side, Tone
from engine.words import text
from gui.render import badges, captions, legend, legend_column, lettering, letters, links
from gui.render.lettering import Letters
from gui.render.measures import WIDEST_NUMBER
from gui.render.theme import Ring

if TYPE_CHECKING:
    from engine.frame import Caption, Frame, Grid, Heading, Part
    from engine.words import Text
    from gui.render.colours import Colour
    from gui.render.easel import Easel
    from gui.render.places import Box, Spot

# A label that would be smaller, in pixels at 1×, is left out.
LEAST_LABEL = 8


def step_words(frame: Frame) -> Text:
    """Which step it is, counted from 1 as people do."""
    step, steps = (number_text.number(count) for count in (frame.step + 1, frame.length))
    return text("{step} of {steps}", step=step, steps=steps)


def paint(easel: Easel, frame: Frame) -> None:
    """All the words of a frame but the numbers in its cells."""
    crossed = {one.target.of for one in frame.links if links.fall_on_titles(easel.layout, one)}
    for grid in frame.grids:
        if easel.manner.paper and grid.key in crossed:
            _clear_title(easel, grid)
        _grid(easel, grid)
    there = {grid.key for grid in frame.grids} if frame.named else set()
    for grid in frame.named:
        if grid.key not in there:
            _said_of(easel, grid)
    for caption in frame.captions:
        _caption(easel, caption)
    if easel.layout.section is not None:
        _named(easel, easel.layout.section.spot, easel.layout.section.heading)
    if frame.headline is not None and easel.layout.headline is not None:
        _named(easel, easel.layout.headline, frame.headline)
    if frame.length > 1 and easel.layout.step is not None:
        _line(easel, easel.layout.step, step_words(frame), easel.theme.soft_ink, Side.RIGHT)
    if frame.legend is not None and easel.layout.legend is not None:
        place = easel.layout.legend
        (legend_column if place.is_stacked else legend).paint(easel, frame.legend, place)


def _grid(easel: Easel, grid: Grid) -> None:
    _said_of(easel, grid)
    if grid.label and grid.key in easel.layout.boxes:
        _label(easel, easel.layout.boxes[grid.key], grid.label)


def _said_of(easel: Easel, grid: Grid) -> None:
    layout, theme, key = easel.layout, easel.theme, grid.key
    if grid.heading is not None and key in layout.titles:
        badges.paint(easel, grid.heading, layout.titles[key])
        _named(easel, layout.titles[key], grid.heading)
        if key in layout.second_lines:
            _line(easel, layout.second_lines[key], grid.heading.second, theme.soft_ink)
    if key in layout.feet:
        _line(easel, layout.feet[key], grid.foot, theme.soft_ink)


def _clear_title(easel: Easel, grid: Grid) -> None:
    """Paper round a title, where rays would run through it."""
    language, heading = easel.layout.language, grid.heading
    title, second = (
        spots.get(grid.key) for spots in (easel.layout.titles, easel.layout.second_lines)
    )
    if heading is None or title is None:
        return
    name, rest = (letters.said(part, language) for part in (heading.name, heading.rest))
    _clear(easel, title, letters.named(name, rest, title.size))
    if second is not None:
        said = letters.said(heading.second, language)
        _clear(easel, second, letters.width(said, second.size))


def _clear(easel: Easel, spot: Spot, wide: float) -> None:
    room = 0.25 * spot.size
    reach = min(wide, spot.width) + 2 * room
    top = spot.baseline - letters.cap_height(spot.size) - room
    high = letters.cap_height(spot.size) + 2 * room
    easel.fill(spot.x - room, top, reach, high, easel.theme.paper)


def _label(easel: Easel, box: Box, label: Text | str) -> None:
    """Words in the middle of a box, where there is room for them."""
    shown = letters.said(label, easel.layout.language)
    wished = round(easel.measures.second_line)
    share = WIDEST_NUMBER * box.width / letters.width(shown, wished)
    size = math.floor(wished * min(1.0, share))
    if size >= LEAST_LABEL * easel.layout.canvas.scale:
        centre = (box.x + box.width / 2, box.y + box.height / 2)
        lettering.centred(easel, shown, centre, Letters(size, easel.theme.soft_ink))


def _meets(easel: Easel, spot: Spot, side: Side = Side.LEFT) -> bool:
    x, y, wide, high = spot.room
    left = x if side is Side.LEFT else x - wide
    return easel.meets(left - 1, y, wide + 2, high)


def _line(
    easel: Easel, spot: Spot, content: Text | str, colour: Colour, side: Side = Side.LEFT
) -> None:
    if content and _meets(easel, spot, side):
        shown = letters.elided(letters.said(content, easel.layout.language), spot.size, spot.width)
        lettering.draw(easel, shown, (spot.x, spot.baseline), Letters(spot.size, colour), side)


def _named(easel: Easel, spot: Spot, heading: Heading | Headline) -> None:
    """A name that stands out, and beside it what is said of it."""
    if not _meets(easel, spot):
        return
    language, ink = easel.layout.language, easel.theme.ink
    if isinstance(heading, Headline):
        strong, gap, colour = heading.finding, letters.HEADLINE_GAP, easel.theme.soft_ink
    else:
        strong, gap, colour = heading.name, letters.GAP, ink
    name = letters.elided(letters.said(strong, language), spot.size, spot.width, strong=True)
    lettering.draw(easel, name, (spot.x, spot.baseline), Letters(spot.size, ink, strong=True))
    used = letters.width(name + gap, spot.size, strong=True)
    rest, look = letters.said(heading.rest, language), Letters(spot.size, colour)
    if not spot.below:
        shown = letters.elided(rest, spot.size, max(spot.width - used, 0))
        lettering.draw(easel, shown, (spot.x + used, spot.baseline), look)
        return
    lines = letters.beside(name, rest, spot.size, spot.width, gap)
    first, *further = letters.within(lines, 2, spot.size, spot.width)
    lettering.draw(easel, first, (spot.x + used, spot.baseline), look)
    for line in further:
        lettering.draw(easel, line, (spot.x, spot.baseline + spot.below), look)


def _caption(easel: Easel, caption: Caption) -> None:
    place = easel.layout.slots.get(caption.slot)
    if place is None or not easel.meets(place.x, place.y, place.width, place.height):
        return
    for number, line in enumerate(caption.lines):
        baseline = place.baseline + number * place.pitch
        x = place.x
        for at, part in enumerate(line):
            if caption.aligned and at < len(place.columns):
                left, wide = place.columns[at]
                x = left + _SHARES[part.side] * wide
                _part(easel, part, x, baseline, part.side)
            else:
                _part(easel, part, x, baseline, Side.LEFT)
                x += _wide(easel, part)


def _part(easel: Easel, part: Part, x: float, baseline: float, side: Side) -> None:
    size = captions.size_of(part, easel.measures)
    shown = letters.said(part.content, easel.layout.language)
    look = Letters(size, _colour(easel, part.tone), part.strong)
    lettering.draw(easel, shown, (x, baseline), look, side)


def _wide(easel: Easel, part: Part) -> float:
    return letters.width(
        letters.said(part.content, easel.layout.language),
        captions.size_of(part, easel.measures),
        strong=part.strong,
    )


def _colour(easel: Easel, tone: Tone) -> Colour:
    theme = easel.theme
    return {
        Tone.INK: theme.ink,
        Tone.SOFT: theme.soft_ink,
        Tone.WEIGHT: theme.weight_text,
        Tone.RESULT: theme.rings[Ring.REACHED],
    }[tone]


_SHARES = {Side.LEFT: 0.0, Side.CENTRE: 0.5, Side.RIGHT: 1.0}
