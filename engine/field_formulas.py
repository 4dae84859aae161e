"""How a layer's receptive field and jump follow from those of the layer that it reads.

R = R' + d(k − 1) · J' and J = J' · s, as geometry.py reckons them. Where input pixels meet at an
output pixel, the field depends on the phase of that pixel, and is told instead of reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from engine import formulas, labels
from engine.document import INPUT, is_merge
from engine.formulas import Formula, Line, Piece, Style
from engine.geometry import START, Field
from engine.layers import AvgPool, ConvTranspose, DeformConv, Layer, PixelShuffle, PixelUnshuffle
from engine.remedies import AXIS_NAMES
from engine.report import Report, Row
from engine.sizes import AXES
from engine.taps import Linear, Shifted, Windows
from engine.words import Text, text


class Names(NamedTuple):
    """What the field and the jump of the layer, and of the one it reads, are called."""

    field: str
    jump: str
    field_below: str
    jump_below: str


def of(report: Report, row: Row) -> Formula:
    """The formulas of the layer's field and jump; each axis if they differ."""
    names = _names(report, row)
    if any(field is None or field.sizes is None for field in row.fields):
        unknown = Line(names.field, _told(formulas.UNKNOWN))
        return Formula((unknown,), (_why_unknown(report, row),))
    rows, columns = (tuple(_axis(report, row, names, axis)) for axis in AXES)
    both = rows
    if rows != columns:
        both = (Line(AXIS_NAMES[0], ()), *rows, Line(AXIS_NAMES[1], ()), *columns)
    return Formula(both, tuple(_remarks(row)))


def _names(report: Report, row: Row) -> Names:
    at, below = (_number(report, name) for name in (row.name, row.inputs[0]))
    return Names(*(formulas.indexed(letter, n) for n in (at, below) for letter in "RJ"))


def _number(report: Report, name: str) -> int:
    """The layer's number in the table; the input's is 0."""
    at = report.document.index(name)
    return 0 if at is None else at + 1


def _axis(report: Report, row: Row, names: Names, axis: int) -> Iterator[Line]:
    field = row.fields[axis]
    assert field is not None
    below = _below(report, row)[axis]
    if is_merge(row.layer) or below is None:
        yield Line(names.field, _told(_sides(field)))
        yield Line(names.jump, _told(str(field.jump)))
        return
    yield from _field(row, names, axis, below)
    yield _jump(row, names, axis, below)


def _below(report: Report, row: Row) -> tuple[Field | None, Field | None]:
    """The fields of what the layer reads first."""
    name = row.inputs[0]
    found = report.row(name)
    return (START, START) if name == INPUT or found is None else found.fields


def _field(row: Row, names: Names, axis: int, below: Field) -> Iterator[Line]:
    field, reading = row.fields[axis], row.readings[axis]
    assert field is not None
    if isinstance(reading, Shifted):
        yield Line(names.field, (Piece(f"= {names.field_below} "), *_told(_sides(field))))
    elif not isinstance(reading, Windows) or not _is_reckoned(field, below, reading):
        yield Line(names.field, _told(_sides(field)))
    else:
        symbols, number = _reach(row.layer, reading)
        start, end = Piece(f"= {names.field_below} + "), Piece(f" · {names.jump_below}")
        yield Line(names.field, (start, *symbols, end))
        sum_ = f"= {_sides(below)} + {number} · {below.jump} "
        yield Line("", (Piece(sum_), *_told(_sides(field))))


def _is_reckoned(field: Field, below: Field, reading: Windows) -> bool:
    """Whether the formula gives the field, whatever the phase."""
    if below.sizes is None or below.sizes[0] != below.sizes[1]:
        return False
    made: Fraction = below.sizes[0] + reading.dilation * (reading.kernel - 1) * below.jump
    return field.sizes is not None and all(side == made for side in field.sizes)


def _reach(layer: Layer, reading: Windows) -> tuple[tuple[Piece, ...], str]:
    """What the window adds, in symbols and in numbers."""
    more = str(reading.kernel - 1)
    if isinstance(layer, PixelUnshuffle):
        factor = Piece(labels.FIELDS["factor"], Style.SYMBOL)
        return (Piece("("), factor, Piece(" − 1)")), more
    if isinstance(layer, AvgPool):
        return formulas.pieces("(*k*−1)"), more
    return formulas.pieces("*d*(*k*−1)"), f"{reading.dilation}·{more}"


def _jump(row: Row, names: Names, axis: int, below: Field) -> Line:
    field, reading = row.fields[axis], row.readings[axis]
    assert field is not None
    told = _told(str(field.jump))
    if isinstance(reading, Shifted):
        return Line(names.jump, (Piece(f"= {names.jump_below} "), *told))
    symbols, numbers = _change(row, axis)
    start = Piece(f"= {names.jump_below} ")
    return Line(names.jump, (start, *symbols, Piece(f" = {below.jump} {numbers} "), *told))


def _change(row: Row, axis: int) -> tuple[tuple[Piece, ...], str]:
    """What becomes of the jump, in symbols and in numbers."""
    layer, reading = row.layer, row.readings[axis]
    factor = Piece(labels.FIELDS["factor"], Style.SYMBOL)
    if isinstance(layer, PixelShuffle):
        return (Piece("/ "), factor), f"/ {layer.factor}"
    if isinstance(layer, PixelUnshuffle):
        return (Piece("· "), factor), f"· {layer.factor}"
    if isinstance(layer, ConvTranspose):
        return formulas.pieces("/ *s*"), f"/ {layer.stride[axis]}"
    if isinstance(reading, Windows):
        return formulas.pieces("· *s*"), f"· {reading.stride}"
    n, m = row.sources.size[axis], row.shape[1 + axis]
    if isinstance(reading, Linear) and reading.align_corners:
        return formulas.pieces("· (*n* − 1) / (out − 1)"), f"· {n - 1} / {m - 1}"
    return formulas.pieces("· *n* / out"), f"· {n} / {m}"


def _sides(field: Field) -> str:
    assert field.sizes is not None
    least, most = field.sizes
    return str(least) if least == most else f"{least}–{most}"


def _told(value: str) -> tuple[Piece, ...]:
    return Piece("= "), formulas.result(value)


def _remarks(row: Row) -> Iterator[Text]:
    if is_merge(row.layer):
        yield text("From the first pixel that any branch reaches to the last.")
    elif not all(isinstance(reading, (Windows, Shifted)) for reading in row.readings):
        yield text("As far as the input pixels that meet at one output pixel reach together.")
    if any(field is not None and len({*(field.sizes or ())}) > 1 for field in row.fields):
        yield text("It changes with the phase of the output pixel.")
    if isinstance(row.layer, DeformConv):
        yield text("As if all offsets were 0.")


def _why_unknown(report: Report, row: Row) -> Text:
    if any(reading is None for reading in row.readings):
        return text("{layer} has no fixed window, so its field is not told.", layer=row.name)
    if is_merge(row.layer) and any(name == row.name for name, _ in report.skips):
        return text("The branches of {layer} step at different jumps.", layer=row.name)
    if any(field is None for field in _below(report, row)):
        return text("The field of {layer} is not known.", layer=row.inputs[0])
    return text("The field changes with the phase, which has too long a period to be told.")
