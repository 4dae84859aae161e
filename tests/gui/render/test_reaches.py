from __future__ import annotations

from engine.arrangement import Align
from gui.render import reaches
from gui.render.reaches import Reach

LINES = (Reach(1, 10, 2), Reach(core=30))


def test_all_of_a_chain_is_core() -> None:
    assert reaches.chain(LINES, (5,)) == Reach(core=48)


def test_a_chain_may_be_lined_up_by_one_of_its_lines() -> None:
    assert reaches.chain(LINES, (5,), 0) == Reach(1, 10, 37)
    assert reaches.chain(LINES, (5,), 1) == Reach(18, 30, 0)


def test_what_stands_beside_a_core_takes_room_that_is_free() -> None:
    above, below = Reach(core=50), reaches.chain(LINES, (5,), 0)
    both = reaches.line((above, below), Align.CENTRE)
    assert both == Reach(0, 50, 17)
    assert reaches.lead(below, both, Align.CENTRE) == 19
