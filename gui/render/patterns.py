"""The second code of a role: hatches, dots and rules, drawn as lines that stop round text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from gui.render import measures, pens, runs
from gui.render.measures import DOTS_A_SIDE, RULES_A_CELL
from gui.render.theme import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.render.easel import Easel
    from gui.render.sheet import Sheet
    from gui.render.theme import Look

    Segment = tuple[float, float, float, float]

# What a number takes of its cell, with the paper round it, where nothing else is drawn.
_TEXT_WIDTH, _TEXT_HEIGHT = 0.5, 0.44


def paint(easel: Easel, sheet: Sheet) -> None:
    """The patterns of all cells that have one."""
    for code in runs.present(sheet.patterned):
        look = easel.look(code)
        if look.pattern_colour is not None and measures.has_pattern(
            look.pattern, sheet.box.cell / easel.layout.canvas.scale
        ):
            _PAINTED[look.pattern](easel, sheet, code, look)


def hatched(x: float, y: float, right: float, bottom: float, spacing: float) -> Iterator[Segment]:
    """The lines of a 45° hatch in a rectangle; those of neighbouring ones join."""
    first = math.ceil((x + y) / spacing)
    last = math.floor((right + bottom) / spacing)
    for number in range(first, last + 1):
        total = number * spacing
        top_x = min(total - y, right)
        low_x = max(total - bottom, x)
        if low_x < top_x:
            yield low_x, total - low_x, top_x, total - top_x


def _hatch(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    cell = sheet.box.cell
    spacing = easel.measures.hatch_spacing(cell)
    lines: list[Segment] = []
    for block in runs.blocks(sheet.patterned == code):
        if block.code:
            left, top = sheet.x + block.left * cell, sheet.y + block.top * cell
            right, bottom = sheet.x + block.right * cell, sheet.y + block.bottom * cell
            lines.extend(hatched(left, top, right, bottom, spacing))
    assert look.pattern_colour is not None
    easel.lines(pens.solid(look.pattern_colour, easel.measures.hatch_line(cell)), lines)


def _dots(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    cell = sheet.box.cell
    radius = measures.dot_radius(cell)
    assert look.pattern_colour is not None
    easel.painter.setPen(Qt.PenStyle.NoPen)
    easel.painter.setBrush(QColor(*look.pattern_colour))
    places = [(at + 0.5) / DOTS_A_SIDE for at in range(DOTS_A_SIDE)]
    for row, column in np.argwhere(sheet.patterned == code).tolist():
        has_text = _has_text(sheet, row, column)
        for down in places:
            for along in places:
                if not (has_text and _under_text(along, down)):
                    centre = QPointF(
                        sheet.x + (column + along) * cell, sheet.y + (row + down) * cell
                    )
                    easel.painter.drawEllipse(centre, radius, radius)


def _rules(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    cell = sheet.box.cell
    lines: list[Segment] = []
    for row, column in np.argwhere(sheet.patterned == code).tolist():
        left, has_text = sheet.x + column * cell, _has_text(sheet, row, column)
        for rule in range(RULES_A_CELL):
            share = (rule + 0.5) / RULES_A_CELL
            y = sheet.y + (row + share) * cell
            if has_text and _under_text(0.5, share):
                lines.append((left, y, left + (0.5 - _TEXT_WIDTH / 2) * cell, y))
                lines.append((left + (0.5 + _TEXT_WIDTH / 2) * cell, y, left + cell, y))
            else:
                lines.append((left, y, left + cell, y))
    assert look.pattern_colour is not None
    easel.lines(pens.solid(look.pattern_colour, easel.measures.rule_line), lines)


def _has_text(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.values is not None and not np.isnan(sheet.values[row, column])


def _under_text(along: float, down: float) -> bool:
    return abs(along - 0.5) < _TEXT_WIDTH / 2 and abs(down - 0.5) < _TEXT_HEIGHT / 2


_PAINTED = {Pattern.HATCH: _hatch, Pattern.DOTS: _dots, Pattern.RULES: _rules}
