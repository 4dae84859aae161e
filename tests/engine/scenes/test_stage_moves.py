"""What lies between the stages of a transposed convolution, as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import mixing, report, unfolding
from engine.document import View
from engine.roles import Role
from engine.scenes import building
from engine.timeline import Timeline
from tests.engine.stacks import layer, stack


def shown(size: int = 2, **fields: Any) -> Timeline:
    part = layer("conv_transpose", "up", **{"out_channels": 1, "kernel": 3, "stride": 2, **fields})
    return building.build("transposed", report.resolve(stack(part, size=size)), View())


def test_every_move_takes_its_own_time() -> None:
    timeline = shown()
    assert [timeline.moving(step) for step in (0, 1, 2, 4)] == [900, 500, 1100, mixing.MOVE_MS]


@pytest.mark.parametrize("step", range(8))
def test_a_move_begins_and_ends_with_its_steps(step: int) -> None:
    timeline = shown(padding=1)
    keys = [grid.key for grid in timeline.step(step).grids]
    assert [grid.key for grid in timeline.frame_at(step).grids] == keys
    moving = timeline.frame_at(step + 0.5)
    assert moving.step == step
    assert {key.stage for key in keys} <= {grid.key.stage for grid in moving.grids}
    assert moving.captions == timeline.step(step).captions or step >= 4


def test_real_cells_part_and_zeros_come_last() -> None:
    timeline = shown()
    early, late = timeline.frame_at(0.3).loose, timeline.frame_at(0.9).loose
    assert [set(one.roles.tolist()) for one in early] == [{Role.INPUT}]
    assert {Role.INSERTED_ZERO} in [set(one.roles.tolist()) for one in late]
    assert all(one.source is None or one.source.stage == "input" for one in (*early, *late))


def test_what_will_be_cut_off_comes_whole_and_is_hatched_then() -> None:
    timeline = shown(3, padding=3)
    hatched = [one for one in timeline.frame_at(1.4).loose if Role.UNUSED in one.roles]
    assert not hatched
    hatched = [one for one in timeline.frame_at(1.75).loose if Role.UNUSED in one.roles]
    assert [one.opacity for one in hatched] == [0.5]
    flown = timeline.frame_at(1.4).loose[-1]
    assert flown.values is not None
    assert not np.isnan(flown.values).any()
    assert {one.on.stage for one in timeline.frame_at(1.75).loose} == {"bordered"}


def test_the_kernel_stays_while_its_copy_turns() -> None:
    frame = shown().frame_at(2.5)
    assert [one.turn for one in frame.loose] == [mixing.ease(0.5)]
    assert frame.loose[0].on.stage == "turned"
    stages = [grid.key.stage for grid in (*frame.grids, *frame.named)]
    assert stages.count("kernel") == 1


def test_the_last_stage_begins_with_an_empty_output() -> None:
    frame = shown().frame_at(3.5)
    coming = {one.grid.key.stage: one.grid for one in frame.coming}
    assert set(coming) == {"slid", "output"}
    assert (coming["output"].roles == Role.NOT_YET).all()
    assert coming["output"].values is None


def test_cells_of_large_maps_are_not_followed_one_by_one() -> None:
    timeline = shown(60)
    assert [len(timeline.frame_at(t).loose) for t in (0.5, 1.5)] == [0, 0]
    assert [one.grid.key.stage for one in timeline.frame_at(0.5).coming] == ["inserted"]


def test_stages_to_come_have_their_titles() -> None:
    timeline = shown()
    named = [[grid.key.stage for grid in timeline.step(at).named] for at in range(5)]
    assert named == [
        ["inserted", "bordered", "slid", "kernel"], ["bordered", "slid", "kernel"],
        ["slid", "kernel"], ["slid"], [],
    ]  # fmt: skip
    assert timeline.moving(0) == unfolding.ZEROS_MS
