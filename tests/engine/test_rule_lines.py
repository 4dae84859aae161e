"""The rule and the exact test line by line, with the numbers of known lists."""

from __future__ import annotations

import pytest

from engine import coverage, rule, rule_lines
from engine.formulas import Formula, Style


def written(formula: Formula) -> list[str]:
    return [
        f"{line.name} {''.join(str(piece.content) for piece in line.pieces)}".strip()
        for line in formula.lines
    ]


def ruled(kernel: int, rates: tuple[int, ...], *, whole: bool = False) -> Formula:
    verdict = rule.verdict((kernel,) * len(rates), rates)
    assert verdict is not None
    return rule_lines.of_rule(verdict, rates, whole=whole)


def proved(kernel: int, rates: tuple[int, ...]) -> list[str]:
    return written(rule_lines.of_test(coverage.of((kernel,) * len(rates), rates)))


def test_the_rule_for_2_2_2() -> None:
    assert written(ruled(3, (2, 2, 2))) == [
        "M₃ = r₃ = 2",
        "M₂ = max(M₃ − 2r₂, M₃ − 2(M₃ − r₂), r₂)",
        "= max(2 − 4, 2 − 2·0, 2)",
        "= max(−2, 2, 2) = 2 ≤ K = 3 passes",
        "M₁ = max(M₂ − 2r₁, M₂ − 2(M₂ − r₁), r₁)",
        "= max(2 − 4, 2 − 2·0, 2) = 2",
    ]


def test_the_rule_for_1_2_9_fails_with_5() -> None:
    shown = ruled(3, (1, 2, 9))
    assert "= max(5, −5, 2) = 5 > K = 3 fails" in written(shown)
    assert {piece.style for line in shown.lines for piece in line.pieces} >= {Style.BAD}


def test_a_negative_factor_is_in_brackets() -> None:
    assert "= max(1 − 8, 1 − 2·(−3), 4)" in written(ruled(3, (1, 4, 1)))


def test_with_two_layers_the_last_is_the_one_that_is_judged() -> None:
    assert written(ruled(3, (2, 3)))[0] == "M₂ = r₂ = 3 ≤ K = 3 passes"


def test_of_a_long_stack_the_ends_are_shown_unless_all_is_asked_for() -> None:
    rates = (2,) * 23
    short, whole = written(ruled(3, rates)), written(ruled(3, rates, whole=True))
    assert [line[:3] for line in short if line[0] == "M"] == ["M₂₃", "M₂₂", "M₂ ", "M₁ "]
    assert "…" in short
    assert len([line for line in whole if line[0] == "M"]) == 23
    assert "…" not in whole
    assert rule_lines.is_long(rates)
    assert not rule_lines.is_long(rates[:5])


def test_the_exact_test_of_known_lists() -> None:
    assert proved(3, (1, 4, 2)) == [
        "a₁ = 1 ≤ 1 + 0 = 1", "a₂ = 2 ≤ 1 + 2 = 3", "a₃ = 4 ≤ 1 + 6 = 7",
        "every offset up to 14 is used",
    ]  # fmt: skip
    assert proved(3, (9, 1, 2))[-2:] == ["a₃ = 9 > 1 + 6 = 7", "offset 7 is never used"]
    assert proved(3, (2, 2, 5, 9)) == ["a₁ = 2 > 1 + 0 = 1", "offset 1 is never used"]
    assert proved(3, ()) == []


@pytest.mark.parametrize("kernel", [2, 3])
def test_the_reach_counts_every_tap(kernel: int) -> None:
    found = coverage.of((kernel, 5), (1, 2))
    assert rule_lines.tested(found) == [(1, 0), (2, kernel - 1)]
