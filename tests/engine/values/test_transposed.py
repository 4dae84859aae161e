from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from engine import arithmetic
from engine.fields import Sides
from engine.layers import ConvTranspose
from engine.taps import Windows
from engine.values import convolution, transposed
from tests.engine.stacks import layer

from . import drawn

CASES = [
    {"kernel": (3, 3), "stride": (2, 2), "padding": Sides(1, 1, 1, 1), "output_padding": (1, 0)},
    {"kernel": (4, 2), "stride": (2, 3), "padding": Sides(0, 2, 1, 0), "output_padding": (0, 2)},
    {"kernel": (2, 3), "stride": (1, 2), "dilation": (3, 2), "padding": Sides(3, 1, 0, 4)},
    {"kernel": (1, 1), "stride": (4, 2), "padding": Sides(2, 0, 1, 1), "output_padding": (3, 1)},
    {"kernel": (1, 2), "dilation": (2, 1), "padding": Sides(1, 1, 2, 2), "output_padding": (1, 0)},
]  # fmt: skip


def up(groups: int = 1, outputs: int = 2, **fields: Any) -> ConvTranspose:
    return ConvTranspose(name="up", out_channels=groups * outputs, groups=groups, **fields)


def stamps(x: drawn.Array, w: drawn.Array, one: ConvTranspose) -> drawn.Array:
    """Every product put down on the whole reach, which is then cropped."""
    sides, (rows, columns) = one.padding, x.shape[1:]
    reach = [
        arithmetic.transposed_size(
            n, one.kernel[a], one.stride[a], one.dilation[a], 0, one.output_padding[a]
        )
        for a, n in enumerate((rows, columns))
    ]
    outputs, inputs = w.shape[1], len(x) // one.groups
    full = np.zeros((one.out_channels, *reach))
    for c, o, i, j, a, b in product(*map(range, (len(x), *w.shape[1:], rows, columns))):
        place = (a * one.stride[0] + i * one.dilation[0], b * one.stride[1] + j * one.dilation[1])
        full[(c // inputs * outputs + o, *place)] += x[c, a, b] * w[c, o, i, j]
    return full[:, sides.top : reach[0] - sides.bottom, sides.left : reach[1] - sides.right]


@pytest.mark.parametrize("fields", CASES)
@pytest.mark.parametrize("groups", [1, 2])
def test_stamps_insertion_and_definition_agree(fields: dict[str, Any], groups: int) -> None:
    x, w = drawn.whole(1, 4, 3, 5), drawn.whole(2, 4, 2, *fields["kernel"])
    one = up(groups, **fields)
    wanted = stamps(x, w, one)
    assert np.array_equal(transposed.by_stamps(x, w, one), wanted)
    assert np.array_equal(transposed.by_insertion(x, w, one), wanted)


@pytest.mark.parametrize("strip", [1, 20, 100])
def test_how_the_stamps_are_cut_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, strip: int
) -> None:
    monkeypatch.setattr(transposed, "STRIP", strip)
    for fields in CASES:
        test_stamps_insertion_and_definition_agree(fields, 2)


@pytest.mark.parametrize(
    ("padding", "extra", "wanted"),
    [
        (1, 0, [2, 13, 20]),
        (1, 1, [2, 13, 20, 30]),
        (0, 1, [1, 2, 13, 20, 30, 0]),
    ],
)
def test_the_worked_example(padding: int, extra: int, wanted: list[int]) -> None:
    one = layer(
        "conv_transpose", "up", kernel=[1, 3], stride=[1, 2], out_channels=1,
        padding=[0, padding], output_padding=[0, extra], weights=[[[[1, 2, 3]]]],
    )  # fmt: skip
    assert drawn.value_of([[[1, 10]]], one).tolist() == [[wanted]]


def test_a_bias_reaches_cells_that_no_stamp_reaches() -> None:
    one = layer(
        "conv_transpose", "up", kernel=1, stride=2, out_channels=1, output_padding=1, bias=[7]
    )
    assert drawn.value_of([[[1]]], one).tolist() == [[[8, 7], [7, 7]]]


@pytest.mark.parametrize(
    ("n", "k", "s", "d", "p"), [(7, 3, 2, 1, 1), (8, 3, 2, 2, 2), (9, 2, 3, 1, 0)]
)
def test_it_is_the_adjoint_of_the_convolution(n: int, k: int, s: int, d: int, p: int) -> None:
    w = drawn.whole(3, 3, 2, k, k)
    out = arithmetic.conv_size(n, k, s, d, 2 * p)
    extra = arithmetic.restoring_output_padding(n, k, s, d, 2 * p)
    one = up(
        outputs=2,
        kernel=(k, k),
        stride=(s, s),
        dilation=(d, d),
        padding=Sides(p, p, p, p),
        output_padding=(extra, extra),
    )
    x, y = drawn.whole(4, 2, n, n), drawn.whole(5, 3, out, out)
    there = convolution.convolved(x, w, (Windows(k, s, d, p),) * 2, (out, out))
    assert (there * y).sum() == (x * transposed.by_stamps(y, w, one)).sum()


def test_the_stages_of_the_insertion() -> None:
    spread = transposed.inserted(np.array([[[1.0, 2.0]]]), (1, 3))
    assert spread.tolist() == [[[1, 0, 0, 2]]]
    one = up(kernel=(1, 2), stride=(1, 3), padding=Sides(0, 0, 2, 0), output_padding=(0, 1))
    assert transposed.borders(one) == ((0, 0), (-1, 2))
    assert transposed.bordered(spread, one).tolist() == [[[0, 0, 2, 0, 0]]]


def test_the_flip_exchanges_inputs_and_outputs_within_their_groups() -> None:
    w = np.arange(4 * 3 * 2.0).reshape(4, 3, 1, 2)
    turned = transposed.flipped(w, 2)
    assert turned.shape == (6, 2, 1, 2)
    for o, c, j in product(range(6), range(2), range(2)):
        assert turned[o, c, 0, j] == w[o // 3 * 2 + c, o % 3, 0, 1 - j]
