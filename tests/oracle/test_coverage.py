"""Coverage against sets of every reached cell, Fourier sums of counts, and worked verdicts."""

from itertools import product
from typing import Any

import pytest

from . import coverage_stacks, reached_sets
from .coverage_stacks import Run
from .documents import Document, Layer, Report, describe, document, report_of, smallest

AXES = ("h", "w")
STACKS = 5_000
LARGEST = 8
KERNELS = (2, 3, 4, 5, 7)
COMPUTED = ("gridding_index", "hdc")
Rates = tuple[int, ...]


def rate_lists() -> list[Rates]:
    rates = range(1, LARGEST + 1)
    return [each for length in range(1, 5) for each in product(rates, repeat=length)]


def dilated(kernel: int, rows: Rates, columns: Rates) -> Document:
    """One list of rates on each axis, without borders."""
    fields: Layer = {"op": "conv", "out_channels": 1, "kernel": kernel}
    rates = zip(rows, columns, strict=True)
    layers = [{"name": f"l{i}", **fields, "dilation": list(both)} for i, both in enumerate(rates)]
    return document(layers, 1, 256)


def coverage_of(stack: Document) -> list[Report]:
    report = describe(stack)
    assert report["problems"] == [], stack
    return list(report["coverage"])


def differs(axis: Report, kernels: list[int], rates: list[int]) -> str | None:
    """What is wrong with one axis: every number exactly, the gridding index to 2e-12."""
    expected = reached_sets.expected_axis(kernels, rates)
    rest = {key: value for key, value in axis.items() if key not in COMPUTED}
    if rest != expected:
        return f"{expected}, here {axis}"
    index = reached_sets.unevenness(tuple(sorted(zip(rates, kernels, strict=True))))
    if not abs(axis["gridding_index"] - index) <= 2e-12:
        return f"gridding index {index}, here {axis}"
    return None


@pytest.mark.parametrize("kernel", KERNELS)
def test_every_list_of_small_rates_has_the_holes_that_its_set_has(kernel: int) -> None:
    found = []
    lists = rate_lists()
    assert len(lists) == 4_680
    # neighbours in the order of the lists share a document where they are equally long.
    for rows, columns in zip(lists[::2], lists[1::2], strict=True):
        stack = dilated(kernel, rows, columns)
        whole = coverage_of(stack)[0]
        for letter, rates in (("h", rows), ("w", columns)):
            if wrong := differs(whole[letter], [kernel] * len(rates), list(rates)):
                found.append((f"{letter}: {wrong}", stack))
    assert not found, smallest(found)


def wrong_run(told: Report, run: Run) -> str | None:
    names = [window.layer["name"] for window in run.windows]
    if (told["from"], told["layers"]) != (run.source, names):
        return f"a run of {names} from {run.source}, here {told}"
    for index, letter in enumerate(AXES):
        kernels, rates = run.steps(index)
        if kernels and (wrong := differs(told[letter], kernels, rates)):
            return f"{names} {letter}: {wrong}"
    return None


def test_random_stacks_of_mixed_windows_list_every_run_with_its_holes() -> None:
    found, runs, holes = [], 0, 0
    for seed in range(STACKS):
        windows = coverage_stacks.chain(seed)
        stack = coverage_stacks.as_document(windows)
        told, expected = coverage_of(stack), coverage_stacks.runs_of(windows)
        wrong = [f"{len(expected)} runs, here {told}"] if len(told) != len(expected) else []
        wrong += filter(None, map(wrong_run, told, expected))
        found += [(each, stack) for each in wrong[:1]]
        runs += len(expected) - 1
        holes += sum(not run[letter]["full"] for run in told for letter in AXES)
    assert not found, smallest(found)
    assert runs >= 1_000
    assert holes >= 1_000


NOTHING = {
    "kernels": [],
    "rates": [],
    "hull": 1,
    "touched": 1,
    "full": True,
    "first_missing": None,
    "max_gap": 0,
    "longest_run": 1,
    "common_divisor": 0,
    "gridding_index": 0,
    "hdc": None,
}


@pytest.mark.parametrize("layer", [{"op": "conv", "kernel": [1, 3]}, {"op": "conv", "kernel": 1}])
def test_an_axis_without_a_window_has_one_cell_and_no_rates(layer: Layer) -> None:
    (run,) = report_of({"out_channels": 1, **layer})["coverage"]
    assert run["h"] == NOTHING


