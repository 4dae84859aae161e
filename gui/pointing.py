"""Which cell of the figure is pointed at, and which is pinned: by mouse, by keys, by the view."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal

from engine.document import View
from engine.frame import Mark
from engine.scenes import belonging, path_maps, turns
from engine.scenes.belonging import PICTURE, Spot

if TYPE_CHECKING:
    from engine.frame import Frame, Grid
    from gui.hover_item import HoverItem
    from gui.playback import Playback
    from gui.render.places import Layout
    from gui.store import Store


class Pointing(QObject):
    """pointed(Spot or None) and pinned(Spot or None), each when it becomes another one.

    A pixel of the layer that is shown is pinned in the view; other cells are pinned here alone.
    """

    pointed = Signal(object)
    pinned = Signal(object)

    def __init__(self, store: Store, playback: Playback, item: HoverItem) -> None:
        super().__init__(item)
        self._store, self._playback, self._item = store, playback, item
        self.spot: Spot | None = None
        self._own_pin: Spot | None = None
        self._told_pin: Spot | None = None
        self._lit_for: object = None

    @property
    def pin(self) -> Spot | None:
        """The pinned cell, if the figure shows its map."""
        own = self._own_pin
        if own is not None and self._is_shown(own) and not self._has_frame():
            return own
        pixel, name = self._store.document.view.pixel, self._store.document.shown_layer
        frame = self._playback.frame
        if pixel is None or frame is None:
            return None
        spots = (Spot(grid.key, *pixel) for grid in frame.grids if _is_map_of(grid, name))
        return next(filter(self._is_shown, spots), None)

    def point(self, spot: Spot | None) -> None:
        """Point at that cell."""
        if spot != self.spot:
            self.spot = spot
            self.refresh()
            self.pointed.emit(spot)

    def pin_spot(self) -> None:
        """Pin the cell that is pointed at."""
        spot = self.spot
        if spot is None:
            return
        name = belonging.map_of(self._store.report, spot.key)
        in_view = spot.key.layer == name == self._store.document.shown_layer or (
            self._chooses(spot) and self._store.document.index(spot.key.layer) is not None
        )
        if in_view:
            self._own_pin = None
            self._store.show(self._view_of(spot))
        elif not self._has_frame():
            self._own_pin = spot
        self.refresh()

    def unpin(self) -> bool:
        """Pin nothing; False where nothing was pinned."""
        if self.pin is None:
            return False
        if self._own_pin is not None:
            self._own_pin = None
        else:
            self._store.show(replace(self._store.document.view, pixel=None))
        self.refresh()
        return True

    def move(self, rows: int, columns: int) -> None:
        """Point at a neighbour; without a cell to begin from, at the one that is made now."""
        grid = None if self.spot is None else self._grid(self.spot)
        if self.spot is None or grid is None:
            self.point(self._now())
            return
        row, column = self.spot.row + rows, self.spot.column + columns
        self.point(_held(grid, row, column))

    def turn(self, maps: int) -> None:
        """Point at the same place of the next map, or of the one before."""
        frame = self._playback.frame
        if frame is None:
            return
        if self.spot is None or self._grid(self.spot) is None:
            self.point(self._now())
            return
        keys = [grid.key for grid in frame.grids]
        at = (keys.index(self.spot.key) + maps) % len(keys)
        self.point(_held(frame.grids[at], self.spot.row, self.spot.column))

    def refresh(self) -> None:
        """Light what belongs together in the present frame."""
        frame = self._playback.frame
        if self.spot is not None and not self._is_shown(self.spot):
            self.spot = None
            self.pointed.emit(None)
        pin = self.pin
        spot = self.spot or pin
        if frame is not None and self._lit_for != (wanted := self._reason(frame, spot)):
            self._lit_for = wanted
            lit = {} if spot is None else belonging.lit(self._store.report, frame, spot)
            pins = [] if pin is None else [pin]
            self._item.set_cells(lit, [(one.key, *self._place(one)) for one in pins])
        if pin != self._told_pin:
            self._told_pin = pin
            self.pinned.emit(pin)

    def _reason(self, frame: Frame, spot: Spot | None) -> object:
        """What the lit cells follow from; the cells under a kernel's taps move with the window."""
        moving = spot is not None and spot.key.stage in belonging.KERNELS
        return spot, self.pin, frame.grids, frame.windows if moving else None, self._store.report

    def _chooses(self, spot: Spot) -> bool:
        """Whether a click there chooses another layer: among all maps, and in a field."""
        in_field = spot.key.stage == path_maps.STAGE and self._store.document.view.scene == "field"
        return in_field or spot.key.stage == PICTURE

    def _has_frame(self) -> bool:
        """Whether the figure itself frames the pixel of the view: a second pin would lie."""
        frame = self._playback.frame
        return frame is not None and any(one.mark is Mark.PINNED for one in frame.outlines)

    def _view_of(self, spot: Spot) -> View:
        view, pixel = self._store.document.view, (spot.row, spot.column)
        if spot.key.layer == self._store.document.shown_layer:
            return replace(view, pixel=pixel)
        return View(view.scene, (spot.key.layer,), pixel)

    def _grid(self, spot: Spot) -> Grid | None:
        frame = self._playback.frame
        grids = () if frame is None else frame.grids
        return next((grid for grid in grids if grid.key == spot.key), None)

    def _is_shown(self, spot: Spot) -> bool:
        """Whether the cell is in the part of its map that is to be seen."""
        grid = self._grid(spot)
        return grid is not None and _held(grid, spot.row, spot.column) == spot

    def _place(self, spot: Spot) -> tuple[int, int]:
        grid = self._grid(spot)
        assert grid is not None
        return spot.row - grid.origin[0], spot.column - grid.origin[1]

    def _now(self) -> Spot | None:
        """The output cell of the step, or the first cell of all."""
        frame = self._playback.frame
        if frame is None or not frame.grids:
            return None
        for window in frame.windows:
            grid = self._grid(Spot(window.grid, 0, 0))
            if not window.fills and grid is not None:
                top, left = grid.origin
                return Spot(
                    grid.key, top + int(window.rows.start), left + int(window.columns.start)
                )
        return Spot(frame.grids[0].key, *frame.grids[0].origin)


def spot_at(layout: Layout, frame: Frame, x: float, y: float) -> Spot | None:
    """The cell at that place of the canvas."""
    for grid in frame.grids:
        box = layout.boxes.get(grid.key)
        if box is None:
            continue
        row, column = math.floor((y - box.y) / box.high), math.floor((x - box.x) / box.cell)
        if 0 <= row < grid.size[0] and 0 <= column < grid.size[1]:
            return Spot(grid.key, grid.origin[0] + row, grid.origin[1] + column)
    return None


def area_of(layout: Layout, frame: Frame, spot: Spot) -> QRectF | None:
    """Where on the canvas the cell is."""
    box = layout.boxes.get(spot.key)
    grid = next((grid for grid in frame.grids if grid.key == spot.key), None)
    if box is None or grid is None:
        return None
    row, column = spot.row - grid.origin[0], spot.column - grid.origin[1]
    return QRectF(*box.area(row, column, row + 1, column + 1))


def _is_map_of(grid: Grid, name: str) -> bool:
    return grid.key.layer == name and grid.key.stage in (PICTURE, turns.OUTPUT)


def _held(grid: Grid, row: int, column: int) -> Spot:
    """The cell, or the nearest that is shown."""
    (top, left), (rows, columns) = grid.origin, grid.size
    row, column = max(row, top), max(column, left)
    return Spot(grid.key, min(row, top + rows - 1), min(column, left + columns - 1))
