"""What a moment of a scene shows, as data: cells, roles and words, never colours or pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.handles import Handle
    from engine.roles import Role
    from engine.words import Text

    Roles = NDArray[np.uint8]
    Array = NDArray[np.float64]


class Key(NamedTuple):
    """Who a thing in a figure is: it keeps its place in all frames of a timeline."""

    layer: str
    stage: str
    channel: int = 0
    part: int = 0


@dataclass(frozen=True)
class Heading:
    """What stands above a map: its name, what is said of it, and a second, quieter line.

    A `badge` is its number among stages, in a disc before the name; 0 is none.
    """

    name: Text | str
    rest: Text | str = ""
    second: Text | str = ""
    badge: int = 0


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of a map. Frames share it: what changes between them is laid over it.

    `roles` [rows, columns] holds a Role each. `values` are written into the cells, NaN into none;
    `shares` are places on the ramp, from 0 to 1, that colour cells instead of their role. The
    first cell shown is `origin` of the map, whose padding has negative places. `label` stands in
    the middle of the cells, where there are no values. With `bars` no cells are drawn but
    bars, as long as their shares, from 0 to 1: [rows, 1] from the left, [1, columns] from below.

    `signed` shares go from -1 to 1, and numbers are written with their sign. With `corners`
    numbers stand in the outer corners of the cells, and the weights of a window over it by them.
    The number of the cell `marked` stands out.
    """

    key: Key
    roles: Roles
    values: Array | None = None
    shares: Array | None = None
    origin: Pair = (0, 0)
    heading: Heading | None = None
    foot: Text | str = ""
    label: Text | str = ""
    bars: Array | None = None
    signed: bool = False
    corners: bool = False
    marked: Pair | None = None

    @property
    def size(self) -> Pair:
        """Rows and columns that are shown."""
        rows, columns = self.roles.shape
        return rows, columns


@dataclass(frozen=True)
class Filling:
    """How far a grid has been made, row by row: cells from `count` on are not yet there.

    `newest` is how visible the number of the last one is already.
    """

    grid: Key
    count: int
    newest: float = 1.0


@dataclass(frozen=True, eq=False)
class Coming:
    """A grid on its way in, over the one of its key."""

    grid: Grid
    opacity: float


@dataclass(frozen=True, eq=False)
class Loose:
    """Cells that stand freely over a grid: on their way, or turning.

    `rows` and `columns` are their upper left corners, in cells of the grid `on`, from its first
    one. They fly there from equal places of `source`, or from those that `starts` names: `way` is
    how much of it lies behind them. `turn` counts half turns about their middle; numbers stay
    upright. `marked` is the cell whose number stands out, counted as they come.
    """

    on: Key
    rows: Array
    columns: Array
    roles: Roles
    values: Array | None = None
    opacity: float = 1.0
    turn: float = 0.0
    ring: bool = False
    source: Key | None = None
    way: float = 1.0
    starts: tuple[Array, Array] | None = None
    marked: int | None = None


@dataclass(frozen=True)
class Span:
    """Cells of one axis, counted from the first one shown: `count` of them, `step` apart.

    Between two steps a start is no whole number; where a window changes its size, a count neither.
    """

    start: float
    count: float = 1.0
    step: int = 1

    @property
    def end(self) -> float:
        """Where the last cell ends."""
        return self.start + (self.count - 1) * self.step + 1


@dataclass(frozen=True)
class Place:
    """Some cells of a grid, or all of it, or a slot of words."""

    of: Key
    rows: Span | None = None
    columns: Span | None = None


@dataclass(frozen=True)
class Window:
    """The cells that are read now; with `fills` false, a ring alone, round what is made of them.

    `weights` [taps down, taps across] stand in the corners of its cells, or `notes`. `chosen` is
    the one tap whose value is taken, row and column among the taps.
    """

    grid: Key
    rows: Span
    columns: Span
    weights: Array | None = None
    chosen: Pair | None = None
    fills: bool = True
    opacity: float = 1.0
    notes: tuple[tuple[str, ...], ...] | None = None


class Mark(Enum):
    """What a frame round cells says of them, and a line between them."""

    FIELD = "field"
    HULL = "hull"
    PINNED = "pinned"
    REACHES = "reaches"
    REACHED = "reached"


@dataclass(frozen=True)
class Outline:
    """A frame round cells of a grid, counted from the first one shown."""

    grid: Key
    rows: Span
    columns: Span
    mark: Mark = Mark.FIELD
    opacity: float = 1.0


@dataclass(frozen=True)
class Oval:
    """An ellipse over a grid: its middle and its radii, in rows and columns from the first cell."""

    grid: Key
    row: float
    column: float
    down: float
    across: float


