"""How wide each column of the layer table is, and which give way where there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetrics

from gui import cell_texts, columns, sizes
from gui.columns import Column

BESIDE, HEADER_BESIDE, LARGEST, SIGN_ALONE = 8, 5, 180, 34
# What goes first where the table is narrow; a verdict goes down to its sign.
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
    room = max(widest + 2 * sizes.scaled(BESIDE), head + 2 * sizes.scaled(HEADER_BESIDE))
    least = min(room, sizes.scaled(LARGEST))
    planned = sizes.scaled(column.width)
    return Widths(max(planned, least), planned if column.key in _UNMEASURED else least)


def fitted(shown: Sequence[Column], widths: Sequence[Widths], room: int) -> list[int]:
    """The widths in that room, 0 for a column that gives way; the operation takes what is left."""
    found = [one.wide for one in widths]
    for key in GIVING_WAY:
        if sum(found) <= room:
            break
        for at, column in enumerate(shown):
            if column.key == key:
                found[at] = sizes.scaled(SIGN_ALONE) if key == columns.VERDICT else 0
        if key == columns.JUMP and sum(found) > room:
            found = [min(had, one.least) for had, one in zip(found, widths, strict=True)]
    for at, column in enumerate(shown):
        if column.key == columns.OPERATION:
            found[at] += max(0, room - sum(found))
    return found


# The scale is part of the key: with another size of the system's letters all is measured anew.
@lru_cache(maxsize=8192)
def _advance(shown: str, size: int, _scale: float) -> int:
    weight = QFont.Weight.Medium if size == sizes.HINT_PX else QFont.Weight.Normal
    return QFontMetrics(sizes.lettering(size, weight)).horizontalAdvance(shown)
