"""What is drawn over a map where taps read it: their places, arrows, and what a hand may take."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.frame import Link, Mark, Move, Outline, Place, Point, Span, Spokes, Window
from engine.handles import Handle
from engine.scenes import deformed_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.fields import Pair
    from engine.frame import Grid
    from engine.scenes.moved_taps import Near, Places, Taps

MOST_DRAWN = 1024  # taps; of larger kernels the chosen one alone is drawn
HALF = 0.5  # from the corner of a cell to its middle


class Over(NamedTuple):
    """The marks over a map."""

    points: tuple[Point, ...]
    moves: tuple[Move, ...]
    outlines: tuple[Outline, ...]
    handles: tuple[Handle, ...]


def over(grid: Grid, taps: Taps, chosen: Pair, first: tuple[int, int, int]) -> Over:
    """The regular taps, the places where they read, the box round the former.

    `first` is where the offset down of the first tap stands among all offsets.
    """
    drawn = list(_drawn(taps, chosen))
    homes = {tap: _on(grid, (float(taps.home[0][tap]), float(taps.home[1][tap]))) for tap in drawn}
    ends = {tap: _on(grid, taps.place(tap)) for tap in drawn}
    points = [Point(grid.key, *homes[tap], hollow=True) for tap in drawn if is_on(grid, homes[tap])]
    dots = [tap for tap in drawn if is_on(grid, ends[tap])]
    dots.sort(key=lambda tap: tap == chosen)  # nothing lies over the chosen one
    points += [Point(grid.key, *ends[tap], chosen=tap == chosen) for tap in dots]
    moves = [
        Move(grid.key, *homes[tap], *_cut(grid, homes[tap], ends[tap]))
        for tap in drawn
        if homes[tap] != ends[tap] and is_on(grid, homes[tap]) and _is_known(ends[tap])
    ]
    handles = []
    for tap in drawn:
        at = (first[0] + 2 * (tap[0] * taps.samples.shape[1] + tap[1]), *first[1:])
        said = deformed_words.said_of(taps, tap)
        handles.append(
            Handle(
                grid.key.layer,
                grid.key.channel,
                tap,
                homes[tap],
                ends[tap],
                at,
                said,
                tap == chosen,
            )
        )
    return Over(tuple(points), tuple(moves), tuple(_hull(grid, taps)), tuple(handles))


def round_near(grid: Grid, enlarged: Grid, near: Near) -> tuple[list[Window], list[Link]]:
    """The window over the cells that the chosen tap reads, and the rays to where they are large."""
    windows = [
        Window(enlarged.key, Span(0, len(near.rows)), Span(0, len(near.columns)), near.weights)
    ]
    rows = _common(near.rows, grid.origin[0], grid.size[0])
    columns = _common(near.columns, grid.origin[1], grid.size[1])
    if not rows or not columns or not near.weights.any():
        return windows, []
    spans = (
        Span(rows.start - grid.origin[0], len(rows)),
        Span(columns.start - grid.origin[1], len(columns)),
    )
    windows.insert(0, Window(grid.key, *spans))
    return windows, [Link(Place(grid.key, *spans), Place(enlarged.key))]


def within(
    enlarged: Grid, near: Near, place: Places
) -> tuple[tuple[Point, ...], tuple[Spokes, ...]]:
    """The place among its neighbours, and the lines to their middles; none where all is 0."""
    at = _on(enlarged, place)
    if not near.weights.any() or not is_on(enlarged, at):
        return (), ()
    ends = tuple((row + HALF, column + HALF) for row, column in np.ndindex(*near.weights.shape))
    spokes = Spokes(enlarged.key, *at, ends, tuple(near.weights.ravel().tolist()))
    return (Point(enlarged.key, *at),), (spokes,)


def is_on(grid: Grid, at: Places) -> bool:
    """Whether a place, counted from the first cell's corner, is among the cells shown."""
    return 0 <= at[0] <= grid.size[0] and 0 <= at[1] <= grid.size[1]


def _drawn(taps: Taps, chosen: Pair) -> Iterator[Pair]:
    if taps.samples.size > MOST_DRAWN:
        yield chosen
        return
    high, wide = taps.samples.shape
    yield from ((row, column) for row in range(high) for column in range(wide))


def _on(grid: Grid, place: Places) -> Places:
    return place[0] - grid.origin[0] + HALF, place[1] - grid.origin[1] + HALF


def _is_known(place: Places) -> bool:
    return math.isfinite(place[0]) and math.isfinite(place[1])


def _cut(grid: Grid, home: Places, end: Places) -> Places:
    """Where an arrow ends: at its aim, or where it leaves the cells that are shown."""
    shares = [1.0]
    for start, goal, size in zip(home, end, grid.size, strict=True):
        if goal > size:
            shares.append((size - start) / (goal - start))
        elif goal < 0:
            shares.append(start / (start - goal))
    share = min(shares)
    return home[0] + (end[0] - home[0]) * share, home[1] + (end[1] - home[1]) * share


def _hull(grid: Grid, taps: Taps) -> Iterator[Outline]:
    """The box round the regular taps, as far as it is shown."""
    spans = []
    for home, first, size in zip(taps.home, grid.origin, grid.size, strict=True):
        start = max(int(home.min()) - first, 0)
        end = min(int(home.max()) - first + 1, size)
        if end <= start:
            return
        spans.append(Span(start, end - start))
    rows, columns = spans
    yield Outline(grid.key, rows, columns, Mark.HULL)


def _common(cells: range, first: int, count: int) -> range:
    return range(max(cells.start, first), min(cells.stop, first + count))
