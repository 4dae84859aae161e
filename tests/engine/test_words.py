"""Sentences are values; they are said late, on one line, in either language."""

from __future__ import annotations

import pytest

from engine import words
from engine.words import plural, text


def test_a_sentence_is_said_with_its_values() -> None:
    assert words.say(text("{a} of {b}", a=3, b=4)) == "3 of 4"


def test_a_sentence_inside_a_sentence_is_said_in_the_same_language() -> None:
    inner = text("rows")
    assert words.say(text("{what}", what=inner), "zh_CN") == "行"


def test_equal_sentences_are_equal_and_hashable() -> None:
    assert {text("{a}", a=1), text("{a}", a=1)} == {text("{a}", a=1)}


@pytest.mark.parametrize(("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_english_counts_one_and_many(count: int, said: str) -> None:
    assert words.say(plural("1 row", "{count} rows", count)) == said


def test_chinese_has_one_form_for_all_counts() -> None:
    one, many = (plural("1 row", "{count} rows", count) for count in (1, 2))
    assert words.say(one, "zh_CN") == words.say(many, "zh_CN").replace("2", "1")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert words.language_of(environ) == language


def test_no_value_breaks_the_line() -> None:
    assert "\n" not in words.say(text("{name}", name="a\nb\x00\ud800"))


def test_long_values_are_cut() -> None:
    assert len(words.say(text("{name}", name="x" * 9_999))) == words.LONGEST_QUOTE
    assert len(words.quoted(list(range(9_999)))) == words.LONGEST_QUOTE


def test_a_listing_ends_with_or() -> None:
    assert words.say(words.listing([1])) == "1"
    assert words.say(words.listing([1, 2, 4])) == "1, 2 or 4"


def test_a_braced_value_is_not_a_template() -> None:
    assert words.say(text("{name}", name="{0}")) == "{0}"
