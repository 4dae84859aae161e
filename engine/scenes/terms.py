"""A sum as it is written out: its terms in rows, what they come to, what else is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.formulas import Piece
    from engine.words import Text

    Words = Text | str


class Term(NamedTuple):
    """What one tap adds: its value, and the weight where there is one."""

    value: str
    weight: str = ""
    on_padding: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class CellSum:
    """The cell, its terms in the rows of the window, what they come to, and what else is said.

    Where it is of no output cell, a `title` tells of what.
    """

    place: Words
    terms: tuple[tuple[Term, ...], ...] = ()
    row_results: tuple[str, ...] = ()
    total: tuple[Piece, ...] = ()
    remarks: tuple[Words, ...] = ()
    title: Text | None = None
