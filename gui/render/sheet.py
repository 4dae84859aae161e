"""A grid at one moment, cut to what is exposed: what has not been made yet is not there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine.roles import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.frame import Filling, Grid
    from gui.render.easel import Extent
    from gui.render.places import Box


@dataclass(frozen=True, eq=False)
class Sheet:
    """The cells from row `top` and column `left` on; `newest` is the cell whose number comes in."""

    grid: Grid
    box: Box
    top: int
    left: int
    roles: NDArray[np.uint8]
    values: NDArray[np.float64] | None
    shares: NDArray[np.float64] | None
    newest: tuple[int, int] | None = None
    newest_opacity: float = 1.0

    @cached_property
    def patterned(self) -> NDArray[np.uint8]:
        """The roles of cells that have none of a ramp's colours; a lost share is hatched."""
        if self.shares is None:
            return self.roles
        lost = np.isnan(self.shares) & (self.roles != Role.NOT_YET)
        return np.where(lost, np.uint8(Role.UNUSED), np.uint8(Role.NOT_YET))

    @property
    def x(self) -> float:
        return self.box.x + self.left * self.box.cell

    @property
    def y(self) -> float:
        return self.box.y + self.top * self.box.cell


def cut(grid: Grid, box: Box, extent: Extent, filling: Filling | None) -> Sheet:
    """The exposed part of the grid as far as it has been made."""
    top, bottom, left, right = extent
    here = (slice(top, bottom), slice(left, right))
    roles = grid.roles[here]
    values = None if grid.values is None else grid.values[here]
    shares = None if grid.shares is None else grid.shares[here]
    if filling is None or (filling.count >= grid.roles.size and filling.newest == 1):
        return Sheet(grid, box, top, left, roles, values, shares)
    columns = grid.size[1]
    order = np.add.outer(np.arange(top, bottom) * columns, np.arange(left, right))
    made = order < filling.count
    roles = np.where(made, roles, np.uint8(Role.NOT_YET))
    values = None if values is None else np.where(made, values, np.nan)
    newest = None if filling.newest == 1 else divmod(filling.count - 1, columns)
    return Sheet(grid, box, top, left, roles, values, shares, newest, filling.newest)
