"""How wide every line and how large every letter is, from the figure's width and a cell's side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.render import colours
from gui.render.theme import Pattern

if TYPE_CHECKING:
    from gui.render.colours import Colour
    from gui.render.theme import Look

# The smallest cell, in pixels, in which each of these is shown; below, cells are flat tints.
LINES_FROM, HATCH_FROM, DOTS_FROM, NUMBERS_FROM, WEIGHTS_FROM = 5, 8, 14, 20, 34
# On a ramp numbers stand on plain fills, with nothing else in their cells.
COUNTS_FROM = 16

# Smaller numbers cannot be read, in pixels at 1×.
LEAST_NUMBER = 7
RULES_A_CELL = 6
DOTS_A_SIDE = 4
# A number never takes more of its cell's width than this.
WIDEST_NUMBER = 0.86
# A hatch's line is never wider than this share of the way to the next one.
MOST_HATCHED = 0.3
# How much of a dash and the gap after it is the dash.
DASH_SHARE = 0.55


@dataclass(frozen=True)
class Measures:
    """All lengths of a figure that follow from its width, in pixels: b is the size of a title."""

    b: float

    @property
    def k(self) -> float:
        """What every line is scaled by: 1 in a figure 1600 pixels wide."""
        return self.b / 22

    @property
    def margin(self) -> float:
        return 2.2 * self.b

    @property
    def headline(self) -> float:
        """The size wished for; a long headline may shrink to the least."""
        return 1.15 * self.b

    @property
    def least_headline(self) -> float:
        return 1.05 * self.b

    @property
    def title(self) -> float:
        return self.b

    @property
    def second_line(self) -> float:
        """A title's second line, the step, and the least size of a legend."""
        return 0.82 * self.b

    @property
    def title_rise(self) -> float:
        """How far above its map a title's last line stands."""
        return 0.7 * self.b

    @property
    def sum(self) -> float:
        return 1.1 * self.b

    @property
    def result(self) -> float:
        return 1.35 * self.b

    @property
    def window_ring(self) -> float:
        return 3.2 * self.k

    @property
    def field_ring(self) -> float:
        """Round the cells that reach the pin, and round those that it reaches."""
        return 2.4 * self.k

    @property
    def pin_ring(self) -> float:
        """On the edge of the pinned cell."""
        return 3.4 * self.k

    @property
    def hover_ring(self) -> float:
        """Inside the edge of the cell under the pointer."""
        return 1.6 * self.k

    @property
    def frame(self) -> float:
        """Round the field as a whole, in ink."""
        return 1.6 * self.k

    @property
    def pin_halo(self) -> float:
        """The paper on each side of the pin's ring."""
        return 1.7 * self.k

    @property
    def window_halo(self) -> float:
        """The paper on each side of the window's ring."""
        return 1.1 * self.k

    @property
    def thread(self) -> float:
        """From a cell to one of the cells that it is made of, in a section."""
        return 0.9 * self.k

    @property
    def ray(self) -> float:
        return 1.3 * self.k

    @property
    def arrow(self) -> float:
        return 1.6 * self.k

    @property
    def arrow_head(self) -> float:
        return 10 * self.k

    @property
    def rule_line(self) -> float:
        """The lines of print's border."""
        return self.k

    def grid_line(self, cell: float) -> float:
        """The edge of a cell."""
        return min(max(0.022 * cell, 0.75), 1.6 * self.k)

    def hatch_spacing(self, cell: float) -> float:
        """From line to line of a hatch, along a row: the lines lean by 45°."""
        return min(max(cell / 5, 4.0), 10 * self.k)

    def hatch_line(self, cell: float) -> float:
        """The width of its lines, which never fill the hatch where cells are small."""
        return min(1.15 * self.k, MOST_HATCHED * self.hatch_spacing(cell))

    def dashes_a_side(self, cell: float) -> int:
        """How many dashes a side has, the halves at its corners together counted as one."""
        return max(3, math.floor(cell / (13 * self.k) + 0.5))

    def dash_and_gap(self, cell: float) -> tuple[float, float]:
        """The length of a dash and of a gap; a side begins and ends with half a dash."""
        period = cell / self.dashes_a_side(cell)
        return DASH_SHARE * period, (1 - DASH_SHARE) * period

    def spoke(self, weight: float) -> float:
        """The line from a deformable tap to a neighbour of this weight."""
        return (1.2 + 5 * weight) * self.k

    def flat_tint(self, look: Look, cell: float) -> Colour:
        """The fill of a cell that is too small for its pattern: as bright as the pattern is."""
        if look.pattern_colour is None:
            return look.fill
        shares = {
            Pattern.HATCH: math.sqrt(2) * self.hatch_line(cell) / self.hatch_spacing(cell),
            Pattern.DOTS: math.pi * (DOTS_A_SIDE * dot_radius(1)) ** 2,
            Pattern.RULES: min(1.0, RULES_A_CELL * self.rule_line / cell),
            Pattern.COLUMNS: min(1.0, RULES_A_CELL * self.rule_line / cell),
        }
        return colours.cover(look.fill, look.pattern_colour, shares[look.pattern])


def measures_of(width: float) -> Measures:
    """The measures of a figure of this width."""
    return Measures(max(11.0, 0.0138 * width))


def number_size(cell: float, width_at_one: float = 0.0) -> float:
    """The size of a cell's number, given how wide the widest one of its map is at size 1."""
    wished = (0.46 if cell < 32 else 0.38) * cell
    if width_at_one * wished <= WIDEST_NUMBER * cell:
        return wished
    return WIDEST_NUMBER * cell / width_at_one


def weight_size(cell: float) -> float:
    """The size of the weight in the corner of a cell."""
    return 0.225 * cell


def outer_size(cell: float) -> float:
    """The size of a number in the outer corner of a cell that is enlarged."""
    return 0.175 * cell


def outer_weight_size(cell: float) -> float:
    """The size of the weight beside it."""
    return 0.123 * cell


def dot_radius(cell: float) -> float:
    """The radius of the dots of an inserted zero."""
    return 0.03 * cell


def has_pattern(pattern: Pattern, cell: float) -> bool:
    """Whether a cell is large enough for the pattern to be drawn as such."""
    least = {
        Pattern.DOTS: DOTS_FROM,
        Pattern.HATCH: HATCH_FROM,
        Pattern.RULES: HATCH_FROM,
        Pattern.COLUMNS: HATCH_FROM,
    }
    return pattern in least and cell >= least[pattern]
