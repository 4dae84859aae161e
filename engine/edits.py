"""Document to next document: every change a person can make to a stack, as a pure function.

What no stack could hold is refused (`Refused`); what only does not fit the stack as it is now is
done, and the report marks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, replace
from typing import Any

from engine import fields, labels, layer_reading, layers, reading, refusals, words
from engine.document import INPUT, LARGEST_STACK, Document, View
from engine.given import Numbers
from engine.layers import Layer, MaxPool, MaxUnpool, Upsample, with_field
from engine.problems import INPUT_SIZE, Fix, Problem, Refused, refusal

# What a new layer's fields hold where the operation needs one and nobody has said anything.
_FIRST_VALUES: dict[str, object] = {
    "out_channels": 1,
    "kernel": 3,
    "output_size": 1,
    "factor": 2,
    "padding": 1,
    "crop": 1,
    "scale": 2,
}
_STEMS = {
    "conv_transpose": "up",
    "upsample": "up",
    "max_unpool": "unpool",
    "max_pool": "pool",
    "avg_pool": "pool",
    "adaptive_avg_pool": "pool",
    "adaptive_max_pool": "pool",
    "global_avg_pool": "pool",
    "global_max_pool": "pool",
    "depthwise_conv": "deep",
    "separable_conv": "conv",
    "deform_conv": "deform",
    "pixel_shuffle": "shuffle",
    "pixel_unshuffle": "unshuffle",
    "batch_norm": "norm",
    "activation": "act",
}


def set_field(document: Document, name: str, field: str, raw: object) -> Document:
    """The layer's field set to a value as a file writes it; None takes it back to its default."""
    layer = document.layer(name)
    if field == "name":
        return rename(document, name, _read(layer, field, raw))
    value = _default(layer, field) if raw is None else _read(layer, field, raw)
    changed = with_field(layer, field, value)
    if isinstance(changed, Upsample) and raw is not None and field in ("scale", "size"):
        changed = with_field(changed, "size" if field == "scale" else "scale", None)
    return _with_layer(document, name, changed)


def set_numbers(document: Document, name: str, field: str, numbers: Numbers) -> Document:
    """The layer's field set to numbers that are finite and of the right shape already."""
    return _with_layer(document, name, with_field(document.layer(name), field, numbers))


def set_operation(document: Document, name: str, op: str) -> Document:
    """The layer made another operation; what both have is kept."""
    if op not in layers.OPERATIONS:
        raise _at(refusals.one_of("op", op, layers.OPERATIONS, "unknown_op"), name, "op")
    old = document.layer(name)
    kind = layers.OPERATIONS[op]
    if isinstance(old, kind):
        return document
    kept = {
        field: getattr(old, field)
        for field in layers.field_names(old)
        if field in layers.field_names(kind) and _may_hold(kind, field, getattr(old, field))
    }
    return _with_layer(document, name, _made(kind, kept))


def set_input(document: Document, field: str, raw: object) -> Document:
    """The input's channels, size or values set to what a file would hold."""
    found = reading.input_field(field, raw)
    return replace(document, input=replace(document.input, **{field: found}))


def remedied(document: Document, name: str, fix: Fix) -> Document:
    """The document with a remedy taken of what is wrong with the layer."""
    if fix.field == INPUT_SIZE:
        return set_input(document, "size", fix.value)
    return set_field(document, name, fix.field, fix.value)


def set_text(document: Document, field: str, raw: object) -> Document:
    """The title or the notes."""
    try:
        found = fields.read_string(field, raw)
    except Refused as refused:
        raise _at(refused, None, field) from None
    changes: dict[str, Any] = {field: found}
    return replace(document, **changes)


def new_layer(document: Document, op: str, at: int) -> Layer:
    """A layer of that operation under a free name, for the place `at`."""
    return _made(layers.OPERATIONS[op], {"name": free_name(document, op, at)})


def free_name(document: Document, op: str, at: int) -> str:
    """A name that tells the operation and, where it is free, the place: conv1, pool2."""
    stem = _STEMS.get(op, op)
    taken = {INPUT, *document.names()}
    number = at + 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def insert(document: Document, at: int, layer: Layer) -> Document:
    """The layer put before the one at that place, which then reads it if it read the one above."""
    if len(document.layers) >= LARGEST_STACK:
        sentence = words.text("a document may have {limit} layers.", limit=LARGEST_STACK)
        raise _at(refusal("too_large", sentence, limit=LARGEST_STACK), layer.name, None)
    _check_name(document, layer.name)
    return replace(document, layers=(*document.layers[:at], layer, *document.layers[at:]))


def remove(document: Document, name: str) -> Document:
    """The stack without the layer; those that read it read what it read first."""
    at = _index(document, name)
    gone = document.layers[at]
    instead = document.inputs(at)[0]
    kept: list[Layer] = []
    for place, layer in enumerate(document.layers):
        if place == at:
            continue
        named = tuple(instead if one == name else one for one in document.inputs(place))
        kept.append(_forget_pool(_reading(document, place, layer, named), gone))
    return replace(document, layers=tuple(kept), view=_view_without(document.view, name))


