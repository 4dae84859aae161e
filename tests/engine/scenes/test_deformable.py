"""What is shown of taps that move agrees with the definition, written out in loops."""

from __future__ import annotations

import random
import re
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine import number_text, report
from engine.document import Document, Input, View
from engine.frame import Key, Sample
from engine.given import numbers
from engine.handles import Tap
from engine.problems import Refused
from engine.scenes import belonging, building, cell_sums, deformable, spoken
from engine.scenes.belonging import Spot
from engine.scenes.moved_taps import Reads
from engine.values import graph, operations, stated
from engine.words import say, text
from tests.engine.stacks import conv, layer, resolved, stack

if TYPE_CHECKING:
    from engine.frame import Caption, Frame
    from engine.layers import Layer
    from engine.report import Report

HERE = [(-0.7, -0.4), (-0.9, 0.2), (-0.3, 0.8), (0.2, -1.1), (0, 0), (-0.4, 0.8), (0.6, -0.5),
        (1.2, 0.3), (0.7, 0.6)]  # fmt: skip
MAP = """312023120 130231201 312312012 130120123 012301231 230123012 012230123 233012230
011233001"""
WEIGHTS = [[[[1, 0, 2], [0, 1, 0], [2, 1, 1]]]]


def worked() -> Document:
    """Output row 3, column 3 is 8.88."""
    offsets = np.zeros((18, 7, 7))
    offsets[:, 3, 3] = np.array(HERE).ravel()
    made = deform(weights=WEIGHTS, offsets=offsets.tolist())
    values = numbers([[[int(one) for one in row] for row in MAP.split()]], 3)
    return Document(input=Input(1, (9, 9), values), layers=(made,))


def deform(**raw: Any) -> Layer:
    return layer("deform_conv", "d", **{"out_channels": 1, "kernel": 3, **raw})


def frame_of(document: Document, step: int, tap: Tap | None = None) -> Frame:
    return building.build(None, report.resolve(document), document.view, tap).frame_at(step)


def caption(frame: Frame, stage: str) -> str:
    found: Caption = next(one for one in frame.captions if one.slot.stage == stage)
    words = [str(part.content) for line in found.lines for part in line]
    return " ".join(" ".join(words).split())


def test_the_worked_tap_says_its_offset_and_its_four_neighbours() -> None:
    frame = frame_of(worked(), 24, Tap("d", 1, 2))
    near = frame.grids[1]
    assert near.heading is not None
    assert str(near.heading.name) == "tap (1, 2)"
    assert str(near.heading.rest) == "offset (−0.40, +0.80)"
    assert near.foot == text("offset: down, then across (y, x)")
    assert near.values is not None
    assert near.values.tolist() == [[0, 1], [1, 2]]
    assert near.origin == (3, 5)
    assert caption(frame, "sample") == "0 · 0.08 + 1 · 0.32 + 1 · 0.12 + 2 · 0.48 = 1.40"


def test_the_worked_sum_is_of_nine_samples_in_the_kernels_rows() -> None:
    frame = frame_of(worked(), 24)
    said = next(one for one in frame.captions if one.slot.stage == "sum")
    assert len(said.lines) == 3
    assert caption(frame, "sum") == (
        "2.00 · 1 + 1.24 · 0 + 0.68 · 2 + 1.58 · 0 + 0.00 · 1 + 1.40 · 0 "
        "+ 1.40 · 2 + 1.94 · 1 + 0.78 · 1 = 8.88"
    )
    assert caption(frame, "sum of").endswith("nine samples, nine weights")
    assert caption(frame, "place") == "output, row 3, column 3"


def test_the_tap_that_is_moved_most_is_enlarged_unless_another_is_wanted() -> None:
    chosen = [one.tap for one in frame_of(worked(), 24).handles if one.chosen]
    assert chosen == [(2, 1)]
    wanted = frame_of(worked(), 24, Tap("d", 0, 1))
    assert [one.tap for one in wanted.handles if one.chosen] == [(0, 1)]
    for strange in (Tap("other", 0, 1), Tap("d", 3, 0), Tap("d", 0, -1)):
        assert [one.tap for one in frame_of(worked(), 24, strange).handles if one.chosen] == [
            (2, 1)
        ]


