"""Candidates for a field: against all lists there are, and without holes whatever is asked."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator
from functools import cache

import pytest

from engine import coverage, design, rate_repair, rate_search
from engine.design import Candidate, Request
from engine.problems import Refused

Rates = tuple[int, ...]


def is_full(kernel: int, rates: Rates) -> bool:
    """By the cells themselves."""
    cells = {0}
    for rate in rates:
        cells = {cell + rate * tap for cell in cells for tap in range(kernel)}
    return cells == set(range(1 + (kernel - 1) * sum(rates)))


@cache
def all_lists(kernel: int, count: int, most: int) -> dict[int, list[Rates]]:
    """Every ascending list without holes by its field, rates up to `most`."""
    found: dict[int, list[Rates]] = {}
    for rates in itertools.combinations_with_replacement(range(1, most + 1), count):
        if is_full(kernel, rates):
            found.setdefault(1 + (kernel - 1) * sum(rates), []).append(rates)
    return found


def ranked(kernel: int, lists: list[Rates]) -> list[Rates]:
    def rank(rates: Rates) -> tuple[float, int, Rates]:
        index = coverage.of([kernel] * len(rates), rates).gridding_index
        return round(index, 9), rates[-1], rates

    return sorted(lists, key=rank)


def rates_of(candidates: tuple[Candidate, ...]) -> list[Rates]:
    return [one.rates for one in candidates]


# Every list of so many layers has rates up to the number given.
@pytest.mark.parametrize(
    ("kernel", "count", "most"),
    [(2, 1, 1), (2, 2, 2), (2, 3, 4), (2, 4, 8), (2, 5, 16), (3, 1, 1), (3, 2, 3), (3, 3, 9),
     (3, 4, 27), (4, 3, 16), (5, 3, 25), (7, 2, 7)],
)  # fmt: skip
def test_candidates_are_all_lists_without_holes_in_their_order(
    kernel: int, count: int, most: int
) -> None:
    lists = all_lists(kernel, count, most)
    for field in range(1, kernel**count + 2 * kernel):
        answer = design.answer(Request(kernel, field, count))
        expected = ranked(kernel, lists.get(field, []))
        assert rates_of(answer.candidates) == expected[: rate_search.MOST]
        assert answer.is_complete


def partitions(total: int, count: int, least: int = 1) -> Iterator[Rates]:
    if count == 1:
        yield (total,)
        return
    for first in range(least, total // count + 1):
        for others in partitions(total - first, count - 1, first):
            yield (first, *others)


@pytest.mark.parametrize(("kernel", "count", "total"), [(3, 5, 41), (2, 7, 66), (4, 5, 90)])
def test_more_candidates_than_are_told_are_cut_after_the_best(
    kernel: int, count: int, total: int
) -> None:
    lists = [one for one in partitions(total, count) if is_full(kernel, one)]
    assert len(lists) > rate_search.MOST
    answer = design.answer(Request(kernel, 1 + (kernel - 1) * total, count))
    assert rates_of(answer.candidates) == ranked(kernel, lists)[: rate_search.MOST]
    assert answer.is_complete


def test_without_layers_the_fewest_are_taken_that_reach_the_field() -> None:
    for kernel, most in ((2, 33), (3, 81), (4, 64)):
        for field in range(kernel, most + 1):
            answer = design.answer(Request(kernel, field))
            for one in answer.candidates:
                assert kernel ** (len(one.rates) - 1) < field <= kernel ** len(one.rates)


def test_a_largest_rate_holds_and_may_take_more_layers() -> None:
    assert rates_of(design.answer(Request(3, 27)).candidates) == [(1, 3, 9)]
    answer = design.answer(Request(3, 27, largest=4))
    expected = all_lists(3, 5, 4).get(27, [])
    assert rates_of(design.answer(Request(3, 27, 5, 4)).candidates) == ranked(3, expected)
    assert {len(one.rates) for one in answer.candidates} == {5}
    assert design.answer(Request(3, 27, 4, largest=4)).nearest == 25


def test_the_rates_of_the_contract_come_first() -> None:
    answer = design.answer(Request(3, 27))
    only = answer.candidates[0]
    assert (only.rates, only.field, only.gridding_index, only.weights) == ((1, 3, 9), 27, 0.0, 27)
    # Of those as even as 1, 2, 3 the smallest rates come first.
    thirteen = design.answer(Request(3, 13, 3))
    assert rates_of(thirteen.candidates) == [(1, 2, 3), (1, 1, 4)]
    assert thirteen.candidates[0].gridding_index == pytest.approx(1 / 9)


def random_requests(count: int) -> list[Request]:
    draw = random.Random(20_260)
    found = []
    for _ in range(count):
        kernel = draw.choice([2, 3, 3, 3, 4, 5, 6, 7, 9, 11, 15, 31, 255])
        layers = draw.choice([None, None, draw.randint(1, 8), draw.randint(1, 40)])
        largest = draw.choice([None, None, draw.randint(1, 64)])
        found.append(Request(kernel, draw.randint(1, design.LARGEST_FIELD), layers, largest))
    return found


def test_a_thousand_requests_give_only_lists_without_holes_of_exactly_that_field() -> None:
    for request in random_requests(1_000):
        answer = design.answer(request)
        assert len(answer.candidates) <= rate_search.MOST
        assert (answer.nearest is None) or not answer.candidates
        ranks = []
        for one in answer.candidates:
            covered = coverage.of([request.kernel] * len(one.rates), one.rates)
            assert covered.full
            assert covered.hull == request.field
            assert list(one.rates) == sorted(one.rates)
            assert request.layers in (None, len(one.rates))
            assert one.rates[-1] <= (request.largest or one.rates[-1])
            assert one.gridding_index == pytest.approx(covered.gridding_index, abs=1e-9)
            ranks.append((round(one.gridding_index, 9), one.rates[-1], one.rates))
        assert ranks == sorted(set(ranks))


def test_a_field_without_candidates_names_the_nearest_that_has_one() -> None:
    for kernel, count, most in ((2, 3, 4), (3, 2, 3), (3, 3, 9), (4, 2, 4), (5, 2, 5)):
        fields = sorted(all_lists(kernel, count, most))
        for field in range(1, kernel**count + 30):
            answer = design.answer(Request(kernel, field, count))
            if field in fields:
                assert answer.nearest is None
            else:
                expected = min(fields, key=lambda one: (abs(one - field), one))
                assert answer.nearest == expected


def test_of_two_nearest_fields_the_smaller_is_named() -> None:
    assert design.answer(Request(3, 12, 3)).nearest == 11
    assert design.answer(Request(3, 1)).nearest == 3


def test_the_nearest_field_can_be_asked_for_in_turn() -> None:
    for request in random_requests(200):
        nearest = design.answer(request).nearest
        if nearest is not None:
            again = Request(request.kernel, nearest, request.layers, request.largest)
            assert design.answer(again).candidates


def test_no_field_within_the_limit_has_a_candidate_of_so_many_wide_kernels() -> None:
    answer = design.answer(Request(255, 4_097, 100))
    assert not answer.candidates
    assert answer.nearest is None


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(1, 9), "kernel takes a whole number from 2 to 255, got 1."),
        (Request(256, 9), "kernel takes a whole number from 2 to 255, got 256."),
        (Request(3, 0), "field takes a whole number from 1 to 4097, got 0."),
        (Request(3, 4_098), "field takes a whole number from 1 to 4097, got 4098."),
        (Request(3, 9, 0), "layers takes a whole number from 1 to 512, got 0."),
        (Request(3, 9, 513), "layers takes a whole number from 1 to 512, got 513."),
        (Request(3, 9, None, 0), "largest rate takes a whole number from 1 to 4096, got 0."),
    ],
)
def test_what_is_over_a_limit_is_refused_with_the_limit(request_: Request, said: str) -> None:
    with pytest.raises(Refused, match=said):
        design.answer(request_)


def test_many_layers_of_small_rates_are_told_by_their_largest_rate() -> None:
    answer = design.answer(Request(3, 401, 100))
    assert len(answer.candidates) == rate_search.MOST
    assert answer.is_complete
    assert {one.rates[-1] for one in answer.candidates[:20]} == {3}
    assert max(one.gridding_index for one in answer.candidates) < rate_search.ALIKE


def nearest_by_hand(kernel: int, wanted: Rates) -> list[Rates]:
    lists = all_lists(kernel, len(wanted), sum(wanted))
    same = lists.get(1 + (kernel - 1) * sum(wanted), [])
    if not same:
        return []
    least = min(rate_repair.distance(one, wanted) for one in same)
    return ranked(kernel, [one for one in same if rate_repair.distance(one, wanted) == least])


@pytest.mark.parametrize("kernel", [2, 3, 4])
def test_a_repair_is_the_nearest_list_and_of_several_the_best(kernel: int) -> None:
    for count, most in ((1, 3), (2, 6), (3, 5), (4, 4)):
        for wanted in itertools.combinations_with_replacement(range(1, most + 1), count):
            expected = nearest_by_hand(kernel, wanted)
            found = design.repairs(kernel, wanted[::-1])
            assert found.rates == (expected[0] if expected else None)
            assert (found.why_not is None) == bool(expected)


def test_the_standard_example_is_repaired_to_1_2_3() -> None:
    assert design.repairs(3, (2, 2, 2)).rates == (1, 2, 3)
    assert design.repairs(3, (1, 2, 3)).rates == (1, 2, 3)


def test_a_field_that_no_such_list_reaches_is_said() -> None:
    why = design.repairs(3, (9, 9)).why_not
    assert str(why) == (
        "2 layers of kernel 3 without holes see 9 pixels at most; a field of 37 takes 4 layers."
    )


def test_a_repair_of_many_large_rates_is_found_soon() -> None:
    draw = random.Random(7)
    for _ in range(60):
        kernel, count = draw.choice([2, 3, 5]), draw.randint(2, 12)
        wanted = [draw.randint(1, 60) for _ in range(count)]
        start = time.perf_counter()
        found = design.repairs(kernel, wanted)
        assert time.perf_counter() - start < 2
        if found.rates is not None:
            assert sum(found.rates) == sum(wanted)
            assert coverage.of([kernel] * count, found.rates).full
