"""What a person types in a cell, and what a file writes for it; and the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from engine import decoding, fields, given_fields, keys, labels, spelling, words
from engine.decoding import Unreadable
from engine.fields import Kind, Sides
from engine.given import Numbers, Pattern
from engine.given_fields import Predictor
from engine.problems import Refused, refusal
from engine.words import Text, text

# A name in quotes, or what stands between two commas.
_NAME = re.compile(r'\s*"(?:[^"\\]|\\.)*"\s*(?=[,，、]|$)|[^,，、]+')
_NEEDS_QUOTES = re.compile('^["[]|[,，、]')


def value(kind: Kind, typed: str) -> object:
    """What a file writes for it; None, which is the default, where nothing was typed."""
    if kind is fields.STRING:
        return typed
    if not typed.strip():
        return None
    return _form(kind).read(typed)


def shown(kind: Kind, held: Any, language: str) -> str:
    """What the cell shows, and its editor holds, for what a layer or a file has there."""
    if held is None:
        return ""
    is_read = isinstance(held, (tuple, Numbers, Pattern, Predictor))
    return _form(kind).show(kind.write(held) if is_read else held, language)


def _read_whole(typed: str) -> object:
    found = spelling.whole(typed)
    if found is None:
        sentence = text(
            "{value} is no whole number; type one, such as {example}.",
            value=words.quoted(typed),
            example=3,
        )
        raise _refused(typed, sentence)
    return found


def _read_pair(typed: str) -> object:
    found = spelling.pair(typed)
    if found is None:
        sentence = text(
            "{value} is neither one whole number nor two; type {one}, or {two} for rows and "
            "columns.",
            value=words.quoted(typed),
            one=3,
            two="3×5",
        )
        raise _refused(typed, sentence)
    return found[0] if found[0] == found[1] else list(found)


def _read_sides(typed: str) -> object:
    word = spelling.word(typed)
    if word in ("same", "valid"):
        return word
    found = spelling.sides(typed)
    if found is None:
        sentence = text(
            "{value} is no padding; type {one}, or {two} for rows and columns, or {four} for top, "
            "bottom, left and right.",
            value=words.quoted(typed),
            one=1,
            two="1×2",
            four="1 2/0 1",
        )
        raise _refused(typed, sentence)
    return fields.write_sides(found)


def _read_flag(typed: str) -> object:
    found = {"1": True, "0": False}.get(spelling.plain(typed), spelling.flag(typed))
    if found is None:
        sentence = text(
            "{value} is neither {yes} nor {no}.",
            value=words.quoted(typed),
            yes=labels.VALUES["yes"],
            no=labels.VALUES["no"],
        )
        raise _refused(typed, sentence)
    return found


def _read_bias(typed: str) -> object:
    found = spelling.flag(typed)
    row = spelling.reals(typed)
    if found is None and row is None:
        sentence = text(
            "{value} is no bias; type {yes}, {no} or the numbers, such as {example}.",
            value=words.quoted(typed),
            yes=labels.VALUES["yes"],
            no=labels.VALUES["no"],
            example="0, 1.5",
        )
        raise _refused(typed, sentence)
    return row if found is None else found


def _read_name(typed: str) -> object:
    return _unquoted(typed.strip())


def _read_names(typed: str) -> object:
    if typed.lstrip().startswith("["):
        return _read_numbers(typed)
    parts = [part.strip() for part in _NAME.findall(typed)]
    return [_unquoted(part) for part in parts if part] or None


def _read_given(typed: str) -> object:
    return spelling.pattern(typed) or _read_numbers(typed)


def _read_predicted(typed: str) -> object:
    return {"predictor": {}} if spelling.word(typed) == "predictor" else _read_given(typed)


def _read_numbers(typed: str) -> object:
    plain = spelling.plain(typed)
    if plain[:1] not in ("[", "{"):
        sentence = text(
            "{value} is neither a pattern, such as {pattern}, nor numbers as lists in lists, such "
            "as {numbers}.",
            value=words.quoted(typed),
            pattern="random 7",
            numbers="[[1, 2], [3, 4]]",
        )
        raise _refused(typed, sentence)
    try:
        raw = decoding.decode(plain.encode(errors="surrogatepass"))
    except Unreadable as unreadable:
        raise Refused(unreadable.problem) from None
    keys.single(raw)
    return raw


def _unquoted(name: str) -> str:
    """The name itself, where it stands in quotes since it could be misread without."""
    try:
        found = json.loads(name) if name.startswith('"') else name
    except ValueError:
        return name
    return found if isinstance(found, str) else name


def _refused(typed: str, sentence: Text) -> Refused:
    return refusal("bad_value", sentence, value=typed)


def _show_plain(raw: Any, language: str) -> str:
    """A number, two, or a word."""
    if isinstance(raw, str):
        label = labels.VALUES.get(raw)
        return raw if label is None else words.say(label, language)
    return "×".join(map(str, raw)) if isinstance(raw, list) else str(raw)


def _show_sides(raw: Any, language: str) -> str:
    if not isinstance(raw, dict):
        return _show_plain(raw, language)
    sides = Sides(**raw)
    return f"{sides.top} {sides.bottom}/{sides.left} {sides.right}"


def _show_flag(raw: Any, language: str) -> str:
    return words.say(labels.VALUES["yes" if raw else "no"], language)


def _show_given(raw: Any, language: str) -> str:
    if isinstance(raw, bool):
        return _show_flag(raw, language)
    if not isinstance(raw, dict) or "pattern" not in raw:
        return json.dumps(raw)
    seed = f" {raw['seed']}" if "seed" in raw else ""
    scale = f" scale {raw['scale']}" if "scale" in raw else ""
    return f"{raw['pattern']}{seed}{scale}"


def _show_names(raw: Any, _: str) -> str:
    return ", ".join(map(_quoted, [raw] if isinstance(raw, str) else raw))


def _quoted(name: str) -> str:
    is_plain = name == name.strip() and name.isprintable() and not _NEEDS_QUOTES.search(name)
    return name if is_plain else json.dumps(name, ensure_ascii=False)


class _Form(NamedTuple):
    """How values of a kind are typed, and shown."""

    read: Callable[[str], object]
    show: Callable[[Any, str], str]


_CHOICE = _Form(spelling.word, _show_plain)
_NUMBERS = _Form(_read_given, _show_given)
_WHOLE = _Form(_read_whole, _show_plain)
_PAIR = _Form(_read_pair, _show_plain)
_SIDES = _Form(_read_sides, _show_sides)
_FORMS: dict[Kind, _Form] = {
    fields.CHANNELS: _WHOLE,
    fields.DIVISOR: _WHOLE,
    fields.KERNEL: _PAIR,
    fields.STEP: _PAIR,
    fields.SIDE: _PAIR,
    fields.NATURAL: _PAIR,
    fields.BOTH_SIDES: _PAIR,
    fields.CONV_PADDING: _SIDES,
    fields.PLAIN_PADDING: _SIDES,
    fields.CROP: _SIDES,
    fields.FLAG: _Form(_read_flag, _show_flag),
    fields.STRING: _Form(str, lambda raw, _: str(raw)),
    fields.NAME: _Form(_read_name, _show_names),
    fields.NAMES: _Form(_read_names, _show_names),
    given_fields.BIAS: _Form(_read_bias, _show_given),
    given_fields.INDICES: _Form(_read_numbers, _show_given),
    given_fields.PREDICTED: _Form(_read_predicted, _show_given),
}


def _form(kind: Kind) -> _Form:
    return _FORMS.get(kind, _CHOICE if kind.names else _NUMBERS)
