from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.document import View
from engine.frame import Line, Tone
from engine.layers import Layer
from engine.roles import Role
from engine.timeline import Timeline
from tests.engine.stacks import conv, layer
from tests.engine.values import drawn

from . import channel_frames as seen
from .sliding import grid, said, slide, stack

Array = drawn.Array


def matrix(x: Array, one: Layer, **view: Any) -> Timeline:
    return slide(stack(one, values=x), View(**view))


def three_to_two(**fields: Any) -> tuple[Array, Array, Timeline]:
    x, w = drawn.whole(1, 3, 5, 5), drawn.whole(2, 2, 3, 3, 3)
    return x, w, matrix(x, conv("a", out_channels=2, weights=w.tolist(), **fields))


def part_of(x: Array, w: Array, channel: int, cell: tuple[int, int], fields: Any) -> float:
    """One kernel times one channel under its window, by plain loops."""
    stride, padding, dilation = (fields.get(n, d) for n, d in DEFAULTS)
    found: float = sum(
        w[i, j]
        * drawn.cell(
            x,
            channel,
            cell[0] * stride - padding + i * dilation,
            cell[1] * stride - padding + j * dilation,
            fields.get("padding_mode", "zeros"),
        )
        for i, j in product(*map(range, w.shape))
    )
    return found


DEFAULTS = (("stride", 1), ("padding", 0), ("dilation", 1))
MODES = st.sampled_from(["zeros", "reflect", "replicate", "circular"])


