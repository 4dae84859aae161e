"""The scene of all maps for tests, and small documents that it shows."""

from __future__ import annotations

from engine import report
from engine.document import Document, View
from engine.frame import Frame, Grid
from engine.layers import Layer
from engine.scenes import maps
from engine.timeline import Timeline
from tests.engine.stacks import conv, layer

NO_VIEW = View()
POOLS = tuple(layer("max_pool", f"p{at}", kernel=2) for at in (1, 2))
TWO_WAYS = (
    *POOLS,
    layer("upsample", "up", scale=4),
    conv("c1", 3, padding=1, inputs=["input"]),
    conv("c2", 3, padding=2, dilation=2),
    layer("add", "sum", inputs=["up", "c2"]),
)


def built(document: Document, view: View = NO_VIEW) -> Timeline:
    return maps.build(report.resolve(document), view)


def chain(count: int) -> tuple[Layer, ...]:
    return tuple(layer("activation", f"a{at}") for at in range(1, count + 1))


def grid_of(frame: Frame, name: str) -> Grid:
    return next(one for one in frame.grids if one.key.layer == name)


def last(timeline: Timeline) -> Frame:
    return timeline.step(timeline.length - 1)
