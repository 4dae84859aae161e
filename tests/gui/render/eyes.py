"""How colours are seen: contrast, difference, and with which kinds of colour blindness.

Written from the papers and apart from what is tested.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Colour = tuple[int, int, int]
Vector = npt.NDArray[np.float64]

# Machado, Oliveira, Fernandes 2009, table of severity 1.0, for linear RGB.
BLINDNESS = {
    "normal": np.eye(3),
    "protan": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deutan": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritan": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
# IEC 61966-2-1; D65.
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip


def linear(colour: Colour) -> Vector:
    shares: Vector = np.array(colour) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of WCAG 2.2."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, bright = sorted(float(weights @ linear(colour)) for colour in (first, second))
    return (bright + 0.05) / (dark + 0.05)


def cielab(light: Vector) -> Vector:
    """CIE 1976 L*a*b* of linear RGB."""
    ratio = TO_XYZ @ light / TO_XYZ.sum(axis=1)
    dark = ratio <= (6 / 29) ** 3
    x, y, z = np.where(dark, ratio * (29 / 6) ** 2 / 3 + 4 / 29, np.cbrt(ratio))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def oklab(colour: Colour) -> Vector:
    """Ottosson's OKLab, from XYZ as his first page defines it."""
    to_cones = np.array([
        [0.8189330101, 0.3618667424, -0.1288597137],
        [0.0329845436, 0.9293118715, 0.0361456387],
        [0.0482003018, 0.2643662691, 0.6338517070],
    ])  # fmt: skip
    to_lab = np.array([
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ])  # fmt: skip
    found: Vector = to_lab @ np.cbrt(to_cones @ TO_XYZ @ linear(colour))
    return found


def seen(colour: Colour, by: str) -> Vector:
    return cielab(np.clip(BLINDNESS[by] @ linear(colour), 0, 1))


def difference(first: Colour, second: Colour, by: str = "normal") -> float:
    """How unlike two colours are to these eyes, as CIEDE2000."""
    return ciede2000(seen(first, by), seen(second, by))


def lowest_difference(first: Colour, second: Colour) -> float:
    return min(difference(first, second, by) for by in BLINDNESS)


def ciede2000(first: Vector, second: Vector) -> float:
    """Sharma, Wu, Dalal 2005, equations 2 to 22."""
    chroma = (np.hypot(*first[1:]) + np.hypot(*second[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    (l1, c1, h1), (l2, c2, h2) = (_polar(lab, stretch) for lab in (first, second))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    l, c = (l1 + l2) / 2, (c1 + c2) / 2  # noqa: E741  # as the paper names it
    t = (
        1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue)
        + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    )  # fmt: skip
    sl = 1 + 0.015 * (l - 50) ** 2 / np.sqrt(20 + (l - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    rotated = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    rt = -2 * np.sqrt(c**7 / (c**7 + 25.0**7)) * rotated
    parts = (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)
    return float(np.sqrt(parts))


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))


def _polar(lab: Vector, stretch: float) -> tuple[float, float, float]:
    a, b = stretch * lab[1], lab[2]
    return float(lab[0]), float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)
