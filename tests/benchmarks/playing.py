"""How much memory a figure takes while it plays."""

from __future__ import annotations

import gc
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from engine.document import Document, View
from gui.frame_view import FrameView
from gui.playback import Playback
from gui.render import fonts
from gui.store import Store
from tests.benchmarks.side_by_side import Row
from tests.engine.stacks import conv, stack

FRAMES, WARMING = 10_000, 2_000
PAGE = os.sysconf("SC_PAGE_SIZE")
SIZE = (626, 727)
SMALL = stack(conv("a", padding=1), size=16)


class Look:
    language, theme = "en", "light"


class Screen:
    """A figure of that document in a view of its own, painted."""

    def __init__(self, document: Document) -> None:
        self._application = QApplication.instance() or QApplication([])
        fonts.load()
        self.store = Store()
        self.store.replace(document, None)
        self.store.show(View("slide"))
        self.playback = Playback(self.store)
        self.view = FrameView(self.store, self.playback, Look())
        self.view.resize(*SIZE)
        self.view.show()
        self.view.fill()
        QApplication.processEvents()


def resident() -> float:
    """What this process holds of the machine's memory, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE / 2**20


def play(playback: Playback, frames: int) -> None:
    for _ in range(frames):
        playback.advance(16)
        QApplication.processEvents()


def growth() -> float:
    """How much larger the process is after so many painted frames than before them."""
    screen = Screen(SMALL)
    screen.playback.set_loop(True)
    screen.playback.set_speed(8)
    screen.playback.play()
    play(screen.playback, WARMING)
    gc.collect()
    before = resident()
    play(screen.playback, FRAMES)
    gc.collect()
    return resident() - before


ROWS = (Row("memory over 10 000 frames played", "MB", 1, growth),)
