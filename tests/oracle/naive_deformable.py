"""A deformable convolution by its definition: every tap at its moved place, read by hand."""

from math import floor
from typing import Any

from .one_thread import torch
from .value_windows import Window

Plane = list[list[float]]


def read(plane: Plane, y: float, x: float) -> float:
    """The four neighbours by their nearness; outside the image there are zeros."""
    top, left = floor(y), floor(x)
    total = 0.0
    for row in (top, top + 1):
        for column in (left, left + 1):
            if 0 <= row < len(plane) and 0 <= column < len(plane[0]):
                total += (1 - abs(y - row)) * (1 - abs(x - column)) * plane[row][column]
    return total


def columns(x: Any, offsets: Any, mask: Any, window: Window, offset_groups: int) -> Any:
    """What every tap of every channel reads at every output: [C, K, out_h, out_w]."""
    planes: list[Plane] = x[0].tolist()
    moved, weighed = offsets.tolist(), mask.tolist()
    height, width = offsets.shape[1:]
    taps = window.kernel[0] * window.kernel[1]
    each = len(planes) // offset_groups
    result = torch.zeros(len(planes), taps, height, width, dtype=torch.float64)
    for c, plane in enumerate(planes):
        for tap in range(taps):
            place = c // each * taps + tap
            result[c, tap] = torch.tensor(
                [
                    [
                        weighed[place][a][b] * read(plane, *sample(window, moved, place, tap, a, b))
                        for b in range(width)
                    ]
                    for a in range(height)
                ],
                dtype=torch.float64,
            )
    return result


def sample(
    window: Window, moved: list[Plane], place: int, tap: int, a: int, b: int
) -> tuple[float, float]:
    i, j = divmod(tap, window.kernel[1])
    y = a * window.stride[0] - window.sides[0] + i * window.dilation[0]
    x = b * window.stride[1] - window.sides[2] + j * window.dilation[1]
    return y + moved[2 * place][a][b], x + moved[2 * place + 1][a][b]


def summed(read_values: Any, weights: Any, bias: Any) -> Any:
    """The weighted sum over channels and taps, group by group; [1, C_out, out_h, out_w]."""
    out, each = weights.shape[:2]
    groups = read_values.shape[0] // each
    parts = [
        torch.einsum("ock,ckab->oab", kernels.flatten(2), values)
        for kernels, values in zip(
            weights.split(out // groups), read_values.split(each), strict=True
        )
    ]
    total = torch.cat(parts)
    return (total if bias is None else total + bias[:, None, None])[None]
