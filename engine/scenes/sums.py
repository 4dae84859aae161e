"""How an output cell is made of the cells under a window, term by term, in the window's rows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text, words
from engine.frame import Caption, Part, Side, Size, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.fields import Pair
    from engine.frame import Key
    from engine.values.lanes import Array

    Numbers = Sequence[Sequence[float]]
    Line = tuple[Part, ...]

MOST_WRITTEN = 5  # taps of an axis that a sum is written out for
LEFT_OUT = "–"
WHOLE = 2.0**53  # below it floats count exactly

EMPTY = Part("")
PLUS = Part("+", Tone.SOFT)
DOT = Part("·", Tone.SOFT)


@dataclass(frozen=True)
class Sum:
    """Where the terms stand: in a slot, in so many rows and columns, beside the kernel."""

    slot: Key
    shape: Pair
    beside: Key | None = None

    @property
    def written(self) -> bool:
        """Whether there is room for every term."""
        return max(self.shape) <= MOST_WRITTEN

    def caption(self, lines: Sequence[Line]) -> Caption:
        """The lines in their slot."""
        return Caption(self.slot, tuple(lines), beside=self.beside)


def products(how: Sum, values: Array, weights: Numbers, total: float, bias: float = 0) -> Caption:
    """`1·1 + 3·0 = 7`; a bias of 0 is not told."""
    if not how.written:
        told = words.plural("{count} product, sum", "{count} products, sum", values.size)
        return how.caption([(Part(told), _result(total))])
    pairs: list[tuple[float, float]] = []
    lines: list[list[Part]] = []
    for row, factors in zip(values.tolist(), weights, strict=True):
        line: list[Part] = []
        for value, weight in zip(row, factors, strict=True):
            pairs.append((value, weight))
            line += (PLUS if lines or line else EMPTY, _value(value), DOT, _weight(weight))
        lines.append(line)
    _fill(lines, how.shape, 4)
    if bias:
        lines[-1] += (PLUS, _value(bias))
        pairs.append((bias, 1.0))
    lines[-1] += (_equal_sign(_products_sign(pairs, total)), _result(total))
    return how.caption([tuple(line) for line in lines])


def mean(how: Sum, values: Array, divisor: int, total: float) -> Caption:
    """`( 1 + 2 ) / 2 = 1.5`; a cell that is no number does not count and is left out."""
    if not how.written:
        count = int(np.count_nonzero(~np.isnan(values)))
        told = words.plural("mean of {count} cell", "mean of {count} cells", count)
        return how.caption([(Part(told), _equal_sign(number_text.EQUAL), _result(total))])
    terms: list[tuple[float, float]] = []
    lines: list[list[Part]] = []
    sign = Part("(", Tone.SOFT)
    for row in values.tolist():
        line: list[Part] = []
        for value in row:
            if math.isnan(value):
                line += (EMPTY, EMPTY)  # a dash would be read as a minus
                continue
            line += (sign, _value(value))
            sign = PLUS
            terms.append((value, 1.0))
        lines.append(line)
    _fill(lines, how.shape, 2)
    equal = _equal_sign(_products_sign(terms, total, divisor))
    by = (_soft(")"), _soft("/"), _value(float(divisor)))
    lines[-1] += (*by, equal, _result(total))
    return how.caption([tuple(line) for line in lines])


def largest(how: Sum, values: Array, winner: Pair, total: float) -> Caption:
    """`max( −1, 2 ) = 2`, the winner strong, padding soft."""
    if not how.written:
        count = int(np.count_nonzero(values > -np.inf))
        told = words.plural("largest of {count} cell", "largest of {count} cells", count)
        return how.caption([(Part(told), _equal_sign(number_text.EQUAL), _result(total))])
    lines: list[list[Part]] = []
    high, wide = values.shape
    for at, row in enumerate(values.tolist()):
        line: list[Part] = [_soft("max(") if at == 0 else EMPTY]
        for place, value in enumerate(row):
            last = (at, place) == (high - 1, wide - 1)
            line.append(_candidate(value, (at, place) == winner, " )" if last else ","))
        lines.append(line)
    _fill(lines, how.shape, 1, before=1)
    lines[-1] += (_equal_sign(number_text.EQUAL), _result(total))
    return how.caption([tuple(line) for line in lines])


def widest(values: Array) -> float:
    """A number that takes as much room as any of these may."""
    finite = values[np.isfinite(values)]
    found = [0.0]
    if finite.size:
        low, high = float(finite.min()), float(finite.max())
        most = max(-low, high)
        digits = float("8" * len(str(int(most)))) if most < WHOLE else most
        found.append((-1 if low < 0 else 1) * (digits + _decimals(finite)))
    if finite.size < values.size:
        found += [float(one) for one in (-np.inf, np.nan) if _has(values, one)]
    return wider(*found)


def wider(*numbers: float) -> float:
    """The number that takes the most room."""
    return max(numbers, key=lambda one: len(number_text.number(one)))


def _has(values: Array, one: float) -> bool:
    return bool((np.isnan(values) if math.isnan(one) else np.isinf(values)).any())


def _decimals(finite: Array) -> float:
    """As many eights behind the point as any of the numbers has digits there."""
    with np.errstate(all="ignore"):
        rest = np.round(np.abs(finite) * 100) % 100
    if (rest % 10 != 0).any():
        return 0.88
    return 0.8 if rest.any() else 0.0


def _fill(lines: list[list[Part]], shape: Pair, columns: int, before: int = 0) -> None:
    """Windows that are smaller than the largest leave its other places empty."""
    width = before + shape[1] * columns
    lines += [[] for _ in range(shape[0] - len(lines))]
    for line in lines:
        line.extend([EMPTY] * (width - len(line)))


def _products_sign(pairs: Sequence[tuple[float, float]], total: float, divisor: int = 1) -> str:
    made = 0.0
    for value, weight in pairs:
        if not (value.is_integer() and weight.is_integer()):
            return number_text.equals(pairs, total, divisor)
        made += value * weight
    if not (total.is_integer() and abs(made) < WHOLE):
        return number_text.equals(pairs, total, divisor)
    return number_text.EQUAL if made == total * divisor else number_text.ABOUT


@lru_cache(maxsize=4096)
def _value(value: float) -> Part:
    return Part(number_text.number(value))


@lru_cache(maxsize=4096)
def _weight(value: float) -> Part:
    return Part(number_text.number(value), Tone.WEIGHT, strong=True)


@lru_cache(maxsize=4096)
def _result(value: float) -> Part:
    return Part(number_text.number(value), Tone.RESULT, True, Size.RESULT, Side.LEFT)


@lru_cache(maxsize=4096)
def _candidate(value: float, wins: bool, ending: str) -> Part:
    shown = LEFT_OUT if math.isnan(value) else number_text.number(value)
    tone = Tone.INK if math.isfinite(value) or wins else Tone.SOFT
    return Part(shown + ending, tone, strong=wins)


@lru_cache
def _equal_sign(sign: str) -> Part:
    return Part(sign, Tone.SOFT, side=Side.CENTRE)


@lru_cache
def _soft(mark: str) -> Part:
    return Part(mark, Tone.SOFT)
