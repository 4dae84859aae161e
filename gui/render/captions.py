"""How the pieces of a caption stand beside each other: operators near, terms apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.frame import Size
from gui.render import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.frame import Caption, Part
    from gui.render.measures import Measures

    Columns = tuple[tuple[float, float], ...]

_SIGNS = frozenset("+−")
_BINDING = frozenset("·×/")
_EQUAL = frozenset("=≈→")
# In sizes of a title: round =, before a sign, round an operator, and between two words or terms.
_ROUND_EQUAL, _BEFORE_SIGN, _ROUND_OPERATOR, _BETWEEN = 1.0, 0.7, 0.3, 0.6


def size_of(part: Part, measures: Measures) -> int:
    """How large a piece is written, in whole pixels."""
    sizes = {
        Size.SECOND: measures.second_line,
        Size.TITLE: measures.title,
        Size.SUM: measures.sum,
        Size.RESULT: measures.result,
    }
    return max(1, round(sizes[part.size]))


def columns(caption: Caption, language: str, measures: Measures) -> Columns:
    """Where each column of a caption begins, and how wide it is.

    In one that keeps to no columns, the pieces of a line follow each other, all in one column.
    """
    widths = [[_width(part, language, measures) for part in line] for line in caption.lines]
    if not caption.aligned:
        return ((0.0, max(map(sum, widths), default=0.0)),)
    count = max(map(len, widths), default=0)
    stacks = [[line[at] for line in widths if at < len(line)] for at in range(count)]
    shown = [
        {letters.said(line[at].content, language) for line in caption.lines if at < len(line)}
        for at in range(count)
    ]
    return _side_by_side([max(stack) for stack in stacks], shown, measures.b)


def _width(part: Part, language: str, measures: Measures) -> float:
    shown = letters.said(part.content, language)
    return letters.width(shown, size_of(part, measures), strong=part.strong)


def _side_by_side(widths: Sequence[float], shown: Sequence[set[str]], b: float) -> Columns:
    placed: list[tuple[float, float]] = []
    right = 0.0
    for at, width in enumerate(widths):
        left = right + b * _gap(shown[at - 1], shown[at]) if right else 0.0
        placed.append((left, width))
        right = left + width
    return tuple(placed)


def _gap(before: set[str], after: set[str]) -> float:
    if _EQUAL & (before | after):
        return _ROUND_EQUAL
    if _SIGNS & after:
        return _BEFORE_SIGN
    if (_SIGNS | _BINDING) & before or _BINDING & after:
        return _ROUND_OPERATOR
    return _BETWEEN
