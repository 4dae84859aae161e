"""The kinds and forms that the fields of a layer take."""

import json
from typing import Any

import pytest

from .documents import (
    BOOLEAN,
    POSITIVE,
    SINGLE,
    describe,
    layer,
    pairs,
    problems,
    shapes,
    stack,
    with_op,
)

NOT_WHOLE = [3.0, 1.5, True, None, "3", "", {}, {"a": 1}, [], [[1]]]


@pytest.mark.parametrize(("op", "field"), pairs(POSITIVE))
@pytest.mark.parametrize("value", NOT_WHOLE, ids=json.dumps)
def test_a_whole_number_is_nothing_else(op: str, field: str, value: Any) -> None:
    assert problems(with_op(op, **{field: value})) == [("x", field, "bad_value")]


@pytest.mark.parametrize(
    ("op", "field"), [each for each in pairs(POSITIVE) if each[1] not in SINGLE]
)
@pytest.mark.parametrize("value", [[2], [2, 2, 2], [2, 2.0], [2, True], [2, None]], ids=json.dumps)
def test_a_pair_is_two_whole_numbers(op: str, field: str, value: Any) -> None:
    assert problems(with_op(op, **{field: value})) == [("x", field, "bad_value")]


@pytest.mark.parametrize(("op", "field"), [each for each in pairs(POSITIVE) if each[1] in SINGLE])
def test_a_single_number_is_no_pair(op: str, field: str) -> None:
    assert problems(with_op(op, **{field: [1, 1]})) == [("x", field, "bad_value")]


@pytest.mark.parametrize(("op", "field"), pairs(BOOLEAN))
@pytest.mark.parametrize("value", [1, 0, "true", None, []], ids=json.dumps)
def test_a_switch_is_true_or_false(op: str, field: str, value: Any) -> None:
    assert problems(with_op(op, **{field: value})) == [("x", field, "bad_value")]
    assert problems(with_op(op, **{field: True})) == []


WORDS = [
    ("conv", "padding_mode"),
    ("depthwise_conv", "padding_mode"),
    ("separable_conv", "padding_mode"),
    ("pad", "mode"),
    ("upsample", "mode"),
    ("activation", "function"),
    ("conv", "padding"),
    ("conv_transpose", "padding"),
    ("pad", "padding"),
    ("max_pool", "padding"),
    ("avg_pool", "padding"),
    ("max_unpool", "padding"),
    ("crop", "crop"),
    ("conv_transpose", "output_padding"),
]


@pytest.mark.parametrize(("op", "field"), WORDS)
@pytest.mark.parametrize("value", ["nonsense", "", "SAME", None, True, 1.0, []], ids=json.dumps)
def test_a_choice_is_one_of_its_words(op: str, field: str, value: Any) -> None:
    assert problems(with_op(op, **{field: value})) == [("x", field, "bad_value")]


@pytest.mark.parametrize(
    ("op", "field", "words"),
    [
        ("conv", "padding_mode", "zeros reflect replicate circular"),
        ("pad", "mode", "zeros reflect replicate circular"),
        ("upsample", "mode", "nearest bilinear"),
        ("activation", "function", "relu leaky_relu sigmoid tanh identity"),
        ("conv", "padding", "valid same"),
        ("depthwise_conv", "padding", "valid same"),
        ("separable_conv", "padding", "valid same"),
        ("conv_transpose", "padding", "valid"),
        ("pad", "padding", "valid"),
    ],
)
def test_every_word_of_a_choice_is_taken(op: str, field: str, words: str) -> None:
    for word in words.split():
        assert problems(with_op(op, **{field: word})) == []


SIDES = {"left": 1, "top": 2}


@pytest.mark.parametrize(
    "op", ["conv", "depthwise_conv", "separable_conv", "deform_conv", "conv_transpose", "pad"]
)
@pytest.mark.parametrize("value", [1, [1, 2], SIDES, "valid"], ids=json.dumps)
def test_convolutions_and_pad_take_four_forms_of_padding(op: str, value: Any) -> None:
    assert problems(with_op(op, padding=value)) == []


@pytest.mark.parametrize("op", ["max_pool", "avg_pool", "max_unpool"])
@pytest.mark.parametrize("value", [SIDES, "valid", "same"], ids=json.dumps)
def test_pools_take_a_number_or_a_pair(op: str, value: Any) -> None:
    assert problems(with_op(op, padding=value)) == [("x", "padding", "bad_value")]
    assert problems(with_op(op, padding=1)) == []
    assert problems(with_op(op, padding=[1, 0])) == []


@pytest.mark.parametrize("op", ["conv_transpose", "pad"])
def test_same_is_for_convolutions(op: str) -> None:
    assert problems(with_op(op, padding="same")) == [("x", "padding", "bad_value")]


def test_four_sides_are_read_by_name() -> None:
    document = stack(layer("pad", padding={"left": 1, "top": 2, "bottom": 4}), size=8)
    assert list(shapes(document)) == [(1, 14, 9)]
    (only,) = describe(document)["layers"]
    assert (only["h"]["centre"], only["w"]["centre"]) == ("-2", "-1")


def test_crop_takes_a_number_a_pair_and_four_sides() -> None:
    for value, shape in [(1, (1, 6, 6)), ([1, 2], (1, 6, 4)), ({"right": 3}, (1, 8, 5))]:
        assert list(shapes(stack(layer("crop", crop=value)))) == [shape]


@pytest.mark.parametrize("value", [SIDES, "same", 0.0, None], ids=json.dumps)
def test_output_padding_is_a_number_or_a_pair(value: Any) -> None:
    assert problems(with_op("conv_transpose", output_padding=value)) == [
        ("x", "output_padding", "bad_value")
    ]


@pytest.mark.parametrize(
    ("op", "field"), [("conv", "padding"), ("pad", "padding"), ("crop", "crop")]
)
def test_a_side_is_left_top_right_or_bottom(op: str, field: str) -> None:
    ((where, found, code),) = problems(with_op(op, **{field: {"up": 1}}))
    assert where == "x"
    assert (found, code) in ((field, "bad_value"), (f"{field}.up", "unknown_field"))
