"""Where the rows of a section stand below the maps, their names to the left, the legend right."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gui.render import corners, evenness, legend_stack, letters
from gui.render.blocks import ONE_LINE, WHOLE_FROM
from gui.render.places import Box, LegendPlace, SectionPlace, Shift, Spot

if TYPE_CHECKING:
    from engine.arrangement import Arrangement, Item, Section
    from gui.render.blocks import Places
    from gui.render.legend_stack import Stack
    from gui.render.places import Canvas, SlotPlace

# All in sizes of a title: the height that maps must leave, and how far they are raised then; what
# is below them, and below the last row.
LEAST_ROOM, RAISED = 14.0, 0.9
BELOW_MAPS, BELOW_ROWS = 1.7, 1.64
# In the same unit: the highest row, the lowest, and the most between two of them; the widest cell
# of the unit; what is between a name and its row, a row and the legend, this and the lower edge.
HIGHEST_ROW, LOWEST_ROW, MOST_BETWEEN = 2.0, 0.6, 3.3
WIDEST_CELL, BEFORE_ROW, BEFORE_LEGEND, BELOW_LEGEND = 2.0, 0.8, 3.3, 2.4
# How high the room between two rows is, in rows.
BETWEEN = 1.75
# The share of a canvas's width up to which a section reaches beside its legend.
BESIDE_LEGEND = 0.62
# Narrower cells, in pixels at 1×, show nothing.
LEAST_CELL = 3
# Narrower figures, in pixels at 1×, have no section, no second lines and no legend.
SECTIONS_FROM = 480


@dataclass(frozen=True, eq=False)
class Rows:
    """A section at its size: the unit of its cells, a row's height, and the way to the next."""

    unit: float
    high: int
    pitch: int
    names: float
    wide: float
    used: int


@dataclass(frozen=True, eq=False)
class Planner:
    """What is known before anything stands: up to where the maps go, and what they take.

    What a headline's second line takes is spared from the section before the section goes.
    """

    arrangement: Arrangement
    canvas: Canvas
    language: str
    top: float
    bottom: float
    spared: float

    @property
    def b(self) -> float:
        return self.canvas.measures.b

    @property
    def first(self) -> float:
        """Where the first row may begin."""
        return self.bottom + (BELOW_MAPS + ONE_LINE) * self.b

    @property
    def least(self) -> float:
        """How much room below the maps is enough."""
        return LEAST_ROOM * self.b - self.spared

    @property
    def section(self) -> Section:
        assert self.arrangement.section is not None
        return self.arrangement.section

    @property
    def names(self) -> float:
        """The widest name."""
        return max(self.name(item) for item in self.section.items)

    def name(self, item: Item) -> float:
        """How wide a row's name is."""
        heading = item.grid.heading
        if heading is None:
            return 0.0
        name, rest = (letters.said(each, self.language) for each in (heading.name, heading.rest))
        return letters.named(name, rest, round(self.canvas.measures.second_line))

    def rows(self, right: float, end: float) -> Rows | None:
        """The rows where they may reach so far; None where their cells would show nothing."""
        items, b = self.section.items, self.b
        count = len(items)
        units = max(map(_units, items))
        before = self.canvas.measures.margin + self.names + BEFORE_ROW * b
        unit = _even(items, min(WIDEST_CELL * b, (right - before) / units))
        room = end - self.first
        high = math.floor(min(HIGHEST_ROW * b, room / (count + BETWEEN * (count - 1))))
        least = LEAST_CELL * self.canvas.scale
        if end - self.bottom < self.least or high < LOWEST_ROW * b:
            return None
        if unit * min(item.scale for item in items) < least:
            return None
        between = min((room - count * high) / max(count - 1, 1), MOST_BETWEEN * b)
        pitch = high + math.floor(between)
        return Rows(unit, high, pitch, self.names, units * unit, (count - 1) * pitch + high)

    def beside(self, rows: Rows) -> Stack | None:
        """The legend in what a section leaves to its right."""
        legend, measures = self.arrangement.legend, self.canvas.measures
        taken = rows.names + (BEFORE_ROW + BEFORE_LEGEND) * self.b + rows.wide
        room = self.canvas.width - 2 * measures.margin - taken
        high = self.canvas.height - BELOW_LEGEND * self.b - self.first
        if legend is None:
            return None
        return legend_stack.stack(legend, (room, high), self.language, measures)


@dataclass(frozen=True, eq=False)
class Added:
    """A section's heading, and the legend where it stands beside it."""

    section: SectionPlace
    legend: LegendPlace | None


