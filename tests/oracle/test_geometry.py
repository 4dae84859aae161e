"""Receptive field, period, jump and centre of random stacks against measured gradients."""

from collections import Counter
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from .documents import Report, describe, row, smallest
from .geometry_stacks import Point, Stack, grow
from .measured_fields import Measured, NearBorderError, measure

STACKS = 300
AXES = ("h", "w")


class Trial(NamedTuple):
    """A stack, what its gradients say on both axes, and what the engine reports."""

    stack: Stack
    measured: tuple[dict[str, Measured], dict[str, Measured]]
    report: Report


def chosen_maps(stack: Stack, axis: int) -> list[str]:
    """The last map with a geometry, every merge and every branch that enters one."""
    nodes = [node for node in stack.nodes.values() if node.points[axis]]
    merges = [node for node in stack.nodes.values() if len(node.inputs) > 1]
    known = {node.name for node in nodes}
    wanted = {nodes[-1].name} | {node.name for node in merges}
    wanted |= {name for node in merges for name in node.inputs}
    return [name for name in known & wanted if name != "input"]


def try_stack(seed: int) -> Trial | None:
    stack = grow(seed)
    try:
        rows, columns = (measure(stack, axis, sorted(chosen_maps(stack, axis))) for axis in (0, 1))
    except NearBorderError:
        return None
    return Trial(stack, (rows, columns), describe(stack.document()))


@pytest.fixture(scope="module")
def trials() -> list[Trial]:
    found: list[Trial] = []
    for seed in range(2 * STACKS):
        trial = try_stack(seed)
        if trial and trial.stack.layers:
            found.append(trial)
        if len(found) == STACKS:
            break
    return found


def measurements(trials: list[Trial]) -> list[tuple[Trial, str, Measured, Point, Any]]:
    """Each measured map on each axis: trial, name, gradient, nominal point, the engine's axis."""
    found = []
    for trial in trials:
        for axis, letter in enumerate(AXES):
            for name, measured in trial.measured[axis].items():
                here = trial.stack.nodes[name].points[axis]
                assert here is not None
                found.append((trial, name, measured, here, row(trial.report, name)[letter]))
    return found


def test_the_sweep_holds_300_stacks_of_every_kind(trials: list[Trial]) -> None:
    assert len(trials) == STACKS
    operations = Counter(layer["op"] for trial in trials for layer in trial.stack.layers)
    assert len(operations) == 17
    assert min(operations.values()) >= 15
    points = [here for _, _, _, here, _ in measurements(trials)]
    assert sum(here.period > 1 for here in points) >= 200
    assert sum(here.jump.denominator > 1 for here in points) >= 100


def test_every_stack_is_accepted_with_its_sizes(trials: list[Trial]) -> None:
    for trial in trials:
        assert trial.report["problems"] == []
        for layer in trial.report["layers"]:
            assert tuple(layer["shape"][1:]) == trial.stack.nodes[layer["name"]].sizes


def test_fields_are_the_hulls_of_the_gradient_over_one_period(trials: list[Trial]) -> None:
    found = []
    for trial, name, measured, here, axis in measurements(trials):
        expected = (measured.size_min, measured.size_max, here.period)
        reported = axis and (axis["size_min"], axis["size_max"], axis["period"])
        if reported != expected:
            found.append((f"{name}: gradient {expected}, here {axis}", trial.stack.document()))
    assert not found, smallest(found)


def test_jumps_are_the_shift_of_the_gradient_over_one_period(trials: list[Trial]) -> None:
    found, counted = [], 0
    for trial, name, measured, here, axis in measurements(trials):
        counted += measured.jump is not None
        expected = here.jump if measured.jump is None else measured.jump
        if axis is None or Fraction(axis["jump"]) != expected:
            found.append((f"{name}: gradient {expected}, here {axis}", trial.stack.document()))
    assert not found, smallest(found)
    assert counted >= 2 * STACKS


def test_the_measured_centre_is_the_nominal_one_unless_a_stride_skips_phases(
    trials: list[Trial],
) -> None:
    """The oracle against itself: what the gradient says is what the formulas say."""
    skipped = 0
    for trial, name, measured, here, _ in measurements(trials):
        skipped += here.skips
        if measured.centre is not None and not here.skips:
            assert measured.centre == pytest.approx(float(here.centre), abs=1e-6), (
                name,
                trial.stack.document(),
            )
    assert 1 <= skipped <= len(measurements(trials)) // 3


def test_centres_are_nominal(trials: list[Trial]) -> None:
    found = []
    for trial, name, _, here, axis in measurements(trials):
        if axis is None or Fraction(axis["centre"]) != here.centre:
            found.append((f"{name}: {here.centre}, here {axis}", trial.stack.document()))
    assert not found, smallest(found)


def test_geometry_is_null_exactly_after_branches_that_differ_in_jump(trials: list[Trial]) -> None:
    nulls = 0
    for trial in trials:
        for layer in trial.report["layers"]:
            points = trial.stack.nodes[layer["name"]].points
            assert [layer[letter] is None for letter in AXES] == [here is None for here in points]
            nulls += points.count(None)
    assert nulls >= 30


def expected_skips(stack: Stack) -> list[dict[str, Any]]:
    """Merges whose branches have other centres, or other jumps, among those that have any."""
    found = []
    for node in list(stack.nodes.values())[1:]:
        offsets = {}
        for axis, letter in enumerate(AXES):
            points = [stack.nodes[name].points[axis] for name in node.inputs]
            offsets[letter] = misalignment([here for here in points if here])
        if len(node.inputs) > 1 and set(offsets.values()) != {"0"}:
            found.append({"layer": node.name, **offsets})
    return found


def misalignment(points: list[Point]) -> str | None:
    if len({here.jump for here in points}) > 1:
        return None
    centres = [here.centre for here in points] or [Fraction(0)]
    return str(max(centres) - min(centres))


def test_misaligned_skips_are_the_differences_of_the_centres(trials: list[Trial]) -> None:
    found = []
    for trial in trials:
        expected = expected_skips(trial.stack)
        if trial.report["skips"] != expected:
            found.append((f"{expected}, here {trial.report['skips']}", trial.stack.document()))
    assert not found, smallest(found)
    skips = [skip for trial in trials for skip in trial.report["skips"]]
    assert sum(skip["h"] not in (None, "0") for skip in skips) >= 20
    assert any(None in skip.values() for skip in skips)
