"""Why rule and truth differ: every reason that is given holds, over all short lists of rates."""

from __future__ import annotations

from itertools import product

import pytest

from engine import coverage, disagreement, rule
from engine.disagreement import Reason

FACTOR_2 = (
    "Every rate shares the factor 2, so the steps never leave the even pixels. M₂ cannot see that."
)
FACTOR_3 = (
    "Every rate shares the factor 3, so of 3 pixels in a row one alone is reached. "
    "M₂ cannot see that."
)
NO_ONE = (
    "The smallest rate is 2, so the pixel beside the outermost one is never read. "
    "M₂ does not ask for a rate of 1."
)
ORDERED = (
    "M looks from the last layer on. In the order {} the rule passes with M₂ = 2, and the same "
    "pixels are read. Order matters to the rule, not to the truth."
)
TWO_TAPS = (
    "The rule subtracts 2r in every line, as for three taps. Kernel 2 reaches no more than r: "
    "with that, M₂ is 3 and fails."
)
REACH = (
    "The rule subtracts 2r in every line, as for three taps. Kernel 4 reaches 3r: with that, M₂ "
    "is 4 and passes."
)
FIRST = (
    "M₂ ≤ K is enough only where the first rate is 1, so that its taps fill the gaps that are "
    "left; here it is 9. Step 9 is larger than 1 + 6, so offset 7 is never reached."
)
BOTH = (
    "The rule subtracts 2r in every line, as for three taps. Kernel 4 reaches 3r: with that, and "
    "in the order 1, 1, 7, M₂ is 4 and passes. Order matters to the rule, not to the truth."
)


@pytest.mark.parametrize(
    ("kernel", "rates", "reason", "said"),
    [
        (3, (2, 2, 2), Reason.FACTOR, FACTOR_2),
        (3, (3, 3, 3), Reason.FACTOR, FACTOR_3),
        (3, (2, 3), Reason.NO_ONE, NO_ONE),
        (3, (2, 2, 5, 9), Reason.NO_ONE, NO_ONE),
        (3, (1, 4, 2), Reason.ORDER, ORDERED.format("1, 2, 4")),
        (3, (1, 5, 2), Reason.ORDER, ORDERED.format("1, 2, 5")),
        (2, (1, 1, 4), Reason.TWO_TAPS, TWO_TAPS),
        (4, (1, 1, 7), Reason.REACH, REACH),
        (3, (9, 2, 1), Reason.FIRST, FIRST),
        (4, (1, 7, 1), Reason.ORDER_AND_REACH, BOTH),
    ],
)
def test_the_reason_is_told_with_its_numbers(
    kernel: int, rates: tuple[int, ...], reason: Reason, said: str
) -> None:
    found = disagreement.of((kernel,) * len(rates), rates)
    assert found is not None
    assert (found.reason, str(found.sentence)) == (reason, said)


@pytest.mark.parametrize(
    ("kernels", "rates"),
    [((3, 3, 3), (1, 2, 5)), ((3, 3, 3), (1, 2, 9)), ((3,), (2,)), ((3, 5), (2, 2)), ((), ())],
)
def test_where_they_agree_or_the_rule_is_not_asked_nothing_is_told(
    kernels: tuple[int, ...], rates: tuple[int, ...]
) -> None:
    assert disagreement.of(kernels, rates) is None


def holds(k: int, rates: tuple[int, ...], reason: Reason) -> bool:
    """Whether that is what hides the truth from the rule."""
    kernels, ascending = (k,) * len(rates), tuple(sorted(rates))
    whole, sorted_whole = rule.repaired(k, rates), rule.repaired(k, ascending)
    sorted_verdict = rule.verdict(kernels, ascending)
    assert whole is not None
    assert sorted_whole is not None
    assert sorted_verdict is not None
    found = coverage.of(kernels, rates)
    return {
        Reason.FACTOR: found.common_divisor > 1,
        Reason.NO_ONE: found.first_missing == 1 and min(rates) > 1,
        Reason.TWO_TAPS: k == 2 and not whole.passes,
        Reason.FIRST: rates[0] > 1 and coverage.of(kernels, (1, *rates[1:])).full,
        Reason.ORDER: ascending != rates and sorted_verdict.passes,
        Reason.REACH: k > 3 and whole.passes,
        Reason.ORDER_AND_REACH: k > 3 and ascending != rates and sorted_whole.passes,
    }[reason]


@pytest.mark.parametrize("k", [2, 3, 4, 5, 7])
def test_every_reason_that_is_given_is_the_reason(k: int) -> None:
    for length in (2, 3, 4):
        for rates in product(range(1, 11 if length < 4 else 8), repeat=length):
            kernels = (k,) * length
            found, said = disagreement.of(kernels, rates), rule.verdict(kernels, rates)
            assert said is not None
            assert (found is not None) == (said.passes != coverage.of(kernels, rates).full)
            assert found is None or holds(k, rates, found.reason), (rates, found)


def test_behind_a_stride_it_is_spacings_that_are_told() -> None:
    found = disagreement.of((3, 3), (2, 2), are_dilations=False)
    assert found is not None
    assert str(found.sentence).startswith("Every spacing shares the factor 2")


def test_of_many_rates_those_in_the_middle_are_left_out() -> None:
    assert disagreement.order(range(1, 8)) == "1, 2, 3, 4, 5, 6, 7"
    assert disagreement.order(range(1, 10)) == "1, 2, 3, 4, …, 8, 9"
