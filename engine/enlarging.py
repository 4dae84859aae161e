"""The smallest input with which all of a stack is possible, and the remedies that ask for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from engine import fitting, remedies, rules, sizes
from engine.document import INPUT, LARGEST_MAP, Document, is_merge
from engine.fields import Pair
from engine.fitting import Surroundings
from engine.given import Numbers
from engine.layers import AvgPool, Broken, Layer, MaxPool, MaxUnpool, Upsample
from engine.problems import Problem
from engine.sizes import AXES, Shape, Sources

KERNEL = "kernel_too_large"
# Nobody who has a small map in mind wants one with more cells a side.
LARGEST_OFFERED = 2_048

Found = set[tuple[str | None, str]]


class Remedies:
    """What would do in this document, worked out for the first window that does not fit."""

    def __init__(self, document: Document) -> None:
        self._stack = document

    def told(
        self, layer: Any, sources: Sources, problems: tuple[Problem, ...]
    ) -> tuple[Problem, ...]:
        """The problems of a layer, windows that do not fit with all that would do."""
        if not any(problem.code == KERNEL for problem in problems):
            return problems
        (misfit,) = fitting.kernel(layer, sources, self._around)
        return tuple(misfit if problem.code == KERNEL else problem for problem in problems)

    @cached_property
    def _around(self) -> Surroundings:
        return Surroundings(self._stack.input.size, larger_input(self._stack))


def larger_input(document: Document) -> Pair | None:
    """The least size of the input with which every window fits; None where none can be set."""
    if isinstance(document.input.values, Numbers):
        return None
    wanted = [_wanted(document, axis) for axis in AXES]
    rows, columns = (
        max(now, most) if most else 0 for now, most in zip(document.input.size, wanted, strict=True)
    )
    if not rows or not columns or rows * columns > LARGEST_MAP:
        return None
    left = _wrong(document, (rows, columns))
    if any(code == KERNEL for _, code in left):
        return None
    if left and left - _wrong(document, document.input.size):
        return None
    return rows, columns


def _wanted(document: Document, axis: int) -> int | None:
    """How long a side of the input must be that every map made of it has a cell."""
    needs: dict[str, int] = {}
    for at in reversed(range(len(document.layers))):
        layer = document.layers[at]
        needed = _least(layer, needs.get(layer.name, 1), axis)
        if needed is None:
            return None
        for name in document.inputs(at):
            needs[name] = max(needs.get(name, 1), needed)
    return needs.get(INPUT, 1)


def _least(layer: Layer, need: int, axis: int) -> int | None:
    """The shortest side to read of which the layer makes so many cells."""
    if _has_no_size(layer):
        return 1
    if is_merge(layer):
        return need
    if _makes(layer, need, need, axis) and not (need > 1 and _makes(layer, need - 1, need, axis)):
        return need  # as most layers do, and there may be hundreds of them
    low, high = 1, LARGEST_OFFERED
    if not _makes(layer, high, need, axis):
        return None
    while low < high:
        middle = (low + high) // 2
        if _makes(layer, middle, need, axis):
            high = middle
        else:
            low = middle + 1
    return low


def _has_no_size(layer: Layer) -> bool:
    """Whether it takes its size from elsewhere, or nothing says which it has."""
    if isinstance(layer, MaxUnpool):
        return layer.of is not None or layer.kernel is None or layer.stride is None
    return isinstance(layer, Broken) or (
        isinstance(layer, Upsample) and layer.scale is None and layer.size is None
    )


def _makes(layer: Any, side: int, need: int, axis: int) -> bool:
    size = (side, side)
    if isinstance(layer, (MaxPool, AvgPool)) and not remedies.fits(layer, size, axis):
        return False
    mode = getattr(layer, "padding_mode", getattr(layer, "mode", ""))
    widest = remedies.widest(mode, side)
    if widest is not None and max(sizes.padding_ends(layer, size)[axis]) > widest:
        return False
    return sizes.shape(layer, Sources(((1, side, side),)))[1 + axis] >= need


def _wrong(document: Document, size: Pair) -> Found:
    """Which layers are impossible with an input of that size, and how."""
    shapes: dict[str, Shape] = {INPUT: (document.input.channels, *size)}
    pools: dict[str, tuple[MaxPool, Shape]] = {}
    found: Found = set()
    for at, layer in enumerate(document.layers):
        inputs = document.inputs(at)
        if isinstance(layer, Broken) or not all(name in shapes for name in inputs):
            continue
        sources = Sources(tuple(shapes[name] for name in inputs))
        if isinstance(layer, MaxUnpool) and layer.of is not None:
            if layer.of not in pools:
                continue
            pool, shape = pools[layer.of]
            sources = replace(sources, pool=pool, pool_shape=shape)
        wrong = {(each.layer, each.code) for each in rules.check(layer, sources) if each.blocks}
        found |= wrong
        if wrong:
            continue
        shapes[layer.name] = sizes.shape(layer, sources)
        if isinstance(layer, MaxPool):
            pools[layer.name] = (layer, sources.first)
    return found
