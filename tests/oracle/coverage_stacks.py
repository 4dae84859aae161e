"""Random chains of windows, and the runs that `coverage` must list for them."""

import random
from typing import NamedTuple

from . import reached_sets
from .documents import Document, Layer, document
from .reached_sets import Axis

SIDE = 4_000
LARGEST_HULL = 3_500
STILL = ([1, 1], [1, 1], [1, 1])
STILL_LAYERS: tuple[Layer, ...] = (
    {"op": "pad", "padding": 2, "mode": "reflect"},
    {"op": "crop", "crop": 1},
    {"op": "activation"},
    {"op": "batch_norm"},
)


class Window(NamedTuple):
    """A layer of a chain and what it does on each axis: kernel, stride, dilation."""

    layer: Layer
    kernel: list[int]
    stride: list[int]
    dilation: list[int]


class Run(NamedTuple):
    source: str
    windows: list[Window]

    def axis(self, index: int) -> Axis:
        return reached_sets.expected_axis(*self.steps(index))

    def steps(self, index: int) -> tuple[list[int], list[int]]:
        """Kernels above 1, and the distance of their taps in the map that enters the run."""
        kernels, rates, jump = [], [], 1
        for window in self.windows:
            if window.kernel[index] > 1:
                kernels.append(window.kernel[index])
                rates.append(window.dilation[index] * jump)
            jump *= window.stride[index]
        return kernels, rates


def runs_of(windows: list[Window]) -> list[Run]:
    """The whole stack, then every longest run of stride 1 from a layer with dilation on."""
    found = [Run("input", windows)]
    start = 0
    while start < len(windows):
        end = start
        while end < len(windows) and max(windows[end].stride) == 1:
            end += 1
        first = next((i for i in range(start, end) if max(windows[i].dilation) > 1), None)
        if first is not None and (first, end) != (0, len(windows)):
            source = windows[first - 1].layer["name"] if first else "input"
            found.append(Run(source, windows[first:end]))
        start = end + 1
    return found


def chain(seed: int) -> list[Window]:
    """Mixed kernels, strides and dilations, pools and layers without a window between them."""
    rng = random.Random(seed)
    while True:
        windows = [draw(rng) for _ in range(rng.randint(1, 6))]
        whole = Run("input", windows)
        if all(hull(*whole.steps(index)) <= LARGEST_HULL for index in (0, 1)):
            return named(fitted(windows))


def named(windows: list[Window]) -> list[Window]:
    return [
        window._replace(layer={"name": f"l{index}", **window.layer})
        for index, window in enumerate(windows)
    ]


def fitted(windows: list[Window]) -> list[Window]:
    """With a crop where an unshuffle would find a side that its factor does not divide."""
    sizes, found = [SIDE, SIDE], []
    for window in windows:
        rest = [n % factor for n, factor in zip(sizes, window.stride, strict=True)]
        if window.layer["op"] == "pixel_unshuffle" and any(rest):
            crop = {"op": "crop", "crop": {"bottom": rest[0], "right": rest[1]}}
            found.append(Window(crop, *STILL))
            sizes = [n - r for n, r in zip(sizes, rest, strict=True)]
        found.append(window)
        sizes = [size_after(window, n, index) for index, n in enumerate(sizes)]
    return found


def size_after(window: Window, n: int, index: int) -> int:
    extent = window.dilation[index] * (window.kernel[index] - 1) + 1
    more = {"pad": 4, "crop": -2}.get(window.layer["op"], 0)
    return (n + more - extent) // window.stride[index] + 1


def hull(kernels: list[int], rates: list[int]) -> int:
    return 1 + sum((k - 1) * rate for k, rate in zip(kernels, rates, strict=True))


def draw(rng: random.Random) -> Window:
    kind = rng.choice(("conv", "conv", "conv", "conv", "pool", "average", "still", "unshuffle"))
    if kind == "still":
        return Window(dict(rng.choice(STILL_LAYERS)), *STILL)
    if kind == "unshuffle":
        factor = rng.choice((1, 2))
        sides = [factor, factor]
        return Window({"op": "pixel_unshuffle", "factor": factor}, sides, sides, [1, 1])
    kernel = [rng.randint(1, 5), rng.randint(1, 5)]
    stride = [rng.randint(1, 3), rng.randint(1, 3)] if rng.random() < 0.3 else [1, 1]
    dilation = [rng.randint(1, 9), rng.randint(1, 9)] if rng.random() < 0.5 else [1, 1]
    # a window of one cell has no distance between its cells: a dilation there means nothing.
    dilation = [d if k > 1 else 1 for d, k in zip(dilation, kernel, strict=True)]
    if kind == "average":
        fields: Layer = {"op": "avg_pool", "kernel": kernel, "stride": stride}
        return Window(fields, kernel, stride, [1, 1])
    fields = {"op": "max_pool"} if kind == "pool" else {"op": "conv", "out_channels": 4}
    fields |= {"kernel": kernel, "stride": stride, "dilation": dilation}
    return Window(fields, kernel, stride, dilation)


def as_document(windows: list[Window]) -> Document:
    return document([window.layer for window in windows], 1, SIDE)
