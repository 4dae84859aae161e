"""Colours as three bytes: how they are mixed, and which of black and white is read on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Colour = tuple[int, int, int]
Triple = tuple[float, float, float]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)

# OKLab as Björn Ottosson gives it: https://bottosson.github.io/posts/oklab/ (2020, revised 2021).
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_OKLAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def parse(digits: str) -> Colour:
    """The colour that six hexadecimal digits name."""
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour between two that holds this share of the second, as the eye steps (OKLab)."""
    pairs = zip(_oklab(first), _oklab(second), strict=True)
    lightness, a, b = (one + (other - one) * share for one, other in pairs)
    return _from_oklab((lightness, a, b))


def cover(ground: Colour, ink: Colour, share: float) -> Colour:
    """What a fine pattern looks like from afar: the ink over this share of the ground."""
    red, green, blue = (
        round(below + (above - below) * share) for below, above in zip(ground, ink, strict=True)
    )
    return red, green, blue


def luminance(colour: Colour) -> float:
    """How bright, from 0 to 1, as WCAG 2 reckons."""
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Colour, second: Colour) -> float:
    """The contrast of WCAG 2, from 1 to 21."""
    darker, brighter = sorted((luminance(first), luminance(second)))
    return (brighter + 0.05) / (darker + 0.05)


def label_on(fill: Colour) -> Colour:
    """Black or white, whichever is read better on the fill."""
    return BLACK if contrast(BLACK, fill) >= contrast(WHITE, fill) else WHITE


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _byte(linear: float) -> int:
    inside = min(1.0, max(0.0, linear))
    encoded = 12.92 * inside if inside <= 0.0031308 else 1.055 * inside ** (1 / 2.4) - 0.055
    return round(255 * encoded)


def _times(rows: Sequence[Triple], x: float, y: float, z: float) -> Triple:
    one, two, three = (row[0] * x + row[1] * y + row[2] * z for row in rows)
    return one, two, three


def _oklab(colour: Colour) -> Triple:
    red, green, blue = (_linear(part) for part in colour)
    long, middle, short = (cone ** (1 / 3) for cone in _times(_TO_CONES, red, green, blue))
    return _times(_TO_OKLAB, long, middle, short)


def _from_oklab(oklab: Triple) -> Colour:
    long, middle, short = (root**3 for root in _times(_FROM_OKLAB, *oklab))
    red, green, blue = (_byte(part) for part in _times(_FROM_CONES, long, middle, short))
    return red, green, blue
