"""One painter draws every screen and every export: wherever it draws, the same comes out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from gui.render import damage, painter, theme
from gui.render.ground import Ground
from gui.render.places import Canvas, Layout
from tests import source

from . import scenes

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVERY = pytest.mark.parametrize("name", scenes.NAMES)
pytestmark = pytest.mark.usefixtures("qapp")


def assert_same(one: NDArray[np.uint32], other: NDArray[np.uint32], levels: int = 1) -> None:
    """Qt rounds a half covered pixel at the edge of a clip, or of another device, its own way."""
    both = np.stack([one, other]).view(np.uint8).astype(int)
    assert np.abs(both[0] - both[1]).max() <= levels


@EVERY
def test_parts_painted_one_by_one_are_the_whole(name: str) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    frame = made.frame_at(made.length // 2)
    tiles = [QRect(x, y, 97, 61) for y in range(0, 400, 61) for x in range(0, 640, 97)]
    assert_same(scenes.painted(frame, places, parts=tiles), scenes.painted(frame, places))


@EVERY
@pytest.mark.parametrize("share", [0.0, 0.4, 0.8])
def test_repainting_what_differs_is_painting_anew(name: str, share: float) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    moments = [0, 1, made.length - 2, made.length // 2, made.length - 1, 0]
    frames = [made.frame_at(moment + share) for moment in moments]
    image = scenes.blank(places)
    scenes.painted(frames[0], places, over=image)
    for before, after in pairwise(frames):
        parts = damage.between(before, after, places)
        scenes.painted(after, places, over=image, parts=parts)
        assert_same(scenes.pixels(image), scenes.painted(after, places))


@EVERY
def test_a_step_repaints_a_part_of_the_canvas_only(name: str) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    parts = damage.between(made.frame_at(0), made.frame_at(1), places)
    area = sum(part.width() * part.height() for part in parts)
    assert 0 < area < 0.75 * places.canvas.width * places.canvas.height


@EVERY
def test_a_kept_ground_changes_no_pixel(name: str) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    ground = Ground(places, theme.DARK)
    for moment in (0, 1, made.length - 1, 2.6, 0, made.length // 2):
        frame = made.frame_at(moment)
        image = scenes.blank(places)
        device = QPainter(image)
        ground.paint(device, frame, image.rect())
        device.end()
        expected = scenes.painted(frame, places, theme.DARK)
        np.testing.assert_array_equal(scenes.pixels(image), expected)


@EVERY
def test_a_kept_ground_follows_step_by_step(name: str) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    ground, image = Ground(places, theme.LIGHT), scenes.blank(places)
    frames = [made.frame_at(moment) for moment in (0, 1, 2, 3.5, made.length - 1)]
    part = image.rect()
    for before, after in pairwise([frames[0], *frames]):
        if before is not after:
            part = damage.bounds(before, after, places)
        device = QPainter(image)
        ground.paint(device, after, part)
        device.end()
        assert_same(scenes.pixels(image), scenes.painted(after, places))


class Screen(QWidget):
    """Paints the figure as any widget would."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.made = scenes.named(name)
        self.places = scenes.arranged(self.made)
        self.resize(self.places.canvas.width, self.places.canvas.height)

    def paintEvent(self, _: object) -> None:
        device = QPainter(self)
        painter.paint(device, self.made.frame_at(1), self.places, theme.LIGHT)
        device.end()