def move(document: Document, name: str, to: int) -> Document:
    """The layer at another place; refused where a layer would come before what it names."""
    at = _index(document, name)
    moved = document.layers[at]
    rest = (*document.layers[:at], *document.layers[at + 1 :])
    stack = (*rest[:to], moved, *rest[to:])
    _check_order(stack, moved)
    return replace(document, layers=stack)


def duplicate(document: Document, name: str) -> Document:
    """A copy below the layer, which reads it; the copy of a merge reads what the merge reads."""
    at = _index(document, name)
    layer = document.layers[at]
    copy = with_field(layer, "name", free_name(document, layer.op, at + 1))
    if not isinstance(layer, layers.MERGES):
        copy = with_field(copy, "inputs", None)
    return insert(document, at + 1, copy)


def rename(document: Document, name: str, new: str) -> Document:
    """The layer under another name; whatever names it follows."""
    if new == name:
        return document
    _check_name(document, new, name)

    def follow(one: str) -> str:
        return new if one == name else one

    stack = tuple(_renamed(layer, follow) for layer in document.layers)
    view = document.view
    if view.layers is not None:
        view = replace(view, layers=tuple(map(follow, view.layers)))
    return replace(document, layers=stack, view=view)


def _renamed(layer: Layer, follow: Callable[[str], str]) -> Layer:
    changes: dict[str, Any] = {"name": follow(layer.name)}
    if layer.inputs is not None:
        changes["inputs"] = tuple(map(follow, layer.inputs))
    if isinstance(layer, MaxUnpool) and layer.of is not None:
        changes["of"] = follow(layer.of)
    return replace(layer, **changes)


def _read(layer: Layer, field: str, raw: object) -> Any:
    try:
        return layers.kind_of(layer, field).read(field, raw)
    except Refused as refused:
        raise _at(refused, layer.name, field) from None


def _at(refused: Refused, layer: str | None, field: str | None) -> Refused:
    return refused.at(layer, field)


def _default(layer: Layer, field: str) -> object:
    default = layers.default_of(layer, field)
    if default is MISSING:
        sentence = words.text("{field} cannot be left out.", field=labels.field(field))
        raise _at(refusal("missing_field", sentence), layer.name, field)
    return default


def _made(kind: type[Layer], known: dict[str, Any]) -> Layer:
    values = {
        field: layers.kind_of(kind, field).read(field, first)
        for field, first in _FIRST_VALUES.items()
        if field in layers.required(kind) or (field == "scale" and kind is Upsample)
    }
    if kind is MaxPool or kind is layers.AvgPool:
        values["kernel"] = (2, 2)
    return kind(**{**values, **known})


def _may_hold(kind: type[Layer], field: str, value: object) -> bool:
    """Whether the other operation understands the value: pools have no four sides, for one."""
    try:
        found = layers.kind_of(kind, field)
        return bool(found.read(field, found.write(value)) == value)
    except (Refused, TypeError, AttributeError):
        return False


def _index(document: Document, name: str) -> int:
    at = document.index(name)
    if at is None:
        raise KeyError(name)
    return at


def _with_layer(document: Document, name: str, layer: Layer) -> Document:
    at = _index(document, name)
    return replace(document, layers=(*document.layers[:at], layer, *document.layers[at + 1 :]))


def _check_name(document: Document, new: str, old: str | None = None) -> None:
    if new in {INPUT, *document.names()}:
        raise layer_reading.taken_name(new).at(old or new, "name")


def _reading(document: Document, at: int, layer: Layer, named: tuple[str, ...]) -> Layer:
    return (
        layer
        if named == document.inputs(at) and layer.inputs is None
        else with_field(layer, "inputs", named)
    )


def _forget_pool(layer: Layer, gone: Layer) -> Layer:
    """An unpool whose pool is gone keeps the numbers that it took from it."""
    if not isinstance(layer, MaxUnpool) or layer.of != gone.name or not isinstance(gone, MaxPool):
        return layer
    return replace(layer, of=None, kernel=gone.kernel, stride=gone.stride, padding=gone.padding)


def _view_without(view: View, name: str) -> View:
    if view.layers is None or name not in view.layers:
        return view
    return replace(view, layers=tuple(one for one in view.layers if one != name) or None)


def _check_order(stack: tuple[Layer, ...], moved: Layer) -> None:
    names = {layer.name for layer in stack}
    above = {INPUT}
    for layer in stack:
        for named in _named(layer):
            if named in names and named not in above:
                raise _wrong_order(layer, named, moved)
        above.add(layer.name)


def _named(layer: Layer) -> Iterable[str]:
    of = (layer.of,) if isinstance(layer, MaxUnpool) and layer.of is not None else ()
    return (*(layer.inputs or ()), *of)


def _wrong_order(reader: Layer, named: str, moved: Layer) -> Refused:
    sentence = words.text(
        "{moved} cannot move there: {reader} reads {named}, which must stand above it.",
        moved=moved.name,
        reader=reader.name,
        named=named,
    )
    return Refused(Problem(moved.name, "inputs", "unknown_input", sentence, value=named))
