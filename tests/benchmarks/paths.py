"""How long the map of all paths to a pixel takes beside PyTorch's gradients of the same stack."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Any

from engine import counts, file_format, report
from engine.report import Report
from tests.benchmarks.side_by_side import Row, ratio

LayerFacts = dict[str, Any]


def dilated() -> list[LayerFacts]:
    """Nine layers whose field is 1 023 pixels wide."""
    return [conv(f"c{2**at}", dilation=2**at, padding=2**at) for at in range(9)]


def strided() -> list[LayerFacts]:
    """Pairs of a plain and a halving layer, to a field above 1 000."""
    pairs = [(conv(f"p{at}", padding=1), conv(f"s{at}", stride=2, padding=1)) for at in range(8)]
    return [layer for pair in pairs for layer in pair]


def conv(name: str, **facts: int) -> LayerFacts:
    return {"op": "conv", "name": name, "out_channels": 1, "kernel": 3, "bias": False, **facts}


def resolved(layers: list[LayerFacts], side: int) -> Report:
    document = {
        "format": "convolution-stack", "version": 1,
        "input": {"channels": 1, "size": side}, "layers": layers,
    }  # fmt: skip
    found = file_format.read(json.dumps(document).encode()).document
    assert found is not None
    return report.resolve(found)


def gradients(layers: list[LayerFacts], side: int) -> Any:
    """What PyTorch does to get the same numbers: ones everywhere, and the gradient of one pixel."""
    import torch

    torch.set_num_threads(1)
    picture = torch.zeros(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    ones = torch.ones(1, 1, 3, 3, dtype=torch.float64)
    found = picture
    for layer in layers:
        facts = {key: layer.get(key, 1) for key in ("stride", "dilation")}
        found = torch.nn.functional.conv2d(found, ones, padding=layer["padding"], **facts)
    middle = found.shape[-1] // 2
    found[0, 0, middle, middle].backward()
    return picture.grad


def measure(layers: list[LayerFacts], side: int) -> float:
    """Ours against theirs; -1 where there is no PyTorch to compare with."""
    if find_spec("torch") is None:
        return -1
    facts = resolved(layers, side)
    last = facts.rows[-1]
    middle = last.shape[1] // 2
    plane = counts.from_pixel(facts, last.name, (middle, middle))
    theirs = gradients(layers, side)[0, 0].numpy()
    assert plane is not None
    rows, columns = plane.weights.shape
    ours_of_theirs = theirs[plane.top : plane.top + rows, plane.left : plane.left + columns]
    assert (plane.weights == ours_of_theirs).all()
    return ratio(
        lambda: counts.from_pixel(facts, last.name, (middle, middle)),
        lambda: gradients(layers, side),
        rounds=5,
    )


ROWS = (
    Row("paths of a field of 1 023, against torch", "×", 1 / 500, lambda: measure(dilated(), 1024)),
    Row("the same with strides", "×", 1 / 50, lambda: measure(strided(), 1024)),
)
