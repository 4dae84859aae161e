"""Cells that are wider than high are pointed at, and ringed, as what they are."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from engine.frame import Key
from gui import pointing
from gui.hover_item import HoverItem
from gui.render import theme
from gui.render.places import Canvas
from tests.gui.render import counted, scenes

pytestmark = pytest.mark.usefixtures("qapp")

CANVAS = Canvas(1600, 1000)


def test_a_cell_is_found_where_it_is_shown() -> None:
    made = counted.field_maps()
    places, frame = scenes.arranged(made, CANVAS), made.frame_at(1)
    rows = [grid for grid in frame.grids if grid.key.stage == "row"]
    assert rows
    for grid in rows:
        box = places.boxes[grid.key]
        assert box.high != box.cell
        for column in range(grid.size[1]):
            x = box.x + (column + 0.5) * box.cell
            for y in (box.y + 1, box.bottom - 1):
                spot = pointing.spot_at(places, frame, x, y)
                assert spot == (grid.key, 0, column)
                area = pointing.area_of(places, frame, spot)
                assert area is not None
                assert area.contains(x, y)
        assert pointing.spot_at(places, frame, box.x + 1, box.bottom + 1) is None


def test_rings_are_round_the_cells_as_they_are() -> None:
    made = counted.field_maps()
    places = scenes.arranged(made, CANVAS)
    key = Key("b", "row")
    box, item = places.boxes[key], HoverItem()
    item.layout, item.theme = places, theme.LIGHT
    item.lit, item.pins = {key: np.eye(1, 8, 2, dtype=bool)}, ((key, 0, 5),)
    image = QImage(CANVAS.width, CANVAS.height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    device = QPainter(image)
    item.draw(device, image.rect())
    device.end()
    pixels = scenes.pixels(image)
    drawn = np.argwhere(pixels != scenes.of((255, 255, 255)))
    (top, left), (bottom, right) = drawn.min(axis=0), drawn.max(axis=0)
    ring = places.measures.pin_ring
    assert box.y - ring <= top <= box.y
    assert box.bottom - 1 <= bottom <= box.bottom + ring
    assert left == pytest.approx(box.x + 2 * box.cell, abs=1)
    assert right == pytest.approx(box.x + 6 * box.cell + ring / 2, abs=2)
