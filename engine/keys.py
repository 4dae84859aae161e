"""Which keys an object of a file may have, and what to say of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import layers, refusals, synonyms, words
from engine.decoding import Doubled, stands_twice
from engine.problems import Problem, Refused, refusal
from engine.words import text

_OF_SOME_LAYER = {
    field for kind in layers.OPERATIONS.values() for field in layers.field_names(kind)
}


def check(
    raw: dict[str, Any],
    known: Iterable[str],
    layer: str | None,
    path: str,
    place: str,
    problems: list[Problem],
) -> None:
    """Notes every key that has no meaning there, and one that stands twice."""
    names = tuple(known)
    found = [
        _unknown(key, names).at(layer, _path(path, key), place) for key in raw if key not in names
    ]
    if isinstance(raw, Doubled):
        found.append(
            refusal("bad_value", stands_twice(raw)).at(layer, _path(path, raw.twice), place)
        )
    problems.extend(refused.problem for refused in found)


def _path(path: str, key: str) -> str:
    shown = words.one_line(key)
    return f"{path}.{shown}" if path else shown


def _unknown(key: str, names: tuple[str, ...]) -> Refused:
    if "op" in names and (key in _OF_SOME_LAYER or key in synonyms.FOLLOWING):
        sentence = text("the operation has no {field}.", field=words.quoted(key))
        return refusal("unknown_field", sentence, value=key)
    meant = synonyms.FIELDS.get(key.lower())
    synonym = meant if meant in names else None
    return refusals.one_of("field", key, names, "unknown_field", synonym)


def missing(name: str, example: str) -> Refused:
    """The refusal of an object that lacks a key."""
    sentence = text("{field} is missing; it needs {example}.", field=name, example=example)
    return refusal("missing_field", sentence)


def single(raw: object) -> None:
    """Refuses an object, however deep inside, in which a key stands twice."""
    if not isinstance(raw, dict):
        return
    if isinstance(raw, Doubled):
        raise refusal("bad_value", stands_twice(raw)).at(None, words.one_line(raw.twice))
    for key, value in raw.items():
        try:
            single(value)
        except Refused as refused:
            raise refused.at(None, words.one_line(key)) from None
