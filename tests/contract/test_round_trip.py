"""Reading and writing: what is written reads back equal, and nothing escapes."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import file_format, inspection

from .documents import SHORTEST, Json, conv, describe, encode, layer, stack, with_op
from .random_documents import Drawn, drawn_documents

many = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

DEFAULTS: dict[str, Json] = {
    "conv": {
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "groups": 1,
        "bias": True,
        "padding_mode": "zeros",
    },
    "depthwise_conv": {
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "multiplier": 1,
        "bias": True,
        "padding_mode": "zeros",
    },
    "separable_conv": {
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "multiplier": 1,
        "bias": True,
        "padding_mode": "zeros",
    },
    "conv_transpose": {
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "groups": 1,
        "bias": True,
        "output_padding": 0,
    },
    "deform_conv": {
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "groups": 1,
        "bias": True,
        "offset_groups": 1,
        "modulated": False,
    },
    "max_pool": {"stride": 2, "padding": 0, "dilation": 1, "ceil_mode": False},
    "avg_pool": {"stride": 2, "padding": 0, "ceil_mode": False, "count_include_pad": True},
    "max_unpool": {"stride": 2, "padding": 0},
    "upsample": {"mode": "nearest", "align_corners": False},
    "pad": {"mode": "zeros"},
    "activation": {"function": "relu"},
}

ONE_FOR_TWO = frozenset(
    [
        "kernel",
        "stride",
        "dilation",
        "scale",
        "size",
        "output_size",
        "output_padding",
        "padding",
        "crop",
    ]
)


def read(data: bytes) -> Any:
    reading = file_format.read(data)
    assert list(reading.problems) == []
    assert reading.document is not None
    return reading.document


def canonical(document: Json) -> bytes:
    return file_format.write(read(encode(document)))


def respelled(layer_: Json) -> Json:
    """The same layer with its defaults written out, its numbers in pairs, its keys backwards."""
    # A layer that undoes a pool has that pool's window and none of its own.
    whole = layer_ if "of" in layer_ else {**DEFAULTS.get(layer_["op"], {}), **layer_}
    if layer_["op"].startswith(("max_", "avg_")) and "stride" not in layer_ and "kernel" in layer_:
        whole["stride"] = layer_["kernel"]
    twice = {
        key: [value, value] if key in ONE_FOR_TWO and isinstance(value, int) else value
        for key, value in whole.items()
    }
    return dict(reversed(list(twice.items())))


def respelled_document(document: Json) -> Json:
    source = {**document["input"]}
    if isinstance(source["size"], int):
        source["size"] = [source["size"]] * 2
    layers = [respelled(each) for each in document["layers"]]
    return dict(reversed(list({**document, "input": source, "layers": layers}.items())))


@many
@given(drawn_documents())
def test_a_valid_document_has_no_problems_and_the_shapes_it_must_have(drawn: Drawn) -> None:
    report = describe(drawn.document)
    assert report["problems"] == []
    assert {each["name"]: tuple(each["shape"]) for each in report["layers"]} == {
        name: shape for name, shape in drawn.shapes.items() if name != "input"
    }


@many
@given(drawn_documents())
def test_what_is_written_reads_back_equal(drawn: Drawn) -> None:
    document = read(encode(drawn.document))
    written = file_format.write(document)
    assert read(written) == document
    assert file_format.write(read(written)) == written
    assert hash(read(written)) == hash(document)


@many
@given(drawn_documents())
def test_two_spellings_of_a_document_are_equal_and_the_same_bytes(drawn: Drawn) -> None:
    other = respelled_document(drawn.document)
    assert read(encode(other)) == read(encode(drawn.document))
    assert canonical(other) == canonical(drawn.document)
    indented = json.dumps(other, indent=4, ensure_ascii=False).encode()
    assert file_format.write(read(indented)) == canonical(drawn.document)


@many
@given(drawn_documents())
def test_what_is_written_is_described_alike(drawn: Drawn) -> None:
    assert inspection.describe(canonical(drawn.document)) == describe(drawn.document)


@many
@given(drawn_documents())
def test_what_is_written_is_strict_json_without_defaults(drawn: Drawn) -> None:
    data = canonical(drawn.document)
    assert not data.startswith(b"\xef\xbb\xbf")
    for written in json.loads(data.decode("utf-8"), parse_constant=pytest.fail)["layers"]:
        for key, value in DEFAULTS.get(written["op"], {}).items():
            if key != "stride" or "pool" not in written["op"]:
                assert written.get(key) != value or (type(written[key]) is not type(value))


@pytest.mark.parametrize("op", list(SHORTEST))
def test_defaults_are_left_out_and_one_number_stands_for_two(op: str) -> None:
    short = with_op(op)
    written = json.loads(canonical({**short, "layers": [respelled(short["layers"][0])]}))
    assert written["layers"] == [layer(op)]


def test_a_document_of_defaults_is_written_short() -> None:
    document = stack(conv(), size=[8, 8])
    assert json.loads(canonical(document)) == stack(conv(), size=8)


def test_equal_sides_are_written_as_numbers() -> None:
    def padding(value: Any) -> Any:
        return json.loads(canonical(stack(conv(padding=value))))["layers"][0].get("padding", 0)

    assert padding({"top": 1, "bottom": 1, "left": 1, "right": 1}) == 1
    assert padding({"top": 1, "bottom": 1, "left": 2, "right": 2}) == [1, 2]
    assert padding({"left": 4}) == {"left": 4}
    assert padding("same") == "same"


def test_a_view_is_saved() -> None:
    view = {"scene": "gridding", "layer": "x", "pixel": [1, 2], "channel": 0}
    assert json.loads(canonical(stack(conv(), view=view)))["view"] == view


def test_texts_are_kept_to_the_letter() -> None:
    title = 'quote " backslash \\ line\nend \u2028 卷积 \N{GRINNING FACE} \x7f\x01'
    written = json.loads(canonical(stack(conv(), title=title, notes=title)))
    assert (written["title"], written["notes"]) == (title, title)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_numbers_are_kept_exactly(bias: list[float]) -> None:
    written = json.loads(canonical(stack(conv(out_channels=3, bias=bias))))
    assert [float(each).hex() for each in written["layers"][0]["bias"]] == [
        each.hex() for each in bias
    ]


def test_whole_and_real_spellings_of_numbers_are_equal() -> None:
    assert canonical(stack(conv(bias=[1]))) == canonical(stack(conv(bias=[1.0])))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key and index of a document, as the way to it."""
    if not isinstance(value, dict | list):
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        yield from places(item, (*path, key))


