"""How benchmarks measure: two things in turn in one run, so that noise is fair to both."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests import source

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Row:
    """One line of the table; limit is what nothing could go below, where that is known."""

    what: str
    unit: str
    goal: float
    measure: Callable[[], float]
    limit: float | None = None


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 15) -> float:
    """How many times as long ours takes as theirs: medians of interleaved rounds."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds + 1)]
    kept = pairs[1:]  # the first round fills caches
    return statistics.median(mine for mine, _ in kept) / statistics.median(its for _, its in kept)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def start_python(*arguments: str) -> None:
    """Run this interpreter from the project's root to its end, its output unread."""
    # Compiled once like an installed package, or every start would be charged with compiling.
    environ = {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *arguments],
        cwd=source.ROOT, env=environ, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
