"""Whatever a refusal suggests works: the layer fits with it, and nothing else breaks."""

from __future__ import annotations

import random
from typing import Any

from engine import edits, report, words
from engine.document import Document
from engine.problems import INPUT_SIZE, Problem

from .stacks import conv, layer, resolved, stack

# A padding beyond its limit may be all that made room; with less of it the next rule speaks.
UNCOVERING = {"pool_padding_too_large", "output_padding_too_large"}
LayerFacts = dict[str, Any]


def pair(draw: random.Random, least: int, most: int) -> Any:
    both = [draw.randint(least, most), draw.randint(least, most)]
    return both[0] if draw.random() < 0.5 else both


def padding(draw: random.Random, most: int) -> Any:
    if draw.random() < 0.5:
        return pair(draw, 0, most)
    sides = ("top", "bottom", "left", "right")
    return {side: draw.randint(0, most) for side in sides if draw.random() < 0.7}


def convolution(draw: random.Random) -> LayerFacts:
    return {
        "op": "conv",
        "out_channels": draw.randint(1, 6),
        "kernel": pair(draw, 1, 6),
        "stride": pair(draw, 1, 3),
        "dilation": pair(draw, 1, 4),
        "padding": draw.choice(["same", padding(draw, 6)]),
        "padding_mode": draw.choice(["zeros", "reflect", "circular", "replicate"]),
        "groups": draw.randint(1, 6),
    }


def transposed(draw: random.Random) -> LayerFacts:
    return {
        "op": "conv_transpose",
        "out_channels": draw.randint(1, 6),
        "kernel": pair(draw, 1, 4),
        "stride": pair(draw, 1, 3),
        "dilation": pair(draw, 1, 3),
        "padding": padding(draw, 9),
        "output_padding": pair(draw, 0, 3),
        "groups": draw.randint(1, 6),
    }


def pool(draw: random.Random) -> LayerFacts:
    return {
        "op": "max_pool",
        "kernel": pair(draw, 1, 6),
        "stride": pair(draw, 1, 4),
        "dilation": pair(draw, 1, 5),
        "padding": pair(draw, 0, 4),
        "ceil_mode": draw.random() < 0.5,
    }


def other(draw: random.Random) -> LayerFacts:
    return draw.choice(
        [
            {"op": "crop", "crop": padding(draw, 5)},
            {"op": "pad", "padding": padding(draw, 6), "mode": "reflect"},
            {"op": "pad", "padding": padding(draw, 6), "mode": "circular"},
            {"op": "pixel_shuffle", "factor": draw.randint(1, 4)},
            {"op": "pixel_unshuffle", "factor": draw.randint(1, 7)},
            {"op": "avg_pool", "kernel": pair(draw, 1, 9), "padding": pair(draw, 0, 3)},
            {
                "op": "max_unpool", "kernel": pair(draw, 1, 4), "stride": pair(draw, 1, 4),
                "padding": pair(draw, 0, 2), "output_size": pair(draw, 1, 20),
            },
            {"op": "max_unpool", "kernel": pair(draw, 1, 3), "padding": pair(draw, 0, 2)},
            {"op": "upsample"},
            {"op": "upsample", "scale": 2, "size": 9},
            {"op": "deform_conv", "out_channels": 4, "kernel": 3, "offset_groups": 5},
        ]
    )  # fmt: skip


def refused_documents(count: int) -> list[tuple[Document, Problem]]:
    draw = random.Random(5)
    found: list[tuple[Document, Problem]] = []
    while len(found) < count:
        facts = draw.choice([convolution, transposed, pool, other])(draw)
        op = facts.pop("op")
        size = (draw.randint(1, 8), draw.randint(1, 8))
        document = stack(layer(op, "a", **facts), size=size, channels=draw.randint(1, 12))
        found.extend((document, problem) for problem in report.resolve(document).problems)
    return found


def test_every_suggested_value_repairs_what_it_is_suggested_for() -> None:
    tried = 0
    for document, problem in refused_documents(3_000):
        before = {one.code for one in report.resolve(document).problems}
        for fix in problem.fixes:
            mended = edits.remedied(document, "a", fix)
            after = report.resolve(mended).problems
            assert problem.code not in {one.code for one in after}, (problem, fix)
            if before == {problem.code} and problem.code not in UNCOVERING:
                assert not after, (problem, fix, after)
            tried += 1
    assert tried > 3_000


def test_every_refusal_of_a_window_says_what_would_do() -> None:
    for _, problem in refused_documents(1_000):
        assert problem.layer == "a"
        assert problem.field
        said = words.say(problem.message)
        assert problem.value is not None or problem.code == "missing_field"
        if problem.code not in ("missing_field", "too_large"):
            assert problem.fixes or said.endswith("together.") or "usual -" in said, said


