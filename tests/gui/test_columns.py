from __future__ import annotations

import pytest

from engine import edits, layers
from engine.document import Document
from gui import columns

USUAL = [
    "number", "op", "kernel", "stride", "padding", "dilation", "more", "output", "field", "jump",
    "verdict",
]  # fmt: skip


def one(op: str) -> Document:
    return edits.insert(Document(), 0, edits.new_layer(Document(), op, 0))


def extra(document: Document) -> set[str]:
    return {column.key for column in columns.shown(document)} - set(USUAL)


def test_the_usual_columns_stand_in_their_order() -> None:
    assert [column.key for column in columns.shown(one("conv"))] == USUAL


@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_every_parameter_of_every_operation_has_a_column(op: str) -> None:
    for field in layers.field_names(layers.OPERATIONS[op]):
        assert columns.KEYS[field].is_field


@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_what_an_operation_cannot_do_without_is_seen(op: str) -> None:
    kind = layers.OPERATIONS[op]
    shown = {column.key for column in columns.shown(one(op))}
    assert set(layers.required(kind)) - {"name", "out_channels"} <= shown


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("out_channels", 2, "out_channels"),
        ("name", "mine", "name"),
        ("groups", 2, "groups"),
        ("bias", False, "bias"),
        ("padding_mode", "reflect", "padding_mode"),
        ("weights", {"pattern": "mean"}, "weights"),
    ],
)
def test_a_column_appears_with_the_first_layer_that_uses_it(
    field: str, value: object, column: str
) -> None:
    assert extra(edits.set_field(one("conv"), "conv1", field, value)) == {column}


def test_numbers_written_out_ask_for_no_column() -> None:
    assert not extra(edits.set_field(one("conv"), "conv1", "weights", [[[[1] * 3] * 3]]))


def test_merges_and_branches_tell_what_they_read() -> None:
    assert extra(one("add")) == {"inputs"}


def test_the_inputs_channels_have_a_column_too() -> None:
    assert extra(edits.set_input(Document(), "channels", 3)) == {"out_channels"}


def test_a_column_may_be_asked_for() -> None:
    shown = [column.key for column in columns.shown(one("conv"), {"groups", "macs"})]
    assert shown == [*USUAL[:2], "groups", *USUAL[2:], "macs"]


@pytest.mark.parametrize(
    ("name", "number"),
    [("conv1", 1), ("conv12", 12), ("pool1", None), ("conv01", None), ("a", None)],
)
def test_a_name_of_the_programs_own_is_told_from_others(name: str, number: int | None) -> None:
    layer = edits.rename(one("conv"), "conv1", name).layers[0]
    assert columns.number_in_name(layer) == number
