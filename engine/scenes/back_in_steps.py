"""What is there of a pixel's field after so many layers back: maps, their frames, and the lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.frame import Frame, Key, Mark, Outline
from engine.scenes import gridding_words, path_maps

if TYPE_CHECKING:
    from engine.frame import Caption, Grid, Heading, Headline, Legend, Threads
    from engine.scenes.lined_up import Stand
    from engine.scenes.maps_in_steps import LeftOut
    from engine.scenes.path_maps import Look, PathMap
    from engine.scenes.piece import Piece
    from engine.scenes.traces import Trace


@dataclass(frozen=True, eq=False)
class Shown:
    """A map, or a row of it, before and after the step at which it is reached.

    The outline is that of its field; `threads` lead to it from the one above.
    """

    map: PathMap
    stand: Stand
    step: int
    read: Grid
    empty: Grid
    outline: Outline | None = None
    threads: Threads | None = None


@dataclass(frozen=True, eq=False)
class Story:
    """All that the frames are cut from."""

    length: int
    shown: tuple[Shown, ...]
    left_out: tuple[LeftOut, ...]
    captions: tuple[Caption, ...]
    headline: Headline
    legend: Legend

    def step(self, step: int) -> Frame:
        """The chosen pixel alone, and what so many layers back feed it."""
        there = [one for one in self.shown if one.step <= step]
        last = step == self.length - 1
        return Frame(
            step,
            self.length,
            tuple(one.read if one.step <= step else one.empty for one in self.shown),
            outlines=tuple(one.outline for one in there if one.outline is not None),
            threads=tuple(one.threads for one in there if one.threads is not None),
            captions=(
                *self.captions,
                *(one.caption_at(0 if last else step) for one in self.left_out),
            ),
            headline=self.headline,
            legend=self.legend,
        )


def map_shown(trace: Trace, name: str, stand: Stand, look: Look, heading: Heading) -> Shown:
    """One of the maps of a trace."""
    one = trace.maps[name]
    key = Key(name, path_maps.STAGE, part=trace.part)
    read = path_maps.grid(one, stand.piece, key, look, heading)
    read = replace(read, foot=gridding_words.piece_of(one, stand.piece))
    return shown(trace, one, stand, (read, path_maps.empty(one, stand.piece, read)))


def shown(
    trace: Trace,
    one: PathMap,
    stand: Stand,
    grids: tuple[Grid, Grid],
    threads: Threads | None = None,
) -> Shown:
    """A grid of the map, as it is read and before, with the frame round its field."""
    read, empty = grids
    mark = Mark.PINNED if one.name == trace.name else Mark.FIELD
    step = trace.order.index(one.name)
    return Shown(one, stand, step, read, empty, _outline(one, stand.piece, read, mark), threads)


def _outline(one: PathMap, piece: Piece, read: Grid, mark: Mark) -> Outline | None:
    """The frame round the field, as far as it is shown and no padding."""
    seen = None if one.inner is None else one.inner.cut(piece)
    if seen is None or not seen.area:
        return None
    return Outline(read.key, *seen.spans(piece), mark)
