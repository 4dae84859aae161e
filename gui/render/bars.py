"""Bars beside or below a map: how much of the whole each of its rows, or columns, has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.render import fills

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Array
    from gui.render.easel import Easel
    from gui.render.sheet import Sheet

    Bar = tuple[float, float, float, float]

# How far along the ramp the bars' colour is, and how much of its row a bar takes.
_SHADE, _THICK = 0.55, 0.8
# Rows of fewer pixels, at 1×, leave nothing between their bars.
_APART_FROM = 4.0


def paint(easel: Easel, sheet: Sheet) -> None:
    """The exposed bars from the axis on, and the axis."""
    box, shares = sheet.box, sheet.grid.bars
    assert shares is not None
    apart = box.side >= _APART_FROM * easel.layout.canvas.scale
    thick = _THICK if apart else 1.0
    colour = fills.shade_of(easel.theme, _SHADE)
    for bar in _bars(sheet, shares, thick):
        easel.fill(*bar, colour)
    axis = max(1.0, easel.measures.k)
    if shares.shape[0] == 1:
        easel.bars(easel.theme.soft_ink, axis, [(box.x, box.bottom, box.right, box.bottom)])
    else:
        easel.bars(easel.theme.soft_ink, axis, [(box.x, box.y, box.x, box.bottom)])


def _bars(sheet: Sheet, shares: Array, thick: float) -> Iterator[Bar]:
    box, inset = sheet.box, (1 - thick) / 2
    rows, columns = sheet.roles.shape
    if shares.shape[0] == 1:
        for column in range(sheet.left, sheet.left + columns):
            high = float(shares[0, column]) * box.height
            x = box.x + (column + inset) * box.cell
            yield x, box.bottom - high, thick * box.cell, high
        return
    for row in range(sheet.top, sheet.top + rows):
        y = box.y + (row + inset) * box.high
        yield box.x, y, float(shares[row, 0]) * box.width, thick * box.high
