"""What output padding picks and uncovers, in words and held against the numbers themselves."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from engine import arithmetic, sizes, uncovering, words
from engine.layers import ConvTranspose
from engine.values import transposed
from tests.engine.stacks import layer


def up(kernel: Any = 3, **fields: Any) -> ConvTranspose:
    found = layer("conv_transpose", "up", **{"out_channels": 1, "kernel": kernel, **fields})
    assert isinstance(found, ConvTranspose)
    return found


def said(part: ConvTranspose, size: tuple[int, int] = (3, 3)) -> list[str]:
    return [words.say(one) for one in uncovering.sentences(part, size)]


def test_the_sizes_that_share_one_are_named_with_the_padding_that_picks_each() -> None:
    assert said(up(stride=2, padding=1)) == [
        (
            "A convolution with these numbers makes 3 of 5 and 6 alike: "
            "output padding 0 or 1 says which."
        ),
    ]
    assert said(up(7, stride=6)) == [
        "A convolution with these numbers makes 3 of 19 to 24: output padding 0 to 5 says which."
    ]


def test_a_stride_of_one_leaves_no_choice() -> None:
    assert said(up()) == []


def test_axes_that_differ_are_told_apart() -> None:
    found = said(up(stride=[2, 3]), (3, 4))
    assert len(found) == 2
    assert "makes 4 of 12, 13 and 14 alike" in found[1]


def test_output_padding_adds_no_zeros_but_beyond_all_stamps() -> None:
    one = {"stride": 3, "output_padding": 2}
    assert said(up(padding=2, **one))[1:] == [
        (
            "Output padding uncovers 2 rows and 2 columns of the stamps that padding had cropped; "
            "it adds no zeros."
        )
    ]
    assert said(up(padding=1, **one))[1:] == [
        (
            "Output padding uncovers 1 row and 1 column of the stamps that padding had cropped, "
            "and adds 1 row and 1 column beyond every stamp, 0 but for a bias."
        )
    ]
    assert said(up(**one))[1:] == [
        "Output padding adds 2 rows and 2 columns beyond every stamp, 0 but for a bias."
    ]
    assert uncovering.brings(up(stride=3)) is None


@pytest.mark.parametrize("seed", range(200))
def test_every_size_named_shrinks_to_the_one_that_is_read(seed: int) -> None:
    rng = random.Random(seed)
    size, stride = rng.randint(1, 6), rng.randint(1, 5)
    kernel, dilation, padding = rng.randint(1, 5), rng.randint(1, 3), rng.randint(0, 3)
    part = up(kernel, stride=stride, dilation=dilation, padding=padding)
    one = uncovering.shared(part, (size, size))[0]
    for extra in range(one.several):
        n = one.first + extra
        if n + 2 * padding < arithmetic.effective_kernel(kernel, dilation) or n < 1:
            continue
        assert arithmetic.conv_size(n, kernel, stride, dilation, 2 * padding) == size
        restoring = arithmetic.restoring_output_padding(n, kernel, stride, dilation, 2 * padding)
        assert restoring == extra


@pytest.mark.parametrize("seed", range(200))
def test_uncovered_cells_are_the_stamps_and_those_beyond_are_zero(seed: int) -> None:
    rng = random.Random(seed)
    stride, kernel, padding = rng.randint(2, 4), rng.randint(1, 5), rng.randint(0, 3)
    extra = rng.randint(1, stride - 1)
    part = up([1, kernel], stride=[1, stride], padding=[0, padding], output_padding=[0, extra])
    x = np.ones((1, 1, 4))
    if sizes.out_size(part, (1, 4))[1] < 1:
        return
    made = transposed.by_stamps(x, np.ones((1, 1, 1, kernel)), part)[0, 0]
    whole = transposed.by_stamps(x, np.ones((1, 1, 1, kernel)), up([1, kernel], stride=[1, stride]))
    back, beyond = uncovering.uncovered(part)[1]
    assert back + beyond == extra
    last = whole[0, 0, padding + len(made) - extra :][:back]
    assert made[len(made) - extra : len(made) - beyond].tolist() == last.tolist()
    assert not made[len(made) - beyond :].any() or not beyond
