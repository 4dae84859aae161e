"""What is said of a run: the chips of rule and truth, and what outputs share."""

from __future__ import annotations

import pytest

from engine import coverage, coverage_words, rule
from engine.coverage_views import Views
from engine.runs import Run
from engine.verdicts import Kind

from .stacks import conv, layer, resolved


def run(*rates: int, kernel: object = 3, source: str = "input") -> Run:
    parts = [conv(f"c{at}", kernel, dilation=rate) for at, rate in enumerate(rates)]
    report = resolved(conv("first", 1), *parts, size=(99, 99))
    return Views(report, parts[-1].name).run("first" if source == "first" else "input")


def truth(found: Run) -> list[str]:
    kind, word = coverage_words.chip(found.coverages)
    return [kind.value, str(word), str(coverage_words.used(found.coverages))]


def test_the_truth_counts_pixels() -> None:
    assert truth(run(2, 2, 2)) == ["bad", "120 holes", "49 of 169 used"]
    assert truth(run(1, 2, 5)) == ["good", "full", "289 of 289 used"]
    assert truth(run(*[2] * 23)) == ["bad", "6\u2009440 holes", "2\u2009209 of 8\u2009649 used"]
    assert str(coverage_words.chip([coverage.of((2,), (2,))])[1]) == "1 hole"


def test_a_field_too_long_to_be_counted_keeps_its_word() -> None:
    long = coverage.of((3, 2), (1, 2**20))
    kind, word = coverage_words.chip([long, long])
    assert (kind, str(word)) == (Kind.BAD, "holes")
    side = "1\u2009048\u2009579"
    assert str(coverage_words.used([long, long])) == f"field of {side}×{side}"


def test_the_first_missing_offset() -> None:
    assert str(coverage_words.first_missing(coverage.of((3,) * 3, (1, 2, 9)))) == (
        "first missing offset\u00a07"
    )
    assert coverage_words.first_missing(coverage.of((3,), (1,))) is None


@pytest.mark.parametrize(
    ("kernels", "rates", "word", "line"),
    [
        ((3,) * 3, (1, 2, 5), "passes", "M₂ = 2 ≤ K = 3"),
        ((3,) * 3, (1, 2, 9), "fails", "M₂ = 5 > K = 3"),
        ((3, 5), (1, 2), "not asked", "the kernels differ: 3, 5"),
        ((2, 3, 4, 5, 2), (1,) * 5, "not asked", "the kernels differ: 2, 3, 4, …"),
        ((3,), (2,), "not asked", "fewer than two kernels above 1"),
    ],
)
def test_what_the_rule_says(
    kernels: tuple[int, ...], rates: tuple[int, ...], word: str, line: str
) -> None:
    verdict = rule.verdict(kernels, rates)
    assert str(coverage_words.ruled(verdict)[1]) == word
    shown = (
        coverage_words.why_not_asked(kernels)
        if verdict is None
        else (coverage_words.limit(verdict))
    )
    assert str(shown) == line


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (run(2, 2, 2), "Four separate networks: neighbouring outputs share no input pixel."),
        (run(5, 5), "25 separate networks: neighbouring outputs share no input pixel."),
        (run(3, 3, source="first"),
         "Nine separate networks: neighbouring outputs share no pixel of first."),
        (run(1, 2, 5), "Neighbouring outputs share pixels."),
        (run(1, 2, 9), "A common divisor of 1 is needed, but it is not enough."),
        (run(2, 2, kernel=[3, 1]), "One output reads one class of pixels alone."),
        (run(1, kernel=[3, 1]), "Outputs in neighbouring columns share no pixel."),
        (run(1, kernel=[1, 3]), "Outputs in neighbouring rows share no pixel."),
    ],
)  # fmt: skip
def test_what_outputs_share(found: Run, said: str) -> None:
    assert str(coverage_words.divisor(found)) == said


def test_networks_part_along_one_axis() -> None:
    apart = [conv(f"c{at}", 3, dilation=[1, 2]) for at in range(2)]
    columns = Views(resolved(*apart), "c1").run("input")
    assert str(coverage_words.divisor(columns)) == (
        "Two separate networks: outputs in neighbouring columns share no pixel of input."
    )
    apart = [conv(f"c{at}", 3, dilation=[3, 1]) for at in range(2)]
    rows = Views(resolved(*apart, size=(30, 30)), "c1").run("input")
    assert str(coverage_words.divisor(rows)) == (
        "Three separate networks: outputs in neighbouring rows share no pixel of input."
    )


def test_windows_that_do_not_overlap_share_nothing() -> None:
    report = resolved(layer("max_pool", "p", kernel=2))
    assert str(coverage_words.divisor(Views(report, "p").run("input"))) == (
        "Neighbouring outputs share no pixel."
    )


def test_behind_a_stride_no_networks_are_counted() -> None:
    report = resolved(layer("max_pool", "p", kernel=1, stride=2), conv("c"), size=(20, 20))
    assert str(coverage_words.divisor(Views(report, "c").run("input"))) == (
        "One output reads one class of pixels alone."
    )
