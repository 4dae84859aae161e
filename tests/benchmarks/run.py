"""Prints what every benchmark measures beside its goal; it gives no verdict and fails no run."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.side_by_side import Row

MODULES = (
    "inspect_start", "geometry", "paths", "convolution", "window_start", "slide_frames", "painting",
    "film", "playing", "editing", "designing",
)  # fmt: skip
LINE = "{:<40} {:>12} {:>12} {:>12}\n"


def rows(names: list[str]) -> list[Row]:
    modules = [importlib.import_module(f"tests.benchmarks.{name}") for name in names]
    return [row for module in modules for row in module.ROWS]


def shown(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:.3g} {unit}"


def main() -> None:
    """Measure those that the command line names, or all."""
    sys.stdout.write(LINE.format("what", "measured", "goal", "limit"))
    for row in rows(sys.argv[1:] or list(MODULES)):
        goal, limit = f"≤ {shown(row.goal, row.unit)}", shown(row.limit, row.unit)
        sys.stdout.write(LINE.format(row.what, shown(row.measure(), row.unit), goal, limit))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
