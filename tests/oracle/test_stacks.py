"""Shapes, parameters and multiplications of random branching stacks against PyTorch."""

from collections import Counter
from itertools import zip_longest

import pytest

from .documents import describe, smallest
from .random_stacks import Stack, grow

STACKS = 500
COMPARED = ("name", "op", "inputs", "shape", "params", "macs")

# torch says that an even kernel with padding "same" costs it a copy.
pytestmark = pytest.mark.filterwarnings("ignore:Using padding='same'")


@pytest.fixture(scope="module")
def stacks() -> list[Stack]:
    return [grow(seed) for seed in range(STACKS)]


def test_the_sweep_holds_500_stacks_with_every_operation(stacks: list[Stack]) -> None:
    assert len(stacks) == STACKS
    operations = Counter(fact["op"] for stack in stacks for fact in stack.facts)
    assert len(operations) == 22
    assert min(operations.values()) >= 20
    assert sum(len(stack.refused) for stack in stacks) >= 200


def test_every_layer_has_torchs_shape_parameters_and_multiplications(stacks: list[Stack]) -> None:
    found = []
    for stack in stacks:
        layers = describe(stack.document())["layers"]
        rows = [{key: layer[key] for key in COMPARED} for layer in layers]
        differing = [pair for pair in zip_longest(stack.facts, rows) if pair[0] != pair[1]]
        if differing:
            found.append((f"torch, here: {differing[0]}", stack.document()))
    assert not found, smallest(found)


def test_totals_are_torchs(stacks: list[Stack]) -> None:
    found = []
    for stack in stacks:
        totals = {count: sum(fact[count] for fact in stack.facts) for count in ("params", "macs")}
        if describe(stack.document())["totals"] != totals:
            found.append((totals, stack.document()))
    assert not found, smallest(found)


def test_exactly_the_layers_that_torch_refuses_have_a_problem(stacks: list[Stack]) -> None:
    found = []
    for stack in stacks:
        problems = describe(stack.document())["problems"]
        named = {problem["layer"] for problem in problems}
        if named != set(stack.refused):
            found.append((sorted(named ^ set(stack.refused)), stack.document()))
    assert not found, smallest(found)


def test_readers_of_a_refused_layer_are_left_out_without_a_problem(stacks: list[Stack]) -> None:
    orphans = 0
    for stack in stacks:
        report = describe(stack.document())
        known = {layer["name"] for layer in report["layers"]}
        known |= {problem["layer"] for problem in report["problems"]}
        assert known.isdisjoint(stack.orphans)
        orphans += len(stack.orphans)
    assert orphans >= 200
