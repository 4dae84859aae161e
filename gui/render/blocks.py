"""How much room a map with its words, or a caption, takes at a cell's side, and where it stands."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from engine.arrangement import Margin
from gui.render import badges, captions, letters
from gui.render.places import Box, SlotPlace, Spot
from gui.render.reaches import Extent, Reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.arrangement import Gap, Item, Slot
    from engine.frame import Grid, Heading, Key
    from engine.words import Text
    from gui.render.captions import Columns
    from gui.render.measures import Measures

# All in sizes of a title: the room of a title with one line, and what a second one adds; the room
# below a map for its foot, and how far below the map that stands; from line to line of a caption,
# and from which height on the rows of a map beside it decide that.
ONE_LINE, SECOND_LINE = 2.0, 1.4
FOOT, FOOT_DROP = 1.5, 1.1
PITCH, LEAST_PITCH = 1.75, 1.5
# Cells of at least so many pixels are whole ones.
WHOLE_FROM = 4
_ALMOST = 1e-6


class Wording(IntEnum):
    """How much room words are given, for where they would leave too little to the maps."""

    ALL = 0
    NO_CAPTIONS = 1
    NO_SECOND_LINES = 2
    NO_WIDER_THAN_MAPS = 3
    NONE = 4


@dataclass(frozen=True)
class Setting:
    """What decides how large words are, and which there are."""

    measures: Measures
    language: str
    wording: Wording
    has_second_lines: bool = True

    def gap(self, gap: Gap, unit: Unit) -> float:
        """A distance in pixels; where there are no words, its cells alone."""
        titles = 0.0 if self.wording is Wording.NONE else gap.titles
        return gap.cells * unit.cell + titles * self.measures.b


class Unit(NamedTuple):
    """A cell's side, and whether the cells of maps are to be whole pixels."""

    cell: float
    whole: bool = False

    def side(self, scale: float) -> float:
        """The side of cells that are `scale` times those of the figure."""
        wished = scale * self.cell
        return math.floor(wished + _ALMOST) if self.whole and wished >= WHOLE_FROM else wished


@dataclass
class Places:
    """What has its place by now."""

    grids: dict[Key, Grid] = field(default_factory=dict)
    boxes: dict[Key, Box] = field(default_factory=dict)
    titles: dict[Key, Spot] = field(default_factory=dict)
    second_lines: dict[Key, Spot] = field(default_factory=dict)
    feet: dict[Key, Spot] = field(default_factory=dict)
    slots: dict[Key, SlotPlace] = field(default_factory=dict)


class Block(Protocol):
    """A node whose words are measured."""

    def extent(self, unit: Unit) -> Extent:
        """Its room."""

    def place(self, x: float, y: float, unit: Unit, places: Places) -> None:
        """Notes where its parts are, its room beginning at x and y."""


@dataclass(frozen=True, eq=False)
class MapBlock:
    """A map, its title above it and its foot below."""

    item: Item
    setting: Setting
    has_title: bool
    has_second: bool
    has_foot: bool
    words: float

    @cached_property
    def scale(self) -> float:
        """How large its cells are in those of the figure."""
        return self.item.scale / longest(self.item) if self.item.fitted else self.item.scale

    def side(self, unit: Unit) -> float:
        """The side of its cells."""
        return max(unit.side(self.scale), math.floor(self.item.least * self.setting.measures.b))

    def extent(self, unit: Unit) -> Extent:
        """The map, between the lines above and below."""
        b = self.setting.measures.b
        # What is fitted takes the same room however many pixels its cells lose.
        side = unit.cell * self.scale if self.item.fitted else self.side(unit)
        rows, columns = self.item.grid.size
        room, cell = self.item.margin, unit.cell
        lead = room.left * cell
        wide = columns * side + lead + room.right * cell
        high = rows * side + (room.above + room.below) * cell
        if self.item.fitted:  # cells lose pixels on both sides, and words begin where they do
            lead += max(columns * (side - self.side(unit)), 0.0) / 2
        above = ONE_LINE * b * self.has_title + SECOND_LINE * b * self.has_second
        words = lead + self.words
        after = words - wide if words > wide else 0.0
        return Extent(Reach(0.0, wide, after), Reach(above, high, FOOT * b * self.has_foot))

    def place(self, x: float, y: float, unit: Unit, places: Places) -> None:
        """The map from a whole pixel on, its words from its left edge."""
        extent, side = self.extent(unit), self.side(unit)
        rows, columns = self.item.grid.size
        room = self.item.margin
        wider = (room.left - room.right) * unit.cell
        higher = (room.above - room.below) * unit.cell
        begin = y + extent.down.before
        left = _whole(x + (extent.across.core - columns * side + wider) / 2)
        top = _whole(begin + (extent.down.core - rows * side + higher) / 2)
        box = Box(left, top, side, rows, columns)
        places.grids[self.item.grid.key] = self.item.grid
        places.boxes[self.item.grid.key] = box
        words = max(extent.across.total - (left - x), box.width)
        lined_up = _whole(begin), begin + extent.down.core
        self._place_words(box, words, lined_up if self.is_lined_up else (box.y, box.bottom), places)

    @property
    def is_lined_up(self) -> bool:
        """Whether it stands where its places are among those of other maps."""
        return self.item.margin != Margin()

    def _place_words(
        self, box: Box, room: float, between: tuple[float, float], places: Places
    ) -> None:
        """All titles of maps that are lined up stand at one height."""
        measures, key = self.setting.measures, self.item.grid.key
        aside = badges.indent(self.item.grid.heading, measures)
        title, second = round(measures.title), round(measures.second_line)
        last = between[0] - measures.title_rise
        if self.has_title:
            first = last - SECOND_LINE * measures.b * self.has_second
            places.titles[key] = Spot(box.x + aside, first, max(room - aside, 0.0), title)
        if self.has_second:
            places.second_lines[key] = Spot(box.x + aside, last, max(room - aside, 0.0), second)
        if self.has_foot:
            below = between[1] + FOOT_DROP * measures.b
            places.feet[key] = Spot(box.x, below, room, second)


