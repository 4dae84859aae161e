"""Into how many nets a stack falls that share nothing, and which of them reads which cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import counts, runs
from engine.coverage import LARGEST_HULL
from engine.document import INPUT
from engine.roles import Role

if TYPE_CHECKING:
    from engine.coverage import Coverage
    from engine.fields import Pair
    from engine.frame import Array, Roles
    from engine.report import Report
    from engine.scenes.piece import Piece

ZEROS = "zeros"
ROLES = (Role.NET_1, Role.NET_2, Role.NET_3, Role.NET_4)


@dataclass(frozen=True)
class Nets:
    """What one output reads of the input on both axes, how far outputs are apart, and how many."""

    coverages: tuple[Coverage, Coverage]
    jumps: Pair
    outputs: Pair

    @property
    def steps(self) -> Pair:
        """Outputs so many rows and columns apart belong to one net; 1 where all do."""
        if self.jumps != (1, 1):
            return 1, 1
        down, across = (
            min(max(one.common_divisor, 1), count)
            for one, count in zip(self.coverages, self.outputs, strict=True)
        )
        return down, across

    @property
    def count(self) -> int:
        """How many nets there are."""
        return self.steps[0] * self.steps[1]

    @property
    def neighbours_share(self) -> bool:
        """Whether outputs side by side read a common cell, or outputs one below the other do."""
        return any(
            count > 1 and one.neighbours_share(jump)
            for one, jump, count in zip(self.coverages, self.jumps, self.outputs, strict=True)
        )

    @property
    def is_point(self) -> bool:
        """Whether an output reads one cell alone."""
        return all(one.hull == 1 for one in self.coverages)


def of(report: Report, name: str) -> Nets | None:
    """Those of the chain that leads to the layer; None where that is not known beforehand.

    That is so where branches, up-sampling, or padding that repeats cells are on the way.
    """
    rows = runs.leading_to(report, name)
    if not rows or rows[0].inputs != (INPUT,):
        return None
    if any(counts.axes_of(row)[0].mode != ZEROS for row in rows):
        return None
    run = runs.of_rows(rows)
    if max(one.hull for one in run.coverages) > LARGEST_HULL:
        return None
    return Nets(run.coverages, run.jumps, rows[-1].shape[1:])


def told(steps: Pair, first: Pair, whole: Piece, piece: Piece) -> tuple[Roles, Array]:
    """A colour, a pattern and a number for the net of each cell of the piece; none for padding.

    Net 1 is that of the cell `first`; of more than four, every fourth has the same colour.
    """
    down = (np.arange(piece.rows.start, piece.rows.stop) - first[0]) % steps[0]
    across = (np.arange(piece.columns.start, piece.columns.stop) - first[1]) % steps[1]
    numbers = np.add.outer(down * steps[1], across)
    real = np.zeros(piece.size, dtype=bool)
    real[whole.cut(piece).slices(piece)] = True
    roles = np.where(real, np.array(ROLES, np.uint8)[numbers % len(ROLES)], np.uint8(Role.PADDING))
    return roles, np.where(real, numbers + 1.0, np.nan)
