"""Random stacks and nets of one channel beside them, whose gradient counts the paths."""

import random
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import axis_steps
from .axis_steps import Step
from .count_layers import DRAWS, folded, then
from .documents import Document, Layer, document
from .geometry_stacks import channels_after
from .one_thread import torch

CELLS, CHANNELS = 700, 40
MOST_PATHS = 2.0**50
Pixel = tuple[int, int]


class Paths(NamedTuple):
    """How many paths every input pixel has, cut to the part that is not zero."""

    top: int
    left: int
    counts: list[list[float]]


@dataclass
class Net:
    """The layers so far, and each of their maps as a sum of input pixels."""

    rng: random.Random
    layers: list[Layer] = field(default_factory=list)
    maps: dict[str, Any] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=lambda: {"input": 1})

    @property
    def last(self) -> str:
        return next(reversed(self.maps))

    @property
    def is_whole(self) -> bool:
        return all(layer.get("mode") != "bilinear" for layer in self.layers)

    def add(self, fields: Layer, inputs: list[str], y: Any) -> str:
        name = f"{fields['op']}_{len(self.layers)}"
        self.layers.append({"name": name, **fields, "inputs": inputs})
        joined, first = sum(self.channels[each] for each in inputs), self.channels[inputs[0]]
        self.channels[name] = channels_after(fields, joined, first)
        if fields["op"] == "depthwise_conv":
            self.channels[name] = first
        self.maps[name] = y
        return name

    def document(self, view: dict[str, Any]) -> Document:
        size = list(self.maps["input"].shape)
        return document(self.layers, 1, size) | {"view": view}

    def paths(self, name: str, pixel: Pixel) -> Paths:
        return cut(self._gradient(self.maps[name][pixel]))

    def usage(self, name: str) -> tuple[list[float], int]:
        """Paths from all pixels: the sum of every input row, and the cells that have none."""
        every = self._gradient(self.maps[name].sum())
        return every.sum(1).tolist(), int((every == 0).sum())

    def _gradient(self, total: Any) -> Any:
        x = self.maps["input"]
        found = torch.autograd.grad(total, x, retain_graph=True, allow_unused=True)[0]
        return torch.zeros_like(x) if found is None else found


def cut(weights: Any) -> Paths:
    rows, columns = weights.nonzero(as_tuple=True)
    if not len(rows):
        return Paths(0, 0, [])
    top, bottom, left, right = (int(each) for each in (*rows.aminmax(), *columns.aminmax()))
    return Paths(top, left, weights[top : bottom + 1, left : right + 1].tolist())


def apply(steps: tuple[Step, Step], x: Any) -> Any:
    """Rows and columns do not interact: first along every row, then along every column."""
    return steps[0].run(steps[1].run(x).T).T


def grow(seed: int) -> Net:
    rng = random.Random(seed)
    net = Net(rng)
    x = torch.ones(rng.randint(3, 16), rng.randint(3, 16), dtype=torch.float64)
    net.maps["input"] = x.requires_grad_()
    while len(net.layers) < 2 + seed % 6:
        source = net.last if rng.random() < 0.8 else rng.choice(list(net.maps))
        if rng.random() < 0.25:
            add_branches(net, source)
        else:
            add_step(net, source)
    return net


def add_step(net: Net, source: str) -> str:
    """One more layer, unless it does not fit."""
    x = net.maps[source]
    try:
        fields, steps = net.rng.choice(DRAWS)(net.rng, tuple(x.shape))
    except (RuntimeError, ValueError):
        return source
    sizes = [step.size for step in steps]
    if min(sizes) < 1 or sizes[0] * sizes[1] > CELLS or too_many_channels(net, fields, source):
        return source
    y = apply(steps, x)
    if y.sum() > MOST_PATHS:
        return source
    if fields["op"] == "pixel_shuffle":
        widened = {"op": "conv", "out_channels": fields["factor"] ** 2, "kernel": 1}
        source = net.add(widened, [source], x + 0)
    return net.add(fields, [source], y)


def too_many_channels(net: Net, fields: Layer, source: str) -> bool:
    return fields["op"] == "pixel_unshuffle" and net.channels[source] > CHANNELS // 9


def add_branches(net: Net, source: str) -> None:
    """Two or three layers of one map that keep its size, merged."""
    if net.channels[source] > CHANNELS // 3:
        return
    ends = [source] if net.rng.random() < 0.5 else [keep_size(net, source)]
    ends += [keep_size(net, source) for _ in range(net.rng.choice((1, 1, 2)))]
    equal = len({net.channels[end] for end in ends}) == 1
    ops = ("add", "concat", "difference") if len(ends) == 2 else ("add", "concat")
    op = net.rng.choice(ops) if equal else "concat"
    net.add({"op": op}, ends, sum(net.maps[end] for end in ends))


def keep_size(net: Net, source: str) -> str:
    x, rng = net.maps[source], net.rng
    dilation = rng.randint(1, 2)
    modes = ["zeros", "replicate"] + ["circular", "reflect"] * (min(x.shape) > dilation)
    mode = rng.choice(modes)
    fields: Layer = {"op": "conv", "out_channels": net.channels[source], "kernel": 3}
    fields |= {"padding": dilation, "dilation": dilation, "padding_mode": mode}
    wide = [folded(n, dilation, dilation, mode) for n in x.shape]
    rows, columns = (
        then(step, axis_steps.window(step.size, 3, 1, dilation, 0, 0)) for step in wide
    )
    return net.add(fields, [source], apply((rows, columns), x))
