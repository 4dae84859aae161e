"""A formula as data: lines of symbols and numbers, which a panel sets in its own letters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from engine import number_text
from engine.words import Text, text

Words = Text | str

UNKNOWN = "–"
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Style(Enum):
    """How a piece is set; a symbol stands for a number that the next line gives."""

    PLAIN = "plain"
    SYMBOL = "symbol"
    STRONG = "strong"
    RESULT = "result"
    BAD = "bad"
    BAD_RESULT = "bad result"
    GOOD = "good"
    SOFT = "soft"


class Piece(NamedTuple):
    """A part of a line in one style."""

    content: Words
    style: Style = Style.PLAIN


class Line(NamedTuple):
    """A line and the name that stands before it, which may be empty."""

    name: Words
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Formula:
    """Lines, and below them sentences where the lines do not say it all."""

    lines: tuple[Line, ...] = ()
    remarks: tuple[Text, ...] = ()


def pieces(marked: str) -> tuple[Piece, ...]:
    """Pieces from a line in which symbols stand between asterisks: `2*p* − 1`."""
    parts = marked.split("*")
    return tuple(
        Piece(part, Style.SYMBOL if at % 2 else Style.PLAIN)
        for at, part in enumerate(parts)
        if part
    )


def line(marked: str, name: Words = "") -> Line:
    """A line from such a text."""
    return Line(name, pieces(marked))


def result(value: object) -> Piece:
    """What a formula comes to."""
    return Piece(str(value), Style.STRONG)


def size_result(value: int | Fraction) -> tuple[Piece, ...]:
    """The size that a formula comes to, and why there is none of that size."""
    shown = number_text.number(value)
    if value >= 1 and value.denominator == 1:
        return Piece("= "), Piece(shown, Style.STRONG)
    fails = text("needs 1 or more") if value < 1 else text("needs a whole number")
    return Piece("= "), Piece(shown, Style.BAD_RESULT), Piece("  "), Piece(fails, Style.BAD)


def indexed(letter: str, number: int) -> str:
    """The letter with a small number below it: R₂."""
    return letter + str(number).translate(_LOWERED)
