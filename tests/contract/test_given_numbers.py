"""Patterns and lists of numbers: which are known, and which shapes they must have."""

import json
from typing import Any

import pytest

from .documents import (
    Json,
    codes,
    conv,
    problems,
    stack,
    with_op,
)

PATTERNS = {
    ("input", "values"): "zeros ones index digits ramp_x ramp_y checker impulse disc random",
    (
        "conv",
        "weights",
    ): "ones mean index digits identity gaussian bilinear sobel_x sobel_y laplacian random",
    ("depthwise_conv", "weights"): "ones random",
    ("separable_conv", "pointwise_weights"): "ones random",
    ("conv_transpose", "weights"): "bilinear gaussian",
    ("deform_conv", "offsets"): "zeros ones random",
}


def patterned(owner: str, field: str, value: Any) -> Json:
    if owner == "input":
        return stack(conv(), input={"channels": 1, "size": 8, field: value})
    return with_op(owner, **{field: value})


def where_it_is(owner: str, field: str) -> tuple[str | None, str]:
    return (None, f"input.{field}") if owner == "input" else ("x", field)


@pytest.mark.parametrize(("owner", "field"), list(PATTERNS))
def test_every_pattern_is_taken(owner: str, field: str) -> None:
    for name in PATTERNS[owner, field].split():
        assert problems(patterned(owner, field, {"pattern": name})) == []


@pytest.mark.parametrize(("owner", "field"), list(PATTERNS))
@pytest.mark.parametrize(
    "value",
    [{"pattern": "nonsense"}, {"pattern": 1}, {"pattern": None}, "ones", 1, None, True],
    ids=json.dumps,
)
def test_an_unknown_pattern_is_refused(owner: str, field: str, value: Any) -> None:
    where, path = where_it_is(owner, field)
    ((layer_name, found, code),) = problems(patterned(owner, field, value))
    assert (layer_name, code) == (where, "bad_value")
    assert found in (path, f"{path}.pattern")


@pytest.mark.parametrize(("owner", "field"), list(PATTERNS))
def test_a_pattern_has_no_other_fields(owner: str, field: str) -> None:
    assert codes(patterned(owner, field, {"pattern": "ones", "colour": 1})) == ["unknown_field"]


@pytest.mark.parametrize("seed", [1.0, True, None, "1", [1]], ids=json.dumps)
def test_a_seed_is_a_whole_number(seed: Any) -> None:
    assert codes(patterned("input", "values", {"pattern": "random", "seed": seed})) == ["bad_value"]
    assert problems(patterned("input", "values", {"pattern": "random", "seed": 7})) == []


def numbers(*shape: int) -> Any:
    if not shape:
        return 1
    return [numbers(*shape[1:]) for _ in range(shape[0])]


# The layer, the field and the shape that a list must have over four channels of eight by eight.
LISTS = [
    ("conv", {"out_channels": 2, "kernel": [2, 3]}, "weights", (2, 4, 2, 3)),
    ("conv", {"out_channels": 2, "groups": 2}, "weights", (2, 2, 3, 3)),
    ("conv", {"out_channels": 2}, "bias", (2,)),
    ("depthwise_conv", {"multiplier": 2}, "weights", (8, 1, 3, 3)),
    ("depthwise_conv", {"multiplier": 2}, "bias", (8,)),
    ("separable_conv", {"multiplier": 2, "out_channels": 3}, "weights", (8, 1, 3, 3)),
    ("separable_conv", {"multiplier": 2, "out_channels": 3}, "pointwise_weights", (3, 8, 1, 1)),
    ("separable_conv", {"multiplier": 2, "out_channels": 3}, "bias", (3,)),
    ("conv_transpose", {"out_channels": 6, "groups": 2}, "weights", (4, 3, 3, 3)),
    ("conv_transpose", {"out_channels": 6}, "bias", (6,)),
    ("deform_conv", {"out_channels": 2}, "weights", (2, 4, 3, 3)),
    ("deform_conv", {"kernel": 2, "offset_groups": 2}, "offsets", (16, 7, 7)),
    ("deform_conv", {"kernel": 2, "modulated": True}, "mask", (4, 7, 7)),
    ("max_unpool", {}, "indices", (4, 8, 8)),
]