@dataclass(frozen=True, eq=False)
class SlotBlock:
    """Room for a caption, as high as its lines, which keep to the rows of the map beside it."""

    slot: Slot
    setting: Setting
    columns: Columns
    beside: MapBlock | None = None

    def pitch(self, unit: Unit) -> float:
        """From line to line."""
        b, row = self.setting.measures.b, self.beside.side(unit) if self.beside else 0.0
        return row if row >= LEAST_PITCH * b else PITCH * b

    def extent(self, unit: Unit) -> Extent:
        """All of it is core: lines are lined up with the cells of maps."""
        left, width = self.columns[-1] if self.columns else (0.0, 0.0)
        height = len(self.slot.caption.lines) * self.pitch(unit)
        return Extent(Reach(core=math.ceil(left + width)), Reach(core=height))

    def place(self, x: float, y: float, unit: Unit, places: Places) -> None:
        """The first line's digits have their middle in the middle of the first row."""
        extent, pitch = self.extent(unit), self.pitch(unit)
        sizes = [
            captions.size_of(part, self.setting.measures)
            for line in self.slot.caption.lines
            for part in line
        ]
        # Lines of several sizes share a baseline; the middle is that of the one most often used.
        size = max(sizes, key=sizes.count, default=1)
        places.slots[self.slot.caption.slot] = SlotPlace(
            x, y, extent.across.total, extent.down.total,
            tuple((x + left, width) for left, width in self.columns),
            letters.baseline(y + pitch / 2, size), pitch,
        )  # fmt: skip


def longest(item: Item) -> int:
    """The cells of a map's longer side."""
    return max(1, *item.grid.size)


def map_block(item: Item, setting: Setting) -> MapBlock:
    """A map with what is left of its words."""
    heading, wording = item.grid.heading, setting.wording
    titled = heading is not None and wording < Wording.NONE
    explained = setting.has_second_lines and wording < Wording.NO_SECOND_LINES
    second = heading.second if heading and explained else ""
    foot = item.grid.foot if explained else ""
    block = MapBlock(item, setting, titled, bool(second), bool(foot), 0.0)
    if wording >= Wording.NO_WIDER_THAN_MAPS:
        return block
    return replace(block, words=math.ceil(_widest_line(heading, (second, foot), setting)))


def _widest_line(heading: Heading | None, quiet: tuple[Text | str, ...], setting: Setting) -> float:
    measures, language = setting.measures, setting.language
    size = round(measures.second_line)
    second, foot = (letters.width(letters.said(each, language), size) for each in quiet)
    if heading is None:
        return max(second, foot)
    name, rest = (letters.said(each, language) for each in (heading.name, heading.rest))
    title = letters.named(name, rest, round(measures.title))
    return max(foot, badges.indent(heading, measures) + max(title, second))


def slot_block(slot: Slot, setting: Setting, maps: Mapping[Key, Item]) -> SlotBlock:
    """A caption in the columns of its widest words, in the rows of the map beside it."""
    caption = slot.caption
    beside = maps.get(caption.beside) if caption.beside else None
    columns = captions.columns(caption, setting.language, setting.measures)
    if beside is None or beside.grid.size[0] != len(caption.lines):
        return SlotBlock(slot, setting, columns)
    return SlotBlock(slot, setting, columns, map_block(beside, setting))


def _whole(place: float) -> int:
    """The nearest pixel; halves always go to the same side, so that neighbours keep apart."""
    return math.floor(place + 0.5)
