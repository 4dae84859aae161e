"""What each field of a document may hold: how it is read, refused and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine import given, labels, words
from engine.given import Numbers, Pattern
from engine.problems import Refused, refusal

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
Given = Pattern | Numbers


@dataclass(frozen=True)
class Predictor:
    """The ordinary convolution that predicts the offsets (and mask) of a deformable one."""

    weights: Given = Pattern("ones")
    bias: bool | Numbers = True


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


def wrong(name: str, wanted: words.Text, raw: object) -> Refused:
    """The refusal of a value of the wrong type."""
    return refusal(
        "bad_value",
        words.text(
            "{field} must be {wanted}, got {value}.",
            field=labels.field(name),
            wanted=wanted,
            value=words.quoted(raw),
        ),
        value=raw,
    )


def one_of(name: str, raw: str, names: Iterable[str], code: str = "bad_value") -> Refused:
    """The refusal of a word that is not among the names."""
    known = tuple(names)
    meant = closest(raw, known)
    if meant is None:
        return refusal(
            code,
            words.text(
                "unknown {field} {value}; it may be {names}.",
                field=labels.field(name),
                value=words.quoted(raw),
                names=words.listing(list(known)),
            ),
            value=raw,
        )
    return refusal(
        code,
        words.text(
            'unknown {field} {value}; did you mean "{meant}"?',
            field=labels.field(name),
            value=words.quoted(raw),
            meant=meant,
        ),
        value=raw,
    )


def closest(word: str, names: Iterable[str]) -> str | None:
    """The name that the word was probably meant to be."""
    from difflib import get_close_matches  # only a mistake pays for the import

    found = get_close_matches(word[:80].lower(), list(names), n=1, cutoff=0.6)
    return found[0] if found else None


def _bounds(name: str, numbers: Iterable[int], least: int, most: int | None, raw: object) -> None:
    if any(number < least for number in numbers):
        raise _too_small(name, least, raw)
    if most is not None and any(number > most for number in numbers):
        sentence = words.text(
            "{field} may be {limit} at most, got {value}.",
            field=labels.field(name),
            limit=most,
            value=words.quoted(raw),
        )
        raise refusal("too_large", sentence, value=raw, limit=most)


def _too_small(name: str, least: int, raw: object) -> Refused:
    field, value = labels.field(name), words.quoted(raw)
    if least > 0:
        sentence = words.text("{field} must be 1 or more, got {value}.", field=field, value=value)
        return refusal("not_positive", sentence, value=raw, limit=least)
    if name == "crop":
        sentence = words.text(
            "{field} cannot be negative, got {value}; use a pad layer.", field=field, value=value
        )
    else:
        sentence = words.text(
            "{field} cannot be negative, got {value}; use a crop layer.", field=field, value=value
        )
    return refusal("negative_padding", sentence, value=raw, limit=least)


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
        _bounds(name, [raw], least, most, raw)  # type: ignore[list-item]  # is_whole looked
        return raw  # type: ignore[return-value]

    return Kind(read, _same)


def pair(least: int, most: int) -> Kind:
    """A whole number for both axes, or [rows, columns]."""

    def read(name: str, raw: object) -> Pair:
        both = _pair(name, raw)
        _bounds(name, both, least, most, raw)
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
        _bounds(name, found, 0, LARGEST_PADDING, raw)
        return found

    return Kind(read, write_sides)


def _unknown_padding(name: str, raw: str, also: tuple[str, ...]) -> Refused:
    if not also:
        return wrong(name, words.text("a whole number, two, or named sides"), raw)
    wanted = words.text(
        "a whole number, two, named sides or {names}", names=words.listing(list(also))
    )
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


def both_sides() -> Kind:
    """The padding of pools: the same on both sides of an axis."""
    return pair(0, LARGEST_PADDING)


def choice(*names: str) -> Kind:
    """One of several words."""

    def read(name: str, raw: object) -> str:
        if not isinstance(raw, str):
            raise wrong(name, words.text("one of {names}", names=words.listing(list(names))), raw)
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


def _read_bias(name: str, raw: object) -> bool | Numbers:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, list):
        return given.numbers(raw, 1)
    raise wrong(name, words.text("true, false or a list of numbers"), raw)


def _read_indices(name: str, raw: object) -> Numbers:
    found = given.numbers(raw, 3)
    if any(number < 0 or not number.is_integer() for number in found.flat()):
        raise wrong(name, words.text("whole numbers of 0 or more"), raw)
    return found


def write_given(value: object) -> object:
    """Numbers as lists, a pattern by its name, anything else as it is."""
    if isinstance(value, Numbers):
        return value.nested()
    if isinstance(value, Pattern):
        extra = {"seed": value.seed} if value.seed else {}
        return {
            "pattern": value.name,
            **extra,
            **({"scale": value.scale} if value.scale != 1 else {}),
        }
    if isinstance(value, Predictor):
        parts = {"weights": value.weights, "bias": value.bias}
        plain = Predictor()
        kept = {key: part for key, part in parts.items() if part != getattr(plain, key)}
        return {"predictor": {key: write_given(part) for key, part in kept.items()}}
    return value


def read_pattern(name: str, raw: dict[str, Any], patterns: tuple[str, ...]) -> Pattern:
    """A pattern by its name, with a seed, and a scale where offsets are scaled."""
    keys = (
        ("pattern", "seed", "scale") if patterns is given.OFFSET_PATTERNS else ("pattern", "seed")
    )
    for key in raw:
        if key not in keys:
            raise one_of("field", key, keys, "unknown_field").at(None, words.one_line(key))
    if "pattern" not in raw:
        sentence = words.text("{field} needs a pattern.", field=labels.field(name))
        raise refusal("missing_field", sentence).at(None, "pattern")
    found = raw["pattern"]
    if not isinstance(found, str):
        raise wrong("pattern", words.text("text in quotes"), found).at(None, "pattern")
    if found not in patterns:
        raise one_of("pattern", found, patterns).at(None, "pattern")
    seed, scale = raw.get("seed", 0), raw.get("scale", 1)
    if not is_whole(seed):
        raise wrong("seed", words.text("a whole number"), seed).at(None, "seed")
    if type(scale) not in (int, float) or abs(scale) > 1e300:
        raise wrong("scale", words.text("a number"), scale).at(None, "scale")
    return Pattern(found, seed, scale)


def numbers(patterns: tuple[str, ...], depth: int) -> Kind:
    """Numbers as lists `depth` levels deep, or one of the patterns."""

    def read(name: str, raw: object) -> Given:
        if isinstance(raw, dict):
            return read_pattern(name, raw, patterns)
        if isinstance(raw, list):
            return given.numbers(raw, depth)
        raise wrong(name, words.text("lists of numbers or a pattern"), raw)

    return Kind(read, write_given)


def _read_offsets(name: str, raw: object) -> Given | Predictor:
    if not isinstance(raw, dict) or "predictor" not in raw:
        found: Given = OFFSETS.read(name, raw)
        return found
    inside = raw["predictor"]
    if len(raw) > 1 or not isinstance(inside, dict):
        raise wrong(name, words.text("numbers, a pattern or a predictor alone"), raw)
    for key in inside:
        if key not in ("weights", "bias"):
            refused = one_of("field", key, ("weights", "bias"), "unknown_field")
            raise refused.at(None, "predictor." + words.one_line(key))
    try:
        weights = WEIGHTS.read("weights", inside["weights"]) if "weights" in inside else None
        bias = _read_bias("bias", inside["bias"]) if "bias" in inside else True
    except Refused as refused:
        raise refused.at(None, "predictor") from None
    return Predictor(weights or Pattern("ones"), bias)


CHANNELS = whole(1, LARGEST_CHANNELS)
DIVISOR = whole(1)
KERNEL = pair(1, LARGEST_KERNEL)
STEP = pair(1, LARGEST_STEP)
SIDE = pair(1, LARGEST_SIDE)
NATURAL = pair(0, LARGEST_PADDING)
CONV_PADDING = sides("valid", "same")
PLAIN_PADDING = sides("valid")
CROP = sides()
FLAG = Kind(_read_flag, _same)
PADDING_MODE = choice("zeros", "reflect", "replicate", "circular")
ZEROS_ONLY = Kind(_read_zeros, _same, ("zeros",))
STRING = Kind(read_string, _same)
NAME = Kind(read_name, _same)
NAMES = Kind(_read_names, list)
BIAS = Kind(_read_bias, write_given)
INDICES = Kind(_read_indices, write_given)
WEIGHTS = numbers(given.WEIGHT_PATTERNS, 4)
OFFSETS = numbers(given.OFFSET_PATTERNS, 3)
PREDICTED = Kind(_read_offsets, write_given)
