"""Times layers beside PyTorch on one thread; prints the ratios of one kind of layer as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.fields import Sides
from engine.layers import ConvTranspose
from engine.taps import Windows
from engine.values import convolution, deformable, transposed
from engine.values.deformable import Moves
from tests.benchmarks.side_by_side import ratio

F = torch.nn.functional
Array = NDArray[np.float64]
Both = tuple[Callable[[], Array], Callable[[], Any]]

# Channels in and out, kernel, side of the map, stride.
NARROW = [(1, 1, 3, 256, 1), (3, 16, 3, 128, 1), (16, 16, 3, 64, 1), (64, 64, 3, 56, 1),
          (1, 8, 3, 512, 1)]  # fmt: skip
WIDE = [(1, 1, 7, 128, 1), (16, 16, 7, 64, 1), (3, 64, 7, 224, 2), (1, 1, 11, 128, 1),
        (32, 32, 11, 32, 1)]  # fmt: skip
TRANSPOSED = [(1, 1, 4, 128, 2), (16, 16, 3, 64, 1), (64, 32, 4, 32, 2), (64, 64, 3, 28, 2),
              (3, 3, 16, 32, 8)]  # fmt: skip
DEFORMABLE = [(1, 1, 3, 128, 1), (3, 8, 3, 64, 1), (16, 16, 3, 64, 1), (64, 64, 3, 28, 1)]


def drawn(*shape: int) -> Array:
    return np.random.default_rng(0).integers(-2, 4, shape).astype(np.float64)


def convolved(c: int, d: int, k: int, n: int, s: int) -> Both:
    x, weights = drawn(c, n, n), drawn(d, c, k, k)
    tensors = torch.from_numpy(x)[None], torch.from_numpy(weights)
    out = (n + 2 * (k // 2) - k) // s + 1
    windows = (Windows(k, s, 1, k // 2),) * 2
    return (
        lambda: convolution.convolved(x, weights, windows, (out, out)),
        lambda: F.conv2d(*tensors, stride=s, padding=k // 2),
    )


def stamped(c: int, d: int, k: int, n: int, s: int) -> Both:
    x, weights, p = drawn(c, n, n), drawn(c, d, k, k), (k - s + 1) // 2
    tensors = torch.from_numpy(x)[None], torch.from_numpy(weights)
    layer = ConvTranspose(
        name="up", out_channels=d, kernel=(k, k), stride=(s, s), padding=Sides(p, p, p, p)
    )
    return (
        lambda: transposed.by_stamps(x, weights, layer),
        lambda: F.conv_transpose2d(*tensors, stride=s, padding=p),
    )


def deformed(c: int, d: int, k: int, n: int, _: int) -> Both:
    """PyTorch itself has none: its grid_sample takes the samples, one product adds them up."""
    x, weights = drawn(c, n, n), drawn(d, c, k, k)
    moves = Moves(np.random.default_rng(1).uniform(-2, 2, (2 * k * k, n, n)))
    windows = (Windows(k, 1, 1, k // 2),) * 2
    rows, columns = deformable.regular_taps(windows, n, slice(0, n * n))
    taps = torch.from_numpy(np.stack((columns, rows), axis=-1))
    image, matrix = torch.from_numpy(x)[None], torch.from_numpy(weights).reshape(d, -1)
    offsets = torch.from_numpy(moves.offsets).reshape(k * k, 2, n * n)

    def theirs() -> Any:
        grid = (taps + offsets.flip(1).transpose(1, 2)) * (2 / (n - 1)) - 1
        cells = F.grid_sample(image, grid[None], align_corners=True)
        return (matrix @ cells.reshape(len(matrix[0]), -1)).reshape(1, d, n, n)

    return lambda: deformable.deformed(x, weights, windows, (n, n), moves), theirs


KINDS = {
    "narrow": (convolved, NARROW),
    "wide": (convolved, WIDE),
    "transposed": (stamped, TRANSPOSED),
    "deformable": (deformed, DEFORMABLE),
}


def measured(kind: str) -> dict[str, float]:
    """The ratio of each layer of that kind, once both gave the same numbers."""
    build, cases = KINDS[kind]
    ratios = {}
    for case in cases:
        ours, theirs = build(*case)
        if not np.allclose(ours(), theirs()[0].numpy()):
            raise AssertionError(case)
        ratios[str(case)] = ratio(ours, theirs)
    return ratios


if __name__ == "__main__":
    torch.set_num_threads(1)
    sys.stdout.write(json.dumps(measured(sys.argv[1])))
