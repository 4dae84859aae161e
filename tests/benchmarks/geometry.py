"""How long everything that is derived of a deep graph takes."""

from __future__ import annotations

import json
import statistics

from engine import file_format, report
from tests.benchmarks.side_by_side import Row, seconds

DEPTH = 500


def graph() -> bytes:
    """Blocks of a dilated convolution, a plain one, and a sum with the block's start."""
    layers = []
    start = "input"
    for block in range(DEPTH // 3):
        first, second, both = (f"{kind}{block}" for kind in ("wide", "plain", "sum"))
        layers += [
            conv(first, start, dilation=block % 4 + 1),
            conv(second, first, dilation=1),
            {"name": both, "op": "add", "inputs": [start, second]},
        ]
        start = both
    layers += [conv(f"tail{i}", f"tail{i - 1}" if i else start, 1) for i in range(DEPTH % 3)]
    document = {
        "format": "convolution-stack",
        "version": 1,
        "input": {"channels": 4, "size": [64, 64]},
        "layers": layers,
    }
    return json.dumps(document).encode()


def conv(name: str, reads: str, dilation: int) -> dict[str, object]:
    return {
        "name": name, "op": "conv", "inputs": [reads], "out_channels": 4, "kernel": 3,
        "dilation": dilation, "padding": dilation,
    }  # fmt: skip


def measure() -> float:
    document = file_format.read(graph()).document
    assert document is not None
    return statistics.median(1000 * seconds(lambda: report.resolve(document)) for _ in range(15))


ROWS = (Row("report of a graph of 500 layers", "ms", goal=50, measure=measure),)
