"""How a verdict looks: a ground, a sign whose shape tells the kind, and one word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from engine.verdicts import Kind
from gui import icons, sizes

if TYPE_CHECKING:
    from gui.palette import Colours

HEIGHT, RADIUS, SIGN = 22, 5, 12
BESIDE, BETWEEN = 6, 4  # the word's margins, and what parts it from the sign

SIGNS = {Kind.GOOD: "sign_good", Kind.WARN: "sign_warn", Kind.BAD: "sign_bad"}


class Look(NamedTuple):
    """What a kind of finding is drawn with."""

    sign: str
    ink: str
    ground: str


def look(kind: Kind | None, colours: Colours) -> Look:
    """The sign and the two colours of that kind; None is no finding, only told."""
    if kind is None:
        return Look("sign_info", colours.soft_text, colours.derived)
    ink, ground = {
        Kind.GOOD: (colours.good, colours.good_back),
        Kind.WARN: (colours.warn, colours.warn_back),
        Kind.BAD: (colours.bad, colours.bad_back),
    }[kind]
    return Look(SIGNS[kind], ink, ground)


def size(word: str) -> QSize:
    """What a chip with that word takes; without a word it is its sign alone."""
    wide = sizes.scaled(SIGN) + 2 * sizes.scaled(BESIDE)
    if word:
        wide += sizes.scaled(BETWEEN) + math.ceil(
            sizes.advance(word, sizes.HINT_PX, QFont.Weight.DemiBold)
        )
    return QSize(wide, sizes.scaled(HEIGHT))


def paint(painter: QPainter, room: QRect, kind: Kind | None, word: str, colours: Colours) -> None:
    """Draw a chip at the left of the room; where the word does not fit, its sign alone."""
    if size(word).width() > room.width():
        word = ""
    shown = look(kind, colours)
    ground = QRect(room.topLeft(), size(word))
    ground.moveCenter(QRect(room.topLeft(), QSize(ground.width(), room.height())).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shown.ground))
    radius = sizes.scaled(RADIUS)
    painter.drawRoundedRect(ground, radius, radius)
    side = sizes.scaled(SIGN)
    sign = QRectF(ground.left() + sizes.scaled(BESIDE), 0, side, side)
    sign.moveTop(QRectF(ground).center().y() - side / 2)
    icons.draw(painter, shown.sign, sign, shown.ink)
    if word:
        _write(painter, ground, word, shown.ink)
    painter.restore()


def _write(painter: QPainter, ground: QRect, word: str, ink: str) -> None:
    start = sizes.scaled(BESIDE) + sizes.scaled(SIGN) + sizes.scaled(BETWEEN)
    painter.setPen(QColor(ink))
    painter.setFont(_font())
    painter.drawText(
        ground.adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
        word,
    )  # fmt: skip


def _font() -> QFont:
    return sizes.lettering(sizes.HINT_PX, QFont.Weight.DemiBold)
