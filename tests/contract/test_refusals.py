"""Every refusal of arithmetic: its layer, field, code, value, and the boundary beside it."""

import pytest

from .documents import (
    CODES,
    POSITIVE,
    SINGLE,
    Json,
    conv,
    describe,
    pairs,
    problems,
    reported,
    shapes,
    stack,
    with_op,
)
from .refusals import REFUSALS, Refusal, one


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.title)
def test_a_refusal_names_its_layer_field_and_code(refusal: Refusal) -> None:
    assert problems(refusal.refused) == [(refusal.layer, refusal.field, refusal.code)]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.title)
def test_a_message_is_one_line_and_names_the_value(refusal: Refusal) -> None:
    (problem,) = describe(refusal.refused)["problems"]
    assert refusal.value in problem["message"]
    assert problem["message"].strip() == problem["message"] != ""


@pytest.mark.parametrize(
    "document",
    [each.accepted for each in REFUSALS if each.accepted],
    ids=lambda document: document["layers"][-1]["op"],
)
def test_the_nearest_possible_document_is_accepted(document: Json) -> None:
    assert problems(document) == []
    assert len(reported(document)) == len(document["layers"])


@pytest.mark.parametrize(("op", "field"), pairs(POSITIVE))
@pytest.mark.parametrize("value", [0, -1, -(10**30)])
def test_what_must_be_positive_is(op: str, field: str, value: int) -> None:
    document = with_op(op, **{field: value})
    assert problems(document) == [("x", field, "not_positive")]
    assert str(value) in describe(document)["problems"][0]["message"]


@pytest.mark.parametrize(
    ("op", "field"), [each for each in pairs(POSITIVE) if each[1] not in SINGLE]
)
def test_both_of_a_pair_must_be_positive(op: str, field: str) -> None:
    assert problems(with_op(op, **{field: [1, 0]})) == [("x", field, "not_positive")]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"channels": 0}, "channels"), ({"size": [4, 0]}, "size"), ({"size": -1}, "size")],
)
def test_the_input_must_be_positive(fields: Json, field: str) -> None:
    assert problems(stack(conv(), **fields)) == [(None, f"input.{field}", "not_positive")]


@pytest.mark.parametrize("mode", ["replicate", "zeros"])
def test_replicated_and_zero_padding_have_no_limit_of_their_own(mode: str) -> None:
    assert problems(one("conv", 2, padding=50, padding_mode=mode)) == []
    assert problems(one("pad", 2, padding=50, mode=mode)) == []


@pytest.mark.parametrize("op", list(POSITIVE))
def test_the_shortest_layer_of_every_operation_is_accepted(op: str) -> None:
    assert problems(with_op(op)) == []


def test_a_pool_window_may_hang_over_in_ceil_mode() -> None:
    document = one("max_pool", 5, kernel=7, stride=7, ceil_mode=True)
    assert list(shapes(document)) == [(1, 1, 1)]


def test_what_does_not_fit_is_said_once_for_two_axes() -> None:
    assert problems(one("conv", 2, kernel=3)) == [("x", "kernel", "kernel_too_large")]


def test_offset_groups_divide_the_input_channels() -> None:
    ((where, field, _code),) = problems(with_op("deform_conv", offset_groups=3))
    assert (where, field) == ("x", "offset_groups")
    assert problems(with_op("deform_conv", offset_groups=2)) == []


def test_every_code_of_arithmetic_is_tried_here() -> None:
    elsewhere = {
        "not_json",
        "unreadable",
        "newer_version",
        "unknown_scene",
        "unknown_layer",
        "too_large",
        "not_positive",
    }
    assert {each.code for each in REFUSALS} == CODES - elsewhere
