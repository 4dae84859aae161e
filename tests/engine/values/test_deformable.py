from __future__ import annotations

from itertools import product
from math import exp, floor, inf, nan
from typing import Any

import numpy as np
import pytest

from engine.values import deformable
from tests.engine.stacks import conv, layer

from . import drawn

FIELDS: dict[str, Any] = {
    "kernel": [2, 3], "stride": [2, 1], "dilation": [1, 2], "padding": {"top": 1, "left": 2},
    "out_channels": 2,
}  # fmt: skip
OUT, TAPS = (3, 4), 6


def read(x: drawn.Array, c: int, row: float, column: float) -> float:
    """The map between its cells, every neighbour outside being 0."""
    top, left = floor(row), floor(column)
    return sum(
        drawn.cell(x, c, at, along) * (1 - abs(row - at)) * (1 - abs(column - along))
        for at, along in product((top, top + 1), (left, left + 1))
    )


def by_definition(
    x: drawn.Array, w: drawn.Array, offsets: drawn.Array, mask: drawn.Array, offset_groups: int
) -> drawn.Array:
    found = np.zeros((2, *OUT))
    shared = len(x) // offset_groups
    for o, c, t, a, b in product(range(2), range(w.shape[1]), range(TAPS), *map(range, OUT)):
        i, j = divmod(t, 3)
        source = c + o * w.shape[1] % len(x)
        at = source // shared * TAPS + t
        row = a * 2 - 1 + i + offsets[2 * at, a, b]
        column = b - 2 + j * 2 + offsets[2 * at + 1, a, b]
        found[o, a, b] += w[o, c, i, j] * mask[at, a, b] * read(x, source, row, column)
    return found


@pytest.mark.parametrize("strip", [1, 100, 2**15])
@pytest.mark.parametrize(("groups", "offset_groups"), [(1, 1), (1, 2), (2, 1), (2, 4)])
def test_taps_move_and_count_as_they_are_told(
    monkeypatch: pytest.MonkeyPatch, strip: int, groups: int, offset_groups: int
) -> None:
    monkeypatch.setattr(deformable, "STRIP", strip)
    x, w = drawn.whole(1, 4, 5, 6), drawn.whole(2, 2, 4 // groups, 2, 3)
    rng = np.random.default_rng(3)
    offsets = rng.uniform(-3, 3, (2 * offset_groups * TAPS, *OUT))
    mask = rng.uniform(0, 1, (offset_groups * TAPS, *OUT))
    one = layer(
        "deform_conv", "a", groups=groups, offset_groups=offset_groups, modulated=True,
        weights=w.tolist(), offsets=offsets.tolist(), mask=mask.tolist(), **FIELDS,
    )  # fmt: skip
    wanted = by_definition(x, w, offsets, mask, offset_groups)
    assert np.allclose(drawn.value_of(x, one), wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize("predicted", [False, True])
def test_without_offsets_it_is_a_convolution(predicted: bool) -> None:
    x, w = drawn.whole(4, 2, 5, 6), drawn.whole(5, 2, 2, 2, 3)
    zeros = np.zeros((2 * TAPS, 2, 2, 3)).tolist()
    offsets = {"predictor": {"weights": zeros}} if predicted else {"pattern": "zeros"}
    moved = layer("deform_conv", "a", weights=w.tolist(), offsets=offsets, **FIELDS)
    plain = conv("a", weights=w.tolist(), **FIELDS)
    assert np.array_equal(drawn.value_of(x, moved), drawn.value_of(x, plain))


def test_whole_offsets_read_whole_cells() -> None:
    x = drawn.whole(6, 1, 4, 4)
    one = layer("deform_conv", "a", kernel=1, out_channels=1, offsets={"pattern": "ones"})
    found = drawn.value_of(x, one)
    assert np.array_equal(found[:, :3, :3], x[:, 1:, 1:])
    assert not found[:, 3].any()


@pytest.mark.parametrize("modulated", [False, True])
def test_a_predictor_gives_the_offsets_and_the_mask(modulated: bool) -> None:
    x = drawn.whole(7, 1, 4, 5)
    bias = [1, -0.5, 2] if modulated else [1, -0.5]
    kernels = np.zeros((len(bias), 1, 1, 1))
    one = layer(
        "deform_conv", "a", kernel=1, out_channels=1, modulated=modulated,
        offsets={"predictor": {"weights": kernels.tolist(), "bias": bias}},
    )  # fmt: skip
    found = drawn.value_of(x, one)
    share = 1 / (1 + exp(-2)) if modulated else 1
    for a, b in product(range(4), range(5)):
        assert found[0, a, b] == pytest.approx(share * read(x, 0, a + 1, b - 0.5), abs=1e-12)


@pytest.mark.parametrize("place", [-1, -1.5, 2, 2.5, inf, -inf, nan, 1e300])
def test_far_outside_there_is_nothing(place: float) -> None:
    ring = deformable.ringed(np.ones((1, 2, 2)))
    assert deformable.sampled(ring, np.array([place]), np.array([0.0])).tolist() == [[0]]


def test_at_the_rim_the_map_fades_over_one_cell() -> None:
    ring = deformable.ringed(np.full((1, 2, 2), 4.0))
    rows = np.array([-0.75, -0.25, 0.5, 1.25, 1.75])
    assert deformable.sampled(ring, rows, np.zeros(5)).tolist() == [[1, 3, 4, 3, 1]]
