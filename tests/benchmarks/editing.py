"""How soon everything on screen is right after an edit in the table: the whole window, deep stack.

Run by itself it tells more: the medians, and the slowest edits.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from functools import cache
from itertools import count
from tempfile import mkdtemp
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from engine.document import View
from gui import app, pauses
from tests.benchmarks.side_by_side import Row, seconds
from tests.engine.stacks import conv, layer, stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.document import Document
    from gui.main_window import MainWindow

DEPTH, SIDE, WARMING, EDITS = 50, 32, 30, 400
# Column, what is typed, and what was there before; each keeps the stack possible.
FIELDS = (
    ("dilation", "2", "1"), ("kernel", "5", "3"), ("padding", "2", "1"), ("out_channels", "2", "1"),
    ("stride", "2", "1"),
)  # fmt: skip


def deep() -> Document:
    """Convolutions of 3 and activations, all of one size, in a chain."""
    return stack(
        *(
            layer("activation", f"l{at}") if at % 5 == 3 else conv(f"l{at}", padding=1)
            for at in range(DEPTH)
        ),
        size=SIDE,
    )


def window(scene: str) -> MainWindow:
    """The program's window with that stack, painted."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, mkdtemp())
    made = app.build([])
    made.resize(1440, 900)
    made.show()
    settle()
    pauses.forget_the_start()
    made.model.choose_columns(["out_channels"])
    made.store.replace(deep(), None)
    made.store.show(View(scene))
    settle()
    return made


def settle() -> None:
    """Until nothing waits to be painted."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def typed() -> Iterator[tuple[str, str, str]]:
    """Layer, column and entry of one edit after the other, the same in every run."""
    chance = random.Random(7)
    while True:
        at = chance.randrange(DEPTH)
        if at % 5 == 3:
            continue
        key, entry, before = chance.choice(FIELDS)
        yield f"l{at}", key, entry
        yield f"l{at}", key, before


@cache
def times_ms(scene: str) -> tuple[float, ...]:
    """How long each of many edits takes, from the key to the last pixel."""
    made = window(scene)
    entries, number = typed(), count()

    def edit() -> None:
        name, key, entry = next(entries)
        if not made.model.enter(made.model.index_of(name, key), entry, next(number)):
            raise AssertionError((name, key, entry))
        settle()

    times = [1000 * seconds(edit) for _ in range(WARMING + EDITS)]
    made.store.mark_saved(made.store.path)  # type: ignore[arg-type]  # nothing is to be asked
    made.close()
    return tuple(times[WARMING:])


def p99(scene: str) -> float:
    """What ninety-nine of a hundred edits take at most."""
    return statistics.quantiles(times_ms(scene), n=100)[-1]


ROWS = tuple(
    Row(f"edit of 50 layers → all painted, {scene}, p99", "ms", 16, lambda scene=scene: p99(scene))
    for scene in ("slide", "maps")
)


if __name__ == "__main__":
    for shown in sys.argv[1:] or ("slide", "maps"):
        found = sorted(times_ms(shown))
        sys.stdout.write(
            f"{shown}: median {statistics.median(found):.1f}, p90 {found[len(found) * 9 // 10]:.1f}"
            f", p99 {p99(shown):.1f}, slowest {found[-1]:.1f} ms\n"
        )
