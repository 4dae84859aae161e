"""What each field of a document may hold: how it is read, refused and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine import labels, words
from engine.problems import Refused, refusal
from engine.refusals import hold_within, one_of, wrong

LARGEST_SIDE = 65_536
LARGEST_CHANNELS = 65_536
LARGEST_KERNEL = 255
LARGEST_STEP = 1_024
LARGEST_PADDING = 4_096

Pair = tuple[int, int]


class Sides(NamedTuple):
    """Cells added or cut at the four sides of a map."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0


Padding = Sides | str  # a str is "same"


@dataclass(frozen=True)
class Kind:
    """How a field is read from plain data, and written back in its shortest form."""

    read: Callable[[str, Any], Any]
    write: Callable[[Any], object]
    names: tuple[str, ...] = ()  # what a choice may be


def _same(value: Any) -> object:
    return value


def is_whole(raw: object) -> bool:
    """Whether the value is a whole number, and neither true nor 3.0."""
    return type(raw) is int


def _pair(name: str, raw: object) -> Pair:
    if is_whole(raw):
        return (raw, raw)  # type: ignore[return-value]  # is_whole looked
    if isinstance(raw, list) and len(raw) == 2 and all(map(is_whole, raw)):
        return (raw[0], raw[1])
    raise wrong(name, words.text("a whole number or two, [rows, columns]"), raw)


def _write_pair(pair: Pair | None) -> object:
    if pair is None:
        return None
    return pair[0] if pair[0] == pair[1] else list(pair)


def whole(least: int, most: int | None = None) -> Kind:
    """A whole number within bounds."""

    def read(name: str, raw: object) -> int:
        if not is_whole(raw):
            raise wrong(name, words.text("a whole number"), raw)
        hold_within(name, [raw], least, most, raw)  # type: ignore[list-item]  # is_whole looked
        return raw  # type: ignore[return-value]

    return Kind(read, _same)


def pair(least: int, most: int) -> Kind:
    """A whole number for both axes, or [rows, columns]."""

    def read(name: str, raw: object) -> Pair:
        both = _pair(name, raw)
        hold_within(name, both, least, most, raw)
        return both

    return Kind(read, _write_pair)


def sides(*also: str) -> Kind:
    """Cells at the four sides: a number, [rows, columns], named sides, or a word of `also`."""

    def read(name: str, raw: object) -> Padding:
        if isinstance(raw, str):
            if raw not in also:
                raise _unknown_padding(name, raw, also)
            return Sides() if raw == "valid" else raw
        found = _named_sides(name, raw) if isinstance(raw, dict) else _even_sides(name, raw)
        hold_within(name, found, 0, LARGEST_PADDING, raw)
        return found

    return Kind(read, write_sides)


def _unknown_padding(name: str, raw: str, also: tuple[str, ...]) -> Refused:
    if not also:
        return wrong(name, words.text("a whole number, two, or named sides"), raw)
    wanted = words.text("a whole number, two, named sides or {names}", names=words.listing(also))
    return wrong(name, wanted, raw)


def _named_sides(name: str, raw: dict[str, object]) -> Sides:
    for key, value in raw.items():
        if key not in Sides._fields:
            refused = one_of("side", key, Sides._fields, "unknown_field")
            raise refused.at(None, words.one_line(key))
        if not is_whole(value):
            raise wrong(name, words.text("whole numbers"), raw)
    return Sides(**raw)  # type: ignore[arg-type]  # each was looked at


def _even_sides(name: str, raw: object) -> Sides:
    if not is_whole(raw) and not isinstance(raw, list):
        raise wrong(name, words.text("a whole number, two, or named sides"), raw)
    rows, columns = _pair(name, raw)
    return Sides(rows, rows, columns, columns)


def write_sides(value: Padding) -> object:
    """The shortest form: one number, [rows, columns], or the sides that are not 0."""
    if isinstance(value, str):
        return value
    if value.top == value.bottom and value.left == value.right:
        return _write_pair((value.top, value.left))
    return {side: cells for side, cells in value._asdict().items() if cells}


def choice(*names: str) -> Kind:
    """One of several words."""

    def read(name: str, raw: object) -> str:
        if not isinstance(raw, str):
            raise wrong(name, words.text("one of {names}", names=words.listing(names)), raw)
        if raw not in names:
            raise one_of(name, raw, names)
        return raw

    return Kind(read, _same, names)


def _read_zeros(name: str, raw: object) -> str:
    mode: str = PADDING_MODE.read(name, raw)
    if mode != "zeros":
        sentence = words.text(
            "a transposed convolution has no {field} {value}; it has zeros only.",
            field=labels.field(name),
            value=words.quoted(mode),
        )
        raise refusal("padding_mode_unsupported", sentence, value=mode, limit="zeros")
    return mode


def _read_flag(name: str, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise wrong(name, words.text("true or false"), raw)
    return raw


def read_string(name: str, raw: object) -> str:
    """Text that any file can hold."""
    if not isinstance(raw, str):
        raise wrong(name, words.text("text in quotes"), raw)
    if any("\ud800" <= mark <= "\udfff" for mark in raw):
        sentence = words.text(
            "{field} holds half of a character (a lone surrogate): {value}.",
            field=labels.field(name),
            value=raw,
        )
        raise refusal("bad_value", sentence, value=raw)
    return raw


def read_name(name: str, raw: object) -> str:
    """Text that is not empty."""
    found = read_string(name, raw)
    if not found:
        raise wrong(name, words.text("text that is not empty"), raw)
    return found


def _read_names(name: str, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise wrong(name, words.text("a list of layer names, one at least"), raw)
    return tuple(read_name(name, part) for part in raw)


CHANNELS = whole(1, LARGEST_CHANNELS)
DIVISOR = whole(1)
KERNEL = pair(1, LARGEST_KERNEL)
STEP = pair(1, LARGEST_STEP)
SIDE = pair(1, LARGEST_SIDE)
NATURAL = pair(0, LARGEST_PADDING)
CONV_PADDING = sides("valid", "same")
PLAIN_PADDING = sides("valid")
BOTH_SIDES = pair(0, LARGEST_PADDING)  # pools pad both sides of an axis alike
CROP = sides()
FLAG = Kind(_read_flag, _same)
PADDING_MODE = choice("zeros", "reflect", "replicate", "circular")
ZEROS_ONLY = Kind(_read_zeros, _same, ("zeros",))
STRING = Kind(read_string, _same)
NAME = Kind(read_name, _same)
NAMES = Kind(_read_names, list)
