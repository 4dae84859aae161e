"""A section stands below maps that leave it room, and its legend beside it where that fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.arrangement import Arrangement, Flow, Item, Margin, Section
from engine.frame import Grid, Heading, Key, Legend
from engine.roles import Role
from engine.words import text
from gui.render import layout, sections
from gui.render.places import Box, Canvas, Layout
from tests.gui.render import counted
from tests.gui.render.arrangements import grid

pytestmark = pytest.mark.usefixtures("qapp")

WIDE = Canvas(1600, 1000)


def placed(arrangement: Arrangement, canvas: Canvas = WIDE) -> Layout:
    return layout.arrange(arrangement, canvas, "en")


def of_stage(found: Layout, stage: str) -> list[Box]:
    return [box for key, box in found.boxes.items() if key.stage == stage]


def line(name: str, cells: int = 13) -> Grid:
    roles = np.full((1, cells), Role.REST, np.uint8)
    return Grid(Key(name, "row"), roles, roles.astype(np.float64), heading=Heading(name))


def with_rows(count: int, cells: int = 13) -> Arrangement:
    rows = tuple(Item(line(f"layer {at}", cells)) for at in range(count))
    maps = tuple(Item(grid(f"map {at}", second="a second line")) for at in range(4))
    section = Section(rows, Heading("the same along one row"))
    return Arrangement(Flow(maps), None, counted.LEGEND, section)


def test_the_gridding_figure_stands_as_in_its_picture() -> None:
    found = placed(counted.gridding().arrangement)
    maps, rows = of_stage(found, "paths"), of_stage(found, "row")
    assert [(box.x, box.y, box.cell) for box in maps] == [
        (58, 155, 26), (440, 155, 26), (822, 155, 26), (1204, 155, 26),
    ]  # fmt: skip
    assert {box.cell for box in rows} == {44}
    assert abs(rows[0].y - 572) <= 8
    assert abs(rows[-1].bottom - 964) <= 8
    assert found.legend is not None
    assert found.legend.is_stacked
    assert abs(found.legend.y - 572) <= 8
    assert len(found.legend.notes) == 2


def test_rows_have_one_pitch_and_their_names_end_before_them() -> None:
    found = placed(with_rows(5))
    rows = of_stage(found, "row")
    assert len({box.high for box in rows}) == 1
    assert len({second.y - first.y for first, second in pairwise(rows)}) == 1
    assert {box.x for box in rows} == {rows[0].x}
    for key, box in found.boxes.items():
        if key.stage == "row":
            name = found.titles[key]
            assert name.x + name.width < box.x
            assert box.y < name.baseline < box.bottom
    assert found.section is not None
    assert found.section.spot.x == rows[0].x
    assert found.section.spot.baseline < rows[0].y


def test_there_is_a_section_only_where_the_maps_leave_its_height() -> None:
    b, margin = WIDE.measures.b, WIDE.measures.margin
    for height in range(400, 1300, 25):
        arrangement = with_rows(4)
        found = placed(arrangement, Canvas(1600, height))
        alone = placed(replace(arrangement, section=None), Canvas(1600, height))
        tops = [spot.baseline - spot.size for spot in alone.titles.values()]
        ends = [box.bottom for box in alone.boxes.values()]
        left = height - 2 * margin - (max(ends) - min(tops))
        if abs(left - sections.LEAST_ROOM * b) > b:
            assert (found.section is not None) is (left > sections.LEAST_ROOM * b)
        if found.section is None:
            assert found.boxes == alone.boxes


@pytest.mark.parametrize(("count", "cells", "there"), [
    (4, 200, True), (4, 460, True), (4, 480, False), (9, 13, True), (16, 13, False), (50, 9, False),
])  # fmt: skip
def test_rows_that_would_show_nothing_are_left_out(count: int, cells: int, there: bool) -> None:
    found = placed(with_rows(count, cells))
    assert (found.section is not None) is there
    assert bool(of_stage(found, "row")) is there
    assert found.legend is not None
    assert found.legend.is_stacked is (there and cells < 300)


def test_where_the_legend_does_not_fit_beside_it_stays_below() -> None:
    long = Legend(((Role.UNUSED, text("very {long}", long="long " * 30)),))
    found = placed(replace(with_rows(4, 64), legend=long), Canvas(1600, 1100))
    assert found.section is not None
    assert found.legend is not None
    assert not found.legend.is_stacked
    assert max(box.bottom for box in found.boxes.values()) <= found.legend.y
    stacked = placed(with_rows(4, 64), Canvas(1600, 1100))
    assert of_stage(found, "row")[0].width > of_stage(stacked, "row")[0].width


def test_a_narrow_figure_shows_its_maps_and_their_names_alone() -> None:
    canvas = Canvas(400, 430)
    found = placed(counted.gridding().arrangement, canvas)
    assert len(found.boxes) == len(found.titles) == 4
    assert (found.section, found.legend, found.second_lines) == (None, None, {})
    assert placed(counted.gridding().arrangement, Canvas(480, 460)).legend is not None


def test_notes_go_before_second_lines_and_these_before_the_legend() -> None:
    legend = replace(counted.FIELD_LEGEND, ramp=counted.SCALE, notes=counted.LEGEND.notes)
    found = []
    for height in range(750, 1100, 10):
        place = placed(replace(with_rows(3), legend=legend), Canvas(1600, height)).legend
        if place is not None and place.is_stacked:
            found.append((len(place.notes), place.has_seconds))
            assert place.y + place.height <= height - 2 * WIDE.measures.b
    assert list(dict.fromkeys(found)) == [(0, False), (0, True), (2, True)]


# Equal places of maps.


def test_cells_of_a_few_pixels_are_in_line_too() -> None:
    sizes = ((96, 1.0, 0.0), (32, 3.0, 0.0), (12, 8.0, 0.0), (11, 8.0, 4.0))
    grids = [grid(f"map {at}", side) for at, (side, _, _) in enumerate(sizes)]
    items = tuple(
        Item(one, scale, margin=Margin(room, room, room, room))
        for one, (_, scale, room) in zip(grids, sizes, strict=True)
    )
    for width in range(1000, 1900, 60):
        found = placed(Arrangement(Flow(items)), Canvas(width, 400))
        boxes = [found.boxes[one.key] for one in grids]
        unit = boxes[0].cell
        assert 2 < unit < 5
        assert [box.cell for box in boxes] == [scale * unit for _, scale, _ in sizes]
        assert boxes[3].cell % 1 == 0
        assert max(box.height for box in boxes) - min(box.height for box in boxes[:3]) < 1e-6
        assert abs(boxes[3].y - boxes[0].y - 4 * unit) <= 0.5


def test_cells_twice_as_large_are_exactly_twice_as_large_and_in_line() -> None:
    for canvas in (WIDE, Canvas(1000, 700), Canvas(3840, 2400, 2.0), Canvas(500, 400)):
        found = placed(counted.field_maps().arrangement, canvas)
        for stage in ("map", "row"):
            boxes = dict(zip("iabcd", of_stage(found, stage), strict=False))
            if not boxes:
                continue
            fine, coarse = boxes["a"], boxes["b"]
            assert coarse.cell == 2 * fine.cell
            # The middle of a cell of b is that of every other cell of a.
            if stage == "row":
                middles = (coarse.x + 4.5 * coarse.cell, fine.x + 8.5 * fine.cell)
            else:
                middles = (coarse.y + 4.5 * coarse.cell, fine.y + 8.5 * fine.cell)
            assert abs(middles[0] - middles[1]) <= (0.5 if fine.cell % 2 else 0)


def test_titles_of_maps_in_line_stand_at_one_height_over_their_own_left_edge() -> None:
    found = placed(counted.field_maps().arrangement)
    titles = {key: spot for key, spot in found.titles.items() if key.stage == "map"}
    assert len({spot.baseline for spot in titles.values()}) == 1
    assert all(spot.x == found.boxes[key].x for key, spot in titles.items())


def test_a_margin_takes_room_on_its_side_alone() -> None:
    one = grid("one", 6)
    plain = placed(Arrangement(Item(one))).boxes[one.key]
    for margin, across, down in (
        (Margin(left=2), 1, 0), (Margin(right=2), -1, 0), (Margin(above=2), 0, 1),
        (Margin(below=2), 0, -1),
    ):  # fmt: skip
        found = placed(Arrangement(Item(one, margin=margin))).boxes[one.key]
        middle = (found.x + found.width / 2, found.y + found.height / 2)
        other = (plain.x + plain.width / 2, plain.y + plain.height / 2)
        assert middle[0] - other[0] == pytest.approx(across * found.cell, abs=1)
        assert middle[1] - other[1] == pytest.approx(down * found.cell, abs=1)


def test_a_row_is_as_high_as_it_is_whatever_the_width_of_its_cells() -> None:
    found = placed(counted.field_maps().arrangement)
    wide, narrow = (next(box for key, box in found.boxes.items() if key == Key(name, "row"))
                    for name in "ba")  # fmt: skip
    assert wide.cell == 2 * narrow.cell
    assert wide.high == narrow.high == wide.height
    assert (wide.side, wide.bottom) == (wide.high, wide.y + wide.high)
    assert wide.area(0, 2, 1, 4) == (wide.x + 2 * wide.cell, wide.y, 2 * wide.cell, wide.high)