def wrong_shapes(shape: tuple[int, ...]) -> list[Any]:
    right = numbers(*shape)
    ragged = json.loads(json.dumps(right))
    inner = ragged
    while isinstance(inner[-1], list):
        inner = inner[-1]
    inner.pop()
    return [
        right[1:],
        [*right, right[0]],
        [right],
        right[0],
        [],
        ragged,
        numbers(*shape[:-1], shape[-1] + 1),
    ]


@pytest.mark.parametrize(("op", "fields", "field", "shape"), LISTS)
def test_a_list_of_the_right_shape_is_taken(
    op: str, fields: Json, field: str, shape: tuple[int, ...]
) -> None:
    assert problems(with_op(op, **fields, **{field: numbers(*shape)})) == []


@pytest.mark.parametrize(("op", "fields", "field", "shape"), LISTS)
def test_a_list_of_another_shape_is_refused(
    op: str, fields: Json, field: str, shape: tuple[int, ...]
) -> None:
    for value in wrong_shapes(shape):
        assert problems(with_op(op, **fields, **{field: value})) == [("x", field, "bad_value")]


@pytest.mark.parametrize(("op", "fields", "field", "shape"), LISTS)
@pytest.mark.parametrize("junk", ["1", None, True, {}], ids=json.dumps)
def test_a_list_holds_numbers_only(
    op: str, fields: Json, field: str, shape: tuple[int, ...], junk: Any
) -> None:
    value = numbers(*shape)
    inner = value
    while isinstance(inner[-1], list):
        inner = inner[-1]
    inner[-1] = junk
    assert problems(with_op(op, **fields, **{field: value})) == [("x", field, "bad_value")]


def valued(value: Any, channels: int) -> Json:
    return stack(conv(), input={"channels": channels, "size": [2, 3], "values": value})


@pytest.mark.parametrize(("channels", "shape"), [(1, (2, 3)), (1, (1, 2, 3)), (2, (2, 2, 3))])
def test_input_values_are_nested_by_channel(channels: int, shape: tuple[int, ...]) -> None:
    assert problems(valued(numbers(*shape), channels)) == []


@pytest.mark.parametrize(
    ("channels", "shape"),
    [(1, (3, 2)), (1, (6,)), (1, (2, 2, 3)), (2, (2, 3)), (2, (2, 3, 2)), (2, (1, 2, 3))],
)
def test_input_values_of_another_shape_are_refused(channels: int, shape: tuple[int, ...]) -> None:
    assert problems(valued(numbers(*shape), channels)) == [(None, "input.values", "bad_value")]


def test_a_ragged_list_of_input_values_is_refused() -> None:
    for value in ([[1, 2, 3], [1, 2]], [[1, 2, 3], 1], [[[1, 2, 3]], [1, 2, 3]], [[1, 2, 3], []]):
        assert problems(valued(value, 1)) == [(None, "input.values", "bad_value")]


def test_an_offset_predictor_takes_weights_and_bias() -> None:
    for predictor in (
        {},
        {"weights": {"pattern": "ones"}},
        {"weights": numbers(18, 4, 3, 3), "bias": numbers(18)},
        {"bias": False},
    ):
        assert problems(with_op("deform_conv", offsets={"predictor": predictor})) == []


def test_a_predictor_of_a_modulated_layer_has_half_as_many_channels_again() -> None:
    three = {"weights": numbers(27, 4, 3, 3), "bias": numbers(27)}
    assert problems(with_op("deform_conv", modulated=True, offsets={"predictor": three})) == []
    found = problems(with_op("deform_conv", offsets={"predictor": three}))
    assert {code for _, _, code in found} == {"bad_value"}
    assert all(str(field).startswith("offsets") for _, field, _ in found)
