"""Rare refusals, each in the same process and with its words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import decoding, edits, effective, file_format, layers, report, words
from engine.problems import Problem

from .stacks import conv, layer, resolved, stack


def refused(data: bytes) -> tuple[str, str]:
    (problem,) = file_format.read(data).problems
    return problem.code, words.say(problem.message)


def only(*parts: Any, **size: Any) -> Problem:
    (problem,) = resolved(*parts, **size).problems
    return problem


def test_brackets_without_end_are_no_document() -> None:
    code, said = refused(b"[" * 100_000)
    assert (code, said) == ("not_json", "brackets are nested too deeply to be a document.")


def test_objects_are_counted_while_they_are_read() -> None:
    code, said = refused(b"[" + b"{}," * (decoding.MOST_OBJECTS + 1) + b"{}]")
    assert code == "too_large"
    assert "512 layers" in said


def test_text_that_ends_too_early_is_told_by_its_place() -> None:
    assert refused(b'{"a":')[1] == "this is not JSON: the end was not expected, line 1, column 6."


def test_an_unpool_must_put_back_what_its_pool_kept() -> None:
    parts = (layer("max_pool", "p", kernel=2), conv("c", 2), layer("max_unpool", "u", of="p"))
    problem = only(*parts, size=(8, 8))
    assert (problem.field, problem.code) == ("of", "shapes_differ")
    assert words.say(problem.sentence) == (
        'unpool puts back 1×3×3, but "p" kept the places of 1×4×4.'
    )


def test_an_unpool_of_a_pool_that_cannot_be_is_left_out_without_a_problem_of_its_own() -> None:
    report = resolved(
        layer("max_pool", "p", kernel=2, padding=2), layer("max_unpool", "u", of="p",
        inputs=["input"]),
    )  # fmt: skip
    assert [problem.layer for problem in report.problems] == ["p"]


def test_numbers_that_contradict_each_other_are_marked_and_sizes_stay() -> None:
    offsets: dict[str, object] = {"predictor": {}}
    deform: dict[str, Any] = {"kernel": 3, "out_channels": 1, "mask": {"pattern": "zeros"}}
    masked = resolved(layer("deform_conv", "d", modulated=True, offsets=offsets, **deform))
    assert [(one.field, one.code) for one in masked.problems] == [("mask", "bad_value")]
    plain = resolved(layer("deform_conv", "d", **deform))
    assert [one.field for one in plain.problems] == ["mask"]
    given = resolved(layer("deform_conv", "d", modulated=True, **deform))
    assert (len(given.rows), given.problems) == (1, ())


def test_indices_must_be_places_of_the_output() -> None:
    unpool = layer("max_unpool", "u", kernel=2, indices=[[[0, 16], [2, 3]]])
    problem = only(unpool, size=(2, 2))
    assert words.say(problem.sentence) == (
        "index 16 is outside the output, whose cells go from 0 to 15."
    )
    with pytest.raises(ValueError, match="whole numbers"):
        layer("max_unpool", "u", kernel=2, indices=[[[0.5]]])


def test_a_pool_that_no_single_value_saves_says_so() -> None:
    pool = layer("max_pool", "a", kernel=4, dilation=5, padding=[0, 1])
    assert words.say(only(pool, size=(5, 1)).sentence).endswith("Enlarge the input to 16×14.")
    given = edits.set_input(stack(pool, size=(5, 1)), "values", [[[1]] * 5])
    (problem,) = report.resolve(given).problems
    assert words.say(problem.sentence).endswith("Lower padding, dilation and kernel together.")
    assert not problem.fixes


def test_a_pool_whose_padding_may_not_be_raised_is_lowered() -> None:
    pool = layer("max_pool", "a", kernel=[2, 1], dilation=[2, 1], padding=[0, 0])
    said = words.say(only(pool, size=(1, 1)).sentence)
    assert said.endswith("Enlarge the input to 3×1 or lower window to 1.")


@pytest.mark.parametrize("raw", [{}, 3, None])
def test_layers_are_a_list_or_missing(raw: Any) -> None:
    document = {
        "format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 3},
        "layers": raw,
    }  # fmt: skip
    assert refused(json.dumps(document).encode())[0] == "bad_value"


def test_what_is_not_there_cannot_be_edited() -> None:
    with pytest.raises(KeyError):
        edits.remove(stack(conv("a")), "b")
    with pytest.raises(KeyError):
        layers.kind_of(layers.Add, "kernel")


def test_where_there_is_no_field_there_is_no_spread() -> None:
    report = resolved(conv("a"), layer("global_avg_pool", "g"), conv("b", 1))
    spreads = effective.spreads(report)
    assert spreads["a"] is not None
    assert (spreads["g"], spreads["b"]) == (None, None)


def test_the_channels_between_the_halves_of_a_separable_layer_have_a_limit() -> None:
    parts = layer("separable_conv", "s", kernel=1, out_channels=1, multiplier=2)
    problem = only(parts, size=(1, 1), channels=40_000)
    assert (problem.field, problem.code) == ("multiplier", "too_large")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ('"weights": {"pattern": "ones", "pattern": "mean"}', "weights.pattern"),
        ('"padding": {"left": 1, "left": 2}', "padding.left"),
        ('"offsets": {"predictor": {}, "predictor": {}}', "offsets.predictor"),
        ('"offsets": {"predictor": {"bias": true, "bias": false}}', "offsets.predictor.bias"),
    ],
)
def test_a_key_that_stands_twice_is_found_however_deep(fields: str, place: str) -> None:
    start = '{"format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 3}, '
    layer = f'{{"op": "deform_conv", "name": "a", "out_channels": 1, "kernel": 1, {fields}}}'
    (problem,) = file_format.read(f'{start} "layers": [{layer}]}}'.encode()).problems
    assert (problem.field, problem.code) == (place, "bad_value")


def test_a_key_that_stands_twice_in_the_values_is_found() -> None:
    values = '"values": {"pattern": "ones", "seed": 1, "seed": 2}'
    data = (
        '{"format": "convolution-stack", "version": 1, "layers": [], '
        f'"input": {{"channels": 1, "size": 3, {values}}}}}'
    )
    (problem,) = file_format.read(data.encode()).problems
    assert problem.field == "input.values.seed"


def test_one_number_has_one_form() -> None:
    for scale, same in ((2.0, 2), (-0.0, 0)):
        parts = [
            layer("deform_conv", "a", out_channels=1, kernel=1,
                  offsets={"pattern": "random", "scale": one})
            for one in (scale, same)
        ]  # fmt: skip
        written = [file_format.write(stack(part)) for part in parts]
        assert written[0] == written[1]


def test_a_wrong_byte_is_told_by_its_place_in_the_file() -> None:
    said = refused(b'\xef\xbb\xbf{"a": "\xff"}')[1]
    assert said == "this is not text in UTF-8: byte 10 is 0xff."


def test_an_exponent_does_not_hide_a_long_number() -> None:
    number = "1." + "0" * 390 + "e" + "0" * 390
    data = '{"format": "convolution-stack", "version": ' + number + "}"
    assert refused(data.encode())[0] == "bad_value"


def test_what_follows_from_the_layers_above_is_not_taken_for_something_else() -> None:
    data = (
        '{"format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 3}, '
        '"layers": [{"op": "conv", "name": "a", "out_channels": 1, "kernel": 1, "in_channels": 1}]}'
    )
    assert refused(data.encode())[1].endswith('the operation has no "in_channels".')
