"""What a zoom does to a layout: all of it larger and elsewhere, nothing enlarged."""

from __future__ import annotations

import pytest

from gui.render.places import Layout
from tests.gui.render import scenes

pytestmark = pytest.mark.usefixtures("qapp")
ZOOM, RIGHT, DOWN = 2.5, -300.0, 40.0


@pytest.fixture(params=["dilated", "channels", "gridding", "field"])
def places(request: pytest.FixtureRequest) -> Layout:
    return scenes.arranged(scenes.named(request.param))


def test_every_place_goes_where_the_zoom_takes_it(places: Layout) -> None:
    found = places.zoomed(ZOOM, RIGHT, DOWN)
    for key, box in places.boxes.items():
        other = found.boxes[key]
        assert (other.x, other.y) == (ZOOM * box.x + RIGHT, ZOOM * box.y + DOWN)
        assert (other.cell, other.rows) == (ZOOM * box.cell, box.rows)
        assert other.high == ZOOM * box.high
    for spots, others in ((places.titles, found.titles), (places.feet, found.feet)):
        for key, spot in spots.items():
            assert others[key].x == ZOOM * spot.x + RIGHT
            assert others[key].baseline == ZOOM * spot.baseline + DOWN
            assert others[key].width == ZOOM * spot.width
    for key, slot in places.slots.items():
        assert found.slots[key].pitch == ZOOM * slot.pitch
        assert found.slots[key].baseline == ZOOM * slot.baseline + DOWN
        assert found.slots[key].columns == tuple(
            (ZOOM * x + RIGHT, ZOOM * wide) for x, wide in slot.columns
        )


def test_lines_and_letters_are_made_for_their_new_size(places: Layout) -> None:
    found = places.zoomed(ZOOM, RIGHT, DOWN)
    assert found.measures.b == pytest.approx(ZOOM * places.measures.b)
    assert found.canvas.width == places.canvas.width
    for key, size in places.number_sizes.items():
        assert found.number_sizes[key] == int(ZOOM * size)
    for key, spot in places.titles.items():
        assert found.titles[key].size == int(ZOOM * spot.size)


def test_letters_never_outgrow_their_room_and_never_vanish(places: Layout) -> None:
    for zoom in (0.25, 0.9, 1.1, 1.5, 7.3):
        found = places.zoomed(zoom, 0, 0)
        for key, spot in places.titles.items():
            assert 1 <= found.titles[key].size <= max(zoom * spot.size, 1)


def test_nothing_changes_without_a_zoom(places: Layout) -> None:
    found = places.zoomed(1.0, 0.0, 0.0)
    assert found.boxes == places.boxes
    assert found.titles == places.titles
    assert found.slots == places.slots
    assert found.number_sizes == places.number_sizes
    assert found.canvas == places.canvas
