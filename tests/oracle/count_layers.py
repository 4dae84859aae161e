"""Random layers as fields and as sums with weights of one on each axis, borders and all."""

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from . import axis_steps
from .axis_steps import Step
from .documents import Layer
from .geometry_layers import Drawn, Sizes, draw_pool, draw_shuffle, draw_still, pair
from .one_thread import torch
from .single_layers import same_pads
from .value_numbers import put_sides

F = torch.nn.functional
MODES = ("zeros", "zeros", "reflect", "replicate", "circular")
ONE = Fraction(1)
Sides = tuple[tuple[int, int], tuple[int, int]]


def folded(n: int, before: int, after: int, mode: str) -> Step:
    """Cells added at the ends, which are again cells of the axis unless they are zeros."""
    if mode == "zeros":
        return axis_steps.shift(n, before, after)
    if max(before, after) > {"reflect": n - 1, "circular": n}.get(mode, max(before, after)):
        raise ValueError("too wide")

    def run(x: Any) -> Any:
        return F.pad(x[:, None], (before, after), mode=mode)[:, 0]

    return Step(run, n + before + after, ONE, Fraction(-before))


def then(first: Step, second: Step) -> Step:
    ratio, offset = first.ratio * second.ratio, first.offset + first.ratio * second.offset
    return Step(lambda x: second.run(first.run(x)), second.size, ratio, offset)


