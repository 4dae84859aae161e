"""Random single layers whose geometry can be measured: the fields, and one step for each axis."""

import random
from collections.abc import Callable
from itertools import chain

from . import axis_steps
from .axis_steps import Step
from .documents import Layer
from .single_layers import same_pads

ENDS = ("top", "bottom", "left", "right")
Sizes = tuple[int, int]
Drawn = tuple[Layer, tuple[Step, Step]]
Draw = Callable[[random.Random, Sizes], Drawn]


def pair(rng: random.Random, low: int, high: int) -> list[int]:
    return [rng.randint(low, high), rng.randint(low, high)]


def draw_conv(rng: random.Random, sizes: Sizes) -> Drawn:
    op = rng.choice(("conv", "conv", "depthwise_conv", "separable_conv", "deform_conv"))
    kernel, dilation = pair(rng, 1, 5), pair(rng, 1, 3)
    stride = pair(rng, 1, 3) if rng.random() < 0.4 else [1, 1]
    fields: Layer = {"op": op, "kernel": kernel, "stride": stride, "dilation": dilation}
    if op != "depthwise_conv":
        fields["out_channels"] = 1
    pads = [(rng.randint(0, 4), rng.randint(0, 4)) for _ in range(2)]
    if op == "conv" and rng.random() < 0.3:
        fields["padding"] = "same"
        numbers = zip(sizes, kernel, stride, dilation, strict=True)
        pads = [same_pads(*axis) for axis in numbers]
    else:
        fields["padding"] = dict(zip(ENDS, chain(*pads), strict=True))
    steps = [
        axis_steps.window(sizes[i], kernel[i], stride[i], dilation[i], *pads[i]) for i in (0, 1)
    ]
    return fields, (steps[0], steps[1])


def draw_pool(rng: random.Random, sizes: Sizes) -> Drawn:
    op, kernel, stride = rng.choice(("max_pool", "avg_pool")), pair(rng, 1, 4), pair(rng, 1, 3)
    padding = [rng.randint(0, k // 2) for k in kernel]
    dilation = pair(rng, 1, 2) if op == "max_pool" else [1, 1]
    ceil_mode = rng.random() < 0.5
    fields: Layer = {"op": op, "kernel": kernel, "stride": stride, "padding": padding}
    fields |= {"ceil_mode": ceil_mode} | ({"dilation": dilation} if op == "max_pool" else {})
    numbers = list(zip(sizes, kernel, stride, dilation, padding, strict=True))
    steps = [axis_steps.pool(*axis, ceil_mode=ceil_mode) for axis in numbers]
    return fields, (steps[0], steps[1])


def draw_transposed(rng: random.Random, sizes: Sizes) -> Drawn:
    kernel, stride, dilation = pair(rng, 1, 5), pair(rng, 1, 3), pair(rng, 1, 2)
    extra = [rng.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation, strict=True)]
    pads = [(rng.randint(0, 2), rng.randint(0, 2)) for _ in range(2)]
    fields: Layer = {"op": "conv_transpose", "out_channels": 1, "kernel": kernel, "stride": stride}
    fields |= {"dilation": dilation, "output_padding": extra}
    fields["padding"] = dict(zip(ENDS, chain(*pads), strict=True))
    numbers = list(zip(sizes, kernel, stride, dilation, pads, extra, strict=True))
    steps = [axis_steps.transposed(*axis) for axis in numbers]
    return fields, (steps[0], steps[1])


def draw_upsample(rng: random.Random, sizes: Sizes) -> Drawn:
    """By a scale, or to a size in a small ratio to the input, so that periods stay short."""
    fields: Layer = {"op": "upsample", "mode": rng.choice(("nearest", "bilinear"))}
    corners = fields["mode"] == "bilinear" and rng.random() < 0.5
    if rng.random() < 0.5:
        scale = pair(rng, 1, 3)
        wanted = [n * r for n, r in zip(sizes, scale, strict=True)]
        # with aligned corners an integer scale has a period as long as the whole map.
        fields["scale"], corners = scale, False
    else:
        wanted = [in_small_ratio(rng, n - corners) + corners for n in sizes]
        fields["size"] = wanted
    if corners:
        fields["align_corners"] = True
    steps = [resample(fields, n, m) for n, m in zip(sizes, wanted, strict=True)]
    return fields, (steps[0], steps[1])


def in_small_ratio(rng: random.Random, n: int) -> int:
    divisor = rng.choice([p for p in (1, 2, 3, 4) if n % p == 0])
    return n // divisor * rng.randint(1, 4)


def resample(fields: Layer, n: int, m: int) -> Step:
    if fields["mode"] == "nearest":
        return axis_steps.nearest(n, m)
    return axis_steps.bilinear(n, m, align_corners=fields.get("align_corners", False))


def draw_shuffle(rng: random.Random, sizes: Sizes) -> Drawn:
    factor = rng.randint(2, 3)
    steps = [axis_steps.nearest(n, n * factor) for n in sizes]
    return {"op": "pixel_shuffle", "factor": factor}, (steps[0], steps[1])


def draw_unshuffle(rng: random.Random, sizes: Sizes) -> Drawn:
    factor = next((r for r in (rng.randint(2, 3), 2, 3) if sizes[0] % r == sizes[1] % r == 0), 1)
    steps = [axis_steps.window(n, factor, factor, 1, 0, 0) for n in sizes]
    return {"op": "pixel_unshuffle", "factor": factor}, (steps[0], steps[1])


def draw_shift(rng: random.Random, sizes: Sizes) -> Drawn:
    top, bottom, left, right = (rng.randint(0, 5) for _ in range(4))
    sides = {"top": top, "bottom": bottom, "left": left, "right": right}
    sign = rng.choice((1, -1))
    fields: Layer = {"op": "crop", "crop": sides}
    if sign > 0:
        mode = rng.choice(("zeros", "replicate", "reflect", "circular"))
        fields = {"op": "pad", "padding": sides, "mode": mode}
    steps = (
        axis_steps.shift(sizes[0], sign * top, sign * bottom),
        axis_steps.shift(sizes[1], sign * left, sign * right),
    )
    return fields, steps


def draw_still(rng: random.Random, sizes: Sizes) -> Drawn:
    fields: Layer = {"op": rng.choice(("batch_norm", "activation"))}
    return fields, (axis_steps.still(sizes[0]), axis_steps.still(sizes[1]))


DRAWS: tuple[Draw, ...] = (
    *(draw_conv, draw_conv, draw_conv, draw_pool, draw_transposed, draw_transposed),
    *(draw_upsample, draw_upsample, draw_shuffle, draw_unshuffle, draw_shift, draw_still),
)
