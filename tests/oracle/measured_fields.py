"""Receptive fields measured: the gradient of ones-weight nets, far from every border."""

from fractions import Fraction
from typing import Any, NamedTuple

from .geometry_stacks import Stack
from .one_thread import torch

MARGIN = 20


class NearBorderError(Exception):
    """The field touches a border somewhere, so that it says nothing about an endless input."""


class Measured(NamedTuple):
    """One map on one axis; jump and centre are None where no phase reaches the input."""

    size_min: int
    size_max: int
    jump: Fraction | None
    centre: float | None


def measure(stack: Stack, axis: int, names: list[str]) -> dict[str, Measured]:
    supports = gradients(stack, axis, names, all_branches=True)
    weights = gradients(stack, axis, names, all_branches=False)
    return {name: read(*supports[name], weights[name][1]) for name in names}


def gradients(
    stack: Stack, axis: int, names: list[str], *, all_branches: bool
) -> dict[str, tuple[int, Any]]:
    """For each map the first output traced, and the input's gradient for two periods of outputs."""
    rows = [(name, j) for name in names for j in range(2 * point(stack, name, axis).period)]
    values = {"input": torch.zeros(len(rows), stack.size[axis], dtype=torch.float64)}
    values["input"].requires_grad_()
    run(stack, axis, values, all_branches=all_branches)
    total = sum(
        values[name][row, first_output(stack, name, axis) + j] for row, (name, j) in enumerate(rows)
    )
    for value in values.values():
        value.retain_grad()
    total.backward()
    refuse_borders(values)
    found = {}
    for name in names:
        chosen = [row for row, (owner, _) in enumerate(rows) if owner == name]
        found[name] = (first_output(stack, name, axis), values["input"].grad[chosen])
    return found


def run(stack: Stack, axis: int, values: dict[str, Any], *, all_branches: bool) -> None:
    """Every map that has a geometry on this axis; a merge sums its branches, or takes the first."""
    for node in list(stack.nodes.values())[1:]:
        if node.points[axis] is None:
            continue
        if node.steps:
            values[node.name] = node.steps[axis].run(values[node.inputs[0]]) + 0
        else:
            branches = node.inputs if all_branches else node.inputs[:1]
            values[node.name] = sum(values[name] for name in branches) + 0


def point(stack: Stack, name: str, axis: int) -> Any:
    return stack.nodes[name].points[axis]


def first_output(stack: Stack, name: str, axis: int) -> int:
    here = point(stack, name, axis)
    return int(here.size // 2 - here.period)


def refuse_borders(values: dict[str, Any]) -> None:
    for value in values.values():
        if value.grad is not None and (
            value.grad[:, :MARGIN].any() or value.grad[:, -MARGIN:].any()
        ):
            raise NearBorderError


def read(first: int, support: Any, weights: Any) -> Measured:
    """Hull, shift over one period, and mean position over one period, weighted by path counts."""
    period = len(support) // 2
    hulls = [row.nonzero().flatten().tolist() for row in support]
    sizes = [hull[-1] - hull[0] + 1 if hull else 0 for hull in hulls]
    assert sizes[:period] == sizes[period:]
    shifts = {
        Fraction(later[0] - hull[0], period)
        for hull, later in zip(hulls[:period], hulls[period:], strict=True)
        if hull
    }
    assert len(shifts) <= 1
    if not shifts or not weights[:period].any():
        return Measured(min(sizes), max(sizes), next(iter(shifts), None), None)
    (jump,) = shifts
    outputs = torch.arange(first, first + period, dtype=torch.float64)[:, None]
    inputs = torch.arange(weights.shape[1], dtype=torch.float64)[None, :]
    away = (inputs - float(jump) * outputs) * weights[:period]
    return Measured(min(sizes), max(sizes), jump, float(away.sum() / weights[:period].sum()))
