"""Which parts of the canvas differ between two frames: all else may stay as it was painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRect, QRectF

from gui.render import badges, legend, links, loose, outlines, pointers, windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frame import Filling, Frame, Key
    from gui.render.places import Box, Layout, Spot

Thing = TypeVar("Thing")

# Halves of letters, rings and antialiasing beyond what is measured, in sizes of a title.
_ROOM = 0.4
# Two rectangles are joined where that adds no more than this to what is painted.
_MUCH = 1.2


def between(before: Frame, after: Frame, layout: Layout) -> list[QRect]:
    """Rectangles of whole pixels that hold all that differs; some may overlap."""
    return _joined(_whole(_differing(before, after, layout), layout))


def _differing(before: Frame, after: Frame, layout: Layout) -> list[QRectF]:
    return [
        *_windows(before, after, layout),
        *_links(before, after, layout),
        *_marks(before, after, layout),
        *pointers.differing(before, after, layout),
        *_loose(before, after, layout),
        *_fillings(before, after, layout),
        *_grids(before, after, layout),
        *_coming(before, after, layout),
        *_words(before, after, layout),
    ]


def bounds(before: Frame, after: Frame, layout: Layout) -> QRect:
    """One rectangle round all that differs: quicker than many small ones, most of the time."""
    found = QRect()
    for part in _whole(_differing(before, after, layout), layout):
        found = found.united(part)
    return found


def of_ground(before: Frame, after: Frame, layout: Layout) -> list[QRect]:
    """The same, of cells alone: windows, numbers and words lie above the ground."""
    found = (_fillings, _grids, _coming)
    parts = [part for each in found for part in each(before, after, layout)]
    return _joined(_whole(parts, layout))


def _whole(found: list[QRectF], layout: Layout) -> list[QRect]:
    room = _ROOM * layout.measures.b
    canvas = QRect(0, 0, layout.canvas.width, layout.canvas.height)
    grown = (one.adjusted(-room, -room, room, room).toAlignedRect() & canvas for one in found)
    return [one for one in grown if not one.isEmpty()]


def _windows(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    for window in _changed(before.windows, after.windows):
        box = layout.boxes.get(window.grid)
        if box is not None:
            yield windows.hull(box, window)


def _links(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    for link in _changed(before.links, after.links):
        yield from links.extent(layout, link)


def _marks(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    for outline in _unequal(before.outlines, after.outlines):
        box = layout.boxes.get(outline.grid)
        if box is not None:
            yield outlines.extent(box, outline)
    for oval in _unequal(before.ovals, after.ovals):
        box = layout.boxes.get(oval.grid)
        if box is not None:
            yield outlines.oval_extent(box, oval)
    for threads in _changed(before.threads, after.threads):
        if outlines.segments(layout, threads):
            yield outlines.threads_extent(layout, threads)


def _loose(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    for one in _changed(before.loose, after.loose):
        area = loose.extent(layout, one)
        if not area.isEmpty():
            yield area


def _fillings(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    old, new = ({one.grid: one for one in frame.fillings} for frame in (before, after))
    for key in old.keys() | new.keys():
        box = layout.boxes.get(key)
        if box is not None and old.get(key) != new.get(key):
            yield _filled(old.get(key), new.get(key), box)


def _filled(old: Filling | None, new: Filling | None, box: Box) -> QRectF:
    """The rows from the first to the last cell that came or went, or one cell where it is one."""
    cells = box.rows * box.columns
    counts = [cells if one is None else one.count for one in (old, new)]
    first, last = max(min(counts) - 1, 0), min(max(counts), cells)
    top, bottom = first // box.columns, (last - 1) // box.columns + 1
    if last - first <= 2 and bottom - top == 1:
        left = first % box.columns
        wide = last - first
    else:
        left, wide = 0, box.columns
    return QRectF(*box.area(top, left, bottom, left + wide))


def _grids(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    old, new = ({one.key: one for one in frame.grids} for frame in (before, after))
    for key in old.keys() | new.keys():
        if old.get(key) is new.get(key):
            continue
        box = layout.boxes.get(key)
        if box is not None:
            yield QRectF(box.x, box.y, box.width, box.height)
        yield from _said_of(key, layout)
    for grid in _changed(before.named, after.named):
        yield from _said_of(grid.key, layout)


def _said_of(key: Key, layout: Layout) -> Iterator[QRectF]:
    for spots in (layout.titles, layout.second_lines, layout.feet):
        if key in spots:
            yield _spot(spots[key])
    if key in layout.titles:
        yield badges.extent(layout.titles[key], layout.measures)


def _coming(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    old, new = ({one.grid.key: one for one in frame.coming} for frame in (before, after))
    for key in old.keys() | new.keys():
        box = layout.boxes.get(key)
        one, other = old.get(key), new.get(key)
        same = one and other and one.grid is other.grid and one.opacity == other.opacity
        if box is not None and not same:
            yield QRectF(box.x, box.y, box.width, box.height)


def _words(before: Frame, after: Frame, layout: Layout) -> Iterator[QRectF]:
    for caption in _changed(before.captions, after.captions):
        place = layout.slots.get(caption.slot)
        if place is not None:
            yield QRectF(place.x, place.y, place.width, place.height)
    if before.step != after.step and layout.step is not None:
        step = _spot(layout.step)
        yield step.translated(-step.width(), 0)
    if before.headline != after.headline and layout.headline is not None:
        yield _spot(layout.headline)
    if before.legend != after.legend and layout.legend is not None:
        yield QRectF(*legend.reach(layout.legend, layout.measures))


def _spot(spot: Spot) -> QRectF:
    return QRectF(*spot.room)


def _changed(before: tuple[Thing, ...], after: tuple[Thing, ...]) -> list[Thing]:
    """Those of both that the other has not; arrays count as themselves."""
    return [one for one in before if not _among(one, after)] + [
        one for one in after if not _among(one, before)
    ]


def _unequal(before: tuple[Thing, ...], after: tuple[Thing, ...]) -> list[Thing]:
    """The same of things that say nothing but what can be compared."""
    return [one for one in before if one not in after] + [one for one in after if one not in before]


def _among(thing: object, others: tuple[object, ...]) -> bool:
    return any(thing is other for other in others)


def _joined(rectangles: list[QRect]) -> list[QRect]:
    """The rectangles, those made one that together are hardly larger than apart."""
    found: list[QRect] = []
    for one in rectangles:
        joined = one
        for other in [other for other in found if _are_near(other, joined)]:
            found.remove(other)
            joined = joined.united(other)
        found.append(joined)
    return found


def _are_near(one: QRect, other: QRect) -> bool:
    return _area(one.united(other)) <= _MUCH * (_area(one) + _area(other))


def _area(one: QRect) -> int:
    return one.width() * one.height()
