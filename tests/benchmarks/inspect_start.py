"""How soon `inspect` answers, against the import of numpy alone, which it does without."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.benchmarks.side_by_side import Row, ratio, start_python

LAYERS = [
    {"name": "one", "op": "conv", "out_channels": 8, "kernel": 3, "padding": 1},
    {"name": "two", "op": "conv", "out_channels": 8, "kernel": 3, "dilation": 2, "padding": 2},
    {"name": "pool", "op": "max_pool", "kernel": 2},
    {"name": "three", "op": "conv", "out_channels": 16, "kernel": 3, "padding": 1},
    {
        "name": "up",
        "op": "conv_transpose",
        "out_channels": 8,
        "kernel": 4,
        "stride": 2,
        "padding": 1,
    },
]
DOCUMENT = {
    "format": "convolution-stack",
    "version": 1,
    "input": {"channels": 3, "size": [64, 64]},
    "layers": LAYERS,
}


def measure() -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "five.convscope"
        file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
        return ratio(
            lambda: start_python("main.py", "inspect", str(file)),
            lambda: start_python("-c", "import numpy"),
        )


ROWS = (Row("inspect of 5 layers / import numpy", "×", goal=0.8, limit=0.1, measure=measure),)
