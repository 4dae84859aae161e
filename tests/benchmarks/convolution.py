"""How long convolutions take, against PyTorch: both in double precision, both on one thread."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from functools import partial
from importlib.util import find_spec

from tests import source
from tests.benchmarks.side_by_side import Row

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def worst(kind: str) -> float:
    """The largest ratio among the layers of that kind; no number where there is no PyTorch."""
    if find_spec("torch") is None:
        return math.nan
    # Threads are counted when numpy and torch are loaded: hence a process of its own.
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.beside_torch", kind],
        cwd=source.ROOT, env=os.environ | ONE_THREAD, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    ratios: dict[str, float] = json.loads(done.stdout)
    return max(ratios.values())


def row(what: str, kind: str, goal: float) -> Row:
    return Row(f"{what} / torch", "×", goal=goal, measure=partial(worst, kind))


ROWS = (
    row("worst convolution k=3 s=1", "narrow", goal=1),
    row("worst convolution k=7, 11", "wide", goal=2.5),
    row("worst transposed convolution", "transposed", goal=2),
    row("worst deformable convolution", "deformable", goal=3),
)
