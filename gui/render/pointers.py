"""Points of a frame with the arrows and spokes between them: how they lie, and what they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gui.render import free_corners, moves, points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Frame, Key
    from gui.render.easel import Easel
    from gui.render.places import Layout


def paint(easel: Easel, frame: Frame) -> None:
    """Squares of taps, arrows from them, spokes; above all of these the dots that they lead to."""
    boxes = easel.layout.boxes
    placed = [(point, boxes[point.grid]) for point in frame.points if point.grid in boxes]
    for point, box in placed:
        if point.hollow:
            points.paint(easel, box, point)
    for move in frame.moves:
        if move.grid in boxes:
            moves.paint(easel, boxes[move.grid], move)
    for spokes in frame.spokes:
        if spokes.grid in boxes:
            moves.paint_spokes(easel, boxes[spokes.grid], spokes)
    for point, box in placed:
        if not point.hollow:
            points.paint(easel, box, point)


def differing(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    """What is other in one of both, with the cells whose numbers give way to it."""
    if before.spokes != after.spokes:
        for frame in (before, after):
            yield from _spokes(frame, layout)
    if before.points != after.points or before.moves != after.moves:
        for frame in (before, after):
            yield from _pointed(frame, layout)
        yield from _renumbered(before, after, layout)


def _spokes(frame: Frame, layout: Layout) -> Iterator[QRectF]:
    for spokes in frame.spokes:
        if spokes.grid in layout.boxes:
            yield moves.spokes_extent(layout.boxes[spokes.grid], spokes)


def _pointed(frame: Frame, layout: Layout) -> Iterator[QRectF]:
    boxes, measures = layout.boxes, layout.measures
    for point in frame.points:
        if point.grid in boxes:
            yield points.extent(measures, boxes[point.grid], point)
    for move in frame.moves:
        if move.grid in boxes:
            yield moves.extent(boxes[move.grid], move)
    for grid in frame.grids:
        if grid.key in boxes:
            touched = free_corners.touched(measures, frame, grid, boxes[grid.key])
            if not touched.isEmpty():
                yield touched


def _renumbered(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    """Maps all of whose numbers go to corners, or come from there."""
    for key in _with_moves(before) ^ _with_moves(after):
        box = layout.boxes.get(key)
        if box is not None:
            yield QRectF(box.x, box.y, box.width, box.height)


def _with_moves(frame: Frame) -> set[Key]:
    return {one.grid for one in frame.moves}
