from __future__ import annotations

from math import floor

import numpy as np
import pytest

from engine.document import View
from engine.frame import Frame
from engine.layers import Layer
from tests.engine.stacks import layer
from tests.engine.stacks import stack as patterned

from . import sliding
from .sliding import counted, slide


def cells(frame: Frame) -> list[tuple[int, int]]:
    """The cells of the map that the window lies on."""
    window, grid = sliding.window(frame), sliding.source(frame)
    if window is None:
        return []
    top, left = (int(span.start) for span in (window.rows, window.columns))
    return [
        (grid.origin[0] + top + row, grid.origin[1] + left + column)
        for row in range(int(window.rows.count))
        for column in range(int(window.columns.count))
    ]


def test_nearest_copies_one_cell_and_says_which() -> None:
    timeline = slide(patterned(layer("upsample", "u", size=[4, 7]), size=[3, 5]))
    for step in range(timeline.length):
        frame = timeline.step(step)
        row, column = step // 7 * 3 // 4, step % 7 * 5 // 7
        assert cells(frame) == [(row, column)]
        assert sliding.sentence(frame, "note") == f"copies row {row}, column {column}"


def naive_share(o: int, n: int, m: int, align: bool) -> tuple[float, dict[int, float]]:
    """Where output o reads among n cells, and how much of each."""
    if align:
        place = o * (n - 1) / (m - 1) if m > 1 else 0.0
    else:
        place = max((o + 0.5) * n / m - 0.5, 0.0)
    near = floor(place + 1e-9)
    far, share = min(near + 1, n - 1), max(place - near, 0.0)
    shares = {near: 1 - share}
    shares[far] = shares.get(far, 0.0) + share
    return min(place, n - 1), {cell: one for cell, one in shares.items() if one > 1e-9}


@pytest.mark.parametrize("align", [False, True])
@pytest.mark.parametrize("size", [(6, 8), (3, 4), (5, 2), (1, 9), (7, 3)])
def test_bilinear_weighs_by_the_plain_formula(align: bool, size: tuple[int, int]) -> None:
    one = layer("upsample", "u", size=list(size), mode="bilinear", align_corners=align)
    timeline = slide(patterned(one, size=[3, 4]))
    for step in range(timeline.length):
        frame = timeline.step(step)
        row, rows = naive_share(step // size[1], 3, size[0], align)
        column, columns = naive_share(step % size[1], 4, size[1], align)
        window = sliding.window(frame)
        assert window is not None
        assert window.weights is not None
        assert cells(frame) == [(r, c) for r in sorted(rows) for c in sorted(columns)]
        expected = [[rows[r] * columns[c] for c in sorted(columns)] for r in sorted(rows)]
        assert np.allclose(window.weights, expected)
        assert np.isclose(window.weights.sum(), 1)
        words = sliding.sentence(frame, "note").removeprefix("reads at row ").split(", column ")
        assert [float(one) for one in words] == pytest.approx([row, column], abs=0.0051)


def test_a_bilinear_sum_is_told_in_its_rows() -> None:
    one = layer("upsample", "u", scale=2, mode="bilinear")
    timeline = slide(sliding.stack(one, values=[[0, 4], [8, 12]]))
    assert sliding.sentence(timeline.step(5)) == "0 · 0.56 + 4 · 0.19 + 8 · 0.19 + 12 · 0.06 = 3"
    assert sliding.sentence(timeline.step(0)) == "0 · 1 = 0"


def test_a_shuffled_cell_comes_from_the_channel_of_its_place() -> None:
    values = counted(2, 3, 9)
    timeline = slide(sliding.stack(layer("pixel_shuffle", "s", factor=3), values=values))
    assert timeline.length == 54
    for step in range(timeline.length):
        frame = timeline.step(step)
        row, column = divmod(step, 9)
        channel = row % 3 * 3 + column % 3
        source, output = sliding.source(frame), sliding.grid(frame, "output")
        assert source.key.channel == 0
        assert source.heading is not None
        assert sliding.said(source.heading.rest) == f"9×2×3, channel {channel}"
        assert source.values is not None
        assert source.values.tolist() == values[channel].tolist()
        (cell,) = cells(frame)
        assert output.values is not None
        assert source.values[cell] == output.values[row, column]


def test_shuffled_channels_are_made_cell_by_cell_in_turn() -> None:
    values = counted(2, 2, 8)
    timeline = slide(sliding.stack(layer("pixel_shuffle", "s", factor=2), values=values))
    assert timeline.length == 32
    frame = timeline.step(7)
    assert [one.count for one in frame.fillings] == [4, 4]
    assert [one.count for one in timeline.step(6).fillings] == [4, 3]
    source = sliding.source(frame)
    assert source.values is not None
    assert source.values[0, 1] == values[5, 0, 1]


def test_an_unshuffled_cell_is_the_chosen_one_of_its_block() -> None:
    values = counted(6, 6)
    made = layer("pixel_unshuffle", "s", factor=2)
    for channel in range(4):
        timeline = slide(sliding.stack(made, values=values), View(channel=channel))
        assert timeline.length == 9
        for step in range(9):
            frame = timeline.step(step)
            window, output = sliding.window(frame), sliding.grid(frame, "output", channel)
            assert window is not None
            assert window.chosen == divmod(channel, 2)
            taken = cells(frame)[channel]
            assert output.values is not None
            assert values[0][taken] == output.values.flat[step]
            note = sliding.sentence(frame, "note")
            assert note == f"copies row {taken[0]}, column {taken[1]}"


def unpooled() -> tuple[Layer, Layer]:
    return layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p")


def test_an_unpool_shows_the_cell_whose_value_lands() -> None:
    timeline = slide(sliding.stack(*unpooled(), values=[[1, 2, 0, 0], [0, 0, 5, 0]]))
    landed = {1: (0, 0), 6: (0, 1)}
    for step in range(8):
        frame = timeline.step(step)
        assert cells(frame) == ([landed[step]] if step in landed else [])
        assert bool(frame.links) == (step in landed)
    assert sliding.sentence(timeline.step(6), "note") == "index 6 puts 5 here"
    assert sliding.sentence(timeline.step(7), "note") == "no value was put here: 0"
    assert sliding.sentence(timeline.step(0), "operation") == "unpool 2×2, stride 2"


def test_of_several_values_for_one_place_the_last_is_shown() -> None:
    made = layer("max_unpool", "u", kernel=1, indices=[[[1, 1, 0]]])
    timeline = slide(sliding.stack(made, values=[[7, 8, 9]]))
    assert [cells(timeline.step(step)) for step in range(3)] == [[(0, 2)], [(0, 1)], []]
    output = sliding.grid(timeline.step(0), "output")
    assert output.values is not None
    assert output.values.tolist() == [[9, 8, 0]]
