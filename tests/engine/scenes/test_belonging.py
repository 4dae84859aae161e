from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import related
from engine.document import View
from engine.frame import Frame, Key
from engine.report import Report
from engine.scenes import belonging, building
from engine.scenes.belonging import Spot
from tests.engine.stacks import conv, layer, resolved


def frame_of(report: Report, step: int = 0, **view: Any) -> Frame:
    shown = View(**view)
    return building.build(None, report, shown).frame_at(step)


def cells(mask: belonging.Mask, origin: tuple[int, int] = (0, 0)) -> set[tuple[int, int]]:
    """In places of the map."""
    return {(row + origin[0], column + origin[1]) for row, column in np.argwhere(mask).tolist()}


STACK = resolved(
    conv("a", padding=1),
    layer("max_pool", "b", kernel=2),
    conv("c", dilation=2, padding=2),
    size=12,
)


@pytest.mark.parametrize("name", ["input", "a", "b", "c"])
@pytest.mark.parametrize("cell", [(0, 0), (2, 3), (5, 5)])
def test_all_maps_light_what_is_related(name: str, cell: tuple[int, int]) -> None:
    frame = frame_of(STACK, scene="maps")
    found = belonging.lit(STACK, frame, Spot(Key(name, "map"), *cell))
    expected = related.related(STACK, name, cell)
    assert {key.layer for key in found} == {*expected, name}
    for key, mask in found.items():
        wanted = {cell}
        if key.layer != name:
            one = expected[key.layer]
            wanted = {(r, c) for r in range(12) for c in range(12) if one.has(r, c)}
        assert cells(mask) == wanted


def test_an_output_lights_the_cells_that_it_reads_and_no_padding() -> None:
    report = resolved(conv("a", padding=2, dilation=2), size=9)
    frame = frame_of(report, 12)
    found = belonging.lit(report, frame, Spot(Key("a", "output"), 1, 2))
    source = next(grid for grid in frame.grids if grid.key.stage == "input")
    assert source.origin == (-2, -2)
    assert cells(found[source.key], source.origin) == {(r, c) for r in (1, 3) for c in (0, 2, 4)}
    assert cells(found[Key("a", "output")]) == {(1, 2)}


def test_an_input_lights_the_outputs_that_it_reaches() -> None:
    report = resolved(conv("a", stride=2), size=9)
    found = belonging.lit(report, frame_of(report), Spot(Key("a", "input"), 4, 4))
    assert cells(found[Key("a", "output")]) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_padding_lights_itself_alone() -> None:
    report = resolved(conv("a", padding=1), size=5)
    found = belonging.lit(report, frame_of(report), Spot(Key("a", "input"), -1, 0))
    assert {key: cells(mask) for key, mask in found.items()} == {Key("a", "input"): {(0, 1)}}


def test_channels_that_are_not_joined_stay_dark() -> None:
    report = resolved(layer("depthwise_conv", "a", kernel=3), size=5, channels=3)
    found = belonging.lit(report, frame_of(report), Spot(Key("a", "output", 1), 0, 0))
    assert set(found) == {Key("a", "output", 1), Key("a", "input", 1)}


def test_all_channels_of_a_group_belong_together() -> None:
    report = resolved(conv("a", out_channels=4, groups=2), size=5, channels=4)
    found = belonging.lit(report, frame_of(report), Spot(Key("a", "output", 2), 0, 0))
    assert set(found) == {Key("a", "output", 2), Key("a", "input", 2), Key("a", "input", 3)}


def test_a_separable_layer_lights_what_is_between_its_halves() -> None:
    report = resolved(layer("separable_conv", "a", out_channels=2, kernel=3), size=5, channels=2)
    found = belonging.lit(report, frame_of(report), Spot(Key("a", "output"), 1, 1))
    assert cells(found[Key("a", "between", 1)]) == {(1, 1)}
    assert len(found[Key("a", "input", 1)].nonzero()[0]) == 9
    assert Key("a", "output", 1) not in found


def test_a_tap_lights_the_cell_that_it_reads_now() -> None:
    report = resolved(conv("a", dilation=2, weights={"pattern": "digits"}), size=9)
    frame = frame_of(report, 7)  # output row 1, column 2
    found = belonging.lit(report, frame, Spot(Key("a", "kernel"), 2, 4))
    assert cells(found[Key("a", "kernel")]) == {(2, 4)}
    assert cells(found[Key("a", "input")]) == {(3, 6)}
    hole = belonging.lit(report, frame, Spot(Key("a", "kernel"), 1, 1))
    assert set(hole) == {Key("a", "kernel")}


def test_cells_of_another_piece_of_a_large_map_are_not_among_those_shown() -> None:
    report = resolved(conv("a"), size=(3, 600))
    frame = frame_of(report, 500)
    found = belonging.lit(report, frame, Spot(Key("a", "output"), 0, 500))
    source = next(grid for grid in frame.grids if grid.key.stage == "input")
    assert cells(found[source.key], source.origin) == {
        (r, c) for r in range(3) for c in (500, 501, 502)
    }
    far = belonging.lit(report, frame_of(report, 0), Spot(Key("a", "output"), 0, 500))
    assert far == {}


def test_traced_maps_and_their_rows_light_what_is_related() -> None:
    frame = frame_of(STACK, 3, scene="gridding")
    found = belonging.lit(STACK, frame, Spot(Key("c", "paths"), 3, 3))
    expected = related.related(STACK, "c", (3, 3))
    for key, mask in found.items():
        if key.stage == "paths" and key.layer in expected:
            assert int(mask.sum()) == expected[key.layer].count
    assert {key.layer for key in found} == {"input", "a", "b", "c"}
    assert {key.stage for key in found} == {"paths", "row"}