@EVERY
def test_a_screen_shows_what_an_export_holds(name: str) -> None:
    screen = Screen(name)
    exported = scenes.painted(screen.made.frame_at(1), screen.places)
    shown = scenes.pixels(screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    both = np.stack([shown, exported]).view(np.uint8).astype(int)
    # A screen's pixels have an opacity, so half covered ones may be rounded the other way.
    assert np.abs(both[0] - both[1]).max() <= 4


@EVERY
def test_a_graphics_scene_shows_what_an_export_holds(name: str) -> None:
    screen = Screen(name)
    scene = QGraphicsScene(0, 0, screen.width(), screen.height())
    scene.addWidget(screen)
    view = QGraphicsView(scene)
    image = scenes.blank(screen.places)
    device = QPainter(image)
    view.scene().render(device)
    device.end()
    exported = scenes.painted(screen.made.frame_at(1), screen.places)
    np.testing.assert_array_equal(scenes.pixels(image), exported)


def svg(name: str, places: Layout) -> bytes:
    made = scenes.named(name)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page = QSvgGenerator()
    page.setOutputDevice(buffer)
    page.setSize(QSize(places.canvas.width, places.canvas.height))
    page.setViewBox(QRect(0, 0, places.canvas.width, places.canvas.height))
    device = QPainter(page)
    painter.paint(device, made.frame_at(made.length // 2), places, theme.PRINT)
    device.end()
    return bytes(buffer.data().data())


@EVERY
def test_a_device_of_shapes_gets_shapes_and_no_image(name: str) -> None:
    drawn = svg(name, scenes.arranged(scenes.named(name)))
    assert b"<path" in drawn
    assert b"<image" not in drawn
    assert b"<pattern" not in drawn


@EVERY
def test_shapes_look_like_pixels(name: str) -> None:
    made = scenes.named(name)
    places = scenes.arranged(made)
    image = scenes.blank(places)
    image.fill(Qt.GlobalColor.white)
    device = QPainter(image)
    device.setRenderHint(QPainter.RenderHint.Antialiasing)
    assert QSvgRenderer(svg(name, places)).isValid()
    QSvgRenderer(svg(name, places)).render(device)
    device.end()
    raster = scenes.painted(made.frame_at(made.length // 2), places, theme.PRINT)
    both = np.stack([scenes.pixels(image), raster]).view(np.uint8).astype(int)
    assert np.abs(both[0] - both[1]).mean() < 1.0


def test_a_page_is_painted_too() -> None:
    made = scenes.timeline(scenes.DOCUMENTS["plain"])
    places = scenes.arranged(made)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page = QPdfWriter(buffer)
    device = QPainter(page)
    painter.paint(device, made.frame_at(0), places, theme.LIGHT)
    device.end()
    written = bytes(buffer.data().data())
    assert written.startswith(b"%PDF")
    assert b"/Subtype /Image" not in written


def test_no_hatch_is_a_brush() -> None:
    """A brush keeps its eight pixels however large the figure is."""
    brushes = re.compile(r"BrushStyle\.(?!NoBrush|SolidPattern)\w+|setTexture")
    found = [
        source.place(file)
        for file in source.python_files("gui")
        if brushes.search(file.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=theme.THEMES)
def test_cells_have_the_colours_of_their_roles(look: theme.Theme) -> None:
    made = scenes.timeline(scenes.DOCUMENTS["plain"])
    places = scenes.arranged(made, Canvas(1600, 1000))
    pixels = scenes.painted(made.frame_at(4), places, look)
    read, out = (next(box for key, box in places.boxes.items() if key.stage == stage)
                 for stage in ("input", "output"))  # fmt: skip

    def fill(row: int, column: int, box: object = read) -> int:
        assert isinstance(box, type(read))
        near = box.cell * 0.15
        return int(
            pixels[int(box.y + row * box.cell + near), int(box.x + column * box.cell + near)]
        )

    assert fill(0, 0) == scenes.of(look.looks["padding"].fill)
    assert fill(1, 1) == scenes.of(look.looks["input"].fill)
    assert fill(3, 3) == scenes.of(look.looks["window"].fill)
    assert fill(0, 1, out) == scenes.of(look.looks["output"].fill)
    assert fill(2, 2, out) == scenes.of(look.looks["not_yet"].fill)
    corner = scenes.painted(made.frame_at(0), places, look)
    over_padding = int(corner[int(read.y + read.cell * 0.2), int(read.x + read.cell * 0.2)])
    assert over_padding == scenes.of(look.looks["window_on_padding"].fill)
