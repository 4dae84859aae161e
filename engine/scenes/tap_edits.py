"""The document with a tap moved elsewhere: one output cell's offset, stated as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import edits, given, number_text
from engine.given import Numbers, Pattern
from engine.given_fields import Predictor
from engine.layers import DeformConv
from engine.problems import Problem, Refused
from engine.scenes.editable import MOST_WRITTEN
from engine.values import stated
from engine.words import text

if TYPE_CHECKING:
    from array import array

    from engine.document import Document
    from engine.fields import Pair
    from engine.handles import Handle
    from engine.report import Report, Row

FIELD = "offsets"
DECIMALS = 2
Offset = tuple[float, float]


def offset(handle: Handle, place: Offset, *, whole: bool = False) -> Offset:
    """How far the tap is moved if it reads there: in hundredths, or in whole cells."""
    down, across = (
        round(to - home, None if whole else DECIMALS) + 0.0
        for to, home in zip(place, handle.home, strict=True)
    )
    return down, across


def moved(report: Report, handle: Handle, to: Offset) -> Document:
    """The document in which the tap is moved by that offset; refused where it cannot be said."""
    name = handle.layer
    row = report.row(name)
    assert row is not None
    layer = row.layer
    assert isinstance(layer, DeformConv)
    row_of_offsets, shape = _written_out(row, layer)
    for axis, value in enumerate(to):
        row_of_offsets[_index((handle.at[0] + axis, *handle.at[1:]), shape)] = value
    numbers = Numbers(shape, row_of_offsets.tobytes())
    return edits.set_numbers(report.document, name, FIELD, numbers)


def check(report: Report, handle: Handle) -> None:
    """Refuse what no hand can move: predicted offsets, and patterns that are too large."""
    row = report.row(handle.layer)
    assert row is not None
    assert isinstance(row.layer, DeformConv)
    _check(row, row.layer)


def _check(row: Row, layer: DeformConv) -> None:
    if isinstance(layer.offsets, Predictor):
        sentence = text("its offsets are predicted from its input; they cannot be moved by hand.")
        raise Refused(Problem(layer.name, FIELD, "bad_value", sentence))
    count = _count(row, layer)
    if isinstance(layer.offsets, Pattern) and count > MOST_WRITTEN:
        sentence = text(
            "a pattern of {count} numbers stays a pattern: at most {limit} are written out.",
            count=number_text.number(count),
            limit=number_text.number(MOST_WRITTEN),
        )
        raise Refused(
            Problem(layer.name, FIELD, "too_large", sentence, value=count, limit=MOST_WRITTEN)
        )


def _count(row: Row, layer: DeformConv) -> int:
    return 2 * layer.offset_groups * layer.kernel[0] * layer.kernel[1] * row.shape[1] * row.shape[2]


def _written_out(row: Row, layer: DeformConv) -> tuple[array[float], tuple[int, ...]]:
    """All offsets as they are now, one after the other, and their shape."""
    _check(row, layer)
    assert not isinstance(layer.offsets, Predictor)
    now = stated.offsets(row, layer.offsets)
    if isinstance(layer.offsets, Numbers):
        return layer.offsets.flat(), now.shape
    return given.from_flat(now.ravel().tolist(), now.shape).flat(), now.shape


def _index(at: tuple[int, int, int], shape: tuple[int, ...]) -> int:
    return (at[0] * shape[1] + at[1]) * shape[2] + at[2]


def neighbour(handles: tuple[Handle, ...], step: int) -> Pair | None:
    """The tap after the chosen one, or before it, row by row and round; None without taps."""
    if not handles:
        return None
    here = next((at for at, one in enumerate(handles) if one.chosen), 0)
    return handles[(here + step) % len(handles)].tap
