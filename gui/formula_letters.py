"""How a formula is set: names in front, symbols in italics, results strong, failures red."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFont

from engine.formulas import Style
from gui import panel, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engine.formulas import Formula, Piece
    from engine.words import Text
    from gui.palette import Colours

    Said = Callable[[Text], str]

STRONG = (Style.STRONG, Style.RESULT, Style.BAD_RESULT)
_SPACES = " \u2009"
# A line may end after a space, a thin one included, and after a Chinese letter, yet not before
# what ends a sentence or a bracket.
_ENDS = re.compile(
    "(?<=[ \u2009\u2e80-\u9fff\uff00-\uffef])(?![\u3001\u3002\uff09\uff0c\uff1a\uff1b])"
)


class Part(NamedTuple):
    """Words in one style."""

    words: str
    style: Style


class Line(NamedTuple):
    """A line as it is said, and the name in front of it."""

    name: str
    parts: tuple[Part, ...]


class Unit(NamedTuple):
    """What no line ends within: its parts with their widths, and all of it without a last space."""

    parts: tuple[tuple[Part, float], ...]
    wide: float
    seen: float


class Run(NamedTuple):
    """Words in one style where they stand: in which row of a line, how far from its left."""

    row: int
    left: float
    part: Part


def lines(formula: Formula, said: Said) -> tuple[Line, ...]:
    """The lines in the words of a language."""
    return tuple(
        Line(panel.spoken(one.name, said), parts(one.pieces, said)) for one in formula.lines
    )


def parts(pieces: Iterable[Piece], said: Said) -> tuple[Part, ...]:
    """One line in the words of a language."""
    return tuple(Part(panel.spoken(one.content, said), one.style) for one in pieces)


def plain(formula: Formula, said: Said) -> str:
    """The lines as a person would read them out, sentences after them."""
    found = [
        f"{panel.spoken(line.name, said)} {plain_pieces(line.pieces, said)}".strip()
        for line in formula.lines
    ]
    return "; ".join([*found, *map(said, formula.remarks)])


def plain_pieces(pieces: Iterable[Piece], said: Said) -> str:
    """One line without letters of its own."""
    return "".join(panel.spoken(piece.content, said) for piece in pieces).strip()


def size(style: Style, px: int) -> int:
    """The size of the letters of that style in a formula of that size."""
    return sizes.TOTAL_PX if style is Style.RESULT else px


def font(style: Style, px: int) -> QFont:
    """The letters of that style in a formula of that size."""
    return sizes.lettering(size(style, px), _weight(style), italic=style is Style.SYMBOL)


def ink(style: Style, colours: Colours) -> str:
    """The colour of the letters of that style."""
    return {
        Style.RESULT: colours.good,
        Style.GOOD: colours.good,
        Style.BAD: colours.bad,
        Style.BAD_RESULT: colours.bad,
        Style.SOFT: colours.soft_text,
    }.get(style, colours.text)


def units(parts_of_line: Iterable[Part], px: int) -> list[Unit]:
    """The line in pieces that can be told apart, in letters of that size."""
    found = []
    for unit in _unbroken(parts_of_line):
        wide = [_advance(part, px) for part in unit]
        last = unit[-1]
        seen = last._replace(words=last.words.rstrip(_SPACES))
        without = 0.0 if seen is last else wide[-1] - _advance(seen, px)
        total = sum(wide)
        found.append(Unit(tuple(zip(unit, wide, strict=True)), total, total - without))
    return found


def rows(line: Iterable[Unit], room: float) -> list[int]:
    """In which row each piece stands; what is too long for a row stands out of it."""
    found, row, x = [], 0, 0.0
    for unit in line:
        if x and x + unit.seen > room:
            row, x = row + 1, 0.0
        found.append(row)
        x += unit.wide
    return found


def runs(line: Sequence[Unit], room: float) -> list[Run]:
    """The line in as many rows as it needs."""
    found: list[Run] = []
    at, x = 0, 0.0
    for unit, row in zip(line, rows(line, room), strict=True):
        if row != at:
            at, x = row, 0.0
        for part, advance in unit.parts:
            _put(found, Run(row, x, part))
            x += advance
    return found


def _put(found: list[Run], run: Run) -> None:
    """Words of one style in a row are drawn together."""
    last = found[-1] if found else None
    if last is not None and (last.row, last.part.style) == (run.row, run.part.style):
        found[-1] = last._replace(part=Part(last.part.words + run.part.words, run.part.style))
    else:
        found.append(run)


def _unbroken(parts_of_line: Iterable[Part]) -> Iterator[list[Part]]:
    unit: list[Part] = []
    for words, style in parts_of_line:
        *ended, rest = _ENDS.split(words)
        for piece in ended:
            yield [*unit, Part(piece, style)]
            unit = []
        if rest:
            unit.append(Part(rest, style))
    if unit:
        yield unit


def _advance(part: Part, px: int) -> float:
    style = part.style
    return sizes.advance(part.words, size(style, px), _weight(style), italic=style is Style.SYMBOL)


def _weight(style: Style) -> QFont.Weight:
    return QFont.Weight.DemiBold if style in STRONG else QFont.Weight.Normal
