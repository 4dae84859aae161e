"""The scene of gridding for tests, and small stacks that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.arrangement import Flow, Item, Table
from engine.document import View
from engine.frame import Frame, Grid, Part
from engine.scenes import gridding
from tests.engine.stacks import conv, resolved

if TYPE_CHECKING:
    from engine.arrangement import Node
    from engine.report import Report
    from engine.timeline import Timeline


def dilated(*rates: int, size: int = 13) -> Report:
    """3×3 layers of these rates, called a, b, c …, that keep the size."""
    names = "abcdefgh"
    return resolved(
        *(
            conv(name, dilation=rate, padding=rate)
            for name, rate in zip(names, rates, strict=False)
        ),
        size=size,
    )


def built(report: Report, **view: Any) -> Timeline:
    return gridding.build(report, View(**view))


def last(timeline: Timeline) -> Frame:
    return timeline.step(timeline.length - 1)


def grid_of(frame: Frame, name: str, stage: str = "paths", part: int = 0) -> Grid:
    return next(one for one in frame.grids if one.key == (name, stage, 0, part))


def counts(grid: Grid) -> list[list[int]]:
    """What is written in the rows of a grid of which some cell has a number."""
    assert grid.values is not None
    rows = (row[np.isfinite(row)].tolist() for row in grid.values)
    return [[int(one) for one in row] for row in rows if row]


def words_of(parts: tuple[tuple[Part, ...], ...]) -> list[str]:
    return [str(part.content) for line in parts for part in line]


def items(node: Node) -> list[Item]:
    """The maps of a flow or a table, in reading order."""
    if isinstance(node, Item):
        return [node]
    if isinstance(node, Flow):
        return [one for part in node.nodes for one in items(part)]
    if isinstance(node, Table):
        return [one for row in node.rows for part in row if part is not None for one in items(part)]
    return []
