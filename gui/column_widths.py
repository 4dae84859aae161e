"""How wide each column of the layer table is, and which give way where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetrics

from gui import cell_texts, columns, sizes
from gui.columns import Column

BESIDE, LARGEST, SIGN_ALONE = 8, 180, 34
# A header's word: from the edge that its column stands against, and to the other one.
HEADER_BESIDE, HEADER_AFTER = 8, 2
# What goes first where the table is narrow; a verdict goes down to its sign. Before them all the
# columns that not every table has become no wider than they must.
_OTHERS = ""
GIVING_WAY = (columns.VERDICT, columns.JUMP, columns.FIELD, columns.MORE)
# What they show is a sign, or is cut where it is long.
_UNMEASURED = (columns.NUMBER, columns.OPERATION, columns.MORE, columns.VERDICT)


class Widths(NamedTuple):
    """What a column would be, and the least that its header and cells can do with."""

    wide: int
    least: int


def wanted(column: Column, shown: set[str], language: str) -> Widths:
    """Wide enough for the column's header and for all that its cells show, within reason."""
    scale = sizes.scale()
    measured = () if column.key in _UNMEASURED else shown
    widest = max((_advance(one, sizes.TEXT_PX, scale) for one in measured), default=0)
    lines = cell_texts.heading(column, language)
    head = max(_advance(line, sizes.HINT_PX, scale) for line in lines)
    room = max(
        widest + 2 * sizes.scaled(BESIDE),
        head + sizes.scaled(HEADER_BESIDE) + sizes.scaled(HEADER_AFTER),
    )
    least = min(room, sizes.scaled(LARGEST))
    planned = sizes.scaled(column.width)
    return Widths(max(planned, least), planned if column.key in _UNMEASURED else least)


def fitted(shown: Sequence[Column], widths: Sequence[Widths], room: int) -> list[int]:
    """The widths in that room, 0 for a column that gives way; the operation takes what is left."""
    found = [one.wide for one in widths]
    for key in (_OTHERS, *GIVING_WAY):
        if sum(found) <= room:
            break
        found = [_less(*one, key) for one in zip(shown, widths, found, strict=True)]
        if key == columns.VERDICT and sum(found) > room:
            found = [min(had, one.least) for had, one in zip(found, widths, strict=True)]
    for at, column in enumerate(shown):
        if column.key == columns.OPERATION:
            found[at] += max(0, room - sum(found))
    return found


def _less(column: Column, widths: Widths, had: int, giving: str) -> int:
    """What is left of a column's width when it is the turn of those to give way."""
    if giving == _OTHERS:
        return had if column.always else min(had, widths.least)
    if giving != column.key:
        return had
    return sizes.scaled(SIGN_ALONE) if giving == columns.VERDICT else 0


# The scale is part of the key: with another size of the system's letters all is measured anew.
@lru_cache(maxsize=8192)
def _advance(shown: str, size: int, _scale: float) -> int:
    weight = QFont.Weight.Medium if size == sizes.HINT_PX else QFont.Weight.Normal
    # Letters end between pixels; what is as wide as the room would be cut.
    return QFontMetrics(sizes.lettering(size, weight)).horizontalAdvance(shown) + 1
