"""Figures of transposed and deformable convolution as their scenes make them, with their moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import mixing, unfolding
from engine.arrangement import (
    FOR_RAYS,
    Arrangement,
    Gap,
    Item,
    Slot,
    Table,
    column,
    row,
)
from engine.frame import (
    Caption,
    Filling,
    Frame,
    Grid,
    Heading,
    Headline,
    Key,
    Legend,
    Line,
    Link,
    Mark,
    Move,
    Outline,
    Part,
    Place,
    Point,
    Sample,
    Shade,
    Size,
    Span,
    Spokes,
    Tone,
    Window,
)
from engine.roles import Role
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ, OPEN, WIDE, KERNEL, TURNED, SLID, MADE = (
    Key("up", stage) for stage in ("read", "open", "wide", "kernel", "turned", "slid", "made")
)
VALUES = np.array([[1.0, 2.0], [3.0, 1.0]])
WEIGHTS = np.arange(1.0, 10.0).reshape(3, 3)


def cells(key: Key, values: NDArray[np.float64], role: Role, **more: Any) -> Grid:
    return Grid(key, np.full(values.shape, role, np.uint8), values, **more)


def titled(badge: int, name: str, second: str) -> Heading:
    return Heading(name, second=second, badge=badge)


def transposed_grids() -> tuple[Grid, ...]:
    """Input, zeros inserted, border added, kernel, kernel turned, what it slides over, output."""
    read = cells(READ, VALUES, Role.INPUT, heading=titled(1, "input", "2×2"))
    opened = np.zeros((3, 3))
    opened[::2, ::2] = VALUES
    roles = np.full((3, 3), Role.INSERTED_ZERO, np.uint8)
    roles[::2, ::2] = Role.INPUT
    between = titled(2, "insert zeros", "stride − 1 = 1 between")
    zeros = Grid(OPEN, roles, opened, heading=between)
    border = titled(3, "add a border", "kernel − 1 − padding = 1")
    framed = np.pad(roles, 1, constant_values=Role.BORDER)
    wide = Grid(WIDE, framed, np.pad(opened, 1), heading=border)
    flip = titled(4, "flip the kernel", "half a turn: rows and columns reversed")
    kernel = cells(KERNEL, WEIGHTS, Role.REST, heading=flip, marked=(0, 0))
    turned = cells(TURNED, WEIGHTS[::-1, ::-1], Role.WINDOW, marked=(2, 2))
    slide = titled(5, "slide", "ordinary convolution, stride 1, no padding")
    slid = replace(wide, key=SLID, heading=slide)
    out = np.array([[5.0, 14, 10], [14, 33, 24], [21, 26, 9]])
    made = cells(MADE, out, Role.OUTPUT, heading=Heading("output", "1×3×3"))
    return read, zeros, wide, kernel, turned, slid, made


def arrow(source: Key, target: Key, line: Line = Line.ARROW) -> Link:
    return Link(Place(source), Place(target), line)


LEGEND = Legend(
    (
        (Role.INPUT, text("real value")),
        (Role.INSERTED_ZERO, text("zero, inserted by the stride")),
        (Role.BORDER, text("zero, border")),
    )
)


def transposed() -> Timeline:
    """Four stages, then the flipped kernel slides."""
    grids = transposed_grids()
    read, zeros, wide, kernel, turned, slid, made = grids
    headline = Headline("transposed convolution", "2×2 → 3×3, kernel 3×3, stride 2, padding 1")
    stages = ((read,), (zeros,), (wide,), (kernel, turned), (slid, made))
    links = (arrow(READ, OPEN), arrow(OPEN, WIDE), arrow(WIDE, KERNEL),
             arrow(KERNEL, TURNED, Line.TURN))  # fmt: skip

    def step(number: int) -> Frame:
        shown = tuple(grid for stage in stages[: min(number, 4) + 1] for grid in stage)
        there = {grid.key for grid in shown}
        frame = Frame(
            number, 13, shown, headline=headline, legend=LEGEND,
            links=tuple(link for link in links if link.target.of in there),
            named=tuple(grid for grid in grids if grid.key not in there and grid.heading),
        )  # fmt: skip
        return sliding(frame, number - 4) if number >= 4 else frame

    def between(before: Frame, after: Frame, share: float) -> Frame:
        moving = {
            0: lambda: unfolding.opening(zeros, share, READ),
            1: lambda: unfolding.bordering(wide, share, OPEN),
            2: lambda: unfolding.turning(kernel, TURNED, share),
        }.get(before.step)
        if moving is None:
            return mixing.glide(before, after, share)
        shown = (*before.grids, kernel) if before.step == 2 else before.grids
        return replace(before, grids=shown, loose=moving())

    times = {0: unfolding.ZEROS_MS, 1: unfolding.BORDER_MS, 2: unfolding.FLIP_MS}
    stage = row(
        Item(read), Item(zeros), Item(wide), row(Item(kernel), Item(turned), gaps=Gap(titles=3)),
        gaps=Gap(titles=6),
    )  # fmt: skip
    below = row(Item(slid), Item(made), gaps=Gap(cells=3))
    return Timeline(
        13, Arrangement(column(stage, below, gaps=Gap(titles=2)), headline, LEGEND), step, between,
        lambda step: times.get(step, mixing.MOVE_MS),
    )  # fmt: skip


def sliding(frame: Frame, position: int) -> Frame:
    """The kernel at one position of the widened map."""
    down, across = divmod(position, 3)
    window = Window(SLID, Span(down, 3), Span(across, 3), WEIGHTS[::-1, ::-1])
    ring = Window(MADE, Span(down), Span(across), fills=False)
    rays = Link(Place(SLID, window.rows, window.columns), Place(MADE, ring.rows, ring.columns))
    return replace(
        frame,
        fillings=(Filling(MADE, position + 1),),
        windows=(window, ring),
        links=(*frame.links, rays),
    )


STAMPED, STAMP, SUMS, OVERLAP = (Key("up", stage) for stage in ("read", "stamp", "sums", "overlap"))
INPUT = np.array([[1.0, 2, 1], [0, 3, 1], [2, 1, 2]])
STAMPS = np.array([[1.0, 0, 2], [0, 1, 0], [2, 1, 1]])
COUNTED = Legend(
    tuple((Shade(share), count) for share, count in ((0.0, "1"), (0.5, "2"), (1.0, "4")))
)
UNEVEN = Headline("uneven overlap: 1, 2 or 4 stamps a cell", "a stamp is value × kernel")


def word(stage: str, *lines: str) -> Caption:
    parts = tuple((Part(line, size=Size.TITLE),) for line in lines)
    return Caption(Key("up", stage), parts, aligned=False)


SCATTER_WORDS = word("times", "×"), word("note", "kernel 3 is not a multiple of stride 2")


def sums(count: int) -> Grid:
    """The output after so many stamps."""
    total = np.full((7, 7), np.nan)
    for at in range(count):
        here = total[stamped(at)]
        here[:] = np.nan_to_num(here) + INPUT.flat[at] * STAMPS
    roles = np.where(np.isnan(total), np.uint8(Role.NOT_YET), np.uint8(Role.OUTPUT))
    return Grid(SUMS, roles, total, heading=Heading("output", "7×7", f"after {count} of 9 stamps"))


def stamped(at: int) -> tuple[slice, slice]:
    """Where stamp number `at` lands."""
    down, across = divmod(at, 3)
    return slice(2 * down, 2 * down + 3), slice(2 * across, 2 * across + 3)


def stamp(count: int) -> Grid:
    """The kernel as it is stamped last."""
    value = INPUT.flat[max(count - 1, 0)]
    heading = Heading("kernel", "3×3", f"each weight times {value:.0f}")
    return cells(STAMP, value * STAMPS, Role.WINDOW if count else Role.REST, heading=heading)


def scatter_step(number: int) -> Frame:
    """The stamp that was made last, and how its numbers came about."""
    along = np.array([1.0, 1, 2, 1, 2, 1, 1])
    counts = np.outer(along, along)
    touched = Heading("overlap", "7×7", "how many of all stamps touch each cell")
    overlap = cells(OVERLAP, counts, Role.OUTPUT, shares=np.log2(counts) / 2, heading=touched)
    read = cells(STAMPED, INPUT, Role.INPUT, heading=Heading("input", "3×3"))
    frame = Frame(
        number, 10, (read, stamp(number), sums(number), overlap), captions=SCATTER_WORDS,
        headline=UNEVEN, legend=COUNTED,
    )  # fmt: skip
    if not number:
        return frame
    down, across = divmod(number - 1, 3)
    rows, columns = Span(2 * down, 3), Span(2 * across, 3)
    value, before = float(INPUT[down, across]), sums(number - 1).values
    assert before is not None
    windows = (
        Window(STAMPED, Span(down), Span(across)),
        Window(STAMP, Span(0, 3), Span(0, 3), notes=noted(STAMPS, "{1:.0f}·{0:.0f}", value)),
        Window(SUMS, rows, columns, notes=noted(before[stamped(number - 1)], "{0:.0f}+", value)),
    )
    return replace(frame, windows=windows, links=(Link(Place(STAMP), Place(SUMS, rows, columns)),))


def noted(values: NDArray[np.float64], how: str, other: float) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple("" if np.isnan(value) else how.format(value, other) for value in line)
        for line in values
    )


def scatter() -> Timeline:
    """Value × kernel, added where it lands; step 0 has no stamp."""
    steps = [scatter_step(number) for number in range(10)]

    def between(before: Frame, after: Frame, share: float) -> Frame:
        down, across = divmod(before.step, 3)
        flown = unfolding.flying(after.grids[1], SUMS, (2 * down, 2 * across), share)
        return unfolding.landing(before, after, flown, share)

    (read, kernel, made, overlap), (times, note) = steps[9].grids, SCATTER_WORDS
    body = row(Item(read), Slot(times), Item(kernel), Item(made),
               column(Item(overlap), Slot(note)),
               gaps=(Gap(titles=1), Gap(titles=1), FOR_RAYS, Gap(titles=3)))  # fmt: skip
    arrangement = Arrangement(body, UNEVEN, COUNTED)
    return Timeline(10, arrangement, steps.__getitem__, between, unfolding.STAMP_MS)


BENT, NEAR = Key("bent", "read"), Key("bent", "near")
NINE = np.array([
    [3, 1, 2, 0, 2, 3, 1, 2, 0], [1, 3, 0, 2, 3, 1, 2, 0, 1], [3, 1, 2, 3, 1, 2, 0, 1, 2],
    [1, 3, 0, 1, 2, 0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2, 3, 1], [2, 3, 0, 1, 2, 3, 0, 1, 2],
    [0, 1, 2, 2, 3, 0, 1, 2, 3], [2, 3, 3, 0, 1, 2, 2, 3, 0], [0, 1, 1, 2, 3, 3, 0, 0, 1],
], dtype=np.float64)  # fmt: skip
OFFSETS = np.array([
    [[-0.7, -0.4], [-0.9, 0.2], [-0.3, 0.8]], [[0.2, -1.1], [0, 0], [-0.4, 0.8]],
    [[0.6, -0.5], [1.2, 0.3], [0.7, 0.6]],
])  # fmt: skip
CHOSEN = (1, 2)


BENDS = Headline("deformable convolution", "every tap moves by its own offset")
BENT_LEGEND = Legend((
    (Sample.REGULAR, text("regular tap")), (Sample.READS, text("where it reads")),
    (Role.WINDOW, text("the four neighbours of one tap")),
))  # fmt: skip
BENT_SUM = Caption(Key("bent", "sum"), (
    (Part("2.00"), Part("·"), Part("1", Tone.WEIGHT, strong=True)),
    (Part("+"), Part("1.24"), Part("·"), Part("0", Tone.WEIGHT, strong=True)),
))  # fmt: skip


def bent_step(number: int) -> Frame:
    """The nine taps of one output, and the four neighbours of one of them."""
    top, left = divmod(number, 3)
    points, moves = [], []
    for down, across in np.ndindex(3, 3):
        tap = (top + down + 1.5, left + across + 1.5)
        row_, column_ = (tap + OFFSETS[down, across]).tolist()
        strong = (down, across) == CHOSEN
        points += [Point(BENT, *tap, hollow=True), Point(BENT, row_, column_, chosen=strong)]
        if tap != (row_, column_):
            moves.append(Move(BENT, *tap, row_, column_, strong=strong))
    above, aside = top + CHOSEN[0] + 1.0 - 0.4, left + CHOSEN[1] + 1.0 + 0.8
    corner = int(above), int(aside)
    down, across = above - corner[0], aside - corner[1]
    weights = np.outer((1 - down, down), (1 - across, across))
    values = NINE[corner[0] : corner[0] + 2, corner[1] : corner[1] + 2]
    read = cells(BENT, NINE, Role.INPUT, heading=Heading("input", "1×9×9"))
    named = Heading("tap (1, 2)", "offset (−0.40, +0.80)")
    near = cells(NEAR, values, Role.INPUT, corners=True, heading=named)
    rows, columns, at = Span(corner[0], 2), Span(corner[1], 2), (down + 0.5, across + 0.5)
    middles = ((0.5, 0.5), (0.5, 1.5), (1.5, 0.5), (1.5, 1.5))
    return Frame(
        number, 9, (read, near), headline=BENDS, legend=BENT_LEGEND, captions=(BENT_SUM,),
        points=(*points, Point(NEAR, *at)), moves=tuple(moves),
        windows=(Window(BENT, rows, columns), Window(NEAR, Span(0, 2), Span(0, 2), weights)),
        links=(Link(Place(BENT, rows, columns), Place(NEAR)),),
        spokes=(Spokes(NEAR, *at, middles, tuple(weights.ravel().tolist())),),
        outlines=(Outline(BENT, Span(top + 1, 3), Span(left + 1, 3), Mark.HULL),),
    )  # fmt: skip


def deformable() -> Timeline:
    """Every tap of a 3×3 kernel moves by its own offset."""

    def between(before: Frame, after: Frame, share: float) -> Frame:
        points, moves = unfolding.leaving(after.points, after.moves, share)
        return replace(after, step=before.step, points=points, moves=moves)

    read, near = bent_step(0).grids
    body = row(Item(read), column(Item(near, 2.15), Slot(BENT_SUM)), gaps=FOR_RAYS)
    arrangement = Arrangement(body, BENDS, BENT_LEGEND)
    return Timeline(9, arrangement, bent_step, between, unfolding.TAPS_MS)


def round_trip() -> Timeline:
    """There, back, and the difference with its signs."""
    x = np.array([[0.0, 2, 3, 1, 2], [2, 0, 1, 3, 0], [0, 2, 3, 0, 2], [2, 0, 1, 2, 3],
                  [0, 2, 3, 0, 1]])  # fmt: skip
    back = np.array([[0.0, 0, 6, 0, 5], [0, 14, 0, 26, 0], [0, 0, 8, 0, 7], [0, 13, 0, 23, 0],
                     [0, 0, 5, 0, 3]])  # fmt: skip
    there = np.array([[0.0, 6, 5], [0, 8, 7], [0, 5, 3]])
    keys = [Key("trip", stage) for stage in ("x", "y", "back", "difference")]
    grids = (
        cells(keys[0], x, Role.INPUT, heading=Heading("x", "1×5×5", "the input")),
        cells(keys[1], there, Role.REST, heading=Heading("y", "1×3×3")),
        cells(keys[2], back, Role.OUTPUT, heading=Heading("x′", "1×5×5", "the same shape")),
        cells(keys[3], back - x, Role.OUTPUT, shares=(back - x) / 23, signed=True,
              heading=Heading("x′ − x", "0 in 6 of 25 cells")),
    )  # fmt: skip

    headline = Headline("the shape returns, the values do not")
    links = (arrow(keys[0], keys[1], Line.NOW_ARROW), arrow(keys[1], keys[2], Line.NOW_ARROW))

    def step(number: int) -> Frame:
        shown = grids[: number + 1]
        return Frame(number, 4, shown, links=links[: min(number, 2)], headline=headline)

    first, second, third, last = (Item(grid) for grid in grids)
    last = replace(last, scale=0.62)
    body = Table(((first, None, second, None, third), (None, None, None, None, last)),
                 column_gaps=Gap(titles=2.5))  # fmt: skip
    return Timeline(4, Arrangement(body, headline), step, move_ms=0)


TIMELINES = {
    "transposed": transposed,
    "scatter": scatter,
    "deformable": deformable,
    "round_trip": round_trip,
}
