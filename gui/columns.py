"""Which columns the layer table may have, in what order, and which of them a stack asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import MISSING, dataclass, replace
from functools import lru_cache

from engine import edits, labels, layers
from engine.document import INPUT, Document, Input, is_merge
from engine.given import Numbers
from engine.layers import Layer
from engine.words import Text, text

LEFT, RIGHT, CENTRE = "left", "right", "centre"
NUMBER, OPERATION, MORE = "number", "op", "more"
OUTPUT, FIELD, JUMP, VERDICT = "output", "field", "jump", "verdict"
PARAMETERS, MULTIPLICATIONS = "params", "macs"
LONGEST_NUMBER = 9  # digits in a name that the program gives


@dataclass(frozen=True)
class Column:
    """One column: its header of two lines, and whether its cells are set or follow."""

    key: str
    word: Text
    unit: Text | str = ""
    is_letter: bool = False
    width: int = 72
    side: str = RIGHT
    follows: bool = False
    always: bool = False

    @property
    def is_field(self) -> bool:
        """Whether its cells hold a field of the layers."""
        return not self.follows and self.key not in (NUMBER, MORE)


def _set(field: str, width: int = 72, side: str = RIGHT) -> Column:
    word = labels.FIELDS[field]
    return Column(field, word, width=width, side=side)


def _lettered(field: str, letter: str, width: int) -> Column:
    return replace(_set(field, width), unit=letter, is_letter=True, always=True)


def _follows(key: str, word: Text, unit: Text | str, width: int, side: str = RIGHT) -> Column:
    return Column(key, word, unit, width=width, side=side, follows=True, always=True)


_OF_INPUT = {"size": OUTPUT, "channels": "out_channels"}
_BEFORE = (
    Column(NUMBER, text("layer number"), width=30, always=True),
    Column(OPERATION, labels.FIELDS["op"], width=116, side=LEFT, always=True),
    _set("name", 84, LEFT),
    Column("inputs", text("from"), width=96, side=LEFT),
    _set("out_channels", 64),
    _set("multiplier", 64),
    _set("groups", 56),
    _lettered("kernel", "k", 48),
    _lettered("stride", "s", 46),
    _lettered("padding", "p", 56),
    _lettered("dilation", "d", 54),
)
_SPECIAL = (
    _set("output_padding", 96), _set("padding_mode", 92, LEFT), _set("crop"), _set("factor", 56),
    _set("scale", 56), _set("size"), _set("mode", 72, LEFT), _set("align_corners", 92, LEFT),
    _set("output_size", 80), _set("of", 64, LEFT), _set("ceil_mode", 72, LEFT),
    _set("count_include_pad", 92, LEFT), _set("divisor_override", 60), _set("function", 84, LEFT),
    _set("offset_groups", 92), _set("modulated", 76, LEFT), _set("offsets", 84, LEFT),
    _set("mask", 84, LEFT), _set("bias", 56, LEFT), _set("weights", 84, LEFT),
    _set("pointwise_weights", 116, LEFT), _set("indices", 84, LEFT), _set("values", 84, LEFT),
)  # fmt: skip
_AFTER = (
    Column(MORE, text("more"), width=26, side=CENTRE, always=True),
    _follows(OUTPUT, text("output"), text("h×w"), 60),
    _follows(FIELD, text("field"), text("px"), 46),
    _follows(JUMP, text("jump"), text("px"), 42),
    _follows(VERDICT, text("verdict"), "", 98, LEFT),
    replace(_follows(PARAMETERS, text("parameters"), "", 84), always=False),
    replace(_follows(MULTIPLICATIONS, text("multiplications"), "", 100), always=False),
)
ALL: tuple[Column, ...] = (*_BEFORE, *_SPECIAL, *_AFTER)
KEYS = {column.key: column for column in ALL}


def optional() -> tuple[Column, ...]:
    """The columns that a person may ask for."""
    return tuple(column for column in ALL if not column.always)


def shown(document: Document, chosen: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns for that stack: the usual ones, those chosen, and those that it uses."""
    wanted = {*chosen, *_used_by_input(document.input)}
    for layer in document.layers:
        wanted.update(used(layer))
    return tuple(column for column in ALL if column.always or column.key in wanted)


@lru_cache(maxsize=1024)
def used(layer: Layer) -> frozenset[str]:
    """The fields, beside the usual columns, in which the layer says something of its own."""
    return frozenset(_used(layer))


def field_of(key: str, layer: Layer) -> str | None:
    """The layer's field that stands in the column of that key; None where it has none."""
    if key == OPERATION:
        return key
    return key if key in layers.field_names(layer) else None


def key_of(field: str) -> str:
    """The column in which a field of the file stands: `input.size` is an output."""
    first, _, rest = field.partition(".")
    return _OF_INPUT.get(rest, rest) if first == INPUT else first


def others(layer: Layer) -> tuple[str, ...]:
    """The fields of the layer that have no usual column, in the order of the table."""
    names = layers.field_names(layer)
    return tuple(c.key for c in ALL if c.key in names and not c.always)


def number_in_name(layer: Layer) -> int | None:
    """The number in a name that the program gives by itself, like conv2; None in another name."""
    digits = layer.name[len(layer.name.rstrip("0123456789")) :]
    if not digits or len(digits) > LONGEST_NUMBER:
        return None
    number = int(digits)
    return number if edits.free_name(Document(), layer.op, number - 1) == layer.name else None


def _used(layer: Layer) -> Iterator[str]:
    for key in others(layer):
        value = getattr(layer, key)
        if key == "name":
            if number_in_name(layer) is None:
                yield key
        elif key == "inputs":
            if value is not None or is_merge(layer):
                yield key
        elif key == "out_channels":
            if value > 1:
                yield key
        elif _is_own(layer, key, value):
            yield key


def _is_own(layer: Layer, key: str, value: object) -> bool:
    """Numbers written out are no words for a cell, so they ask for no column."""
    default = layers.default_of(layer, key)
    return default is MISSING or (value != default and not isinstance(value, Numbers))


def _used_by_input(source: Input) -> Iterator[str]:
    if source.channels > 1:
        yield "out_channels"
    if source.values != Input().values and not isinstance(source.values, Numbers):
        yield "values"
