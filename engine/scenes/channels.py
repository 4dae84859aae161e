"""The sliding window where several channels are shown: a matrix, two halves, or pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.layers import Conv, DeformConv, DepthwiseConv, SeparableConv
from engine.scenes import channel_matrix, pairs, separable

if TYPE_CHECKING:
    from engine.document import View
    from engine.report import Row
    from engine.timeline import Timeline
    from engine.values.graph import Computed


def build(row: Row, computed: Computed, view: View) -> Timeline:
    """The figure that suits the layer."""
    if isinstance(row.layer, SeparableConv):
        return separable.build(row, computed, view)
    if isinstance(row.layer, (Conv, DepthwiseConv, DeformConv)):
        return channel_matrix.build(row, computed, view)
    return pairs.build(row, computed, view)
