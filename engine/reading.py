"""Plain data to a document: every field held to its kind, every refusal told with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import fields, given, labels, layers, synonyms, words
from engine.decoding import Doubled
from engine.document import INPUT, LARGEST_MAP, LARGEST_STACK, Document, Input, View
from engine.fields import CHANNELS, NAME, STRING
from engine.given import Numbers, Pattern
from engine.layers import Broken, Layer
from engine.problems import Problem, Refused, refusal
from engine.words import text

Problems = list[Problem]
_TOP = ("format", "version", "title", "notes", "input", "layers", "view")
_PICTURE = fields.numbers(given.INPUT_PATTERNS, 3)


def read(raw: dict[str, Any]) -> tuple[Document | None, tuple[Problem, ...]]:
    """What can be made of the data, and what is wrong with it."""
    problems: Problems = []
    _check_keys(raw, _TOP, None, "", "", problems)
    title = _attempt(problems, "", "title", STRING.read, raw.get("title", ""), "")
    notes = _attempt(problems, "", "notes", STRING.read, raw.get("notes", ""), "")
    source = _read_input(raw, problems)
    stack = _read_layers(raw, problems)
    view = _read_view(raw.get("view", {}), problems)
    if source is None or stack is None:
        return None, tuple(problems)
    return Document(title, notes, source, stack, view), tuple(problems)


def _attempt(problems: Problems, path: str, name: str, read: Any, raw: Any, otherwise: Any) -> Any:
    """What the field holds; a refusal is noted at its place and answered with `otherwise`."""
    field = f"{path}.{name}" if path else name
    try:
        return read(name, raw)
    except Refused as refused:
        problems.append(refused.at(None, field, field if path else "").problem)
        return otherwise


def _check_keys(
    raw: dict[str, Any],
    known: Iterable[str],
    layer: str | None,
    path: str,
    place: str,
    problems: Problems,
) -> bool:
    """Notes every key that has no meaning there, and one that stands twice."""
    names = tuple(known)
    found = [
        _unknown_field(key, names).at(layer, _path(path, key), place)
        for key in raw
        if key not in names
    ]
    if isinstance(raw, Doubled):
        sentence = text("{key} stands twice.", key=words.quoted(raw.twice))
        found.append(refusal("bad_value", sentence).at(layer, _path(path, raw.twice), place))
    problems.extend(refused.problem for refused in found)
    return not found


def _path(path: str, key: str) -> str:
    shown = words.one_line(key)
    return f"{path}.{shown}" if path else shown


def _unknown_field(key: str, names: tuple[str, ...]) -> Refused:
    meant = synonyms.FIELDS.get(key.lower())
    if meant not in names:
        return fields.one_of("field", key, names, "unknown_field")
    sentence = text(
        'unknown {field} {value}; did you mean "{meant}"?',
        field=labels.field("field"),
        value=words.quoted(key),
        meant=meant,
    )
    return refusal("unknown_field", sentence, value=key)


def _missing(name: str, example: str) -> Refused:
    sentence = text("{field} is missing; it needs {example}.", field=name, example=example)
    return refusal("missing_field", sentence)


def _read_input(raw: dict[str, Any], problems: Problems) -> Input | None:
    if INPUT not in raw:
        refused = _missing(INPUT, '{"channels": 1, "size": [9, 9]}').at(None, INPUT)
        problems.append(refused.problem)
        return None
    found = raw[INPUT]
    if not isinstance(found, dict):
        refused = fields.wrong(INPUT, text("an object in braces"), found).at(None, INPUT)
        problems.append(refused.problem)
        return None
    before = len(problems)
    _check_keys(found, ("channels", "size", "values"), None, INPUT, INPUT, problems)
    for name, example in (("channels", "1"), ("size", "[9, 9]")):
        if name not in found:
            problems.append(_missing(name, example).at(None, f"{INPUT}.{name}", INPUT).problem)
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
    flat = isinstance(raw, list) and raw and isinstance(raw[0], list)
    if flat and raw[0] and not isinstance(raw[0][0], list):  # type: ignore[index]  # lists, as seen
        raw = [raw]
    found: Pattern | Numbers = _PICTURE.read(name, raw)
    return found


def _read_layers(raw: dict[str, Any], problems: Problems) -> tuple[Layer, ...] | None:
    if "layers" not in raw:
        problems.append(_missing("layers", "[]").at(None, "layers").problem)
        return None
    found = raw["layers"]
    if not isinstance(found, list):
        refused = fields.wrong("layers", text("a list in brackets"), found)
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
        stack.append(_read_layer(at, one, taken, problems))
        taken.add(stack[-1].name)
    return tuple(stack)


def _read_layer(at: int, raw: Any, taken: set[str], problems: Problems) -> Layer:
    """The layer; a Broken one, under a name of its own where it has none, if any of it is wrong."""
    nameless = Broken(name=f"layers[{at}]")
    if not isinstance(raw, dict):
        refused = fields.wrong("layer", text("an object in braces"), raw)
        problems.append(refused.at(None, "layers", f"layers[{at}]").problem)
        return nameless
    before = len(problems)
    name = _read_name(at, raw, taken, problems)
    place = f'layers[{at}] "{name}"' if name else f"layers[{at}]"
    operation = _operation(raw, name, place, problems)
    if operation is None:
        return Broken(name=name) if name else nameless
    values = _read_fields(operation, raw, name, place, problems)
    if len(problems) > before:
        return Broken(name=name) if name else nameless
    return operation(**values)


def _read_name(at: int, raw: dict[str, Any], taken: set[str], problems: Problems) -> str | None:
    place = f"layers[{at}]"
    try:
        if "name" not in raw:
            raise _missing("name", '"name": "conv1"')
        name: str = NAME.read("name", raw["name"])
        if name in taken:
            raise taken_name(name).at(name, "name", place)
    except Refused as refused:
        problems.append(refused.at(refused.problem.layer, "name", place).problem)
        return None
    return name


def taken_name(name: str) -> Refused:
    """The refusal of a name that another layer, or the input, has."""
    if name == INPUT:
        sentence = text('the name "{name}" is taken by the input of the stack.', name=name)
    else:
        sentence = text('the name "{name}" is taken by a layer above.', name=name)
    return refusal("duplicate_name", sentence, value=name)


def _operation(
    raw: dict[str, Any], name: str | None, place: str, problems: Problems
) -> type[Layer] | None:
    try:
        if "op" not in raw:
            raise _missing("op", '"op": "conv"')
        op = fields.read_string("op", raw["op"])
        if op not in layers.OPERATIONS:
            raise _unknown_operation(op)
    except Refused as refused:
        problems.append(refused.at(name, "op", place).problem)
        return None
    return layers.OPERATIONS[op]


def _unknown_operation(op: str) -> Refused:
    meant = synonyms.OPERATIONS.get(op.lower().removeprefix("nn."))
    if meant is None:
        return fields.one_of("op", op, layers.OPERATIONS, "unknown_op")
    sentence = text(
        'unknown {field} {value}; did you mean "{meant}"?',
        field=labels.field("op"),
        value=words.quoted(op),
        meant=meant,
    )
    return refusal("unknown_op", sentence, value=op)


def _read_fields(
    operation: type[Layer], raw: dict[str, Any], name: str | None, place: str, problems: Problems
) -> dict[str, Any]:
    known = ("op", *layers.field_names(operation))
    _check_keys(raw, known, name, "", place, problems)
    for field in layers.required(operation):
        if field not in raw and field != "name":
            refused = _missing(field, f'"{field}": …')
            problems.append(refused.at(name, field, place).problem)
    values: dict[str, Any] = {}
    for field, value in raw.items():
        if field in ("op", "name") or field not in known:
            continue
        try:
            values[field] = layers.kind_of(operation, field).read(field, value)
        except Refused as refused:
            problems.append(refused.at(name, field, place).problem)
    return {**values, "name": name}


def _read_view(raw: Any, problems: Problems) -> View:
    if not isinstance(raw, dict):
        refused = fields.wrong("view", text("an object in braces"), raw).at(None, "view")
        problems.append(refused.problem)
        return View()
    _check_keys(raw, ("scene", "layer", "pixel", "channel"), None, "view", "view", problems)
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
        raise fields.wrong(name, text("[row, column]"), raw)
    return raw[0], raw[1]


def _read_channel(name: str, raw: object) -> int:
    if not fields.is_whole(raw):
        raise fields.wrong(name, text("a whole number"), raw)
    return raw  # type: ignore[return-value]  # is_whole looked
