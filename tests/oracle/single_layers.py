"""Random single layers, valid and impossible ones, as documents and as plain numbers."""

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from .documents import Document, document

MODES = ("zeros", "zeros", "zeros", "replicate", "reflect", "circular")
SIDES = (("top", "bottom"), ("left", "right"))

Draw = Callable[[random.Random], dict[str, int]]


class Case(NamedTuple):
    """One layer over one input; every number is a pair [h, w]."""

    layer: dict[str, Any]
    channels: int
    size: list[int]
    axes: tuple[dict[str, int], dict[str, int]]

    def document(self) -> Document:
        return document([{"name": "a", **self.layer}], self.channels, self.size)


def pair(axes: tuple[dict[str, int], dict[str, int]], key: str) -> list[int]:
    return [axis[key] for axis in axes]


def same_pads(n: int, kernel: int, stride: int, dilation: int) -> tuple[int, int]:
    total = max((-(-n // stride) - 1) * stride + dilation * (kernel - 1) + 1 - n, 0)
    return total // 2, total - total // 2


def sides_of(case: Case) -> tuple[int, int, int, int]:
    given = case.layer.get("padding", 0)
    if given == "same":
        first, second = (
            same_pads(n, axis["kernel"], axis["stride"], axis["dilation"])
            for n, axis in zip(case.size, case.axes, strict=True)
        )
        return (*first, *second)
    if given == "valid":
        return (0, 0, 0, 0)
    if isinstance(given, dict):
        return tuple(given.get(side, 0) for side in ("top", "bottom", "left", "right"))
    rows, columns = given if isinstance(given, list) else (given, given)
    return (rows, rows, columns, columns)


def draw_axes(rng: random.Random, draw: Draw, idle: Draw) -> tuple[dict[str, int], dict[str, int]]:
    """One axis under test beside an idle one, or both under test."""
    kind = rng.randrange(4)
    if kind == 0:
        return draw(rng), draw(rng)
    return (draw(rng), idle(rng)) if kind == 1 else (idle(rng), draw(rng))


def one_in(rng: random.Random, odds: int) -> bool:
    return rng.randrange(odds) == 0


def spoil(rng: random.Random, axes: tuple[dict[str, int], ...], limits: dict[str, int]) -> None:
    """Now and then a value below its lower limit, which everybody refuses."""
    if one_in(rng, 40):
        key = rng.choice(sorted(limits))
        rng.choice(axes)[key] = limits[key] - 1


def draw_window(rng: random.Random) -> dict[str, int]:
    return {
        "n": rng.randint(1, 14),
        "kernel": rng.randint(1, 5),
        "stride": rng.randint(1, 4),
        "dilation": rng.choice((1, 1, 2, 3, 4)),
        "before": rng.choice((0, 0, 1, 2, 3, 5)),
        "after": rng.choice((0, 0, 1, 2, 4)),
        "output_padding": rng.choice((0, 0, 0, 1, 2, 3)),
    }


def idle_window(rng: random.Random) -> dict[str, int]:
    still = {"kernel": 1, "stride": 1, "dilation": 1, "before": 0, "after": 0}
    return {"n": rng.randint(6, 9), "output_padding": 0, **still}


def draw_padding(rng: random.Random, axes: tuple[dict[str, int], ...], forms: str) -> Any:
    form = rng.choice(forms.split())
    if form in ("same", "valid"):
        return form
    if form == "number":
        return rng.choice(axes)["before"]
    if form == "pair":
        return [axis["before"] for axis in axes]
    numbers = zip(SIDES, axes, strict=True)
    sides = {
        side: axis[end]
        for names, axis in numbers
        for side, end in zip(names, ("before", "after"), strict=True)
    }
    return {side: value for side, value in sides.items() if value or one_in(rng, 2)} or {"top": 0}


def draw_channels(rng: random.Random) -> tuple[int, int, int]:
    groups = rng.choice((1, 1, 1, 2, 3))
    if one_in(rng, 20):
        return rng.randint(1, 6), rng.randint(1, 6), groups
    return groups * rng.randint(1, 2), groups * rng.randint(1, 2), groups


def draw_conv(rng: random.Random) -> Case:
    axes = draw_axes(rng, draw_window, idle_window)
    spoil(rng, axes, {"kernel": 1, "stride": 1, "dilation": 1, "before": 0})
    channels, out_channels, groups = draw_channels(rng)
    positive = min(min(pair(axes, key)) for key in ("kernel", "stride", "dilation")) > 0
    forms = "number pair pair sides sides same valid" if positive else "number pair sides valid"
    layer = {
        "op": "conv",
        "out_channels": out_channels,
        "kernel": pair(axes, "kernel"),
        "stride": pair(axes, "stride"),
        "dilation": pair(axes, "dilation"),
        "groups": groups,
        "padding": draw_padding(rng, axes, forms),
        "padding_mode": rng.choice(MODES),
    }
    return Case(layer, channels, pair(axes, "n"), axes)


def draw_conv_transpose(rng: random.Random) -> Case:
    axes = draw_axes(rng, draw_window, idle_window)
    limits = {"kernel": 1, "stride": 1, "dilation": 1, "before": 0, "output_padding": 0}
    spoil(rng, axes, limits)
    channels, out_channels, groups = draw_channels(rng)
    layer = {
        "op": "conv_transpose",
        "out_channels": out_channels,
        "kernel": pair(axes, "kernel"),
        "stride": pair(axes, "stride"),
        "dilation": pair(axes, "dilation"),
        "groups": groups,
        "padding": draw_padding(rng, axes, "number pair pair sides"),
        "output_padding": pair(axes, "output_padding"),
    }
    return Case(layer, channels, pair(axes, "n"), axes)


def draw_pool(rng: random.Random, op: str) -> tuple[dict[str, Any], Any]:
    axes = draw_axes(rng, draw_window, idle_window)
    for axis in axes:
        axis["before"] = min(axis["before"], axis["kernel"] // 2 + one_in(rng, 10))
        axis["dilation"] = axis["dilation"] if op == "max_pool" else 1
    spoil(rng, axes, {"kernel": 1, "stride": 1, "before": 0})
    layer = {
        "op": op,
        "kernel": pair(axes, "kernel"),
        "padding": pair(axes, "before"),
        "ceil_mode": one_in(rng, 2),
    }
    if not one_in(rng, 3):
        layer["stride"] = pair(axes, "stride")
    else:
        for axis in axes:
            axis["stride"] = axis["kernel"]
    return layer, axes


def draw_max_pool(rng: random.Random) -> Case:
    layer, axes = draw_pool(rng, "max_pool")
    spoil(rng, axes, {"dilation": 1})
    layer["dilation"] = pair(axes, "dilation")
    return Case(layer, rng.randint(1, 2), pair(axes, "n"), axes)


def draw_avg_pool(rng: random.Random) -> Case:
    layer, axes = draw_pool(rng, "avg_pool")
    layer["count_include_pad"] = one_in(rng, 2)
    if one_in(rng, 4):
        layer["divisor_override"] = rng.choice((0, 1, 2, 7))
    return Case(layer, rng.randint(1, 2), pair(axes, "n"), axes)


def draw_unpool(rng: random.Random) -> Case:
    """With the default size, or a size near it: below, within and beyond what the stride allows."""
    axes = draw_axes(rng, draw_window, idle_window)
    for axis in axes:
        axis["before"] = min(axis["before"], axis["kernel"] // 2 + one_in(rng, 10))
    layer = {
        "op": "max_unpool",
        "kernel": pair(axes, "kernel"),
        "stride": pair(axes, "stride"),
        "padding": pair(axes, "before"),
    }
    if not one_in(rng, 3):
        layer["output_size"] = [
            unpool_default(axis) + rng.randint(1 - axis["stride"], axis["stride"] - one_in(rng, 2))
            for axis in axes
        ]
    return Case(layer, rng.randint(1, 2), pair(axes, "n"), axes)


def unpool_default(axis: dict[str, int]) -> int:
    return (axis["n"] - 1) * axis["stride"] - 2 * axis["before"] + axis["kernel"]
