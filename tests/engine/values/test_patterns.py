"""Patterns are part of the file format: what a name gives never changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import given
from engine.given import Pattern
from engine.values import hashing, kernels, patterns

from . import drawn

INPUTS: dict[str, list[list[int]]] = {
    "zeros": [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
    "ones": [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]],
    "index": [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]],
    "ramp_x": [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]],
    "ramp_y": [[0, 0, 0, 0], [1, 1, 1, 1], [2, 2, 2, 2]],
    "checker": [[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]],
    "impulse": [[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]],
    "disc": [[0, 1, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0]],
    "digits": [],
    "random": [],
}
INPUTS |= {
    "digits": [[2, 2, 1, 3], [0, 1, 1, 3], [3, 1, 3, 1]],
    "random": [[2, 1, 3, 3], [2, 1, 1, 2], [3, 0, 3, 0]],
}
SQUARES: dict[str, Any] = {
    "ones": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    "index": [[0, 1, 2], [3, 4, 5], [6, 7, 8]],
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "gaussian": [[1 / 16, 1 / 8, 1 / 16], [1 / 8, 1 / 4, 1 / 8], [1 / 16, 1 / 8, 1 / 16]],
    "bilinear": [[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]],
    "sobel_x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel_y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "digits": [[3, 2, 0], [1, 2, 3], [3, 3, 3]],
    "random": [[0, -1, 2], [2, 1, -1], [-1, 1, 2]],
    "mean": [[1 / 9] * 3] * 3,
}
ROWS: list[tuple[str, int, list[float]]] = [
    ("sobel_x", 1, [0]),
    ("sobel_x", 2, [-1, 1]),
    ("sobel_x", 4, [-1, -1, 1, 1]),
    ("sobel_x", 5, [-1, -2, 0, 2, 1]),
    ("laplacian", 1, [0]),
    ("laplacian", 2, [0, 0]),
    ("laplacian", 4, [1, -1, -1, 1]),
    ("laplacian", 5, [1, 0, -2, 0, 1]),
    ("bilinear", 1, [1]),
    ("bilinear", 4, [0.25, 0.75, 0.75, 0.25]),
    ("gaussian", 4, [0.125, 0.375, 0.375, 0.125]),
    ("identity", 4, [0, 0, 1, 0]),
]


@pytest.mark.parametrize("name", given.INPUT_PATTERNS)
def test_what_an_input_pattern_gives_is_settled(name: str) -> None:
    found = patterns.input_values(Pattern(name, 7), (1, 3, 4))
    assert found.dtype == np.float64
    assert found.tolist() == [INPUTS[name]]


@pytest.mark.parametrize("name", given.WEIGHT_PATTERNS)
def test_what_a_weight_pattern_gives_is_settled(name: str) -> None:
    assert patterns.weights(Pattern(name, 7), (1, 1, 3, 3)).tolist() == [[SQUARES[name]]]


@pytest.mark.parametrize(("name", "k", "row"), ROWS)
def test_kernels_of_other_sizes_are_settled(name: str, k: int, row: list[float]) -> None:
    assert kernels.kernel(name, (1, k)).tolist() == [row]


def test_the_hash_is_splitmix64() -> None:
    """The first outputs that its authors' program gives for the seed 0."""
    first = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert hashing.fractions(0, 3).tolist() == [(one >> 11) / 2**53 for one in first]
    assert hashing.whole(0, 3, 4).tolist() == [one >> 62 for one in first]


def test_seeds_count_modulo_two_to_the_64() -> None:
    shape = (1, 2, 9)
    negative, far = Pattern("random", -1), Pattern("random", 2**64 * 10**300 - 1)
    assert np.array_equal(patterns.input_values(negative, shape), patterns.input_values(far, shape))


def test_drawn_numbers_are_even_and_seeds_differ() -> None:
    draws = [patterns.input_values(Pattern("random", seed), (1, 100, 100)) for seed in range(4)]
    draws.append(patterns.input_values(Pattern("digits"), (1, 100, 100)))
    for at, one in enumerate(draws):
        assert np.allclose(np.bincount(one.astype(int).ravel()), 2500, atol=200)
        assert all(0.2 < (one == other).mean() < 0.3 for other in draws[:at])
    signed = patterns.weights(Pattern("random", 5), (50, 8, 5, 5))
    assert np.allclose(np.bincount(signed.astype(int).ravel() + 2), 2000, atol=200)


def test_channels_go_on_where_the_last_ended_and_pictures_repeat() -> None:
    assert patterns.input_values(Pattern("index"), (2, 1, 2)).tolist() == [[[0, 1]], [[2, 3]]]
    assert patterns.input_values(Pattern("ramp_x"), (2, 1, 2)).tolist() == [[[0, 1]], [[0, 1]]]


@pytest.mark.parametrize("size", [(1, 1), (1, 8), (1, 9), (2, 3), (6, 6), (7, 7), (13, 9)])
def test_a_disc_is_never_empty_and_lies_in_the_middle(size: tuple[int, int]) -> None:
    found = patterns.input_values(Pattern("disc"), (1, *size))
    assert found.any()
    assert np.array_equal(found, found[:, ::-1, ::-1])


def test_a_mean_is_of_all_inputs_of_the_group() -> None:
    assert (patterns.weights(Pattern("mean"), (4, 2, 2, 3), groups=2) == 1 / 12).all()
    turned = patterns.weights(Pattern("mean"), (4, 5, 2, 3), groups=2, transposed=True)
    assert (turned == 1 / 12).all()
    assert patterns.weights(Pattern("gaussian"), (1, 4, 3, 3)).sum() == 1


def test_matching_channels_are_joined() -> None:
    found = patterns.weights(Pattern("identity"), (6, 2, 1, 1), groups=2)[:, :, 0, 0]
    assert found.tolist() == [[1, 0], [0, 1], [1, 0], [1, 0], [0, 1], [1, 0]]
    turned = patterns.weights(Pattern("identity"), (4, 1, 1, 1), groups=2, transposed=True)
    assert turned[:, 0, 0, 0].tolist() == [1, 0, 1, 0]


def test_offsets_go_both_ways_and_masks_only_up() -> None:
    drawn_once = Pattern("random", 7, 2)
    assert patterns.offsets(drawn_once, (2, 1, 1)).ravel().tolist() == [
        0.09738376671172544, -0.7914438671326289,
    ]  # fmt: skip
    many = patterns.offsets(drawn_once, (2, 50, 50)), patterns.mask(drawn_once, (2, 50, 50))
    for one, lowest in zip(many, (-2, 0), strict=True):
        assert lowest <= one.min() < lowest + 0.1
        assert 1.9 < one.max() < 2
    for made in (patterns.offsets, patterns.mask):
        assert made(Pattern("ones"), (2, 1, 1)).tolist() == [[[1]], [[1]]]
        assert made(Pattern("zeros"), (2, 1, 1)).tolist() == [[[0]], [[0]]]


def test_numbers_are_written_out_or_made() -> None:
    assert patterns.numbers(drawn.stated([[1, 2.5]]), (9, 9)).tolist() == [[1, 2.5]]
    assert patterns.numbers(Pattern("index"), (1, 1, 2)).tolist() == [[[0, 1]]]
    assert patterns.numbers(Pattern("index"), (2, 1, 1, 2)).tolist() == [[[[0, 1]]], [[[0, 1]]]]
    assert patterns.numbers(Pattern("ones"), (1, 1, 1), patterns.offsets).tolist() == [[[1]]]
