"""How wide the widest number of a map is, without writing every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from gui.render import letters

if TYPE_CHECKING:
    from engine.frame import Array

# Large enough that a width is exact; widths grow with the letters.
_SIZE = 100
_POWERS = 10.0 ** np.arange(1, 309)


def number(values: Array, *, signed: bool = False) -> float:
    """How wide the widest is at size 1, all digits being of one width; 0 if there is none."""
    shown = np.abs(values[~np.isnan(values)])
    negative = np.signbit(values[~np.isnan(values)])
    if not shown.size:
        return 0.0
    finite = np.isfinite(shown)
    widths = np.full(shown.shape, _width(number_text.INFINITY))
    widths[finite] = _finite(shown[finite])
    zero = finite & (shown < 0.5 / 10**number_text.DECIMALS)
    widths += _width(number_text.MINUS) * (negative & ~zero)
    if signed:
        widths += _width("+") * (~negative & ~zero)
    return float(widths.max())


def _finite(shown: Array) -> Array:
    """The widths of numbers without their signs."""
    whole = np.floor(shown)
    hundredths = np.floor((shown - whole) * 10**number_text.DECIMALS + 0.5)
    whole, hundredths = whole + (hundredths == 100), hundredths % 100
    digits = np.searchsorted(_POWERS, whole, side="right") + 1
    decimals = np.where(hundredths == 0, 0, np.where(hundredths % 10 == 0, 1, 2))
    widths: Array = (
        _width("0") * (digits + decimals)
        + _width(number_text.THIN_SPACE) * ((digits - 1) // 3)
        + _width(".") * (decimals > 0)
    )
    large = shown >= number_text.LARGEST
    widths[large] = _rounded(shown[large])
    return widths


def _rounded(shown: Array) -> Array:
    """The widths of numbers that are written with a power of ten."""
    power = np.floor(np.log10(shown))
    hundredths = np.rint(shown / 10.0 ** (power - number_text.DECIMALS))
    power += hundredths >= 1000
    digits = 3 - (hundredths % 10 == 0) - (hundredths % 100 == 0)
    powers = 1 + (power >= 10) + (power >= 100)
    widths: Array = _width("0") * (digits + powers) + _width("e") + _width(".") * (digits > 1)
    return widths


def _width(mark: str) -> float:
    return letters.width(mark, _SIZE) / _SIZE
