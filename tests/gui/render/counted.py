"""Figures of counted paths as their scenes make them: lined up maps, a section, marks, threads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine import growing
from engine.arrangement import Arrangement, Flow, Gap, Item, Margin, Section, row
from engine.frame import (
    Frame,
    Grid,
    Heading,
    Headline,
    Key,
    Legend,
    Mark,
    Outline,
    Oval,
    Scale,
    Span,
    Threads,
)
from engine.roles import Role
from engine.timeline import Timeline
from engine.words import text

SAME = Heading(text("the same along one row"), text("every line is one tap"))
RATES = (2, 2, 2)
SCALE = Scale(
    text("paths from the chosen pixel, log scale"),
    tuple((float(np.log(n) / np.log(49)), str(n)) for n in (1, 3, 9, 27, 49)),
)
LEGEND = Legend(
    (
        (Role.UNUSED, text("inside the field, never read")),
        (Role.OUTSIDE, text("outside the field")),
    ),
    SCALE,
    (
        text("along one axis 1 3 6 7 6 3 1"),
        text("only even offsets: the net is four nets, and neighbouring outputs share no input"),
    ),
)


def counts() -> list[NDArray[np.float64]]:
    """Along one axis, from the chosen cell on, in 13 cells."""
    found = [np.eye(13)[6]]
    for rate in RATES:
        last = found[-1]
        found.append(last + np.roll(last, rate) + np.roll(last, -rate))
    return found


def grid(name: str, stage: str, paths: NDArray[np.float64], second: str = "") -> Grid:
    """Paths on a ramp, hatched where there are none within their hull."""
    read = np.argwhere(paths > 0)
    roles = np.full(paths.shape, Role.OUTSIDE, np.uint8)
    if len(read):
        (top, left), (bottom, right) = read.min(axis=0), read.max(axis=0) + 1
        roles[top:bottom, left:right] = Role.UNUSED
    roles[paths > 0] = Role.INPUT
    shown = np.where(paths > 0, paths, np.nan)
    shares = np.log(shown) / np.log(49)
    return Grid(Key(name, stage), roles, shown, shares, heading=Heading(name, "", second))


def outside(one: Grid) -> Grid:
    """The same before anything is known of it."""
    nothing = np.full(one.roles.shape, np.nan)
    roles = np.full_like(one.roles, Role.OUTSIDE)
    return replace(one, roles=roles, values=None, shares=nothing)


def field(one: Grid) -> Outline:
    """Round what is not outside."""
    inside = np.argwhere(one.roles != Role.OUTSIDE)
    (top, left), (bottom, right) = inside.min(axis=0).tolist(), inside.max(axis=0).tolist()
    mark = Mark.PINNED if (top, left) == (bottom, right) else Mark.FIELD
    rows, columns = Span(top, bottom - top + 1), Span(left, right - left + 1)
    return Outline(one.key, rows, columns, mark)


def gridding() -> Timeline:
    """Three dilated layers; each step counts through one more of them."""
    lines = counts()
    names = [f"layer {4 - at}" for at in range(4)]
    maps = [grid(name, "paths", np.outer(one, one), "dilation 2 reads 25 of 9×9")
            for name, one in zip(names, lines, strict=True)]  # fmt: skip
    rows = [grid(name, "row", one[np.newaxis]) for name, one in zip(names, lines, strict=True)]
    empty = [outside(one) for one in (*maps, *rows)]
    threads = [
        Threads(rows[at].key, rows[at + 1].key, np.array(
            [(cell, cell + tap) for cell in np.flatnonzero(lines[at]).tolist()
             for tap in (-rate, 0, rate)]))
        for at, rate in enumerate(RATES)
    ]  # fmt: skip
    headline = Headline("49 of 169 used", text("three 3×3 convolutions, dilation 2, 2, 2"))

    def step(at: int) -> Frame:
        grids = (*maps[: at + 1], *empty[at + 1 : 4], *rows[: at + 1], *empty[at + 5 :])
        marked = (*maps[: at + 1], *rows[: at + 1])
        return Frame(
            at, 4, grids, headline=headline, legend=LEGEND, threads=tuple(threads[:at]),
            outlines=tuple(map(field, marked)),
            ovals=(Oval(maps[3].key, 6.5, 6.5, 3.0, 4.5),) if at == 3 else (),
        )  # fmt: skip

    section = Section(
        tuple(map(Item, rows)),
        SAME,
    )
    arrangement = Arrangement(Flow(tuple(map(Item, maps))), headline, LEGEND, section)
    return Timeline(4, arrangement, step, growing.layer, growing.LAYER_MS)


FIELD_LEGEND = Legend(
    ((Mark.REACHES, text("reaches it")), (Mark.PINNED, text("pinned")),
     (Mark.REACHED, text("reached by it"))),
    seconds=("5×5 pixels of the input: its receptive field", "b, row 4, column 3",
             "7×7 pixels of d: its projective field"),
)  # fmt: skip


def field_maps() -> Timeline:
    """Maps of stride 1 and 2 lined up by their places on the input."""
    sides = {"input": 15, "a": 15, "b": 8, "c": 8, "d": 8}
    spans = {"input": (6, 5), "a": (7, 3), "b": (4, 1), "c": (3, 3), "d": (1, 7)}
    marks = {"input": Mark.REACHES, "a": Mark.REACHES, "b": Mark.PINNED, "c": Mark.REACHED,
             "d": Mark.REACHED}  # fmt: skip
    roles = {Mark.REACHES: Role.REACHES, Mark.REACHED: Role.REACHED, Mark.PINNED: Role.REST}
    maps, rows, outlines, items, lines = [], [], [], [], []
    for name, side in sides.items():
        (first, count), mark = spans[name], marks[name]
        cells = np.full((side, side), Role.REST, np.uint8)
        cells[first : first + count, first : first + count] = roles[mark]
        values = np.where(cells == Role.REST, np.nan, 1.0)
        said = Heading(name, f"{side}×{side}", "made by 3×3")
        one = Grid(Key(name, "map"), cells, values, heading=said)
        line = Grid(Key(name, "row"), cells[first][np.newaxis], values[first][np.newaxis],
                    heading=Heading(name))  # fmt: skip
        scale, room = (1.0, 0.5) if side == 15 else (2.0, 0.0)
        items.append(Item(one, scale, margin=Margin(room, room, room, room)))
        lines.append(Item(line, scale, margin=Margin(left=room, right=room)))
        maps.append(one)
        rows.append(line)
        span = Span(first, count)
        outlines += [Outline(one.key, span, span, mark), Outline(line.key, Span(0), span, mark)]
    threads = [
        (0, 1, [(6 + tap, cell) for cell in (7, 8, 9) for tap in (cell - 7, cell - 6, cell - 5)]),
        (1, 2, [(7, 4), (8, 4), (9, 4)]),
        (2, 3, [(4, 3), (4, 4), (4, 5)]),
        (3, 4, [(cell, cell + tap) for cell in (3, 4, 5) for tap in (-2, 0, 2)]),
    ]
    headline = Headline("one pixel of b reads 5×5 and reaches 7×7", "one place is one height")
    frame = Frame(
        1, 2, (*maps, *rows), outlines=tuple(outlines), headline=headline, legend=FIELD_LEGEND,
        threads=tuple(
            Threads(rows[one].key, rows[other].key, np.array(pairs),
                    Mark.REACHES if other < 3 else Mark.REACHED)
            for one, other, pairs in threads
        ),
    )  # fmt: skip
    section = Section(tuple(lines), SAME)
    arrangement = Arrangement(Flow(tuple(items)), headline, FIELD_LEGEND, section)
    bare = replace(frame, step=0, threads=(), outlines=frame.outlines[:3])
    return Timeline(2, arrangement, lambda step: frame if step else bare)


def usage() -> Timeline:
    """A map with holes, its bars beside it."""
    along = np.where(np.arange(33) % 3 < 2, 3.0 + np.arange(33) % 2, 0.0)
    one = grid("input", "usage", np.outer(along, along))
    whole = replace(one, roles=np.where(one.roles == Role.INPUT, one.roles, np.uint8(Role.UNUSED)))
    bars_of = (along / along.max()).reshape(-1, 1)
    cells = np.full((33, 8), Role.OUTSIDE, np.uint8)
    bars = Grid(Key("input", "bars"), cells, heading=Heading("", "per row: 0 to 4"),
                bars=bars_of)  # fmt: skip
    headline = Headline("2 332 of 4 096 input pixels are never used")
    legend = Legend(((Role.UNUSED, text("0: never used")),), SCALE)
    frame = Frame(0, 2, (whole, bars), headline=headline, legend=legend)
    last = replace(frame, step=1, grids=(whole, replace(bars, bars=bars_of[::-1])))
    body = row(Item(whole), Item(bars), gaps=Gap(titles=1.0))
    return Timeline(2, Arrangement(body, headline, legend), (frame, last).__getitem__)


def nets() -> Timeline:
    """A map of four separate nets with numbers, and one whose cells are too small for patterns."""
    roles = np.array([[Role.NET_1, Role.NET_2], [Role.NET_3, Role.NET_4]], np.uint8)
    small, large = np.tile(roles, (8, 8)), np.tile(roles, (3, 3))
    values = np.arange(36.0).reshape(6, 6)
    grids = (
        Grid(Key("a", "map"), large, values, heading=Heading("four nets")),
        Grid(Key("b", "map"), small, heading=Heading("from afar")),
    )
    legend = Legend(
        tuple(
            (role, text("net {number}", number=at))
            for at, role in enumerate((Role.NET_1, Role.NET_2, Role.NET_3, Role.NET_4), 1)
        )
    )
    outlines = (Outline(grids[0].key, Span(1, 4), Span(2, 3), Mark.HULL),)
    frame = Frame(0, 2, grids, legend=legend, outlines=outlines)
    body = row(Item(grids[0]), Item(grids[1], 0.16))
    last = replace(frame, step=1, outlines=())
    return Timeline(2, Arrangement(body, None, legend), (frame, last).__getitem__)


TIMELINES = {"gridding": gridding, "field": field_maps, "usage": usage, "nets": nets}
