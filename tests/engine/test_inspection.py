"""The table for people: one line a layer, aligned, in either language."""

from __future__ import annotations

import json

from engine import inspection, inspection_table
from engine.report import Report

from .stacks import conv, layer, resolved


def branched() -> Report:
    return resolved(
        conv("a", 2, stride=2), conv("b", [3, 2], stride=2, padding=[1, 0], inputs=["input"]),
        layer("add", "sum", inputs=["b", "a"]),
        layer("global_avg_pool", "end"), size=(10, 11),
    )  # fmt: skip


def test_there_is_a_line_a_layer_between_two_rules() -> None:
    lines = inspection_table.table(branched(), "en")
    first, last = (at for at, line in enumerate(lines) if line.startswith("─"))
    assert [line.split()[0] for line in lines[first + 1 : last]] == [
        "input", "a", "b", "sum", "end",
    ]  # fmt: skip
    assert lines[last + 1].startswith("total")


def test_columns_are_aligned_in_both_languages() -> None:
    for language in ("en", "zh_CN"):
        lines = inspection_table.table(branched(), language)
        rules = [at for at, line in enumerate(lines) if line.startswith("─")]
        right = {inspection_table.width(line) for line in lines[rules[0] + 2 : rules[1]]}
        assert right == {inspection_table.width(lines[rules[0]])}


def test_chinese_characters_take_two_columns_and_latin_ones_one() -> None:
    assert inspection_table.width("感受野 3×3 –") == 6 + 6


def test_unlike_axes_are_shown_apart_and_what_is_unknown_as_a_dash() -> None:
    lines = inspection_table.table(branched(), "en")
    assert any(line.startswith("sum") and " 3×2 " in line and " 0×1/2 " in line for line in lines)
    (end,) = (line.split() for line in lines if line.startswith("end"))
    assert end.count("–") == 3


def test_a_field_that_changes_with_the_phase_is_a_range() -> None:
    up = {"kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "out_channels": 1}
    lines = inspection_table.table(resolved(layer("conv_transpose", "up", **up)), "en")
    assert any(line.startswith("up") and " 1–2 " in line for line in lines)


def test_a_period_that_is_too_long_has_no_field() -> None:
    parts = (layer("upsample", "x", scale=[1, 1024]), layer("upsample", "y", scale=[1, 8]))
    lines = inspection_table.table(resolved(*parts, size=(1, 2)), "en")
    assert any(line.startswith("y") and " 1×– " in line for line in lines)


def test_notes_tell_of_skips_and_unread_cells() -> None:
    found = resolved(
        conv("a", 2, stride=2), conv("b", 3, stride=2, padding=1, inputs=["input"]),
        layer("crop", "c", crop={"bottom": 1, "right": 1}), layer("add", "sum", inputs=["a", "c"]),
    )  # fmt: skip
    said = "\n".join(inspection_table.table(found, "en"))
    assert "sum: its branches look at places apart by 1/2 (rows) and 1/2 (columns)." in said
    assert "a: 1 row and 1 column of its padded input are never read." in said


def test_branches_of_unlike_jumps_are_told_with_a_question_mark() -> None:
    found = resolved(
        conv("a", 2, stride=2), conv("b", 5, inputs=["input"]),
        layer("concat", "both", inputs=["a", "b"]), size=(8, 8),
    )  # fmt: skip
    assert any("? (rows)" in line for line in inspection_table.table(found, "en"))


def test_a_title_stands_above_and_cannot_break_the_table() -> None:
    raw = {
        "format": "convolution-stack", "version": 1, "title": "one\ntwo",
        "input": {"channels": 1, "size": 4}, "layers": [],
    }  # fmt: skip
    found = inspection.examine(json.dumps(raw).encode())
    assert not found.problems
    assert inspection_table.lines(found, "en")[0] == "one\\ntwo"


def test_large_numbers_have_thin_spaces() -> None:
    lines = inspection_table.table(resolved(conv("a", out_channels=64), channels=64), "en")
    assert any("36\u2009928" in line for line in lines)
