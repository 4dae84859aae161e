"""Where everything of a figure stands, made once for all its frames: its cells are the largest."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gui.render import (
    alternatives,
    boundaries,
    corners,
    evenness,
    groups,
    measures,
    sections,
    widest,
)
from gui.render.blocks import Places, Setting, Unit, Wording
from gui.render.places import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrangement import Arrangement, Node
    from engine.frame import Grid
    from gui.render.blocks import Block
    from gui.render.places import Box, Canvas

# How much higher than its room's the body's middle is, in sizes of a title.
RAISED = 0.7
# Narrower figures, in pixels at 1×, do without the second line of a title.
SECOND_LINES_FROM = 400
# Canvases of a smaller share of width to height leave no choice.
TALL_BELOW = 1.2
# Margins never take more than this share of a canvas on each side.
WIDEST_MARGIN = 0.2
# Where cells are too small for numbers, words may take this share of their size, and no more.
WORDS_MAY_TAKE = 0.5
_ALMOST = 1e-3
# From some size of cells on a caption keeps to their rows and stands below a title: then it takes
# less room than beside smaller cells.
_SECOND_CHANCES = (1.1, 1.25, 1.5, 2.0)


class Area(NamedTuple):
    """Room on the canvas."""

    x: float
    y: float
    width: float
    height: float


class Fit(NamedTuple):
    """A body in one of its ways, and the side of the largest cells for which there is room."""

    area: Area
    wording: Wording
    way: Node | None = None
    block: Block | None = None
    cell: float = 0.0
    score: float = 0.0
    further: float = 0.0  # what a headline's second line takes


def arrange(arrangement: Arrangement, canvas: Canvas, language: str) -> Layout:
    """The places of all that may appear in a timeline of this arrangement."""
    if sections.is_too_narrow(arrangement, canvas):
        arrangement = replace(arrangement, legend=None)
    fit = _best(arrangement, canvas, language)
    left, places = _placed(fit)
    maps = min((box.x for box in places.boxes.values()), default=left)
    said = fit.wording < Wording.NONE
    headline, legend = arrangement.headline, arrangement.legend
    below = (
        sections.added(arrangement, places, (fit.area.y, fit.further), canvas, language)
        if said
        else None
    )
    stacked = below.legend if below else None
    return Layout(
        canvas=canvas,
        language=language,
        boxes=places.boxes,
        number_sizes={
            key: _number_size(places.grids[key], box, canvas.scale)
            for key, box in places.boxes.items()
        },
        titles=places.titles,
        second_lines=places.second_lines,
        feet=places.feet,
        slots=places.slots,
        step=corners.step(canvas),
        headline=corners.headline(headline, maps, canvas, language, goes_on=fit.further > 0)
        if headline and said
        else None,
        legend=stacked
        or (corners.legend(legend, left, canvas, language) if legend and said else None),
        section=below.section if below else None,
    )


def with_numbers(places: Layout, grids: Iterable[Grid]) -> Layout:
    """The same with the numbers of maps whose cells a zoom has made large enough for them."""
    sizes = dict(places.number_sizes)
    for grid in grids:
        box = places.boxes.get(grid.key)
        if box is not None and not sizes.get(grid.key):
            sizes[grid.key] = _number_size(grid, box, places.canvas.scale)
    return replace(places, number_sizes=sizes)


def _placed(fit: Fit) -> tuple[float, Places]:
    """The left edge of the body in the middle of its room, and all its places."""
    area, places = fit.area, Places()
    if fit.block is None:
        return area.x, places
    unit = evenness.unit(fit.way, fit.cell)
    across, down = fit.block.extent(unit)
    left = area.x + (area.width - across.total) / 2
    fit.block.place(left, area.y + (area.height - down.total) / 2, unit, places)
    return left, places


def _best(arrangement: Arrangement, canvas: Canvas, language: str) -> Fit:
    """The body with as many words as leave its maps large enough.

    A headline goes on in a second line where that costs no other words.
    """
    pixels = canvas.width / canvas.scale
    body = alternatives.kept(arrangement.body, pixels)
    explained = pixels >= SECOND_LINES_FROM and not sections.is_too_narrow(arrangement, canvas)

    below = corners.further(arrangement.headline, canvas, language)
    heights = (below, 0.0) if below else (0.0,)

    def fit(wording: Wording, further: float) -> Fit:
        setting = Setting(canvas.measures, language, wording, explained)
        area = _area(arrangement, canvas, setting)
        lower = area._replace(y=area.y + further, height=area.height - further)
        return _fitted(body, lower, canvas, setting)._replace(further=further)

    found = fit(Wording.ALL, below)
    numbered = measures.NUMBERS_FROM * canvas.scale
    if found.cell >= numbered:
        return found
    barest = fit(Wording.NONE, 0.0)
    enough = min(numbered, WORDS_MAY_TAKE * barest.cell)
    worded = [wording for wording in Wording if wording < Wording.NONE]
    every = itertools.chain(
        (found,), itertools.starmap(fit, list(itertools.product(worded, heights))[1:])
    )
    return next((each for each in every if each.cell > 0 and each.cell >= enough), barest)


def _fitted(body: Node | None, area: Area, canvas: Canvas, setting: Setting) -> Fit:
    """The best way to set a body."""
    best = Fit(area, setting.wording)
    if body is None:
        return best
    for way, worth in alternatives.ways(body, canvas.width < TALL_BELOW * canvas.height):
        block = groups.made(way, setting)
        # Of two ways that are hardly apart, it is the first.
        least = (best.score + _ALMOST) / worth if best.block else 0.0
        cell = _largest(block, area, least) if block else 0.0
        if cell > least:
            best = Fit(area, setting.wording, way, block, cell, cell * worth)
    return best


def _largest(block: Block, area: Area, least: float) -> float:
    """The side of the largest cells for which there is room; 0 if words alone take more.

    It may be anything up to the least where no larger cells have room.
    """

    def room(cell: float) -> float:
        across, down = block.extent(Unit(cell))
        return min(area.width - across.total, area.height - down.total) + _ALMOST

    if least and not any(room(least * factor) >= 0 for factor in (1.0, *_SECOND_CHANCES)):
        return 0.0
    most = max(area.width, area.height)
    found = boundaries.last(room, 0.0, most)
    larger = (found * factor for factor in _SECOND_CHANCES)
    return next((boundaries.last(room, cell, most) for cell in larger if room(cell) >= 0), found)


def _area(arrangement: Arrangement, canvas: Canvas, setting: Setting) -> Area:
    """The room of the body between margins, a headline above it and a legend below."""
    said, b = setting.wording < Wording.NONE, canvas.measures.b
    head = corners.HEAD * b if arrangement.headline and said else 0.0
    legend = arrangement.legend if said else None
    across = min(canvas.measures.margin, WIDEST_MARGIN * canvas.width)
    down = min(canvas.measures.margin, WIDEST_MARGIN * canvas.height)
    below = corners.legend_room(legend, canvas, setting.language)
    top = max(down - RAISED * b, 0.0) + head
    return Area(across, top, canvas.width - 2 * across, canvas.height - 2 * down - head - below)


def _number_size(grid: Grid, box: Box, scale: float) -> int:
    """The size of a map's numbers in whole pixels, 0 if they would be too small to be read."""
    cell = box.side / scale
    wide = widest.number(grid.values, signed=grid.signed) if grid.values is not None else 0.0
    wide *= box.side / box.cell
    least = measures.NUMBERS_FROM if grid.shares is None else measures.COUNTS_FROM
    if not wide or cell < least:
        return 0
    size = measures.outer_size(cell) if grid.corners else measures.number_size(cell, wide)
    if size < measures.LEAST_NUMBER:
        return 0
    whole = round(size * scale)
    return whole - (whole * wide > measures.WIDEST_NUMBER * box.side)
