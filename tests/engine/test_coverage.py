"""Holes, gaps and evenness against sets and counts that are simply laid out."""

from __future__ import annotations

import cmath
import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise, product
from math import pi

import pytest

from engine import coverage, rule, runs
from engine.coverage import Coverage

from .stacks import conv, layer, resolved


def touched(kernels: tuple[int, ...], steps: tuple[int, ...]) -> Counter[int]:
    """Every offset that is reached, with its paths."""
    found = Counter({0: 1})
    for k, step in zip(kernels, steps, strict=True):
        further: Counter[int] = Counter()
        for offset, paths in found.items():
            for tap in range(k):
                further[offset + step * tap] += paths
        found = further
    return found


def longest_run(cells: set[int]) -> int:
    best = run = 0
    for cell in range(max(cells) + 1):
        run = run + 1 if cell in cells else 0
        best = max(best, run)
    return best


def hold(found: Coverage, paths: Counter[int]) -> None:
    """Holds every fact of the coverage to the offsets that are reached."""
    cells = sorted(paths)
    missing = [cell for cell in range(cells[-1] + 1) if cell not in paths]
    gaps = [later - cell for cell, later in pairwise(cells)]
    assert found.hull == cells[-1] + 1
    assert found.touched == len(cells)
    assert found.full == (not missing)
    assert found.first_missing == (missing[0] if missing else None)
    assert found.max_gap == max(gaps, default=0)
    assert found.longest_run == longest_run(set(cells))
    assert found.paths == [paths[cell] for cell in range(cells[-1] + 1)]
    for m in {step for _, step in found.taps if step > 1}:
        wave = sum(count * cmath.exp(2j * pi * cell / m) for cell, count in paths.items())
        assert found.unevenness(m) == pytest.approx(abs(wave) / paths.total(), abs=1e-12)


def test_every_short_list_of_rates_is_judged_as_its_cells_are() -> None:
    for k in (2, 3, 4, 5):
        for length in (1, 2, 3):
            for rates in product(range(1, 7), repeat=length):
                kernels = (k,) * length
                hold(coverage.of(kernels, rates), touched(kernels, rates))


def test_mixed_kernels_and_steps_are_judged_as_their_cells_are() -> None:
    draw = random.Random(8)
    for _ in range(1_000):
        length = draw.randint(1, 5)
        kernels = tuple(draw.randint(2, 5) for _ in range(length))
        steps = tuple(draw.randint(1, 24) for _ in range(length))
        hold(coverage.of(kernels, steps), touched(kernels, steps))


def test_shares_of_the_paths_by_class() -> None:
    found = coverage.of((3, 3, 3), (1, 2, 4))
    assert found.shares(2) == [Fraction(2, 3), Fraction(1, 3)]
    assert coverage.of((3,), (2,)).shares(2) == [1, 0]


@pytest.mark.parametrize(
    ("rates", "index"),
    [
        ((1, 2, 3), 0.111), ((1, 2, 5), 0.111), ((1, 3, 5), 0.111), ((1, 2, 4), 0.333),
        ((1, 2, 9), 0.379), ((2, 2, 2), 1.0), ((1, 3, 9), 0.0), ((1, 1, 1), 0.0),
    ],
)  # fmt: skip
def test_the_gridding_index_of_known_lists(rates: tuple[int, ...], index: float) -> None:
    assert coverage.of((3,) * 3, rates).gridding_index == pytest.approx(index, abs=5e-4)


def test_a_common_divisor_splits_the_map_into_networks_that_share_nothing() -> None:
    split = coverage.of((3, 3, 3), (2, 2, 2))
    assert split.common_divisor == 2
    assert coverage.separate_networks(split, split) == 4
    assert not split.neighbours_share(1)
    assert coverage.of((3, 3, 3), (1, 2, 3)).neighbours_share(1)
    assert coverage.separate_networks(coverage.of((), ()), split) == 2


@pytest.mark.parametrize(
    ("kernels", "steps", "jump", "live"),
    [((), (), 2, Fraction(1, 2)), ((2,), (1,), 3, Fraction(2, 3)), ((3,), (1,), 2, Fraction(1))],
)
def test_dead_inputs_are_the_phases_that_no_output_touches(
    kernels: tuple[int, ...], steps: tuple[int, ...], jump: int, live: Fraction
) -> None:
    assert coverage.of(kernels, steps).live_share(jump) == live


def test_the_worst_period_is_the_most_uneven_one() -> None:
    draw = random.Random(9)
    for _ in range(300):
        length = draw.randint(1, 6)
        found = coverage.of(
            [draw.randint(2, 4) for _ in range(length)],
            [draw.randint(1, 12) for _ in range(length)],
        )
        worst = found.worst_period(range(2, 13))
        assert worst is not None
        assert found.unevenness(worst) == max(map(found.unevenness, range(2, 13)))
    assert coverage.of((3,), (2,)).worst_period(()) is None


