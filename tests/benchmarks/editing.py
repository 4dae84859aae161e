"""How soon everything on screen is right after an edit in the table: the whole window, deep stack.

Run by itself it tells more: medians, the slowest edits, and the same in time of the processor,
which a machine with other work to do stretches less.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import time
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from engine.document import View
from gui import app
from tests.benchmarks.side_by_side import Row
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
    gc.freeze()  # as the program does once its window is filled
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
def times_ms(scene: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """How long each of many edits takes, from the key to the last pixel; by clock and processor."""
    made = window(scene)
    entries, number = typed(), count()
    clocks = time.perf_counter, time.process_time

    def edit() -> tuple[float, ...]:
        name, key, entry = next(entries)
        before = [clock() for clock in clocks]
        if not made.model.enter(made.model.index_of(name, key), entry, next(number)):
            raise AssertionError((name, key, entry))
        settle()
        return tuple(1000 * (clock() - at) for clock, at in zip(clocks, before, strict=True))

    times = [edit() for _ in range(WARMING + EDITS)][WARMING:]
    made.store.mark_saved(Path(mkdtemp()))  # or closing would ask
    made.close()
    by_clock, by_processor = zip(*times, strict=True)
    return by_clock, by_processor


def p99(times: tuple[float, ...]) -> float:
    """What ninety-nine of a hundred edits take at most."""
    return statistics.quantiles(times, n=100)[-1]


def row(scene: str) -> Row:
    what = f"edit of 50 layers → all on screen, {scene}"
    return Row(what, "ms", 16, lambda: p99(times_ms(scene)[0]))


ROWS = (row("slide"), row("maps"))


if __name__ == "__main__":
    for scene in sys.argv[1:] or ("slide", "maps"):
        for name, times in zip(("clock", "processor"), times_ms(scene), strict=True):
            median, most = statistics.median(times), max(times)
            told = f"median {median:.1f}, p99 {p99(times):.1f}, slowest {most:.1f} ms"
            sys.stdout.write(f"{scene}, {name}: {told}\n")
