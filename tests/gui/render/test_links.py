"""What leads from map to map, as pixels."""

from __future__ import annotations

import pytest

from engine import report
from engine.document import View
from engine.frame import Key
from engine.scenes import building
from gui.render import theme
from gui.render.places import Canvas
from gui.render.theme import Ring
from tests.engine.stacks import conv, stack
from tests.gui.render import scenes


@pytest.mark.usefixtures("qapp")
def test_an_arrow_from_above_ends_over_the_title() -> None:
    document = stack(conv("a", padding=1), size=4)
    made = building.build("round_trip", report.resolve(document), View())
    places = scenes.arranged(made, Canvas(480, 800))
    there, back = (places.boxes[Key("a", stage)] for stage in ("there", "back"))
    assert back.y > there.bottom
    seen = scenes.painted(made.frame_at(2), places)
    ring = scenes.of(theme.LIGHT.rings[Ring.WINDOW])
    title = places.titles[Key("a", "back")]
    top = int(title.baseline - title.size)
    column = slice(int(back.x), int(back.x + back.width))
    assert (seen[int(there.bottom) + 1 : top, column] == ring).any()
    assert not (seen[top : int(back.y), column] == ring).any()
