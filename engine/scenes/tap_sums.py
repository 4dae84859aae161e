"""The sum of a deformable layer's cell, term by term, as its figure writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.formulas import Piece, Style
from engine.frame import Tone
from engine.scenes import deformed_words, sums, telling
from engine.scenes.terms import Term
from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.frame import Caption, Frame, Part
    from engine.scenes.terms import CellSum

BETWEEN = (sums.DOT, sums.PLUS, sums.EMPTY)


def of(frame: Frame, bare: CellSum) -> CellSum:
    """Sample by weight in the kernel's rows, what they come to, and the sample of one tap."""
    captions = {one.slot.stage: one for one in frame.captions}
    said = captions[telling.SUM]
    lines = [list(_terms(line)) for line in said.lines]
    ending = captions.get(deformed_words.PARTS)
    total = _ending(said.lines[-1]) if ending is None else _pieces(ending.lines[0])
    return replace(
        bare,
        terms=tuple(map(tuple, lines)) if any(lines) else (),
        total=tuple(total),
        remarks=(
            *_sample(frame, captions[deformed_words.SAMPLE]),
            *(one for one in bare.remarks if one),
        ),
    )


def _terms(line: Iterable[Part]) -> Iterator[Term]:
    """A term ends with its weight."""
    factors: list[Part] = []
    for part in line:
        if part in BETWEEN:
            continue
        factors.append(part)
        if part.tone is Tone.WEIGHT:
            value, *others = (str(one.content) for one in factors)
            yield Term(value, " · ".join(others), chosen=factors[0].strong)
            factors = []


def _ending(line: tuple[Part, ...]) -> Iterator[Piece]:
    """What follows the last weight, or all where no term is written."""
    last = max((at for at, part in enumerate(line) if part.tone is Tone.WEIGHT), default=-1)
    return _pieces(line[last + 1 :])


def _pieces(parts: Iterable[Part]) -> Iterator[Piece]:
    for part in parts:
        if part.content != "":
            style = Style.RESULT if part.tone is Tone.RESULT else Style.PLAIN
            yield Piece(part.content, style)
            yield Piece(" ")


def _sample(frame: Frame, said: Caption) -> Iterator[Text]:
    chosen = next((one for one in frame.handles if one.chosen), None)
    if chosen is not None:
        written = "".join(str(part.content) for part in said.lines[0])
        row, column = chosen.tap
        yield text("tap ({row}, {column}): {sum}", row=row, column=column, sum=written)
