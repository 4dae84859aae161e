"""Which operations tell of their cells one channel at a time, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.frame import Window
from engine.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    Conv,
    DeformConv,
    DepthwiseConv,
    GlobalAvgPool,
    GlobalMaxPool,
    Layer,
    MaxPool,
    MaxUnpool,
    PixelShuffle,
    PixelUnshuffle,
    Upsample,
)
from engine.scenes import pooled, put_back, resampled, weighed

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frame import Key
    from engine.scenes.input_map import Seen
    from engine.scenes.telling import Subject, Teller, Told


def tells(layer: Layer) -> bool:
    """Whether the operation is one of them."""
    return type(layer) in _TELLERS


def teller(subject: Subject) -> Teller:
    """How the layer tells of the cells of one channel."""
    layer = subject.row.layer
    return _TELLERS[type(layer)](subject, layer)


def window(key: Key, seen: Seen, told: Told) -> Window:
    """The taps that are shown, with their weights, and the chosen one if it is among them."""
    rows, columns = seen.taps
    weights, chosen = told.weights, told.chosen
    if weights is not None and weights.shape != (len(rows), len(columns)):
        weights = weights[rows.start : rows.stop, columns.start : columns.stop]
    if chosen is not None:
        inside = chosen[0] in rows and chosen[1] in columns
        chosen = (chosen[0] - rows.start, chosen[1] - columns.start) if inside else None
    return Window(key, seen.rows, seen.columns, weights, chosen)


_TELLERS: dict[type[Layer], Callable[[Subject, Any], Teller]] = {
    Conv: weighed.teller,
    DepthwiseConv: weighed.teller,
    DeformConv: weighed.teller,
    MaxPool: pooled.teller,
    AvgPool: pooled.teller,
    AdaptiveMaxPool: pooled.teller,
    AdaptiveAvgPool: pooled.teller,
    GlobalMaxPool: pooled.teller,
    GlobalAvgPool: pooled.teller,
    Upsample: resampled.upsampled,
    PixelShuffle: resampled.shuffled,
    PixelUnshuffle: resampled.unshuffled,
    MaxUnpool: put_back.teller,
}
