"""How a count or a value becomes a colour: one scale for a whole figure, and its ramp."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.render import colours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.render.colours import Colour

# Where the largest count is more than this many times the smallest, the scale is logarithmic.
MOST_LINEAR = 8


@dataclass(frozen=True)
class Scale:
    """From where to where a ramp runs, and by which rule; the legend says the rule."""

    lowest: float
    highest: float
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """How far along the ramp a value lies, from 0 to 1."""
        if not self.lowest <= value <= self.highest:
            raise ValueError(f"{value} is not within {self.lowest} to {self.highest}")
        if self.lowest == self.highest:
            return 0.0
        if self.logarithmic:
            # Logarithms of the counts themselves: exact counts may be wider than any float.
            first = math.log(self.lowest)
            return (math.log(value) - first) / (math.log(self.highest) - first)
        return (value - self.lowest) / (self.highest - self.lowest)


def scale_of_counts(counts: Iterable[int]) -> Scale | None:
    """The scale of all counts of a figure; a count of 0 is hatched and never on it."""
    read = {count for count in counts if count > 0}
    if not read:
        return None
    lowest, highest = min(read), max(read)
    return Scale(lowest, highest, logarithmic=highest > MOST_LINEAR * lowest)


def scale_of_picture(lowest: float, highest: float) -> Scale:
    """The scale of a picture's values, whose range is printed below it."""
    return Scale(lowest, highest)


@dataclass(frozen=True)
class Ramp:
    """Colours at equal distances, and between them their mix."""

    stops: tuple[Colour, ...]

    def at(self, share: float) -> Colour:
        """The colour at this share of the way."""
        way = min(1.0, max(0.0, share)) * (len(self.stops) - 1)
        before = min(int(way), len(self.stops) - 2)
        return colours.mix(self.stops[before], self.stops[before + 1], way - before)


@dataclass(frozen=True)
class SignedRamp:
    """Colours for both signs, as strong as the value is large; a sign always stands beside."""

    zero: Colour
    positive: Colour
    negative: Colour

    def at(self, value: float, largest: float) -> Colour:
        """The colour of a value where no value is larger than the largest, whatever its sign."""
        if value == 0:
            return self.zero
        end = self.positive if value > 0 else self.negative
        return colours.mix(self.zero, end, min(1.0, abs(value) / largest))
