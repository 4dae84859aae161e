"""What lies between two steps: the window on its way, the new number on its way in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from engine.frame import Filling, Link, Place, Span, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Frame

    Cells = tuple[Span | None, Span | None]

Thing = TypeVar("Thing", Window, Link)

GLIDE_MS = 300
FADE_MS = 120
MOVE_MS = GLIDE_MS + FADE_MS


def ease(share: float) -> float:
    """In-out cubic: slow, quick, slow."""
    return 4 * share**3 if share < 0.5 else 1 - 4 * (1 - share) ** 3


def glide(before: Frame, after: Frame, share: float) -> Frame:
    """The window glides to its next place, then the number that it made fades in.

    Maps, words and numbers are those of the step before. A window never sweeps back: to another
    row it goes out here and comes in there.
    """
    now = share * MOVE_MS
    way = ease(min(now / GLIDE_MS, 1.0))
    shown = min(max(now - GLIDE_MS, 0.0) / FADE_MS, 1.0)
    return replace(
        before,
        windows=tuple(_windows(before, after, way)),
        links=tuple(_links(before, after, way)),
        fillings=tuple(_fillings(before, after, shown)),
    )


def _windows(before: Frame, after: Frame, way: float) -> Iterator[Window]:
    coming = {(one.grid, one.fills): one for one in after.windows}
    for one in before.windows:
        other = coming.pop((one.grid, one.fills), None)
        if other is not None and _glides((one.rows, one.columns), (other.rows, other.columns)):
            rows, columns = (
                _mixed(one.rows, other.rows, way),
                _mixed(one.columns, other.columns, way),
            )
            assert rows is not None
            assert columns is not None
            yield replace(one, rows=rows, columns=columns, chosen=None)
        else:
            yield from _swapped(one, other, way)
    for other in coming.values():
        yield from _swapped(None, other, way)


def _links(before: Frame, after: Frame, way: float) -> Iterator[Link]:
    coming = {(one.source.of, one.target.of, one.line): one for one in after.links}
    for one in before.links:
        other = coming.pop((one.source.of, one.target.of, one.line), None)
        if other is not None and _glide_together(one, other):
            source = _between(one.source, other.source, way)
            yield replace(one, source=source, target=_between(one.target, other.target, way))
        else:
            yield from _swapped(one, other, way)
    for other in coming.values():
        yield from _swapped(None, other, way)


def _glide_together(one: Link, other: Link) -> bool:
    ends = ((one.source, other.source), (one.target, other.target))
    return all(_glides((a.rows, a.columns), (b.rows, b.columns)) for a, b in ends)


def _between(one: Place, other: Place, way: float) -> Place:
    rows, columns = _mixed(one.rows, other.rows, way), _mixed(one.columns, other.columns, way)
    return Place(one.of, rows, columns)


def _fillings(before: Frame, after: Frame, shown: float) -> Iterator[Filling]:
    coming = {one.grid: one for one in after.fillings}
    for one in before.fillings:
        other = coming.get(one.grid, one)
        grown = other.count > one.count and shown > 0
        yield Filling(one.grid, other.count, shown) if grown else one


def _swapped(one: Thing | None, other: Thing | None, way: float) -> Iterator[Thing]:
    """The first half shows the one going, the second half the other coming."""
    if one is not None and way < 0.5:
        yield replace(one, opacity=1 - 2 * way)
    if other is not None and way > 0.5:
        yield replace(other, opacity=2 * way - 1)


def _glides(one: Cells, other: Cells) -> bool:
    """Whether the way leads along one axis alone, and onwards."""
    ways = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(a is not None and b is not None and b.start >= a.start for a, b in ways) and (
        len(ways) <= 1
    )


def _mixed(one: Span | None, other: Span | None, way: float) -> Span | None:
    if one is None or other is None:
        return one
    start = one.start + (other.start - one.start) * way
    return Span(start, one.count + (other.count - one.count) * way, one.step)
