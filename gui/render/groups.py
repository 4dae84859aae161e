"""How things in rows and columns, or on a board, share their room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.arrangement import Align, Board, Gap, Item, Slot, Table
from gui.render import alternatives, blocks, reaches
from gui.render.blocks import MapBlock, Wording
from gui.render.reaches import Extent, Reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.arrangement import Node
    from engine.frame import Key
    from gui.render.blocks import Block, Places, Setting, Unit

    Cells = tuple[tuple[Block | None, ...], ...]


@dataclass(frozen=True, eq=False)
class TableBlock:
    """Things in rows and columns, their maps lined up."""

    cells: Cells
    column_gaps: tuple[Gap, ...]
    row_gaps: tuple[Gap, ...]
    across: Align
    down: Align
    setting: Setting
    core: int | None = None

    def extent(self, unit: Unit) -> Extent:
        """All rows and columns with their gaps."""
        gaps = self._lengths(self.column_gaps, unit)
        columns, rows = self._lines(self._extents(unit, gaps))
        return Extent(
            reaches.chain(columns, gaps, self.core),
            reaches.chain(rows, self._lengths(self.row_gaps, unit)),
        )

    def place(self, x: float, y: float, unit: Unit, places: Places) -> None:
        """Each thing in its row and column."""
        gaps = self._lengths(self.column_gaps, unit)
        extents = self._extents(unit, gaps)
        columns, rows = self._lines(extents)
        lefts = reaches.starts(columns, gaps)
        tops = reaches.starts(rows, self._lengths(self.row_gaps, unit))
        for row, blocks_of_row in enumerate(self.cells):
            for column, block in enumerate(blocks_of_row):
                extent = extents[row][column]
                if block is None or extent is None:
                    continue
                left = lefts[column] + reaches.lead(extent.across, columns[column], self.across)
                top = tops[row] + reaches.lead(extent.down, rows[row], self.down)
                block.place(x + left, y + top, unit, places)

    def _extents(self, unit: Unit, gaps: Sequence[float]) -> list[list[Extent | None]]:
        found = [[block.extent(unit) if block else None for block in row] for row in self.cells]
        for blocks_of_row, row in zip(self.cells, found, strict=True):
            for at, gap in enumerate(gaps):
                one, beside = row[at], row[at + 1]
                # Only of a map it is known that nothing but its title and foot reaches further.
                if one and beside and isinstance(blocks_of_row[at], MapBlock):
                    row[at] = _over(one, beside, gap)
        return found

    def _lines(self, extents: Sequence[Sequence[Extent | None]]) -> tuple[list[Reach], list[Reach]]:
        columns = [
            reaches.line([each.across for each in column if each], self.across)
            for column in zip(*extents, strict=True)
        ]
        rows = [reaches.line([each.down for each in row if each], self.down) for row in extents]
        return columns, rows

    def _lengths(self, gaps: Sequence[Gap], unit: Unit) -> list[float]:
        return [self.setting.gap(gap, unit) for gap in gaps]


@dataclass(frozen=True, eq=False)
class BoardBlock:
    """Things at a column and a row each, the first of both being 0."""

    things: tuple[tuple[Block, float, float], ...]
    gap: Gap
    setting: Setting

    def extent(self, unit: Unit) -> Extent:
        """From the first to the last place, every one being as large as the largest thing."""
        line = self._line(unit)
        pitch = self._pitch(line, unit)
        columns = max(column for _, column, _ in self.things)
        rows = max(row for _, _, row in self.things)
        return Extent(
            _stretched(line.across, columns * pitch[0]), _stretched(line.down, rows * pitch[1])
        )

    def place(self, x: float, y: float, unit: Unit, places: Places) -> None:
        """The maps' middles at equal distances."""
        line = self._line(unit)
        pitch = self._pitch(line, unit)
        for block, column, row in self.things:
            extent = block.extent(unit)
            left = column * pitch[0] + reaches.lead(extent.across, line.across, Align.CENTRE)
            top = row * pitch[1] + reaches.lead(extent.down, line.down, Align.CENTRE)
            block.place(x + left, y + top, unit, places)

    def _line(self, unit: Unit) -> Extent:
        extents = [block.extent(unit) for block, *_ in self.things]
        return Extent(
            reaches.line([extent.across for extent in extents], Align.CENTRE),
            reaches.line([extent.down for extent in extents], Align.CENTRE),
        )

    def _pitch(self, line: Extent, unit: Unit) -> tuple[float, float]:
        gap = self.setting.gap(self.gap, unit)
        return line.across.total + gap, line.down.total + gap


def _over(one: Extent, beside: Extent, gap: float) -> Extent:
    """A title may reach over what is no higher than its map's cells, a caption as a rule."""
    if beside.down.total > beside.down.core or beside.down.core > one.down.core:
        return one
    after = max(one.across.after - gap - beside.across.total, 0.0)
    return one._replace(across=one.across._replace(after=after))


def made(node: Node, setting: Setting) -> Block | None:
    """The node with its words measured, or None if nothing of it is left."""
    return _made(node, setting, {item.grid.key: item for item in alternatives.items(node)})


def _made(node: Node | None, setting: Setting, maps: Mapping[Key, Item]) -> Block | None:
    match node:
        case Item():
            return blocks.map_block(node, setting)
        case Slot():
            said = setting.wording < Wording.NO_CAPTIONS
            return blocks.slot_block(node, setting, maps) if said else None
        case Table():
            return _table(node, setting, maps)
        case Board():
            return _board(node, setting, maps)
        case _:
            return None


def _table(table: Table, setting: Setting, maps: Mapping[Key, Item]) -> TableBlock | None:
    found = [[_made(node, setting, maps) for node in row] for row in table.rows]
    rows = [at for at, row in enumerate(found) if any(row)]
    columns = [at for at, column in enumerate(zip(*found, strict=True)) if any(column)]
    if not rows:
        return None
    cells = tuple(tuple(found[row][column] for column in columns) for row in rows)
    gaps = _gaps(table.column_gaps, columns), _gaps(table.row_gaps, rows)
    core = columns.index(table.core) if table.core in columns else None
    return TableBlock(cells, *gaps, table.across, table.down, setting, core)


def _gaps(gaps: tuple[Gap, ...] | Gap, lines: Sequence[int]) -> tuple[Gap, ...]:
    """The gap that follows each line that is left, but the last."""
    if isinstance(gaps, Gap):
        return (gaps,) * (len(lines) - 1)
    return tuple(gaps[at] for at in lines[:-1])


def _board(board: Board, setting: Setting, maps: Mapping[Key, Item]) -> BoardBlock | None:
    made_all = [(_made(node, setting, maps), column, row) for node, column, row in board.nodes]
    found = [(block, column, row) for block, column, row in made_all if block]
    if not found:
        return None
    left, top = min(column for _, column, _ in found), min(row for _, _, row in found)
    things = tuple((block, column - left, row - top) for block, column, row in found)
    return BoardBlock(things, board.gap, setting)


def _stretched(reach: Reach, length: float) -> Reach:
    return reach._replace(core=reach.core + length)
