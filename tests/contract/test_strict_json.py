"""The bytes of a document: JSON and nothing beside it."""

import json

import pytest

from engine import file_format

from .documents import (
    Json,
    codes,
    conv,
    describe,
    encode,
    problems,
    stack,
)

NOT_A_DOCUMENT = {
    "nothing": b"",
    "blank": b" \n\t ",
    "a word": b"convolution",
    "cut short": encode(stack(conv()))[:-1],
    "more behind": encode(stack(conv())) + b"{}",
    "a trailing comma": b'{"format": "convolution-stack",}',
    "single quotes": b"{'format': 1}",
    "a comment": b"// hello\n{}",
    "latin": '{"title": "é"}'.encode("latin-1"),
    "utf-16": json.dumps(stack(conv())).encode("utf-16"),
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "zeros": b"\0" * 100,
    "only a mark": b"\xef\xbb\xbf",
    "a raw newline in a text": b'{"title": "a\nb"}',
}


@pytest.mark.parametrize("data", NOT_A_DOCUMENT.values(), ids=NOT_A_DOCUMENT.keys())
def test_what_is_not_json_is_one_problem_and_no_report(data: bytes) -> None:
    report = describe(data)
    assert set(report) == {"problems"}
    (problem,) = report["problems"]
    assert (problem["layer"], problem["field"]) == (None, None)
    assert problem["code"] in ("not_json", "unreadable")


@pytest.mark.parametrize("data", [b"[]", b"null", b"1", b'"convolution-stack"', b"true", b"[{}]"])
def test_a_document_is_an_object(data: bytes) -> None:
    (code,) = codes(data)
    assert code in ("not_json", "bad_value", "missing_field")


def spliced(old: str, new: str, document: Json | None = None) -> bytes:
    text = json.dumps(document or stack(conv(bias=[7]), title="TITLE"))
    assert old in text
    return text.replace(old, new).encode()


STRICT = {
    "a duplicate key of the document": spliced('"version": 1', '"version": 1, "version": 1'),
    "a duplicate key of a layer": spliced('"kernel": 1', '"kernel": 1, "kernel": 1'),
    "a duplicate key behind an escape": spliced('"kernel": 1', '"kernel": 1, "k\\u0065rnel": 1'),
    "NaN": spliced("[7]", "[NaN]"),
    "Infinity": spliced("[7]", "[Infinity]"),
    "-Infinity": spliced("[7]", "[-Infinity]"),
    "401 digits": spliced("[7]", f"[{'1' * 401}]"),
    "a fraction of 401 digits": spliced("[7]", f"[0.{'1' * 401}]"),
    "a lone high surrogate": spliced("TITLE", "\\ud800"),
    "a lone low surrogate": spliced("TITLE", "a\\udc00b"),
    "surrogates the wrong way round": spliced("TITLE", "\\udc00\\ud800"),
    "a lone surrogate in a name": spliced('"x"', '"\\ud800"'),
    "a lone surrogate in a key": spliced('"kernel"', '"\\ud800": 1, "kernel"'),
    "an encoded surrogate": spliced("TITLE", "TITLE").replace(b"TITLE", b"\xed\xa0\x80"),
}


@pytest.mark.parametrize("data", STRICT.values(), ids=STRICT.keys())
def test_what_strict_json_lacks_is_refused_once(data: bytes) -> None:
    (code,) = codes(data)
    assert code in ("not_json", "bad_value", "too_large", "unreadable", "unknown_field")
    assert file_format.read(data).document is None


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e99999"])
def test_a_number_too_large_for_its_kind_is_refused(number: str) -> None:
    assert len(codes(spliced("[7]", f"[{number}]"))) == 1


def test_400_digits_are_a_number() -> None:
    assert problems(stack(conv(), size=[10**399, 1])) == [(None, "input.size", "too_large")]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert describe(spliced("TITLE", "\\ud83d\\ude00"))["title"] == "\N{GRINNING FACE}"


def test_a_byte_order_mark_is_read_and_not_written() -> None:
    plain = file_format.read(encode(stack(conv())))
    marked = file_format.read(b"\xef\xbb\xbf" + encode(stack(conv())))
    assert list(marked.problems) == []
    assert marked.document is not None
    assert marked.document == plain.document
    assert not file_format.write(marked.document).startswith(b"\xef\xbb\xbf")


def test_only_one_byte_order_mark_is_read() -> None:
    assert len(codes(b"\xef\xbb\xbf" * 2 + encode(stack(conv())))) == 1
