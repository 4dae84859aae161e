"""How many stamps meet at every cell, of one transposed layer and of a stack of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from engine import counts, patches
from engine.frame import Heading, Key, Legend, Shade
from engine.layers import ConvTranspose
from engine.patches import Product
from engine.roles import Role
from engine.scenes import map_words, path_maps, path_ramp, short_words
from engine.scenes.path_maps import Look, PathMap
from engine.scenes.piece import Piece
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.frame import Grid
    from engine.report import Report, Row
    from engine.scenes.path_ramp import Ramp
    from engine.scenes.stamping import Stamping
    from engine.words import Text

STAGE, STACK_STAGE = "overlap", "overlap of the stack"
STAGES = (STAGE, STACK_STAGE)
GRIDS = 16  # pieces of large maps that are kept
# Of more counts a ramp tells, not a cell of each.
MOST_SHADES = 6


class Overlap:
    """The map of a layer with the stamps at each cell, those of `rows` one after the other."""

    def __init__(self, rows: Sequence[Row]) -> None:
        patch = patches.full(*rows[0].sources.size)
        for row in rows:
            patch = patches.carried(patch, counts.axes_of(row), backward=False)
        assert isinstance(patch, Product)
        self.rows, self.product = tuple(rows), patch
        self.paths = PathMap(rows[-1].name, rows[-1].shape[1:], patch)
        self.key = Key(rows[-1].name, STAGE if len(rows) == 1 else STACK_STAGE)
        self.grid = lru_cache(GRIDS)(self._grid)

    def values(self) -> set[int]:
        """The counts that there are, 0 among them where a cell has no stamp."""
        return {down * across for down in self._sides(0) for across in self._sides(1)}

    def _sides(self, axis: int) -> set[int]:
        stretch = (self.product.rows, self.product.columns)[axis]
        found = set(stretch.weights.tolist())
        return found if len(stretch.weights) == self.paths.size[axis] else found | {0}

    def _grid(self, piece: Piece, ramp: Ramp | None) -> Grid:
        look = Look(Role.REST, outside=Role.UNUSED, ramp=ramp)
        return path_maps.grid(self.paths, piece, self.key, look, self._heading())

    def _heading(self) -> Heading:
        size = short_words.lengths(self.paths.size)
        if len(self.rows) == 1:
            return Heading(text("overlap"), size, text("how many of all stamps touch each cell"))
        source = map_words.name_of(self.rows[0].inputs[0])
        name = text("overlap of {count} layers", count=len(self.rows))
        return Heading(name, second=text("paths from {map} to each cell", map=source))


def of(report: Report, row: Row) -> list[Overlap]:
    """That of the layer, and that of the transposed layers before it with it, if there are any."""
    run = [row]
    while (above := report.row(run[0].inputs[0])) and isinstance(above.layer, ConvTranspose):
        run.insert(0, above)
    return [Overlap([row]), Overlap(run)] if len(run) > 1 else [Overlap([row])]


def ramp(maps: Sequence[Overlap]) -> Ramp | None:
    """One ramp for all of them; None where no stamp touches any cell."""
    touched = [one.paths for one in maps if one.paths.ends is not None]
    return path_ramp.of(touched) if touched else None


def shown(maps: Sequence[Overlap], piece: Piece, ramp: Ramp | None) -> list[Grid]:
    """Those cells of the output, and of what padding crops round it."""
    return [one.grid(piece, ramp) for one in maps]


def legend(maps: Sequence[Overlap], ramp: Ramp | None, stamping: Stamping) -> Legend:
    """What the colours say; each count has its own where they are few."""
    found = sorted({value for one in maps for value in one.values()} - {0})
    few = ramp is not None and len(found) <= MOST_SHADES
    roles: list[tuple[Role | Shade, Text | str]] = []
    if ramp is not None and few:
        roles += [(Shade(ramp.share(value)), path_ramp.written(value)) for value in found]
    roles += _hatched(maps, stamping)
    if ramp is None or few:
        return Legend(tuple(roles))
    meaning = text("stamps, log scale") if ramp.logarithmic else text("stamps")
    return Legend(tuple(roles), replace(ramp.scale(), meaning=meaning))


def _hatched(maps: Sequence[Overlap], stamping: Stamping) -> Iterator[tuple[Role, Text]]:
    if any(0 in one.values() for one in maps):
        yield Role.UNUSED, text("0: no stamp")
    if any(side for axis in stamping.axes for side in axis.cropped):
        yield Role.UNREAD, text("cropped by padding")
