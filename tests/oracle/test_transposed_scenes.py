"""Stamps, and the way there and back, against PyTorch on random layers of whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine import given, report
from engine.document import Document, Input, View
from engine.fields import Sides
from engine.layers import Conv, ConvTranspose, DepthwiseConv, Layer
from engine.scenes import building
from engine.values import adjoint

from .one_thread import torch

F = torch.nn.functional
LAYERS = 500


def numbers(array: Any) -> Any:
    return given.from_flat(np.asarray(array, np.float64).ravel().tolist(), array.shape)


def resolved(x: Any, layer: Layer) -> report.Report:
    return report.resolve(Document(input=Input(len(x), x.shape[1:], numbers(x)), layers=(layer,)))


def pair(rng: Any, low: int, high: int) -> tuple[int, int]:
    return int(rng.integers(low, high)), int(rng.integers(low, high))


def tensor(array: Any) -> Any:
    return torch.tensor(np.array(array), dtype=torch.float64)


def transposed(rng: Any) -> tuple[Any, ConvTranspose]:
    """A possible layer and its input."""
    while True:
        groups = int(rng.integers(1, 3))
        inputs, outputs = groups * int(rng.integers(1, 4)), groups * int(rng.integers(1, 3))
        kernel, stride, dilation = pair(rng, 1, 6), pair(rng, 1, 5), pair(rng, 1, 4)
        extra = [int(rng.integers(max(s, d))) for s, d in zip(stride, dilation, strict=True)]
        weights = rng.integers(-3, 4, (inputs, outputs // groups, *kernel))
        x = rng.integers(-4, 5, (inputs, *pair(rng, 1, 6))).astype(np.float64)
        layer = ConvTranspose(
            name="up", out_channels=outputs, kernel=kernel, stride=stride, dilation=dilation,
            padding=Sides(*(int(side) for side in rng.integers(0, 3, 4))), groups=groups,
            output_padding=(extra[0], extra[1]), weights=numbers(weights), bias=False,
        )  # fmt: skip
        if not resolved(x, layer).problems:
            return x, layer


def convolution(rng: Any) -> tuple[Any, Conv | DepthwiseConv]:
    """A possible layer and its input, in all forms of padding."""
    while True:
        groups = int(rng.integers(1, 4))
        inputs = groups * int(rng.integers(1, 3))
        outputs = groups * int(rng.integers(1, 3))
        kernel, stride, dilation = pair(rng, 1, 5), pair(rng, 1, 4), pair(rng, 1, 4)
        form = rng.integers(3)
        sides = Sides(*(int(side) for side in rng.integers(0, 4, 4)))
        padding = "same" if form == 0 else Sides() if form == 1 else sides
        x = rng.integers(-4, 5, (inputs, *pair(rng, 1, 9))).astype(np.float64)
        shared: dict[str, Any] = {
            "name": "a", "kernel": kernel, "stride": stride, "dilation": dilation,
            "padding": padding, "bias": False,
        }  # fmt: skip
        layer: Conv | DepthwiseConv
        if rng.random() < 0.3:
            many = int(rng.integers(1, 3))
            weights = rng.integers(-3, 4, (inputs * many, 1, *kernel))
            layer = DepthwiseConv(multiplier=many, weights=numbers(weights), **shared)
        else:
            weights = rng.integers(-3, 4, (outputs, inputs // groups, *kernel))
            layer = Conv(out_channels=outputs, groups=groups, weights=numbers(weights), **shared)
        if not resolved(x, layer).problems:
            return x, layer


def stamped_by_torch(x: Any, layer: ConvTranspose) -> Any:
    """Without padding, then cropped: so all four sides may differ."""
    weights = np.array(layer.weights.flat()).reshape(layer.weights.shape)  # type: ignore[union-attr]
    found = F.conv_transpose2d(
        tensor(x)[None], tensor(weights), None, layer.stride, 0, layer.output_padding,
        layer.groups, layer.dilation,
    )[0].numpy()  # fmt: skip
    (_, rows, columns), sides = found.shape, layer.padding
    return found[:, sides.top : rows - sides.bottom, sides.left : columns - sides.right]


def test_the_last_step_of_scatter_is_what_pytorch_makes() -> None:
    rng = np.random.default_rng(35)
    for _ in range(LAYERS):
        x, layer = transposed(rng)
        channel = int(rng.integers(layer.out_channels))
        timeline = building.build("scatter", resolved(x, layer), View(channel=channel))
        frame = timeline.frame_at(timeline.length - 1)
        plane = next(grid for grid in frame.grids if grid.key.stage == "stamped")
        wanted = stamped_by_torch(x, layer)[channel]
        assert plane.values is not None
        kept = plane.values[layer.padding.top :, layer.padding.left :]
        assert np.array_equal(kept[: wanted.shape[0], : wanted.shape[1]], wanted), layer


def test_the_way_back_of_a_convolution_is_the_gradient_that_pytorch_finds() -> None:
    rng = np.random.default_rng(36)
    for _ in range(LAYERS):
        x, layer = convolution(rng)
        row = resolved(x, layer).rows[0]
        found = adjoint.trip(row, x)
        source = tensor(x).requires_grad_()
        sides = adjoint.opposite(row, layer).padding
        weights = np.array(layer.weights.flat()).reshape(layer.weights.shape)  # type: ignore[union-attr]
        groups = layer.groups if isinstance(layer, Conv) else len(x)
        padded = F.pad(source[None], (sides.left, sides.right, sides.top, sides.bottom))
        made = F.conv2d(padded, tensor(weights), None, layer.stride, 0, layer.dilation, groups)
        made.backward(made.detach())
        assert np.array_equal(found.there, made[0].detach().numpy()), layer
        assert found.back.shape == x.shape
        assert np.array_equal(found.back, source.grad.numpy()), layer
        one, other = found.products
        assert one == other


def test_the_way_back_of_a_transposed_convolution_is_the_gradient_that_pytorch_finds() -> None:
    rng = np.random.default_rng(37)
    for _ in range(LAYERS):
        x, layer = transposed(rng)
        found = adjoint.trip(resolved(x, layer).rows[0], x)
        weights = np.array(layer.weights.flat()).reshape(layer.weights.shape)  # type: ignore[union-attr]
        source = tensor(x).requires_grad_()
        whole = F.conv_transpose2d(
            source[None], tensor(weights), None, layer.stride, 0, layer.output_padding,
            layer.groups, layer.dilation,
        )[0]  # fmt: skip
        (_, rows, columns), sides = whole.shape, layer.padding
        made = whole[:, sides.top : rows - sides.bottom, sides.left : columns - sides.right]
        made.backward(made.detach())
        assert np.array_equal(found.there, made.detach().numpy()), layer
        assert np.array_equal(found.back, source.grad.numpy()), layer
        one, other = found.products
        assert one == other
