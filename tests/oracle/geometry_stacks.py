"""Random stacks whose geometry can be measured: each layer as its fields and as two steps."""

import random
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from . import axis_steps
from .axis_steps import Step
from .documents import Document, Layer, document
from .geometry_layers import DRAWS, Sizes

LONGEST_PERIOD = 24
SIDE = range(100, 2_500)
SIDES = (("top", "bottom"), ("left", "right"))
TRIES = 40
Ratios = tuple[Fraction, Fraction]


@dataclass
class Point:
    """One map on one axis: its nominal geometry, and its ratio to each of its ancestors."""

    size: int
    jump: Fraction
    centre: Fraction
    ups: int = 1
    skips: bool = False
    ratios: set[Fraction] = field(default_factory=lambda: {Fraction(1)})

    @property
    def period(self) -> int:
        return lcm(*(ratio.denominator for ratio in self.ratios))

    def after(self, step: Step) -> "Point":
        return Point(
            step.size,
            self.jump * step.ratio,
            self.centre + self.jump * step.offset,
            self.ups * step.up,
            self.skips or gcd(step.stride, self.ups) > 1,
            {Fraction(1), *(step.ratio * ratio for ratio in self.ratios)},
        )


@dataclass
class Node:
    """One layer; `steps` is empty for a merge; a point is None where geometry has no meaning."""

    name: str
    inputs: list[str]
    steps: tuple[Step, Step] | None
    points: list[Point | None]
    sizes: Sizes
    channels: int = 1


@dataclass
class Stack:
    rng: random.Random
    size: Sizes
    layers: list[Layer] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)

    def document(self) -> Document:
        return document(self.layers, 1, list(self.size))


def grow(seed: int) -> Stack:
    rng = random.Random(seed)
    size = (rng.randint(300, 500), rng.randint(300, 500))
    stack = Stack(rng, size)
    points: list[Point | None] = [Point(n, Fraction(1), Fraction(0)) for n in size]
    stack.nodes["input"] = Node("input", [], None, points, size)
    for _ in range(rng.randint(3, 7)):
        last = list(stack.nodes)[-1]
        if rng.random() < 0.25:
            add_branches(stack, last)
        else:
            add_step(stack, last)
    return stack


def add_step(stack: Stack, source: str, wanted: Ratios | None = None) -> str:
    """One more layer, of wanted ratios if any; none where one could no longer measure it."""
    node = stack.nodes[source]
    for _ in range(TRIES):
        fields, steps = stack.rng.choice(DRAWS)(stack.rng, node.sizes)
        points = [p and p.after(step) for p, step in zip(node.points, steps, strict=True)]
        fits = all(step.size in SIDE for step in steps) and all(map(measurable, points))
        if fits and wanted in (None, ratios(steps)):
            break
    else:
        return source
    if fields["op"] == "pixel_shuffle":
        source = widen(stack, source, fields["factor"] ** 2)
    return append(stack, fields, [source], steps, points)


def ratios(steps: tuple[Step, Step]) -> Ratios:
    return steps[0].ratio, steps[1].ratio


def measurable(point: Point | None) -> bool:
    return point is None or point.period <= LONGEST_PERIOD


def widen(stack: Stack, source: str, channels: int) -> str:
    node = stack.nodes[source]
    steps = (axis_steps.still(node.sizes[0]), axis_steps.still(node.sizes[1]))
    fields = {"op": "conv", "out_channels": channels, "kernel": 1}
    return append(stack, fields, [source], steps, list(node.points))


def append(
    stack: Stack,
    fields: Layer,
    inputs: list[str],
    steps: tuple[Step, Step] | None,
    points: list[Point | None],
) -> str:
    name = f"{fields['op']}_{len(stack.layers)}"
    stack.layers.append({"name": name, **fields, "inputs": inputs})
    first = stack.nodes[inputs[0]]
    sizes = (steps[0].size, steps[1].size) if steps else first.sizes
    channels = sum(stack.nodes[i].channels for i in inputs) if len(inputs) > 1 else first.channels
    channels = channels_after(fields, channels, first.channels)
    stack.nodes[name] = Node(name, inputs, steps, points, sizes, channels)
    return name


def channels_after(fields: Layer, joined: int, channels: int) -> int:
    if "out_channels" in fields:
        return int(fields["out_channels"])
    factor = fields.get("factor", 1) ** 2
    by_op: dict[str, int] = {
        "pixel_shuffle": channels // factor,
        "pixel_unshuffle": channels * factor,
    }
    return by_op.get(fields["op"], joined if fields["op"] == "concat" else channels)


def add_branches(stack: Stack, source: str) -> None:
    """Two or three branches of one map, cropped to one size, merged."""
    ends = [grow_branch(stack, source) for _ in range(stack.rng.choice((2, 2, 2, 3)))]
    smallest = [min(stack.nodes[end].sizes[axis] for end in ends) for axis in (0, 1)]
    ends = [trim(stack, end, (smallest[0], smallest[1])) for end in ends]
    equal = len(ends) == 2 and len({stack.nodes[end].channels for end in ends}) == 1
    op = stack.rng.choice(("add", "difference", "concat")) if equal else "concat"
    points = [merged([stack.nodes[end].points[axis] for end in ends]) for axis in (0, 1)]
    if all(map(measurable, points)):
        append(stack, {"op": op}, ends, None, points)


def grow_branch(stack: Stack, source: str) -> str:
    """Mostly a branch that keeps the jump, by itself or by undoing it again."""
    kind = stack.rng.randrange(8)
    if kind == 0:
        return add_step(stack, source)
    if kind < 5:
        for _ in range(stack.rng.randint(0, 2)):
            source = add_step(stack, source, (Fraction(1), Fraction(1)))
        return source
    middle = add_step(stack, source)
    steps = stack.nodes[middle].steps
    if middle == source or not steps:
        return source
    return add_step(stack, middle, (1 / steps[0].ratio, 1 / steps[1].ratio))


def trim(stack: Stack, name: str, sizes: Sizes) -> str:
    """Crop to a size; how much before and how much after is chance, so skips may be misaligned."""
    node = stack.nodes[name]
    if node.sizes == sizes:
        return name
    crop: dict[str, int] = {}
    steps = []
    for n, wanted, sides in zip(node.sizes, sizes, SIDES, strict=True):
        before = min((n - wanted) // 2 + stack.rng.randint(0, 1), n - wanted)
        crop |= dict(zip(sides, (before, n - wanted - before), strict=True))
        steps.append(axis_steps.shift(n, -before, wanted - n + before))
    points = [p and p.after(step) for p, step in zip(node.points, steps, strict=True)]
    return append(stack, {"op": "crop", "crop": crop}, [name], (steps[0], steps[1]), points)


def merged(points: list[Point | None]) -> Point | None:
    known = [point for point in points if point]
    if len(known) < len(points) or len({point.jump for point in known}) > 1:
        return None
    first, ratios = known[0], set().union(*(point.ratios for point in known))
    ups = lcm(*(point.ups for point in known))
    return Point(first.size, first.jump, first.centre, ups, first.skips, ratios | {Fraction(1)})
