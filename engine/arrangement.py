"""How the things of a figure stand to each other, before anyone knows how large a pixel is.

A cell is the unit that a canvas decides; a title is the size of a map's title. Whatever may
appear in any frame of a timeline is here, with the widest words it may hold, so that no frame
moves another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.frame import Caption, Grid, Heading, Headline, Legend


class Align(Enum):
    """Where a thing stands in more room than it needs."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True)
class Gap:
    """A distance: so many cells and so many sizes of a title."""

    cells: float = 0.0
    titles: float = 0.0


APART = Gap(titles=2.0)
FOR_RAYS = Gap(cells=1.7)
NEAR = Gap(titles=1.0)


@dataclass(frozen=True)
class Margin:
    """Empty room round a map, in cells of the figure: equal places of several maps line up."""

    above: float = 0.0
    below: float = 0.0
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, eq=False)
class Item:
    """A grid: any frame's, that needs as much room as all others of its key.

    Its cells are `scale` times the figure's; with `fitted`, its longer side is `scale` cells
    whatever its size. They are never smaller than `least` sizes of a title. Figures narrower than
    `from_width` (pixels at 1×) do without it.
    """

    grid: Grid
    scale: float = 1.0
    fitted: bool = False
    from_width: int = 0
    least: float = 0.0
    margin: Margin = Margin()


@dataclass(frozen=True, eq=False)
class Slot:
    """Room for a caption: the widest there may be."""

    caption: Caption
    from_width: int = 0


@dataclass(frozen=True, eq=False)
class Table:
    """Things in rows and columns; None is an empty place. Gaps follow a row, or a column.

    A table within another stands in line with what is above and below it by all its columns, or
    by its column `core`: the others take room beside that.
    """

    rows: tuple[tuple[Node | None, ...], ...]
    column_gaps: tuple[Gap, ...] | Gap = APART
    row_gaps: tuple[Gap, ...] | Gap = APART
    across: Align = Align.START
    down: Align = Align.CENTRE
    core: int | None = None


@dataclass(frozen=True, eq=False)
class Flow:
    """Things of one kind from left to right, in as many rows as make them largest."""

    nodes: tuple[Node, ...]
    gap: Gap = APART


@dataclass(frozen=True, eq=False)
class Board:
    """Things at a column and a row each, of equal pitch; rows may lie between others."""

    nodes: tuple[tuple[Node, float, float], ...]
    gap: Gap = APART


@dataclass(frozen=True, eq=False)
class Choice:
    """One of two ways: `tall` where the canvas is nearly as high as wide, or where cells gain."""

    wide: Node
    tall: Node


Node = Item | Slot | Table | Flow | Board | Choice


@dataclass(frozen=True, eq=False)
class Section:
    """Grids of one row each, one above the other, the name of each to its left.

    Their cells are `scale` times as wide as those of the section, whose side its room decides, and
    all equally high; margins to the left and right, in cells of the section, line them up.
    """

    items: tuple[Item, ...]
    heading: Heading


@dataclass(frozen=True, eq=False)
class Arrangement:
    """All there is to place: the maps, the headline above them, the legend below.

    Where the maps leave enough height there is the section too, with the legend to its right.
    """

    body: Node
    headline: Headline | None = None
    legend: Legend | None = None
    section: Section | None = None


def row(*nodes: Node | None, gaps: tuple[Gap, ...] | Gap = APART) -> Table:
    """Things side by side, middle beside middle."""
    return Table((nodes,), column_gaps=gaps)


def column(*nodes: Node | None, gaps: tuple[Gap, ...] | Gap = APART) -> Table:
    """Things one above the other, from one left edge."""
    return Table(tuple((node,) for node in nodes), row_gaps=gaps)