@given(
    groups=st.integers(1, 3),
    own=st.integers(1, 3),
    outputs=st.integers(1, 2),
    size=st.tuples(st.integers(4, 6), st.integers(4, 6)),
    fields=st.fixed_dictionaries(
        {
            "kernel": st.integers(1, 3),
            "stride": st.integers(1, 2),
            "padding": st.integers(0, 2),
            "padding_mode": MODES,
        }
    ),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_partial_sums_and_bias_make_the_output_cell(
    groups: int, own: int, outputs: int, size: tuple[int, int], fields: Any, seed: int
) -> None:
    if groups * own * outputs == 1 or (groups == groups * own and groups * outputs > 4):
        return
    x = drawn.whole(seed, groups * own, *size)
    kernel = fields["kernel"]
    w = drawn.whole(seed + 1, groups * outputs, own, kernel, kernel)
    bias = drawn.whole(seed + 2, groups * outputs)
    one = conv(
        "a", out_channels=len(w), groups=groups, weights=w.tolist(), bias=bias.tolist(), **fields
    )
    made = drawn.value_of(x, one)
    timeline = matrix(x, one)
    shown = range(len(w)) if len(w) <= 4 else range(1)
    assume(own > 1 or len(shown) > 1)  # else it is one window over one channel
    for step in range(timeline.length):
        position, turn = divmod(step, len(shown))
        cell = divmod(position, made.shape[2])
        frame, output = timeline.step(step), shown[turn]
        first = output // outputs * own
        found = seen.parts(frame)
        if groups * own <= 4:
            expected = {
                first + at: part_of(x, w[output, at], first + at, cell, fields) for at in range(own)
            }
            assert found == expected
        assert sum(found.values()) + bias[output] == made[output, *cell] == seen.total(frame)


def test_steps_go_through_the_outputs_before_the_next_position() -> None:
    x, w, timeline = three_to_two()
    made = drawn.value_of(x, conv("a", out_channels=2, weights=w.tolist()))
    assert timeline.length == 18
    for step in range(18):
        frame = timeline.step(step)
        row, column = divmod(step // 2, 3)
        (ring,) = (one for one in frame.windows if not one.fills)
        assert ring.grid.channel == step % 2
        assert (ring.rows.start, ring.columns.start) == (row, column)
        assert seen.total(frame) == made[step % 2, row, column]
        counts = {one.grid.channel: one.count for one in frame.fillings}
        assert counts == {0: step // 2 + 1, 1: step // 2 + step % 2}


def test_a_channel_of_the_view_is_the_only_output() -> None:
    x, w = drawn.whole(1, 3, 5, 5), drawn.whole(2, 2, 3, 3, 3)
    timeline = matrix(x, conv("a", out_channels=2, weights=w.tolist()), channel=1)
    assert timeline.length == 9
    frame = timeline.step(4)
    assert {one.key.channel for one in frame.grids if one.key.stage == "output"} == {1}
    assert seen.total(frame) == float((w[1] * x[:, 1:4, 1:4]).sum())


def test_of_more_than_four_outputs_the_first_alone_is_shown() -> None:
    timeline = matrix(drawn.whole(1, 2, 4, 4), conv("a", out_channels=5))
    assert timeline.length == 4
    assert {one.key.channel for one in timeline.step(0).grids if one.key.stage == "output"} == {0}


def test_the_row_that_is_made_has_its_kernels_in_the_colour_of_now() -> None:
    _, w, timeline = three_to_two()
    for step in (6, 7):
        frame = timeline.step(step)
        kernels = [one for one in frame.grids if one.key.stage == "kernel"]
        assert len(kernels) == 6
        for one in kernels:
            role = Role.WINDOW if one.key.channel == step % 2 else Role.REST
            assert (one.roles == role).all()
            assert one.values is not None
            assert np.array_equal(one.values, w[one.key.channel, one.key.part])


def test_groups_are_the_block_diagonal() -> None:
    one = conv("a", out_channels=4, groups=2, weights={"pattern": "random"})
    frame = matrix(drawn.whole(1, 4, 4, 4), one).step(6)
    kernels = {one.key[2:]: one for one in frame.grids if one.key.stage == "kernel"}
    for (output, channel), box in kernels.items():
        if output // 2 == channel // 2:
            assert box.size == (3, 3)
            assert not box.label
        else:
            assert box.size == (1, 1)
            assert said(box.label) == "no weights"
    assert len(kernels) == 16
    assert {one.grid.channel for one in frame.windows if one.fills} == {2, 3}
    assert set(seen.parts(frame)) == {2, 3}


def test_a_plus_stands_between_the_parts_that_are_read() -> None:
    one = conv("a", out_channels=4, groups=2, weights={"pattern": "random"})
    timeline = matrix(drawn.whole(1, 4, 4, 4), one)
    for step, read in ((0, (0, 1)), (2, (2, 3))):
        found = seen.captions(timeline.step(step), "kernel sum")
        plus = ["+" in [said(part.content) for part in one.lines[0]] for one in found]
        assert [caption.slot.part for caption in found] == list(read)
        assert plus == [True, False]


def test_lines_lead_to_kernels_that_no_other_kernel_hides() -> None:
    _, _, timeline = three_to_two()
    lines = [link for link in timeline.step(0).links if link.line is Line.LINE]
    assert [(one.source.of[1:3], one.target.of[1:]) for one in lines] == [
        (("input", channel), ("kernel", 0, channel)) for channel in range(3)
    ]
    assert not [link for link in timeline.step(1).links if link.line is Line.LINE]


def test_an_arrow_leads_from_the_total_to_the_row_of_its_cell() -> None:
    _, _, timeline = three_to_two()
    (arrow,) = (link for link in timeline.step(9).links if link.line is Line.NOW_ARROW)
    assert arrow.source.of[1:3] == ("kernel total", 1)
    assert arrow.target.of[1:3] == ("output", 1)
    assert arrow.target.rows is not None
    assert arrow.target.rows.start == 1
    assert arrow.target.columns is None


@pytest.mark.parametrize(
    ("one", "channels", "finding", "rest"),
    [
        (
            conv("a", out_channels=2),
            3,
            "3 channels in, 2 out",
            "columns: input channels, rows: output channels; 2×3×3×3 = 54 weights",
        ),
        (
            conv("a", out_channels=4, groups=2),
            4,
            "4 channels in, 4 out, 2 groups",
            "columns: input channels, rows: output channels; 4×2×3×3 = 72 weights",
        ),
        (
            layer("depthwise_conv", "a", kernel=3, multiplier=2),
            2,
            "2 channels in, 4 out, each channel on its own",
            "columns: input channels, rows: output channels; 4×1×3×3 = 36 weights",
        ),
        (
            conv("a", out_channels=128),
            64,
            "64 channels in, 128 out",
            "columns: input channels, rows: output channels; 128×64×3×3 = 73,728 weights",
        ),
        (
            conv("a", out_channels=2),
            1,
            "1 channel in, 2 out",
            "columns: input channels, rows: output channels; 2×1×3×3 = 18 weights",
        ),
    ],
)
def test_the_headline_tells_all_channels(
    one: Layer, channels: int, finding: str, rest: str
) -> None:
    headline = matrix(drawn.whole(1, channels, 4, 4), one).step(0).headline
    assert headline is not None
    assert said(headline.finding) == finding
    assert said(headline.rest).replace("\N{THIN SPACE}", ",") == rest


def test_channels_left_out_are_one_sum() -> None:
    x, w = drawn.whole(1, 64, 5, 5), drawn.whole(2, 2, 64, 3, 3)
    timeline = matrix(x, conv("a", out_channels=2, weights=w.tolist(), padding=1))
    frame = timeline.step(9)
    products = w[1] * np.pad(x, ((0, 0), (1, 1), (1, 1)))[:, 0:3, 4:7]
    each = products.sum(axis=(1, 2))
    expected = {0: each[0], 1: each[1], 2: each[2], 3: each[3:63].sum(), 63: each[63]}
    assert seen.parts(frame) == expected
    hidden = next(one for one in seen.captions(frame, "kernel sum") if one.slot.part == 3)
    assert said(hidden.lines[0][0].content) == "60 more:"
    assert [one.key.channel for one in frame.grids if one.key.stage == "input"] == [0, 1, 2, 63]
    assert seen.captions(frame, "left out")


def test_five_channels_are_all_shown() -> None:
    frame = matrix(drawn.whole(1, 5, 4, 4), conv("a", out_channels=2)).step(0)
    assert [one.key.channel for one in frame.grids if one.key.stage == "input"] == [0, 1, 2, 3, 4]


def test_of_many_channels_those_that_no_shown_output_reads_are_left_away() -> None:
    w = drawn.whole(2, 8, 2, 3, 3)
    one = conv("a", out_channels=8, groups=8, weights=w.tolist())
    frame = matrix(drawn.whole(1, 16, 4, 4), one, channel=3).step(0)
    assert [one.key.channel for one in frame.grids if one.key.stage == "input"] == [6, 7]


def test_a_sum_that_its_parts_as_shown_do_not_give_is_about() -> None:
    x = np.ones((2, 3, 3))
    w = np.full((1, 2, 3, 3), 0.115 / 9)
    frame = matrix(x, conv("a", out_channels=1, weights=w.tolist())).step(0)
    assert seen.parts(frame) == {0: 0.12, 1: 0.12}
    (caption,) = seen.captions(frame, "kernel total")
    assert [said(part.content) for part in caption.lines[0]] == ["≈", "0.23"]


def test_a_bias_stands_before_the_total_where_one_is_not_zero() -> None:
    _, _, plain = three_to_two(bias=[0, 0])
    assert len(seen.captions(plain.step(0), "kernel total")[0].lines) == 1
    x, w, timeline = three_to_two(bias=[2, -3])
    caption = seen.captions(timeline.step(1), "kernel total")[0]
    assert [said(part.content) for part in caption.lines[0]] == ["+", "−3"]
    assert said(caption.lines[1][0].content) == "="
    assert seen.total(timeline.step(1)) == (w[1] * x[:, 0:3, 0:3]).sum() - 3


def test_the_mask_of_a_deformable_layer_weighs_its_parts() -> None:
    x, w = drawn.whole(1, 4, 4, 4), drawn.whole(2, 2, 2, 3, 3)
    mask = np.random.default_rng(3).integers(0, 3, (18, 2, 2)).astype(float)
    one = layer(
        "deform_conv", "a", out_channels=2, kernel=3, groups=2, offset_groups=2, modulated=True,
        weights=w.tolist(), mask=mask.tolist(),
    )  # fmt: skip
    frame = matrix(x, one).step(5)
    halves = mask.reshape(2, 3, 3, 2, 2)[..., 1, 0]
    expected = {c: float((w[1, c - 2] * halves[1] * x[c, 1:4, 0:3]).sum()) for c in (2, 3)}
    assert seen.parts(frame) == expected
    assert seen.total(frame) == sum(expected.values())
    assert frame.headline is not None
    assert said(frame.headline.rest).endswith("; times the mask of each output cell")


EVERY = [
    (conv("a", out_channels=2, padding=1, bias=[1, 0]), 3),
    (conv("a", out_channels=4, groups=2, weights={"pattern": "random"}), 4),
    (conv("a", out_channels=3, weights={"pattern": "gaussian"}, stride=2), 9),
    (conv("a", 2, out_channels=2, dilation=2), 1),
    (conv("a", 3, out_channels=2, dilation=3), 2),
    (layer("depthwise_conv", "a", kernel=[1, 3], multiplier=2), 2),
    (layer("deform_conv", "a", out_channels=2, kernel=3), 2),
    (layer("separable_conv", "a", out_channels=2, kernel=3), 3),
    (layer("separable_conv", "a", out_channels=3, kernel=3, multiplier=3, bias=[1, 2, 3]), 3),
    (layer("max_pool", "a", kernel=2), 3),
    (layer("avg_pool", "a", kernel=3, padding=1), 2),
    (layer("adaptive_avg_pool", "a", output_size=3), 2),
    (layer("global_max_pool", "a"), 4),
    (layer("upsample", "a", scale=2, mode="bilinear"), 2),
]


@pytest.mark.parametrize(("one", "channels"), EVERY)
def test_frames_are_the_same_in_any_order_and_share_their_grids(one: Layer, channels: int) -> None:
    x = drawn.whole(1, channels, 8, 8)
    timeline, other = matrix(x, one), matrix(x, one)
    ordered = [other.step(step) for step in range(timeline.length)]
    known: dict[tuple[Any, int], Any] = {}
    for step in np.random.default_rng(1).permutation(timeline.length).tolist():
        mine, usual = timeline.step(step), ordered[step]
        assert [replace(window, weights=None) for window in mine.windows] == [
            replace(window, weights=None) for window in usual.windows
        ]
        assert (mine.fillings, mine.captions, mine.links) == (
            usual.fillings,
            usual.captions,
            usual.links,
        )
        assert [grid.key for grid in mine.grids] == [grid.key for grid in usual.grids]
        for grid_ in mine.grids:
            kind = int(grid_.roles.flat[0])
            assert known.setdefault((grid_.key, kind), grid_) is grid_
    assert timeline.step(0).length == timeline.length


@pytest.mark.parametrize(("one", "channels"), EVERY)
def test_there_is_room_for_all_that_any_frame_shows(one: Layer, channels: int) -> None:
    timeline = matrix(drawn.whole(1, channels, 8, 8) / 4, one)
    items, slots = seen.keys(timeline)
    for step in range(timeline.length):
        frame = timeline.step(step)
        assert {one.key for one in frame.grids} == items
        for caption in frame.captions:
            room = slots[caption.slot]
            assert len(caption.lines) <= len(room.lines)
            if not caption.aligned:
                continue
            for line, widest in zip(caption.lines, room.lines, strict=False):
                assert len(line) <= len(widest)
                for part, most in zip(line, widest, strict=False):
                    if part.tone in (Tone.WEIGHT, Tone.RESULT):
                        assert len(said(part.content)) <= len(said(most.content))


def test_a_kernel_with_holes_shows_them_while_it_is_small() -> None:
    small = matrix(drawn.whole(1, 2, 8, 8), conv("a", dilation=2)).step(0)
    assert grid(small, "kernel").size == (5, 5)
    wide = matrix(drawn.whole(1, 2, 8, 8), conv("a", dilation=3)).step(0)
    assert grid(wide, "kernel").size == (3, 3)
