"""The scene of a field: one chosen cell, and in each map what reaches it or is reached by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine import paths
from engine.arrangement import Arrangement, Flow, Slot
from engine.document import INPUT
from engine.frame import Frame, Key, Mark, Outline
from engine.roles import Role
from engine.scenes import (
    field_words,
    gridding_words,
    left_out,
    lined_up,
    ovals,
    path_maps,
    sections,
    traces,
)
from engine.scenes.maps_in_steps import LeftOut
from engine.scenes.path_maps import Look
from engine.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.document import View
    from engine.fields import Pair
    from engine.frame import Grid, Threads
    from engine.report import Report
    from engine.scenes.lined_up import Stand
    from engine.scenes.path_maps import PathMap
    from engine.scenes.piece import Piece
    from engine.scenes.sections import Line, Lines

LOOKS = {
    Mark.REACHES: Look(Role.REACHES, outside=Role.REST),
    Mark.PINNED: Look(Role.REST, outside=Role.REST),
    Mark.REACHED: Look(Role.REACHED, outside=Role.REST),
}


@dataclass(frozen=True, eq=False)
class Hourglass:
    """A cell of the named map, and the maps before and after it, from the input on."""

    report: Report
    name: str
    cell: Pair

    @cached_property
    def related(self) -> dict[str, PathMap]:
        """Every map that has to do with the cell."""
        return self._followed(paths.PLAIN)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Their names in the document's order."""
        names = (INPUT, *self.report.document.names())
        return tuple(one for one in names if one in self.related)

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The maps in that order: one that is shown is alone, those left out are together."""
        behind = ((), *((name,) for name in self.order))
        return left_out.groups(dict(zip(self.order, behind, strict=False)), (self.name,))

    @cached_property
    def maps(self) -> dict[str, PathMap]:
        """The maps that are shown."""
        return {names[0]: self.related[names[0]] for names in self.groups if len(names) == 1}

    @property
    def is_chain(self) -> bool:
        """Whether each map reads the one before it alone, and all are shown."""
        rows = (self.report.row(name) for name in self.order[1:])
        above = ((name,) for name in self.order[:-1])
        read = [None if row is None else row.inputs for row in rows]
        return len(self.maps) == len(self.order) and read == list(above)

    @property
    def last(self) -> PathMap:
        """The last map that the cell reaches."""
        return self.maps[self.order[-1]]

    def mark(self, name: str) -> Mark:
        """On which side of the cell the map is."""
        if name == self.name:
            return Mark.PINNED
        at, here = self.order.index(name), self.order.index(self.name)
        return Mark.REACHES if at < here else Mark.REACHED

    def gaps(self) -> Iterator[LeftOut]:
        """The places of the maps that are left out."""
        for part, names in enumerate(self.groups):
            if len(names) > 1:
                yield LeftOut(part, tuple(map(self.order.index, names)))

    def lines(self) -> Lines | None:
        """The same along one row, where there is room for it and each map reads the next alone."""
        if not self.is_chain:
            return None
        rows = self._followed(paths.ONE_ROW)
        at = [sections.row_of(one) for one in self.maps.values()]
        return sections.lines(self.report, [rows[name] for name in self.order], at)

    def _followed(self, way: paths.Way) -> dict[str, PathMap]:
        back = path_maps.traced(self.report, self.name, self.cell, way)
        return {**path_maps.reached(self.report, self.name, self.cell, way), **back}


def build(report: Report, view: View) -> Timeline:
    """Every map of the stack that has to do with the view's pixel."""
    chosen = traces.of_view(report, view)[0]
    glass = Hourglass(report, chosen.name, chosen.cell)
    stands = lined_up.stands(report, list(glass.maps.values()))
    both = list(zip(glass.maps.values(), stands, strict=True))
    grids = {one.name: _grid(glass, one, stand) for one, stand in both}
    lines = glass.lines()
    rows = () if lines is None else tuple(_row(glass, line) for line in lines.each)
    outlines = [_outline(glass, one, grids[one.name].key, stand.piece) for one, stand in both]
    if lines is not None:
        placed = zip(lines.each, rows, strict=True)
        outlines += [_outline(glass, line.map, row.key, line.stand.piece) for line, row in placed]
    oval = ovals.of(report, glass.name, glass.cell, grids.get(INPUT))
    shown = (*grids.values(), *rows)
    legend = field_words.legend(glass, shown, ovals.note(oval, glass.maps[INPUT]))
    headline = field_words.headline(glass, aligned=all(stand.scale for stand in stands))
    captions = tuple(gap.caption() for gap in glass.gaps())
    frame = Frame(
        0, 1, shown,
        outlines=tuple(one for one in outlines if one is not None),
        ovals=() if oval is None else (oval,),
        threads=() if lines is None else tuple(_threads(glass, lines)),
        captions=captions, headline=headline, legend=legend,
    )  # fmt: skip
    section = None
    if lines is not None:
        placed = zip(lines.each, rows, strict=True)
        section = sections.section(line.stand.item(row) for line, row in placed)
    body = _body(glass, dict(zip(glass.maps, stands, strict=True)), grids)
    return Timeline(1, Arrangement(body, headline, legend, section), lambda _: frame)


def _grid(glass: Hourglass, one: PathMap, stand: Stand) -> Grid:
    key = Key(one.name, path_maps.STAGE)
    heading = field_words.heading(glass, one)
    made = path_maps.grid(one, stand.piece, key, LOOKS[glass.mark(one.name)], heading)
    made = replace(made, foot=gridding_words.piece_of(one, stand.piece))
    return replace(made, values=None) if one.name == glass.name else made


def _row(glass: Hourglass, line: Line) -> Grid:
    made = line.grid(LOOKS[glass.mark(line.map.name)], field_words.row_heading(line.map))
    return replace(made, values=None) if line.map.name == glass.name else made


def _outline(glass: Hourglass, one: PathMap, key: Key, piece: Piece) -> Outline | None:
    """The frame of the pinned cell; the box round the cells of a field that has holes."""
    seen = None if one.field is None else one.field.cut(piece)
    if seen is None or not seen.area:
        return None
    if one.name == glass.name:
        return Outline(key, *seen.spans(piece), Mark.PINNED)
    return None if one.is_full else Outline(key, *seen.spans(piece), Mark.HULL)


def _threads(glass: Hourglass, lines: Lines) -> Iterator[Threads]:
    for above, threads in zip(lines.each, lines.threads(), strict=False):
        is_before = glass.mark(above.map.name) is Mark.REACHES
        yield threads if is_before else replace(threads, mark=Mark.REACHED)


def _body(glass: Hourglass, stands: dict[str, Stand], grids: dict[str, Grid]) -> Node:
    """The maps from left to right, and places of words for those left out among them."""
    nodes: list[tuple[int, Node]] = [
        (glass.order.index(name), stands[name].item(grid)) for name, grid in grids.items()
    ]
    nodes += [(gap.steps[0], Slot(gap.caption(len(gap.steps)))) for gap in glass.gaps()]
    return Flow(tuple(node for _, node in sorted(nodes, key=lambda one: one[0])))
