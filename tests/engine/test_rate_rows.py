"""What is compared of lists of rates, against the cells themselves."""

from __future__ import annotations

import itertools

import pytest

from engine import rate_rows, report, runs
from engine.rate_rows import RateRow
from tests.engine.stacks import conv, layer, stack


def paths_by_hand(kernel: int, rates: tuple[int, ...]) -> list[int]:
    counts = [0] * (1 + (kernel - 1) * sum(rates))
    for taps in itertools.product(range(kernel), repeat=len(rates)):
        counts[sum(tap * rate for tap, rate in zip(taps, rates, strict=True))] += 1
    return counts


@pytest.mark.parametrize(
    ("kernel", "rates"), [(3, (1, 2, 3)), (3, (2, 2, 2)), (2, (1, 2, 4, 8)), (5, (3, 1)), (4, (1,))]
)
def test_paths_are_those_of_every_choice_of_taps(kernel: int, rates: tuple[int, ...]) -> None:
    row = RateRow(kernel, rates)
    counts = paths_by_hand(kernel, rates)
    assert row.coverage.paths == counts
    assert row.field == len(counts)
    assert row.used == sum(count > 0 for count in counts) ** 2
    assert row.holes == row.field**2 - row.used
    assert row.weights == len(rates) * kernel**2


def test_the_standard_example_passes_the_rule_and_has_holes() -> None:
    row = RateRow(3, (2, 2, 2))
    assert row.verdict is not None
    assert row.verdict.passes
    assert (row.used, row.holes) == (49, 120)


def test_an_order_of_which_the_rule_says_otherwise_is_named() -> None:
    said = str(rate_rows.order_matters(RateRow(3, (1, 2, 3))))
    assert said == (
        "Order matters to the rule, not to the truth: 1, 2, 3 passes and 1, 3, 2 fails, yet they "
        "read the same pixels."
    )
    turned = str(rate_rows.order_matters(RateRow(3, (1, 3, 2))))
    assert "1, 3, 2 fails" in turned
    one = str(rate_rows.order_matters(RateRow(3, (1,))))
    assert one == "Order matters to the rule, not to the truth."


def test_many_equal_rates_are_counted_where_they_are_written() -> None:
    assert rate_rows.listed((1, 2, 3)) == "1, 2, 3"
    assert rate_rows.listed((1, *(2,) * 12, 3)) == "1, 2 ×12, 3"


def test_the_rates_of_now_are_those_selected_or_dilated_or_all() -> None:
    document = stack(
        conv("a", padding=1),
        layer("max_pool", "pool", kernel=2),
        conv("b", dilation=2, padding=2),
        conv("c", dilation=4, padding=4),
        size=40,
    )
    found = report.resolve(document)
    assert rate_rows.now(document, found, []) == RateRow(3, (2, 4))
    assert rate_rows.now(document, found, ["c"]) == RateRow(3, (2, 4))
    assert rate_rows.now(document, found, ["a", "b", "c"]) == RateRow(3, (1, 2, 4))


def test_there_are_no_rates_of_now_where_kernels_differ() -> None:
    document = stack(conv("a", padding=1), conv("b", kernel=5, padding=2))
    assert rate_rows.now(document, report.resolve(document), []) is None
    empty = stack()
    assert rate_rows.now(empty, report.resolve(empty), []) is None


def whole_of(*rates: int) -> runs.Run:
    parts = (conv(f"c{at}", dilation=rate, padding=rate) for at, rate in enumerate(rates))
    found = runs.whole(report.resolve(stack(*parts, size=60)))
    assert found is not None
    return found


def test_a_run_with_holes_is_told_the_nearest_rates_without() -> None:
    assert str(rate_rows.mended(whole_of(2, 2, 2))) == (
        "Rates 1, 2, 3 see as far and leave no hole."
    )
    assert str(rate_rows.mended(whole_of(9, 9))) == (
        "2 layers of kernel 3 without holes see 9 pixels at most; a field of 37 takes 4 layers."
    )
    assert rate_rows.mended(whole_of(1, 2, 3)) is None


def test_a_run_with_strides_has_no_rates_to_mend() -> None:
    found = runs.whole(report.resolve(stack(
        conv("a", stride=2, padding=1), conv("b", dilation=4, padding=4), size=60
    )))  # fmt: skip
    assert found is not None
    assert not found.coverage(0).full
    assert rate_rows.mended(found) is None
