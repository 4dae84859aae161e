"""A transposed convolution in its stages on canvases wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine import report
from engine.document import View
from engine.frame import Line
from engine.scenes import building
from gui.render import links
from gui.render.places import Canvas
from tests.engine.stacks import layer, stack
from tests.gui.render import scenes

if TYPE_CHECKING:
    from engine.timeline import Timeline
    from gui.render.places import Layout

pytestmark = pytest.mark.usefixtures("qapp")
WIDE, NARROW = Canvas(1600, 1000), Canvas(530, 727)


def timeline(size: int | tuple[int, int] = 2, **fields: object) -> Timeline:
    part = layer("conv_transpose", "up", **{"out_channels": 1, "kernel": 3, "stride": 2, **fields})
    return building.build("transposed", report.resolve(stack(part, size=size)), View())


def arrows(made: Timeline, places: Layout) -> list[str]:
    found = made.frame_at(made.length - 1).links
    return [
        one.target.of.stage
        for one in found
        if one.line is Line.ARROW and links.ends(places, one) is not None
    ]


def test_arrows_lead_to_what_stands_beside() -> None:
    made = timeline(padding=1)
    assert arrows(made, scenes.arranged(made, WIDE)) == ["inserted", "bordered", "kernel"]
    assert arrows(made, scenes.arranged(made, NARROW)) == ["inserted", "bordered"]


def test_stages_of_a_strip_stand_one_below_the_other() -> None:
    made = timeline((1, 9), kernel=[1, 3], stride=[1, 2])
    places = scenes.arranged(made, NARROW)
    assert arrows(made, places) == []
    boxes = {key.stage: box for key, box in places.boxes.items()}
    order = sorted(boxes, key=lambda stage: (boxes[stage].y, boxes[stage].x))
    assert order == ["input", "inserted", "bordered", "kernel", "turned", "slid", "output"]


def test_stages_of_an_upright_strip_stand_side_by_side() -> None:
    made = timeline((12, 1), kernel=[3, 1], stride=[2, 1])
    places = scenes.arranged(made, WIDE)
    boxes = {key.stage: box for key, box in places.boxes.items()}
    order = ["input", "inserted", "bordered", "kernel", "turned", "slid", "output"]
    assert sorted(boxes, key=lambda stage: boxes[stage].x) == order
    assert boxes["slid"].cell > 20


@pytest.mark.parametrize("canvas", [WIDE, NARROW], ids=["wide", "narrow"])
def test_all_maps_have_cells_of_one_size(canvas: Canvas) -> None:
    made = timeline(padding=1, dilation=2)
    places = scenes.arranged(made, canvas)
    assert len({box.cell for box in places.boxes.values()}) == 1


def test_titles_of_one_row_stand_at_one_height() -> None:
    made = timeline(padding=1)
    places = scenes.arranged(made, WIDE)
    heights = {spot.baseline for key, spot in places.titles.items() if key.stage != "output"}
    assert len(heights) == 2


def test_a_narrow_figure_does_without_the_sum() -> None:
    made = timeline(padding=1)
    assert {key.stage for key in scenes.arranged(made, WIDE).slots} == {"sum", "note"}
    assert not scenes.arranged(made, NARROW).slots
