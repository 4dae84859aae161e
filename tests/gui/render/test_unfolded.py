"""Loose cells, moves, spokes, badges and corners: where they are, and what gives way to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF

from engine.arrangement import Arrangement, Item
from engine.frame import (
    Frame,
    Grid,
    Heading,
    Key,
    Legend,
    Move,
    Point,
    Sample,
    Shade,
    Span,
    Window,
)
from engine.roles import Role
from engine.timeline import Timeline
from engine.words import text
from gui.render import badges, damage, fills, free_corners, loose, theme
from gui.render.easel import Easel
from gui.render.places import Box, Canvas, Layout
from tests.gui.render import scenes, unfolded

pytestmark = pytest.mark.usefixtures("qapp")
KEY = Key("a", "map")
WIDE = Canvas(1600, 1000)


def arranged(grid: Grid, canvas: Canvas = scenes.SMALL) -> Layout:
    made = Timeline(1, Arrangement(Item(grid)), lambda step: Frame(step, 1, (grid,)))
    return scenes.arranged(made, canvas)


def numbered(role: Role = Role.INPUT, side: int = 4, **more: object) -> Grid:
    values = np.arange(float(side * side)).reshape(side, side)
    made = Grid(KEY, np.full((side, side), role, np.uint8), values)
    return replace(made, **more)  # type: ignore[arg-type]


def colour_at(pixels: np.ndarray[tuple[int, int], np.dtype[np.uint32]], x: float, y: float) -> int:
    return int(pixels[int(y), int(x)])


@pytest.mark.parametrize("t", [0.3, 0.5, 0.9, 1.3, 1.7, 2.04, 2.3, 2.45, 2.7])
def test_parts_of_a_moment_between_stages_are_the_whole(t: float) -> None:
    made = unfolded.transposed()
    places = scenes.arranged(made)
    tiles = [QRect(x, y, 97, 61) for y in range(0, 400, 61) for x in range(0, 640, 97)]
    frame = made.frame_at(t)
    parts, whole = scenes.painted(frame, places, parts=tiles), scenes.painted(frame, places)
    both = np.stack([parts, whole]).view(np.uint8).astype(int)
    assert np.abs(both[0] - both[1]).max() <= 2


@pytest.mark.parametrize("name", ["transposed", "scatter", "deformable"])
def test_from_moment_to_moment_what_differs_is_repainted(name: str) -> None:
    made = unfolded.TIMELINES[name]()
    places = scenes.arranged(made)
    frames = [made.frame_at(t) for t in np.arange(0, 4, 0.23).tolist()]
    image = scenes.blank(places)
    scenes.painted(frames[0], places, over=image)
    for before, after in pairwise(frames):
        scenes.painted(after, places, over=image, parts=[damage.bounds(before, after, places)])
        both = np.stack([scenes.pixels(image), scenes.painted(after, places)])
        levels = both.view(np.uint8).astype(int)
        assert np.abs(levels[0] - levels[1]).max() <= 2


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=theme.THEMES)
@pytest.mark.parametrize("stage", [0, 1])
def test_a_move_ends_as_the_stage_that_follows(look: theme.Theme, stage: int) -> None:
    made = unfolded.transposed()
    places = scenes.arranged(made, WIDE)
    last, after = (
        scenes.painted(made.frame_at(t), places, look) for t in (stage + 1 - 1e-9, stage + 1)
    )
    key = (unfolded.OPEN, unfolded.WIDE)[stage]
    box = places.boxes[key]
    here = np.s_[int(box.y) - 2 : int(box.bottom) + 3, int(box.x) - 2 : int(box.right) + 3]
    both = np.stack([last[here], after[here]]).view(np.uint8).astype(int)
    assert np.abs(both[0] - both[1]).mean() < 1.0


def test_a_turning_kernel_reaches_beyond_its_box_and_its_extent_holds_it() -> None:
    made = unfolded.transposed()
    places = scenes.arranged(made)
    (turning,) = made.frame_at(2.5).loose
    box, extent = places.boxes[unfolded.TURNED], loose.extent(places, turning)
    assert extent.left() < box.x
    assert extent.center().toTuple() == (box.x + box.width / 2, box.y + box.height / 2)
    assert extent.width() == pytest.approx(box.width * 2**0.5)


def test_loose_cells_are_where_their_way_has_them() -> None:
    made = unfolded.transposed()
    places = scenes.arranged(made)
    (flying,) = made.frame_at(0.4).loose
    begin, end = (loose.extent(places, replace(flying, way=way)) for way in (0.0, 1.0))
    read, opened = (places.boxes[key] for key in (unfolded.READ, unfolded.OPEN))
    assert begin == QRectF(read.x, read.y, read.width, read.height)
    assert end == QRectF(opened.x, opened.y, opened.width, opened.height)


def test_zeros_under_a_window_keep_their_look_and_real_values_do_not() -> None:
    made = unfolded.transposed()
    places = scenes.arranged(made, WIDE)
    box, look = places.boxes[unfolded.SLID], theme.LIGHT
    pixels = scenes.painted(made.frame_at(8), places)

    def fill(row: float, column: float) -> int:
        return colour_at(pixels, box.x + column * box.cell, box.y + row * box.cell)

    assert fill(1.3, 1.3) == scenes.of(look.looks["window"].fill)
    assert fill(1.25, 2.25) == scenes.of(look.looks["inserted_zero"].fill)
    corner = scenes.painted(made.frame_at(4), places)
    assert colour_at(corner, box.x + 0.2 * box.cell, box.y + 0.2 * box.cell) == scenes.of(
        look.looks["border"].fill
    )


def corners(frame: Frame, grid: Grid, places: Layout) -> free_corners.Corners | None:
    easel = Easel(None, places, theme.LIGHT, QRectF())  # type: ignore[arg-type]
    return free_corners.of(easel, frame, grid, places.boxes[KEY])


def share(box: Box, at: tuple[float, float]) -> tuple[float, float]:
    """Down and across, in cells."""
    return (at[1] - box.y) / box.high, (at[0] - box.x) / box.cell


def test_a_number_that_a_point_covers_goes_to_a_corner_and_others_stay() -> None:
    grid = numbered()
    places = arranged(grid)
    box, size = places.boxes[KEY], places.number_sizes[KEY]
    found = corners(Frame(0, 1, (grid,), points=(Point(KEY, 1.5, 1.5),)), grid, places)
    assert found is not None
    at, small = found.place((1, 1), "5", size)
    assert share(box, at)[0] < 1.3
    assert share(box, at)[1] < 1.3
    assert small < size
    assert found.place((2, 1), "9", size) == (found.place((2, 1), "9", size)[0], size)
    assert share(box, found.place((2, 1), "9", size)[0]) == pytest.approx((2.5, 1.5))


@pytest.mark.parametrize(
    ("points", "corner"),
    [
        (((1.5, 1.5),), (0, 0)),
        (((1.5, 1.5), (1.15, 1.15)), (0, 1)),
        (((1.5, 1.5), (1.15, 1.15), (1.15, 1.85)), (1, 0)),
        (((1.5, 1.5), (1.15, 1.15), (1.15, 1.85), (1.85, 1.15)), (1, 1)),
    ],
)
def test_the_corner_is_one_that_no_point_covers(
    points: tuple[tuple[float, float], ...], corner: tuple[int, int]
) -> None:
    grid = numbered()
    places = arranged(grid)
    over = tuple(Point(KEY, *point) for point in points)
    found = corners(Frame(0, 1, (grid,), points=over), grid, places)
    assert found is not None
    down, across = share(places.boxes[KEY], found.place((1, 1), "5", 20)[0])
    assert (round(down - 1), round(across - 1)) == corner


def test_where_arrows_lead_over_a_map_all_its_numbers_are_in_corners() -> None:
    grid = numbered()
    places = arranged(grid)
    found = corners(Frame(0, 1, (grid,), moves=(Move(KEY, 0.5, 0.5, 0.3, 1.8),)), grid, places)
    assert found is not None
    for cell in np.ndindex(4, 4):
        down, across = share(places.boxes[KEY], found.place(cell, "5", 20)[0])
        assert min(down - cell[0], 1 - (down - cell[0])) < 0.3
        assert min(across - cell[1], 1 - (across - cell[1])) < 0.3
    assert share(places.boxes[KEY], found.place((0, 1), "5", 20)[0])[1] < 1.5


def test_without_anything_over_it_a_map_asks_for_no_corner() -> None:
    grid = numbered()
    assert corners(Frame(0, 1, (grid,)), grid, arranged(grid)) is None


def test_a_badge_moves_the_words_of_its_map_and_no_others() -> None:
    plain = numbered(heading=Heading("input", second="2×2"))
    counted = numbered(heading=Heading("input", second="2×2", badge=3))
    one, other = arranged(plain), arranged(counted)
    indent = badges.INDENT * other.measures.b
    for before, after in ((one.titles, other.titles), (one.second_lines, other.second_lines)):
        assert before[KEY].x == one.boxes[KEY].x
        assert after[KEY].x == pytest.approx(other.boxes[KEY].x + indent)
    disc = badges.extent(other.titles[KEY], other.measures)
    assert disc.left() == pytest.approx(other.boxes[KEY].x)
    assert disc.right() < other.titles[KEY].x
    pixels = scenes.painted(Frame(0, 1, (counted,)), other)
    assert colour_at(pixels, disc.left() + 3, disc.center().y()) == scenes.of(theme.LIGHT.ink)


def test_a_map_that_is_named_only_has_words_and_no_cells() -> None:
    grid = numbered(heading=Heading("output"))
    places = arranged(grid)
    nothing, named = Frame(0, 1, ()), Frame(0, 1, (), named=(grid,))
    one, other = (scenes.painted(frame, places) for frame in (nothing, named))
    box, title = places.boxes[KEY], places.titles[KEY]
    changed = np.argwhere(one != other)
    assert len(changed)
    assert changed[:, 0].max() < box.y
    parts = damage.between(nothing, named, places)
    assert any(part.contains(int(title.x) + 2, int(title.baseline) - 2) for part in parts)


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=theme.THEMES)
def test_signed_shares_have_the_colours_of_both_signs_and_paper_between(look: theme.Theme) -> None:
    values = np.array([[-2.0, 0, 1], [2, -1, 0]])
    roles = np.full((2, 3), Role.OUTPUT, np.uint8)
    grid = Grid(KEY, roles, values, values / 2, signed=True)
    places = arranged(grid)
    box, pixels = places.boxes[KEY], scenes.painted(Frame(0, 1, (grid,)), places, look)
    for row, column in np.ndindex(2, 3):
        x, y = box.x + (column + 0.1) * box.cell, box.y + (row + 0.1) * box.cell
        expected = fills.shade_of(look, float(values[row, column]) / 2, signed=True)
        assert colour_at(pixels, x, y) == scenes.of(expected)
    assert fills.shade_of(look, 0.0, signed=True) == look.paper
    assert fills.shade_of(look, 1.0, signed=True) == look.signed_ramp.positive
    assert fills.shade_of(look, -1.0, signed=True) == look.signed_ramp.negative


def test_signs_take_room_in_cells() -> None:
    values = np.full((2, 2), 123.0)
    grid = Grid(KEY, np.full((2, 2), Role.OUTPUT, np.uint8), values, values / 123)
    plain, signed = (arranged(replace(grid, signed=signed)) for signed in (False, True))
    assert signed.number_sizes[KEY] < plain.number_sizes[KEY]


def test_what_is_noted_in_a_cell_differs_from_its_weight() -> None:
    grid = numbered()
    places = arranged(grid)
    window = Window(KEY, Span(0, 2), Span(0, 2), np.full((2, 2), 3.0))
    noted = replace(window, notes=(("5+3", ""), ("", "")))
    none = replace(window, weights=None)
    weighed, told, bare = (
        scenes.painted(Frame(0, 1, (grid,), windows=(one,)), places)
        for one in (window, noted, none)
    )
    box = places.boxes[KEY]
    first = np.s_[int(box.y) : int(box.y + box.cell), int(box.x) : int(box.x + box.cell)]
    assert (weighed[first] != told[first]).any()
    assert (told[first] != bare[first]).any()
    rest = np.s_[int(box.y + box.cell) :]
    np.testing.assert_array_equal(told[rest], bare[rest])


def test_enlarged_cells_keep_numbers_and_weights_in_their_outer_quarters() -> None:
    grid = numbered(side=2, corners=True)
    places = arranged(grid, WIDE)
    window = Window(KEY, Span(0, 2), Span(0, 2), np.full((2, 2), 0.25))
    empty = replace(grid, values=None)
    shown, bare = (
        scenes.painted(Frame(0, 1, (one,), windows=(part,)), places)
        for one, part in ((grid, window), (empty, replace(window, weights=None)))
    )
    box = places.boxes[KEY]
    down, across = np.argwhere(shown != bare).T
    for start, places_ in ((box.y, down), (box.x, across)):
        shares = (places_ - start) / box.cell
        assert ((shares < 0.75) | (shares > 1.25)).all()


def test_a_legend_shows_points_and_shades() -> None:
    legend = Legend(((Sample.REGULAR, text("regular tap")), (Sample.READS, text("where it reads")),
                     (Shade(0.5), "2")))  # fmt: skip
    grid = numbered()
    made = Timeline(1, Arrangement(Item(grid), None, legend), lambda step: Frame(step, 1, (grid,)))
    places = scenes.arranged(made)
    assert places.legend is not None
    pixels = scenes.painted(Frame(0, 1, (grid,), legend=legend), places)
    half = 0.55 * places.measures.b
    square, dot, shade = (colour_at(pixels, x + half, y + half) for x, y in places.legend.corners)
    assert square == scenes.of(theme.LIGHT.paper)
    assert dot == scenes.of(theme.LIGHT.rings[theme.Ring.WINDOW])
    assert shade == scenes.of(fills.shade_of(theme.LIGHT, 0.5))


@pytest.mark.parametrize(
    "pointed",
    [
        {"points": (Point(KEY, 1.5, 1.5),)},
        {"points": (Point(KEY, 0.5, 0.5, hollow=True),), "moves": (Move(KEY, 0.5, 0.5, 1.3, 1.2),)},
    ],
)
def test_numbers_that_give_way_are_repainted_when_they_go_and_when_they_come_back(
    pointed: dict[str, Any],
) -> None:
    grid = numbered()
    places = arranged(grid, Canvas(1000, 600))
    free, covered = Frame(0, 1, (grid,)), Frame(0, 1, (grid,), **pointed)
    for before, after in ((free, covered), (covered, free)):
        image = scenes.blank(places)
        scenes.painted(before, places, over=image)
        scenes.painted(after, places, over=image, parts=damage.between(before, after, places))
        both = np.stack([scenes.pixels(image), scenes.painted(after, places)])
        levels = both.view(np.uint8).astype(int)
        assert np.abs(levels[0] - levels[1]).max() <= 2


def test_the_dots_of_a_zero_stop_round_its_weight() -> None:
    grid = numbered(Role.INSERTED_ZERO, side=2)
    places = arranged(grid, WIDE)
    window = Window(KEY, Span(0, 2), Span(0, 2), np.full((2, 2), 8.0))
    box, dots = places.boxes[KEY], theme.LIGHT.looks["inserted_zero"].pattern_colour
    half = int(box.cell / 2)
    left, top = int(box.x + half), int(box.y + 0.75 * box.cell)

    def count(shown: Window) -> int:
        pixels = scenes.painted(Frame(0, 1, (grid,), windows=(shown,)), places)
        corner = pixels[top : int(box.y + 0.95 * box.cell), left : int(box.x + 0.95 * box.cell)]
        return int((corner == scenes.of(dots)).sum())

    assert count(replace(window, weights=None)) > 0
    assert count(window) == 0
