"""The scene of scatter: stamps one by one, what padding crops, and how many meet."""

from __future__ import annotations

import numpy as np
import pytest

from engine import words
from engine.frame import Frame, Grid, Shade
from engine.layers import ConvTranspose
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import overlap, overlap_words, stamping
from engine.scenes.piece import Piece
from engine.timeline import Timeline
from engine.values import graph
from engine.words import Text
from tests.engine.scenes import stamped
from tests.engine.stacks import conv, layer

PICTURED = np.array([[[1.0, 2, 1], [0, 3, 1], [2, 1, 2]]])
KERNEL = [[[[1, 0, 2], [0, 1, 0], [2, 1, 1]]]]
LAYERS = 500


def pictured(**fields: object) -> Timeline:
    raw = {"out_channels": 1, "kernel": 3, "stride": 2, "bias": False, "weights": KERNEL, **fields}
    return stamped.built("scatter", PICTURED, layer("conv_transpose", "up", **raw))


def grid(frame: Frame, stage: str, part: int = 0) -> Grid:
    return next(one for one in frame.grids if one.key.stage == stage and one.key.part == part)


def said(what: Text | str) -> str:
    return words.say(what) if isinstance(what, Text) else what


def finding(timeline: Timeline) -> str:
    headline = timeline.frame_at(0).headline
    assert headline is not None
    return said(headline.finding)


def reasons(timeline: Timeline) -> list[str]:
    caption = next(one for one in timeline.frame_at(0).captions if one.slot.stage == "reasons")
    return [said(line[0].content) for line in caption.lines]


def test_the_picture() -> None:
    timeline = pictured()
    assert timeline.length == 10
    frame = timeline.frame_at(5)
    plane = grid(frame, "stamped")
    wanted = [[1, 0, 4, 0, 5, 0, 2], [0, 1, 0, 2, 0, 1, 0], [2, 1, 8, 2, 10, 1, 1],
              [0, 0, 0, 3, 0], [0, 0, 6, 3, 3]]  # fmt: skip
    assert plane.values is not None
    for row, numbers in enumerate(wanted):
        assert plane.values[row, : len(numbers)].tolist() == numbers
        assert np.isnan(plane.values[row, len(numbers) :]).all()
    assert (plane.roles[5:] == Role.NOT_YET).all()
    window = frame.windows[-1]
    assert (window.rows.start, window.columns.start) == (2, 2)
    assert window.notes == (("5+3", "2+0", "4+6"), ("0+0", "", ""), ("0+6", "", ""))
    kernel = next(one for one in frame.windows if one.grid.stage == "stamp")
    assert kernel.notes == (("3·1", "3·0", "3·2"), ("3·0", "3·1", "3·0"), ("3·2", "3·1", "3·1"))
    assert finding(timeline) == "uneven overlap: 1, 2 or 4 stamps a cell"
    assert reasons(timeline)[:3] == [
        "kernel 3 is not a multiple of stride 2:",
        "1 and 2 per axis, a checkerboard",
        "the most are 2 times the fewest per axis",
    ]


def test_the_picture_tells_its_counts_by_their_colours() -> None:
    legend = pictured().frame_at(5).legend
    assert legend is not None
    assert [said(name) for _, name in legend.roles] == ["1", "2", "4"]
    assert [one.share for one, _ in legend.roles if isinstance(one, Shade)] == [0, 1 / 3, 1]


def test_before_the_first_stamp_there_is_none() -> None:
    frame = pictured().frame_at(0)
    assert (grid(frame, "stamped").roles == Role.NOT_YET).all()
    assert not frame.windows
    assert not frame.links
    values = grid(frame, "stamp").values
    assert values is not None
    assert values.tolist() == KERNEL[0][0]