@dataclass(frozen=True, eq=False)
class Threads:
    """Lines from cells of a grid of one row to cells of the next, one for each tap.

    `columns` [n, 2] are columns of the source and of the target, counted from the first one shown.
    So much of each line as `grown` says is there already, from the source on.
    """

    source: Key
    target: Key
    columns: NDArray[np.int64]
    mark: Mark = Mark.REACHES
    grown: float = 1.0


class Line(Enum):
    """How a link is drawn: rays from a window to a cell, a line of now, an arrow between maps.

    TURN is a bent arrow between a kernel and the same half turned round.
    """

    RAYS = "rays"
    LINE = "line"
    ARROW = "arrow"
    NOW_ARROW = "now arrow"
    TURN = "turn"


@dataclass(frozen=True)
class Link:
    """What leads from one place to another; a `level` one only to what stands beside it."""

    source: Place
    target: Place
    line: Line = Line.RAYS
    opacity: float = 1.0
    level: bool = False


@dataclass(frozen=True)
class Point:
    """A place between the cells of a grid, in rows and columns from the corner of its first.

    A hollow one is the place of a regular tap; the chosen one has a ring round it.
    """

    grid: Key
    row: float
    column: float
    hollow: bool = False
    chosen: bool = False


class Sample(Enum):
    """What a legend shows of points."""

    REGULAR = "regular"
    READS = "reads"


@dataclass(frozen=True)
class Shade:
    """A cell of a legend in the colour of a share."""

    share: float


@dataclass(frozen=True)
class Move:
    """An arrow over a grid, from a regular tap to where it reads; places are those of points."""

    grid: Key
    row: float
    column: float
    to_row: float
    to_column: float
    strong: bool = False


@dataclass(frozen=True)
class Spokes:
    """Lines from a place of a grid to others, the wider the more the values there weigh.

    `ends` are rows and columns like those of a point, mostly middles of cells; `weights` 0 to 1.
    """

    grid: Key
    row: float
    column: float
    ends: tuple[tuple[float, float], ...]
    weights: tuple[float, ...]


class Tone(Enum):
    """What a piece of text speaks of."""

    INK = "ink"
    SOFT = "soft"
    WEIGHT = "weight"
    RESULT = "result"


class Size(Enum):
    """How large a piece of text is."""

    SECOND = "second"
    TITLE = "title"
    SUM = "sum"
    RESULT = "result"


class Side(Enum):
    """Which end of its column a piece of text keeps to."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Part:
    """A piece of text in one tone; in a caption every part has its own column."""

    content: Text | str
    tone: Tone = Tone.INK
    strong: bool = False
    size: Size = Size.SUM
    side: Side = Side.RIGHT


@dataclass(frozen=True)
class Caption:
    """Words in a slot, line by line; with `aligned`, parts of all lines stand in columns.

    Lines keep the pitch of the rows of the grid `beside`, where there is one.
    """

    slot: Key
    lines: tuple[tuple[Part, ...], ...]
    aligned: bool = True
    beside: Key | None = None


@dataclass(frozen=True)
class Scale:
    """What the colours of a ramp mean, and what is written at places of it, from 0 to 1."""

    meaning: Text
    ticks: tuple[tuple[float, Text | str], ...]


@dataclass(frozen=True)
class Legend:
    """What a figure's roles, frames and points mean, each with a quieter line, and its ramp.

    `notes` are said where there is room beside a section.
    """

    roles: tuple[tuple[Role | Mark | Sample | Shade, Text | str], ...] = ()
    ramp: Scale | None = None
    notes: tuple[Text, ...] = ()
    seconds: tuple[Text | str, ...] = ()


@dataclass(frozen=True)
class Headline:
    """The finding, and of what it is one."""

    finding: Text | str
    rest: Text | str = ""


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that is to be seen at one moment; of grids that are `named` words alone are."""

    step: int
    length: int
    grids: tuple[Grid, ...]
    fillings: tuple[Filling, ...] = ()
    windows: tuple[Window, ...] = ()
    links: tuple[Link, ...] = ()
    points: tuple[Point, ...] = ()
    outlines: tuple[Outline, ...] = ()
    ovals: tuple[Oval, ...] = ()
    threads: tuple[Threads, ...] = ()
    captions: tuple[Caption, ...] = ()
    headline: Headline | None = None
    legend: Legend | None = None
    coming: tuple[Coming, ...] = ()
    loose: tuple[Loose, ...] = ()
    moves: tuple[Move, ...] = ()
    spokes: tuple[Spokes, ...] = ()
    named: tuple[Grid, ...] = ()
    handles: tuple[Handle, ...] = ()
