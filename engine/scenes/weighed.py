"""Convolutions of one input channel: every cell under the window times its weight, added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrangement import Gap, Slot, row
from engine.given import Numbers
from engine.layers import DeformConv
from engine.scenes import input_map, kernels_shown, sums, tap_masks, telling
from engine.scenes.sums import Sum
from engine.scenes.telling import Cell, Subject, Teller, Told
from engine.values import stated
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers import Conv, DepthwiseConv
    from engine.values.lanes import Array

    Convolved = Conv | DepthwiseConv | DeformConv

BESIDE = Gap(titles=1.5)


def input_channel(subject: Subject) -> int:
    """The one channel that the output channel reads."""
    inputs, outputs = subject.row.sources.first[0], subject.row.shape[0]
    groups = stated.groups(subject.row.layer, inputs)
    return subject.channel // (outputs // groups)


def teller(subject: Subject, layer: Convolved) -> Teller:
    """The kernel as a grid, and the sum of products in its rows."""
    source = input_map.of_channel(subject, input_channel(subject))
    kernel = stated.weights(subject.row)[subject.channel, 0]
    mask = _mask(subject)
    title = kernels_shown.heading(
        layer.kernel,
        layer.stride,
        layer.dilation,
        text("times the mask of each output cell") if mask is not None else "",
    )
    key = subject.key(telling.KERNEL)
    item = kernels_shown.item(key, kernel, layer.dilation, title, telling.SUMS_FROM)
    how = Sum(subject.key(telling.SUM), layer.kernel, key)
    bias = _bias(layer, subject.channel)
    widest = _widest_weight(kernel, mask)
    sample = sums.products(
        how,
        np.full(layer.kernel, source.widest),
        np.full(layer.kernel, widest).tolist(),
        sums.widest(subject.made),
        bias,
    )
    room = Slot(sample, from_width=telling.SUMS_FROM)
    tell = _weighing(how, kernel, bias) if mask is None else _masking(how, kernel, bias, mask)
    return Teller(
        lambda *_: source,
        tell,
        row(item, room, gaps=BESIDE),
        kernel=item.grid,
    )


def _weighing(how: Sum, kernel: Array, bias: float) -> Callable[[Cell], Told]:
    weights = kernel.tolist()

    def tell(cell: Cell) -> Told:
        said = sums.products(how, cell.numbers(), weights, cell.total, bias)
        return Told((said,), kernel)

    return tell


def _masking(how: Sum, kernel: Array, bias: float, mask: Array) -> Callable[[Cell], Told]:
    def tell(cell: Cell) -> Told:
        weights = kernel * mask[:, cell.row, cell.column].reshape(kernel.shape)
        said = sums.products(how, cell.numbers(), weights.tolist(), cell.total, bias)
        return Told((said,), weights)

    return tell


def _mask(subject: Subject) -> Array | None:
    """What weighs the taps of the channel, tap by tap."""
    mask = tap_masks.of(subject.row, subject.computed)
    if mask is None:
        return None
    channels = subject.row.sources.first[0] // len(mask)
    found: Array = mask[input_channel(subject) // channels]
    return found.reshape(-1, *subject.made.shape)


def _bias(layer: Convolved, channel: int) -> float:
    return layer.bias.flat()[channel] if isinstance(layer.bias, Numbers) else 0.0


def _widest_weight(kernel: Array, mask: Array | None) -> float:
    if mask is None:
        return sums.widest(kernel)
    return sums.widest(kernel.reshape(-1, 1, 1) * mask)
