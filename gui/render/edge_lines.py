"""The lines between cells: each drawn once, by the higher role, and the rings round like cells."""

from __future__ import annotations

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
    from gui.render.runs import Codes
    from gui.render.sheet import Sheet

    Segment = tuple[float, float, float, float]


def paint(easel: Easel, sheet: Sheet) -> None:
    """The edges of all cells, and a frame round a picture whose cells are too small for any."""
    if sheet.shares is not None:
        _paint_on_ramp(easel, sheet)
    elif sheet.box.cell >= LINES_FROM * easel.layout.canvas.scale:
        paint_edges(easel, sheet.roles, sheet.x, sheet.y, sheet.box.cell)
    else:
        _frame(easel, sheet, easel.theme.rule)
    _paint_rings(easel, sheet)


def paint_edges(easel: Easel, roles: Codes, x: float, y: float, cell: float) -> None:
    """The edges of these cells, lower roles first."""
    across, down = runs.edges(roles)
    for code in sorted({run.code for run in across}):
        found = (_of(across, code), _of(down, code))
        look, width = easel.look(code), easel.measures.grid_line(cell)
        if look.edge is Edge.DASHED:
            # Dashes drawn from another cell on would lie a little otherwise.
            found = _side_by_side(found[0]), _side_by_side(found[1])
            pen = pens.dashed(look.line, width, easel.measures.dash_and_gap(cell))
            easel.lines(pen, _segments(*found, x, y, cell))
        else:
            easel.bars(look.line, width, _segments(*found, x, y, cell))


def _of(found: Iterable[Run], code: int) -> list[Run]:
    return [run for run in found if run.code == code]


def _side_by_side(found: Iterable[Run]) -> list[Run]:
    """The same runs, one for each side of a cell."""
    return [
        Run(run.code, run.line, cell, cell + 1)
        for run in found
        for cell in range(run.first, run.last)
    ]


def _segments(
    across: Iterable[Run], down: Iterable[Run], x: float, y: float, cell: float
) -> list[Segment]:
    """Runs as lines on the canvas."""
    lines = [
        (x + run.first * cell, y + run.line * cell, x + run.last * cell, y + run.line * cell)
        for run in across
    ]
    lines += [
        (x + run.line * cell, y + run.first * cell, x + run.line * cell, y + run.last * cell)
        for run in down
    ]
    return lines


def _paint_on_ramp(easel: Easel, sheet: Sheet) -> None:
    """Paper parts cells that show their numbers; a picture is whole and has a frame."""
    cell = sheet.box.cell
    if not easel.layout.number_sizes.get(sheet.grid.key):
        empty = (sheet.roles == Role.NOT_YET).all()
        _frame(easel, sheet, easel.theme.rule if empty else easel.theme.soft_ink)
        return
    across, down = runs.edges(np.zeros_like(sheet.roles))
    lines = _segments(across, down, sheet.x, sheet.y, cell)
    easel.bars(easel.theme.paper, easel.measures.grid_line(cell), lines)


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
            lines = _segments(*runs.outlines(inside), sheet.x, sheet.y, sheet.box.cell)
            easel.bars(easel.theme.rings[ring], width, lines)
