"""The fields, names and references that the reader insists on."""

import json
from typing import Any

import pytest

from engine import file_format

from .documents import (
    SHORTEST,
    Json,
    codes,
    conv,
    encode,
    layer,
    message,
    problems,
    stack,
    with_op,
    without,
)

UNKNOWN = [
    ("conv", "kernel_size", "kernel"),
    ("conv", "strides", "stride"),
    ("conv", "dilatoin", "dilation"),
    ("conv", "out_channel", "out_channels"),
    ("conv", "group", "groups"),
    ("max_pool", "ceilmode", "ceil_mode"),
    ("avg_pool", "count_include_padding", "count_include_pad"),
    ("conv_transpose", "outputpadding", "output_padding"),
    ("upsample", "align_corner", "align_corners"),
    ("activation", "funktion", "function"),
]


@pytest.mark.parametrize(("op", "wrong", "right"), UNKNOWN)
def test_an_unknown_field_suggests_the_one_that_was_meant(op: str, wrong: str, right: str) -> None:
    document = with_op(op, **{wrong: 1})
    assert problems(document) == [("x", wrong, "unknown_field")]
    assert f'"{wrong}"' in message(document)
    assert f'did you mean "{right}"' in message(document)


def test_a_message_names_the_place_in_the_list() -> None:
    document = stack(conv("a"), conv("b"), conv("conv3", kernel_size=3))
    assert 'layers[2] "conv3"' in message(document)
    assert 'unknown field "kernel_size"; did you mean "kernel"?' in message(document)


FOREIGN = [
    ("max_pool", "count_include_pad"),
    ("max_pool", "out_channels"),
    ("avg_pool", "dilation"),
    ("depthwise_conv", "groups"),
    ("depthwise_conv", "out_channels"),
    ("conv", "output_padding"),
    ("conv", "multiplier"),
    ("conv", "pointwise_weights"),
    ("conv", "offsets"),
    ("pixel_shuffle", "kernel"),
    ("global_avg_pool", "output_size"),
    ("batch_norm", "bias"),
    ("add", "kernel"),
    ("crop", "padding"),
    ("activation", "weights"),
]


@pytest.mark.parametrize(("op", "field"), FOREIGN)
def test_a_field_of_another_operation_is_unknown(op: str, field: str) -> None:
    assert problems(with_op(op, **{field: 1})) == [("x", field, "unknown_field")]


def test_a_deformable_convolution_has_no_padding_mode() -> None:
    ((where, field, code),) = problems(with_op("deform_conv", padding_mode="reflect"))
    assert (where, field) == ("x", "padding_mode")
    assert code in ("unknown_field", "padding_mode_unsupported")


@pytest.mark.parametrize("place", ["", "input", "view"])
def test_an_unknown_field_outside_the_layers_is_refused(place: str) -> None:
    document = stack(conv(), view={})
    (document[place] if place else document)["colour"] = 1
    ((where, field, code),) = problems(document)
    assert (where, code) == (None, "unknown_field")
    assert field == (f"{place}.colour" if place else "colour")


@pytest.mark.parametrize(
    ("op", "meant"),
    [
        ("Conv", "conv"),
        ("conv2d", "conv"),
        ("maxpool", "max_pool"),
        ("convtranspose", "conv_transpose"),
    ],
)
def test_an_unknown_operation_suggests_the_one_that_was_meant(op: str, meant: str) -> None:
    document = stack(conv(op=op))
    assert problems(document) == [("x", "op", "unknown_op")]
    assert op in message(document)
    assert f'"{meant}"' in message(document)


@pytest.mark.parametrize("op", [1, None, True, [], {}], ids=json.dumps)
def test_an_operation_is_a_word(op: Any) -> None:
    ((where, field, code),) = problems(stack(conv(op=op)))
    assert (where, field) == ("x", "op")
    assert code in ("bad_value", "unknown_op")


REQUIRED = [
    ("format", stack(conv()), ()),
    ("version", stack(conv()), ()),
    ("input", stack(conv()), ()),
    ("channels", stack(conv()), ("input",)),
    ("size", stack(conv()), ("input",)),
]


@pytest.mark.parametrize(("field", "document", "place"), REQUIRED, ids=lambda value: str(value)[:9])
def test_a_missing_field_of_the_document_is_named(
    field: str, document: Json, place: tuple[str, ...]
) -> None:
    owner = document
    for key in place:
        owner = owner[key]
    del owner[field]
    assert problems(document) == [(None, ".".join([*place, field]), "missing_field")]


@pytest.mark.parametrize(
    ("op", "field"),
    [
        (op, field)
        for op, fields in SHORTEST.items()
        for field in fields
        if field not in ("inputs", "scale")
    ],
)
def test_a_missing_field_of_a_layer_is_named(op: str, field: str) -> None:
    document = with_op(op)
    del document["layers"][0][field]
    found = problems(document)
    assert found in ([("x", field, "missing_field")], [("x", "of", "missing_field")])
    assert (op == "max_unpool") or found[0][1] == field


@pytest.mark.parametrize("field", ["op", "name"])
def test_a_layer_without_its_operation_or_name_is_refused(field: str) -> None:
    document = stack(conv("a"), without(conv("b"), field))
    assert codes(document) == ["missing_field"]
    assert "layers[1]" in message(document)
    assert field in message(document)


