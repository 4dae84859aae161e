"""The scene of a round trip: the shape returns, the values do not, and what holds instead."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from engine import arithmetic, words
from engine.fields import Sides
from engine.frame import Frame, Grid, Line
from engine.layers import Conv
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import round_trip
from engine.timeline import Timeline
from engine.values import adjoint
from engine.words import Text
from tests.engine.scenes import stamped
from tests.engine.stacks import conv, layer

X = np.array([[[0.0, 2, 3, 1, 2], [2, 0, 1, 3, 0], [0, 2, 3, 0, 2], [2, 0, 1, 2, 3],
               [0, 2, 3, 0, 1]]])  # fmt: skip
KERNEL = [[[[1, 0, 1], [0, 1, 0], [1, 0, 1]]]]
STAGES = ("input", "there", "back", "difference")
LAYERS = 500


def pictured(**fields: object) -> Timeline:
    raw: dict[str, Any] = {"stride": 2, "padding": 1, "bias": False, "weights": KERNEL, **fields}
    return stamped.built("round_trip", X, conv("a", **raw))


def grids(frame: Frame) -> dict[str, Grid]:
    return {grid.key.stage: grid for grid in frame.grids}


def said(what: Text | str) -> str:
    return words.say(what) if isinstance(what, Text) else what


def lines(frame: Frame, stage: str) -> list[str]:
    found = next(one for one in frame.captions if one.slot.stage == stage)
    return ["".join(said(part.content) for part in line) for line in found.lines]


def headline(timeline: Timeline) -> tuple[str, str]:
    found = timeline.frame_at(0).headline
    assert found is not None
    return said(found.finding), said(found.rest)


def test_the_picture() -> None:
    timeline = pictured()
    assert timeline.length == 4
    frame = timeline.frame_at(3)
    found = grids(frame)
    assert found["there"].values is not None
    assert found["there"].values.tolist() == [[0, 6, 5], [0, 8, 7], [0, 5, 3]]
    assert found["back"].values is not None
    assert found["back"].values.tolist() == [
        [0, 0, 6, 0, 5], [0, 14, 0, 26, 0], [0, 0, 8, 0, 7], [0, 13, 0, 23, 0], [0, 0, 5, 0, 3],
    ]  # fmt: skip
    apart = found["difference"]
    assert apart.signed
    assert apart.values is not None
    assert apart.shares is not None
    assert np.array_equal(apart.values, found["back"].values - X[0])
    assert np.array_equal(apart.shares, apart.values / 23)
    assert apart.heading is not None
    assert said(apart.heading.rest) == "0 in 6 of 25 cells"
    assert headline(timeline) == (
        "the shape returns, the values do not",
        "a transposed convolution is the adjoint, not the inverse",
    )
    assert lines(frame, "instead") == [
        "what it is instead",
        "<conv(x), y> = <x, transposed(y)>",
        "208  =  208",
        "sum of products, cell by cell,",
        "here with y = conv(x)",
    ]
    assert lines(frame, "way there") == ["", "conv 3×3", "", "stride 2", "padding 1"]
    assert lines(frame, "way back") == ["transposed", "", "same weights"]


def test_each_step_adds_a_map() -> None:
    timeline = pictured()
    for step in range(4):
        frame = timeline.frame_at(step)
        assert [grid.key.stage for grid in frame.grids] == [*STAGES]
        there = [grid.values is not None for grid in frame.grids]
        assert there == [at <= step for at in range(4)]
        assert all((grid.roles == Role.NOT_YET).all() for grid in frame.grids[step + 1 :])
        assert len(frame.links) == min(step, 2)
        assert all(link.line is Line.NOW_ARROW for link in frame.links)
        assert any(one.slot.stage == "instead" for one in frame.captions) == (step == 3)
    assert "0 in" not in said(timeline.frame_at(2).grids[3].heading.rest)  # type: ignore[union-attr]


def test_the_next_map_comes_in() -> None:
    timeline = pictured()
    (coming,) = timeline.frame_at(1.8).coming
    assert coming.grid is timeline.frame_at(2).grids[2]
    assert 0 < coming.opacity < 1


def test_random_convolutions_go_there_and_back_as_plain_loops_do() -> None:
    rng = np.random.default_rng(12)
    for _ in range(LAYERS):
        x, one = random_conv(rng)
        row = stamped.resolved(x, one).rows[0]
        found = adjoint.trip(row, x)
        there, back = loops(x, one)
        assert np.array_equal(found.there, there), one
        assert np.array_equal(found.back, back), one
        assert found.products == (float((there * there).sum()), float((x * back).sum()))
        assert found.products[0] == found.products[1]


def random_conv(rng: np.random.Generator) -> tuple[stamped.Array, Conv]:
    while True:
        groups = int(rng.integers(1, 3))
        inputs, outputs = (groups * int(count) for count in rng.integers(1, 3, 2))
        kernel, stride, dilation = (stamped.pair(rng, 1, 4) for _ in range(3))
        x = rng.integers(-3, 5, (inputs, *stamped.pair(rng, 1, 7))).astype(np.float64)
        weights = rng.integers(-2, 4, (outputs, inputs // groups, *kernel)).astype(np.float64)
        sides = Sides(*(int(side) for side in rng.integers(0, 4, 4)))
        one = Conv(
            name="a", out_channels=outputs, kernel=kernel, stride=stride, dilation=dilation,
            padding="same" if rng.random() < 0.3 else sides, groups=groups,
            weights=stamped.numbers(weights),
        )  # fmt: skip
        if not stamped.resolved(x, one).problems:
            return x, one


def loops(x: stamped.Array, one: Conv) -> tuple[stamped.Array, stamped.Array]:
    """The sums of both ways, product by product."""
    weights = np.array(one.weights.flat()).reshape(one.weights.shape)  # type: ignore[union-attr]
    row = stamped.resolved(x, one).rows[0]
    before = [one.padding.top, one.padding.left] if isinstance(one.padding, Sides) else []
    for axis in (0, 1) if not before else ():
        n, k = x.shape[1 + axis], one.kernel[axis]
        before.append(arithmetic.same_padding(n, k, one.stride[axis], one.dilation[axis])[0])
    there, back = np.zeros(row.shape), np.zeros(x.shape)
    inputs, outputs = len(x) // one.groups, row.shape[0] // one.groups
    for way in (0, 1):
        for o, a, b, c, i, j in product(*map(range, (*row.shape, inputs, *one.kernel))):
            y = a * one.stride[0] - before[0] + i * one.dilation[0]
            z = b * one.stride[1] - before[1] + j * one.dilation[1]
            if 0 <= y < x.shape[1] and 0 <= z < x.shape[2]:
                source = (o // outputs * inputs + c, y, z)
                if way == 0:
                    there[o, a, b] += weights[o, c, i, j] * x[source]
                else:
                    back[source] += weights[o, c, i, j] * there[o, a, b]
    return there, back


def test_the_output_padding_that_gives_the_shape_back_is_told() -> None:
    six = stamped.built(
        "round_trip", np.ones((1, 6, 5)), conv("a", stride=2, padding=1, weights=KERNEL)
    )
    frame = six.frame_at(3)
    assert grids(frame)["back"].size == (6, 5)
    assert lines(frame, "way back") == ["", "transposed", "", "same weights", "output padding 1×0"]


def test_a_bias_is_left_out() -> None:
    with_bias, without = pictured(bias=[5]), pictured()
    first, second = (grids(one.frame_at(3))["there"].values for one in (with_bias, without))
    assert first is not None
    assert second is not None
    assert np.array_equal(first, second)
    assert "without its bias" in lines(with_bias.frame_at(0), "way there")


def test_of_several_channels_the_one_that_is_read_comes_back() -> None:
    x = np.arange(4 * 25.0).reshape(4, 5, 5)
    depthwise = layer("depthwise_conv", "a", kernel=3, multiplier=2)
    frame = stamped.built("round_trip", x, depthwise, channel=5).frame_at(3)
    found = grids(frame)
    assert [found[stage].key.channel for stage in STAGES] == [2, 5, 2, 2]
    assert np.array_equal(found["input"].values, x[2])  # type: ignore[arg-type]


def test_from_a_transposed_convolution_a_convolution_leads_back() -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=3, stride=2, weights=KERNEL)
    timeline = stamped.built("round_trip", X, up)
    frame = timeline.frame_at(3)
    assert grids(frame)["there"].size == (11, 11)
    assert grids(frame)["back"].size == (5, 5)
    assert lines(frame, "instead")[1] == "<transposed(x), y> = <x, conv(y)>"
    assert lines(frame, "instead")[4] == "here with y = transposed(x)"
    assert headline(timeline)[1] == "a convolution is the adjoint, not the inverse"
    assert lines(frame, "way back")[0] == "conv"


def test_output_padding_beyond_the_stride_leaves_the_first_cells() -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=2, dilation=3, output_padding=2)
    frame = stamped.built("round_trip", X, up).frame_at(3)
    assert grids(frame)["back"].size == (5, 5)
    assert "its first cells" in lines(frame, "way back")


def test_where_the_values_return_the_headline_says_so() -> None:
    timeline = stamped.built("round_trip", X, conv("a", 1, weights=[[[[1]]]]))
    assert headline(timeline)[0] == "the shape returns, and here the values do too"
    apart = grids(timeline.frame_at(3))["difference"]
    assert apart.shares is not None
    assert (apart.shares == 0).all()


def test_numbers_that_no_float_holds_exactly_are_still_equal_as_they_are_shown() -> None:
    weights = [[[[0.1, 0.7, -0.3]]]]
    timeline = stamped.built("round_trip", X / 7, conv("a", [1, 3], weights=weights))
    one, sign, other = lines(timeline.frame_at(3), "instead")[2].split()
    assert (one, sign) == (other, "=")


def test_a_large_map_is_shown_in_part() -> None:
    x = np.ones((1, 300, 2))
    timeline = stamped.built("round_trip", x, conv("a", 1), pixel=(299, 0))
    grid = grids(timeline.frame_at(3))["input"]
    assert grid.size == (256, 2)
    assert grid.origin == (44, 0)
    assert grid.heading is not None
    assert said(grid.heading.second) == "the input; rows 44–299 of 300"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (conv("a", padding=1, padding_mode="reflect"), "padding mode reflect repeats cells"),
        (layer("separable_conv", "a", out_channels=1, kernel=3), "is two layers"),
        (layer("deform_conv", "a", out_channels=1, kernel=3), "its taps move"),
        (layer("max_pool", "a", kernel=2), "max pool has no weights to go back with"),
    ],
)
def test_layers_without_such_an_adjoint_are_refused(one: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        stamped.built("round_trip", X, one)


def test_the_scene_has_four_steps_of_one_arrangement() -> None:
    timeline = pictured()
    assert timeline.length == round_trip.STEPS
    assert timeline.moving(1) == 600
