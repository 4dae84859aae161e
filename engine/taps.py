"""Which input cells feed which output cell, on one axis of an endless input.

Each way of reading is an affine map of centres (`jump`, `shift`): output o looks at the input
around jump · o + shift. `cells(o)` names the cells themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from engine import arithmetic

ONE = Fraction(1)
HALF = Fraction(1, 2)


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

    def cells(self, o: int) -> Iterable[int]:
        """The cells under the taps of window o."""
        first = o * self.stride - self.before
        return range(first, first + self.dilation * self.kernel, self.dilation)


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

    def cells(self, o: int) -> Iterable[int]:
        """The input cells whose stamp covers o; there may be none."""
        places = (o + self.before - self.dilation * tap for tap in range(self.kernel))
        return (place // self.stride for place in places if place % self.stride == 0)


@dataclass(frozen=True)
class Nearest:
    """Each output cell copies one cell: nearest up-sampling from n to m, pixel shuffle."""

    n: int
    m: int

    @property
    def jump(self) -> Fraction:
        return Fraction(self.n, self.m)

    @property
    def shift(self) -> Fraction:
        return Fraction(1, 2 * self.jump.denominator) - HALF  # mean of what rounding down loses

    def cells(self, o: int) -> Iterable[int]:
        """The cell that is copied."""
        return (arithmetic.nearest_source(o, self.n, self.m),)


@dataclass(frozen=True)
class Linear:
    """Each output cell mixes two neighbours: bilinear up-sampling from n to m."""

    n: int
    m: int
    align_corners: bool

    @property
    def jump(self) -> Fraction:
        if not self.align_corners:
            return Fraction(self.n, self.m)
        return Fraction(self.n - 1, self.m - 1) if self.m > 1 else Fraction(0)

    @property
    def shift(self) -> Fraction:
        return Fraction(0) if self.align_corners else Fraction(self.n, 2 * self.m) - HALF

    def cells(self, o: int) -> Iterable[int]:
        """The neighbours with a weight above 0."""
        source = self.jump * o + self.shift
        first = source.numerator // source.denominator
        return (first,) if source.denominator == 1 else (first, first + 1)


@dataclass(frozen=True)
class Shifted:
    """Cell for cell, `by` further on: pads, crops, and whatever leaves cells where they are."""

    by: int = 0

    @property
    def jump(self) -> Fraction:
        return ONE

    @property
    def shift(self) -> Fraction:
        return Fraction(self.by)

    def cells(self, o: int) -> Iterable[int]:
        """The one cell."""
        return (o + self.by,)


Reading = Windows | Stamps | Nearest | Linear | Shifted
