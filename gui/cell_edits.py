"""What typing into a cell makes of the document, and what that step is called."""

from __future__ import annotations

from dataclasses import MISSING, replace
from functools import cache

from engine import edits, fields, given, given_fields, labels, layers, typed, words
from engine.document import INPUT, Document
from engine.fields import Kind
from engine.layers import Layer
from engine.problems import Fix, Refused
from engine.words import Text, text
from gui import cell_operations, columns
from gui.layer_rows import TableRow

Change = tuple[Document, Text]
# Stands for the row that adds a layer, where others stand for the operations and the input.
_ADDING = "+"

# The input's fields, by the columns in which they stand.
INPUT_FIELDS: dict[str, tuple[str, Kind]] = {
    columns.OUTPUT: ("size", fields.SIDE),
    "out_channels": ("channels", fields.CHANNELS),
    "values": ("values", given_fields.numbers(given.INPUT_PATTERNS, 3)),
}
_LEFT_OUT = {"size": 9, "channels": 1, "values": {"pattern": "digits"}}


def can_be_set(row: TableRow, key: str) -> bool:
    """Whether something can be typed into the row's cell of that column."""
    return _can_be_set(_kind(row), key)


def has_meaning(row: TableRow, key: str) -> bool:
    """Whether the row says anything in that column."""
    return _has_meaning(_kind(row), key)


def held(row: TableRow, key: str, language: str) -> str:
    """What an editor of the cell holds: what a person would type to get what is there."""
    if row.layer is not None:
        return _held_by_layer(row.layer, row.inputs, key, language)
    if row.source is not None and key in INPUT_FIELDS:
        field, kind = INPUT_FIELDS[key]
        return typed.shown(kind, getattr(row.source, field), language)
    return ""


def changed(document: Document, row: TableRow, key: str, entered: str) -> Change:
    """The document with what was typed, and the step's name; refused where no stack could."""
    if row.is_add:
        return added(document, len(document.layers), cell_operations.named(entered))
    if row.layer is None:
        return _changed_input(document, key, entered)
    if key == columns.OPERATION:
        op = _operation(row.name, entered) if entered.strip() else row.layer.op
        return _with_operation(document, row.layer, op), _change_of(key, row.name)
    kind = layers.kind_of(row.layer, key)
    raw = read(kind, entered, row.name, key)
    return edits.set_field(document, row.name, key, raw), _change_of(key, row.name)


def set_to_default(document: Document, row: TableRow, key: str) -> Change:
    """The cell's field as it is when nobody says anything; a layer's kernel is one of 3×3."""
    if row.layer is None or key == columns.OPERATION:
        return changed(document, row, key, "")
    if layers.default_of(row.layer, key) is not MISSING:
        return edits.set_field(document, row.name, key, None), _change_of(key, row.name)
    if key == "name":
        at = document.index(row.name) or 0
        without = replace(document, layers=tuple(x for x in document.layers if x.name != row.name))
        free = edits.free_name(without, row.layer.op, at)
        return edits.rename(document, row.name, free), _change_of(key, row.name)
    first = getattr(edits.new_layer(document, row.layer.op, 0), key)
    raw = layers.kind_of(row.layer, key).write(first)
    return edits.set_field(document, row.name, key, raw), _change_of(key, row.name)


def remedied(document: Document, name: str, fix: Fix) -> Change:
    """The document with a remedy taken."""
    return edits.remedied(document, name, fix), fix.label


def added(document: Document, at: int, op: str) -> Change:
    """The document with a new layer of that operation at that place."""
    layer = edits.new_layer(document, op, at)
    return edits.insert(document, at, layer), text("Add {name}", name=layer.name)


def read(kind: Kind, entered: str, name: str | None, field: str) -> object:
    """What was typed as a file would write it; a refusal tells the layer and field."""
    try:
        return typed.value(kind, entered)
    except Refused as refused:
        raise refused.at(name, field) from None


def _operation(name: str, entered: str) -> str:
    try:
        return cell_operations.named(entered)
    except Refused as refused:
        raise refused.at(name, columns.OPERATION) from None


def _with_operation(document: Document, layer: Layer, op: str) -> Document:
    """The layer made another operation; a name that only told the old one tells the new one."""
    changed_document = edits.set_operation(document, layer.name, op)
    number = columns.number_in_name(layer)
    if number is None or op == layer.op:
        return changed_document
    free = edits.free_name(changed_document, op, number - 1)
    return edits.rename(changed_document, layer.name, free)


def _changed_input(document: Document, key: str, entered: str) -> Change:
    field, kind = INPUT_FIELDS[key]
    raw = read(kind, entered, None, f"input.{field}")
    changed_document = edits.set_input(document, field, _LEFT_OUT[field] if raw is None else raw)
    return changed_document, text("Change {field} of the input", field=labels.field(field))


def _change_of(key: str, name: str) -> Text:
    return text("Change {field} of {name}", field=labels.field(key), name=name)


def _held_by_layer(layer: Layer, inputs: tuple[str, ...], key: str, language: str) -> str:
    if key == columns.OPERATION:
        return words.say(cell_operations.word(layer.op), language)
    if columns.field_of(key, layer) is None:
        return ""
    value = inputs if key == "inputs" else getattr(layer, key)
    return typed.shown(layers.kind_of(layer, key), value, language)


def _kind(row: TableRow) -> str:
    """What decides which cells of the row there are."""
    if row.layer is not None:
        return row.layer.op
    return _ADDING if row.is_add else INPUT


@cache
def _can_be_set(kind: str, key: str) -> bool:
    if kind == INPUT:
        return key in INPUT_FIELDS
    if key == columns.OPERATION:
        return True
    return kind in layers.OPERATIONS and key in layers.field_names(layers.OPERATIONS[kind])


@cache
def _has_meaning(kind: str, key: str) -> bool:
    if _can_be_set(kind, key):
        return True
    if kind == INPUT:
        return key in (columns.OPERATION, columns.FIELD, columns.JUMP)
    is_told = key in (columns.NUMBER, columns.MORE) or columns.KEYS[key].follows
    return kind != _ADDING and is_told