def test_random_layers_are_stamped_as_plain_loops_do_it() -> None:
    rng = np.random.default_rng(8)
    for _ in range(LAYERS):
        x, one = stamped.random_layer(rng)
        channel = int(rng.integers(one.out_channels))
        timeline = stamped.built("scatter", x, one, channel=channel)
        count = x.shape[1] * x.shape[2]
        assert timeline.length == count + 1
        for step in sorted({0, 1, count // 2, count}):
            check_step(timeline, x, one, channel, step)


def check_step(
    timeline: Timeline, x: stamped.Array, one: ConvTranspose, channel: int, step: int
) -> None:
    sums, counts = stamped.plane(x, one, channel, step)
    bias = one.bias.flat()[channel] if one.bias else 0.0  # type: ignore[union-attr]
    plane = grid(timeline.frame_at(step), "stamped")
    assert plane.values is not None
    assert plane.origin == (-one.padding.top, -one.padding.left)
    rows, columns = stamped.kept(sums, one).shape
    shown = plane.values[one.padding.top :, one.padding.left :][:rows, :columns]
    last = step == timeline.length - 1
    there = (stamped.kept(counts, one) > 0) | bool(bias) | last
    wanted = np.where(there, stamped.kept(sums, one) + bias, np.nan)
    assert np.array_equal(shown, wanted, equal_nan=True), (one, step)
    if last:
        computed = graph.compute(stamped.resolved(x, one)).maps["up"][channel]
        assert np.array_equal(shown, computed)
        overlap_map = grid(timeline.frame_at(step), "overlap")
        found = overlap_map.values if overlap_map.values is not None else np.zeros(plane.size)
        part = found[one.padding.top :, one.padding.left :][:rows, :columns]
        assert np.array_equal(np.nan_to_num(part), stamped.kept(counts, one))


def test_what_padding_crops_is_seen_under_the_stamp_and_looks_cropped() -> None:
    timeline = pictured(padding=1)
    frame = timeline.frame_at(1)
    plane = grid(frame, "stamped")
    assert plane.size == (7, 7)
    assert (plane.roles[0] == Role.UNREAD).all()
    assert (plane.roles[:, 6] == Role.UNREAD).all()
    assert plane.values is not None
    assert plane.values[0, 0] == 1
    assert said(plane.foot) == "padding crops 7×7 to 5×5"
    assert (grid(frame, "overlap").roles[0] == Role.UNREAD).all()


def test_a_rim_that_is_cropped_on_one_side_is_told_of_too() -> None:
    timeline = pictured(padding={"bottom": 2})
    frame = timeline.frame_at(9)
    assert said(grid(frame, "stamped").foot) == "padding crops 7×7 to 5×7"
    assert frame.legend is not None
    assert (Role.UNREAD, "cropped by padding") in [(one, said(w)) for one, w in frame.legend.roles]


def test_output_padding_may_uncover_some_cells_and_add_others() -> None:
    told = reasons(pictured(stride=3, padding={"bottom": 1, "right": 2}, output_padding=2))
    assert "output padding uncovers the last row and last 2 columns" in told
    assert "no stamp reaches the last row" in told


def test_output_padding_uncovers_what_padding_crops_and_tells_what_no_stamp_reaches() -> None:
    both = pictured(padding=1, output_padding=1)
    assert "output padding uncovers the last row and last column" in reasons(both)
    assert (grid(both.frame_at(9), "stamped").roles[6, 1:] == Role.OUTPUT).all()
    alone = pictured(output_padding=1)
    assert "no stamp reaches the last row and last column" in reasons(alone)
    last = grid(alone.frame_at(9), "stamped")
    assert last.size == (8, 8)
    assert last.values is not None
    assert (last.values[7] == 0).all()
    assert (grid(alone.frame_at(9), "overlap").roles[7] == Role.UNUSED).all()


def test_a_bias_lies_below_the_stamps() -> None:
    timeline = pictured(bias=[2])
    first = grid(timeline.frame_at(0), "stamped")
    assert first.values is not None
    assert (first.values == 2).all()
    assert first.heading is not None
    assert said(first.heading.second) == "bias 2 everywhere, no stamp yet"
    assert timeline.frame_at(1).windows[-1].notes == (
        ("2+1", "2+0", "2+2"), ("2+0", "2+1", "2+0"), ("2+2", "2+1", "2+1"),
    )  # fmt: skip


def test_what_is_cropped_has_no_bias() -> None:
    plane = grid(pictured(bias=[2], padding=1).frame_at(1), "stamped")
    assert plane.values is not None
    assert plane.values[:2, :2].tolist() == [[1, 0], [0, 3]]


def test_channels_are_stamped_at_once() -> None:
    x = np.stack([PICTURED[0], PICTURED[0] + 1])
    up = layer("conv_transpose", "up", out_channels=1, kernel=2, weights=[[[[1, 2], [3, 4]]]] * 2)
    frame = stamped.built("scatter", x, up).frame_at(5)
    assert grid(frame, "stamps").values.tolist() == [[7, 14], [21, 28]]  # type: ignore[union-attr]
    assert [one.grid.channel for one in frame.windows if one.grid.stage == "input"] == [0, 1]
    assert frame.links[0].source.of.stage == "stamps"


def test_a_map_too_large_to_show_is_stamped_page_by_page() -> None:
    x = np.arange(200.0 * 3).reshape(1, 200, 3)
    up = layer("conv_transpose", "up", out_channels=1, kernel=3, stride=2, padding=[1, 0])
    timeline = stamped.built("scatter", x, up)
    for step in (1, 300, 600):
        plane = grid(timeline.frame_at(step), "stamped")
        assert plane.size == (256, 7)
        window = timeline.frame_at(step).windows[-1]
        assert 0 <= window.rows.start <= 253
        assert plane.origin[0] + window.rows.start == 2 * ((step - 1) // 3) - 1
    last = grid(timeline.frame_at(600), "stamped")
    made = graph.compute(stamped.resolved(x, up)).maps["up"][0]
    assert last.values is not None
    assert np.array_equal(last.values[:-1], made[last.origin[0] :])


def test_a_stack_of_transposed_layers_shows_the_overlap_of_all() -> None:
    ups = [layer("conv_transpose", name, out_channels=1, kernel=3, stride=2, padding=pad)
           for name, pad in (("one", 0), ("two", 1))]  # fmt: skip
    frame = stamped.built("scatter", PICTURED, *ups).frame_at(1)
    both = grid(frame, "overlap of the stack")
    ones = np.ones((1, 3, 3))
    _, counts = stamped.plane(ones, with_ones(ups[0]), 0, 9)
    sums, _ = stamped.plane(counts[None].astype(float), with_ones(ups[1]), 0, counts.size)
    assert both.values is not None
    assert np.array_equal(np.nan_to_num(both.values)[1:-1, 1:-1], sums[1:-1, 1:-1])
    assert both.heading is not None
    assert said(both.heading.second) == "paths from input to each cell"
    assert said(both.heading.name) == "overlap of 2 layers"


def with_ones(one: object) -> ConvTranspose:
    from dataclasses import replace

    assert isinstance(one, ConvTranspose)
    return replace(one, weights=stamped.numbers(np.ones((1, 1, 3, 3))))


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"kernel": 4, "stride": 2}, "even overlap: 4 stamps a cell away from the rim"),
        ({"kernel": 2, "stride": 2}, "no overlap: 1 stamp a cell"),
        ({"kernel": 2, "stride": 3}, "holes in the overlap: 0 or 1 stamps a cell"),
        ({"kernel": 3, "stride": 2, "dilation": 2}, "holes in the overlap: 0 to 9 stamps a cell"),
        ({"kernel": 3, "stride": 2}, "uneven overlap: 1, 2 or 4 stamps a cell"),
        ({"kernel": 5, "stride": 2, "padding": 3}, "uneven overlap: 4, 6 or 9 stamps a cell"),
    ],
)  # fmt: skip
def test_the_finding_tells_how_stamps_meet(fields: dict[str, object], wanted: str) -> None:
    up = layer("conv_transpose", "up", out_channels=1, **fields)
    assert finding(stamped.built("scatter", np.ones((1, 5, 5)), up)) == wanted


