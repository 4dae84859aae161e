"""Where the figures stand whose places are known, and how layouts go with their canvas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.arrangement import Align, Arrangement, Board, Flow, Gap, Item, Slot, Table, column, row
from engine.frame import Caption, Headline, Key, Legend, Part, Scale
from engine.roles import Role
from engine.words import text
from gui.render import layout, letters, measures
from gui.render.places import Box, Canvas, Layout
from tests.gui.render import arrangements
from tests.gui.render.arrangements import grid

pytestmark = pytest.mark.usefixtures("qapp")

WIDE, TALL = Canvas(1600, 1000), Canvas(1000, 1600)


def placed(arrangement: Arrangement, canvas: Canvas = WIDE, language: str = "en") -> Layout:
    return layout.arrange(arrangement, canvas, language)


def box(found: Layout, name: str) -> Box:
    return next(box for key, box in found.boxes.items() if key.stage == name)


def rows_of(found: Layout) -> list[int]:
    """How many maps each row holds."""
    tops = [box.y for box in found.boxes.values()]
    return [tops.count(top) for top in sorted(set(tops))]


def near(measured: float, wanted: float) -> bool:
    return abs(measured - wanted) <= 8


# The figures as they are drawn in the look's target pictures, in pixels.


def test_a_padded_map_of_seven_cells_stands_as_in_its_picture() -> None:
    found = placed(arrangements.slide())
    whole, out, kernel = box(found, "input"), box(found, "output"), box(found, "kernel")
    assert (whole.cell, out.cell, kernel.cell) == (105, 105, 65)
    assert near(whole.x, 48)
    assert near(whole.y, 155)
    assert near(out.x, 961)
    assert near(out.y, 245)
    assert near(kernel.y, 653)


def test_a_dilated_kernel_stands_smaller_beside_its_sum() -> None:
    found = placed(
        arrangements.slide(padded=False, kernel_scale=0.44, kernel_side=5, second="covers 5×5")
    )
    assert (box(found, "input").cell, box(found, "kernel").cell) == (102, 44)
    assert near(box(found, "input").x, 46)
    assert near(box(found, "output").x, 933 + 6)


def test_a_figure_of_four_hundred_pixels_has_no_kernel_and_keeps_second_lines() -> None:
    found = placed(arrangements.slide(), Canvas(400, 280))
    assert {key.stage for key in found.boxes} == {"input", "output"}
    assert not found.slots
    assert box(found, "input") == Box(42, 57, 27, 7, 7)
    assert box(found, "output") == Box(277, 111, 27, 3, 3)
    assert {key.stage for key in found.second_lines} == {"input"}
    assert not placed(arrangements.slide(), Canvas(399, 280)).second_lines


def test_kernels_stand_below_the_middle_of_their_channel() -> None:
    found = placed(arrangements.channels())
    assert near(box(found, "input 0").x, 206 + 8)
    for at in range(3):
        above = box(found, f"input {at}")
        for out in range(2):
            below = found.boxes[Key("layer", "kernel", out, at)]
            assert below.x + below.width / 2 == above.x + above.width / 2
            assert below.y == box(found, f"output {out}").y
    assert found.headline is not None
    assert found.headline.x == box(found, "input 0").x


def test_maps_of_a_graph_stand_in_equal_boxes_of_whole_cells() -> None:
    found = placed(arrangements.branches())
    assert {each.width for each in found.boxes.values()} == {192}
    assert near(box(found, "input").x, 53)
    assert near(box(found, "input").y, 415)
    assert found.legend is not None
    assert near(found.legend.y, 928)
    assert found.legend.x == pytest.approx(box(found, "input").x, abs=1)


# Rows of maps.


@pytest.mark.parametrize(
    ("count", "rows"),
    [(1, [1]), (2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4])],
)
def test_a_wide_canvas_holds_five_maps_in_a_row(count: int, rows: list[int]) -> None:
    assert rows_of(placed(arrangements.maps(count))) == rows


@pytest.mark.parametrize(
    ("count", "rows"),
    [(1, [1]), (2, [1, 1]), (3, [2, 1]), (4, [2, 2]), (5, [2, 2, 1]), (6, [2, 2, 2]),
     (7, [2, 2, 2, 1]), (8, [2, 2, 2, 2])],
)  # fmt: skip
def test_a_high_canvas_holds_two_maps_in_a_row(count: int, rows: list[int]) -> None:
    assert rows_of(placed(arrangements.maps(count), TALL)) == rows


def test_maps_are_read_from_left_to_right_and_then_down() -> None:
    found = list(placed(arrangements.maps(7)).boxes.items())
    in_order = sorted(found, key=lambda each: (each[1].y, each[1].x))
    assert [key.stage for key, _ in in_order] == [f"layer {at}" for at in range(7)]


def test_the_sum_goes_below_where_the_canvas_is_nearly_as_high_as_wide() -> None:
    for width, below in ((1199, True), (1600, False)):
        found = placed(arrangements.slide(), Canvas(width, 1000))
        assert (box(found, "output").y > box(found, "input").bottom) is below


# One canvas and another.


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize(
    "made",
    [arrangements.slide(), arrangements.channels(), arrangements.branches(), arrangements.maps(7)],
)
def test_a_denser_canvas_shows_the_same_larger(made: Arrangement, scale: int) -> None:
    once, more = placed(made), placed(made, Canvas(1600 * scale, 1000 * scale, scale))
    assert more.boxes.keys() == once.boxes.keys()
    for key, small in once.boxes.items():
        large = more.boxes[key]
        assert 0 <= large.cell / scale - small.cell < 1
        assert abs(large.x / scale - small.x) < 0.02 * 1600
        assert abs(large.y / scale - small.y) < 0.02 * 1000
        assert more.number_sizes[key] / scale == pytest.approx(once.number_sizes[key], abs=1)
    assert more.slots.keys() == once.slots.keys()


@pytest.mark.parametrize("canvas", [Canvas(120, 90), Canvas(40, 30), Canvas(16, 12)])
def test_the_smallest_canvas_still_has_places(canvas: Canvas) -> None:
    for made in (arrangements.slide(), arrangements.channels(), arrangements.branches()):
        found = placed(made, canvas)
        assert found.boxes
        for each in found.boxes.values():
            assert each.cell > 0
            assert 0 <= each.x <= each.right <= canvas.width
            assert 0 <= each.y <= each.bottom <= canvas.height


def test_maps_with_more_cells_than_pixels_have_parts_of_pixels() -> None:
    found = placed(Arrangement(Item(grid("map", 256))), Canvas(300, 200))
    assert 0 < box(found, "map").cell < 1
    assert set(found.number_sizes.values()) == {0}


def test_words_never_take_more_than_half_of_small_cells() -> None:
    long = Part("very " * 14, strong=True)
    slot = Slot(Caption(Key("layer", "words"), ((long,),), aligned=False))
    made = Arrangement(row(Item(grid("map", 40)), slot))
    assert placed(made).slots
    narrow = placed(made, Canvas(600, 600))
    assert not narrow.slots
    assert narrow.titles


# Things of an arrangement.


def test_numbers_are_all_shown_or_none_of_a_map() -> None:
    near_values = np.full((3, 3), 5.0)
    wide_values = near_values.copy()
    wide_values[1, 1] = -123456.75
    sizes = []
    for values in (near_values, wide_values, None, np.full((3, 3), np.nan)):
        made = replace(grid("map", 3), values=values)
        sizes.append(set(placed(Arrangement(Item(made)), Canvas(300, 200)).number_sizes.values()))
    plain, wide, none, nan = (next(iter(each)) for each in sizes)
    assert plain >= measures.LEAST_NUMBER
    assert wide == none == nan == 0


def test_counts_on_a_ramp_are_shown_in_smaller_cells() -> None:
    plain = grid("map", 10, value=5.0)
    counts = replace(plain, shares=np.zeros((10, 10)))
    for one, expected in ((plain, False), (counts, True)):
        found = placed(Arrangement(Item(one)), Canvas(230, 270))
        assert measures.COUNTS_FROM <= box(found, "map").cell < measures.NUMBERS_FROM
        assert any(found.number_sizes.values()) == expected


def test_a_wide_number_makes_all_of_its_map_smaller() -> None:
    for value in (5.0, -1234.5):
        made = Arrangement(Item(grid("map", 5, value=value)))
        found = placed(made)
        size = next(iter(found.number_sizes.values()))
        shown = "5" if value > 0 else "−1 234.5"
        cell = box(found, "map").cell
        assert 0 < letters.width(shown, size) <= measures.WIDEST_NUMBER * cell
        assert size == round(0.38 * cell) or value < 0


def test_second_lines_and_feet_stand_where_there_are_any() -> None:
    made = row(Item(grid("one", second="made by 3×3", foot="0 to 1")), Item(grid("two")))
    found = placed(Arrangement(made))
    b = found.measures.b
    one, two = box(found, "one"), box(found, "two")
    keys = {key.stage: key for key in found.boxes}
    assert one.y == two.y
    assert found.titles[keys["two"]].baseline == pytest.approx(two.y - 0.7 * b)
    assert found.second_lines[keys["one"]].baseline == pytest.approx(one.y - 0.7 * b)
    assert found.titles[keys["one"]].baseline == pytest.approx(one.y - 2.1 * b)
    assert found.feet[keys["one"]].baseline == pytest.approx(one.bottom + 1.1 * b)
    assert keys["two"] not in found.second_lines
    assert keys["two"] not in found.feet
    assert found.titles[keys["one"]].x == one.x


def test_a_sum_keeps_to_the_rows_of_its_kernel_where_these_are_high_enough() -> None:
    found = placed(arrangements.slide())
    slot, kernel = next(iter(found.slots.values())), box(found, "kernel")
    assert slot.pitch == kernel.cell
    size = round(found.measures.sum)
    assert slot.baseline == pytest.approx(letters.baseline(kernel.y + kernel.cell / 2, size), abs=1)
    low = placed(arrangements.slide(kernel_scale=0.2))
    slot, kernel = next(iter(low.slots.values())), box(low, "kernel")
    assert slot.pitch == pytest.approx(1.75 * low.measures.b)
    assert slot.y + slot.height / 2 == pytest.approx(kernel.y + kernel.height / 2, abs=1)


def test_a_long_title_reaches_over_the_caption_beside_its_map() -> None:
    def figure(lines: int) -> Layout:
        map_ = Item(grid("map", 3, said="a title that is much wider than it"), 0.25)
        words = tuple((Part("words " * 5),) for _ in range(lines))
        slot = Slot(Caption(Key("layer", "words"), words))
        return placed(Arrangement(row(map_, slot, Item(grid("", 4)))))

    found = figure(2)
    (slot,), title = found.slots.values(), next(iter(found.titles.values()))
    assert slot.x < title.x + title.width
    assert slot.y > title.baseline
    assert slot.x - box(found, "map").right == pytest.approx(2 * found.measures.b, abs=1)
    high = figure(10)
    (slot,), title = high.slots.values(), next(iter(high.titles.values()))
    assert slot.x >= title.x + title.width


@pytest.mark.parametrize("width", range(900, 960, 7))
def test_the_title_of_a_map_with_fewer_pixels_than_its_room_keeps_all_its_words(width: int) -> None:
    fitted = Item(grid("small", 7, said="with more words than cells"), 3.3, fitted=True)
    tall = column(Item(grid("upper", 9)), Item(grid("lower", 9)))
    found = placed(Arrangement(row(Item(grid("large", 11)), fitted, tall)), Canvas(width, 620))
    title = found.titles[Key("layer", "small")]
    wanted = letters.named("small", "with more words than cells", title.size)
    assert title.width >= wanted


def test_columns_of_a_caption_are_as_wide_as_their_widest_words() -> None:
    lines = ((Part("1"), Part("·"), Part("22")), (Part("333"), Part("·"), Part("4")))
    made = Slot(Caption(Key("layer", "sum"), lines))
    found = placed(Arrangement(made))
    slot = next(iter(found.slots.values()))
    size = round(found.measures.sum)
    widths = [letters.width(words, size) for words in ("333", "·", "22")]
    assert [width for _, width in slot.columns] == widths
    assert slot.columns[0][0] == slot.x
    for (left, width), (following, _) in zip(slot.columns, slot.columns[1:], strict=False):
        assert following > left + width
    assert slot.columns[-1][0] + widths[-1] <= slot.x + slot.width


def test_the_language_decides_how_wide_words_are() -> None:
    part = Part(text("{head} or {last}", head="left", last="right"))
    made = Arrangement(Slot(Caption(Key("layer", "words"), ((part,),))))
    wide = [
        next(iter(placed(made, WIDE, language).slots.values())).width
        for language in ("en", "zh_CN")
    ]
    assert wide[0] != wide[1]


def test_what_a_narrow_figure_leaves_out_goes_with_its_gap() -> None:
    there, gone = Item(grid("there", 4)), Item(grid("gone", 4), from_width=2000)
    alone = box(placed(Arrangement(there)), "there")
    for made in (row(gone, there), row(there, gone), column(there, None, gone), row(there, None)):
        found = placed(Arrangement(made))
        assert box(found, "there") == alone
        assert len(found.boxes) == 1
    assert len(placed(Arrangement(row(gone, there)), Canvas(2000, 1000)).boxes) == 2
    assert not placed(Arrangement(gone)).boxes
    assert len(placed(Arrangement(row(gone, there)), Canvas(2000, 1000, 2)).boxes) == 1


def test_every_pair_of_columns_has_its_own_gap() -> None:
    items = [Item(grid(name, 4)) for name in ("a", "b", "c")]
    found = placed(Arrangement(row(*items, gaps=(Gap(cells=1), Gap(cells=2)))))
    a, b, c = (box(found, name) for name in ("a", "b", "c"))
    assert (b.x - a.right, c.x - b.right) == (a.cell, 2 * a.cell)


@pytest.mark.parametrize(
    ("align", "share"), [(Align.START, 0.0), (Align.CENTRE, 0.5), (Align.END, 1.0)]
)
def test_cells_are_lined_up_not_words(align: Align, share: float) -> None:
    large, small = grid("large", 8, second="with a second line", foot="a foot"), grid("", 4)
    side = placed(Arrangement(Table(((Item(large), Item(small)),), down=align)))
    over = placed(Arrangement(Table(((Item(large),), (Item(small),)), across=align)))
    for found in (side, over):
        one, other = found.boxes.values()
        before, room = (
            (other.y - one.y, one.height - other.height)
            if found is side
            else (other.x - one.x, one.width - other.width)
        )
        assert before == pytest.approx(share * room, abs=1)


def test_a_table_stands_in_line_by_the_column_it_names() -> None:
    words = Slot(Caption(Key("layer", "words"), ((Part("a partial sum"),),)))
    above, below = Item(grid("above", 6)), Item(grid("", 4))
    for cells, core in (((below, words), 0), ((words, below), 1)):
        named = Table((cells,), core=core)
        found = placed(Arrangement(Table(((above,), (named,)), across=Align.CENTRE)))
        one, other = box(found, "above"), box(found, "")
        assert other.x + other.width / 2 == one.x + one.width / 2
        slot = next(iter(found.slots.values()))
        assert slot.x >= other.right if core == 0 else slot.x + slot.width <= other.x


def test_a_board_has_one_pitch_and_places_between_its_rows() -> None:
    items = [Item(grid(name, 3 + at)) for at, name in enumerate("abcd")]
    nodes = ((items[0], 1.0, 2.5), (items[1], 2.0, 2.0), (items[2], 2.0, 3.0), (items[3], 4.0, 2.5))
    found = placed(Arrangement(Board(nodes, Gap(cells=1))))
    middles = {
        key.stage: (each.x + each.width / 2, each.y + each.height / 2)
        for key, each in found.boxes.items()
    }
    across = middles["b"][0] - middles["a"][0]
    assert middles["d"][0] - middles["a"][0] == pytest.approx(3 * across, abs=2)
    assert middles["a"][1] == pytest.approx((middles["b"][1] + middles["c"][1]) / 2, abs=1)
    assert middles["a"][1] == pytest.approx(middles["d"][1], abs=1)


def test_a_headline_begins_above_the_maps_and_shrinks_before_it_is_cut() -> None:
    sizes, lefts = [], []
    for count in (1, 13, 15, 40):
        line = Headline("a finding", "words " * count)
        found = placed(Arrangement(Item(grid("map", 4)), line))
        assert found.headline is not None
        sizes.append(found.headline.size)
        lefts.append(found.headline.x - box(found, "map").x)
        assert found.headline.x + found.headline.width <= WIDE.width - found.measures.margin + 1
    largest, least = round(1.15 * found.measures.b), round(1.05 * found.measures.b)
    assert sizes[0] == largest
    assert lefts[0] == 0
    assert sizes[-1] == least
    assert lefts[-1] < 0


def test_the_body_is_below_a_headline_and_above_a_legend() -> None:
    bare = Arrangement(Item(grid("map", 4)))
    ramp = Scale(text("value"), ((0.0, "0"), (1.0, "1")))
    roles = tuple((role, text("a role that needs many words")) for role in Role)
    for legend in (Legend(ramp=ramp), Legend(roles), Legend(roles, ramp)):
        found = placed(replace(bare, headline=Headline("finding"), legend=legend))
        assert found.legend is not None
        assert found.headline is not None
        assert box(found, "map").y > found.headline.baseline + 2 * found.measures.b
        assert box(found, "map").bottom < found.legend.y
        assert found.legend.y + found.legend.height <= WIDE.height
        assert len(found.legend.corners) == len(legend.roles) + (legend.ramp is not None)
        step = found.step
        assert step is not None
        assert found.legend.x + found.legend.width <= step.x - step.width + 1
        lines = {y for _, y in found.legend.corners}
        assert (len(lines) > 1) is (legend.roles != ())


def test_the_same_arrangement_has_the_same_layout() -> None:
    for made in (arrangements.slide, arrangements.channels, arrangements.branches):
        one, other = placed(made()), placed(made())
        assert one.boxes == other.boxes
        assert (one.titles, one.slots, one.headline) == (other.titles, other.slots, other.headline)


def test_flows_inside_others_are_folded_too() -> None:
    flow = Flow(tuple(Item(grid(f"m{at}")) for at in range(6)))
    found = placed(Arrangement(column(flow)))
    assert rows_of(found) == [3, 3]
