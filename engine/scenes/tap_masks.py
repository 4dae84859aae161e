"""What weighs the taps of a deformable layer whose taps stay where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers import DeformConv
from engine.problems import Problem, Refused
from engine.values import operations
from engine.words import text

if TYPE_CHECKING:
    from engine.report import Row
    from engine.values.graph import Computed
    from engine.values.lanes import Array


def of(row: Row, computed: Computed) -> Array | None:
    """The mask [offset groups, rows and columns of the kernel, those of the output], if any.

    Refused where taps leave their places.
    """
    layer = row.layer
    if not isinstance(layer, DeformConv):
        return None
    moves = operations.moves(row, computed.maps[row.inputs[0]])
    if np.any(moves.offsets):
        sentence = text(
            "the taps leave their places; the scene {scene} shows where they read.",
            scene=text("deformable"),
        )
        raise Refused(Problem(layer.name, "view.scene", "scene_does_not_apply", sentence))
    if moves.mask is None:
        return None
    return moves.mask.reshape(layer.offset_groups, *layer.kernel, *row.shape[1:])
