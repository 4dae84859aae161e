"""Output sizes written out: what stands in the lines, against worked numbers and the report."""

from __future__ import annotations

from typing import Any

import pytest

from engine import formulas, size_formulas, words
from engine.formulas import Formula, Style
from engine.layers import Layer
from tests.engine.formulas_said import lines
from tests.engine.stacks import conv, layer, resolved


def of(part: Layer, size: Any = (9, 9), channels: int = 1) -> Formula:
    found = size_formulas.of_name(resolved(part, size=size, channels=channels), part.name)
    assert found is not None
    return found


def test_a_convolution_is_reckoned_in_symbols_and_numbers() -> None:
    assert lines(of(conv("c", dilation=2, padding=2))) == [
        "out = ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1",
        "= ⌊(9 + 4 − 2·2 − 1) / 1⌋ + 1",
        "= 9",
    ]


def test_a_size_below_one_fails_in_red() -> None:
    formula = of(conv("c", dilation=4, padding=1), size=(5, 5))
    assert lines(formula)[1:] == ["= ⌊(5 + 2 − 4·2 − 1) / 1⌋ + 1", "= −1  needs 1 or more"]
    assert [one.style for one in formula.lines[-1].pieces][-1] is Style.BAD


def test_axes_that_differ_are_written_one_by_one() -> None:
    assert lines(of(conv("c", [3, 5], padding=1)))[1:] == [
        "rows = ⌊(9 + 2 − 1·2 − 1) / 1⌋ + 1", "= 9",
        "columns = ⌊(9 + 2 − 1·4 − 1) / 1⌋ + 1", "= 7",
    ]  # fmt: skip


def test_unequal_sides_of_padding_stand_apart() -> None:
    assert lines(of(conv("c", padding={"top": 1, "left": 1})))[:2] == [
        "out = ⌊(n + p₁ + p₂ − d(k−1) − 1) / s⌋ + 1",
        "= ⌊(9 + 1 + 0 − 1·2 − 1) / 1⌋ + 1",
    ]


def test_each_axis_has_its_own_symbols_where_only_one_is_padded_evenly() -> None:
    found = lines(of(conv("c", padding={"top": 1})))
    assert found[0] == "out = ⌊(n + p₁ + p₂ − d(k−1) − 1) / s⌋ + 1"
    assert "out = ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1" in found


def test_an_average_pool_has_no_dilation() -> None:
    assert lines(of(layer("avg_pool", "p", kernel=2))) == [
        "out = ⌊(n + 2p − k) / s⌋ + 1", "= ⌊(9 + 0 − 2) / 2⌋ + 1", "= 4",
    ]  # fmt: skip


def test_ceil_mode_rounds_up() -> None:
    assert lines(of(layer("max_pool", "p", kernel=2, ceil_mode=True))) == [
        "out = ⌈(n + 2p − d(k−1) − 1) / s⌉ + 1", "= ⌈(9 + 0 − 1·1 − 1) / 2⌉ + 1", "= 5",
    ]  # fmt: skip


def test_a_window_that_would_begin_beyond_the_input_is_taken_off_and_said() -> None:
    formula = of(layer("max_pool", "p", kernel=2, stride=3, padding=1, ceil_mode=True), size=11)
    assert lines(formula)[1:] == ["= ⌈(11 + 2 − 1·1 − 1) / 3⌉ + 1 − 1", "= 4"]
    assert words.say(formula.remarks[0]).startswith("One less")


def test_a_transposed_convolution_is_reckoned_backwards() -> None:
    part = layer("conv_transpose", "t", out_channels=1, kernel=3, stride=2, padding=1,
                 output_padding=1)  # fmt: skip
    assert lines(of(part)) == [
        "out = (n − 1)·s − 2p + d(k−1) + 1 + o",
        "= (9 − 1)·2 − 2 + 1·2 + 1 + 1",
        "= 18",
    ]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (layer("upsample", "u", scale=2), ["out = n · scale", "= 9 · 2", "= 18"]),
        (layer("pad", "p", padding=1), ["out = n + p₁ + p₂", "= 9 + 1 + 1", "= 11"]),
        (layer("crop", "c", crop=2), ["out = n − c₁ − c₂", "= 9 − 2 − 2", "= 5"]),
        (layer("pixel_shuffle", "s", factor=2), ["out = n · factor", "= 9 · 2", "= 18"]),
        (layer("pixel_unshuffle", "s", factor=3), ["out = n / factor", "= 9 / 3", "= 3"]),
        (layer("max_unpool", "m", kernel=2), ["out = (n − 1)·s − 2p + k", "= (9 − 1)·2 − 0 + 2",
                                              "= 18"]),
    ],
)  # fmt: skip
def test_what_changes_the_size_otherwise_has_its_own_formula(
    part: Layer, expected: list[str]
) -> None:
    assert lines(of(part, channels=4)) == expected


def test_a_factor_that_does_not_divide_the_side_fails() -> None:
    assert lines(of(layer("pixel_unshuffle", "s", factor=2)))[-1] == ("= 4.5  needs a whole number")


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (layer("upsample", "u", size=[5, 7]), "The size is given: 5×7."),
        (layer("adaptive_avg_pool", "a", output_size=3), "The size is given: 3×3."),
        (layer("global_max_pool", "g"), "One cell for each channel."),
        (layer("activation", "r"), "The size of what it reads: 9×9."),
    ],
)
def test_a_size_that_is_not_reckoned_is_told(part: Layer, sentence: str) -> None:
    formula = of(part)
    assert formula.lines == ()
    assert [words.say(one) for one in formula.remarks] == [sentence]


def test_an_unpool_tells_whose_input_it_restores() -> None:
    report = resolved(
        layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"), size=(9, 8)
    )
    formula = size_formulas.of_name(report, "u")
    assert formula is not None
    assert words.say(formula.remarks[0]) == "The size that p read: 9×8."


def test_of_a_layer_that_reads_an_impossible_one_there_is_no_formula() -> None:
    assert size_formulas.of_name(resolved(conv("a", 99), conv("b")), "b") is None


@pytest.mark.parametrize("k", [1, 2, 3, 5])
@pytest.mark.parametrize("s", [1, 2, 3])
@pytest.mark.parametrize("d", [1, 2])
def test_what_is_written_comes_to_what_is_reported(k: int, s: int, d: int) -> None:
    """The line of numbers is itself worked out here, so that it can be no other sum."""
    for op in ("conv", "conv_transpose"):
        part = layer(op, "x", out_channels=1, kernel=k, stride=s, dilation=d, padding=k // 2)
        report = resolved(part, size=(11, 11))
        row = report.row("x")
        assert row is not None
        numbers = lines(size_formulas.of(part, row.sources))[1].removeprefix("= ")
        python = numbers.replace("−", "-").replace("·", "*").replace("⌊", "(").replace("⌋", ")//1")
        python = python.replace(" / ", " // ")
        assert eval(python) == row.shape[1]  # noqa: S307  # a sum made above


def test_marked_texts_become_pieces() -> None:
    assert formulas.pieces("2*p* − 1") == (
        ("2", Style.PLAIN), ("p", Style.SYMBOL), (" − 1", Style.PLAIN),
    )  # fmt: skip


def test_numbers_of_layers_stand_below_their_letter() -> None:
    assert formulas.indexed("R", 10) == "R₁₀"
