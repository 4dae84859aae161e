"""What a person should know of a stack that is possible: cells never read, branches misaligned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from engine import arithmetic, labels, sizes, words
from engine.geometry import Skip
from engine.layers import AvgPool, Layer, MaxPool
from engine.problems import Fix
from engine.report import Report, Row
from engine.sizes import AXES
from engine.words import Text, text


@dataclass(frozen=True)
class Note:
    """A finding at its place, in a word and a sentence, and what would do where something would."""

    layer: str
    field: str
    word: Text
    sentence: Text
    fix: Fix | None = None
    count: int = 0


def of(report: Report) -> tuple[Note, ...]:
    """All notes in the order of the layers, what is misaligned before what is unread."""
    skips = dict(report.skips)
    return tuple(note for row in report.rows for note in _of_row(row, skips.get(row.name)))


def _of_row(row: Row, skip: Skip | None) -> Iterator[Note]:
    if skip is not None:
        yield Note(row.name, "inputs", text("misaligned"), _misaligned(row.name, skip))
    if any(row.unread):
        yield Note(
            row.name, "stride", text("unread"), _unread(row), _ceil_mode(row), max(row.unread)
        )


def _misaligned(name: str, skip: Skip) -> Text:
    if skip.rows is None or skip.columns is None:
        return text("The branches of {layer} step at different jumps.", layer=name)
    if skip.rows == skip.columns:
        return text(
            "The branches of {layer} look {pixels} pixels apart on both axes.",
            layer=name,
            pixels=_pixels(skip.rows),
        )
    return text(
        "The branches of {layer} look {rows} pixels apart in rows and {columns} in columns.",
        layer=name,
        rows=_pixels(skip.rows),
        columns=_pixels(skip.columns),
    )


def _pixels(apart: Fraction) -> str:
    return str(apart)


def _unread(row: Row) -> Text:
    ends = sizes.padding_ends(row.layer, row.sources.size)
    padded = any(before or after for before, after in ends)
    source = text("the padded input") if padded else text("the input")
    rows = words.plural("1 row", "{count} rows", row.unread[0])
    columns = words.plural("1 column", "{count} columns", row.unread[1])
    if all(row.unread):
        return text(
            "{rows} and {columns} of {input} of {layer} are never read.",
            rows=rows,
            columns=columns,
            input=source,
            layer=row.name,
        )
    cells = rows if row.unread[0] else columns
    return words.plural(
        "{cells} of {input} of {layer} is never read.",
        "{cells} of {input} of {layer} are never read.",
        max(row.unread),
        cells=cells,
        input=source,
        layer=row.name,
    )


def _ceil_mode(row: Row) -> Fix | None:
    """Rounding up, where a pool then has a window for what no window reads."""
    layer = row.layer
    if not isinstance(layer, (MaxPool, AvgPool)) or layer.ceil_mode:
        return None
    rounded = replace(layer, ceil_mode=True)
    out = sizes.out_size(rounded, row.sources.size)
    if any(_left(rounded, row, axis, out[axis]) for axis in AXES):
        return None
    return Fix(text("Set {field}", field=labels.FIELDS["ceil_mode"]), "ceil_mode", True)


def _left(layer: Layer, row: Row, axis: int, out: int) -> int:
    """Cells that no window reads if there are so many windows."""
    assert isinstance(layer, (MaxPool, AvgPool))
    return arithmetic.unread(
        row.sources.size[axis],
        layer.kernel[axis],
        layer.stride[axis],
        sizes.pool_dilation(layer)[axis],
        sizes.padding_ends(layer, row.sources.size)[axis],
        out,
    )
