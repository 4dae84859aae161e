"""How maps stand beside each other so that one height is one place of the input, exactly.

A cell of a map is as wide as the cells of the input between two of its neighbours, and lies round
its centre. Maps whose centres are not known, or whose cells would be out of all proportion, get
boxes as large as all the others take together.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from engine.arrangement import Item, Margin
from engine.document import INPUT
from engine.geometry import START
from engine.scenes.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.frame import Grid
    from engine.geometry import Field
    from engine.report import Report
    from engine.scenes.path_maps import PathMap

# Cells of an axis that are shown at once.
LARGEST_SHOWN = 256
# Cells of the input shown beside a field, where rows are too wide to be shown whole.
BESIDE = 2
# The cells of the widest, as against those of the input.
WIDEST = 16
HALF = Fraction(1, 2)
NOTHING_ROUND = Margin()


class Stretch(NamedTuple):
    """From one place of the input to another; cell o of it lies from o - 1/2 to o + 1/2."""

    start: Fraction
    stop: Fraction

    @property
    def middle(self) -> Fraction:
        return (self.start + self.stop) / 2

    @property
    def length(self) -> Fraction:
        return self.stop - self.start


@dataclass(frozen=True)
class Steps:
    """How the cells of a map follow each other along one axis of the input."""

    jump: Fraction
    centre: Fraction

    def over(self, cells: range) -> Stretch:
        """The part of the input that those cells take."""
        first = self.jump * cells.start + self.centre - self.jump * HALF
        return Stretch(first, first + self.jump * len(cells))

    def within(self, stretch: Stretch, cells: range) -> range:
        """Those of the cells whose centres lie there."""
        first = ceil((stretch.start - self.centre) / self.jump)
        beyond = ceil((stretch.stop - self.centre) / self.jump)
        start = min(max(first, cells.start), cells.stop)
        return range(start, max(min(beyond, cells.stop), start))


@dataclass(frozen=True)
class Stand:
    """The cells that are shown of a map, the side of each, and the room round them.

    A map that does not line up has no scale; its longer side is `side`.
    """

    piece: Piece
    scale: float | None
    side: float
    margin: Margin = NOTHING_ROUND

    def item(self, grid: Grid) -> Item:
        """The map as a thing to be placed."""
        if self.scale is None:
            return Item(grid, scale=self.side, fitted=True)
        return Item(grid, scale=self.scale, margin=self.margin)


def stands(report: Report, maps: Sequence[PathMap], most: int = LARGEST_SHOWN) -> list[Stand]:
    """How each of the maps stands; of large ones a piece round the first map's chosen cell."""
    steps = [_steps(report, one, maps) for one in maps]
    known = [(one, step) for one, step in zip(maps, steps, strict=True) if step is not None]
    if not known:
        shown = [Piece(*(_round(one, axis, most) for axis in (0, 1))) for one in maps]
        return [Stand(piece, None, float(max(piece.size))) for piece in shown]
    windows = [_window(known, axis, most) for axis in (0, 1)]
    pieces = [_piece(one, step, windows, most) for one, step in zip(maps, steps, strict=True)]
    spread = [_spread(steps, pieces, axis) for axis in (0, 1)]
    return [_stand(step, piece, spread) for step, piece in zip(steps, pieces, strict=True)]


def in_one_row(report: Report, maps: Sequence[PathMap], most: int) -> list[Stand] | None:
    """The same for one row of each; None where that is too wide, or does not line up.

    Where whole rows are too wide, what is shown is the field and some cells beside it.
    """
    steps = [_steps(report, one, maps) for one in maps]
    known = [step for step in steps if step is not None]
    if len(known) < len(maps):
        return None
    window = _over([(step[1], one.padded.columns) for one, step in zip(maps, known, strict=True)])
    if window.length > most:
        fields = [(step[1], one.field) for one, step in zip(maps, known, strict=True)]
        window = _over([(step, field.columns) for step, field in fields if field is not None])
        window = Stretch(window.start - BESIDE, window.stop + BESIDE)
    columns = [
        step[1].within(window, one.padded.columns) for one, step in zip(maps, known, strict=True)
    ]
    if window.length > most or not all(0 < len(one) <= most for one in columns):
        return None
    shown = [Piece(range(1), one) for one in columns]
    spread = [_spread(known, shown, axis) for axis in (0, 1)]
    return [_stand(step, piece, spread) for step, piece in zip(known, shown, strict=True)]


