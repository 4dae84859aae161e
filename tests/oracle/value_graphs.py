"""Documents with explicit numbers, and beside each of their layers the map it must give."""

from dataclasses import dataclass, field
from typing import Any

from .documents import Document, Layer, document
from .one_thread import torch
from .torch_layers import RefusedError
from .value_numbers import Case, Draw, Numbers, listed, put_weights
from .value_samplers import SAMPLERS
from .value_windows import WINDOWS, max_pool

F = torch.nn.functional
TRIES = 200
CELLS, CHANNELS = 2_500, 12
# Divisions, powers of e, weights with fractions: sums in another order differ a little.
ROUNDED = {"avg_pool", "adaptive_avg_pool", "global_avg_pool", "upsample", "activation"}


@dataclass
class Graph:
    numbers: Numbers
    layers: list[Layer] = field(default_factory=list)
    maps: dict[str, Any] = field(default_factory=dict)
    exact: set[str] = field(default_factory=set)

    @property
    def last(self) -> str:
        return next(reversed(self.maps))

    def append(self, fields: Layer, inputs: list[str], y: Any) -> str:
        name = f"{fields['op']}_{len(self.layers)}"
        layer = {"name": name, **fields}
        if inputs != [self.last] or self.numbers.chance(0.2):
            layer["inputs"] = inputs
        self.layers.append(layer)
        self.maps[name] = y
        if is_exact(fields) and self.exact.issuperset(inputs):
            self.exact.add(name)
        return name

    def document(self) -> Document:
        x = self.maps["input"]
        whole = document(self.layers, x.shape[1], list(x.shape[2:]))
        numbers = x[0, 0] if x.shape[1] == 1 and self.numbers.chance(0.5) else x[0]
        whole["input"]["values"] = listed(numbers)
        return whole


def is_exact(fields: Layer) -> bool:
    """Whether whole numbers must come out as whole numbers are summed: without any rounding."""
    if fields["op"] in ("upsample", "activation"):
        wanted = {"mode": "nearest", "function": "relu"}
        exact = {"nearest", "relu", "identity"}
        return all(fields.get(name, usual) in exact for name, usual in wanted.items())
    predicted = isinstance(fields.get("offsets"), dict) and fields.get("modulated")
    return fields["op"] not in ROUNDED and not predicted


def start(seed: int, *, channels: int = 4, side: int = 9) -> Graph:
    numbers = Numbers(seed, whole=seed % 2 == 0)
    graph = Graph(numbers)
    size = numbers.pair(1, side)
    graph.maps["input"] = numbers.tensor(1, numbers.rng.randint(1, channels), *size)
    if numbers.whole:
        graph.exact.add("input")
    return graph


def one_layer(seed: int, draw: Draw) -> Graph:
    """A random input and one layer that can read it."""
    for attempt in range(TRIES):
        # the whole numbers of even seeds stay whole.
        graph = start(seed + 2_000_000 * attempt, channels=9 if attempt % 3 else 4)
        if found := drawn(graph, graph.maps["input"], draw):
            case, y = found
            graph.append(case.fields, ["input"], y)
            return graph
    raise AssertionError(f"{draw} never fits")


def drawn(graph: Graph, x: Any, draw: Draw) -> tuple[Case, Any] | None:
    """A layer and its output; none where PyTorch refuses it or the map is too large to compare."""
    try:
        case = draw(graph.numbers, x)
        y = case.run(x)
    except (RefusedError, RuntimeError, ValueError):
        return None
    # a window of padding only is -inf in PyTorch and refused by the specification.
    fits = 0 < y.numel() <= CELLS and y.shape[1] <= CHANNELS * 3 and torch.isfinite(y).all()
    return (case, y) if fits else None


def merge(seed: int) -> Graph:
    """The input and one or two convolutions of it, added, joined or subtracted."""
    graph = start(seed)
    ends = ["input", add_alike(graph, "input")]
    add_merge(graph, ends)
    return graph


def add_alike(graph: Graph, source: str) -> str:
    """A convolution that keeps the shape."""
    x, numbers = graph.maps[source], graph.numbers
    channels, dilation = x.shape[1], numbers.rng.randint(1, 2)
    fields: Layer = {"op": "conv", "out_channels": channels, "kernel": 3, "padding": dilation}
    fields["dilation"] = dilation
    weights = put_weights(fields, numbers, "weights", channels, channels, 3, 3)
    return graph.append(fields, [source], F.conv2d(x, weights, None, 1, dilation, dilation))


def add_merge(graph: Graph, ends: list[str]) -> None:
    op = graph.numbers.rng.choice(("add", "concat", "difference"))
    if op != "difference" and graph.numbers.chance(0.3):
        ends = [*ends, graph.numbers.rng.choice(ends)]
    maps = [graph.maps[end] for end in ends]
    y = torch.cat(maps, 1) if op == "concat" else sum(maps)
    if op == "difference":
        y = abs(maps[0] - maps[1])
    graph.append({"op": op}, ends, y)


def unpool(seed: int) -> Graph:
    """A max pool, at times a layer behind it, and the unpool that names the pool."""
    for attempt in range(TRIES):
        graph = start(seed + 2_000_000 * attempt)
        pool = add_pool(graph, "input")
        if pool is not None:
            source = pool
            if graph.numbers.chance(0.5):
                source = add_alike(graph, pool)
            add_unpool(graph, "input", pool, source)
            return graph
    raise AssertionError("no pool ever fits")


def add_pool(graph: Graph, source: str) -> str | None:
    found = drawn(graph, graph.maps[source], max_pool)
    if found is None or found[0].fields.get("dilation", 1) != 1:
        return None
    return graph.append(found[0].fields, [source], found[1])


def add_unpool(graph: Graph, entering: str, pool: str, source: str) -> None:
    x = graph.maps[entering]
    fields = next(layer for layer in graph.layers if layer["name"] == pool)
    kernel, padding = fields["kernel"], fields.get("padding", 0)
    stride, ceil = fields.get("stride", kernel), fields.get("ceil_mode", False)
    _, indices = F.max_pool2d(x, kernel, stride, padding, ceil_mode=ceil, return_indices=True)
    y = F.max_unpool2d(graph.maps[source], indices, kernel, stride, padding, list(x.shape[2:]))
    graph.append({"op": "max_unpool", "of": pool}, [source], y)


def stack(seed: int) -> Graph:
    """Several layers with branches; every layer's map is there to be compared."""
    graph = start(seed, channels=3)
    rng = graph.numbers.rng
    while len(graph.layers) < 6:
        source = graph.last if rng.random() < 0.6 else rng.choice(list(graph.maps))
        kind = rng.random()
        if kind < 0.2:
            add_merge(graph, [source, add_alike(graph, source)])
        elif kind < 0.3 and source in graph.exact and (pool := add_pool(graph, source)):
            # only where maxima are exact: a tie that rounding breaks moves a number elsewhere.
            add_unpool(graph, source, pool, pool)
        elif found := drawn(graph, graph.maps[source], rng.choice(WINDOWS + SAMPLERS)):
            graph.append(found[0].fields, [source], found[1])
    return graph
