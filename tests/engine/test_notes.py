"""What is noted of a stack that is possible, in which words, and what would do."""

from __future__ import annotations

import pytest

from engine import edits, notes, report, words
from engine.layers import Layer
from tests.engine.stacks import conv, layer, resolved, stack


def said(*parts: Layer, size: tuple[int, int] = (9, 9)) -> list[str]:
    return [words.say(note.sentence) for note in notes.of(resolved(*parts, size=size))]


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ((9, 9), "1 row and 1 column of the input of pool are never read."),
        ((9, 8), "1 row of the input of pool is never read."),
        ((8, 9), "1 column of the input of pool is never read."),
    ],
)
def test_unread_cells_are_counted_on_each_axis(size: tuple[int, int], sentence: str) -> None:
    assert said(layer("max_pool", "pool", kernel=2), size=size) == [sentence]


def test_several_unread_rows_are_in_the_plural() -> None:
    assert said(conv("a", 1, stride=4), size=(8, 9)) == ["3 rows of the input of a are never read."]


def test_cells_of_a_padding_are_told_as_such() -> None:
    assert said(conv("a", 3, stride=2, padding=1), size=(8, 8)) == [
        "1 row and 1 column of the padded input of a are never read."
    ]


def test_a_stack_that_reads_everything_has_no_notes() -> None:
    assert said(conv("a", padding=1)) == []


def test_the_remedy_of_a_pool_reads_the_last_cells() -> None:
    document = stack(layer("max_pool", "pool", kernel=2))
    (note,) = notes.of(report.resolve(document))
    assert note.fix is not None
    assert words.say(note.fix.label) == "Set ceil mode"
    mended = edits.set_field(document, note.layer, note.fix.field, note.fix.value)
    assert notes.of(report.resolve(mended)) == ()


def test_no_remedy_is_offered_where_rounding_up_changes_nothing() -> None:
    """The window that rounding up would add would begin beyond the input."""
    (note,) = notes.of(resolved(layer("max_pool", "pool", kernel=1, stride=4), size=(8, 8)))
    assert note.fix is None


def test_a_convolution_has_no_remedy() -> None:
    (note,) = notes.of(resolved(conv("a", 2, stride=2)))
    assert note.fix is None


def merged(**raw: object) -> list[str]:
    return said(
        conv("a", 2),
        layer("pad", "shift", padding={"top": 1, "left": 1}, inputs=["input"]),
        layer("crop", "cut", **raw),
        layer("add", "sum", inputs=["a", "cut"]),
    )


def test_misaligned_branches_are_told_in_pixels() -> None:
    assert merged(crop={"bottom": 2, "right": 2}) == [
        "The branches of sum look 3/2 pixels apart on both axes."
    ]


def test_each_axis_is_told_where_they_differ() -> None:
    assert merged(crop={"bottom": 2, "left": 2}) == [
        "The branches of sum look 3/2 pixels apart in rows and 1/2 in columns."
    ]


def test_branches_of_unequal_jumps_are_told_without_a_distance() -> None:
    assert (
        said(
            conv("a", 1, stride=3),
            layer("max_pool", "c", kernel=7, stride=1, inputs=["input"]),
            layer("add", "sum", inputs=["a", "c"]),
        )[-1]
        == "The branches of sum step at different jumps."
    )
