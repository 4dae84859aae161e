"""What fields hold that state numbers: patterns, lists in lists, biases, predicted offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine import given, labels, words
from engine.fields import Kind, is_whole
from engine.given import Numbers, Pattern
from engine.problems import Refused, refusal
from engine.refusals import one_of, wrong

Given = Pattern | Numbers


@dataclass(frozen=True)
class Predictor:
    """The ordinary convolution that predicts the offsets (and mask) of a deformable one."""

    weights: Given = Pattern("ones")
    bias: bool | Numbers = True


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
    # One number, one form: 2.0 is 2, and -0.0 is 0.
    return Pattern(found, seed, int(scale) if float(scale).is_integer() else scale)


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
    readers = {"weights": WEIGHTS.read, "bias": _read_bias}
    parts: dict[str, Any] = {}
    for key, value in inside.items():
        try:
            parts[key] = readers[key](key, value)
        except Refused as refused:
            raise refused.at(None, f"predictor.{key}") from None
    return Predictor(**parts)


BIAS = Kind(_read_bias, write_given)
INDICES = Kind(_read_indices, write_given)
WEIGHTS = numbers(given.WEIGHT_PATTERNS, 4)
OFFSETS = numbers(given.OFFSET_PATTERNS, 3)
PREDICTED = Kind(_read_offsets, write_given)