def test_paths_are_counted_as_far_as_they_are_drawn() -> None:
    counted = coverage.of((3,) * 23, (2,) * 23).paths
    assert counted is not None
    assert (len(counted), sum(counted), counted[1]) == (93, 3**23, 0)
    assert coverage.of((3,), (4_096,)).paths is None
    assert coverage.of((3,) * 400, (9,) * 400).paths is None
    assert coverage.of((), ()).paths == [1]


def test_a_hull_that_is_too_long_keeps_what_needs_no_laying_out() -> None:
    long = coverage.of((3, 2), (1, 2**20))
    assert (long.touched, long.max_gap, long.longest_run) == (None, None, None)
    assert (long.full, long.first_missing, long.common_divisor) == (False, 3, 1)
    with pytest.raises(ValueError, match="laid out"):
        long.neighbours_share(1)


@pytest.mark.parametrize(
    ("kernel", "rates", "second", "passes", "full"),
    [
        (3, (1, 2, 5), 2, True, True), (3, (1, 2, 9), 5, False, False),
        (3, (2, 2, 2), 2, True, False), (3, (3, 3, 3), 3, True, False), (3, (2, 3), 3, True, False),
        (3, (1, 4, 2), 6, False, True), (3, (1, 5, 2), 8, False, True),
        (3, (2, 2, 5, 9), 2, True, False), (3, (3, 4, 5), 4, False, False),
        (3, (5, 9, 17), 9, False, False), (2, (1, 1, 4), 2, True, False),
        (2, (1, 2, 5), 2, True, False), (4, (1, 1, 7), 5, False, True),
        (5, (1, 5, 25), 15, False, True),
    ],
)  # fmt: skip
def test_what_the_rule_says_beside_what_is_true(
    kernel: int, rates: tuple[int, ...], second: int, passes: bool, full: bool
) -> None:
    said = rule.verdict((kernel,) * len(rates), rates)
    assert said is not None
    assert (said.bounds[1], said.passes) == (second, passes)
    assert coverage.of((kernel,) * len(rates), rates).full == full


def test_the_rule_is_not_asked_of_one_kernel_or_of_kernels_that_differ() -> None:
    assert rule.verdict((3,), (2,)) is None
    assert rule.verdict((3, 5), (1, 2)) is None
    assert rule.repaired(3, (1,)) is None


def test_the_repaired_rule_is_exact_for_ascending_rates_from_1() -> None:
    for k in (2, 3, 4, 5):
        for later in product(range(1, 9), repeat=3):
            rates = (1, *sorted(later))
            said = rule.repaired(k, rates)
            assert said is not None
            assert said.passes == coverage.of((k,) * 4, rates).full


def names(*parts: object, **size: object) -> list[tuple[str, tuple[str, ...]]]:
    return [(run.source, run.names) for run in runs.of(resolved(*parts, **size))]  # type: ignore[arg-type]


def test_the_whole_stack_comes_first_then_each_dilated_run_from_its_own_map() -> None:
    found = names(
        conv("a"), conv("b", dilation=2), conv("c"), layer("max_pool", "p", kernel=2),
        conv("d"), layer("activation", "r"), conv("e", dilation=2), size=(64, 64),
    )  # fmt: skip
    assert found == [
        ("input", ("a", "b", "c", "p", "d", "r", "e")),
        ("a", ("b", "c")),
        ("r", ("e",)),
    ]


def test_a_dilated_run_that_is_the_whole_stack_is_told_once() -> None:
    assert names(conv("a", dilation=2), conv("b", dilation=2)) == [("input", ("a", "b"))]


def test_only_chains_without_enlarging_are_looked_at() -> None:
    assert names(conv("a", padding=1), layer("add", "s", inputs=["a", "input"])) == []
    assert names(layer("upsample", "u", scale=2)) == []
    assert names(conv("a"), conv("b", inputs=["input"])) == []
    assert names() == []


def test_the_stack_ends_before_a_layer_without_a_field() -> None:
    assert names(conv("a"), layer("global_avg_pool", "g"), conv("b", 1)) == [("input", ("a",))]
    assert names(layer("global_avg_pool", "g")) == []


def test_rates_are_steps_in_the_map_that_enters() -> None:
    report = resolved(conv("a", stride=2), conv("b", [3, 1], dilation=2), size=(30, 30))
    whole, tail = runs.of(report)
    assert (whole.kernels, whole.rates) == (((3, 3), (3,)), ((1, 4), (1,)))
    assert (tail.kernels, tail.rates) == (((3,), ()), ((2,), ()))
    flat = tail.coverage(1)
    assert (flat.hull, flat.full, flat.max_gap, flat.common_divisor, flat.gridding_index) == (
        1, True, 0, 0, 0,
    )  # fmt: skip


def test_what_is_known_of_a_growing_coverage_is_what_its_layers_say() -> None:
    chance = random.Random(5)
    for _ in range(300):
        taps = [(chance.randint(2, 5), chance.choice((1, 1, 2, 3, 4, 9))) for _ in range(9)]
        for count, grown in enumerate(coverage.growing(taps)):
            whole = Coverage(tuple(taps[:count]))
            assert (grown.hull, grown.full) == (whole.hull, whole.full)
