"""Arrangements of the figures whose places are known, as scenes would make them."""

from __future__ import annotations

import numpy as np

from engine.arrangement import (
    APART,
    FOR_RAYS,
    Align,
    Arrangement,
    Board,
    Choice,
    Flow,
    Gap,
    Item,
    Slot,
    Table,
    column,
    row,
)
from engine.frame import (
    Caption,
    Grid,
    Heading,
    Headline,
    Key,
    Legend,
    Part,
    Scale,
    Side,
    Size,
    Tone,
)
from engine.roles import Role
from engine.words import text


def grid(
    name: str,
    rows: int = 13,
    columns: int | None = None,
    *,
    said: str = "",
    second: str = "",
    foot: str = "",
    value: float = 9.0,
) -> Grid:
    size = (rows, rows if columns is None else columns)
    return Grid(
        Key("layer", name),
        np.full(size, Role.INPUT, dtype=np.uint8),
        np.full(size, value),
        heading=Heading(name, said, second) if name else None,
        foot=foot,
    )


def product(first: bool) -> tuple[Part, ...]:
    return (
        Part("" if first else "+", Tone.SOFT),
        Part("3"),
        Part("·", Tone.SOFT, side=Side.CENTRE),
        Part("2", Tone.WEIGHT, strong=True),
    )


def sum_beside(kernel: Grid, taps: int, result: str = "27") -> Slot:
    lines = []
    for line in range(taps):
        parts = [part for tap in range(taps) for part in product(line == 0 and tap == 0)]
        last = line == taps - 1
        parts += [
            Part("=" if last else "", Tone.SOFT),
            Part(result if last else "", Tone.RESULT, strong=True, size=Size.RESULT),
        ]
        lines.append(tuple(parts))
    return Slot(Caption(Key("layer", "sum"), tuple(lines), beside=kernel.key), from_width=640)


def slide(
    *,
    padded: bool = True,
    kernel_scale: float = 0.62,
    kernel_side: int = 3,
    second: str = "",
    result: str = "27",
) -> Arrangement:
    whole = grid("input", 7, said="1×5×5", second="padding 1 makes it 7×7" if padded else "")
    out = grid("output", 3, said="1×3×3")
    kernel = grid("kernel", kernel_side, said="3×3, stride 2", second=second)
    beside = row(
        Item(kernel, kernel_scale, from_width=640),
        sum_beside(kernel, 3, result),
        gaps=Gap(titles=1.4),
    )
    right = column(Item(out), beside, gaps=Gap(titles=2.1))
    below = row(Item(out), beside, gaps=APART)
    return Arrangement(
        Choice(
            row(Item(whole), right, gaps=FOR_RAYS),
            column(Item(whole), below, gaps=FOR_RAYS),
        )
    )


def maps(count: int, second: str = "made by 3×3") -> Arrangement:
    items = tuple(Item(grid(f"layer {at}", second=second)) for at in range(count))
    return Arrangement(Flow(items), Headline("49 of 169 used", "three 3×3 convolutions"))


def branches() -> Arrangement:
    """Equal boxes at the places of a graph, with a ramp."""
    sizes = {
        "input": (0, 0.5, 64), "pool 1": (1, 0, 32), "pool 2": (2, 0, 16), "pool 3": (3, 0, 8),
        "up": (4, 0, 64), "conv 1": (1, 1, 64), "conv 2": (2, 1, 64), "conv 3": (3, 1, 64),
        "add": (5, 0.5, 64),
    }  # fmt: skip
    nodes = tuple(
        (
            Item(
                grid(name, side, said=f"{side}×{side}", foot="0.08 to 1.00",
                     second="" if name in ("input", "add") else "max 2×2, stride 2"),
                fitted=True,
            ),
            float(at[0]),
            float(at[1]),
        )
        for name, (*at, side) in sizes.items()
    )  # fmt: skip
    return Arrangement(
        Board(nodes, Gap(titles=3.0)),
        Headline("two ways to see further", "above: pool three times and enlarge; below: dilate"),
        Legend(ramp=Scale(text("value"), ((0.0, "0"), (1.0, "1")))),
    )


def channels() -> Arrangement:
    """A matrix of kernels between inputs above and outputs at the right."""

    def word(name: str, content: str) -> Slot:
        part = Part(content, strong=True, size=Size.TITLE)
        return Slot(Caption(Key("layer", name), ((part,),), aligned=False))

    inputs = [Item(grid(f"input {at}", 5, said="5×5" if at == 0 else "")) for at in range(3)]
    rows: list[tuple[Item | Slot | None, ...]] = [
        (None, *(each for one in inputs for each in (one, None)), None)
    ]
    for out in range(2):
        cells: list[Item | Slot | None] = [word("kernels", "kernels") if out == 0 else None]
        for at in range(3):
            plain = Grid(
                Key("layer", "kernel", out, at), np.full((3, 3), Role.WINDOW, dtype=np.uint8),
                np.full((3, 3), -1.0),
            )  # fmt: skip
            cells += [Item(plain), word(f"part {out} {at}", "11" if at < 2 else "11 = 18")]
        cells.append(Item(grid(f"output {out}", 3, said="3×3" if out == 0 else "")))
        rows.append(tuple(cells))
    table = Table(tuple(rows), across=Align.CENTRE, column_gaps=Gap(titles=1.0))
    rest = "columns: input channels, rows: output channels; 2×3×3×3 = 54 weights"
    return Arrangement(table, Headline("3 channels in, 2 out", rest))
