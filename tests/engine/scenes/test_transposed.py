"""A transposed convolution in its stages, as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import report, words
from engine.document import Document, View
from engine.frame import Frame, Grid, Line, Mark, Window
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import building
from engine.timeline import Timeline
from tests.engine.scenes import sliding
from tests.engine.stacks import conv, layer, resolved, stack

PICTURED = [[1, 2], [3, 1]]
NINE = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
LINE = [[1, 10]]
STAGES = ("input", "inserted", "bordered", "kernel", "turned", "slid", "output")
R, Z, B, U = Role.INPUT, Role.INSERTED_ZERO, Role.BORDER, Role.UNUSED


def up(kernel: Any = 3, **fields: Any) -> Any:
    return layer("conv_transpose", "up", **{"out_channels": 1, "kernel": kernel, **fields})


def pictured(values: Any = PICTURED, **fields: Any) -> Timeline:
    return shown(sliding.stack(up(weights=NINE, **fields), values=values))


def shown(document: Document, view: View | None = None) -> Timeline:
    return building.build("transposed", report.resolve(document), view or View())


def grid(frame: Frame, stage: str) -> Grid:
    return next(one for one in frame.grids if one.key.stage == stage)


def numbers(frame: Frame, stage: str) -> Any:
    found = grid(frame, stage).values
    assert found is not None
    return found.tolist()


def last(timeline: Timeline) -> Frame:
    return timeline.frame_at(timeline.length - 1)


def second(frame: Frame, stage: str) -> str:
    heading = grid(frame, stage).heading
    assert heading is not None
    return sliding.said(heading.second)


# Each of them is square and of one channel: input and output of the convolution, its padding,
# kernel and stride; border, zeros between and rows and columns more; how many frames it has.
REFERENCE = [
    (4, 2, 0, 3, 1, 2, 0, 0, 16),
    (5, 6, 2, 4, 1, 1, 0, 0, 25),
    (5, 5, 1, 3, 1, 1, 0, 0, 25),
    (5, 7, 2, 3, 1, 0, 0, 0, 25),
    (5, 2, 0, 3, 2, 2, 1, 0, 25),
    (5, 3, 1, 3, 2, 1, 1, 0, 25),
    (6, 3, 1, 3, 2, 1, 1, 1, 36),
]


@pytest.mark.parametrize("case", REFERENCE)
def test_the_reference_animations_have_their_border_zeros_and_extra(
    case: tuple[int, ...],
) -> None:
    size, read, padding, kernel, stride, border, zeros, extra, frames = case
    part = up(kernel, stride=stride, padding=padding, output_padding=extra)
    timeline = shown(stack(part, size=read))
    frame = last(timeline)
    assert timeline.length == 4 + frames
    assert grid(frame, "output").size == (size, size)
    side = read + (read - 1) * zeros
    assert grid(frame, "inserted").size == (side, side)
    wide = side + 2 * border + extra
    assert grid(frame, "bordered").size == grid(frame, "slid").size == (wide, wide)
    real = grid(frame, "slid").roles[border::, border::][:side:stride, :side:stride]
    assert (real == R).all()
    assert (grid(frame, "slid").roles == R).sum() == read * read


def test_stages_come_one_after_the_other_and_stay() -> None:
    timeline = pictured(stride=2, padding=1)
    stages = [[one.key.stage for one in timeline.frame_at(at).grids] for at in range(5)]
    assert stages == [[*STAGES[:1]], [*STAGES[:2]], [*STAGES[:3]], [*STAGES[:5]], [*STAGES]]
    assert timeline.length == 4 + 9


def test_stages_are_numbered() -> None:
    headings = {one.key.stage: one.heading for one in last(pictured()).grids}
    badges = {stage: one.badge for stage, one in headings.items() if one and one.badge}
    assert badges == {"input": 1, "inserted": 2, "bordered": 3, "kernel": 4, "slid": 5}


def test_real_values_zeros_and_border_stay_apart_to_the_end() -> None:
    frame = pictured(stride=2, padding=1).frame_at(8)
    inner = [[R, Z, R], [Z, Z, Z], [R, Z, R]]
    assert grid(frame, "inserted").roles.tolist() == inner
    rim = np.pad(np.array(inner), 1, constant_values=B).tolist()
    assert grid(frame, "bordered").roles.tolist() == rim
    assert grid(frame, "slid").roles.tolist() == rim
    assert numbers(frame, "slid")[1] == [0, 1, 0, 2, 0]


def test_the_kernel_makes_half_a_turn() -> None:
    frame = last(pictured())
    assert numbers(frame, "kernel") == NINE[0][0]
    assert numbers(frame, "turned") == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]
    assert grid(frame, "kernel").marked == (0, 0)
    assert grid(frame, "turned").marked == (2, 2)
    assert Line.TURN in {link.line for link in frame.links}


def test_the_sum_names_the_real_products_alone_and_stamps_prove_it() -> None:
    frame = pictured(stride=2, padding=1).frame_at(8)
    assert sliding.sentence(frame) == "1  ·  9  +  2  ·  7  +  3  ·  3  +  1  ·  1   =   33"
    assert [line[0] for line in sliding.lines(frame, "note")] == [
        "5 of 9 products are with zeros",
        "the same by stamps: 4 on this cell, sum 33",
    ]
    assert frame.windows[0].weights is not None
    assert frame.windows[0].weights.tolist() == [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


def test_long_numbers_are_summed_in_rows_though_they_are_few() -> None:
    frame = pictured([[1000, -0.25], [3, 1]], stride=2, padding=1).frame_at(8)
    assert len(sliding.lines(frame)) == 2
    assert sliding.sentence(frame).endswith("008.25")


def test_a_border_of_nothing_is_called_so() -> None:
    heading = grid(last(pictured(np.ones((3, 3)), padding=2)), "bordered").heading
    assert heading is not None
    assert sliding.said(heading.name) == "no border"


def test_the_headline_has_what_is_not_usual() -> None:
    frame = last(pictured(padding=[1, 0], dilation=[1, 2]))
    assert frame.headline is not None
    assert sliding.said(frame.headline.rest) == (
        "2×2 → 2×6, kernel 3×3, stride 1, padding 1×0, dilation 1×2, "
        "taken apart into an ordinary one"
    )


def test_a_window_on_many_real_cells_is_summed_in_its_rows() -> None:
    frame = pictured([[1, 2, 3], [4, 5, 6], [7, 8, 9]], padding=1).frame_at(8)
    assert [" ".join(filter(None, line)) for line in sliding.lines(frame)] == [
        "1 · 9 + 2 · 8 + 3 · 7", "+ 4 · 6 + 5 · 5 + 6 · 4", "+ 7 · 3 + 8 · 2 + 9 · 1 = 165",
    ]  # fmt: skip


def test_a_border_below_zero_is_hatched_then_gone() -> None:
    frame = last(pictured([[1, 2, 3], [4, 5, 6], [7, 8, 9]], stride=2, padding=3))
    cut = grid(frame, "bordered")
    assert cut.roles.tolist() == [
        [U, U, U, U, U], [U, Z, Z, Z, U], [U, Z, R, Z, U], [U, Z, Z, Z, U], [U, U, U, U, U],
    ]  # fmt: skip
    assert cut.values is not None
    assert np.isnan(cut.values[0]).all()
    assert grid(frame, "slid").size == (3, 3)
    assert second(frame, "bordered") == "kernel − 1 − padding = −1: cut off 1"
    assert frame.legend is not None
    assert Role.UNUSED in {role for role, _ in frame.legend.roles}


def test_a_border_may_be_added_on_one_side_and_cut_on_another() -> None:
    sides = {"top": 3, "bottom": 0, "left": 2, "right": 1}
    frame = last(pictured([[1, 2, 3], [4, 5, 6]], padding=sides))
    assert grid(frame, "bordered").roles.tolist() == [
        [U, U, U, U], [R, R, R, B], [B, B, B, B], [B, B, B, B],
    ]  # fmt: skip
    assert second(frame, "bordered") == "top −1, bottom 2, left 0, right 1"


def in_a_line(padding: int, extra: int, **fields: Any) -> Timeline:
    part = up(
        [1, 3], stride=[1, 2], padding=[0, padding], output_padding=[0, extra],
        weights=[[[[1, 2, 3]]]], **fields,
    )  # fmt: skip
    return shown(sliding.stack(part, values=LINE))


@pytest.mark.parametrize(
    ("padding", "extra", "made", "foot"),
    [
        (1, 0, [2, 13, 20], ""),
        (1, 1, [2, 13, 20, 30], "1 column uncovered"),
        (0, 1, [1, 2, 13, 20, 30, 0], "1 column beyond all stamps"),
    ],
)
def test_output_padding_uncovers_what_padding_had_cropped(
    padding: int, extra: int, made: list[float], foot: str
) -> None:
    frame = last(in_a_line(padding, extra))
    assert numbers(frame, "output") == [made]
    assert sliding.said(grid(frame, "bordered").foot) == foot
    wide = grid(frame, "bordered").size[1]
    framed = [(one.columns.start, one.columns.end) for one in frame.outlines]
    assert framed == ([(wide - 1, wide)] if extra else [])
    assert frame.legend is not None
    assert (Mark.FIELD in {role for role, _ in frame.legend.roles}) == bool(extra)


def test_what_no_stamp_reaches_is_zero_and_the_bias() -> None:
    frame = last(in_a_line(0, 1, bias=[7]))
    assert sliding.sentence(frame) == "0  +  7   =   7"
    assert sliding.lines(frame, "note") == [
        ["3 of 3 products are with zeros"],
        ["no stamp reaches this cell either: 7 with the bias"],
    ]


def test_a_map_of_one_row_speaks_of_its_columns() -> None:
    frame = last(in_a_line(1, 1))
    assert second(frame, "inserted") == "stride − 1 = 1 between"
    assert second(frame, "bordered") == "kernel − 1 − padding = 1; right + 1"
    assert second(frame, "kernel") == "half a turn: reversed"


def test_a_dilated_kernel_has_its_holes_and_so_has_the_window() -> None:
    frame = pictured(dilation=2, stride=2, padding=1).frame_at(4)
    window = next(one for one in frame.windows if one.fills)
    assert (window.rows.step, window.columns.step) == (2, 2)
    assert grid(frame, "turned").size == (5, 5)
    assert (grid(frame, "turned").roles == Role.KERNEL_HOLE).sum() == 16
    assert second(frame, "bordered") == "dilation·(kernel − 1) − padding = 3"
    assert second(frame, "slid") == "ordinary convolution, stride 1, no padding, dilation 2"


def test_axes_go_their_own_ways() -> None:
    part = up([1, 4], stride=[1, 3], padding=[0, 1], output_padding=[0, 2])
    timeline = shown(stack(part, size=(3, 2)))
    frame = last(timeline)
    assert grid(frame, "inserted").size == (3, 4)
    assert grid(frame, "bordered").size == (3, 10)
    assert second(frame, "inserted") == "stride − 1: rows 0, columns 2"
    assert timeline.length == 4 + 3 * 7


def test_the_window_goes_row_by_row_and_fills_the_output() -> None:
    timeline = pictured(stride=2, padding=1)
    frame = timeline.frame_at(4 + 5)
    window, ring = frame.windows
    assert (window.rows.start, window.columns.start) == (1, 2)
    assert (ring.rows.start, ring.columns.start, ring.fills) == (1, 2, False)
    assert [one.count for one in frame.fillings] == [6]


def test_the_plain_convolution_never_leaves_the_bordered_map() -> None:
    timeline = pictured(stride=2, padding=1, output_padding=1)
    ends: list[tuple[float, float]] = []
    for at in range(4, timeline.length):
        window: Window = timeline.frame_at(at).windows[0]
        ends.append((window.rows.end, window.columns.end))
    high, wide = grid(last(timeline), "slid").size
    assert max(ends) == (high, wide)


CHANNELS = np.arange(1.0, 33.0).reshape(8, 2, 2)


def of_channels(count: int, groups: int = 1, **view: Any) -> Frame:
    part = up(
        2, out_channels=2, groups=groups, bias=[5, 7],
        weights=np.ones((count, 2 // groups, 2, 2)).tolist(),
    )  # fmt: skip
    return shown(sliding.stack(part, values=CHANNELS[:count]), View(**view)).frame_at(4)


def test_what_other_channels_add_stands_below_the_products() -> None:
    frame = of_channels(3, channel=1)
    assert sliding.sentence(frame) == "1  ·  1   =   1"
    assert sliding.lines(frame, "parts sum") == [
        ["channel 0", "", "1"], ["channel 1", "+", "5"], ["channel 2", "+", "9"],
        ["bias", "+", "7"], ["together", "=", "22"],
    ]  # fmt: skip
    assert grid(frame, "output").key.channel == 1


def test_of_many_channels_those_in_the_middle_are_one_sum() -> None:
    frame = of_channels(8)
    assert [line[0] for line in sliding.lines(frame, "parts sum")] == [
        "channel 0", "channel 1", "channel 2", "4 more channels", "channel 7", "bias", "together",
    ]  # fmt: skip
    assert sliding.lines(frame, "parts sum")[3][2] == str(13 + 17 + 21 + 25)


def test_a_channel_reads_its_own_group_alone() -> None:
    frame = of_channels(4, groups=2, channel=1)
    assert grid(frame, "slid").key.channel == 2
    assert [line[0] for line in sliding.lines(frame, "parts sum")][:2] == ["channel 2", "channel 3"]
    assert second(frame, "kernel") == "half a turn; channels swap in each group"
    assert second(frame, "input") == "2×2, channel 2 of 4"


def test_one_channel_in_each_group_needs_no_parts() -> None:
    frame = of_channels(2, groups=2, channel=1)
    assert sliding.sentence(frame) == "5  ·  1  +  7   =   12"
    assert all(one.slot.stage != "parts sum" for one in frame.captions)


def test_a_map_too_large_is_shown_in_a_piece_that_holds_the_window() -> None:
    timeline = shown(stack(up(4, stride=2, padding=1), size=200))
    for at in (4, 4 + 400 * 399 + 399):
        frame = timeline.frame_at(at)
        assert all(max(one.size) <= 256 for one in frame.grids)
        window = frame.windows[0]
        assert window.rows.start >= 0
        assert window.rows.end <= grid(frame, "slid").size[0]
    assert "rows 145–398 of 399" in second(frame, "slid")


def test_words_have_the_room_of_the_widest() -> None:
    square = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    for timeline in (
        pictured(stride=2, bias=[3]), pictured(padding=1), pictured(square, stride=2, dilation=2),
    ):  # fmt: skip
        rooms = {one.caption.slot: one.caption for one in sliding.slots(timeline.arrangement.body)}
        for at in range(4, timeline.length):
            for caption in timeline.frame_at(at).captions:
                room = rooms[caption.slot]
                assert len(caption.lines) <= len(room.lines)
                widths = [sum(len(sliding.said(part.content)) for part in line)
                          for one in (caption, room) for line in one.lines]  # fmt: skip
                assert max(widths[: len(caption.lines)]) <= max(widths[len(caption.lines) :])


def test_any_order_of_steps_is_the_usual_order() -> None:
    one, other = pictured(stride=2), pictured(stride=2)
    forwards = [one.frame_at(at).windows for at in range(one.length)]
    backwards = [other.frame_at(at).windows for at in reversed(range(other.length))]
    assert [str(each) for each in forwards] == [str(each) for each in reversed(backwards)]


def test_it_is_what_is_usually_shown_of_the_layer() -> None:
    assert building.usual(resolved(up()), View()) == "transposed"


def test_other_layers_are_refused_with_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        building.build("transposed", resolved(conv("a")), View())
    said = words.say(refused.value.problem.sentence)
    assert said.startswith("conv is no transposed convolution")