def test_squares_dots_and_arrows_stand_where_taps_are_and_read() -> None:
    frame = frame_of(worked(), 24)
    over = [one for one in frame.points if one.grid.stage == "input"]
    assert [(one.row, one.column) for one in over if one.hollow] == [
        (row + 0.5, column + 0.5) for row in (3, 4, 5) for column in (3, 4, 5)
    ]
    dots = sorted((round(one.row, 6), round(one.column, 6)) for one in over if not one.hollow)
    wanted = [
        (3.5 + at // 3 + down, 3.5 + at % 3 + across) for at, (down, across) in enumerate(HERE)
    ]
    assert dots == sorted((round(row, 6), round(column, 6)) for row, column in wanted)
    assert len(frame.moves) == 8  # the one that stays has no arrow
    assert frame.outlines[0].rows.start == 3
    assert frame.outlines[0].rows.count == 3


def test_between_two_steps_points_leave_the_regular_places() -> None:
    document = worked()
    timeline = building.build(None, report.resolve(document), View())
    assert timeline.moving(3) == 600
    after, way = timeline.frame_at(24), timeline.frame_at(23.5)
    early, late = timeline.frame_at(23 + 1e-9), timeline.frame_at(24 - 1e-9)
    goals = {(one.row, one.column): (one.to_row, one.to_column) for one in after.moves}
    for move in way.moves:
        goal = goals[move.row, move.column]
        assert move.to_row == pytest.approx((move.row + goal[0]) / 2)
        assert move.to_column == pytest.approx((move.column + goal[1]) / 2)
    regular = {(one.row, one.column) for one in after.points if one.hollow}
    begun = {(one.row, one.column) for one in early.points if one.grid.stage == "input"}
    assert begun == regular
    ended = [(one.row, one.column) for one in late.points if one.grid.stage == "input"]
    there = [(one.row, one.column) for one in after.points if one.grid.stage == "input"]
    assert np.allclose(ended, there)
    assert way.captions == timeline.frame_at(23).captions


def test_taps_beyond_the_map_are_said_and_read_what_fades_to_nothing() -> None:
    offsets = np.zeros((18, 7, 7))
    offsets[0:2, 0, 0] = (-0.25, 0)
    offsets[16:18, 6, 6] = (3, 0)
    made = deform(offsets=offsets.tolist())
    document = stack(made)
    timeline = building.build(None, report.resolve(document), View())
    first = timeline.frame_at(0)
    assert caption(first, "note") == "1 neighbour is outside the map and counts as 0"
    assert first.grids[0].size == (12, 9)
    assert first.legend is not None
    assert len(first.legend.roles) == 4
    last = timeline.frame_at(48)
    assert caption(last, "note") == "it reads outside the map, where all is 0"
    assert not last.links
    assert len([one for one in last.points if one.grid.stage == "input"]) == 17  # one is too far
    assert max(one.to_row for one in last.moves) == 12  # its arrow ends with what is shown


def test_a_layer_whose_taps_stay_inside_has_no_rim() -> None:
    frame = frame_of(worked(), 24)
    assert frame.grids[0].size == (9, 9)
    assert frame.legend is not None
    assert [role for role, _ in frame.legend.roles][:2] == [Sample.REGULAR, Sample.READS]
    assert len(frame.legend.roles) == 3


def test_a_mask_stands_between_sample_and_weight() -> None:
    made = deform(modulated=True, mask={"pattern": "random", "seed": 1}, kernel=1,
                  offsets={"pattern": "ones"})  # fmt: skip
    frame = frame_of(stack(made), 0)
    shown = caption(frame, "sum").split(" ")
    assert shown[1::2][:3] == ["·", "·", shown[5]]
    near = frame.grids[1]
    assert near.heading is not None
    assert "mask 0." in str(near.heading.rest)
    assert "mask 0." in say(frame.handles[0].said)


def test_several_input_channels_say_what_each_adds() -> None:
    made = deform(offsets={"pattern": "random"}, bias=[2], weights={"pattern": "random"})
    document = stack(made, channels=6)
    found = report.resolve(document)
    timeline = building.build(None, found, View())
    frame = timeline.frame_at(5)
    said = caption(frame, "parts")
    assert said.startswith("channel 0:")
    assert "3 others:" in said
    assert "bias 2" in said
    assert said.endswith(number_text.number(float(graph.compute(found).maps["d"][0, 0, 5])))
    other = building.build(None, found, View(), Tap("d", 0, 0, 4)).frame_at(5)
    assert other.grids[0].key == Key("d", "input", 4)
    assert caption(other, "parts").startswith("channel 4:")


def test_offset_groups_move_taps_by_the_offsets_of_their_channel() -> None:
    made = deform(offsets={"pattern": "random", "seed": 2}, offset_groups=2)
    document = stack(made, channels=4)
    frames = [frame_of(document, 9, Tap("d", 0, 0, channel)) for channel in (0, 1, 3)]
    places = [[one.place for one in frame.handles] for frame in frames]
    assert places[0] == places[1] != places[2]
    assert [frame.handles[0].at[0] for frame in frames] == [0, 0, 18]
    assert frames[2].grids[0].heading is not None
    assert str(frames[2].grids[0].heading.second) == "offset group 1, 2 in all"


def test_predicted_offsets_are_shown_for_the_tap_that_is_enlarged() -> None:
    made = deform(offsets={"predictor": {"weights": {"pattern": "random", "seed": 4}}})
    document = stack(made)
    frame = frame_of(document, 9, Tap("d", 0, 2))
    maps = [grid for grid in frame.grids if grid.key.stage == "predicted"]
    assert frame.headline is not None
    assert "predicted by a convolution of the same input" in str(frame.headline.rest)
    row = report.resolve(document).row("d")
    assert row is not None
    moves = operations.moves(row, graph.compute(report.resolve(document)).maps["input"])
    for axis, grid in enumerate(maps):
        assert grid.values is not None
        assert np.array_equal(grid.values, moves.offsets[4 + axis])
        assert grid.signed
        assert grid.shares is not None
        assert np.abs(grid.shares).max() <= 1
    assert len(maps) == 2


def test_along_a_line_a_tap_has_two_neighbours() -> None:
    offsets = np.zeros((6, 1, 7))
    offsets[1::2, 0, 2] = 0.25
    made = deform(kernel=[1, 3], offsets=offsets.tolist())
    frame = frame_of(stack(made, size=[1, 9]), 2)
    assert frame.grids[1].size == (1, 2)
    assert [round(one, 6) for one in frame.spokes[0].weights] == [0.75, 0.25]
    assert caption(frame, "sum of").endswith("three samples, three weights")
    assert frame.grids[0].size == (1, 9)


def test_moved_taps_are_the_usual_scene_and_others_have_none() -> None:
    moved, still = deform(offsets={"pattern": "ones"}), deform()
    assert building.usual(resolved(moved), View()) == "deformable"
    assert building.usual(resolved(still), View()) == "slide"
    with pytest.raises(Refused) as refused:
        building.build("deformable", resolved(conv("a")), View())
    assert refused.value.problem.code == "scene_does_not_apply"
    assert "slide" in say(refused.value.problem.sentence)


def test_the_formula_follows_the_samples() -> None:
    document = worked()
    found = report.resolve(document)
    told = cell_sums.of(found, frame_of(document, 24, Tap("d", 1, 2)))
    assert told is not None
    assert [[term.value for term in row] for row in told.terms] == [
        ["2.00", "1.24", "0.68"], ["1.58", "0.00", "1.40"], ["1.40", "1.94", "0.78"],
    ]  # fmt: skip
    assert told.terms[0][2].weight == "2"
    assert told.terms[1][2].chosen
    assert "".join(str(piece.content) for piece in told.total) == "= 8.88 "
    assert str(told.remarks[0]) == "tap (1, 2): 0 · 0.08 + 1 · 0.32 + 1 · 0.12 + 2 · 0.48  =  1.40"


def test_a_cell_is_lit_where_it_is_read_enlarged_and_made() -> None:
    document = worked()
    found, frame = report.resolve(document), frame_of(document, 24, Tap("d", 1, 2))
    near, source, made = Key("d", "neighbours"), Key("d", "input"), Key("d", "output")
    lit = belonging.lit(found, frame, Spot(near, 3, 6))
    assert {key: np.argwhere(mask).tolist() for key, mask in lit.items()} == {
        source: [[3, 6]], near: [[0, 1]], made: [[3, 3]],
    }  # fmt: skip
    whole = belonging.lit(found, frame, Spot(made, 3, 3))
    assert whole[near].all()
    read = set().union(*(cells_of(frame, at) for at in range(9)))
    assert {tuple(one) for one in np.argwhere(whole[source]).tolist()} == read
    other = belonging.lit(found, frame, Spot(made, 0, 0))
    assert set(other) == {made}
    unread = belonging.lit(found, frame, Spot(source, 0, 0))
    assert set(unread) == {source}


def cells_of(frame: Frame, at: int) -> set[tuple[int, int]]:
    row, column = (round(place - 0.5, 9) for place in frame.handles[at].place)
    down, across = ({floor(one), ceil(one)} for one in (row, column))
    return {(y, x) for y in down for x in across}


def test_the_moment_is_told_with_its_tap() -> None:
    assert say(spoken.moment(frame_of(worked(), 24, Tap("d", 1, 2)))) == (
        "step 25 of 49, output row 3 column 3 is 8.88, reads 9 samples, tap (1, 2) is moved by "
        "(−0.40, +0.80), reads at row 3.60 column 5.80: 1.40"
    )


def read(plane: Any, y: float, x: float) -> float:
    """The four neighbours by their nearness; outside the map there are zeros."""
    total = 0.0
    for row in (floor(y), floor(y) + 1):
        for column in (floor(x), floor(x) + 1):
            if 0 <= row < len(plane) and 0 <= column < len(plane[0]):
                total += (1 - abs(y - row)) * (1 - abs(x - column)) * plane[row][column]
    return total


def random_report(chance: random.Random) -> Report | None:
    """Groups, offset groups, masks, dilation, stride, padding, kernels of any shape."""
    groups = chance.choice((1, 1, 2))
    inputs = groups * chance.choice((1, 2, 3))
    offset_groups = chance.choice([one for one in range(1, inputs + 1) if inputs % one == 0])
    raw: dict[str, Any] = {
        "out_channels": groups * chance.choice((1, 2)),
        "kernel": [chance.randint(1, 3), chance.randint(1, 3)],
        "stride": [chance.randint(1, 2), chance.randint(1, 3)],
        "padding": [chance.randint(0, 2), chance.randint(0, 2)],
        "dilation": [chance.randint(1, 2), chance.randint(1, 2)],
        "groups": groups,
        "offset_groups": offset_groups,
        "modulated": chance.random() < 0.4,
        "weights": {"pattern": "random", "seed": chance.randint(1, 99)},
        "offsets": {
            "pattern": "random",
            "seed": chance.randint(1, 99),
            "scale": chance.choice((0.5, 1.5, 4)),
        },
    }
    if chance.random() < 0.2:
        raw["offsets"] = {"predictor": {"weights": {"pattern": "random", "seed": 5}}}
    elif raw["modulated"]:
        raw["mask"] = {"pattern": "random", "seed": chance.randint(1, 99)}
    if chance.random() < 0.3:
        raw["bias"] = [chance.randint(-3, 3) for _ in range(raw["out_channels"])]
    size = [chance.randint(1, 7), chance.randint(2, 8)]
    found = resolved(layer("deform_conv", "d", **raw), size=size, channels=inputs)
    return found if found.row("d") is not None else None


def naive_places(found: Report, cell: tuple[int, int], group: int) -> list[tuple[float, float]]:
    row = found.row("d")
    assert row is not None
    made: Any = row.layer
    offsets = operations.moves(row, graph.compute(found).maps["input"]).offsets
    high, wide = made.kernel
    places = []
    for tap in range(high * wide):
        at = 2 * (group * high * wide + tap)
        y = cell[0] * made.stride[0] - made.padding.top + tap // wide * made.dilation[0]
        x = cell[1] * made.stride[1] - made.padding.left + tap % wide * made.dilation[1]
        places.append((y + offsets[at, *cell], x + offsets[at + 1, *cell]))
    return places


def naive_total(found: Report, output: int, cell: tuple[int, int]) -> float:
    """Every weight times its sample, and the bias."""
    row = found.row("d")
    assert row is not None
    made: Any = row.layer
    values = graph.compute(found).maps["input"]
    mask = operations.moves(row, values).mask
    kernels = stated.weights(row)[output]
    size, each = kernels[0].size, len(values) // made.offset_groups
    first = output // (row.shape[0] // made.groups) * len(kernels)
    total = 0.0 if isinstance(made.bias, bool) else made.bias.flat()[output]
    for at, kernel in enumerate(kernels):
        group = (first + at) // each
        for tap, place in enumerate(naive_places(found, cell, group)):
            counts = 1.0 if mask is None else mask[group * size + tap, *cell]
            total += kernel.flat[tap] * counts * read(values[first + at], *place)
    return float(total)


@pytest.mark.parametrize("seed", range(500))
def test_shown_samples_and_sums_are_those_of_the_definition(seed: int) -> None:
    chance = random.Random(seed)
    found = random_report(chance)
    while found is None:
        found = random_report(chance)
    row, values = found.row("d"), graph.compute(found)
    assert row is not None
    made: Any = row.layer
    output = chance.randrange(row.shape[0])
    cell = (chance.randrange(row.shape[1]), chance.randrange(row.shape[2]))
    reads = Reads(row, values, output)
    channel = chance.choice(reads.channels)
    tap = Tap("d", chance.randrange(made.kernel[0]), chance.randrange(made.kernel[1]), channel)
    step = cell[0] * row.shape[2] + cell[1]
    frame = deformable.build(found, View(channel=output), tap).frame_at(step)
    shown = frame.grids[2].values
    assert shown is not None
    assert shown[cell] == pytest.approx(naive_total(found, output, cell), abs=1e-9)
    assert shown[cell] == values.maps["d"][output, *cell]
    check_taps(found, frame, reads, cell, channel)


def check_taps(
    found: Report, frame: Frame, reads: Reads, cell: tuple[int, int], channel: int
) -> None:
    """The dots stand where taps read, and what is written of each is what it reads there."""
    plane, (top, left) = reads.values[channel], frame.grids[0].origin
    samples = []
    places = naive_places(found, cell, reads.group(channel))
    for handle, place in zip(frame.handles, places, strict=True):
        sample = read(plane, *place)
        samples.append(sample)
        assert handle.place == pytest.approx((place[0] - top + 0.5, place[1] - left + 0.5))
        near = reads.near(place, channel)
        assert near.value == pytest.approx(sample, abs=1e-9)
        assert near.weights.sum() == pytest.approx(1)
    assert reads.taps(cell, channel).samples.ravel() == pytest.approx(samples, abs=1e-9)
    written = re.findall(r"(?:^|\+ )(−?[0-9.]+) ·", caption(frame, "sum"))
    told = [float(one.replace("−", "-")) for one in written]
    assert told == pytest.approx(samples, abs=0.00501)
