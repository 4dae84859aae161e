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
            look.pattern, sheet.box.side / easel.layout.canvas.scale
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
    spacing = easel.measures.hatch_spacing(sheet.box.side)
    lines: list[Segment] = []
    for block in runs.blocks(sheet.patterned == code):
        if block.code:
            area = sheet.area(block)
            lines.extend(hatched(area.x(), area.y(), area.right(), area.bottom(), spacing))
    width = easel.measures.hatch_line(sheet.box.side)
    assert look.pattern_colour is not None
    easel.lines(pens.solid(look.pattern_colour, width), lines)


def _dots(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    wide, high = sheet.box.cell, sheet.box.high
    radius = measures.dot_radius(sheet.box.side)
    assert look.pattern_colour is not None
    easel.painter.setPen(Qt.PenStyle.NoPen)
    easel.painter.setBrush(QColor(*look.pattern_colour))
    places = [(at + 0.5) / DOTS_A_SIDE for at in range(DOTS_A_SIDE)]
    for row, column in np.argwhere(sheet.patterned == code).tolist():
        has_text = _has_text(sheet, row, column)
        for down in places:
            for along in places:
                if not (has_text and is_under_text(along, down)):
                    centre = QPointF(
                        sheet.x + (column + along) * wide, sheet.y + (row + down) * high
                    )
                    easel.painter.drawEllipse(centre, radius, radius)


def _rules(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    wide, high = sheet.box.cell, sheet.box.high
    lines = [
        (x + from_ * wide, y + share * high, x + to * wide, y + share * high)
        for x, y, has_text in _places(sheet, code)
        for share, from_, to in _lines(_TEXT_WIDTH, _TEXT_HEIGHT, has_text=has_text)
    ]
    _rule(easel, look, lines)


def _columns(easel: Easel, sheet: Sheet, code: int, look: Look) -> None:
    wide, high = sheet.box.cell, sheet.box.high
    lines = [
        (x + share * wide, y + from_ * high, x + share * wide, y + to * high)
        for x, y, has_text in _places(sheet, code)
        for share, from_, to in _lines(_TEXT_HEIGHT, _TEXT_WIDTH, has_text=has_text)
    ]
    _rule(easel, look, lines)


def _rule(easel: Easel, look: Look, lines: list[Segment]) -> None:
    assert look.pattern_colour is not None
    easel.lines(pens.solid(look.pattern_colour, easel.measures.rule_line), lines)


def _places(sheet: Sheet, code: int) -> Iterator[tuple[float, float, bool]]:
    """The corner of each cell of a code, and whether there are words in it."""
    for row, column in np.argwhere(sheet.patterned == code).tolist():
        x, y = sheet.x + column * sheet.box.cell, sheet.y + row * sheet.box.high
        yield x, y, _has_text(sheet, row, column)


def _lines(along: float, across: float, *, has_text: bool) -> Iterator[tuple[float, float, float]]:
    """Where in a cell its lines are, and from where to where; words take so much of their way."""
    for rule in range(RULES_A_CELL):
        share = (rule + 0.5) / RULES_A_CELL
        if has_text and abs(share - 0.5) < across / 2:
            yield share, 0.0, 0.5 - along / 2
            yield share, 0.5 + along / 2, 1.0
        else:
            yield share, 0.0, 1.0


def _has_text(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.values is not None and not np.isnan(sheet.values[row, column])


def is_under_text(along: float, down: float) -> bool:
    """Whether a number takes that place of its cell, both being shares of its sides."""
    return abs(along - 0.5) < _TEXT_WIDTH / 2 and abs(down - 0.5) < _TEXT_HEIGHT / 2


_PAINTED = {
    Pattern.HATCH: _hatch,
    Pattern.DOTS: _dots,
    Pattern.RULES: _rules,
    Pattern.COLUMNS: _columns,
}
