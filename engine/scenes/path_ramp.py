"""One ramp for the path counts of all maps of a figure, and what is written beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.frame import Scale
from engine.scenes import piece as pieces
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frame import Array
    from engine.patches import Patch
    from engine.scenes.path_maps import PathMap
    from engine.scenes.piece import Piece
    from engine.words import Text

# Counts further apart stand on a logarithmic ramp.
MOST_LINEAR = 8
MOST_STEPS = 4
# Words nearer to the end of a ramp, in shares of it, would run into those at its end.
NEAREST = 0.1
BASES = (2, 3, 5, 10)
LEAST_WRITTEN = 0.01


@dataclass(frozen=True)
class Ramp:
    """From the fewest paths that any cell has to the most, exactly."""

    low: int | float
    high: int | float

    @property
    def logarithmic(self) -> bool:
        """Whether equal ways along the ramp are equal ratios."""
        return self.high > MOST_LINEAR * self.low

    def shares(self, patch: Patch, piece: Piece) -> Array:
        """Where the counts of those cells stand, from 0 to 1; cells without any stand at 0."""
        if self.logarithmic:
            low, high = math.log(self.low), math.log(self.high)
            found = (pieces.logs(patch, piece) - low) / (high - low)
        else:
            found = (pieces.counts(patch, piece) - self.low) / self._width
        return np.clip(found, 0.0, 1.0)

    def scale(self) -> Scale:
        """What the colours mean."""
        told = [(self.share(value), written(value)) for value in self._told()]
        return Scale(self._meaning(), tuple(told))

    def share(self, value: float) -> float:
        """Where one count stands."""
        if self.logarithmic:
            low, high = math.log(self.low), math.log(self.high)
            return (math.log(value) - low) / (high - low)
        return float((value - self.low) / self._width)

    @property
    def _width(self) -> int | float:
        return self.high - self.low or self.low

    def _meaning(self) -> Text:
        if self.logarithmic:
            return text("paths from the chosen pixel, log scale")
        return text("paths from the chosen pixel")

    def _told(self) -> list[int | float]:
        """The ends, and what lies between them at some distance from both."""
        if self.low == self.high:
            return [self.low, self.low + self._width]
        between = self._powers() if self.logarithmic else self._counts()
        kept = (one for one in between if NEAREST <= self.share(one) <= 1 - NEAREST)
        return [self.low, *kept, self.high]

    def _powers(self) -> list[int]:
        most = MOST_STEPS * 1.0
        range_ = math.log(self.high) - math.log(self.low)
        base = next((b for b in BASES if range_ <= most * math.log(b)), 0)
        if not base:
            base = 10 ** math.ceil(range_ / (most * math.log(10)))
        first = max(math.ceil(math.log(self.low) / math.log(base)), 0)
        last = math.floor(math.log(self.high) / math.log(base))
        return [base**power for power in range(first, last + 1)]

    def _counts(self) -> list[int]:
        step = max(math.ceil((self.high - self.low) / MOST_STEPS), 1)
        first = math.ceil(self.low)
        return list(range(first, math.floor(self.high) + 1, step))


def of(maps: Iterable[PathMap]) -> Ramp:
    """The ramp on which the counts of all maps stand."""
    ends = [one.ends for one in maps if one.ends is not None]
    return Ramp(min(low for low, _ in ends), max(high for _, high in ends))


def written(value: float) -> str:
    """A count at the side of a ramp: a large one shortly, a tiny share with its first digit."""
    if value >= number_text.LARGEST:
        return _shortly(value)
    if value < LEAST_WRITTEN:
        return f"{value:.1g}"
    return number_text.number(value)


def _shortly(value: float) -> str:
    """`1.2e34`, also of counts that no float can hold."""
    power = math.floor(math.log10(value) + 1e-9)
    head = value // 10 ** (power - 1) / 10 if isinstance(value, int) else value / 10.0**power
    return f"{head:.1f}".rstrip("0").rstrip(".") + f"e{power}"