def adaptive(n: int, m: int) -> Step:
    """Windows that share the axis evenly; a sum over each."""

    def run(x: Any) -> Any:
        parts = [x[:, a * n // m : -(-(a + 1) * n // m)].sum(1, keepdim=True) for a in range(m)]
        return torch.cat(parts, 1)

    return Step(run, m, ONE, ONE)


def draw_padding(rng: random.Random, sizes: Sizes, fields: Layer) -> Sides:
    """The padding of the fields' window, stated in one of its forms."""
    if rng.random() < 0.25:
        fields["padding"] = "same"
        numbers = (fields[name] for name in ("kernel", "stride", "dilation"))
        rows, columns = (same_pads(*axis) for axis in zip(sizes, *numbers, strict=True))
        return rows, columns
    (top, bottom), (left, right) = pair(rng, 0, 3), pair(rng, 0, 3)
    if rng.random() < 0.5:
        fields["padding"] = [top, left]
        return (top, top), (left, left)
    put_sides(fields, "padding", (top, bottom, left, right))
    return (top, bottom), (left, right)


def draw_conv(rng: random.Random, sizes: Sizes) -> Drawn:
    op = rng.choice(("conv", "conv", "conv", "depthwise_conv", "separable_conv", "deform_conv"))
    kernel, dilation = pair(rng, 1, 4), pair(rng, 1, 3)
    stride = pair(rng, 1, 3) if rng.random() < 0.3 else [1, 1]
    fields: Layer = {"op": op, "kernel": kernel, "stride": stride, "dilation": dilation}
    if op != "depthwise_conv":
        fields["out_channels"] = 1
    mode = "zeros"
    if op != "deform_conv":
        fields["padding_mode"] = mode = rng.choice(MODES)
    sides = draw_padding(rng, sizes, fields)
    wide = [folded(n, *ends, mode) for n, ends in zip(sizes, sides, strict=True)]
    rows, columns = (
        then(step, axis_steps.window(step.size, kernel[i], stride[i], dilation[i], 0, 0))
        for i, step in enumerate(wide)
    )
    return fields, (rows, columns)


def draw_window_pool(rng: random.Random, sizes: Sizes) -> Drawn:
    """Without both dilation and padding: a window might hold padding only, which is refused."""
    fields, steps = draw_pool(rng, sizes)
    if max(fields.get("dilation", [1])) > 1 and max(fields["padding"]) > 0:
        raise ValueError("window of padding")
    return fields, steps


def draw_transposed(rng: random.Random, sizes: Sizes) -> Drawn:
    kernel, stride, dilation = pair(rng, 1, 4), pair(rng, 1, 3), pair(rng, 1, 3)
    extra = [rng.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True)]
    (top, bottom), (left, right) = pair(rng, 0, 2), pair(rng, 0, 2)
    fields: Layer = {"op": "conv_transpose", "out_channels": 1, "kernel": kernel, "stride": stride}
    fields |= {"dilation": dilation, "output_padding": extra}
    put_sides(fields, "padding", (top, bottom, left, right))
    sides = ((top, bottom), (left, right))
    numbers = list(zip(sizes, kernel, stride, dilation, sides, extra, strict=True))
    rows, columns = (axis_steps.transposed(*axis) for axis in numbers)
    return fields, (rows, columns)


def draw_upsample(rng: random.Random, sizes: Sizes) -> Drawn:
    """By a scale or to any size; bilinear with and without aligned corners."""
    fields: Layer = {"op": "upsample", "mode": rng.choice(("nearest", "bilinear"))}
    if rng.random() < 0.5:
        scale = pair(rng, 1, 3)
        fields["scale"] = scale
        wanted = [n * r for n, r in zip(sizes, scale, strict=True)]
    else:
        fields["size"] = wanted = pair(rng, 1, 16)
    if fields["mode"] == "bilinear" and rng.random() < 0.5:
        fields["align_corners"] = True
    rows, columns = (resample(fields, n, m) for n, m in zip(sizes, wanted, strict=True))
    return fields, (rows, columns)


def resample(fields: Layer, n: int, m: int) -> Step:
    corners = fields.get("align_corners", False)
    if fields["mode"] == "nearest":
        return axis_steps.nearest(n, m)
    return bilinear(n, m, corners=corners)


def bilinear(n: int, m: int, *, corners: bool) -> Step:
    """Each output's weights over the whole axis, in exact fractions before they are rounded."""
    weights = torch.zeros(n, m, dtype=torch.float64)
    for o in range(m):
        source = max((o + Fraction(1, 2)) * n / m - Fraction(1, 2), Fraction(0))
        if corners:
            source = Fraction(o * (n - 1), m - 1) if m > 1 else Fraction(0)
        first = source.numerator // source.denominator
        weights[first, o] += float(1 - source + first)
        weights[min(first + 1, n - 1), o] += float(source - first)
    return Step(lambda x: x @ weights, m, ONE, ONE)


def draw_pad(rng: random.Random, sizes: Sizes) -> Drawn:
    (top, bottom), (left, right) = pair(rng, 0, 3), pair(rng, 0, 3)
    mode = rng.choice(MODES)
    fields: Layer = {"op": "pad", "mode": mode}
    put_sides(fields, "padding", (top, bottom, left, right))
    rows, columns = folded(sizes[0], top, bottom, mode), folded(sizes[1], left, right, mode)
    return fields, (rows, columns)


def draw_crop(rng: random.Random, sizes: Sizes) -> Drawn:
    (top, bottom), (left, right) = pair(rng, 0, 2), pair(rng, 0, 2)
    fields: Layer = {"op": "crop"}
    put_sides(fields, "crop", (top, bottom, left, right))
    rows = axis_steps.shift(sizes[0], -top, -bottom)
    return fields, (rows, axis_steps.shift(sizes[1], -left, -right))


def draw_unshuffle(rng: random.Random, sizes: Sizes) -> Drawn:
    factor = rng.choice((2, 2, 3))
    if sizes[0] % factor or sizes[1] % factor:
        raise ValueError("does not divide")
    rows, columns = (axis_steps.window(n, factor, factor, 1, 0, 0) for n in sizes)
    return {"op": "pixel_unshuffle", "factor": factor}, (rows, columns)


def draw_adaptive(rng: random.Random, sizes: Sizes) -> Drawn:
    kind, size = rng.choice(("avg", "max")), pair(rng, 1, 9)
    fields: Layer = {"op": f"adaptive_{kind}_pool", "output_size": size}
    if rng.random() < 0.2:
        fields, size = {"op": f"global_{kind}_pool"}, [1, 1]
    rows, columns = (adaptive(n, m) for n, m in zip(sizes, size, strict=True))
    return fields, (rows, columns)


DRAWS: tuple[Callable[[random.Random, Sizes], Drawn], ...] = (
    *(draw_conv,) * 8,
    *(draw_window_pool,) * 2,
    *(draw_transposed,) * 3,
    *(draw_upsample,) * 4,
    *(draw_shuffle, draw_unshuffle, draw_pad, draw_pad, draw_crop, draw_still, draw_adaptive),
)
