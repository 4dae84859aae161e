"""One layer of a file: its name, its operation, and each of its fields."""

from __future__ import annotations

from typing import Any

from engine import fields, keys, layers, refusals, synonyms
from engine.document import INPUT
from engine.fields import NAME
from engine.layers import Broken, Layer
from engine.problems import Problem, Refused, refusal
from engine.words import text


def read(at: int, raw: Any, taken: set[str], problems: list[Problem]) -> Layer:
    """The layer; a Broken one, under a name of its own where it has none, if any of it is wrong."""
    nameless = Broken(name=f"layers[{at}]")
    if not isinstance(raw, dict):
        refused = refusals.wrong("layer", text("an object in braces"), raw)
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


def _read_name(
    at: int, raw: dict[str, Any], taken: set[str], problems: list[Problem]
) -> str | None:
    place = f"layers[{at}]"
    try:
        if "name" not in raw:
            raise keys.missing("name", '"name": "conv1"')
        name: str = NAME.read("name", raw["name"])
        if name in taken:
            raise taken_name(name).at(name, None)
    except Refused as refused:
        problems.append(refused.at(refused.problem.layer, "name", place).problem)
        return None
    return name


def taken_name(name: str) -> Refused:
    """The refusal of a name that another layer, or the input, has."""
    if name == INPUT:
        sentence = text('the name "{name}" is taken by the input of the stack.', name=name)
    else:
        sentence = text('the name "{name}" is taken by another layer.', name=name)
    return refusal("duplicate_name", sentence, value=name)


def _operation(
    raw: dict[str, Any], name: str | None, place: str, problems: list[Problem]
) -> type[Layer] | None:
    try:
        if "op" not in raw:
            raise keys.missing("op", '"op": "conv"')
        op = fields.read_string("op", raw["op"])
        if op not in layers.OPERATIONS:
            raise _unknown_operation(op)
    except Refused as refused:
        problems.append(refused.at(name, "op", place).problem)
        return None
    return layers.OPERATIONS[op]


def _unknown_operation(op: str) -> Refused:
    meant = synonyms.OPERATIONS.get(op.lower().removeprefix("nn."))
    return refusals.one_of("op", op, layers.OPERATIONS, "unknown_op", meant)


def _read_fields(
    operation: type[Layer],
    raw: dict[str, Any],
    name: str | None,
    place: str,
    problems: list[Problem],
) -> dict[str, Any]:
    known = ("op", *layers.field_names(operation))
    keys.check(raw, known, name, "", place, problems)
    for field in layers.required(operation):
        if field not in raw and field != "name":
            refused = keys.missing(field, f'"{field}": …')
            problems.append(refused.at(name, field, place).problem)
    values: dict[str, Any] = {}
    for field, value in raw.items():
        if field in ("op", "name") or field not in known:
            continue
        try:
            keys.single(value)
            values[field] = layers.kind_of(operation, field).read(field, value)
        except Refused as refused:
            problems.append(refused.at(name, field, place).problem)
    return {**values, "name": name}
