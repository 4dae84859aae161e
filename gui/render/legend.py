"""What the roles and the ramp of a figure mean, on a line of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from engine.frame import Grid, Key, Mark, Sample, Shade
from engine.roles import Role
from gui.render import (
    edge_lines,
    fills,
    lettering,
    letters,
    outlines,
    patterns,
    pens,
    points,
    sheet,
)
from gui.render.legend_lines import GAP, RAMP_HEIGHT, RAMP_WIDTH, SWATCH
from gui.render.lettering import Letters
from gui.render.places import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Legend, Scale
    from gui.render.easel import Easel
    from gui.render.measures import Measures
    from gui.render.places import LegendPlace

    Tick = tuple[float, str, float]

_SHADES = 64
# All in sizes of a title: the lines that lead from a ramp to its numbers, the baseline of these,
# how far they may reach beyond its ends, and what is between two of them.
_TICK, _BELOW, _BEYOND, _BETWEEN = 0.2, 1.05, 0.5, 0.4
# What a mark is drawn round.
_MARKED = {
    Mark.FIELD: Role.OUTSIDE,
    Mark.HULL: Role.OUTSIDE,
    Mark.PINNED: Role.REST,
    Mark.REACHES: Role.REACHES,
    Mark.REACHED: Role.REACHED,
}


def paint(easel: Easel, legend: Legend, place: LegendPlace) -> None:
    """The ramp, then each role with its words."""
    if not easel.meets(*reach(place, easel.measures)):
        return
    corners = iter(place.corners)
    b, look = easel.measures.b, quiet(easel)
    if legend.ramp is not None:
        x, y = next(corners)
        ramp(easel, legend.ramp, QRectF(x, y, RAMP_WIDTH * b, RAMP_HEIGHT * b))
        meaning = letters.said(legend.ramp.meaning, easel.layout.language)
        beside = (x + (RAMP_WIDTH + GAP) * b, y + (RAMP_HEIGHT - 0.1) * b)
        lettering.draw(easel, meaning, beside, look)
    for (role, words), (x, y) in zip(legend.roles, corners, strict=True):
        swatch(easel, role, Box(x, y, SWATCH * b, 1, 1))
        shown = letters.said(words, easel.layout.language)
        lettering.draw(easel, shown, (x + (SWATCH + GAP) * b, y + 0.85 * b), look)


def reach(place: LegendPlace, measures: Measures) -> tuple[float, float, float, float]:
    """The legend's room, with what its first number may take before it."""
    beyond = _BEYOND * measures.b
    return place.x - beyond, place.y, place.width + beyond, place.height


def quiet(easel: Easel) -> Letters:
    """How the words of a legend look."""
    return Letters(round(easel.measures.second_line), easel.theme.soft_ink)


def ramp(easel: Easel, scale: Scale, area: QRectF) -> None:
    """All shades from left to right, and below them what is written at some of their places."""
    wide, b = area.width(), easel.measures.b
    # From whole pixel to whole pixel: between two halves of one the paper would shine through.
    bounds = [round(area.x() + shade * wide / _SHADES) for shade in range(_SHADES + 1)]
    for shade, (start, end) in enumerate(pairwise(bounds)):
        colour = fills.shade_of(easel.theme, shade / (_SHADES - 1))
        easel.fill(start, area.y(), end - start, area.height(), colour)
    look, low = quiet(easel), area.bottom()
    corners = [area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()]
    lines = [
        (*one.toTuple(), *other.toTuple())
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    ticks = list(_ticks(easel, scale, area))
    lines += [(x, low, x, low + _TICK * b) for x, _, _ in ticks]
    easel.lines(pens.solid(look.colour, easel.measures.k), lines)
    for _, words, left in ticks:
        lettering.draw(easel, words, (left, low + _BELOW * b), look)


def _ticks(easel: Easel, scale: Scale, area: QRectF) -> Iterator[Tick]:
    """Where on the ramp, and where its words begin; those between both ends give way to others."""
    b, size = easel.measures.b, quiet(easel).size
    said = [(share, letters.said(words, easel.layout.language)) for share, words in scale.ticks]
    placed = []
    for share, words in said:
        x, half = area.x() + share * area.width(), letters.width(words, size) / 2
        least, most = area.left() - _BEYOND * b, area.right() + _BEYOND * b
        left = min(max(x - half, min(least, x)), max(most, x) - 2 * half)
        placed.append((x, words, max(left, least)))
    last = placed[-1:]
    end = -float("inf")
    for x, words, left in placed[:-1]:
        right = left + letters.width(words, size) + _BETWEEN * b
        if left >= end and right <= last[0][2]:
            yield x, words, left
            end = right
    yield from last


def swatch(easel: Easel, role: Role | Mark | Sample | Shade, box: Box) -> None:
    """A cell as it is in the maps, a frame as it is round some, a point, or a colour of a ramp."""
    if isinstance(role, Shade):
        colour = fills.shade_of(easel.theme, role.share)
        easel.fill(*box.area(0, 0, 1, 1), colour)
        return
    if isinstance(role, Sample):
        points.paint_sample(easel, box, role)
        return
    shown = _MARKED[role] if isinstance(role, Mark) else role
    grid = Grid(Key("", "legend", shown), np.full((1, 1), shown, dtype=np.uint8))
    piece = sheet.cut(grid, box, (0, 1, 0, 1), None)
    fills.paint(easel, piece)
    patterns.paint(easel, piece)
    edge_lines.paint(easel, piece)
    if isinstance(role, Mark):
        outlines.paint_mark(easel, QRectF(*box.area(0, 0, 1, 1)), role, box.side)
