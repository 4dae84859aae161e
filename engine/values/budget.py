"""How much the values of some layers take, held to the limits before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from engine.layers import BatchNorm, DeformConv, MaxPool, SeparableConv
from engine.problems import Problem
from engine.report import Row
from engine.sizes import Shape
from engine.words import Text, text

LARGEST_NUMBERS = 64 * 2**20
LARGEST_MULTIPLICATIONS = 16 * 2**30


def check(input_shape: Shape, rows: Iterable[Row]) -> tuple[Problem, ...]:
    """The refusal of values that would take too much memory or too long; one at most."""
    kept = list(rows)
    count = prod(input_shape) + sum(map(laid_out, kept))
    if count > LARGEST_NUMBERS:
        sentence = text(
            "the values and weights would be {count} numbers; the most is {limit}.",
            count=count,
            limit=LARGEST_NUMBERS,
        )
        return (_problem(sentence, count, LARGEST_NUMBERS),)
    count = sum(row.macs for row in kept)
    if count > LARGEST_MULTIPLICATIONS:
        sentence = text(
            "the values would take {count} multiplications; the most is {limit}.",
            count=count,
            limit=LARGEST_MULTIPLICATIONS,
        )
        return (_problem(sentence, count, LARGEST_MULTIPLICATIONS),)
    return ()


def laid_out(row: Row) -> int:
    """The numbers of the layer's map, of its weights, and of what it keeps beside them."""
    layer, area = row.layer, row.shape[1] * row.shape[2]
    count = prod(row.shape)
    if not isinstance(layer, BatchNorm):  # its numbers change no value, so they are never made
        count += row.params
    if isinstance(layer, MaxPool):
        count += prod(row.shape)  # the places
    if isinstance(layer, SeparableConv):
        count += row.sources.first[0] * layer.multiplier * area
    if isinstance(layer, DeformConv):
        count += 3 * layer.offset_groups * prod(layer.kernel) * area  # offsets and mask
    return count


def _problem(sentence: Text, value: int, limit: int) -> Problem:
    return Problem(None, None, "too_large", sentence, value=value, limit=limit, blocks=False)
