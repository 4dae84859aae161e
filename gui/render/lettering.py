"""Words on the canvas: prepared once where there are pixels, outlines or text on pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen, QStaticText

from engine.frame import Side
from gui.render import fonts, letters

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from gui.render.colours import Colour
    from gui.render.easel import Easel


@dataclass(frozen=True)
class Letters:
    """How words look: their size in whole pixels, their colour, and whether they stand out."""

    size: int
    colour: Colour
    strong: bool = False


def draw(
    easel: Easel,
    words: str,
    place: tuple[float, float],
    look: Letters,
    side: Side = Side.LEFT,
) -> None:
    """The words on their baseline; the place is the end, or the middle, that `side` names."""
    x, baseline = place
    if not words:
        return
    x -= _SHARES[side] * letters.width(words, look.size, strong=look.strong)
    font, ascent = _font(look.size, look.strong)
    if easel.is_vector and easel.manner.outlines:
        path = QPainterPath()
        path.addText(QPointF(x, baseline), font, words)
        easel.painter.fillPath(path, QColor(*look.colour))
        return
    if easel.is_vector:
        _write(easel, words, (x, baseline), look, _SHARES[side])
        return
    easel.painter.setFont(font)
    easel.painter.setPen(QPen(QColor(*look.colour)))
    if words.isascii() or not _NEEDS_OTHER_FONT.search(words):
        made = _prepared(words, look.size, look.strong)
        easel.painter.drawStaticText(QPointF(x, baseline - ascent), made)
    else:  # a line with letters of a second font begins higher, and nothing tells by how much
        easel.painter.drawText(QPointF(x, baseline), words)


def centred(easel: Easel, words: str, centre: tuple[float, float], look: Letters) -> None:
    """The words with the middle of their digits at the place."""
    x, y = centre
    draw(easel, words, (x, letters.baseline(y, look.size)), look, Side.CENTRE)


def _write(
    easel: Easel, words: str, place: tuple[float, float], look: Letters, share: float
) -> None:
    """Text that stays text, from the place on, or as it fits into the room there."""
    font = fonts.text_font(look.size, fonts.STRONG if look.strong else fonts.NORMAL)
    room = letters.width(words, look.size, strong=look.strong)
    spare = room - QFontMetricsF(font).horizontalAdvance(words)
    easel.painter.setFont(font)
    easel.painter.setPen(QPen(QColor(*look.colour)))
    easel.painter.drawText(QPointF(place[0] + share * spare, place[1]), words)


# From CJK radicals on, the first of the bundled fonts has no letters.
_NEEDS_OTHER_FONT = re.compile("[\u2e80-\U0010ffff]")

_SHARES = {Side.LEFT: 0.0, Side.CENTRE: 0.5, Side.RIGHT: 1.0}


@lru_cache(maxsize=256)
def _font(size: int, strong: bool) -> tuple[QFont, float]:
    font = fonts.font(size, fonts.STRONG if strong else fonts.NORMAL)
    return font, QFontMetricsF(font).ascent()


@lru_cache(maxsize=4096)
def _prepared(words: str, size: int, strong: bool) -> QStaticText:
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=_font(size, strong)[0])
    return made
