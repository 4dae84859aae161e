from __future__ import annotations

import sys
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from engine.arrangement import FOR_RAYS, Choice, Item, Node, Slot, Table
from engine.document import View
from engine.frame import Filling, Frame, Key, Line, Span
from engine.layers import Layer
from engine.roles import Role
from engine.timeline import Timeline
from tests.engine.stacks import conv, layer
from tests.engine.stacks import stack as patterned

from . import sliding
from .sliding import PICTURED, PICTURED_KERNEL, counted, slide


def pictured() -> Timeline:
    made = conv("a", stride=2, padding=1, weights=PICTURED_KERNEL, bias=False)
    return slide(sliding.stack(made, values=PICTURED))


def test_a_step_is_an_output_cell_row_by_row() -> None:
    timeline = pictured()
    assert timeline.length == 9
    for step in range(9):
        frame = timeline.step(step)
        assert (frame.step, frame.length) == (step, 9)
        ring = next(w for w in frame.windows if w.grid == Key("a", "output") and not w.fills)
        assert (ring.rows, ring.columns) == (Span(step // 3), Span(step % 3))
        assert frame.fillings == (Filling(Key("a", "output"), step + 1),)


def test_the_window_lies_where_the_picture_has_it() -> None:
    frame = pictured().step(4)
    window = sliding.window(frame)
    assert window is not None
    assert (window.rows, window.columns) == (Span(2, 3, 1), Span(2, 3, 1))
    assert window.weights is not None
    assert window.weights.tolist() == PICTURED_KERNEL[0][0]


def test_the_maps_are_titled_as_in_the_picture() -> None:
    frame = pictured().step(0)
    told = {
        one.key.stage: tuple(
            map(sliding.said, (one.heading.name, one.heading.rest, one.heading.second))
        )
        for one in frame.grids
        if one.heading is not None
    }
    assert told == {
        "input": ("input", "1×5×5", "padding 1 makes it 7×7"),
        "output": ("output", "1×3×3", ""),
        "kernel": ("kernel", "3×3, stride 2", ""),
    }


def test_the_output_is_the_one_of_the_picture() -> None:
    output = sliding.grid(pictured().step(0), "output")
    assert output.values is not None
    assert output.values.ravel()[:5].tolist() == [3, 6, 2, 5, 7]
    assert (output.roles == Role.OUTPUT).all()


def test_rays_lead_from_the_window_to_the_cell() -> None:
    frame = pictured().step(4)
    (link,) = frame.links
    assert link.line is Line.RAYS
    assert (link.source.rows, link.source.columns) == (Span(2, 3), Span(2, 3))
    assert (link.target.of, link.target.rows, link.target.columns) == (
        Key("a", "output"), Span(1), Span(1),
    )  # fmt: skip


def test_a_dilated_kernel_is_drawn_with_its_holes() -> None:
    frame = slide(patterned(conv("a", dilation=2), size=7)).step(4)
    kernel = sliding.grid(frame, "kernel")
    assert kernel.size == (5, 5)
    assert np.count_nonzero(kernel.roles == Role.WINDOW) == 9
    assert np.count_nonzero(kernel.roles == Role.KERNEL_HOLE) == 16
    assert kernel.values is not None
    assert np.isnan(kernel.values[1]).all()
    assert kernel.heading is not None
    assert sliding.said(kernel.heading.second) == "covers 5×5, reads 9 cells"
    window = sliding.window(frame)
    assert window is not None
    assert window.rows == Span(1, 3, 2)


def test_a_kernel_with_too_many_holes_is_drawn_without() -> None:
    frame = slide(patterned(conv("a", dilation=17), size=40)).step(0)
    kernel = sliding.grid(frame, "kernel")
    assert kernel.size == (3, 3)
    assert kernel.heading is not None
    assert sliding.said(kernel.heading.second).endswith("holes not drawn")


def items(node: Node | None) -> list[Item | Slot]:
    if isinstance(node, Item | Slot):
        return [node]
    assert isinstance(node, Table)
    return [one for row in node.rows for part in row for one in items(part)]


def test_kernel_and_sum_stand_under_the_output_and_go_where_it_is_narrow() -> None:
    body = pictured().arrangement.body
    assert isinstance(body, Choice)
    for way in (body.wide, body.tall):
        assert isinstance(way, Table)
        assert FOR_RAYS in (way.column_gaps, way.row_gaps) or (FOR_RAYS,) in (
            way.column_gaps, way.row_gaps,
        )  # fmt: skip
        found = items(way)
        stages = [
            one.grid.key.stage if isinstance(one, Item) else one.caption.slot.stage for one in found
        ]
        assert stages == ["input", "output", "kernel", "sum"]
        assert [one.from_width for one in found] == [0, 0, 640, 640]
        scales = [one.scale for one in found if isinstance(one, Item)]
        assert scales == [1.0, 1.0, 0.62]


EVERY_PLAIN: list[tuple[Layer, int]] = [
    (conv("a", stride=2, padding=1, weights={"pattern": "gaussian"}), 1),
    (layer("depthwise_conv", "a", kernel=3, dilation=2, padding="same"), 1),
    (layer("deform_conv", "a", out_channels=1, kernel=2, modulated=True), 1),
    (layer("max_pool", "a", kernel=3, stride=2, padding=1, ceil_mode=True), 1),
    (layer("avg_pool", "a", kernel=3, stride=2, padding=1, ceil_mode=True), 1),
    (layer("adaptive_avg_pool", "a", output_size=[4, 3]), 1),
    (layer("adaptive_max_pool", "a", output_size=[4, 3]), 1),
    (layer("global_avg_pool", "a"), 1),
    (layer("global_max_pool", "a"), 1),
    (layer("upsample", "a", scale=2), 1),
    (layer("upsample", "a", size=[4, 13], mode="bilinear"), 1),
    (layer("pixel_shuffle", "a", factor=2), 4),
    (layer("pixel_unshuffle", "a", factor=2), 1),
]


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if hasattr(one, "__dataclass_fields__") and not hasattr(one, "roles"):
        return all(alike(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one is other or one == other)


@pytest.mark.parametrize(("one", "channels"), EVERY_PLAIN)
def test_frames_in_any_order_are_those_in_order(one: Layer, channels: int) -> None:
    timeline = slide(patterned(one, size=10, channels=channels))
    ordered = [timeline.step(step) for step in range(timeline.length)]
    for step in np.random.default_rng(1).permutation(timeline.length)[:40].tolist():
        assert alike(timeline.step(step), ordered[step])


@pytest.mark.parametrize(("one", "channels"), EVERY_PLAIN)
def test_every_slot_is_filled_at_every_step_and_nothing_is_wider_than_its_room(
    one: Layer, channels: int
) -> None:
    timeline = slide(patterned(one, size=10, channels=channels))
    body = timeline.arrangement.body
    for step in range(timeline.length):
        room = {n.caption.slot: n.caption for n in nested(body) if isinstance(n, Slot)}
        for caption in timeline.step(step).captions:
            most = room.pop(caption.slot)
            assert [len(line) for line in caption.lines] == [len(line) for line in most.lines]
            for line, wide in zip(caption.lines, most.lines, strict=True):
                assert all(
                    len(sliding.said(part.content)) <= len(sliding.said(other.content))
                    for part, other in zip(line, wide, strict=True)
                )
        assert not room


def nested(node: Any) -> list[Item | Slot]:
    if isinstance(node, Item | Slot):
        return [node]
    if isinstance(node, Choice):
        return nested(node.wide)
    parts = [one for row in node.rows for one in row] if isinstance(node, Table) else node.nodes
    return [one for part in parts if part is not None for one in nested(part)]


def calls_of(timeline: Timeline, step: int) -> int:
    count = 0

    def counting(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        timeline.step(step)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("size", [16, 254, 700])
def test_a_step_costs_the_same_wherever_it_is_and_however_large_the_map(size: int) -> None:
    timeline = slide(patterned(conv("a", padding=1), size=size))
    small = slide(patterned(conv("a", padding=1), size=8))
    steps = (0, timeline.length // 2, timeline.length - 1)
    for step in (*steps, *steps):
        timeline.step(step)
    small.step(27)
    small.step(27)
    (calls,) = {calls_of(timeline, step) for step in steps}
    assert calls <= calls_of(small, 27) + 5  # what it takes to know the piece


def test_frames_of_one_piece_share_their_grids() -> None:
    timeline = slide(patterned(conv("a", padding=1), size=20))
    first = timeline.step(0).grids
    assert all(
        mine is other
        for step in range(1, timeline.length)
        for mine, other in zip(timeline.step(step).grids, first, strict=True)
    )


def test_a_large_map_is_shown_in_pieces_and_says_so() -> None:
    timeline = slide(patterned(conv("a", padding=1), size=[600, 300]))
    frame = timeline.step(450 * 300 + 299)
    source, output = sliding.source(frame), sliding.grid(frame, "output")
    assert source.size == output.size == (256, 256)
    assert source.origin == (253, 45)
    assert source.heading is not None
    assert sliding.said(source.heading.second) == (
        "padding 1 makes it 602×302; rows 253–508 of 600, columns 45–299 of 300"
    )
    window = sliding.window(frame)
    assert window is not None
    assert source.origin[0] + window.rows.start == 449
    assert source.origin[1] + window.columns.start == 298
    assert output.origin == (256, 44)
    assert frame.fillings[0].count == (450 - 256) * 256 + 256


def test_the_count_of_a_filling_on_a_piece_is_that_of_the_whole_map() -> None:
    timeline = slide(patterned(conv("a", 1), size=[2, 600]))
    for step in (0, 255, 256, 599, 600, 900, 1199):
        frame = timeline.step(step)
        output = sliding.grid(frame, "output")
        made = [
            (output.origin[0] + at // 256) * 600 + output.origin[1] + at % 256 <= step
            for at in range(2 * 256)
        ]
        shown = [at < frame.fillings[0].count for at in range(2 * 256)]
        assert shown == made


def test_a_window_larger_than_a_piece_says_that_taps_lie_outside() -> None:
    made = conv("a", dilation=300, padding="same")
    timeline = slide(patterned(made, size=600))
    frame = timeline.step(300 * 600 + 300)
    source = sliding.source(frame)
    assert source.heading is not None
    assert sliding.said(source.heading.second).endswith("the window reaches beyond these cells")
    window = sliding.window(frame)
    assert window is not None
    assert window.weights is not None
    assert (window.rows.count, window.weights.shape) == (1, (1, 1))
    assert len(sliding.lines(frame)) == 3


@pytest.mark.parametrize("size", [[1, 9], [9, 1]])
def test_a_net_of_one_row_or_column_slides(size: list[int]) -> None:
    kernel = [1, 3] if size[0] == 1 else [3, 1]
    timeline = slide(patterned(conv("a", kernel), size=size))
    assert timeline.length == 7
    window = sliding.window(timeline.step(6))
    assert window is not None
    assert {window.rows.count, window.columns.count} == {1, 3}


def test_the_view_picks_the_channel_that_is_made() -> None:
    made = layer("depthwise_conv", "a", kernel=2, multiplier=2)
    timeline = slide(sliding.stack(made, values=counted(4, 4, 3)), View(channel=5))
    frame = timeline.step(0)
    source = sliding.source(frame)
    assert source.values is not None
    assert source.values[0, 0] == 33
    assert source.heading is not None
    assert sliding.said(source.heading.rest) == "3×4×4, channel 2"
    assert sliding.grid(frame, "output", 5).values is not None
    assert timeline.length == 9


def test_of_more_channels_than_four_the_first_slides_alone() -> None:
    timeline = slide(patterned(layer("max_pool", "p", kernel=3), size=9, channels=7))
    assert timeline.length == 9
    assert {one.key.channel for one in timeline.step(4).grids} == {0}


def test_the_map_of_a_layer_bears_its_name() -> None:
    timeline = slide(patterned(conv("first", padding=1), conv("second"), size=6))
    heading = sliding.source(timeline.step(0)).heading
    assert heading is not None
    assert sliding.said(heading.name) == "first"


def test_frames_between_two_steps_can_be_mixed() -> None:
    timeline = pictured()
    frame = timeline.frame_at(3.3)
    assert isinstance(frame, Frame)
    window = sliding.window(frame)
    assert window is not None
    assert 0 < window.columns.start < 2


def test_several_maps_stand_below_each_other_beside_the_one_that_is_read() -> None:
    timeline = slide(patterned(layer("pixel_unshuffle", "a", factor=2), size=6))
    body = timeline.arrangement.body
    assert isinstance(body, Table)
    ((source, made),) = body.rows
    assert isinstance(source, Item)
    assert isinstance(made, Table)
    assert [len(line) for line in made.rows] == [1] * 5
