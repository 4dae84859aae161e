"""The table for people: one line a layer, aligned, in either language."""

from __future__ import annotations

import json

import numpy as np

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


DILATED = {
    "format": "convolution-stack", "version": 1, "input": {"channels": 1, "size": 13},
    "layers": [
        {"op": "conv", "name": name, "out_channels": 1, "kernel": 3, "dilation": 2, "padding": 2}
        for name in "abc"
    ],
}  # fmt: skip


def said(raw: dict[str, object], language: str = "en", **asked: bool) -> str:
    findings = inspection.examine(json.dumps(raw).encode(), **asked)
    return "\n".join(inspection_table.lines(findings, language))


def test_holes_are_told_below_the_table() -> None:
    assert (
        "Seen from input, an output pixel uses 49 of the 169 pixels of its field; the first hole "
        "is 1 from its rim." in said(DILATED)
    )
    assert "从" in said(DILATED, "zh_CN")


def test_a_full_run_of_several_rates_says_so() -> None:
    layers = [
        {"op": "conv", "name": f"d{rate}", "out_channels": 1, "kernel": 3, "dilation": rate}
        for rate in (1, 2, 3)
    ]
    told = said({**DILATED, "layers": layers})
    assert "Seen from input, an output pixel uses all 13×13 pixels of its field." in told


def test_a_hull_that_is_not_laid_out_has_holes_all_the_same() -> None:
    layers = [
        {"op": "conv", "name": "a", "out_channels": 1, "kernel": [1, 1], "stride": [1, 1024]},
        {"op": "conv", "name": "b", "out_channels": 1, "kernel": [1, 5], "dilation": [1, 512]},
    ]
    wide = {**DILATED, "input": {"channels": 1, "size": [1, 65_536]}}
    assert "Seen from input, there are holes." not in said({**wide, "layers": layers[:1]})
    narrow = [layers[0], {**layers[1], "padding": {"right": 4096}}]
    assert "Seen from input, there are holes." in said({**wide, "layers": narrow})


def test_paths_are_drawn_from_the_pixel_of_the_view() -> None:
    told = said({**DILATED, "view": {"layer": "a", "pixel": [0, 0]}}, counts=True)
    assert "paths from row 0, column 0 of a to the input, from row 0, column 0" in told
    assert told.endswith("1 0 1\n0 0 0\n1 0 1\na uses every input pixel.")


def test_pixels_that_are_never_used_are_counted() -> None:
    layers = [{"op": "conv", "name": "a", "out_channels": 1, "kernel": 1, "stride": 2}]
    told = said({**DILATED, "layers": layers}, counts=True)
    assert told.endswith("a never uses 120 input pixels.")


def test_what_cannot_be_counted_is_said() -> None:
    empty = said({**DILATED, "layers": []}, counts=True)
    assert "There is no layer to count the paths of." in empty
    unpool = [
        {"op": "max_pool", "name": "p", "kernel": 2},
        {"op": "max_unpool", "name": "u", "of": "p"},
    ]
    assert "The paths of u cannot be counted." in said({**DILATED, "layers": unpool}, counts=True)


def test_the_object_has_counts_and_usage_where_they_are_asked_for() -> None:
    facts = inspection.describe(json.dumps(DILATED).encode(), counts=True)
    assert list(facts)[-2:] == ["counts", "usage"]
    empty = inspection.describe(json.dumps({**DILATED, "layers": []}).encode(), counts=True)
    assert (empty["counts"], empty["usage"]) == (None, None)
    lost = {**DILATED, "view": {"layer": "nowhere"}}
    assert inspection.describe(json.dumps(lost).encode(), counts=True)["counts"] is None


def test_whole_numbers_are_whole_beside_others_and_what_is_not_finite_is_none() -> None:
    array = np.array([10.0, 0.5, np.inf, np.nan, -0.0, 2.0**60])
    told = inspection.plain(array)
    assert told == [10, 0.5, None, None, 0, 2.0**60]
    assert [type(number) for number in told[:2]] == [int, float]
    assert json.dumps(inspection.plain(np.array([3.0, -0.0]))) == "[3, 0]"


def test_numbers_are_drawn_a_channel_at_a_time() -> None:
    layers = [{"op": "activation", "name": "a", "function": "sigmoid"}]
    ones = {"channels": 2, "size": [1, 2], "values": [[[0, 0]], [[0, 1e9]]]}
    told = said({**DILATED, "input": ones, "layers": layers}, values=True)
    assert told.endswith("a, channel 0\n0.5 0.5\n\na, channel 1\n0.5   1")
