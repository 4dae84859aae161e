"""How long a numbered film of 64 steps takes beside one drawn with matplotlib, and its size.

matplotlib is no need of the project: without it there is nothing to compare with.
"""

from __future__ import annotations

import io
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np

from engine import report
from engine.document import View
from engine.scenes import building
from engine.values import graph
from gui.render import export, film
from gui.render.export import Style
from gui.render.pacing import Pace
from gui.render.theme import LIGHT
from tests.benchmarks.side_by_side import Row, ratio
from tests.engine.stacks import conv, stack

if TYPE_CHECKING:
    from engine.report import Report

WIDTH, HEIGHT, SIDE, STEPS = 800, 500, 8, 64


def facts() -> Report:
    """A kernel of 3 that slides over 8×8 cells with a border of zeros."""
    return report.resolve(stack(conv("a", padding=1, weights={"pattern": "digits"}), size=SIDE))


def ours(found: Report) -> bytes:
    timeline = building.build("slide", found, View())
    shown = export.figure(timeline, WIDTH, HEIGHT, Style(LIGHT))
    stream = io.BytesIO()
    film.write_gif(stream, shown, (0, STEPS - 1), Pace())
    return stream.getvalue()


def theirs(found: Report) -> bytes:
    """The same cells, numbers, window, weights and sum, as matplotlib animates them."""
    stream = _Kept()
    import matplotlib.pyplot as plt
    from matplotlib import animation
    from matplotlib.patches import Rectangle

    from engine.values import stated

    maps = graph.compute(found).maps
    figure, (left, right) = plt.subplots(1, 2, figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    padded, kernel = np.pad(maps["input"][0], 1), stated.weights(found.rows[0])[0, 0]
    _grid(left, padded)
    cells = _grid(right, np.zeros((SIDE, SIDE)))
    window = left.add_patch(Rectangle((0, 0), 3, 3, color="orange", alpha=0.5))
    ring = right.add_patch(Rectangle((0, 0), 1, 1, fill=False, color="orange"))
    weights = [left.text(0, 0, f"×{value:g}", size=7) for value in kernel.ravel()]
    total = figure.text(0.1, 0.05, "")

    def draw(step: int) -> list[Any]:
        row, column = divmod(step, SIDE)
        window.set_xy((column, row))
        ring.set_xy((column, row))
        for at, words in enumerate(weights):
            words.set_position((column + at % 3 + 0.6, row + at // 3 + 0.9))
        cells[step].set_text(f"{maps['a'][0, row, column]:g}")
        patch = padded[row : row + 3, column : column + 3].ravel()
        products = zip(patch, kernel.ravel(), strict=True)
        total.set_text(" + ".join(f"{value:g}·{weight:g}" for value, weight in products))
        return [window, ring, *weights, cells[step], total]

    moving = animation.FuncAnimation(figure, draw, frames=STEPS)
    moving.save(stream.path, writer=animation.PillowWriter(fps=10))
    plt.close(figure)
    return stream.read()


class _Kept:
    """A file of its own for a writer that wants a path."""

    def __init__(self) -> None:
        from tempfile import mkdtemp

        self.path = os.path.join(mkdtemp(), "film.gif")  # noqa: PTH118  # as the writer takes it

    def read(self) -> bytes:
        with open(self.path, "rb") as file:  # noqa: PTH123
            return file.read()


def _grid(axes: Any, values: Any) -> list[Any]:
    rows, columns = values.shape
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_aspect("equal")
    axes.set_xticks(range(columns + 1), [])
    axes.set_yticks(range(rows + 1), [])
    axes.grid(visible=True)
    return [
        axes.text(column + 0.5, row + 0.5, f"{values[row, column]:g}", ha="center", va="center")
        for row in range(rows)
        for column in range(columns)
    ]


def measure(*, size: bool) -> float:
    """Ours against theirs, time or bytes; -1 where there is no matplotlib."""
    if find_spec("matplotlib") is None:
        return -1
    found = facts()
    if size:
        return len(ours(found)) / len(theirs(found))
    return ratio(lambda: ours(found), lambda: theirs(found), rounds=3)


ROWS = (
    Row("64 numbered steps as a GIF, time", "×", 1 / 14, lambda: measure(size=False), 1 / 42),
    Row("the same, bytes", "×", 0.3, lambda: measure(size=True)),
)