def test_the_rule_of_evenness_is_the_one_of_the_counts() -> None:
    from math import gcd

    for k in range(1, 8):
        for s in range(1, 6):
            for d in range(1, 5):
                up = layer("conv_transpose", "up", out_channels=1, kernel=k, stride=s, dilation=d)
                report = stamped.resolved(np.ones((1, 9, 9)), up)
                rule = overlap_words.rules(report.rows[0])[0]
                even = s == 1 or (gcd(d, s) == 1 and k % s == 0)
                assert rule.even == even, (k, s, d)
                assert rule.holes == (gcd(d, s) > 1 or k < s), (k, s, d)


def test_two_axes_are_told_apart() -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=[3, 4], stride=2)
    assert reasons(stamped.built("scatter", np.ones((1, 5, 5)), up))[:5] == [
        "rows: kernel 3 is not a multiple of stride 2:",
        "1 and 2 in turn, stripes",
        "columns: kernel 4 is a multiple of stride 2:",
        "2 each, the same for every cell",
        "the most are 2 times the fewest down, 1 times across",
    ]


def test_a_stamp_flies_and_adds_when_it_has_landed() -> None:
    timeline = pictured()
    frame = timeline.frame_at(4.5)
    (stamp,) = frame.loose
    assert stamp.source is not None
    assert stamp.source.stage == "stamp"
    assert stamp.on.stage == "stamped"
    assert 0 < stamp.way < 1
    assert grid(frame, "stamped") is grid(timeline.frame_at(4), "stamped")
    assert grid(frame, "stamp") is grid(timeline.frame_at(5), "stamp")
    assert timeline.moving(4) == 450


def test_other_layers_do_not_stamp() -> None:
    with pytest.raises(Refused, match="conv does not stamp"):
        stamped.built("scatter", PICTURED, conv("a"))


def test_maps_are_made_once() -> None:
    timeline = pictured()
    one, other = timeline.frame_at(3), timeline.frame_at(3)
    assert all(a is b for a, b in zip(one.grids, other.grids, strict=True))
    assert grid(one, "overlap") is grid(timeline.frame_at(4), "overlap")


def test_pieces_of_the_plane_add_up_to_it() -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=3, stride=2, weights=KERNEL)
    report = stamped.resolved(PICTURED, up)
    one = stamping.of(report.rows[0], graph.compute(report), 0)
    whole = one.sums(9, Piece(range(7), range(7)))
    piece = one.sums(9, Piece(range(2, 6), range(3, 7)))
    assert np.array_equal(piece, whole[2:6, 3:7])
    assert len(overlap.of(report, report.rows[0])) == 1
