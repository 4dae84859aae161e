from __future__ import annotations

from itertools import product
from math import inf, isnan, nan
from typing import Any

import numpy as np
import pytest

from engine import arithmetic
from engine.taps import Windows
from engine.values import pooling
from tests.engine.stacks import layer

from . import drawn

CASES: list[dict[str, Any]] = [
    {"kernel": 2},
    {"kernel": 3, "stride": 2, "padding": 1},
    {"kernel": [3, 2], "stride": [1, 3], "padding": [1, 0], "ceil_mode": True},
    {"kernel": 7, "stride": 7, "ceil_mode": True},
    {"kernel": 3, "stride": 3, "padding": 1, "ceil_mode": True},
]
DILATED = {"kernel": [2, 3], "stride": 1, "dilation": [3, 1], "padding": [0, 1]}


def windows(one: Any, out: tuple[int, ...]) -> Any:
    """For every output cell the places of its window, in the padding too."""
    dilation = getattr(one, "dilation", (1, 1))
    for a, b in product(*map(range, out)):
        yield (
            (a, b),
            [
                (
                    a * one.stride[0] - one.padding[0] + i * dilation[0],
                    b * one.stride[1] - one.padding[1] + j * dilation[1],
                )
                for i, j in product(*map(range, one.kernel))
            ],
        )


def inside(
    x: drawn.Array, places: list[tuple[int, int]], rim: tuple[int, int] = (0, 0)
) -> list[tuple[int, int]]:
    height, width = x.shape[1:]
    return [
        (row, column)
        for row, column in places
        if -rim[0] <= row < height + rim[0] and -rim[1] <= column < width + rim[1]
    ]


@pytest.mark.parametrize("fields", [*CASES, DILATED])
def test_a_max_pool_takes_the_first_of_the_largest(fields: dict[str, Any]) -> None:
    x = drawn.whole(1, 2, 6, 5)
    one = layer("max_pool", "a", **fields)
    found = drawn.computed(x, one)
    for (a, b), places in windows(one, found.maps["a"].shape[1:]):
        for c in range(2):
            best = max(inside(x, places), key=lambda place: x[(c, *place)])  # the first of equals
            assert found.maps["a"][c, a, b] == x[(c, *best)]
            assert found.indices["a"][c, a, b] == best[0] * 5 + best[1]


@pytest.mark.parametrize("fields", CASES)
@pytest.mark.parametrize("include", [True, False])
def test_an_average_counts_what_it_is_told_to(fields: dict[str, Any], include: bool) -> None:
    x = drawn.whole(2, 2, 6, 5)
    one: Any = layer("avg_pool", "a", count_include_pad=include, **fields)
    found = drawn.value_of(x, one)
    for (a, b), places in windows(one, found.shape[1:]):
        cells = [x[:, row, column] for row, column in inside(x, places)]
        count = len(inside(x, places, one.padding if include else (0, 0)))
        assert np.allclose(found[:, a, b], sum(cells) / count, rtol=1e-14)


def test_a_divisor_stands_for_every_count() -> None:
    one = layer("avg_pool", "a", kernel=2, padding=1, divisor_override=3)
    assert drawn.value_of([[[3, 6], [9, 12]]], one).tolist() == [[[1, 2], [3, 4]]]


def test_padding_is_never_the_place_of_a_largest_cell() -> None:
    x = np.full((1, 2, 2), -inf)
    found, places = pooling.largest(x, (Windows(2, 2, 1, 1),) * 2, (2, 2))
    assert (found == -inf).all()
    assert places.tolist() == [[[0, 1], [2, 3]]]


def test_what_is_no_number_stays_none() -> None:
    found, _ = pooling.largest(
        np.array([[[1, nan, 5.0]]]), (Windows(1, 1, 1, 0), Windows(3, 1, 1, 0)), (1, 1)
    )
    assert isnan(found[0, 0, 0])


@pytest.mark.parametrize("out", [[1, 1], [3, 2], [7, 9]])
def test_adaptive_pools_share_the_input_out(out: list[int]) -> None:
    x = drawn.whole(3, 2, 5, 4)
    mean = drawn.value_of(x, layer("adaptive_avg_pool", "a", output_size=out))
    most = drawn.value_of(x, layer("adaptive_max_pool", "a", output_size=out))
    for a, b in product(*map(range, out)):
        rows = arithmetic.adaptive_window(a, 5, out[0])
        columns = arithmetic.adaptive_window(b, 4, out[1])
        part = x[:, rows.start : rows.stop, columns.start : columns.stop]
        assert np.allclose(mean[:, a, b], part.mean(axis=(1, 2)), rtol=1e-14)
        assert np.array_equal(most[:, a, b], part.max(axis=(1, 2)))


def test_global_pools_leave_one_cell() -> None:
    x = [[[1, 2], [3, 6]], [[0, 0], [0, -4]]]
    assert drawn.value_of(x, layer("global_avg_pool", "a")).tolist() == [[[3]], [[-1]]]
    assert drawn.value_of(x, layer("global_max_pool", "a")).tolist() == [[[6]], [[0]]]


def test_of_several_values_for_one_place_the_last_stays() -> None:
    x = np.array([[[1.0, 2.0]], [[3.0, 4.0]]])
    found = pooling.put_back(x, np.array([[[2, 2]], [[0, 3]]]), (2, 2))
    assert found.tolist() == [[[0, 0], [2, 0]], [[3, 0], [0, 4]]]
