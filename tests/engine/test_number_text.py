from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from engine import number_text

WRITTEN = [
    (0, "0"),
    (7, "7"),
    (-3, "−3"),
    (999, "999"),
    (1000, "1\u2009000"),
    (-1234567, "−1\u2009234\u2009567"),
    (10**30, "1" + 10 * "\u2009000"),
    (0.5, "0.5"),
    (0.25, "0.25"),
    (0.30000000000000004, "0.3"),
    (2.0, "2"),
    (2.675, "2.68"),
    (-2.675, "−2.68"),
    (0.125, "0.13"),
    (0.004, "0"),
    (-0.004, "0"),
    (-0.0, "0"),
    (0.995, "1"),
    (999.999, "1\u2009000"),
    (12345.678, "12\u2009345.68"),
    (1e20, "1e20"),
    (1e-30, "0"),
    (Fraction(1, 3), "0.33"),
    (Fraction(-7, 2), "−3.5"),
    (float("inf"), "∞"),
    (float("-inf"), "−∞"),
    (float("nan"), "NaN"),
    (np.float64(0.1), "0.1"),
    (np.float32(0.1), "0.1"),
    (np.int64(-1200), "−1\u2009200"),
]


@pytest.mark.parametrize(("value", "text"), WRITTEN)
def test_numbers_are_written_short_and_true(value: float | Fraction, text: str) -> None:
    assert number_text.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "+3"), (-2, "−2"), (0, "0"), (0.001, "0"), (-0.001, "0"), (float("inf"), "+∞")],
)
def test_a_difference_always_has_its_sign(value: float, text: str) -> None:
    assert number_text.signed(value) == text


@pytest.mark.parametrize(("value", "text"), [(2, "×2"), (0, "×0"), (-0.5, "×−0.5")])
def test_a_weight_says_that_it_multiplies(value: float, text: str) -> None:
    assert number_text.weight(value) == text


@pytest.mark.parametrize(
    ("products", "total", "divisor", "sign"),
    [
        ([(1, 1), (3, 0), (2, 2)], 5, 1, "="),
        ([(0.1,), (0.2,)], 0.1 + 0.2, 1, "="),
        ([(0.333,), (0.333,), (0.333,)], 0.999, 1, "≈"),
        ([(0.25, 0.25)], 0.0625, 1, "≈"),
        ([(0.5, 0.5)], 0.25, 1, "="),
        ([(1 / 3, 3)], 1, 1, "≈"),
        ([(3,), (4,), (3,)], 10 / 3, 3, "≈"),
        ([(3,), (4,), (3,), (4,)], 3.5, 4, "="),
        ([], 0, 1, "="),
        ([(1,), (2,)], 4, 1, "≈"),
        ([(float("-inf"),), (2,)], 2, 1, "="),
    ],
)
def test_a_total_is_about_right_where_the_shown_terms_do_not_give_it(
    products: list[tuple[float, ...]], total: float, divisor: int, sign: str
) -> None:
    assert number_text.equals(products, total, divisor) == sign


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999_999_999.0, "999\N{THIN SPACE}999\N{THIN SPACE}999"),
        (1e9, "1e9"),
        (-1.234e19, "−1.23e19"),
        (2**70, "1\u2009180\u2009591\u2009620\u2009717\u2009411\u2009303\u2009424"),
    ],
)
def test_digits_that_nobody_counts_give_way_to_a_power_of_ten(value: float, text: str) -> None:
    assert number_text.number(value) == text
