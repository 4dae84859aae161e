from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import report
from engine.frame import Frame, Size, Tone
from engine.layers import Layer
from engine.number_text import MINUS, THIN_SPACE
from engine.scenes import sums
from engine.values import graph
from tests.engine.stacks import conv, layer
from tests.engine.stacks import stack as patterned

from . import sliding
from .sliding import PICTURED, PICTURED_KERNEL, counted, slide

POOLED = [
    [-2, -1, -3, -1, -4], [-3, 1, 0, 2, 1], [3, -1, 2, -2, 0], [0, 2, -3, 1, -1], [1, 0, -2, 3, -1],
]  # fmt: skip


def number(shown: str) -> float:
    return float(shown.replace(MINUS, "-").replace(THIN_SPACE, "").strip("(), "))


def test_the_sum_is_the_one_of_the_picture() -> None:
    made = conv("a", stride=2, padding=1, weights=PICTURED_KERNEL)
    frame = slide(sliding.stack(made, values=PICTURED)).step(4)
    assert [" ".join(line).strip() for line in sliding.lines(frame)] == [
        "1 · 1 + 3 · 0 + 0 · 2",
        "+ 3 · 0 + 1 · 1 + 2 · 0",
        "+ 1 · 2 + 3 · 1 + 0 · 1 = 7",
    ]
    assert sliding.caption(frame).beside == sliding.grid(frame, "kernel").key


def test_weights_and_the_result_are_strong_and_of_their_own_tone() -> None:
    made = conv("a", stride=2, padding=1, weights=PICTURED_KERNEL)
    frame = slide(sliding.stack(made, values=PICTURED)).step(4)
    first, *_, last = sliding.caption(frame).lines
    assert [part.tone for part in first[:4]] == [Tone.INK, Tone.INK, Tone.SOFT, Tone.WEIGHT]
    assert (last[-1].tone, last[-1].size, last[-1].strong) == (Tone.RESULT, Size.RESULT, True)
    assert last[-2].tone is Tone.SOFT


def test_padding_is_a_term_as_any_other() -> None:
    made = conv("a", stride=2, padding=1, weights=PICTURED_KERNEL)
    frame = slide(sliding.stack(made, values=PICTURED)).step(0)
    assert " ".join(sliding.lines(frame)[0]).strip() == "0 · 1 + 0 · 0 + 0 · 2"


def test_a_bias_is_the_last_term_unless_it_is_nothing() -> None:
    made = conv("a", 1, weights=[[[[2]]]], bias=[-4])
    frame = slide(sliding.stack(made, values=[[3]])).step(0)
    assert sliding.sentence(frame) == "3 · 2 + −4 = 2"
    plain = conv("a", 1, weights=[[[[2]]]], bias=[0])
    assert sliding.sentence(slide(sliding.stack(plain, values=[[3]])).step(0)) == "3 · 2 = 6"


def test_a_total_that_the_shown_terms_do_not_give_is_only_near() -> None:
    made = conv("a", [1, 2], weights=[[[[0.125, 0.125]]]])
    frame = slide(sliding.stack(made, values=[[1, 1]])).step(0)
    assert sliding.sentence(frame) == "1 · 0.13 + 1 · 0.13 ≈ 0.25"


def test_a_large_kernel_has_its_products_counted() -> None:
    frame = slide(patterned(conv("a", 7), size=7)).step(0)
    total = sliding.grid(frame, "output").values
    assert total is not None
    assert sliding.sentence(frame) == f"49 products, sum {int(total[0, 0])}"


finite = st.integers(-300, 300).map(lambda hundredths: hundredths / 100)


@settings(max_examples=60)
@given(st.data())
def test_the_terms_give_the_output_cell(data: st.DataObject) -> None:
    numbers = st.integers(1, 3)
    rows, columns = data.draw(numbers), data.draw(numbers)
    weights = [[data.draw(finite) for _ in range(columns)] for _ in range(rows)]
    values = [[data.draw(finite) for _ in range(6)] for _ in range(5)]
    made = conv(
        "a",
        [rows, columns],
        stride=[data.draw(numbers), data.draw(numbers)],
        padding=data.draw(st.integers(0, 2)),
        weights=[[weights]],
        bias=[data.draw(finite)],
    )
    timeline = slide(sliding.stack(made, values=values))
    step = data.draw(st.integers(0, timeline.length - 1))
    frame = timeline.step(step)
    parts = [part for line in sliding.lines(frame) for part in line if part]
    shown = " ".join(parts)
    left, _, right = shown.replace("≈", "=").partition("=")
    total = sum(prod(number(one) for one in term.split("·")) for term in left.split("+"))
    output = sliding.grid(frame, "output").values
    assert output is not None
    assert total == pytest.approx(output.flat[step], abs=1e-9)
    assert number(right) == pytest.approx(output.flat[step], abs=0.0051)
    assert ("≈" in parts) == (abs(total - number(right)) > 1e-9)


def pool(step: int, **raw: Any) -> Frame:
    made = layer("max_pool", "p", **raw)
    return slide(sliding.stack(made, values=POOLED)).step(step)


def test_the_winner_is_the_one_of_the_picture() -> None:
    frame = pool(1, kernel=3, stride=2, padding=1)
    assert [" ".join(line).strip() for line in sliding.lines(frame)] == [
        "max( −∞, −∞, −∞,",
        "−1, −3, −1,",
        "1, 0, 2 ) = 2",
    ]
    window = sliding.window(frame)
    assert window is not None
    assert window.chosen == (2, 2)
    strong = [[part.strong for part in line] for line in sliding.caption(frame).lines]
    assert strong[2][3]
    assert not any(strong[0])
    assert {part.tone for part in sliding.caption(frame).lines[0][:4]} == {Tone.SOFT}
    assert sliding.sentence(frame, "note") == "the winner: row 1, column 3 of the input, index 8"
    assert sliding.sentence(frame, "operation") == "max pool 3×3, stride 2"


