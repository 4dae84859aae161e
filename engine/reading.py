"""Plain data to a document: every field held to its kind, every refusal told with its place."""

from __future__ import annotations

from typing import Any

from engine import fields, given, given_fields, keys, layer_reading, refusals
from engine.document import INPUT, LARGEST_MAP, LARGEST_STACK, Document, Input, View
from engine.fields import CHANNELS, STRING
from engine.given import Numbers, Pattern
from engine.layers import Layer
from engine.problems import Problem, Refused, refusal
from engine.words import text

_TOP = ("format", "version", "title", "notes", "input", "layers", "view")
_PICTURE = given_fields.numbers(given.INPUT_PATTERNS, 3)


def read(raw: dict[str, Any]) -> tuple[Document | None, tuple[Problem, ...]]:
    """What can be made of the data, and what is wrong with it."""
    problems: list[Problem] = []
    keys.check(raw, _TOP, None, "", "", problems)
    title = _attempt(problems, "", "title", STRING.read, raw.get("title", ""), "")
    notes = _attempt(problems, "", "notes", STRING.read, raw.get("notes", ""), "")
    source = _read_input(raw, problems)
    stack = _read_layers(raw, problems)
    view = _read_view(raw.get("view", {}), problems)
    if source is None or stack is None:
        return None, tuple(problems)
    return Document(title, notes, source, stack, view), tuple(problems)


def _attempt(
    problems: list[Problem], path: str, name: str, read: Any, raw: Any, otherwise: Any
) -> Any:
    """What the field holds; a refusal is noted at its place and answered with `otherwise`."""
    field = f"{path}.{name}" if path else name
    try:
        return read(name, raw)
    except Refused as refused:
        problems.append(refused.at(None, field, field if path else "").problem)
        return otherwise


def _read_input(raw: dict[str, Any], problems: list[Problem]) -> Input | None:
    if INPUT not in raw:
        refused = keys.missing(INPUT, '"input": {"channels": 1, "size": 9}').at(None, INPUT)
        problems.append(refused.problem)
        return None
    found = raw[INPUT]
    if not isinstance(found, dict):
        refused = refusals.wrong(INPUT, text("an object in braces"), found).at(None, INPUT)
        problems.append(refused.problem)
        return None
    before = len(problems)
    keys.check(found, ("channels", "size", "values"), None, INPUT, INPUT, problems)
    for name, example in (("channels", '"channels": 1'), ("size", '"size": 9')):
        if name not in found:
            problems.append(keys.missing(name, example).at(None, f"{INPUT}.{name}", INPUT).problem)
    channels = _attempt(problems, INPUT, "channels", CHANNELS.read, found.get("channels", 1), 1)
    size = _attempt(problems, INPUT, "size", _read_size, found.get("size", 9), (9, 9))
    pattern = Pattern("digits")
    values = pattern
    if "values" in found:
        values = _attempt(problems, INPUT, "values", _read_values, found["values"], pattern)
    return Input(channels, size, values) if len(problems) == before else None


def input_field(name: str, raw: object) -> Any:
    """What that field of the input holds, refused as reading a file refuses it."""
    readers = {"channels": CHANNELS.read, "size": _read_size, "values": _read_values}
    try:
        return readers[name](name, raw)
    except Refused as refused:
        raise refused.at(None, f"{INPUT}.{name}", INPUT) from None


def _read_size(name: str, raw: object) -> fields.Pair:
    size: fields.Pair = fields.SIDE.read(name, raw)
    if size[0] * size[1] > LARGEST_MAP:
        sentence = text(
            "{size} are more cells than the {limit} that a map may have.",
            size="×".join(map(str, size)),
            limit=LARGEST_MAP,
        )
        raise refusal("too_large", sentence, value=raw, limit=LARGEST_MAP)
    return size


def _read_values(name: str, raw: object) -> Pattern | Numbers:
    """Values as [channel][row][column]; [row][column] is one channel."""
    keys.single(raw)
    flat = isinstance(raw, list) and raw and isinstance(raw[0], list)
    if flat and raw[0] and not isinstance(raw[0][0], list):  # type: ignore[index]  # lists, as seen
        raw = [raw]
    found: Pattern | Numbers = _PICTURE.read(name, raw)
    return found


def _read_layers(raw: dict[str, Any], problems: list[Problem]) -> tuple[Layer, ...] | None:
    if "layers" not in raw:
        problems.append(keys.missing("layers", '"layers": []').at(None, "layers").problem)
        return None
    found = raw["layers"]
    if not isinstance(found, list):
        refused = refusals.wrong("layers", text("a list in brackets"), found)
        problems.append(refused.at(None, "layers").problem)
        return None
    if len(found) > LARGEST_STACK:
        sentence = text(
            "{count} layers are more than the {limit} that a document may have.",
            count=len(found),
            limit=LARGEST_STACK,
        )
        problems.append(refusal("too_large", sentence).at(None, "layers").problem)
        return None
    taken = {INPUT}
    stack: list[Layer] = []
    for at, one in enumerate(found):
        stack.append(layer_reading.read(at, one, taken, problems))
        taken.add(stack[-1].name)
    return tuple(stack)


def _read_view(raw: Any, problems: list[Problem]) -> View:
    if not isinstance(raw, dict):
        refused = refusals.wrong("view", text("an object in braces"), raw).at(None, "view")
        problems.append(refused.problem)
        return View()
    keys.check(raw, ("scene", "layer", "pixel", "channel"), None, "view", "view", problems)
    readers = {
        "scene": ("scene", fields.read_name),
        "layer": ("layers", _read_shown),
        "pixel": ("pixel", _read_pixel),
        "channel": ("channel", _read_channel),
    }
    found = {
        target: _attempt(problems, "view", key, reader, raw[key], None)
        for key, (target, reader) in readers.items()
        if key in raw
    }
    return View(**found)


def _read_shown(name: str, raw: object) -> tuple[str, ...]:
    return (
        (fields.read_name(name, raw),)
        if isinstance(raw, str)
        else tuple(fields.NAMES.read(name, raw))
    )


def _read_pixel(name: str, raw: object) -> fields.Pair:
    if not isinstance(raw, list) or len(raw) != 2 or not all(map(fields.is_whole, raw)):
        raise refusals.wrong(name, text("[row, column]"), raw)
    return raw[0], raw[1]


def _read_channel(name: str, raw: object) -> int:
    if not fields.is_whole(raw):
        raise refusals.wrong(name, text("a whole number"), raw)
    return raw  # type: ignore[return-value]  # is_whole looked
