"""Numbers that a document states itself: named patterns and explicit lists, both immutable."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite, prod
from typing import cast

from engine import words
from engine.problems import Refused, refusal

INPUT_PATTERNS = (
    "zeros", "ones", "index", "digits", "ramp_x", "ramp_y", "checker", "impulse", "disc", "random",
)  # fmt: skip
WEIGHT_PATTERNS = (
    "ones", "mean", "index", "digits", "identity", "gaussian", "bilinear",
    "sobel_x", "sobel_y", "laplacian", "random",
)  # fmt: skip
OFFSET_PATTERNS = ("zeros", "ones", "random")

_WHOLE = 2**53  # up to here a float holds every whole number


@dataclass(frozen=True)
class Pattern:
    """Numbers made by a rule that has a name."""

    name: str
    seed: int = 0
    scale: float = 1


@dataclass(frozen=True)
class Numbers:
    """Numbers written out: their shape, and their doubles as bytes, row by row."""

    shape: tuple[int, ...]
    data: bytes

    def flat(self) -> array[float]:
        """All numbers in one row."""
        row = array("d")
        row.frombytes(self.data)
        return row

    def nested(self) -> list[object]:
        """The numbers as lists in lists; whole ones as whole numbers."""
        level: list[object] = [_plain(number) for number in self.flat()]
        for side in reversed(self.shape[1:]):
            level = [level[start : start + side] for start in range(0, len(level), side)]
        return level


def numbers(raw: object, depth: int) -> Numbers:
    """A list of lists `depth` levels deep, checked to be full and finite."""
    shape: list[int] = []
    level: Sequence[object] = [raw]
    for _ in range(depth):
        if not all(isinstance(part, list) and part for part in level):
            raise _not_full(raw, depth)
        lists: Iterable[list[object]] = level  # type: ignore[assignment]  # checked above
        sides = set(map(len, lists))
        if len(sides) > 1:
            raise _not_full(raw, depth)
        shape.append(sides.pop())
        level = list(chain.from_iterable(lists))
    return from_flat(level, tuple(shape))


def from_flat(row: Sequence[object], shape: tuple[int, ...]) -> Numbers:
    """A row of plain numbers in that shape."""
    if len(row) != prod(shape):
        raise ValueError(f"{len(row)} numbers do not fill {shape}")
    if not set(map(type, row)) <= {int, float}:
        raise _not_a_number(next(one for one in row if type(one) not in (int, float)))
    checked = cast(Sequence[float], row)
    try:
        packed = array("d", checked)
    except OverflowError:
        raise _too_large() from None
    if not all(map(isfinite, packed)):
        raise _too_large()
    return Numbers(shape, packed.tobytes())


def _plain(number: float) -> int | float:
    whole = number.is_integer() and abs(number) < _WHOLE and str(number) != "-0.0"
    return int(number) if whole else number


def _too_large() -> Refused:
    sentence = words.text("a number is too large for a float of 64 bits.")
    return refusal("bad_value", sentence)


def _not_full(raw: object, depth: int) -> Refused:
    return refusal(
        "bad_value",
        words.text(
            "the numbers must be lists in lists, {depth} deep, none empty and all of one length, "
            "got {value}.",
            depth=depth,
            value=words.quoted(raw),
        ),
        value=raw,
    )


def _not_a_number(raw: object) -> Refused:
    return refusal(
        "bad_value",
        words.text("{value} stands where a number belongs.", value=words.quoted(raw)),
        value=raw,
    )