WORDS_FOR_NUMBERS = [None, True, False, "", "same", "input", "x", "\0\n"]
NUMBERS_OF_ALL_KINDS = [0, 1, -1, 2, 3.0, 0.5, 255, 256, 4097, 65_537, 10**9, 10**30, 1e308]
LISTS = [[], [1], [0, 0], [1, 2, 3], [[]], [[1, 2], [3]]]
OBJECTS = [{}, {"left": 1}, {"pattern": "ones"}, {"predictor": {}}]
JUNK = st.sampled_from([*WORDS_FOR_NUMBERS, *NUMBERS_OF_ALL_KINDS, *LISTS, *OBJECTS])


def mutated(document: Json, data: st.DataObject) -> Json:
    changed = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        ways = list(places(changed))
        if not ways:
            break
        *way, last = data.draw(st.sampled_from(ways))
        owner: Any = changed
        for key in way:
            owner = owner[key]
        change(owner, last, data)
    return changed


def change(owner: Any, key: Any, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["junk", "remove", "copy", "rename"]))
    if kind == "remove":
        del owner[key]
    elif kind == "copy" and isinstance(owner, list):
        owner.append(copy.deepcopy(owner[key]))
    elif kind == "rename" and isinstance(owner, dict):
        fields = ["kernel", "inputs", "of", "weights", "bias", "dilation", "mask", "size", "colour"]
        owner[data.draw(st.sampled_from(fields))] = owner.pop(key)
    else:
        owner[key] = copy.deepcopy(data.draw(JUNK))


def assert_answered(data: bytes) -> None:
    """Known problems, or every layer; and what was read can be written."""
    report = describe(data)
    reading = file_format.read(data)
    if not report["problems"]:
        assert len(report["layers"]) == len(json.loads(data)["layers"])
        assert all(min(each["shape"]) >= 1 for each in report["layers"])
    if reading.document is not None:
        assert read(file_format.write(reading.document)) == reading.document


@settings(parent=many, max_examples=400)
@given(drawn_documents(), st.data())
def test_a_document_changed_at_random_is_answered(drawn: Drawn, data: st.DataObject) -> None:
    assert_answered(encode(mutated(drawn.document, data)))


@settings(parent=many, max_examples=200)
@given(drawn_documents(), st.data())
def test_bytes_changed_at_random_are_answered(drawn: Drawn, data: st.DataObject) -> None:
    text = bytearray(encode(drawn.document))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert_answered(bytes(text))


@settings(parent=many, max_examples=200)
@given(st.binary(max_size=60))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert_answered(data)
