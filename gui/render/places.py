"""Where everything of a figure stands on its canvas, in device pixels: the same in every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gui.render.measures import Measures, measures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.frame import Heading, Key

# A zoom of three halves makes letters of size 10 no smaller than 15.
_ALMOST = 1e-6


@dataclass(frozen=True)
class Canvas:
    """The paper, in device pixels; `scale` of them make one pixel as a person counts them.

    What is on it is `zoom` times as large as would fit.
    """

    width: int
    height: int
    scale: float = 1.0
    zoom: float = 1.0

    @property
    def measures(self) -> Measures:
        return Measures(measures_of(self.width / self.scale).b * self.scale * self.zoom)


@dataclass(frozen=True)
class Shift:
    """Everything `zoom` times as large, and then so many pixels to the right and down."""

    zoom: float
    right: float
    down: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a place comes to."""
        return x * self.zoom + self.right, y * self.zoom + self.down

    def letters(self, size: int) -> int:
        """The size of letters, in whole pixels that take no more room than there is."""
        return max(int(size * self.zoom + _ALMOST), 1)


@dataclass(frozen=True)
class Box:
    """The cells of a grid: the corner of the first one, and the side of each.

    Cells that are not square are `cell` wide and have a height of their own.
    """

    x: float
    y: float
    cell: float
    rows: int
    columns: int
    own_height: float = 0.0

    def moved(self, to: Shift) -> Box:
        """The same box, larger and elsewhere."""
        cell, high = self.cell * to.zoom, self.own_height * to.zoom
        return Box(*to.place(self.x, self.y), cell, self.rows, self.columns, high)

    @property
    def high(self) -> float:
        """The height of a cell."""
        return self.own_height or self.cell

    @property
    def side(self) -> float:
        """The shorter side of a cell: lines, patterns and numbers follow from it."""
        return min(self.cell, self.high)

    @property
    def right(self) -> float:
        return self.x + self.columns * self.cell

    @property
    def bottom(self) -> float:
        return self.y + self.rows * self.high

    @property
    def width(self) -> float:
        return self.columns * self.cell

    @property
    def height(self) -> float:
        return self.rows * self.high

    def area(
        self, top: float, left: float, bottom: float, right: float
    ) -> tuple[float, float, float, float]:
        """The room of cells from a row and column up to others: corner, width and height."""
        return (
            self.x + left * self.cell,
            self.y + top * self.high,
            (right - left) * self.cell,
            (bottom - top) * self.high,
        )


@dataclass(frozen=True)
class Spot:
    """Where a line of words begins, on its baseline, and how wide and large it may be.

    The step's line ends there. Words that may go on have a second line so far `below` the first.
    """

    x: float
    baseline: float
    width: float
    size: int
    below: float = 0.0

    def moved(self, to: Shift) -> Spot:
        """The same line, larger and elsewhere."""
        wide, below = self.width * to.zoom, self.below * to.zoom
        return Spot(*to.place(self.x, self.baseline), wide, to.letters(self.size), below)

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Corner, width and height of all that may be written there."""
        high = 1.6 * self.size + self.below
        return self.x, self.baseline - 1.2 * self.size, self.width, high


@dataclass(frozen=True)
class SlotPlace:
    """Room for a caption: left end and width of each column, its lines from the first baseline.

    The left ends are places on the canvas; a caption that keeps to no columns has one.
    """

    x: float
    y: float
    width: float
    height: float
    columns: tuple[tuple[float, float], ...]
    baseline: float
    pitch: float

    def moved(self, to: Shift) -> SlotPlace:
        """The same room, larger and elsewhere."""
        columns = tuple((to.place(x, 0)[0], wide * to.zoom) for x, wide in self.columns)
        return SlotPlace(
            *to.place(self.x, self.y),
            self.width * to.zoom,
            self.height * to.zoom,
            columns,
            to.place(0, self.baseline)[1],
            self.pitch * to.zoom,
        )


@dataclass(frozen=True)
class LegendPlace:
    """The legend's room, and the upper left corners of its pieces: the ramp, then each role.

    Where it is stacked, its pieces stand one below the other, its notes after them.
    """

    x: float
    y: float
    width: float
    height: float
    corners: tuple[tuple[float, float], ...] = ()
    notes: tuple[tuple[float, float], ...] = ()
    is_stacked: bool = False
    has_seconds: bool = False

    def moved(self, to: Shift) -> LegendPlace:
        """The same room, larger and elsewhere."""
        wide, high = self.width * to.zoom, self.height * to.zoom
        corners = tuple(to.place(*corner) for corner in self.corners)
        notes = tuple(to.place(*corner) for corner in self.notes)
        x, y = to.place(self.x, self.y)
        return replace(self, x=x, y=y, width=wide, height=high, corners=corners, notes=notes)


@dataclass(frozen=True)
class SectionPlace:
    """What stands above a section, and where."""

    heading: Heading
    spot: Spot

    def moved(self, to: Shift) -> SectionPlace:
        """The same heading, larger and elsewhere."""
        return SectionPlace(self.heading, self.spot.moved(to))


@dataclass(frozen=True, eq=False)
class Layout:
    """What stands where. What a narrow canvas does without is in none of these.

    `titles`, `second_lines` and `feet` belong to the grid of their key. A number size of 0 means
    that the map shows no numbers.
    """

    canvas: Canvas
    language: str
    boxes: Mapping[Key, Box]
    number_sizes: Mapping[Key, int]
    titles: Mapping[Key, Spot]
    second_lines: Mapping[Key, Spot]
    feet: Mapping[Key, Spot]
    slots: Mapping[Key, SlotPlace]
    step: Spot | None = None
    headline: Spot | None = None
    legend: LegendPlace | None = None
    section: SectionPlace | None = None

    @property
    def measures(self) -> Measures:
        return self.canvas.measures

    def zoomed(self, zoom: float, right: float, down: float) -> Layout:
        """The same on the same paper, so many times as large, moved by so many pixels.

        Lines and letters are made for their new size, not enlarged.
        """
        to = Shift(zoom, right, down)
        numbers = {key: size and to.letters(size) for key, size in self.number_sizes.items()}
        return Layout(
            replace(self.canvas, zoom=self.canvas.zoom * zoom),
            self.language,
            {key: box.moved(to) for key, box in self.boxes.items()},
            numbers,
            {key: spot.moved(to) for key, spot in self.titles.items()},
            {key: spot.moved(to) for key, spot in self.second_lines.items()},
            {key: spot.moved(to) for key, spot in self.feet.items()},
            {key: place.moved(to) for key, place in self.slots.items()},
            self.step and self.step.moved(to),
            self.headline and self.headline.moved(to),
            self.legend and self.legend.moved(to),
            self.section and self.section.moved(to),
        )

    def without_words(self) -> Layout:
        """The maps alone, where they stand, with the numbers in their cells."""
        nothing: dict[Key, Spot] = {}
        return replace(
            self,
            titles=nothing,
            second_lines=nothing,
            feet=nothing,
            slots={},
            step=None,
            headline=None,
            legend=None,
            section=None,
        )
