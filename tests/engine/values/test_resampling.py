from __future__ import annotations

from itertools import product
from math import floor
from typing import Any

import numpy as np
import pytest

from tests.engine.stacks import layer

from . import drawn


@pytest.mark.parametrize("size", [[1, 1], [7, 3], [13, 12], [46, 2]])
def test_nearest_copies_in_whole_numbers(size: list[int]) -> None:
    x = drawn.whole(1, 2, 14, 5)
    found = drawn.value_of(x, layer("upsample", "a", size=size))
    for a, b in product(*map(range, size)):
        assert np.array_equal(found[:, a, b], x[:, a * 14 // size[0], b * 5 // size[1]])


@pytest.mark.parametrize("corners", [True, False])
@pytest.mark.parametrize("size", [[1, 9], [3, 1], [8, 10], [5, 7]])
def test_bilinear_mixes_two_rows_and_two_columns(size: list[int], corners: bool) -> None:
    x = drawn.whole(2, 2, 4, 5)
    found = drawn.value_of(
        x, layer("upsample", "a", size=size, mode="bilinear", align_corners=corners)
    )

    def share(o: int, n: int, m: int) -> tuple[int, int, float]:
        place = max((o + 0.5) * n / m - 0.5, 0)
        if corners:
            place = o * (n - 1) / (m - 1) if m > 1 else 0
        near = floor(place)
        return near, min(near + 1, n - 1), place - near

    for a, b in product(*map(range, size)):
        (top, down, p), (left, right, q) = share(a, 4, size[0]), share(b, 5, size[1])
        upper = x[:, top, left] * (1 - q) + x[:, top, right] * q
        lower = x[:, down, left] * (1 - q) + x[:, down, right] * q
        assert np.allclose(found[:, a, b], upper * (1 - p) + lower * p, rtol=0, atol=1e-12)


def test_a_whole_scale_repeats_cells() -> None:
    found = drawn.value_of([[[1, 2]]], layer("upsample", "a", scale=[2, 3]))
    assert found.tolist() == [[[1, 1, 1, 2, 2, 2]] * 2]


def test_pixel_shuffle_follows_its_formula_and_unshuffle_undoes_it() -> None:
    x = drawn.whole(3, 8, 3, 2)
    parts = layer("pixel_shuffle", "a", factor=2), layer("pixel_unshuffle", "b", factor=2)
    found = drawn.computed(x, *parts).maps
    for c, h, w, i, j in product(*map(range, (2, 3, 2, 2, 2))):
        assert found["a"][c, h * 2 + i, w * 2 + j] == x[c * 4 + i * 2 + j, h, w]
    assert np.array_equal(found["b"], x)


@pytest.mark.parametrize("mode", ["zeros", "replicate", "reflect", "circular"])
def test_pads_take_their_values_as_their_mode_says(mode: str) -> None:
    x = drawn.whole(4, 2, 4, 5)
    sides: Any = {"top": 3, "bottom": 0, "left": 2, "right": 1}
    found = drawn.value_of(x, layer("pad", "a", padding=sides, mode=mode))
    for c, a, b in product(range(2), range(7), range(8)):
        assert found[c, a, b] == drawn.cell(x, c, a - 3, b - 2, mode)


def test_a_crop_keeps_the_middle() -> None:
    x = drawn.whole(5, 1, 5, 5)
    found = drawn.value_of(x, layer("crop", "a", crop={"top": 1, "right": 2}))
    assert np.array_equal(found, x[:, 1:, :3])
