"""What the roles and the ramp of a figure mean, on a line of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.frame import Grid, Key, Side
from gui.render import edge_lines, fills, lettering, letters, patterns, pens, sheet
from gui.render.legend_lines import GAP, RAMP_HEIGHT, RAMP_WIDTH, SWATCH
from gui.render.lettering import Letters
from gui.render.places import Box

if TYPE_CHECKING:
    from engine.frame import Legend
    from engine.roles import Role
    from engine.words import Text
    from gui.render.easel import Easel
    from gui.render.places import LegendPlace

    Words = Text | str

_SHADES = 64


def paint(easel: Easel, legend: Legend, place: LegendPlace) -> None:
    """The ramp, then each role with its words."""
    if not easel.meets(place.x, place.y, place.width, place.height):
        return
    corners = iter(place.corners)
    if legend.ramp is not None:
        _ramp(easel, legend.ramp, next(corners))
    for (role, words), corner in zip(legend.roles, corners, strict=True):
        _role(easel, role, words, corner)


def _ramp(easel: Easel, ramp: tuple[Words, Words, Words], corner: tuple[float, float]) -> None:
    x, y = corner
    b, size = easel.measures.b, round(easel.measures.second_line)
    wide, high = RAMP_WIDTH * b, RAMP_HEIGHT * b
    # From whole pixel to whole pixel: between two halves of one the paper would shine through.
    bounds = [round(x + shade * wide / _SHADES) for shade in range(_SHADES + 1)]
    for shade, (left, right) in enumerate(pairwise(bounds)):
        colour = fills.shade_of(easel.theme, shade / (_SHADES - 1))
        easel.fill(left, y, right - left, high, colour)
    look = Letters(size, easel.theme.soft_ink)
    corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    frame = [(*one, *other) for one, other in zip(corners, corners[1:] + corners[:1], strict=True)]
    easel.lines(pens.solid(look.colour, easel.measures.k), frame)
    lowest, highest, meaning = (letters.said(part, easel.layout.language) for part in ramp)
    below = y + high + 1.05 * size
    lettering.draw(easel, lowest, (x, below), look)
    lettering.draw(easel, highest, (x + wide, below), look, Side.RIGHT)
    beside = (x + wide + GAP * b, y + high - 0.1 * b)
    lettering.draw(easel, meaning, beside, look)


def _role(easel: Easel, role: Role, words: Words, corner: tuple[float, float]) -> None:
    x, y = corner
    b, size = easel.measures.b, round(easel.measures.second_line)
    grid = Grid(Key("", "legend", role), np.full((1, 1), role, dtype=np.uint8))
    swatch = sheet.cut(grid, Box(x, y, SWATCH * b, 1, 1), (0, 1, 0, 1), None)
    fills.paint(easel, swatch)
    patterns.paint(easel, swatch)
    edge_lines.paint(easel, swatch)
    shown = letters.said(words, easel.layout.language)
    beside = (x + (SWATCH + GAP) * b, y + 0.85 * b)
    lettering.draw(easel, shown, beside, Letters(size, easel.theme.soft_ink))