@pytest.mark.parametrize(
    "raw",
    [
        {"kernel": 2},
        {"kernel": 3, "stride": 1, "padding": 1},
        {"kernel": 2, "stride": 1, "dilation": [2, 3]},
        {"kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True},
    ],
)
def test_the_chosen_tap_lies_on_the_cell_of_the_index(raw: dict[str, Any]) -> None:
    document = patterned(layer("max_pool", "p", **raw), size=[7, 6])
    indices = graph.compute(report.resolve(document)).indices["p"][0]
    timeline = slide(document)
    for step in range(timeline.length):
        frame = timeline.step(step)
        window, grid = sliding.window(frame), sliding.source(frame)
        assert window is not None
        assert window.chosen is not None
        row = grid.origin[0] + window.rows.start + window.chosen[0] * window.rows.step
        column = grid.origin[1] + window.columns.start + window.chosen[1] * window.columns.step
        index = int(indices.flat[step])
        assert row * 6 + column == index
        said = f"the winner: row {index // 6}, column {index % 6} of the input, index {index}"
        assert sliding.sentence(frame, "note") == said


@pytest.mark.parametrize("op", ["adaptive_max_pool", "global_max_pool"])
def test_pools_without_kept_places_choose_the_first_of_the_largest(op: str) -> None:
    raw = {"output_size": 1} if op == "adaptive_max_pool" else {}
    frame = slide(sliding.stack(layer(op, "p", **raw), values=[[1, 3], [3, 0]])).step(0)
    window = sliding.window(frame)
    assert window is not None
    assert window.chosen == (0, 1)
    assert sliding.sentence(frame, "note") == "the winner: row 0, column 1 of the input, index 1"


MEANS: list[tuple[Layer, int, str]] = [
    (layer("avg_pool", "p", kernel=2), 0, "( 1 + 2 + 5 + 6 ) / 4 = 3.5"),
    (layer("avg_pool", "p", kernel=2, padding=1), 0, "( 0 + 0 + 0 + 1 ) / 4 = 0.25"),
    (
        layer("avg_pool", "p", kernel=2, padding=1, count_include_pad=False), 0,
        "( 1 ) / 1 = 1",
    ),
    (layer("avg_pool", "p", kernel=2, divisor_override=3), 0, "( 1 + 2 + 5 + 6 ) / 3 ≈ 4.67"),
    (
        layer("avg_pool", "p", kernel=3, stride=2, ceil_mode=True), 3,
        "( 11 + 12 + 15 + 16 ) / 4 = 13.5",
    ),
    (layer("adaptive_avg_pool", "p", output_size=[4, 2]), 3, "( 7 + 8 ) / 2 = 7.5"),
    (layer("adaptive_avg_pool", "p", output_size=[1, 4]), 3, "( 4 + 8 + 12 + 16 ) / 4 = 10"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "step", "expected"), MEANS)
def test_a_mean_is_divided_by_the_cells_that_count(one: Layer, step: int, expected: str) -> None:
    frame = slide(sliding.stack(one, values=counted(4, 4))).step(step)
    assert sliding.sentence(frame) == expected


@settings(max_examples=40)
@given(st.data())
def test_every_mean_is_the_sum_of_its_terms_by_its_divisor(data: st.DataObject) -> None:
    kernel = data.draw(st.integers(1, 4))
    one = layer(
        "avg_pool",
        "p",
        kernel=kernel,
        stride=data.draw(st.integers(1, 3)),
        padding=data.draw(st.integers(0, kernel // 2)),
        ceil_mode=data.draw(st.booleans()),
        count_include_pad=data.draw(st.booleans()),
    )
    timeline = slide(patterned(one, size=7))
    for step in range(timeline.length):
        frame = timeline.step(step)
        terms, _, rest = sliding.sentence(frame).replace("≈", "=").partition(" ) / ")
        divisor = float(rest.partition(" = ")[0])
        shown = [number(term) for term in terms.replace("+", " ").split() if term not in "(–"]
        output = sliding.grid(frame, "output").values
        assert output is not None
        assert sum(shown) / divisor == pytest.approx(output.flat[step])


def test_a_large_pool_has_its_cells_counted() -> None:
    largest = slide(sliding.stack(layer("global_max_pool", "p"), values=counted(6, 7)))
    assert sliding.sentence(largest.step(0)) == "largest of 42 cells = 42"
    mean = slide(sliding.stack(layer("global_avg_pool", "p"), values=counted(6, 7)))
    assert sliding.sentence(mean.step(0)) == "mean of 42 cells = 21.5"


def test_room_is_kept_for_numbers_that_are_none_and_for_decimals() -> None:
    assert sums.widest(np.array([1.0, 2.5])) == 8.8
    assert sums.widest(np.array([-1.0, 22.25])) == -88.88
    assert sums.widest(np.array([1.0, -np.inf])) == -np.inf
    assert np.isnan(sums.widest(np.array([1.0, np.nan, np.inf])))
    assert sums.widest(np.array([100.0, np.nan])) == 888


def test_the_room_of_a_mean_is_that_of_all_its_cells_where_padding_does_not_count() -> None:
    pool = layer("avg_pool", "p", kernel=3, stride=2, padding=1, count_include_pad=False)
    body = slide(patterned(pool, size=6)).arrangement.body
    (room,) = (item.caption for item in sliding.slots(body) if item.caption.slot.stage == "sum")
    values = [part for line in room.lines for part in line[1:6:2]]
    assert len(values) == 9
    assert all(part.content for part in values)
