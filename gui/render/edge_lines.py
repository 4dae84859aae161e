"""The lines between cells: each drawn once, by the higher role, and the rings round like cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt

from engine.roles import Role
from gui.render import pens, runs
from gui.render.measures import LINES_FROM
from gui.render.runs import Run
from gui.render.theme import Edge, Ring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gui.render.colours import Colour
    from gui.render.easel import Easel
    from gui.render.places import Box
    from gui.render.runs import Codes
    from gui.render.sheet import Sheet

    Segment = tuple[float, float, float, float]

# The code of a cell that has a colour of the ramp: it is above all roles.
_ON_RAMP = len(Role)


def paint(easel: Easel, sheet: Sheet) -> None:
    """The edges of all cells, and a frame round a picture whose cells are too small for any."""
    if sheet.shares is not None:
        _paint_on_ramp(easel, sheet)
    elif sheet.box.side >= LINES_FROM * easel.layout.canvas.scale:
        paint_edges(easel, sheet.roles, _placed(sheet))
    else:
        _frame(easel, sheet, easel.theme.rule)
    _paint_rings(easel, sheet)


def paint_edges(easel: Easel, roles: Codes, box: Box, parting: Colour | None = None) -> None:
    """The edges of these cells, lower roles first, from the box's corner on.

    Cells on a ramp are parted by lines of that colour, if there is one.
    """
    across, down = runs.edges(roles)
    for code in sorted({run.code for run in (*across, *down)}):
        found = (_of(across, code), _of(down, code))
        width = easel.measures.grid_line(box.side)
        if code == _ON_RAMP:
            if parting is not None:
                easel.bars(parting, width, _segments(box, *found))
            continue
        look = easel.look(code)
        if look.edge is Edge.DASHED:
            # Dashes drawn from another cell on would lie a little otherwise.
            for way, side in zip(_ways(box, *map(_side_by_side, found)), _sides(box), strict=True):
                easel.lines(pens.dashed(look.line, width, easel.measures.dash_and_gap(side)), way)
        else:
            easel.bars(look.line, width, _segments(box, *found))


def _placed(sheet: Sheet) -> Box:
    """The sheet's cells as a box of their own."""
    return replace(sheet.box, x=sheet.x, y=sheet.y)


def _sides(box: Box) -> tuple[float, float]:
    return box.cell, box.high


def _of(found: Iterable[Run], code: int) -> list[Run]:
    return [run for run in found if run.code == code]


def _side_by_side(found: Iterable[Run]) -> list[Run]:
    """The same runs, one for each side of a cell."""
    return [
        Run(run.code, run.line, cell, cell + 1)
        for run in found
        for cell in range(run.first, run.last)
    ]


def _segments(box: Box, across: Iterable[Run], down: Iterable[Run]) -> list[Segment]:
    """Runs as lines on the canvas."""
    one, other = _ways(box, across, down)
    return one + other


def _ways(
    box: Box, across: Iterable[Run], down: Iterable[Run]
) -> tuple[list[Segment], list[Segment]]:
    """Level lines, and upright ones."""
    x, y, wide, high = box.x, box.y, box.cell, box.high
    level = [
        (x + run.first * wide, y + run.line * high, x + run.last * wide, y + run.line * high)
        for run in across
    ]
    upright = [
        (x + run.line * wide, y + run.first * high, x + run.line * wide, y + run.last * high)
        for run in down
    ]
    return level, upright


def _paint_on_ramp(easel: Easel, sheet: Sheet) -> None:
    """Paper parts cells that show their numbers; a picture is whole and has a frame.

    Where zero is paper itself, it is a rule that parts them.
    """
    numbered = bool(easel.layout.number_sizes.get(sheet.grid.key))
    parting = easel.theme.rule if sheet.grid.signed else easel.theme.paper
    if sheet.is_picture and not numbered:
        empty = (sheet.roles == Role.NOT_YET).all()
        _frame(easel, sheet, easel.theme.rule if empty else easel.theme.soft_ink)
    elif sheet.box.side < LINES_FROM * easel.layout.canvas.scale:
        _frame(easel, sheet, easel.theme.rule)
    elif sheet.is_picture:
        paint_edges(easel, np.full_like(sheet.roles, _ON_RAMP), _placed(sheet), parting)
    else:
        # Beside those on the ramp other cells have their own lines, what is hatched a quiet one.
        hatched = sheet.seen_roles == Role.UNUSED
        plain = np.where(hatched, np.uint8(Role.OUTSIDE), sheet.seen_roles)
        codes = np.where(sheet.on_ramp, np.uint8(_ON_RAMP), plain)
        paint_edges(easel, codes, _placed(sheet), parting if numbered else None)


def _frame(easel: Easel, sheet: Sheet, colour: Colour) -> None:
    box = sheet.box
    easel.painter.setBrush(Qt.BrushStyle.NoBrush)
    easel.painter.setPen(pens.solid(colour, max(1.0, easel.measures.k)))
    easel.painter.drawRect(QRectF(box.x, box.y, box.width, box.height))


def _paint_rings(easel: Easel, sheet: Sheet) -> None:
    widths = {
        Ring.WINDOW: easel.measures.window_ring,
        Ring.REACHES: easel.measures.field_ring,
        Ring.REACHED: easel.measures.field_ring,
    }
    present = set(runs.present(sheet.roles))
    if Role.KERNEL_HOLE in present:  # taps apart have a ring each, as windows on maps do
        widths[Ring.WINDOW] = easel.measures.field_ring
    for ring, width in widths.items():
        ringed = [role for role in Role if easel.look(role).ring is ring]
        if not present.isdisjoint(ringed):
            inside = np.isin(sheet.roles, ringed)
            lines = _segments(_placed(sheet), *runs.outlines(inside))
            easel.bars(easel.theme.rings[ring], width, lines)
