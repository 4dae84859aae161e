"""Fields, jumps and centres against sets of cells walked back one layer at a time."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from engine import effective, file_format, geometry, report, taps
from engine.geometry import Field
from engine.report import Report
from engine.taps import Linear, Nearest, Reading, Shifted, Stamps, Windows

from .stacks import conv, layer, resolved

STACKS: list[list[Reading]] = [
    [Windows(3, 2, 1, 1), Windows(3, 1, 2, 2)],
    [Stamps(3, 2, 1, 1), Stamps(3, 2, 1, 1)],
    [Stamps(4, 2, 1, 1), Windows(3, 1, 1, 1), Windows(2, 2, 1, 0)],
    [Stamps(2, 3, 1, 0), Windows(3, 2, 2, 1)],
    [Stamps(3, 2, 2, 0), Windows(2, 1, 3, 0)],
    [Nearest(1, 2), Windows(3, 1, 1, 1), Nearest(2, 3)],
    [Nearest(14, 46), Windows(2, 3, 1, 0)],
    [Linear(8, 16, False), Windows(3, 2, 1, 1)],
    [Linear(5, 9, True), Shifted(2), Windows(3, 1, 1, 0)],
    [Linear(1, 4, True), Windows(3, 1, 1, 0)],
    [Windows(5, 3, 1, 2), Stamps(5, 2, 3, 4), Windows(3, 5, 4, 1), Nearest(3, 1)],
]


def walked(readings: list[Reading], o: int) -> set[int]:
    """The cells of the input that output o of the last layer reaches."""
    cells = {o}
    for reading in reversed(readings):
        cells = {below for cell in cells for below in taps.cells(reading, cell)}
    return cells


def field_of(readings: list[Reading]) -> Field:
    """The field of the last layer, as the engine works it out."""
    field = geometry.START
    for reading in readings:
        field = geometry.read(field, reading)
    return field


@pytest.mark.parametrize("readings", STACKS)
def test_fields_are_those_of_sets_walked_back(readings: list[Reading]) -> None:
    field = field_of(readings)
    sides = []
    for o in range(field.period):
        cells = walked(readings, o)
        sides.append(max(cells) - min(cells) + 1 if cells else 0)
    assert field.sizes == (min(sides), max(sides))


@pytest.mark.parametrize("readings", STACKS)
def test_after_a_period_the_field_repeats_and_not_before(readings: list[Reading]) -> None:
    field = field_of(readings)
    advance = field.jump * field.period
    assert advance.denominator == 1
    for o in range(-3, 4):
        moved = {cell + advance.numerator for cell in walked(readings, o)}
        assert walked(readings, o + field.period) == moved
    whole = [turn for turn in range(1, field.period) if (field.jump * turn).denominator == 1]
    ratios = [Fraction(1)]
    for reading in reversed(readings):
        ratios.append(ratios[-1] * reading.jump)
    assert not [t for t in whole if all((ratio * t).denominator == 1 for ratio in ratios)]


def test_a_phase_that_nothing_reaches_has_size_0() -> None:
    assert field_of([Stamps(1, 2, 1, 0)]).sizes == (0, 1)


def test_a_period_above_the_limit_has_no_sizes_and_below_it_has_them_again() -> None:
    long = field_of([Nearest(1, 1024), Nearest(1, 8)])
    assert (long.period, long.sizes) == (8192, None)
    short = geometry.read(long, Windows(3, 1024, 1, 0))
    assert (short.period, short.sizes) == (8, (1, 1))


def test_a_run_of_long_periods_is_walked_however_deep() -> None:
    field = field_of([Nearest(1, 1024), Nearest(1, 8)])
    for at in range(511):
        field = geometry.read(field, Windows(2, 1, 1, 1) if at % 8 == 0 else Shifted())
    field = geometry.read(field, Windows(1, 1024, 1, 0))
    assert (field.period, field.sizes) == (8, (1, 2))


def test_a_field_that_is_not_worth_its_work_is_given_up() -> None:
    field = field_of([Nearest(1, 1024), Nearest(1, 8)])
    for _ in range(100):
        field = geometry.read(field, Windows(255, 1, 1, 1))
    assert geometry.read(field, Windows(1, 1024, 1, 0)).sizes is None


def facts(report: Report, name: str) -> tuple[object, ...]:
    row = report.row(name)
    assert row is not None
    field = row.fields[0]
    assert field is not None
    return field.sizes, field.jump, field.centre


def test_a_merge_has_the_hull_of_its_branches_and_the_centre_of_its_first() -> None:
    found = resolved(
        conv("a", padding=1), conv("b", 5, padding=2, inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]),
    )  # fmt: skip
    assert facts(found, "sum") == ((5, 5), 1, 0)
    assert not found.skips


def test_branches_beside_each_other_are_misaligned_by_the_difference_of_their_centres() -> None:
    found = resolved(
        conv("a", 2, stride=2), conv("b", 3, stride=2, padding=1, inputs=["input"]),
        layer("crop", "c", crop={"bottom": 1, "right": 1}), layer("add", "sum", inputs=["a", "c"]),
    )  # fmt: skip
    ((name, skip),) = found.skips
    assert (name, skip.rows, skip.columns) == ("sum", Fraction(1, 2), Fraction(1, 2))


def test_branches_of_unlike_jumps_have_no_common_field_and_say_so() -> None:
    found = resolved(
        conv("a", 2, stride=2), conv("b", 5, inputs=["input"]),
        layer("concat", "both", inputs=["a", "b"]), conv("after"), size=(8, 8),
    )  # fmt: skip
    assert [problem.code for problem in found.problems] == []
    row = found.row("both")
    assert row is not None
    assert row.fields == (None, None)
    assert found.skips[0][1].rows is None
    after = found.row("after")
    assert after is not None
    assert after.fields == (None, None)


@pytest.mark.parametrize(
    ("reading", "n_out", "shift"),
    [
        (Windows(3, 2, 1, 1), 8, Fraction(-1, 2)),
        (Windows(3, 2, 1, 0), 8, Fraction(1, 2)),
        (Windows(4, 2, 1, 1), 8, Fraction(0)),
        (Windows(2, 2, 1, 0), 8, Fraction(0)),
        (Stamps(3, 2, 1, 1), 32, Fraction(1, 4)),
        (Stamps(4, 2, 1, 1), 32, Fraction(0)),
        (Linear(16, 32, False), 32, Fraction(0)),
    ],
)
def test_drift_at_the_middle_of_the_worked_examples(
    reading: Reading, n_out: int, shift: Fraction
) -> None:
    found = geometry.drift(geometry.read(geometry.START, reading), 16, n_out)
    assert found.shift == shift
    assert found.slope == 0


def test_aligned_corners_drift_at_the_ends_only() -> None:
    field = geometry.read(geometry.START, Linear(16, 32, True))
    found = geometry.drift(field, 16, 32)
    assert found.shift == 0
    assert found.at(0) == -found.at(31) == Fraction(1, 4)


def test_the_effective_field_of_a_chain_is_the_sum_of_its_layers_variances() -> None:
    found = resolved(
        conv("a"), conv("b", 5, stride=2, dilation=2), conv("c", 4, dilation=3), size=(64, 64)
    )
    expected = Fraction(9 - 1, 12) + 4 * Fraction(25 - 1, 12) + 4 * 9 * Fraction(16 - 1, 12)
    spread = effective.spreads(found)["c"]
    assert spread is not None
    assert spread.variance(0) == expected
    assert spread.paths == 9 * 25 * 16


def test_the_effective_field_of_branches_is_that_of_all_their_paths() -> None:
    found = resolved(
        conv("a", [1, 3], padding=[0, 1]), conv("b", 1, inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]),
    )  # fmt: skip
    spread = effective.spreads(found)["sum"]
    assert spread is not None
    assert spread.variance(1) == Fraction(2, 4)  # offsets -1, 0, 1 and 0
    assert spread.variance(0) == 0


def test_past_up_sampling_there_is_no_effective_field() -> None:
    found = resolved(layer("upsample", "up", scale=2), conv("a"))
    assert effective.spreads(found)["a"] is None


NETWORKS = Path(__file__).parents[1] / "oracle" / "data" / "networks.json"


def test_the_effective_field_of_vgg16_before_its_dense_layers() -> None:
    presets = json.loads(NETWORKS.read_text())["presets"]
    raw = next(preset["document"] for preset in presets if preset["key"] == "vgg16")
    document = file_format.read(json.dumps(raw).encode()).document
    assert document is not None
    spread = effective.spreads(report.resolve(document))["pool5"]
    assert spread is not None
    assert math.sqrt(spread.variance(1)) == pytest.approx(27.64, abs=0.005)


def test_the_effective_field_of_a_residual_block_is_that_of_its_paths_in_both_dimensions() -> None:
    found = resolved(
        conv("a", padding=1), conv("b", padding=1), layer("add", "sum", inputs=["b", "input"])
    )
    steps = list(product((-1, 0, 1), repeat=2))
    ends = [down[1] + on[1] for down, on in product(steps, steps)] + [0]
    spread = effective.spreads(found)["sum"]
    assert spread is not None
    assert (spread.paths, spread.variance(1)) == (82, Fraction(sum(x * x for x in ends), 82))
