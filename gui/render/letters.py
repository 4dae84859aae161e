"""How much room words take in the figure's font, and how they are cut where there is less."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from engine import words
from engine.words import Text
from gui.render import fonts

# Between a name and what is said of it.
GAP = "  "
HEADLINE_GAP = "    "
# A line that is longer than its room by less than this, in pixels, is not cut.
_TOLERANCE = 0.5
# A Chinese sign with the marks that may not begin a line, or a word, each with the space after it.
_CHINESE = "\u2e80-\U0010ffff"
_MARKS = "，。、；：）》？！"
_PIECES = re.compile(rf"[{_CHINESE}][{_MARKS}]*\s*|[^\s{_CHINESE}]+[{_MARKS}]*\s*|\s+")


def said(content: Text | str, language: str) -> str:
    """A sentence in that language; what is no sentence is shown as it is."""
    return words.say(content, language) if isinstance(content, Text) else content


@lru_cache(maxsize=4096)
def width(shown: str, size: int, *, strong: bool = False) -> float:
    """How wide a line is, to where its next letter would begin."""
    return _metrics(size, strong=strong).horizontalAdvance(shown) if shown else 0.0


def named(name: str, rest: str, size: int, gap: str = GAP) -> float:
    """How wide a name is together with what is said of it."""
    strong = width(name + gap if rest else name, size, strong=True)
    return strong + width(rest, size)


def cap_height(size: int) -> float:
    """How high digits and capitals are."""
    return _metrics(size).capHeight()


def baseline(middle: float, size: int) -> float:
    """Where a line stands whose digits have their middle at this height."""
    return middle + cap_height(size) / 2


def elided(shown: str, size: int, most: float, *, strong: bool = False) -> str:
    """The line, its end replaced by an ellipsis where it would reach further."""
    if width(shown, size, strong=strong) <= most + _TOLERANCE:
        return shown
    metrics = _metrics(size, strong=strong)
    return metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(most, 0.0))


@lru_cache(maxsize=256)
def wrapped(shown: str, size: int, most: float) -> tuple[str, ...]:
    """The line in as many lines as its room asks for, broken between words or Chinese signs."""
    found = [""]
    for piece in _PIECES.findall(shown):
        if found[-1] and width(found[-1] + piece.rstrip(), size) > most + _TOLERANCE:
            found.append("")
        found[-1] += piece
    return tuple(line.strip() for line in found)


@lru_cache(maxsize=256)
def beside(name: str, rest: str, size: int, most: float, gap: str) -> tuple[str, ...]:
    """What is said of a name: as much as there is room for beside it, the rest in lines below."""
    room = most - width(name + gap, size, strong=True)
    found = [""]
    for piece in _PIECES.findall(rest):
        wide = width(found[-1] + piece.rstrip(), size)
        if wide > (room if len(found) == 1 else most) + _TOLERANCE and (found[-1] or not found[1:]):
            found.append("")
        found[-1] += piece
    return tuple(line.strip() for line in found)


def within(lines: tuple[str, ...], count: int, size: int, most: float) -> tuple[str, ...]:
    """No more lines than so many, the last of them cut where there would be others."""
    if len(lines) <= count:
        return lines
    return *lines[: count - 1], elided(" ".join(lines[count - 1 :]), size, most)


@lru_cache(maxsize=128)
def _metrics(size: int, *, strong: bool = False) -> QFontMetricsF:
    return QFontMetricsF(fonts.font(size, fonts.STRONG if strong else fonts.NORMAL))
