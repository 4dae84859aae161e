"""Bytes to plain data: bounded, and showing what JSON would hide (doubled keys, NaN)."""

from __future__ import annotations

import json
import re
from typing import Any

from engine import words
from engine.problems import Problem

LARGEST_FILE = 16 * 2**20
LONGEST_NUMBER = 400
MOST_OBJECTS = 16_384  # a document of 512 layers has at most a few thousand

_LONG_NUMBER = re.compile(rb"[0-9.eE+-]{%d}" % (LONGEST_NUMBER + 1))


class Unreadable(ValueError):
    """Bytes of which nothing can be made; it carries the problem that says why."""

    def __init__(self, code: str, sentence: words.Text, field: str | None = None) -> None:
        super().__init__(words.say(sentence))
        self.problem = Problem(None, field, code, sentence)


class Strange:
    """Stands where JSON has something that is no number here; it shows what was written."""

    def __init__(self, written: str) -> None:
        self._written = written

    def __str__(self) -> str:
        return self._written


class Doubled(dict[str, Any]):
    """An object in which the key `twice` stands twice."""

    twice = ""


def stands_twice(raw: Doubled) -> words.Text:
    """What is wrong with such an object."""
    return words.text("{key} stands twice.", key=words.quoted(raw.twice))


class _TooManyObjects(Exception):
    pass


def decode(data: bytes) -> Any:
    """The plain data of a JSON text in UTF-8, with or without a byte order mark."""
    if len(data) > LARGEST_FILE:
        raise too_large()
    try:
        written = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = len(data) - len(error.object)  # what was taken off the front
        sentence = words.text(
            "this is not text in UTF-8: byte {place} is {value}.",
            place=error.start + mark,
            value=f"0x{error.object[error.start]:02x}",
        )
        raise Unreadable("unreadable", sentence) from None
    return _parsed(written, slow=_LONG_NUMBER.search(data) is not None)


def too_large() -> Unreadable:
    """The refusal of a file that is longer than any document may be."""
    sentence = words.text(
        "the file is larger than {limit} MiB, the most that is read.", limit=LARGEST_FILE // 2**20
    )
    return Unreadable("too_large", sentence)


def _parsed(written: str, slow: bool) -> Any:
    hooks: dict[str, Any] = {"parse_int": _whole, "parse_float": _real} if slow else {}
    try:
        return json.loads(written, object_pairs_hook=_Pairs(), parse_constant=Strange, **hooks)
    except json.JSONDecodeError as error:
        sentence = words.text(
            "this is not JSON: {found} was not expected, line {line}, column {column}.",
            found=_found(written, error.pos),
            line=error.lineno,
            column=error.colno,
        )
        raise Unreadable("not_json", sentence) from None
    except RecursionError:
        sentence = words.text("brackets are nested too deeply to be a document.")
        raise Unreadable("not_json", sentence) from None
    except _TooManyObjects:
        sentence = words.text(
            "there are more than {limit} objects in braces; a document has 512 layers at most.",
            limit=MOST_OBJECTS,
        )
        raise Unreadable("too_large", sentence) from None


def _found(written: str, place: int) -> words.Text:
    if place >= len(written):
        return words.text("the end")
    return words.text("{mark}", mark=words.quoted(written[place]))


class _Pairs:
    """Makes objects of pairs, counts them, and marks those with a key that stands twice."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self._count += 1
        if self._count > MOST_OBJECTS:
            raise _TooManyObjects
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        doubled = Doubled(found)
        seen: set[str] = set()
        doubled.twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return doubled


def _whole(written: str) -> int | Strange:
    return int(written) if len(written.lstrip("-")) <= LONGEST_NUMBER else _long(written)


def _real(written: str) -> float | Strange:
    digits = sum(mark.isdigit() for mark in written)
    return float(written) if digits <= LONGEST_NUMBER else _long(written)


def _long(written: str) -> Strange:
    return Strange(f"{written[:20]}…")
