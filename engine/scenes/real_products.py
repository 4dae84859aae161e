"""How a cell of a transposed convolution is made: the real products, and the stamps to prove it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine import number_text, words
from engine.frame import Caption, Key, Part, Side, Size, Tone
from engine.scenes import sums, telling
from engine.scenes.sums import Sum
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.fields import Pair
    from engine.scenes.partial_sums import PartialSums
    from engine.scenes.shown_channels import Column
    from engine.scenes.spread_map import SpreadMap
    from engine.values.lanes import Array
    from engine.words import Text

    Line = tuple[Part, ...]

PARTS = "parts sum"
# What stands on one line at most.
MOST_ON_A_LINE, LONGEST_LINE = 4, 40  # products, and their letters


@dataclass(frozen=True, eq=False)
class RealProducts:
    """One output channel; `columns` are the channels that it reads, the one that is shown first.

    `stamped` is its map, made by stamps alone.
    """

    layer: str
    spread: SpreadMap
    parts: PartialSums
    output: int
    columns: tuple[Column, ...]
    stamped: Array
    bias: float = 0.0

    @property
    def alone(self) -> bool:
        """Whether one channel is all that is read."""
        return len(self.columns) == 1

    @cached_property
    def kernel(self) -> Array:
        """The kernel that slides: turned round, of the channel that is shown."""
        return self.parts.kernel(self.output, self.columns[0][0])

    def total(self, cell: Pair) -> float:
        """What the plain convolution makes of that cell, with its bias."""
        everything = [channel for column in self.columns for channel in column]
        return self.parts.of(self.output, everything, cell) + self.bias

    def captions(self, cell: Pair) -> tuple[Caption, ...]:
        """The products, what other channels add, and the two remarks below."""
        real = self._real(cell)
        partial = self.parts.of(self.output, self.columns[0], cell)
        total = self.total(cell)
        said = self._products(*real, total if self.alone else partial)
        zeros, stamps = self._zeros(real[0].size), self._stamps(cell)
        note = Caption(self._key(telling.NOTE), (zeros, stamps), aligned=False)
        if self.alone:
            return said, note
        return said, self._parts([*self._terms(cell)], total), note

    def widest(self) -> tuple[Caption, ...]:
        """What takes most room of each."""
        shape = self._shape
        value, weight = sums.widest(self._values), sums.widest(self.kernel)
        made = sums.widest(self.stamped)
        said = self._products(np.full(shape, value), np.full(shape, weight), made)
        taps = self.kernel.size
        stamps = shape[0] * shape[1] * sum(map(len, self.columns))
        lines = (_note(_zeros_said(taps, taps)), _note(self._stamped(stamps, made)))
        note = Caption(self._key(telling.NOTE), lines, aligned=False)
        if self.alone:
            return said, note
        wide = [self.parts.widest(self.output, column) for column in self.columns]
        return said, self._written(wide, number_text.ABOUT, made), note

    @cached_property
    def _shape(self) -> Pair:
        """The rows and columns that products stand in."""
        down, across = (axis.most_real for axis in self.spread.axes)
        widest = (sums.widest(self._values), sums.widest(self.kernel))
        letters = sum(len(number_text.number(one)) for one in widest) + len(" ·  +")
        short = down * across <= MOST_ON_A_LINE and down * across * letters <= LONGEST_LINE
        return (1, down * across) if short else (down, across)

    @property
    def _values(self) -> Array:
        values: Array = self.parts.values[self.columns[0][0]]
        return values

    def _key(self, stage: str) -> Key:
        return Key(self.layer, stage)

    def _real(self, cell: Pair) -> tuple[Array, Array]:
        """The real values under the window, and the weights on them."""
        values, rows, columns = self.spread.real_under(*cell)
        return values, self.kernel[np.ix_(rows, columns)]

    def _products(self, values: Array, weights: Array, total: float) -> Caption:
        """`1·9 + 2·7 = 23`; of several channels a part, of one the whole."""
        how = Sum(self._key(telling.SUM), self._shape)
        bias = self.bias if self.alone else 0.0
        if how.shape[0] == 1 or not values.size:
            return _on_a_line(how.slot, values, weights, total, bias)
        return sums.products(how, values, weights.tolist(), total, bias)

    def _zeros(self, real: int) -> Line:
        taps = self.kernel.size
        return _note(_zeros_said(taps - real, taps))

    def _stamps(self, cell: Pair) -> Line:
        """The same number from the other side: which stamps meet in the cell."""
        down, across = (
            len(axis.real_taps(o)) for axis, o in zip(self.spread.axes, cell, strict=True)
        )
        count = down * across * sum(map(len, self.columns))
        return _note(self._stamped(count, float(self.stamped[cell])))

    def _stamped(self, count: int, value: float) -> Text:
        return _stamps_said(count, value, biased=bool(self.bias))

    def _terms(self, cell: Pair) -> Iterator[float]:
        for column in self.columns:
            yield self.parts.of(self.output, column, cell)

    def _parts(self, terms: list[float], total: float) -> Caption:
        added = [*terms, *([self.bias] if self.bias else [])]
        sign = number_text.equals([(term,) for term in added], total)
        return self._written([number_text.number(term) for term in terms], sign, total)

    def _written(self, terms: list[str], sign: str, total: float) -> Caption:
        """What each channel adds, one below the other, as in a written addition."""
        lines = [
            _term(_channels(column), term, first=at == 0)
            for at, (column, term) in enumerate(zip(self.columns, terms, strict=True))
        ]
        if self.bias:
            lines.append(_term(text("bias"), number_text.number(self.bias)))
        result = Part(number_text.number(total), Tone.RESULT, strong=True, size=Size.RESULT)
        lines.append((Part(text("together"), Tone.SOFT, side=Side.LEFT), _soft(sign), result))
        return Caption(self._key(PARTS), tuple(lines))


def _on_a_line(slot: Key, values: Array, weights: Array, total: float, bias: float) -> Caption:
    """The products without columns; 0 where there is none."""
    pairs = list(zip(values.ravel().tolist(), weights.ravel().tolist(), strict=True))
    line: list[Part] = [] if pairs else [Part(number_text.number(0.0))]
    for value, weight in pairs:
        line += [_soft(" + ")] if line else []
        line += [Part(number_text.number(value)), _soft(" · ")]
        line.append(Part(number_text.number(weight), Tone.WEIGHT, strong=True))
    if bias:
        line += [_soft(" + "), Part(number_text.number(bias))]
        pairs.append((bias, 1.0))
    line += [_soft(f"  {number_text.equals(pairs, total)}  ")]
    line.append(Part(number_text.number(total), Tone.RESULT, strong=True, size=Size.RESULT))
    return Caption(slot, (tuple(line),), aligned=False)


def _term(name: Text, number: str, *, first: bool = False) -> Line:
    sign = Part("") if first else _soft("+")
    return Part(name, Tone.SOFT, side=Side.LEFT), sign, Part(number)


def _channels(column: Column) -> Text:
    if len(column) == 1:
        return text("channel {channel}", channel=column[0])
    return words.plural("{count} more channel", "{count} more channels", len(column))


def _zeros_said(zeros: int, taps: int) -> Text:
    return words.plural(
        "{count} of {taps} products is with a zero",
        "{count} of {taps} products are with zeros",
        zeros,
        taps=number_text.number(taps),
    )


def _stamps_said(count: int, value: float, *, biased: bool) -> Text:
    shown: Text | str = number_text.number(value)
    if biased:
        shown = text("{value} with the bias", value=shown)
    if not count:
        return text("no stamp reaches this cell either: {value}", value=shown)
    return text(
        "the same by stamps: {count} on this cell, sum {value}",
        count=number_text.number(count),
        value=shown,
    )


def _note(said: Text) -> Line:
    return (Part(said, Tone.SOFT, size=Size.SECOND, side=Side.LEFT),)


def _soft(mark: str) -> Part:
    return Part(mark, Tone.SOFT, side=Side.CENTRE)
