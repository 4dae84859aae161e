"""How many frames of a sliding window the engine makes in a second."""

from __future__ import annotations

from engine.document import View
from engine.scenes import building
from tests.benchmarks.side_by_side import Row, seconds
from tests.engine.stacks import conv, resolved

SIDE, FRAMES = 64, 5000


def measure() -> float:
    """How long 5 000 frames take, shared out over the whole scene, in seconds."""
    timeline = building.build("slide", resolved(conv("a", padding=1), size=SIDE), View())
    steps = [number * 4095 // FRAMES for number in range(FRAMES)]

    def make() -> None:
        for step in steps:
            timeline.frame_at(step)

    make()
    return min(seconds(make) for _ in range(5))


ROWS = (Row("5 000 frames of a 64×64 slide scene", "s", 1, measure),)
