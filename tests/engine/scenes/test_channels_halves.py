"""Separable convolutions, and layers that work channel by channel."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document import View
from engine.frame import Line, Tone
from engine.layers import Layer
from engine.timeline import Timeline
from tests.engine.stacks import layer
from tests.engine.values import drawn

from . import channel_frames as seen
from .sliding import said, slide, stack

Array = drawn.Array


def figure(x: Array, one: Layer, **view: Any) -> Timeline:
    return slide(stack(one, values=x), View(**view))


def separable(w: Array, points: Array, **fields: Any) -> Layer:
    return layer(
        "separable_conv", "a", out_channels=len(points), kernel=w.shape[2],
        weights=w.tolist(), pointwise_weights=points.tolist(), **fields,
    )  # fmt: skip


@given(
    inputs=st.integers(1, 3),
    multiplier=st.integers(1, 3),
    outputs=st.integers(1, 4),
    padding=st.integers(0, 1),
    stride=st.integers(1, 2),
    seed=st.integers(0, 99),
)
@settings(max_examples=30, deadline=None)
def test_both_halves_of_a_separable_convolution_are_their_sums(
    inputs: int, multiplier: int, outputs: int, padding: int, stride: int, seed: int
) -> None:
    x = drawn.whole(seed, inputs, 5, 5)
    w = drawn.whole(seed + 1, inputs * multiplier, 1, 3, 3)
    points = drawn.whole(seed + 2, outputs, inputs * multiplier, 1, 1)
    bias = drawn.whole(seed + 3, outputs)
    one = separable(
        w, points, multiplier=multiplier, padding=padding, stride=stride, bias=bias.tolist()
    )
    timeline = figure(x, one)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    side = (5 + 2 * padding - 3) // stride + 1
    assert timeline.length == side * side * outputs
    for step in range(timeline.length):
        position, output = divmod(step, outputs)
        row, column = divmod(position, side)
        top, left = row * stride, column * stride
        between = [
            sum(
                w[m, 0, i, j] * padded[m // multiplier, top + i, left + j]
                for i in range(3)
                for j in range(3)
            )
            for m in range(inputs * multiplier)
        ]
        frame = timeline.step(step)
        for caption in seen.captions(frame, "depthwise number"):
            assert seen.toned(caption, Tone.WEIGHT) == [between[caption.slot.channel]]
        terms = {m: between[m] * points[output, m, 0, 0] for m in range(inputs * multiplier)}
        found = seen.parts(frame, "pointwise sum")
        single = [m for m in found if (m != 3 or inputs * multiplier <= 5)]
        assert {m: found[m] for m in single} == {m: terms[m] for m in single}
        total = sum(terms.values()) + bias[output]
        assert sum(found.values()) + bias[output] == total
        assert seen.total(frame, "pointwise total") == total


def test_the_maps_between_fill_before_the_outputs_of_their_cell() -> None:
    one = separable(drawn.whole(1, 3, 1, 3, 3), drawn.whole(2, 2, 3, 1, 1))
    timeline = figure(drawn.whole(3, 3, 5, 5), one)
    frame = timeline.step(8)
    counts = {one.grid[1:3]: one.count for one in frame.fillings}
    assert counts == {
        ("between", 0): 5,
        ("between", 1): 5,
        ("between", 2): 5,
        ("output", 0): 5,
        ("output", 1): 4,
    }
    rings = {one.grid[1:3] for one in frame.windows if not one.fills}
    assert rings == {("between", 0), ("between", 1), ("between", 2), ("output", 0)}
    headings = [grid.heading for grid in frame.grids if grid.key.stage == "between"]
    names = [(said(one.name), said(one.rest)) for one in headings if one]
    assert names == [("between 0", "3×3"), ("between 1", ""), ("between 2", "")]


def test_a_separable_convolution_tells_how_many_weights_it_saves() -> None:
    one = separable(drawn.whole(1, 3, 1, 3, 3), drawn.whole(2, 2, 3, 1, 1))
    headline = figure(drawn.whole(3, 3, 5, 5), one).step(0).headline
    assert headline is not None
    assert said(headline.finding) == "depthwise, then 1×1"
    assert said(headline.rest) == "3·3·3 + 3·2 = 33 weights instead of 54"


def test_a_channel_with_several_kernels_is_shown_once() -> None:
    one = separable(drawn.whole(1, 4, 1, 3, 3), drawn.whole(2, 2, 4, 1, 1), multiplier=2)
    frame = figure(drawn.whole(3, 2, 5, 5), one).step(0)
    stages = [grid.key[1:3] for grid in frame.grids]
    assert [key for key in stages if key[0] == "input"] == [("input", 0), ("input", 1)]
    assert [key for key in stages if key[0] == "depthwise"] == [("depthwise", m) for m in range(4)]
    lines = [link.target.of[1:3] for link in frame.links if link.line is Line.LINE]
    assert lines == [("depthwise", 0), ("depthwise", 2)]


PAIRED = [
    layer("max_pool", "a", kernel=2),
    layer("avg_pool", "a", kernel=2),
    layer("adaptive_max_pool", "a", output_size=2),
    layer("upsample", "a", scale=2),
    layer("upsample", "a", scale=2, mode="bilinear"),
]


@pytest.mark.parametrize("one", PAIRED)
def test_pairs_take_turns(one: Layer) -> None:
    x = drawn.whole(1, 3, 4, 4)
    made = drawn.value_of(x, one)
    timeline = figure(x, one)
    assert timeline.length == made.size
    for step in range(timeline.length):
        frame, (position, channel) = timeline.step(step), divmod(step, 3)
        row, column = divmod(position, made.shape[2])
        (window,) = (one for one in frame.windows if one.fills)
        (ring,) = (one for one in frame.windows if not one.fills)
        assert window.grid[1:3] == ("input", channel)
        assert ring.grid[1:3] == ("output", channel)
        assert (ring.rows.start, ring.columns.start) == (row, column)
        (rays,) = frame.links
        assert (rays.line, rays.source.of, rays.target.of) == (
            Line.RAYS,
            window.grid,
            ring.grid,
        )
        assert [grid.key[1:3] for grid in frame.grids] == [
            (stage, each) for stage in ("input", "output") for each in range(3)
        ]


def test_a_pair_tells_how_its_own_cell_is_made() -> None:
    x = drawn.whole(1, 2, 4, 4)
    timeline = figure(x, layer("max_pool", "a", kernel=2))
    for step in range(timeline.length):
        (caption,) = seen.captions(timeline.step(step), "sum")
        position, channel = divmod(step, 2)
        top, left = (2 * place for place in divmod(position, 2))
        largest = x[channel, top : top + 2, left : left + 2].max()
        assert seen.toned(caption, Tone.RESULT) == [largest]


def test_words_that_hold_for_all_maps_stand_at_the_first() -> None:
    one = layer("max_pool", "a", kernel=3, stride=2, padding=1)
    maps = figure(drawn.whole(1, 3, 6, 6), one).step(0).grids[:3]
    headings = [grid.heading for grid in maps if grid.heading]
    assert [said(heading.name) for heading in headings] == ["input 0", "input 1", "input 2"]
    assert [bool(heading.second) for heading in headings] == [True, False, False]
    assert [bool(grid.foot) for grid in maps] == [True, False, False]


def test_a_cell_that_an_unpool_leaves_empty_has_no_window() -> None:
    pool = layer("max_pool", "p", kernel=2)
    unpool = layer("max_unpool", "a", of="p")
    timeline = slide(stack(pool, unpool, values=drawn.whole(1, 2, 4, 4)))
    frames = [timeline.step(step) for step in range(timeline.length)]
    assert sum(any(one.fills for one in frame.windows) for frame in frames) == 8
    assert all(len(frame.grids) == 4 for frame in frames)