def added(
    arrangement: Arrangement,
    places: Places,
    area: tuple[float, float],
    canvas: Canvas,
    language: str,
) -> Added | None:
    """A section below maps that leave enough room when they go up; they do so.

    Their room begins so far down, of which a headline's second line takes so much.
    """
    section = arrangement.section
    if section is None or not section.items or not places.boxes:
        return None
    if is_too_narrow(arrangement, canvas):
        return None
    above, below = reach(places)
    top, spared = area
    raised = top - (RAISED * canvas.measures.b if arrangement.headline else 0.0)
    planner = Planner(arrangement, canvas, language, raised, raised + below - above, spared)
    end = canvas.height - BELOW_ROWS * canvas.measures.b
    rows = planner.rows(BESIDE_LEGEND * canvas.width, end)
    stack = planner.beside(rows) if rows else None
    if stack is None:
        end -= corners.legend_room(arrangement.legend, canvas, language)
        rows = planner.rows(canvas.width - canvas.measures.margin, end)
    if rows is None:
        return None
    lower = max(math.floor((end - planner.first - rows.used) / 2), 0)
    _move(places, round(raised - above) + lower)
    return _placed(planner, rows, stack, round(planner.first) + lower, places)


def is_too_narrow(arrangement: Arrangement, canvas: Canvas) -> bool:
    """Whether a figure that could have a section shows its maps and their names alone."""
    return arrangement.section is not None and canvas.width / canvas.scale < SECTIONS_FROM


def reach(places: Places) -> tuple[float, float]:
    """From the top of the highest words or cells to the lower end of the lowest."""
    spots = (*places.titles.values(), *places.second_lines.values(), *places.feet.values())
    rooms: tuple[Box | SlotPlace, ...] = (*places.boxes.values(), *places.slots.values())
    tops = [spot.baseline - spot.size for spot in spots] + [room.y for room in rooms]
    ends = [spot.baseline + 0.3 * spot.size for spot in spots]
    return min(tops), max(ends + [room.y + room.height for room in rooms])


def _units(item: Item) -> float:
    """How wide a row is with its margins, in the section's cells."""
    return item.margin.left + item.scale * item.grid.size[1] + item.margin.right


def _even(items: tuple[Item, ...], largest: float) -> float:
    """The unit with which most edges of cells fall on whole pixels."""
    if largest < WHOLE_FROM:
        return largest
    every = [length for item in items for length in evenness.lengths(item)]
    return evenness.best(largest, lambda side: evenness.whole(side, every))


def _move(places: Places, down: int) -> None:
    """All that has its place, lower by so many pixels."""
    to = Shift(1.0, 0.0, down)
    for spots in (places.titles, places.second_lines, places.feet):
        spots.update({key: spot.moved(to) for key, spot in spots.items()})
    places.boxes.update({key: box.moved(to) for key, box in places.boxes.items()})
    places.slots.update({key: slot.moved(to) for key, slot in places.slots.items()})


def _placed(planner: Planner, rows: Rows, stack: Stack | None, first: int, places: Places) -> Added:
    b, margin = planner.b, planner.canvas.measures.margin
    whole = rows.names + BEFORE_ROW * b + rows.wide
    whole += BEFORE_LEGEND * b + stack.width if stack else 0.0
    maps = min(box.x for box in places.boxes.values())
    left = max(margin, min(maps, (planner.canvas.width - whole) / 2))
    start = round(left + rows.names + BEFORE_ROW * b)
    for number, item in enumerate(planner.section.items):
        _place_row(planner, rows, item, (start, first + number * rows.pitch), places)
    right = planner.canvas.width - margin
    line = Spot(start, first - planner.canvas.measures.title_rise, right - start, round(b))
    legend = None
    if stack is not None:
        x = start + rows.wide + BEFORE_LEGEND * b
        y = min(first, planner.canvas.height - BELOW_LEGEND * b - stack.height)
        legend = LegendPlace(
            x, y, stack.width, stack.height,
            tuple((x, y + down) for down in stack.corners),
            tuple((x, y + down) for down in stack.notes),
            is_stacked=True, has_seconds=stack.has_seconds,
        )  # fmt: skip
        line = replace(line, width=x - b - start)
    return Added(SectionPlace(planner.section.heading, line), legend)


def _place_row(
    planner: Planner, rows: Rows, item: Item, corner: tuple[int, int], places: Places
) -> None:
    key, size = item.grid.key, round(planner.canvas.measures.second_line)
    x, y = round(corner[0] + item.margin.left * rows.unit), corner[1]
    box = Box(x, y, item.scale * rows.unit, 1, item.grid.size[1], rows.high)
    places.grids[key], places.boxes[key] = item.grid, box
    if item.grid.heading is not None:
        wide = planner.name(item)
        line = letters.baseline(y + rows.high / 2, size)
        places.titles[key] = Spot(corner[0] - BEFORE_ROW * planner.b - wide, line, wide, size)
