"""Frames, ovals, threads and bars: where they are, in which colours, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.arrangement import Arrangement, Item
from engine.frame import Coming, Frame, Grid, Key, Mark, Outline, Oval, Span, Threads
from engine.roles import Role
from gui.render import damage, layout, outlines, theme
from gui.render.places import Box, Canvas, Layout
from tests.gui.render import counted, scenes

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.usefixtures("qapp")

KEY = Key("a", "map")
CANVAS = Canvas(1600, 1000)
# Lines are more than two pixels wide on it, so that some pixels have their colour and no other.
LARGE = Canvas(3200, 2000)
RING_OF = {
    Mark.FIELD: theme.LIGHT.ink,
    Mark.PINNED: theme.LIGHT.ink,
    Mark.REACHES: theme.LIGHT.rings[theme.Ring.REACHES],
    Mark.REACHED: theme.LIGHT.rings[theme.Ring.REACHED],
}


def grid(values: float = np.nan) -> Grid:
    return Grid(KEY, np.full((8, 8), Role.REST, np.uint8), np.full((8, 8), values))


def placed(shown: Grid) -> tuple[Layout, Box]:
    found = layout.arrange(Arrangement(Item(shown)), LARGE, "en")
    return found, found.boxes[KEY]


def drawn(shown: Grid, **marks: object) -> tuple[NDArray[np.uint32], Box]:
    places, box = placed(shown)
    return scenes.painted(Frame(0, 1, (shown,), **marks), places), box  # type: ignore[arg-type]


@pytest.mark.parametrize("mark", RING_OF)
def test_a_frame_is_on_the_edges_of_its_cells(mark: Mark) -> None:
    pixels, box = drawn(grid(), outlines=(Outline(KEY, Span(2, 3), Span(1, 4), mark),))
    ring = scenes.of(RING_OF[mark])
    left, top, wide, high = (int(part) for part in box.area(2, 1, 5, 5))
    for x, y in ((left, top + 40), (left + wide, top + 40), (left + 40, top)):
        assert ring in pixels[y - 1 : y + 2, x - 1 : x + 2]
    assert ring in pixels[top + high, left : left + wide]
    assert int(pixels[top + high // 2 + 20, left + wide // 2 + 20]) != ring
    assert ring not in pixels[: top - 4]


def test_a_pin_has_paper_on_both_sides_and_is_thicker() -> None:
    pixels, box = drawn(grid(), outlines=(Outline(KEY, Span(3), Span(3), Mark.PINNED),))
    x, y, wide, _ = (int(part) for part in box.area(3, 3, 4, 4))
    across = pixels[y - 8 : y + 9, x + wide // 2].tolist()
    paper, ink = scenes.of(theme.LIGHT.paper), scenes.of(theme.LIGHT.ink)
    first = across.index(ink)
    assert paper in across[:first]
    assert paper in across[first:]
    assert across.count(ink) >= 2


def test_the_hull_is_dashed_all_round() -> None:
    pixels, box = drawn(grid(), outlines=(Outline(KEY, Span(1, 6), Span(1, 6), Mark.HULL),))
    ink = scenes.of(theme.LIGHT.soft_ink)
    x, y, wide, high = (int(part) for part in box.area(1, 1, 7, 7))
    for side in (pixels[y, x : x + wide], pixels[y + high, x : x + wide],
                 pixels[y : y + high, x], pixels[y : y + high, x + wide]):  # fmt: skip
        share = float((side == ink).mean())
        assert 0.3 < share < 0.75


def test_a_frame_that_is_coming_has_no_darker_corners() -> None:
    one = Outline(KEY, Span(2, 3), Span(2, 3), Mark.FIELD, opacity=0.5)
    pixels, box = drawn(grid(), outlines=(one,))
    x, y, wide, _ = (int(part) for part in box.area(2, 2, 5, 5))
    corner, side = pixels[y, x], pixels[y, x + wide // 2 + 17]
    levels = np.array([corner, side], np.uint32).view(np.uint8).astype(int).reshape(2, 4)
    assert np.abs(levels[0] - levels[1]).max() <= 30


def test_an_oval_stays_on_its_map_and_off_its_numbers() -> None:
    wide = Oval(KEY, 4.0, 4.0, 5.0, 3.0)
    for values in (np.nan, 7.0):
        bare, box = drawn(grid(values))
        pixels, _ = drawn(grid(values), ovals=(wide,))
        rows, columns = np.nonzero(pixels != bare)
        assert rows.size
        assert box.y - 2 <= rows.min() <= rows.max() <= box.bottom + 2
        down, along = (rows - box.y) / box.cell % 1, (columns - box.x) / box.cell % 1
        on_numbers = (abs(down - 0.5) < 0.18) & (abs(along - 0.5) < 0.2)
        assert on_numbers.any() == np.isnan(values)


def test_an_ovals_cross_is_in_its_middle() -> None:
    bare, box = drawn(grid())
    pixels, _ = drawn(grid(), ovals=(Oval(KEY, 3.5, 2.5, 2.0, 2.0),))
    x, y = int(box.x + 2.5 * box.cell), int(box.y + 3.5 * box.cell)
    near = (pixels != bare)[y - 9 : y + 9, x - 9 : x + 9]
    assert near.any(axis=0).all()
    assert near.any(axis=1).all()
    assert not near[:6, :6].any()


# Threads.


@pytest.fixture(scope="module")
def gridding() -> Layout:
    return scenes.arranged(counted.gridding(), CANVAS)


def test_threads_lead_from_the_middle_of_a_cell_to_the_middle_of_another(gridding: Layout) -> None:
    threads = counted.gridding().frame_at(3).threads[1]
    one, other = gridding.boxes[threads.source], gridding.boxes[threads.target]
    found = outlines.segments(gridding, threads)
    assert len(found) == len(threads.columns)
    for (x, y, to_x, to_y), (source, target) in zip(found, threads.columns.tolist(), strict=True):
        assert (x, y) == (one.x + (source + 0.5) * one.cell, one.bottom)
        assert (to_x, to_y) == (other.x + (target + 0.5) * other.cell, other.y)
    back = Threads(threads.target, threads.source, threads.columns[:, ::-1])
    ends = {(x, y) for _, _, x, y in outlines.segments(gridding, back)}
    assert ends == {(x, y) for x, y, _, _ in found}


def test_a_thread_that_grows_ends_on_its_way(gridding: Layout) -> None:
    whole = counted.gridding().frame_at(3).threads[0]
    half = outlines.segments(gridding, replace(whole, grown=0.5))
    for (x, y, to_x, to_y), (*start, end_x, end_y) in zip(
        half, outlines.segments(gridding, whole), strict=True
    ):
        assert [x, y] == start
        assert (to_x, to_y) == pytest.approx(((x + end_x) / 2, (y + end_y) / 2))
    assert outlines.segments(gridding, replace(whole, grown=0.0)) == []


def test_without_a_section_there_are_no_threads() -> None:
    narrow = scenes.arranged(counted.gridding(), Canvas(400, 430))
    assert outlines.segments(narrow, counted.gridding().frame_at(3).threads[0]) == []


# Bars.


def test_bars_are_as_long_as_their_shares_and_stand_in_their_rows() -> None:
    made = counted.usage()
    places, frame = scenes.arranged(made, CANVAS), made.frame_at(0)
    shares = frame.grids[1].bars
    assert shares is not None
    whole, box = (places.boxes[one.key] for one in frame.grids)
    assert (whole.y, whole.cell) == (box.y, box.high)
    pixels, paper = scenes.painted(frame, places), scenes.of(theme.LIGHT.paper)
    for row, share in enumerate(shares[:, 0].tolist()):
        line = pixels[int(box.y + (row + 0.5) * box.high), int(box.x) + 3 : int(box.right)]
        assert int((line != paper).sum()) == pytest.approx(max(share * box.width - 3, 0), abs=2)


def test_bars_of_one_row_stand_on_their_axis() -> None:
    shares = np.array([0.0, 0.5, 1.0])
    one = Grid(KEY, np.full((1, 3), Role.OUTSIDE, np.uint8), bars=shares.reshape(1, -1))
    pixels, box = drawn(one)
    paper = scenes.of(theme.LIGHT.paper)
    for column, share in enumerate(shares.tolist()):
        x = int(box.x + (column + 0.5) * box.cell)
        line = pixels[int(box.y) : int(box.bottom) - 3, x]
        assert int((line != paper).sum()) == pytest.approx(max(share * box.height - 3, 0), abs=2)


# What has changed.


def test_a_step_repaints_what_came_and_nothing_of_the_maps_that_stay(gridding: Layout) -> None:
    made = counted.gridding()
    parts = damage.between(made.frame_at(1), made.frame_at(2), gridding)
    boxes = {key: box for key, box in gridding.boxes.items() if key.stage == "paths"}
    for name, touched in (("layer 4", False), ("layer 3", False), ("layer 2", True)):
        box = boxes[Key(name, "paths")]
        middle = int(box.x + box.width / 2), int(box.y + box.height / 2)
        assert any(part.contains(*middle) for part in parts) is touched
    assert gridding.legend is not None
    corner = int(gridding.legend.x + 30), int(gridding.legend.y + 30)
    assert not any(part.contains(*corner) for part in parts)


def test_frames_that_are_equal_are_not_painted_anew(gridding: Layout) -> None:
    frame = counted.gridding().frame_at(2)
    again = replace(frame, outlines=tuple(replace(one) for one in frame.outlines))
    assert damage.between(frame, again, gridding) == []


@pytest.mark.parametrize("share", [0.2, 0.6, 0.8])
def test_on_the_way_only_what_is_new_is_painted(gridding: Layout, share: float) -> None:
    made = counted.gridding()
    frames = made.frame_at(1 + share), made.frame_at(1.05 + share)
    ground = damage.of_ground(*frames, gridding)
    assert bool(ground) is (share > 0.5)
    area = sum(part.width() * part.height() for part in damage.between(*frames, gridding))
    assert 0 < area < 0.4 * CANVAS.width * CANVAS.height


def test_dashes_fill_both_sides_of_a_cell_that_is_not_square() -> None:
    """From corner to corner: a dash, whole ones and gaps between, and a dash again."""
    shown = Grid(KEY, np.full((2, 3), Role.PADDING, np.uint8))
    box = Box(40, 40, 200, 2, 3, 90)
    places = Layout(LARGE, "en", {KEY: box}, {KEY: 0}, {}, {}, {}, {})
    pixels = scenes.painted(Frame(0, 1, (shown,)), places)
    paper = scenes.of(theme.LIGHT.paper)
    for line in (pixels[130, 240:440], pixels[40:130, 240]):
        assert [int(line[at]) != paper for at in (0, 2, len(line) - 3, len(line) - 1)] == [True] * 4
        assert (line == paper).any()
        dashes = np.diff((line != paper).astype(int))
        assert (dashes == 1).sum() == (dashes == -1).sum() >= 3


def test_numbers_of_wide_cells_may_take_their_width() -> None:
    """As large as in a square cell of that width, if the height allows."""
    shown = Grid(KEY, np.full((1, 6), Role.REST, np.uint8), np.full((1, 6), 1234567.0))
    sizes = []
    for wide, high in ((60, 40), (120, 40), (120, 120)):
        box = Box(10, 10, wide, 1, 6, high)
        bare = Layout(CANVAS, "en", {KEY: box}, {KEY: 0}, {}, {}, {}, {})
        sizes.append(layout.with_numbers(bare, [shown]).number_sizes[KEY])
    narrow, wide, square = sizes
    assert narrow < wide <= square
    assert wide == pytest.approx(0.38 * 40, abs=1)


def test_numbers_go_as_those_that_come_in_their_place_do() -> None:
    ones, twos = grid(1.0), grid(2.0)
    places, box = placed(ones)
    size = int(box.cell)

    def middle(frame: Frame) -> NDArray[np.uint32]:
        pixels = scenes.painted(frame, places)
        return pixels[int(box.y) : int(box.y) + size, int(box.x) : int(box.x) + size]

    before, after = (middle(Frame(0, 1, (one,))) for one in (ones, twos))
    fill = scenes.of(theme.LIGHT.looks["rest"].fill)
    alone = (before == scenes.of(theme.LIGHT.looks["rest"].text)) & (after == fill)
    assert alone.any()
    ink, paper = int(before[alone][0]) & 0xFF, fill & 0xFF
    for opacity in (0.25, 0.75):
        between = middle(Frame(0, 1, (ones,), coming=(Coming(twos, opacity),)))
        expected = paper - (1 - opacity) * (paper - ink)
        assert (between[alone] & 0xFF).tolist() == pytest.approx([expected] * alone.sum(), abs=3)
