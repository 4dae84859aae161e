"""Layers too large to be computed in one piece, exactly as PyTorch computes them."""

from typing import Any

import pytest

from .documents import Layer, described_fully, document
from .one_thread import torch
from .value_numbers import Numbers, listed

F = torch.nn.functional


def both(layer: Layer, channels: int, size: list[int]) -> tuple[Any, Any]:
    """What enters the layer and what it makes of it; whole numbers from a named pattern."""
    entry = {"name": "x", "op": "activation", "function": "identity"}
    report = described_fully(document([entry, {"name": "y", **layer}], channels, size), values=True)
    assert report["problems"] == []
    x, y = (torch.tensor(report["values"][name], dtype=torch.float64) for name in "xy")
    assert x.unique().tolist() == [0, 1, 2, 3]
    return x[None], y[None]


CONVOLUTIONS: list[tuple[str, int, list[int], Layer]] = [
    ("many channels", 48, [60, 70], {"kernel": 5, "padding": 2}),
    ("dilated", 32, [90, 90], {"kernel": 5, "dilation": 4, "padding": 8}),
    ("strided", 32, [150, 150], {"kernel": 7, "stride": 2, "padding": 3}),
    ("one long row", 4, [1, 9_000], {"kernel": [1, 255], "padding": [0, 127]}),
    ("one long column", 4, [9_000, 1], {"kernel": [255, 1], "stride": [2, 1]}),
    ("groups", 64, [50, 50], {"kernel": 3, "padding": 1, "groups": 16, "out_channels": 32}),
    ("depthwise", 64, [80, 80], {"kernel": 3, "stride": 2, "groups": 64, "out_channels": 64}),
    ("one cell", 900, [1, 1], {"kernel": 1, "out_channels": 90}),
    ("whole map", 8, [120, 120], {"kernel": 120, "out_channels": 2}),
]


@pytest.mark.parametrize("case", CONVOLUTIONS, ids=lambda case: case[0])
def test_large_convolutions_are_exact(case: tuple[str, int, list[int], Layer]) -> None:
    _, channels, size, given = case
    fields: Layer = {"op": "conv", "out_channels": 8, "groups": 1, **given}
    kernel = fields["kernel"] if isinstance(fields["kernel"], list) else [fields["kernel"]] * 2
    shape = (fields["out_channels"], channels // fields["groups"], *kernel)
    weights = Numbers(1, whole=True).tensor(*shape)
    x, y = both({**fields, "weights": listed(weights)}, channels, size)
    options = {name: fields[name] for name in ("stride", "padding", "dilation") if name in fields}
    assert torch.equal(y, F.conv2d(x, weights, groups=fields["groups"], **options))


TRANSPOSED: list[tuple[str, int, list[int], Layer]] = [
    ("doubling", 24, [50, 60], {"kernel": 4, "stride": 2, "padding": 1}),
    ("dilated", 16, [50, 50], {"kernel": 5, "stride": 3, "dilation": 2, "output_padding": 2}),
    ("one long row", 3, [1, 5_000], {"kernel": [1, 255], "stride": [1, 3]}),
    ("one long column", 3, [5_000, 1], {"kernel": [255, 1], "padding": [100, 0]}),
    ("groups", 48, [40, 40], {"kernel": 3, "stride": 2, "groups": 12, "out_channels": 24}),
    ("one cell", 90, [1, 1], {"kernel": 40, "out_channels": 3}),
]


@pytest.mark.parametrize("case", TRANSPOSED, ids=lambda case: case[0])
def test_large_transposed_convolutions_are_exact(case: tuple[str, int, list[int], Layer]) -> None:
    _, channels, size, given = case
    fields: Layer = {"op": "conv_transpose", "out_channels": 8, "groups": 1, **given}
    kernel = fields["kernel"] if isinstance(fields["kernel"], list) else [fields["kernel"]] * 2
    shape = (channels, fields["out_channels"] // fields["groups"], *kernel)
    weights = Numbers(2, whole=True).tensor(*shape)
    x, y = both({**fields, "weights": listed(weights)}, channels, size)
    names = ("stride", "padding", "output_padding", "dilation", "groups")
    options = {name: fields[name] for name in names if name in fields}
    assert torch.equal(y, F.conv_transpose2d(x, weights, **options))


@pytest.mark.parametrize(("channels", "size"), [(12, [70, 80]), (2, [1, 9_000]), (300, [6, 6])])
def test_large_deformable_layers_moved_by_one_are_convolutions_moved_by_one(
    channels: int, size: list[int]
) -> None:
    weights = Numbers(3, whole=True).tensor(4, channels, 3, 3)
    fields: Layer = {"op": "deform_conv", "out_channels": 4, "kernel": 3, "padding": 2}
    offsets = {"pattern": "ones"}
    x, y = both({**fields, "weights": listed(weights), "offsets": offsets}, channels, size)
    assert torch.equal(y, F.conv2d(F.pad(x, (1, 3, 1, 3)), weights))


@pytest.mark.parametrize("size", [[300, 310], [2, 40_000], [40_000, 2]], ids=str)
def test_large_pools_and_up_sampling_are_those_of_pytorch(size: list[int]) -> None:
    padding = [min(side // 4, 3) for side in size]
    kernel = [2 * side + 1 for side in padding]
    window: Layer = {"kernel": kernel, "stride": 2, "padding": padding}
    given = {"kernel_size": kernel, "stride": 2, "padding": padding}
    x, most = both({"op": "max_pool", **window}, 3, size)
    assert torch.equal(most, F.max_pool2d(x, **given))
    x, mean = both({"op": "avg_pool", **window}, 3, size)
    assert torch.allclose(mean, F.avg_pool2d(x, **given), rtol=0, atol=1e-9)
    wanted = [side + side // 2 for side in size]
    x, wide = both({"op": "upsample", "mode": "bilinear", "size": wanted}, 1, size)
    assert torch.allclose(wide, F.interpolate(x, wanted, mode="bilinear"), rtol=0, atol=1e-9)
