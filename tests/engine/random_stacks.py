"""Random small stacks of one channel, with branches, of every way of reading."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from engine.layers import Layer
from engine.report import Report

from .stacks import conv, layer, resolved

Draw = random.Random


def step(draw: Draw, name: str) -> Layer:  # noqa: PLR0911  # a case an operation
    """A random layer of one channel that rarely fails to fit."""
    kernel, stride = [draw.randint(1, 4), draw.randint(1, 4)], draw.randint(1, 2)
    match draw.randrange(9):
        case 0 | 1:
            sides = {side: draw.randint(0, 2) for side in ("top", "bottom", "left", "right")}
            mode = draw.choice(["zeros", "reflect", "replicate", "circular"])
            return conv(name, kernel, stride=stride, padding=sides, padding_mode=mode)
        case 2:
            return conv(name, 3, dilation=[draw.randint(1, 3), draw.randint(1, 3)], padding="same")
        case 3:
            sizes: dict[str, Any] = {"padding": [draw.randint(0, 1)] * 2, "output_padding": 0}
            dilation = [draw.randint(1, 2), draw.randint(1, 3)]
            return layer("conv_transpose", name, out_channels=1, kernel=kernel,
                         stride=[draw.randint(1, 3)] * 2, dilation=dilation, **sizes)  # fmt: skip
        case 4:
            return layer("max_pool", name, kernel=3, stride=2, padding=1, ceil_mode=True)
        case 5:
            corners = draw.random() < 0.5
            size, mode = [draw.randint(2, 9)] * 2, draw.choice(["nearest", "bilinear"])
            return layer("upsample", name, size=size, mode=mode, align_corners=corners)
        case 6:
            return layer("adaptive_avg_pool", name, output_size=[draw.randint(1, 6), 3])
        case 7:
            mode = draw.choice(["zeros", "replicate", "circular"])
            return layer("pad", name, padding={"left": 2, "bottom": 1}, mode=mode)
        case _:
            return layer("crop", name, crop={"top": 1})


def random_stack(draw: Draw) -> Report:
    parts: list[Layer] = []
    for at in range(draw.randint(1, 4)):
        parts.append(step(draw, f"l{at}"))
        if draw.random() < 0.3:
            branch = conv(f"b{at}", 3, padding=1, inputs=[f"l{at}"])
            parts += [branch, layer("add", f"s{at}", inputs=[f"b{at}", f"l{at}"])]
    return resolved(*parts, size=(draw.randint(3, 9), draw.randint(3, 9)))


def stacks(count: int) -> list[Report]:
    draw = Draw(3)
    found: list[Report] = []
    while len(found) < count:
        report = random_stack(draw)
        if report.rows:
            found.append(report)
    return found


def laid_out(plane: Any, shape: tuple[int, int]) -> np.ndarray[Any, Any]:
    found = np.zeros(shape)
    height, width = plane.weights.shape
    found[plane.top : plane.top + height, plane.left : plane.left + width] = plane.weights
    return found
