"""Receptive fields and jumps written out, against worked numbers and the report."""

from __future__ import annotations

from typing import Any

import pytest

from engine import field_formulas, layers, words
from engine.layers import Layer
from engine.report import Report
from tests.engine.formulas_said import lines
from tests.engine.stacks import conv, layer, resolved


def of_last(*parts: Layer, size: int = 33, channels: int = 1) -> list[str]:
    report = resolved(*parts, size=(size, size), channels=channels)
    return lines(field_formulas.of(report, report.rows[-1]))


def remarks_of_last(*parts: Layer) -> list[str]:
    report = resolved(*parts, size=(33, 33))
    return [words.say(one) for one in field_formulas.of(report, report.rows[-1]).remarks]


def test_the_first_layer_follows_from_the_input() -> None:
    assert of_last(conv("a")) == [
        "R₁ = R₀ + d(k−1) · J₀", "= 1 + 1·2 · 1 = 3", "J₁ = J₀ · s = 1 · 1 = 1",
    ]  # fmt: skip


def test_a_dilated_layer_reaches_further_for_each_jump() -> None:
    assert of_last(conv("a", stride=2), conv("b", dilation=2, stride=3)) == [
        "R₂ = R₁ + d(k−1) · J₁", "= 3 + 2·2 · 2 = 11", "J₂ = J₁ · s = 2 · 3 = 6",
    ]  # fmt: skip


def test_layers_are_numbered_by_what_they_read() -> None:
    assert of_last(conv("a"), conv("b"), conv("c", inputs=["a"]))[0] == "R₃ = R₁ + d(k−1) · J₁"


def test_axes_that_differ_are_written_one_by_one() -> None:
    assert of_last(conv("a", [3, 5])) == [
        "rows", "R₁ = R₀ + d(k−1) · J₀", "= 1 + 1·2 · 1 = 3", "J₁ = J₀ · s = 1 · 1 = 1",
        "columns", "R₁ = R₀ + d(k−1) · J₀", "= 1 + 1·4 · 1 = 5", "J₁ = J₀ · s = 1 · 1 = 1",
    ]  # fmt: skip


def test_what_leaves_cells_where_they_are_passes_the_field_on() -> None:
    assert of_last(conv("a"), layer("activation", "r")) == ["R₂ = R₁ = 3", "J₂ = J₁ = 1"]


@pytest.mark.parametrize(
    ("part", "jump"),
    [
        (layer("conv_transpose", "u", out_channels=1, kernel=4, stride=2),
         "J₂ = J₁ / s = 2 / 2 = 1"),
        (layer("upsample", "u", scale=4), "J₂ = J₁ · n / out = 2 · 16 / 64 = 1/2"),
        (layer("upsample", "u", size=31, mode="bilinear", align_corners=True),
         "J₂ = J₁ · (n − 1) / (out − 1) = 2 · 15 / 30 = 1"),
        (layer("pixel_unshuffle", "u", factor=2), "J₂ = J₁ · factor = 2 · 2 = 4"),
    ],
)  # fmt: skip
def test_what_enlarges_or_rearranges_changes_the_jump(part: Layer, jump: str) -> None:
    assert of_last(conv("a", stride=2), part)[-1] == jump


def test_a_pixel_shuffle_divides_the_jump() -> None:
    assert of_last(layer("pixel_shuffle", "s", factor=2), channels=4)[-1] == (
        "J₁ = J₀ / factor = 1 / 2 = 1/2"
    )


def test_a_field_that_changes_with_the_phase_is_told_from_least_to_most() -> None:
    parts = (layer("upsample", "u", scale=2), conv("c"))
    assert of_last(*parts)[1] == "= 1 + 1·2 · 1/2 = 2"
    wide = (layer("upsample", "u", scale=2), conv("c", 2))
    assert of_last(*wide)[0] == "R₂ = 1–2"
    assert of_last(*wide, conv("d"))[0] == "R₃ = 2–3"
    assert remarks_of_last(*wide) == ["It changes with the phase of the output pixel."]


def test_a_merge_tells_the_hull_of_its_branches() -> None:
    parts = (conv("a", padding=1), layer("add", "s", inputs=["input", "a"]))
    assert of_last(*parts) == ["R₂ = 3", "J₂ = 1"]
    assert remarks_of_last(*parts) == ["From the first pixel that any branch reaches to the last."]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ((layer("adaptive_avg_pool", "a", output_size=3),),
         "a has no fixed window, so its field is not told."),
        ((layer("adaptive_avg_pool", "a", output_size=3), conv("c")),
         "The field of a is not known."),
        ((conv("a", 1, stride=3), layer("max_pool", "p", kernel=23, stride=1, inputs=["input"]),
          layer("add", "s", inputs=["a", "p"])),
         "The branches of s step at different jumps."),
    ],
)  # fmt: skip
def test_a_field_that_is_not_known_says_why(parts: tuple[Layer, ...], sentence: str) -> None:
    assert of_last(*parts)[0].endswith("= –")
    assert remarks_of_last(*parts) == [sentence]


def stack_of_every_kind() -> Report:
    return resolved(
        conv("a", 3, stride=2, padding=1),
        layer("depthwise_conv", "b", kernel=3, dilation=2),
        layer("max_pool", "c", kernel=3, stride=2),
        layer("conv_transpose", "d", out_channels=1, kernel=4, stride=2),
        layer("avg_pool", "e", kernel=2),
        layer("pad", "f", padding=2),
        size=(65, 65),
    )


def test_the_last_number_of_a_formula_is_the_reported_one() -> None:
    report = stack_of_every_kind()
    for row in report.rows:
        field = row.fields[0]
        assert field is not None
        assert field.sizes is not None
        told = [line.rsplit("= ", 1)[1] for line in lines(field_formulas.of(report, row))]
        assert told[-1] == str(field.jump)
        assert told[-2] == "–".join(map(str, dict.fromkeys(field.sizes)))


@pytest.mark.parametrize("op", layers.OPERATIONS)
def test_every_operation_is_told_or_says_why_not(op: str) -> None:
    raw: dict[str, Any] = {
        "conv": {"out_channels": 1, "kernel": 3}, "depthwise_conv": {"kernel": 3},
        "separable_conv": {"out_channels": 1, "kernel": 3},
        "conv_transpose": {"out_channels": 1, "kernel": 3},
        "deform_conv": {"out_channels": 1, "kernel": 3}, "max_pool": {"kernel": 2},
        "avg_pool": {"kernel": 2}, "max_unpool": {"kernel": 2},
        "adaptive_avg_pool": {"output_size": 2}, "adaptive_max_pool": {"output_size": 2},
        "upsample": {"scale": 2}, "pixel_shuffle": {"factor": 2}, "pixel_unshuffle": {"factor": 2},
        "pad": {"padding": 1}, "crop": {"crop": 1}, "add": {"inputs": ["input", "input"]},
        "concat": {"inputs": ["input", "input"]}, "difference": {"inputs": ["input", "input"]},
    }  # fmt: skip
    report = resolved(layer(op, "x", **raw.get(op, {})), size=(8, 8), channels=4)
    (row,) = report.rows
    formula = field_formulas.of(report, row)
    assert formula.lines
    assert formula.remarks or "–" not in lines(formula)[0]
