"""The numbers in the cells of a map: all of them, or none."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text
from engine.roles import Role
from gui.render import colours, fills, lettering
from gui.render.lettering import Letters
from gui.render.theme import Ring

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gui.render.colours import Colour
    from gui.render.easel import Easel
    from gui.render.enlarged import Outer
    from gui.render.free_corners import Corners
    from gui.render.sheet import Sheet


def paint(
    easel: Easel,
    sheet: Sheet,
    seen: NDArray[np.uint8],
    strong: set[tuple[int, int]],
    corners: Corners | Outer | None = None,
) -> None:
    """The numbers in the colours of the roles that are seen; some of them stand out."""
    size = easel.layout.number_sizes.get(sheet.grid.key, 0)
    if size == 0 or sheet.values is None:
        return
    inks, signed = _inks(easel, sheet, seen), sheet.grid.signed
    wide, high = sheet.box.cell, sheet.box.high
    for row, column in np.argwhere(~np.isnan(sheet.values)).tolist():
        ink = inks(row, column)
        if ink is None:
            continue
        here = (sheet.top + row, sheet.left + column)
        centre = (sheet.x + (column + 0.5) * wide, sheet.y + (row + 0.5) * high)
        words = written(float(sheet.values[row, column]), signed=signed)
        look = Letters(size, ink, here in strong)
        if here == sheet.grid.marked:
            look = Letters(size, easel.theme.rings[Ring.WINDOW], strong=True)
        if corners is not None:
            centre, fitting = corners.place(here, words, size)
            look = Letters(fitting, look.colour, look.strong)
        with easel.opacity(sheet.newest_opacity if here == sheet.newest else 1.0):
            lettering.centred(easel, words, centre, look)


@lru_cache(maxsize=4096)
def written(value: float, *, signed: bool = False) -> str:
    """The number as its cell shows it."""
    return number_text.signed(value) if signed else number_text.number(value)


def _inks(
    easel: Easel, sheet: Sheet, seen: NDArray[np.uint8]
) -> Callable[[int, int], Colour | None]:
    texts = [easel.look(role).text for role in Role]

    def of_role(row: int, column: int) -> Colour | None:
        return texts[int(seen[row, column])]

    def of_shade(row: int, column: int) -> Colour | None:
        assert sheet.shares is not None
        share = float(sheet.shares[row, column])
        if not np.isfinite(share):
            return None
        return colours.label_on(fills.shade_of(easel.theme, share, signed=sheet.grid.signed))

    return of_role if sheet.shares is None else of_shade