@pytest.mark.parametrize("version", [2, 3, 10**50])
def test_a_newer_version_is_said_before_all_else(version: int) -> None:
    document = {"format": "convolution-stack", "version": version, "something": ["new"]}
    assert problems(document) == [(None, "version", "newer_version")]


@pytest.mark.parametrize("version", [0, -1, 1.0, "1", None, True, [1]], ids=json.dumps)
def test_a_version_is_a_known_whole_number(version: Any) -> None:
    assert problems(stack(conv(), version=version)) == [(None, "version", "bad_value")]


@pytest.mark.parametrize(
    "form", ["convolution-presets", "", None, 1, "Convolution-Stack"], ids=json.dumps
)
def test_another_format_is_refused(form: Any) -> None:
    assert problems(stack(conv(), format=form)) == [(None, "format", "bad_value")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", 1),
        ("title", None),
        ("notes", ["a"]),
        ("layers", None),
        ("layers", {}),
        ("layers", "conv"),
        ("input", None),
        ("input", []),
        ("view", None),
        ("view", "slide"),
    ],
)
def test_the_parts_of_a_document_have_their_kinds(field: str, value: Any) -> None:
    assert problems({**stack(conv()), field: value}) == [(None, field, "bad_value")]


@pytest.mark.parametrize("value", [1, None, "conv", [], True], ids=json.dumps)
def test_a_layer_is_an_object(value: Any) -> None:
    document = stack(conv("a"), conv("b"))
    document["layers"][1] = value
    assert codes(document) == ["bad_value"]
    assert "layers[1]" in message(document)


@pytest.mark.parametrize("name", [1, None, True, [], {}], ids=json.dumps)
def test_a_name_is_text(name: Any) -> None:
    assert codes(stack(conv(name=name))) == ["bad_value"]


def test_input_is_no_name_for_a_layer() -> None:
    ((_, field, code),) = problems(stack(conv("input")))
    assert field == "name"
    assert code in ("duplicate_name", "bad_value")


def test_every_second_use_of_a_name_is_a_duplicate() -> None:
    assert "duplicate_name" in codes(stack(conv("a"), conv("b"), conv("a")))
    assert "layers[2]" in message(stack(conv("a"), conv("b"), conv("a")))


@pytest.mark.parametrize("value", [[], None, "a", [1], [None], [["a"]], {}, True], ids=json.dumps)
def test_inputs_are_a_list_of_names(value: Any) -> None:
    assert problems(stack(conv("a"), conv("x", inputs=value))) == [("x", "inputs", "bad_value")]


@pytest.mark.parametrize("op", [op for op in SHORTEST if op not in ("add", "concat", "difference")])
def test_most_operations_read_one_layer(op: str) -> None:
    assert problems(with_op(op, inputs=["input", "input"])) == [("x", "inputs", "bad_value")]
    assert problems(with_op(op, inputs=["input"])) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_difference_has_two_inputs(count: int) -> None:
    assert problems(with_op("difference", inputs=["input"] * count)) == [
        ("x", "inputs", "bad_value")
    ]


def test_a_cycle_is_an_unknown_input() -> None:
    document = stack(conv("a", inputs=["b"]), conv("b", inputs=["a"]))
    assert ("a", "inputs", "unknown_input") in problems(document)


@pytest.mark.parametrize(
    "fields",
    [{}, {"scale": 2, "size": 4}],
    ids=["neither", "both"],
)
def test_an_upsample_takes_exactly_one_of_scale_and_size(fields: Json) -> None:
    ((where, field, code),) = problems(stack({"op": "upsample", "name": "x", **fields}))
    assert where == "x"
    assert field in ("scale", "size")
    assert code in ("bad_value", "missing_field")


@pytest.mark.parametrize("own", ["kernel", "stride", "padding"])
def test_an_unpool_takes_either_a_pool_or_its_own_window(own: str) -> None:
    undo = {"op": "max_unpool", "name": "x", "of": "p", own: 1}
    ((where, field, code),) = problems(stack(layer("max_pool", "p"), undo))
    assert (where, code) == ("x", "bad_value")
    assert field in ("of", own)


@pytest.mark.parametrize("of", ["a", "input", "x"])
def test_an_unpool_undoes_an_earlier_max_pool(of: str) -> None:
    document = stack(conv("a"), {"op": "max_unpool", "name": "x", "of": of})
    ((where, field, code),) = problems(document)
    assert (where, field) == ("x", "of")
    assert code in ("unknown_input", "bad_value")


def test_a_mask_needs_a_modulated_layer() -> None:
    assert [
        (each[0], each[1]) for each in problems(with_op("deform_conv", mask={"pattern": "ones"}))
    ] == [("x", "mask")]
    assert problems(with_op("deform_conv", modulated=True, mask={"pattern": "ones"})) == []


def test_a_reading_that_fails_gives_no_document() -> None:
    reading = file_format.read(encode(stack(conv(kernel_size=3))))
    assert reading.document is None
    (problem,) = reading.problems
    assert (problem.layer, problem.field, problem.code) == ("x", "kernel_size", "unknown_field")


def test_every_field_that_is_wrong_is_said() -> None:
    found = problems(stack(conv("a", colour=1), conv("b", kernel=None), conv("c", padding="full")))
    assert {(where, field) for where, field, _ in found} == {
        ("a", "colour"),
        ("b", "kernel"),
        ("c", "padding"),
    }
