from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import sizes
from engine.frame import Grid
from engine.layers import Layer
from engine.roles import Role
from tests.engine.stacks import conv, layer, stack

from . import sliding
from .sliding import counted, slide

SIDES = {"top": 1, "bottom": 2, "left": 3, "right": 0}
MODES = {
    "zeros": ("constant", "padding 1 top, 2 bottom, 3 left makes it 8×9"),
    "reflect": ("reflect", "padding 1 top, 2 bottom, 3 left mirrors the cells"),
    "replicate": ("edge", "padding 1 top, 2 bottom, 3 left repeats the edge cells"),
    "circular": ("wrap", "padding 1 top, 2 bottom, 3 left goes on at the opposite side"),
}


def shown(one: Layer, *, size: Any = 6) -> Grid:
    return sliding.source(slide(stack(one, size=size)).step(0))


def second(grid: Grid) -> str:
    assert grid.heading is not None
    return sliding.said(grid.heading.second)


@pytest.mark.parametrize("mode", MODES)
def test_padding_holds_what_numpy_pads(mode: str) -> None:
    values = counted(5, 6)
    one = conv("a", padding=SIDES, padding_mode=mode)
    grid = sliding.source(slide(sliding.stack(one, values=values)).step(0))
    named: Any = MODES[mode][0]
    expected = np.pad(values[0], ((1, 2), (3, 0)), named)
    assert grid.values is not None
    assert grid.values.tolist() == expected.tolist()
    assert grid.origin == (-1, -3)
    assert second(grid) == MODES[mode][1]
    real = np.pad(np.full((5, 6), Role.INPUT), ((1, 2), (3, 0)), constant_values=Role.PADDING)
    assert grid.roles.tolist() == real.tolist()


def test_max_pools_are_padded_with_what_never_wins() -> None:
    grid = shown(layer("max_pool", "p", kernel=3, stride=1, padding=1))
    assert grid.values is not None
    assert (grid.values[grid.roles == Role.PADDING] == -inf).all()
    assert second(grid) == "padding 1 holds −∞, which never wins"


def test_padding_that_does_not_count_has_no_number() -> None:
    grid = shown(layer("avg_pool", "p", kernel=3, stride=1, padding=1, count_include_pad=False))
    assert grid.values is not None
    assert np.isnan(grid.values[grid.roles == Role.PADDING]).all()
    assert second(grid) == "padding 1 is not counted"


def test_cells_that_ceil_mode_alone_reaches_have_no_number() -> None:
    grid = shown(layer("avg_pool", "p", kernel=3, stride=2, padding=1, ceil_mode=True))
    assert grid.size == (9, 9)
    assert grid.values is not None
    assert np.isnan(grid.values[-1]).all()
    assert np.isnan(grid.values[:, -1]).all()
    assert not np.isnan(grid.values[:-1, :-1]).any()
    assert (grid.roles[-1] == Role.PADDING).all()
    assert second(grid).endswith("in ceil mode a window reaches beyond, where nothing counts")


def test_a_row_that_is_padded_on_its_left_alone_is_causal() -> None:
    grid = shown(conv("a", [1, 3], dilation=[1, 2], padding={"left": 4}), size=[1, 8])
    assert second(grid) == "padding 4 left: causal, no output reads what comes after it"
    shorter = shown(conv("a", [1, 3], dilation=[1, 2], padding={"left": 3}), size=[1, 8])
    assert "causal" not in second(shorter)


def test_a_map_without_padding_is_not_said_to_have_any() -> None:
    assert second(shown(conv("a"))) == ""


def test_a_padded_layer_of_the_picture_with_unread_cells() -> None:
    grid = shown(conv("a", stride=2, padding=1))
    assert (grid.roles[-1] == Role.UNREAD).all()
    assert (grid.roles[:, -1] == Role.UNREAD).all()
    assert np.count_nonzero(grid.roles == Role.UNREAD) == 15
    assert sliding.said(grid.foot) == "last row and column of the padded input: never read"


FEET = [
    (conv("a", stride=2), 6, "last row and column: never read"),
    (conv("a", 2, stride=3), 9, "3 rows and 3 columns: never read"),
    (conv("a", 2, stride=[1, 5]), 9, "5 columns: never read"),
    (conv("a", [1, 3], stride=[1, 5]), [6, 12], "6 columns: never read"),
    (conv("a", [1, 3], stride=[1, 9]), [6, 10], "last 7 columns: never read"),
    (conv("a", 3, stride=[5, 1]), [7, 6], "last 4 rows: never read"),
    (
        conv("a", 3, stride=[4, 5], padding={"bottom": 1}),
        [6, 7],
        "1 row and last 4 columns of the padded input: never read, real cells among them",
    ),
    (conv("a"), 6, ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "size", "expected"), FEET)
def test_the_foot_names_what_is_never_read(one: Layer, size: Any, expected: str) -> None:
    assert sliding.said(shown(one, size=size).foot) == expected


@st.composite
def convolved(draw: st.DrawFn) -> tuple[Layer, tuple[int, int]]:
    numbers = st.integers(1, 4)
    kernel, stride, dilation = ([draw(numbers), draw(numbers)] for _ in range(3))
    sides = {side: draw(st.integers(0, 2)) for side in ("top", "bottom", "left", "right")}
    size = (draw(st.integers(1, 9)), draw(st.integers(1, 9)))
    padded = (
        size[0] + sides["top"] + sides["bottom"],
        size[1] + sides["left"] + sides["right"],
    )
    assume(all(padded[a] > dilation[a] * (kernel[a] - 1) for a in (0, 1)))
    return conv("a", kernel, stride=stride, dilation=dilation, padding=sides), size


@settings(max_examples=150)
@given(convolved())
def test_what_no_window_ever_covers_is_hatched_and_nothing_else(
    case: tuple[Any, tuple[int, int]],
) -> None:
    one, size = case
    timeline = slide(stack(one, size=size))
    grid = sliding.source(timeline.step(0))
    covered = np.zeros(grid.size, bool)
    for step in range(timeline.length):
        window = sliding.window(timeline.step(step))
        assert window is not None
        rows, columns = (
            [int(span.start) + span.step * tap for tap in range(int(span.count))]
            for span in (window.rows, window.columns)
        )
        covered[np.ix_(rows, columns)] = True
    (top, bottom), (left, right) = sizes.padding_ends(one, size)
    real = np.pad(np.ones(size, bool), ((top, bottom), (left, right)))
    hatched = (grid.roles == Role.UNREAD) | (grid.roles == Role.UNUSED)
    assert (hatched == ~covered).all()
    assert ((grid.roles == Role.UNUSED) == (real & ~covered)).all()
    assert ((grid.roles == Role.INPUT) == (real & covered)).all()
    assert bool(grid.foot) == bool((~covered).any())
    assert grid.values is not None
    assert (np.isnan(grid.values) == hatched).all()


def test_a_wide_same_padding_is_never_laid_out() -> None:
    one = conv("a", 255, dilation=1024, padding="same", weights={"pattern": "identity"})
    timeline = slide(stack(one, size=300))
    frame = timeline.step(150 * 300 + 150)
    assert sliding.source(frame).size == (256, 256)
    assert sliding.sentence(frame).startswith("65025 products, sum")
