"""How long a figure of four large maps takes to paint beside one blit of the same area."""

from __future__ import annotations

import os
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from engine.frame import Filling, Frame, Grid, Key, Link, Place, Span, Window
from engine.roles import Role
from gui.render import damage, theme
from gui.render.ground import Ground
from gui.render.places import Box, Canvas, Layout
from tests.benchmarks.side_by_side import Row, ratio

SIDE, CELL, APART = 256, 3, 20
KEYS = (*(Key("a", "input", channel) for channel in range(3)), Key("a", "output"))


def figure() -> tuple[Layout, tuple[Grid, ...]]:
    """Three maps that are read and one that is made, two by two."""
    pitch = SIDE * CELL + APART
    boxes = {
        key: Box(APART + at % 2 * pitch, APART + at // 2 * pitch, CELL, SIDE, SIDE)
        for at, key in enumerate(KEYS)
    }
    side = 2 * pitch + APART
    layout = Layout(Canvas(side, side), "en", boxes, dict.fromkeys(KEYS, 0), {}, {}, {}, {})
    padded = np.full((SIDE, SIDE), Role.PADDING, dtype=np.uint8)
    padded[1:-1, 1:-1] = Role.INPUT
    values = np.arange(SIDE * SIDE, dtype=np.float64).reshape(SIDE, SIDE)
    made = np.full((SIDE, SIDE), Role.OUTPUT, dtype=np.uint8)
    read = tuple(Grid(key, padded, values) for key in KEYS[:3])
    return layout, (*read, Grid(KEYS[3], made, values))


def frame(grids: tuple[Grid, ...], step: int) -> Frame:
    """The window at a step in the middle."""
    row, column = divmod(step, SIDE)
    rows, columns = Span(row, 3), Span(column, 3)
    window = Window(KEYS[0], rows, columns, np.ones((3, 3)))
    ring = Window(KEYS[3], Span(row), Span(column), fills=False)
    rays = Link(Place(KEYS[0], rows, columns), Place(KEYS[3], ring.rows, ring.columns))
    return Frame(step, SIDE**2, grids, (Filling(KEYS[3], step + 1),), (window, ring), (rays,))


def paper(layout: Layout) -> QImage:
    """An image as a screen has it."""
    size = layout.canvas
    return QImage(size.width, size.height, QImage.Format.Format_ARGB32_Premultiplied)


def blit(target: QImage, source: QImage) -> None:
    device = QPainter(target)
    device.drawImage(0, 0, source)
    device.end()


def paint_whole(target: QImage, ground: Ground, shown: Frame) -> None:
    device = QPainter(target)
    ground.paint(device, shown, target.rect())
    device.end()


def paint_step(target: QImage, ground: Ground, layout: Layout, step: tuple[Frame, Frame]) -> None:
    """Only what differs, as a window does."""
    device = QPainter(target)
    ground.paint(device, step[1], damage.bounds(*step, layout))
    device.end()


def measure(*, whole: bool) -> float:
    kept = QApplication.instance() or QApplication([])  # later rows show windows
    layout, grids = figure()
    screen, picture = paper(layout), paper(layout)
    middle = SIDE * SIDE // 2 + SIDE // 2
    steps = frame(grids, middle), frame(grids, middle + 1)
    ground = Ground(layout, theme.LIGHT)
    paint_whole(screen, ground, steps[0])
    if whole:
        found = ratio(lambda: paint_whole(screen, ground, steps[0]), lambda: blit(picture, screen))
    else:
        turns = cycle((steps, steps[::-1]))
        found = ratio(
            lambda: paint_step(screen, ground, layout, next(turns)), lambda: blit(picture, screen)
        )
    assert kept is not None
    return found


ROWS = (
    Row("four 256×256 maps, against a blit", "×", 5, lambda: measure(whole=True), 1),
    Row("one step on them, against that blit", "×", 0.5, lambda: measure(whole=False)),
)
