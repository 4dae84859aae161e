"""The formulas of one axis against loops that only count."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from engine import arithmetic


def naive_windows(cells: int, k: int, s: int, d: int) -> int:
    """Windows laid down one after the other while they fit."""
    count = 0
    while count * s + d * (k - 1) + 1 <= cells:
        count += 1
    return count


CASES = list(product(range(1, 10), range(1, 6), range(1, 5), range(1, 4), range(4)))


def test_a_convolution_has_as_many_outputs_as_windows_fit() -> None:
    for n, k, s, d, padding in CASES:
        fits = naive_windows(n + padding, k, s, d)
        assert max(arithmetic.conv_size(n, k, s, d, padding), 0) == fits


def test_unread_cells_are_those_after_the_last_tap() -> None:
    for n, k, s, d, padding in CASES:
        out = naive_windows(n + padding, k, s, d)
        if out:
            last_tap = (out - 1) * s + d * (k - 1)
            assert arithmetic.unread(n, k, s, d, (padding, 0), out) == n + padding - 1 - last_tap


def test_same_padding_gives_every_sth_cell_a_window_and_puts_the_odd_cell_after() -> None:
    for n, k, s, d, _ in CASES:
        before, after = arithmetic.same_padding(n, k, s, d)
        assert naive_windows(n + before + after, k, s, d) == len(range(0, n, s))
        assert after - before in (0, 1)


def test_a_transposed_convolution_reaches_as_far_as_its_stamps() -> None:
    for n, k, s, d, _ in CASES:
        stamps = {i * s + d * tap for i, tap in product(range(n), range(k))}
        assert arithmetic.transposed_size(n, k, s, d, 0, 0) == max(stamps) + 1


def test_restoring_output_padding_gives_back_the_size_that_was_convolved() -> None:
    for n, k, s, d, padding in CASES:
        out = arithmetic.conv_size(n, k, s, d, padding)
        if out < 1:
            continue
        extra = arithmetic.restoring_output_padding(n, k, s, d, padding)
        assert 0 <= extra < s
        assert arithmetic.transposed_size(out, k, s, d, padding, extra) == n


def test_in_range_pairs_count_what_a_loop_counts() -> None:
    for n, k, s, d, before in CASES:
        out = arithmetic.conv_size(n, k, s, d, 2 * before)
        met = sum(
            0 <= o * s - before + d * tap < n for o, tap in product(range(max(out, 0)), range(k))
        )
        assert arithmetic.in_range_pairs(n, k, s, d, before, max(out, 0)) == met


def test_stamped_pairs_are_the_stamps_that_are_not_cropped() -> None:
    for n, k, s, d, before in CASES:
        out = arithmetic.transposed_size(n, k, s, d, 2 * before, 0)
        landed = sum(0 <= i * s - before + d * tap < out for i, tap in product(range(n), range(k)))
        assert arithmetic.stamped_pairs(n, k, s, d, before, max(out, 0)) == landed


def test_the_worked_example_of_useful_pairs() -> None:
    assert arithmetic.in_range_pairs(8, 3, 1, 1, 1, 8) == 22


@pytest.mark.parametrize(
    ("n", "k", "s", "p", "ceil_mode", "out"),
    [
        (5, 7, 7, 0, True, 1),
        (5, 7, 7, 0, False, 0),
        (5, 2, 2, 0, True, 3),
        (5, 2, 2, 1, True, 3),  # the fourth window would start in the padding after
        (6, 3, 2, 1, False, 3),
    ],
)
def test_rounding_up_adds_no_window_that_starts_in_the_padding_after(
    n: int, k: int, s: int, p: int, ceil_mode: bool, out: int
) -> None:
    assert arithmetic.pool_size(n, k, s, 1, p, ceil_mode) == out


def test_a_dilated_window_can_hold_padding_only() -> None:
    assert arithmetic.some_window_is_padding_only(1, 2, 1, 2, 1, 1)
    assert not arithmetic.some_window_is_padding_only(2, 2, 1, 2, 1, 2)


def test_adaptive_windows_cover_every_cell() -> None:
    for n, m in product(range(1, 12), range(1, 12)):
        read = Counter(cell for a in range(m) for cell in arithmetic.adaptive_window(a, n, m))
        assert set(read) == set(range(n))


def test_nearest_sources_are_whole_numbers_where_floats_err() -> None:
    assert [arithmetic.nearest_source(o, 14, 46) for o in (0, 23, 45)] == [0, 7, 13]


def test_common_divisors_are_all_and_ascending() -> None:
    assert arithmetic.common_divisors(64, 48) == [1, 2, 4, 8, 16]
