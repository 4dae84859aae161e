"""The way from one output cell of a deformable layer to the next: taps leave their places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import mixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Frame, Key, Move, Point

MOVE_MS = 600
LEAST = 1e-6  # of a cell: shorter arrows have no direction


def mixed(before: Frame, after: Frame, share: float) -> Frame:
    """The next taps go from where they would be to where they read; words stay those of before."""
    found = mixing.glide(before, after, share)
    way = mixing.ease(share)
    enlarged = {one.grid for one in before.spokes}
    kept = [one for one in before.points if one.grid in enlarged]
    going = [one for one in after.points if one.grid not in enlarged]
    shown = {(one.grid, one.to_row, one.to_column): one for one in after.moves}
    return replace(
        found,
        points=(*(_on_its_way(one, shown, way) for one in going), *kept),
        moves=tuple(_grown(after.moves, way)),
        outlines=after.outlines,
        handles=(),
    )


def _on_its_way(point: Point, moves: dict[tuple[Key, float, float], Move], way: float) -> Point:
    move = moves.get((point.grid, point.row, point.column))
    if move is None or point.hollow:
        return point
    row = move.row + (point.row - move.row) * way
    return replace(point, row=row, column=move.column + (point.column - move.column) * way)


def _grown(moves: tuple[Move, ...], way: float) -> Iterator[Move]:
    for one in moves:
        row = one.row + (one.to_row - one.row) * way
        column = one.column + (one.to_column - one.column) * way
        if abs(row - one.row) + abs(column - one.column) > LEAST:
            yield replace(one, to_row=row, to_column=column)
