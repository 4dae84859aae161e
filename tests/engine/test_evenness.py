"""How paths are spread over the phases, counted from where the offsets that are shown begin."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import coverage, evenness


def test_offsets_count_from_the_middle_of_an_odd_field() -> None:
    assert evenness.origin(coverage.of((3,) * 3, (2, 2, 2))) == 6
    assert evenness.origin(coverage.of((2, 2), (1, 2))) == 0
    # The middle of 7 cells of which every second is used is none of these.
    assert evenness.origin(coverage.of((2,) * 3, (2, 2, 2))) == 0


def test_the_phases_are_those_of_the_offsets() -> None:
    found = coverage.of((3,) * 3, (1, 2, 4))
    assert evenness.shares(found, 2) == [Fraction(1, 3), Fraction(2, 3)]
    assert evenness.shares(coverage.of((3,) * 3, (2, 2, 2)), 2) == [1, 0]


def test_the_shares_are_those_of_the_counted_paths() -> None:
    found = coverage.of((3, 2, 5), (2, 3, 7))
    start = evenness.origin(found)
    assert found.paths is not None
    for m in (2, 3, 7):
        counted = [Fraction(0)] * m
        for at, paths in enumerate(found.paths):
            counted[(at - start) % m] += Fraction(paths, 30)
        assert evenness.shares(found, m) == counted


def test_the_worst_period_comes_first() -> None:
    found = coverage.of((3,) * 3, (1, 2, 9))
    assert evenness.periods(found) == (2, 9)
    assert evenness.worst(found) == max((2, 9), key=found.unevenness)
    assert evenness.worst(coverage.of((3, 3), (1, 1))) is None
    assert evenness.periods(coverage.of((3, 3), (65, 64))) == (64,)


@pytest.mark.parametrize(
    ("share", "said"),
    [(Fraction(2, 3), "67 %"), (Fraction(0), "0 %"), (Fraction(1, 900), "<1 %"), (1, "100 %")],
)
def test_shares_in_percent(share: Fraction, said: str) -> None:
    assert evenness.percent(share) == said


def test_names_of_phases() -> None:
    assert list(map(str, evenness.names(2))) == ["even phase", "odd phase"]
    assert list(map(str, evenness.names(3))) == ["phase 0 /3", "phase 1 /3", "phase 2 /3"]


def test_of_many_phases_the_ends_are_told() -> None:
    parts = [Fraction(1, 4), Fraction(1, 2), Fraction(1, 8), Fraction(1, 8)]
    assert str(evenness.spread(parts)) == "From 13 % in phase 2 to 50 % in phase 1."


def test_index_runs_and_gaps() -> None:
    found = coverage.of((3,) * 3, (2, 2, 2))
    assert str(evenness.index(found)) == "gridding index 1.00"
    assert str(evenness.runs_and_gaps(found)) == "longest run 1 of 13 · largest gap 2"
    long = coverage.of((3, 2), (1, 2**20))
    assert str(evenness.runs_and_gaps(long)) == "field of 1\u2009048\u2009579"
