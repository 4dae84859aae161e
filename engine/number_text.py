"""How numbers are written in a figure: a true minus, thin spaces, at most two decimals."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from numbers import Rational
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Number = float | Fraction

MINUS, TIMES, INFINITY, THIN_SPACE = "\N{MINUS SIGN}", "×", "∞", "\N{THIN SPACE}"
EQUAL, ABOUT = "=", "≈"
DECIMALS = 2
# From here on digits that nobody counts give way to a power of ten; whole counts keep theirs.
LARGEST = 1e9


def number(value: Number) -> str:
    """The value as a cell shows it: `−1 234.5`; a measured one from 10⁹ on as `1.23e9`."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        shown = INFINITY
    elif isinstance(value, float) and abs(value) >= LARGEST:
        shown = _rounded(abs(value))
    else:
        shown = _digits(abs(_hundredths(value)))
    return MINUS + shown if value < 0 and shown != "0" else shown


def signed(value: Number) -> str:
    """The value of a difference, its sign always shown: `+3`, `−2`, but `0`."""
    shown = number(value)
    return "+" + shown if value > 0 and shown != "0" else shown


def fixed(value: Number) -> str:
    """The value of something measured, with all its decimals: `1.40`, `0.00`."""
    if not math.isfinite(value) or not -LARGEST < value < LARGEST:
        return number(value)
    hundredths = _hundredths(value)
    whole, rest = divmod(abs(hundredths), 10**DECIMALS)
    shown = f"{_grouped(whole)}.{rest:0{DECIMALS}}"
    return MINUS + shown if hundredths < 0 else shown


def way(value: Number) -> str:
    """How far something is moved, its sign always shown: `+0.80`, `−0.40`, but `0.00`."""
    shown = fixed(value)
    moved = value > 0 and shown != fixed(0)
    return "+" + shown if moved else shown


def weight(value: Number) -> str:
    """What a cell is multiplied by, as its corner shows it: `×2`."""
    return TIMES + number(value)


def equals(products: Iterable[Sequence[Number]], total: Number, divisor: int = 1) -> str:
    """The sign before a total: ≈ if the terms, as they are shown, do not give it as it is shown.

    Each product is a sequence of factors, so a plain term is a sequence of one; an average has a
    divisor.
    """
    factors = [list(product) for product in products]
    if not all(math.isfinite(value) for value in (total, *(f for fs in factors for f in fs))):
        return EQUAL
    # In whole numbers: a product of n factors counts in units of 100 to the power of -n.
    unit = 10**DECIMALS
    most = max(map(len, factors), default=0)
    made = sum(
        math.prod(map(_hundredths, product)) * unit ** (most - len(product)) for product in factors
    )
    return EQUAL if made * unit == divisor * _hundredths(total) * unit**most else ABOUT


@lru_cache(maxsize=4096, typed=True)
def _hundredths(value: Number) -> int:
    """The nearest whole number of hundredths; halves go away from zero, as at school."""
    scaled = abs(_exact(value)) * 10**DECIMALS
    nearest = int(scaled + Fraction(1, 2))
    return -nearest if value < 0 else nearest


def _exact(value: Number) -> Fraction:
    """The value as a reader would write it: 2.675 is no 2.67499999999999982236431605997495353."""
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    return Fraction(repr(float(value)))


def _rounded(value: float) -> str:
    digits, power = f"{value:.{DECIMALS}e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(power)}"


def _digits(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 10**DECIMALS)
    decimals = f"{rest:0{DECIMALS}}".rstrip("0")
    grouped = _grouped(whole)
    return f"{grouped}.{decimals}" if decimals else grouped


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", THIN_SPACE)