def test_rows_and_columns_may_have_different_windows() -> None:
    mixed: Layer = {"op": "conv", "out_channels": 1, "kernel": [3, 1], "dilation": [2, 1]}
    (run,) = report_of(mixed)["coverage"]
    assert (run["h"]["kernels"], run["h"]["touched"], run["w"]) == ([3], 3, NOTHING)


def verdict(kernel: int, rates: Any) -> Any:
    """The rule's bounds, its limit and whether it passes, for the whole stack."""
    hdc = coverage_of(dilated(kernel, tuple(rates), tuple(rates)))[0]["w"]["hdc"]
    assert list(hdc) == ["M", "limit", "passes"]
    return hdc["M"], hdc["limit"], hdc["passes"]


def bounds(rates: Rates) -> list[int]:
    """M_n = r_n; M_i = max(M_{i+1} - 2 r_i, M_{i+1} - 2 (M_{i+1} - r_i), r_i)."""
    found = [rates[-1]]
    for rate in reversed(rates[:-1]):
        after = found[0]
        found.insert(0, max(after - 2 * rate, after - 2 * (after - rate), rate))
    return found


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_rule_is_answered_by_its_own_formula(kernel: int) -> None:
    for rates in rate_lists()[8 : 8 + 64 + 512]:
        second = bounds(rates)[1]
        assert verdict(kernel, rates) == (bounds(rates), kernel, second <= kernel)


@pytest.mark.parametrize(
    ("kernel", "rates", "second", "passes", "full"),
    [
        (3, [1, 2, 5], 2, True, True),
        (3, [2, 2, 2], 2, True, False),
        (3, [3, 3, 3], 3, True, False),
        (3, [2, 3], 3, True, False),
        (3, [2, 2, 5, 9], None, True, False),
        (3, [2] * 23, 2, True, False),
        (2, [1, 1, 4], None, True, False),
        (2, [1, 2, 5], None, True, False),
        (3, [1, 4, 2], 6, False, True),
        (3, [1, 5, 2], 8, False, True),
        (3, [1, 3, 1], None, False, True),
        (4, [1, 1, 7], None, False, True),
        (4, [1, 4, 16], None, False, True),
        (5, [1, 1, 8], None, False, True),
        (5, [1, 5, 25], None, False, True),
        (3, [2, 1, 5], None, True, True),
        (3, [5, 1, 2], None, True, True),
        (3, [5, 2, 1], None, True, True),
        (3, [2, 5, 1], None, False, True),
        (3, [3, 4, 5], 4, False, None),
        (3, [5, 9, 17], 9, False, None),
    ],
    ids=str,
)
def test_what_the_rule_says_and_what_is_true_stand_side_by_side(
    kernel: int, rates: list[int], second: int | None, passes: bool, full: bool | None
) -> None:
    found, limit, passed = verdict(kernel, rates)
    assert (limit, passed) == (kernel, passes)
    assert second in (None, found[1])
    whole = coverage_of(dilated(kernel, tuple(rates), tuple(rates)))[0]["w"]
    assert full in (None, whole["full"])


@pytest.mark.parametrize(
    "layers",
    [
        [{"kernel": 3, "dilation": 2}],
        [{"kernel": 3, "dilation": 2}, {"kernel": 1}],
        [{"kernel": 3, "dilation": 2}, {"kernel": 2}],
        [{"kernel": 3}, {"kernel": 3}, {"kernel": 5}],
    ],
    ids=str,
)
def test_the_rule_has_no_answer_for_one_kernel_or_for_different_ones(layers: list[Layer]) -> None:
    report = report_of(*({"op": "conv", "out_channels": 1, **each} for each in layers))
    assert report["problems"] == []
    assert report["coverage"][0]["h"]["hdc"] is None


@pytest.mark.parametrize(
    ("rates", "index"),
    [
        ([1, 2, 3], 0.111),
        ([1, 2, 5], 0.111),
        ([1, 3, 5], 0.111),
        ([1, 2, 4], 0.333),
        ([1, 2, 9], 0.379),
        ([2, 2, 2], 1),
        ([1, 3, 9], 0),
        ([1, 1, 1], 0),
    ],
    ids=str,
)
def test_the_gridding_index_of_the_worked_schedules(rates: list[int], index: float) -> None:
    axis = coverage_of(dilated(3, tuple(rates), tuple(rates)))[0]["h"]
    assert axis["gridding_index"] == pytest.approx(index, abs=5e-4)


def test_the_numbers_of_one_axis_stand_in_the_order_of_the_contract() -> None:
    (run, *_) = coverage_of(dilated(3, (1, 2), (1, 2)))
    assert list(run) == ["from", "layers", "h", "w"]
    assert list(run["h"]) == list(NOTHING)
