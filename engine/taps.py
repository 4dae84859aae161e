"""Which input cells feed which output cell, on one axis of an endless input.

Each way of reading is an affine map of centres (`jump`, `shift`): output o looks at the input
around jump · o + shift. The cells of an output are `step` apart; `span(o)` tells the lowest of
them and how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from engine import arithmetic

ONE = Fraction(1)
HALF = Fraction(1, 2)
Span = tuple[int, int]


@dataclass(frozen=True)
class Windows:
    """A window that slides: convolutions, pools, pixel unshuffle."""

    kernel: int
    stride: int
    dilation: int
    before: int

    @property
    def jump(self) -> Fraction:
        return Fraction(self.stride)

    @property
    def shift(self) -> Fraction:
        return Fraction(self.dilation * (self.kernel - 1) - 2 * self.before, 2)

    @property
    def step(self) -> int:
        return self.dilation

    def span(self, o: int) -> Span:
        """The first cell of window o, and its taps."""
        return o * self.stride - self.before, self.kernel


@dataclass(frozen=True)
class Stamps:
    """A transposed convolution: the stamps that meet at an output cell."""

    kernel: int
    stride: int
    dilation: int
    before: int

    @property
    def jump(self) -> Fraction:
        return Fraction(1, self.stride)

    @property
    def shift(self) -> Fraction:
        return Fraction(2 * self.before - self.dilation * (self.kernel - 1), 2 * self.stride)

    @property
    def step(self) -> int:
        return self.dilation // gcd(self.dilation, self.stride)

    def span(self, o: int) -> Span:
        """The lowest input cell whose stamp covers o, and how many do; there may be none."""
        common = gcd(self.dilation, self.stride)
        if (o + self.before) % common:
            return 0, 0
        # Taps t with o + before - d·t a multiple of s come every `turn`, from `least` on.
        turn = self.stride // common
        place = (o + self.before) // common
        least = place * pow(self.step, -1, turn) % turn
        count = len(range(least, self.kernel, turn))
        last = least + turn * (count - 1)
        return (o + self.before - self.dilation * last) // self.stride, count


@dataclass(frozen=True)
class Nearest:
    """Each output cell copies one cell: nearest up-sampling from n to m, pixel shuffle."""

    n: int
    m: int

    @property
    def step(self) -> int:
        return 1

    @property
    def jump(self) -> Fraction:
        return Fraction(self.n, self.m)

    @property
    def shift(self) -> Fraction:
        return Fraction(1, 2 * self.jump.denominator) - HALF  # mean of what rounding down loses

    def span(self, o: int) -> Span:
        """The cell that is copied."""
        return arithmetic.nearest_source(o, self.n, self.m), 1


@dataclass(frozen=True)
class Linear:
    """Each output cell mixes two neighbours: bilinear up-sampling from n to m."""

    n: int
    m: int
    align_corners: bool

    @property
    def step(self) -> int:
        return 1

    @property
    def jump(self) -> Fraction:
        if not self.align_corners:
            return Fraction(self.n, self.m)
        return Fraction(self.n - 1, self.m - 1) if self.m > 1 else Fraction(0)

    @property
    def shift(self) -> Fraction:
        return Fraction(0) if self.align_corners else Fraction(self.n, 2 * self.m) - HALF

    def span(self, o: int) -> Span:
        """The neighbours with a weight above 0."""
        source = self.jump * o + self.shift
        first = source.numerator // source.denominator
        return first, 1 if source.denominator == 1 else 2


@dataclass(frozen=True)
class Shifted:
    """Cell for cell, `by` further on: pads, crops, and whatever leaves cells where they are."""

    by: int = 0

    @property
    def step(self) -> int:
        return 1

    @property
    def jump(self) -> Fraction:
        return ONE

    @property
    def shift(self) -> Fraction:
        return Fraction(self.by)

    def span(self, o: int) -> Span:
        """The one cell."""
        return o + self.by, 1


Reading = Windows | Stamps | Nearest | Linear | Shifted


def cells(reading: Reading, o: int) -> range:
    """The cells that feed output o, from the lowest up."""
    lowest, count = reading.span(o)
    return range(lowest, lowest + count * reading.step, reading.step)
