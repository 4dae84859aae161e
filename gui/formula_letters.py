"""How a formula is set: names in front, symbols in italics, results strong, failures red."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from engine.formulas import Style
from gui import panel, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.formulas import Formula, Piece
    from engine.words import Text
    from gui.palette import Colours

    Said = Callable[[Text], str]


# Lines of a formula stand no closer than those of a sentence.
_LINE = "padding-bottom:2px"


def rich(formula: Formula, said: Said, colours: Colours) -> str:
    """The lines as a table of names and formulas, in Qt's rich text."""
    if not formula.lines:
        return ""
    rows = "".join(
        f'<tr><td style="color:{colours.soft_text}; white-space:pre; padding-right:6px; {_LINE}">'
        f"{escape(panel.spoken(line.name, said))}</td>"
        f'<td style="{_LINE}">{rich_pieces(line.pieces, said, colours)}</td></tr>'
        for line in formula.lines
    )
    return f'<table cellspacing="0" cellpadding="0">{rows}</table>'


def rich_pieces(pieces: Iterable[Piece], said: Said, colours: Colours) -> str:
    """One line in Qt's rich text."""
    return "".join(_rich(piece, said, colours) for piece in pieces)


def plain(formula: Formula, said: Said) -> str:
    """The lines as a person would read them out, sentences after them."""
    lines = [
        f"{panel.spoken(line.name, said)} {plain_pieces(line.pieces, said)}".strip()
        for line in formula.lines
    ]
    return "; ".join([*lines, *map(said, formula.remarks)])


def plain_pieces(pieces: Iterable[Piece], said: Said) -> str:
    """One line without letters of its own."""
    return "".join(panel.spoken(piece.content, said) for piece in pieces).strip()


def _rich(piece: Piece, said: Said, colours: Colours) -> str:
    words = escape(panel.spoken(piece.content, said))
    if piece.style is Style.SYMBOL:
        return f"<i>{words}</i>"
    look = {
        Style.STRONG: "font-weight:600",
        Style.RESULT: f"font-weight:600; color:{colours.good}; "
        f"font-size:{sizes.scaled(sizes.TOTAL_PX)}px",
        Style.BAD: f"color:{colours.bad}",
        Style.GOOD: f"color:{colours.good}",
        Style.SOFT: f"color:{colours.soft_text}",
        Style.BAD_RESULT: f"color:{colours.bad}; font-weight:600",
    }.get(piece.style)
    return f'<span style="{look}">{words}</span>' if look else words