def labels(problem: Problem) -> list[str]:
    return [words.say(fix.label) for fix in problem.fixes]


def message(**facts: Any) -> str:
    size = facts.pop("size")
    channels = facts.pop("channels", 1)
    (problem,) = resolved(layer(name="a", **facts), size=size, channels=channels).problems
    return words.say(problem.message)


def test_a_kernel_that_is_too_wide_names_the_sum_and_both_ways_out() -> None:
    said = message(op="conv", out_channels=1, kernel=3, dilation=4, padding=1, size=5)
    assert said == (
        "a: kernel 3 with dilation 4 covers 9 rows, the padded input has 7 (5 + 1 + 1). "
        "Raise padding to 4 or enlarge the input to 7×7."
    )


def test_a_layer_that_only_came_once_more_keeps_the_size_or_starts_from_more() -> None:
    layers = [conv(name, dilation=2) for name in "abc"]
    (problem,) = resolved(*layers, size=9).problems
    assert labels(problem) == ["Set padding 2", "Enlarge the input to 13×13"]
    assert words.say(problem.message) == (
        "c: kernel 3 with dilation 2 covers 5 rows, the input has 1. Raise padding to 2 or enlarge "
        "the input to 13×13."
    )


def test_no_padding_is_offered_that_is_wider_than_the_input() -> None:
    (problem,) = resolved(conv("a", 99), size=9).problems
    assert labels(problem) == ["Enlarge the input to 99×99", "Set kernel 9"]
    (problem,) = resolved(conv("a", 99, dilation=2), size=11).problems
    assert labels(problem) == ["Enlarge the input to 197×197", "Set kernel 6"]


def test_an_input_whose_values_are_given_is_not_enlarged() -> None:
    given = edits.set_input(stack(conv("a", 5), size=3), "values", [[[1, 2, 3]] * 3])
    (problem,) = report.resolve(given).problems
    assert labels(problem) == ["Set padding 2", "Set kernel 3"]
    assert words.say(problem.message) == (
        "a: kernel 5 covers 5 rows, the input has 3. Raise padding to 2 or lower kernel to 3."
    )


def test_what_no_input_reaches_is_not_helped_by_a_larger_one() -> None:
    (problem,) = resolved(layer("global_avg_pool", "p"), conv("a"), size=9).problems
    assert labels(problem) == ["Set padding 1", "Set kernel 1"]


def test_an_enlarged_input_is_a_change_of_the_input_alone() -> None:
    document = stack(conv("a", 5), size=(3, 8))
    (problem,) = report.resolve(document).problems
    larger = next(fix for fix in problem.fixes if fix.field == INPUT_SIZE)
    mended = edits.remedied(document, "a", larger)
    assert mended.input.size == (5, 8)
    assert mended.layers == document.layers


def test_a_stamp_that_is_cropped_away_names_the_sum() -> None:
    said = message(op="conv_transpose", out_channels=1, kernel=3, padding=2, size=[9, 1])
    assert said == (
        "a: the output would have -1 columns: (1-1)·1 - 2·2 + 3 + 0. Lower padding to at most "
        "[2, 1]."
    )


def test_groups_that_do_not_divide_list_those_that_do() -> None:
    said = message(op="conv", out_channels=192, kernel=3, groups=3, channels=64, size=9)
    assert said == (
        "a: groups 3 does not divide the 64 input channels; use 1, 2, 4, 8, 16, 32 or 64."
    )


def test_mirrored_padding_names_the_widest_and_the_other_mode() -> None:
    said = message(
        op="conv", out_channels=1, kernel=3, padding=4, padding_mode="reflect", size=[4, 9]
    )
    assert said == (
        "a: reflect padding 4 needs at least 5 rows, the input has 4; use at most [3, 4] or mode "
        '"replicate".'
    )


def test_half_a_pools_kernel_is_the_limit_whatever_its_dilation() -> None:
    said = message(op="max_pool", kernel=3, padding=2, dilation=2, size=9)
    assert said == (
        "a: padding 2 exceeds half the kernel (3 // 2 = 1); dilation does not raise this limit."
    )


def test_output_padding_names_the_larger_of_stride_and_dilation() -> None:
    said = message(
        op="conv_transpose", out_channels=1, kernel=3, stride=2, output_padding=2, size=5
    )
    assert said == "a: output padding 2 must be below max(stride 2, dilation 1) = 2."


def test_a_problem_of_numbers_does_not_stop_sizes() -> None:
    report = resolved(conv("a", weights=[[[[1, 2]]]]), conv("b", bias=[1, 2]))
    assert [(one.field, one.code) for one in report.problems] == [
        ("weights", "bad_value"),
        ("bias", "bad_value"),
    ]
    assert [row.name for row in report.rows] == ["a", "b"]