def steps_of(report: Report, name: str, axis: int) -> Steps | None:
    """How the cells of the map follow each other; None where that has no sense."""
    row = report.row(name)
    field: Field | None = START if name == INPUT else row.fields[axis] if row else None
    if field is None or not Fraction(1, WIDEST) <= field.jump <= WIDEST:
        return None
    return Steps(field.jump, field.centre)


def _steps(report: Report, one: PathMap, maps: Sequence[PathMap]) -> tuple[Steps, Steps] | None:
    """Those of both axes, whose jumps are one where cells follow each other on both."""
    down, across = steps_of(report, one.name, 0), steps_of(report, one.name, 1)
    if down is None or across is None:
        return None
    if down.jump == across.jump:
        return down, across
    if all(other.size[0] == 1 for other in maps):
        return Steps(across.jump, Fraction(0)), across
    if all(other.size[1] == 1 for other in maps):
        return down, Steps(down.jump, Fraction(0))
    return None


def _window(
    known: Sequence[tuple[PathMap, tuple[Steps, Steps]]], axis: int, most: int
) -> Stretch | None:
    """The part of the input that is shown; None where there is room for all of it."""
    if all(one.padded.size[axis] <= most for one, _ in known):
        return None
    length = most * min(steps[axis].jump for _, steps in known)
    low, high = _over([(steps[axis], one.padded[axis]) for one, steps in known])
    first, steps = known[0]
    focus = steps[axis].over((first.field or first.whole)[axis]).middle
    start = max(min(focus - length / 2, high - length), low)
    return Stretch(start, start + length)


def _piece(
    one: PathMap,
    steps: tuple[Steps, Steps] | None,
    windows: Sequence[Stretch | None],
    most: int,
) -> Piece:
    if steps is None:
        return Piece(_round(one, 0, most), _round(one, 1, most))
    rows, columns = (
        one.padded[axis] if window is None else steps[axis].within(window, one.padded[axis])
        for axis, window in enumerate(windows)
    )
    return Piece(rows, columns)


def _round(one: PathMap, axis: int, most: int) -> range:
    """Not too many cells of an axis, round the middle of the field."""
    cells = one.padded[axis]
    field = (one.field or one.whole)[axis]
    middle = (field.start + field.stop) // 2
    start = max(min(middle - most // 2, cells.stop - most), cells.start)
    return range(start, min(start + most, cells.stop))


def _spread(
    steps: Sequence[tuple[Steps, Steps] | None], pieces: Sequence[Piece], axis: int
) -> Stretch:
    """All that the maps take of the input together."""
    both = zip(steps, pieces, strict=True)
    return _over([(step[axis], piece[axis]) for step, piece in both if step is not None])


def _over(parts: Sequence[tuple[Steps, range]]) -> Stretch:
    """All that those cells take of the input together."""
    taken = [steps.over(cells) for steps, cells in parts]
    return Stretch(min(part.start for part in taken), max(part.stop for part in taken))


def _stand(steps: tuple[Steps, Steps] | None, piece: Piece, spread: Sequence[Stretch]) -> Stand:
    side = float(max(one.length for one in spread))
    if steps is None:
        return Stand(piece, None, side)
    down, across = (step.over(cells) for step, cells in zip(steps, piece, strict=True))
    margin = Margin(
        above=float(down.start - spread[0].start),
        below=float(spread[0].stop - down.stop),
        left=float(across.start - spread[1].start),
        right=float(spread[1].stop - across.stop),
    )
    return Stand(piece, float(steps[0].jump), side, margin)
