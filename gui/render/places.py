"""Where everything of a figure stands on its canvas, in device pixels: the same in every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gui.render.measures import Measures, measures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.frame import Key


@dataclass(frozen=True)
class Canvas:
    """The paper, in device pixels; `scale` of them make one pixel as a person counts them."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def measures(self) -> Measures:
        return Measures(measures_of(self.width / self.scale).b * self.scale)


@dataclass(frozen=True)
class Box:
    """The cells of a grid: the corner of the first one, and the side of each."""

    x: float
    y: float
    cell: float
    rows: int
    columns: int

    @property
    def right(self) -> float:
        return self.x + self.columns * self.cell

    @property
    def bottom(self) -> float:
        return self.y + self.rows * self.cell

    @property
    def width(self) -> float:
        return self.columns * self.cell

    @property
    def height(self) -> float:
        return self.rows * self.cell


@dataclass(frozen=True)
class Spot:
    """Where a line of words begins, on its baseline, and how wide and large it may be.

    The step's line ends there.
    """

    x: float
    baseline: float
    width: float
    size: int


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


@dataclass(frozen=True)
class LegendPlace:
    """The legend's room, and the upper left corners of its pieces: the ramp, then each role."""

    x: float
    y: float
    width: float
    height: float
    corners: tuple[tuple[float, float], ...] = ()


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

    @property
    def measures(self) -> Measures:
        return self.canvas.measures

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
        )
