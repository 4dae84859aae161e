"""A grid at one moment, cut to what is exposed: what has not been made yet is not there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF

from engine.roles import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.frame import Filling, Grid
    from gui.render.easel import Extent
    from gui.render.places import Box
    from gui.render.runs import Block

# The cells of a map itself; all others keep their look beside a ramp.
MADE = (Role.INPUT, Role.OUTPUT)


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
    def on_ramp(self) -> NDArray[np.bool_]:
        """Which cells have a colour of the ramp."""
        if self.shares is None:
            return np.zeros(self.roles.shape, bool)
        there: NDArray[np.bool_] = np.isfinite(self.shares) & (self.roles != Role.NOT_YET)
        return there

    @cached_property
    def seen_roles(self) -> NDArray[np.uint8]:
        """The roles as they look: on a ramp, a map's own cell without a share is hatched."""
        if self.shares is None:
            return self.roles
        lost = ~self.on_ramp & np.isin(self.roles, MADE)
        return np.where(lost, np.uint8(Role.UNUSED), self.roles)

    @cached_property
    def patterned(self) -> NDArray[np.uint8]:
        """The roles of cells that have none of a ramp's colours."""
        if self.shares is None:
            return self.roles
        return np.where(self.on_ramp, np.uint8(Role.NOT_YET), self.seen_roles)

    @property
    def is_picture(self) -> bool:
        """Whether all of its grid's cells are a map's own, in colours of a ramp or without."""
        own = (*MADE, Role.UNUSED, Role.NOT_YET)
        return self.shares is not None and bool(np.isin(self.grid.roles, own).all())

    def area(self, block: Block) -> QRectF:
        """Where neighbouring cells are."""
        return QRectF(
            *self.box.area(
                self.top + block.top,
                self.left + block.left,
                self.top + block.bottom,
                self.left + block.right,
            )
        )

    @property
    def x(self) -> float:
        return self.box.x + self.left * self.box.cell

    @property
    def y(self) -> float:
        return self.box.y + self.top * self.box.high


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
