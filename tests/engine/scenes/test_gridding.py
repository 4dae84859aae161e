"""One output pixel traced back: what is read, how often, what never, and what is said of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.arrangement import Flow, Margin, Slot, Table
from engine.document import View
from engine.frame import Frame, Mark, Span
from engine.problems import Refused
from engine.report import Report
from engine.roles import Role
from engine.scenes import building, path_maps
from tests.engine.matrices import back_from
from tests.engine.random_stacks import stacks
from tests.engine.stacks import conv, layer, resolved
from tests.engine.test_paths import alone, cells, size_of

from .traced import built, counts, dilated, grid_of, items, last, words_of


def found(report: Report, **view: Any) -> str:
    headline = last(built(report, **view)).headline
    assert headline is not None
    return str(headline.finding)


def legend_of(frame: Frame) -> tuple[set[object], list[str]]:
    assert frame.legend is not None
    return {role for role, _ in frame.legend.roles}, list(map(str, frame.legend.notes))


def field(frame: Frame, name: str) -> tuple[int, int]:
    framed = next(one for one in frame.outlines if one.grid[:2] == (name, "paths"))
    return int(framed.rows.count), int(framed.columns.count)


ROWS_OF_222 = {
    "c": [1],
    "b": [1, 1, 1],
    "a": [1, 2, 3, 2, 1],
    "input": [1, 3, 6, 7, 6, 3, 1],
}


@pytest.mark.parametrize(("name", "along"), ROWS_OF_222.items())
def test_three_layers_of_dilation_two_read_every_other_cell(name: str, along: list[int]) -> None:
    frame = last(built(dilated(2, 2, 2)))
    shown = grid_of(frame, name)
    assert counts(shown) == np.outer(along, along).tolist()
    assert counts(grid_of(frame, name, "row")) == [along]
    assert (shown.roles == Role.INPUT).sum() == len(along) ** 2
    side = 2 * len(along) - 1
    assert (shown.roles == Role.UNUSED).sum() == side**2 - len(along) ** 2
    assert (shown.roles == Role.OUTSIDE).sum() == 13**2 - side**2
    assert field(frame, name) == (side, side)


def test_the_headline_says_how_much_is_used_and_by_what() -> None:
    headline = last(built(dilated(2, 2, 2))).headline
    assert headline is not None
    assert str(headline.finding) == "49 of 169 used"
    assert str(headline.rest) == (
        "three 3×3 convolutions, dilation 2, 2, 2: what one output pixel reads"
    )


@pytest.mark.parametrize(
    ("rates", "size", "sides", "finding"),
    [
        ((1, 2, 3), 13, [1, 7, 11, 13], "all 169 used"),
        ((3, 2, 1), 13, [1, 3, 7, 13], "all 169 used"),
        ((1, 1, 1), 9, [1, 3, 5, 7], "all 49 used"),
        ((1, 2, 5), 17, [1, 11, 15, 17], "all 289 used"),
        ((1, 2, 9), 25, [1, 19, 23, 25], "441 of 625 used"),
        ((2, 4, 8), 29, [1, 17, 25, 29], "225 of 841 used"),
        ((1, 2, 3, 1, 2, 3), 25, [1, 7, 11, 13, 19, 23, 25], "all 625 used"),
    ],
)
def test_other_rates(rates: tuple[int, ...], size: int, sides: list[int], finding: str) -> None:
    report = dilated(*rates, size=size)
    frame = last(built(report))
    names = ["abcdefgh"[at] for at in reversed(range(len(rates)))] + ["input"]
    assert [field(frame, name) for name in names] == [(side, side) for side in sides]
    assert found(report) == finding


def test_a_growing_field_takes_3_7_and_13_cells_from_below() -> None:
    report = dilated(3, 2, 1)
    for name, side in (("a", 7), ("b", 11), ("c", 13)):
        frame = last(built(report, layers=(name,)))
        assert field(frame, "input") == (side, side)
    for name, side in (("a", 3), ("b", 7), ("c", 13)):
        assert field(last(built(dilated(1, 2, 3), layers=(name,))), "input") == (side, side)


def test_counts_are_those_of_the_matrices_for_any_stack() -> None:
    for report in stacks(40):
        name = report.rows[-1].name
        for cell in cells(size_of(report, name)):
            frame = last(built(report, pixel=cell))
            expected = back_from(report, name, alone(size_of(report, name), cell))
            for grid in frame.grids:
                if grid.key.stage != "paths" or grid.values is None:
                    continue
                high, wide = size_of(report, grid.key.layer)
                top, left = -grid.origin[0], -grid.origin[1]
                made = grid.values[top : top + high, left : left + wide]
                wanted = expected[grid.key.layer].reshape(high, wide)
                wanted = np.where(wanted > 1e-12, wanted, np.nan)
                np.testing.assert_allclose(made, wanted, atol=1e-12)


def test_one_map_more_is_shown_with_every_step() -> None:
    timeline = built(dilated(2, 2, 2))
    assert timeline.length == 4
    for step in range(4):
        frame = timeline.step(step)
        there = [np.isfinite(one.shares).any() for one in frame.grids if one.shares is not None]
        assert there == 2 * [at <= step for at in range(4)]
        names = ["c", "b", "a", "input"][: step + 1]
        assert [one.grid.layer for one in frame.outlines] == 2 * names
        assert len(frame.threads) == step
    empty = grid_of(timeline.step(0), "input")
    assert (empty.roles == Role.OUTSIDE).all()
    assert empty.values is None


def test_frames_share_their_grids_and_depend_on_their_step_alone() -> None:
    timeline = built(dilated(2, 2, 2))
    forwards = [timeline.step(step).grids for step in range(4)]
    backwards = [timeline.step(step).grids for step in reversed(range(4))][::-1]
    assert forwards == backwards
    assert [one.key for one in forwards[0]] == [one.key for one in forwards[3]]


def test_the_chosen_pixel_is_pinned_and_fields_are_framed() -> None:
    frame = last(built(dilated(2, 2, 2), pixel=(5, 7)))
    marks = {one.grid[:2]: one for one in frame.outlines}
    pinned = marks["c", "paths"]
    assert pinned.mark is Mark.PINNED
    assert (pinned.rows, pinned.columns) == (Span(5), Span(7))
    assert marks["b", "paths"].mark is Mark.FIELD
    assert (marks["b", "paths"].rows, marks["b", "paths"].columns) == (Span(3, 5), Span(5, 5))


def test_a_layer_further_up_is_traced_from_there() -> None:
    timeline = built(dilated(2, 2, 2), layers=("b",))
    assert timeline.length == 3
    headline = timeline.step(0).headline
    assert headline is not None
    assert str(headline.finding) == "25 of 81 used"
    assert str(headline.rest) == "two 3×3 convolutions, dilation 2, 2: what one pixel of b reads"


def test_where_the_field_reaches_into_padding_that_is_shown_and_has_no_counts() -> None:
    frame = last(built(dilated(2, 2, 2, size=9), pixel=(1, 1)))
    b = grid_of(frame, "b")
    assert (b.origin, b.size) == ((-1, -1), (10, 10))
    assert b.values is not None
    assert counts(b) == [[1, 1], [1, 1]]
    assert Role(b.roles[0, 0]) is Role.PADDING
    assert Role(b.roles[0, 1]) is Role.UNREAD
    assert Role(b.roles[0, 9]) is Role.PADDING
    assert not np.isfinite(b.values[0]).any()
    assert found(dilated(2, 2, 2, size=9), pixel=(1, 1)) == "16 of 64 used"
    roles, _ = legend_of(frame)
    assert {Role.PADDING, Role.UNREAD} <= roles


@pytest.mark.parametrize("mode", ["reflect", "replicate", "circular"])
def test_padding_that_repeats_cells_folds_the_paths_back(mode: str) -> None:
    report = resolved(conv("a", padding=1, padding_mode=mode), size=5)
    grid = grid_of(last(built(report, pixel=(0, 0))), "input")
    assert grid.origin == (0, 0)
    assert grid.values is not None
    assert np.nansum(grid.values) == 9


def test_strides_and_pools_stand_by_their_centres() -> None:
    report = resolved(conv("a", 3, stride=2, padding=1), layer("max_pool", "p", kernel=2), size=16)
    placed = {one.grid.key.layer: one for one in items(built(report).arrangement.body)}
    assert [placed[name].scale for name in ("p", "a", "input")] == [4, 2, 1]
    # Pool cell 0 lies round 1, from -1 to 3; cells of a from -1 to 15; the input from -1/2 on.
    assert placed["p"].margin == Margin(0, 0.5, 0, 0.5)
    assert placed["a"].margin == Margin(0, 0.5, 0, 0.5)
    assert placed["input"].margin == Margin(0.5, 0, 0.5, 0)


def test_up_sampled_maps_have_smaller_cells() -> None:
    report = resolved(
        conv("a", 2, stride=2),
        layer("conv_transpose", "up", out_channels=1, kernel=4, stride=2, padding=1),
        layer("upsample", "twice", scale=2), size=8,
    )  # fmt: skip
    placed = {one.grid.key.layer: one for one in items(built(report).arrangement.body)}
    assert [placed[name].scale for name in ("twice", "up", "a", "input")] == [0.5, 1, 2, 1]


@pytest.mark.parametrize("op", ["global_avg_pool", "adaptive_avg_pool"])
def test_a_map_without_centres_has_a_box_as_large_as_the_others_together(op: str) -> None:
    more = {"output_size": 3} if op.startswith("adaptive") else {}
    report = resolved(conv("a", padding=1), layer(op, "g", **more), size=8)
    placed = {one.grid.key.layer: one for one in items(built(report).arrangement.body)}
    assert placed["g"].fitted
    assert placed["g"].scale == max(placed["a"].grid.size[0], placed["input"].grid.size[0])
    assert not placed["a"].fitted


def test_steps_too_long_to_be_drawn_give_equal_boxes() -> None:
    report = resolved(*(layer("max_pool", f"p{at}", kernel=2) for at in range(5)), size=64)
    placed = {one.grid.key.layer: one for one in items(built(report).arrangement.body)}
    assert [name for name, one in placed.items() if one.fitted] == ["p4"]


def test_branches_are_all_shown_from_the_pixel_to_the_input() -> None:
    report = resolved(
        conv("a", padding=1), conv("b", dilation=2, padding=2, inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]), conv("side", inputs=["a"]), size=9,
    )  # fmt: skip
    timeline = built(report, layers=("sum",))
    frame = last(timeline)
    assert timeline.length == 4
    assert [one.key.layer for one in frame.grids] == ["sum", "b", "a", "input"]
    assert counts(grid_of(frame, "input"))[2] == [1, 1, 2, 1, 1]
    assert timeline.arrangement.section is None
    titles = [str(one.heading.second) for one in frame.grids if one.heading is not None]
    assert titles == [
        "the chosen pixel", "sum reads 1 of 1×1", "sum reads 1 of 1×1", "b and a reads 17 of 5×5"
    ]  # fmt: skip


def test_of_many_maps_the_first_and_the_last_three_are_shown() -> None:
    report = resolved(*(conv(f"l{at}", padding=1) for at in range(12)), size=32)
    timeline = built(report)
    body = timeline.arrangement.body
    assert isinstance(body, Flow)
    assert [isinstance(one, Slot) for one in body.nodes] == [False] * 3 + [True] + [False] * 3
    assert [one.grid.key.layer for one in items(body)] == ["l11", "l10", "l9", "l1", "l0", "input"]
    assert timeline.length == 13
    (now,) = timeline.step(5).captions
    assert words_of(now.lines) == ["…", "7 layers", "now 3 of 7"]
    (after,) = last(timeline).captions
    assert words_of(after.lines) == ["…", "7 layers", ""]


def test_behind_an_unpool_nothing_is_known_and_that_is_said() -> None:
    report = resolved(
        layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"), conv("c"), size=8
    )
    frame = last(built(report))
    headline = frame.headline
    assert headline is not None
    assert str(headline.finding) == "the paths are not known"
    assert str(headline.rest).startswith("u puts values back")
    assert (grid_of(frame, "input").roles == Role.REST).all()
    assert counts(grid_of(frame, "u")) == [[1, 1, 1]] * 3


def test_where_nothing_but_padding_is_read_no_pixel_is_used() -> None:
    report = resolved(conv("a", 1, padding=1), size=3)
    assert found(report, pixel=(0, 0)) == "no pixel used"
    frame = last(built(report, pixel=(0, 0)))
    assert Role(grid_of(frame, "input").roles[0, 0]) is Role.PADDING


def test_offsets_are_taken_as_zero_and_that_is_said() -> None:
    raw = {"out_channels": 1, "kernel": 3, "offsets": {"pattern": "random", "seed": 1}}
    headline = last(built(resolved(layer("deform_conv", "d", **raw)))).headline
    assert headline is not None
    assert str(headline.rest).endswith("offsets taken as zero")
    assert str(headline.finding) == "all 9 used"


def test_maps_of_one_row_stand_one_below_the_other_with_lines_between_them() -> None:
    report = resolved(
        *(
            conv(f"d{rate}", [1, 2], dilation=[1, rate], padding={"left": rate})
            for rate in (1, 2, 4)
        ),
        size=(1, 12),
    )
    timeline = built(report, pixel=(0, 9))
    frame = last(timeline)
    assert timeline.arrangement.section is None
    assert isinstance(timeline.arrangement.body, Table)
    assert [one.key.stage for one in frame.grids] == ["row"] * 4
    assert [len(one.columns) for one in frame.threads] == [2, 4, 8]
    assert counts(grid_of(frame, "input", "row")) == [[1] * 8]
    assert words_of(frame.captions[0].lines) == ["d4", "the chosen pixel"]
    assert words_of(frame.captions[3].lines) == ["input", "1×2 reads 8 of 1×8"]


def test_a_field_of_two_thousand_pixels_is_shown_in_part() -> None:
    report = resolved(
        conv("a", 255, dilation=4, padding=508), conv("b", 255, dilation=4, padding=508),
        size=(2_400, 2_400),
    )  # fmt: skip
    frame = last(built(report))
    shown = grid_of(frame, "input")
    assert shown.size == (256, 256)
    assert shown.origin == (1_072, 1_072)
    ends = "1\N{THIN SPACE}072–1\N{THIN SPACE}327"
    assert str(shown.foot) == f"rows {ends}, columns {ends}"
    assert found(report).replace("\N{THIN SPACE}", "") == "259081 of 4133089 used"
    assert all(one.shares is not None for one in frame.grids)


def test_counts_without_end_have_colours_and_no_numbers() -> None:
    report = resolved(*(conv(f"l{at}", padding=1) for at in range(400)), size=20)
    shown = grid_of(last(built(report)), "input")
    assert shown.values is None
    assert shown.shares is not None
    assert np.nanmax(shown.shares) == 1
    assert np.isfinite(shown.shares).sum() == 400


@pytest.mark.parametrize("pixel", [(13, 0), (0, 13), (-1, 0)])
def test_a_pixel_outside_is_refused(pixel: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="not in the map"):
        built(dilated(2, 2), pixel=pixel)


def test_without_layers_there_is_nothing_to_trace() -> None:
    with pytest.raises(Refused, match="No layers yet"):
        built(resolved())


def test_it_is_known_by_its_name() -> None:
    timeline = building.build("gridding", dilated(2, 2), View(layers=("b",)))
    assert timeline.length == 3


def test_notes_say_what_one_row_and_the_neighbours_do() -> None:
    assert legend_of(last(built(dilated(2, 2, 2))))[1] == [
        "along one axis 1 3 6 7 6 3 1",
        "most often: 7 × 7 = 49 times",
        (
            "only even offsets: two nets on each axis, four in all; "
            "neighbouring outputs share no input"
        ),
    ]
    assert legend_of(last(built(dilated(1, 2, 3))))[1] == [
        "along one axis 1 1 2 2 3 3 3 3 3 2 2 1 1",
        "most often: 3 × 3 = 9 times",
        "every pixel of the field is read",
    ]


def test_repeated_cells_are_counted() -> None:
    maps = path_maps.traced(dilated(2, 2, 2), "c", (6, 6))
    told = {name: (one.used, one.repeated) for name, one in maps.items()}
    assert told == {"c": (1, 0), "b": (9, 0), "a": (25, 21), "input": (49, 45)}


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([conv("a", dilation=2)], "3×3, dilation 2"),
        ([conv("a"), layer("activation", "r"), conv("b")], "two 3×3 convolutions, dilation 1, 1"),
        ([conv("a", 3), conv("b", 2)], "2 layers"),
        ([conv("a"), conv("b", stride=2)], "2 layers"),
        ([conv("a", [1, 3], dilation=[1, 2]), conv("b", [1, 3])],
         "two 1×3 convolutions, dilation 2, 1"),
        ([conv("a", dilation=[1, 2]), conv("b")], "two 3×3 convolutions, dilation 1×2, 1"),
        ([conv(f"c{at}") for at in range(11)],
         "11 3×3 convolutions, dilation 1, 1, 1, 1, 1, 1, …, 1"),
    ],
)  # fmt: skip
def test_the_stack_is_told_in_few_words(layers: list[Any], said: str) -> None:
    headline = last(built(resolved(*layers, size=30))).headline
    assert headline is not None
    assert str(headline.rest) == f"{said}: what one output pixel reads"


def test_what_reads_a_map_is_told_above_it() -> None:
    report = resolved(
        conv("a"), conv("b", stride=2, dilation=2), conv("c", dilation=2),
        layer("crop", "d", crop=1), size=30,
    )  # fmt: skip
    titles = [one.heading for one in last(built(report)).grids if one.key.stage == "paths"]
    assert [str(one.second) for one in titles if one is not None] == [
        "the chosen pixel",
        "crop 1 reads 1 of 1×1",
        "dilation 2 reads 9 of 5×5",
        "3×3, stride 2, dilation 2 reads 49 of 13×13",
        "3×3 reads 225 of 15×15",
    ]
