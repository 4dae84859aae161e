from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine import report
from engine.document import Input, View
from engine.frame import Key
from engine.given import Pattern
from engine.layers import Broken
from engine.roles import Role
from engine.values import graph
from tests.engine.stacks import conv, layer, stack
from tests.engine.values import drawn

from .all_maps import TWO_WAYS, built, chain, grid_of, last


def test_a_picture_goes_from_the_lowest_to_the_highest_value_of_its_map() -> None:
    document = drawn.given(drawn.stated(drawn.whole(3, 1, 8, 8)), (1, 8, 8), *TWO_WAYS)
    computed = graph.compute(report.resolve(document)).maps
    frame = last(built(document))
    for grid in frame.grids:
        values = computed[grid.key.layer][0]
        wanted = (values - values.min()) / (values.max() - values.min())
        assert grid.shares is not None
        assert np.allclose(grid.shares, wanted, rtol=0, atol=1e-12)
        assert np.array_equal(grid.values, values)  # type: ignore[arg-type]  # small maps have some
    assert str(grid_of(frame, "input").foot) == "−2 to 3"


def test_a_map_of_one_value_is_at_the_lowest_end() -> None:
    frame = last(built(drawn.given(Pattern("ones"), (1, 4, 4))))
    assert not frame.grids[0].shares.any()  # type: ignore[union-attr]  # the input has values
    assert str(frame.grids[0].foot) == "1 everywhere"


def test_the_input_is_read_and_all_else_is_made() -> None:
    frame = last(built(stack(*TWO_WAYS, size=8)))
    assert (grid_of(frame, "input").roles == Role.INPUT).all()
    assert (grid_of(frame, "up").roles == Role.OUTPUT).all()


def test_maps_with_many_cells_have_no_numbers() -> None:
    frame = last(built(stack(layer("max_pool", "p", kernel=2), size=24)))
    assert grid_of(frame, "input").values is None
    assert grid_of(frame, "p").values is not None


def test_headings_say_name_size_and_operation() -> None:
    frame = last(built(stack(*TWO_WAYS, layer("add", "add", inputs=["sum", "c1"]), size=8)))
    headings = {one.key.layer: one.heading for one in frame.grids if one.heading is not None}
    told = {
        name: [str(part) for part in (one.name, one.rest, one.second)]
        for name, one in headings.items()
    }
    assert told["input"] == ["input", "8×8", ""]
    assert told["p1"] == ["p1", "4×4", "max 2×2, stride 2"]
    assert told["up"] == ["up", "8×8", "nearest × 4"]
    assert told["c2"] == ["c2", "8×8", "3×3, dilation 2"]
    assert told["sum"] == ["sum", "8×8", "add"]
    assert told["add"] == ["add", "8×8", ""]


def test_of_many_channels_one_is_shown_and_named() -> None:
    document = stack(conv("a", out_channels=3, weights={"pattern": "digits"}), chain(1)[0])
    computed = graph.compute(report.resolve(document)).maps
    frame = last(built(document, View(layers=("a",), channel=2)))
    grid = grid_of(frame, "a")
    assert grid.key == Key("a", "map", 2)
    assert np.array_equal(grid.values, computed["a"][2])  # type: ignore[arg-type]  # it has some
    assert str(grid.heading.rest) == "3×7×7"  # type: ignore[union-attr]  # a map has a heading
    assert str(grid.foot).startswith("channel 2: ")
    assert grid_of(frame, "a1").key.channel == 0


@pytest.mark.parametrize("channel", [-1, 3])
def test_a_channel_that_is_not_there_gives_the_first(channel: int) -> None:
    frame = last(built(stack(conv("a", out_channels=3)), View(channel=channel)))
    assert grid_of(frame, "a").key.channel == 0


def test_large_maps_are_shown_round_the_chosen_pixel_and_say_so() -> None:
    document = replace(
        stack(layer("max_pool", "p", kernel=2), size=(1024, 600)),
        input=Input(1, (1024, 600), Pattern("ramp_x")),
    )
    frame = last(built(document, View(layers=("p",), pixel=(256, 299))))
    grid, pooled = grid_of(frame, "input"), grid_of(frame, "p")
    assert grid.size == (256, 256)
    assert grid.origin == (385, 344)
    assert pooled.origin == (128, 44)
    assert str(grid.heading.second) == "rows 385–640, columns 344–599"  # type: ignore[union-attr]
    assert str(pooled.heading.second) == (  # type: ignore[union-attr]
        "rows 128–383, columns 44–299; max 2×2, stride 2"
    )
    assert grid.shares is not None
    assert grid.shares[0, -1] == 1
    assert grid.shares[0, 0] == pytest.approx(344 / 599)


def test_maps_without_values_are_hatched_and_say_so() -> None:
    document = stack(
        layer("max_unpool", "u", kernel=2), conv("a", 3), Broken(name="b"), chain(1)[0], size=4
    )
    frame = last(built(document))
    for name, size in {"u": (8, 8), "a": (6, 6), "b": (1, 1), "a1": (1, 1)}.items():
        grid = grid_of(frame, name)
        assert (grid.roles == Role.UNUSED).all()
        assert grid.size == size
        assert grid.shares is None
        assert str(grid.foot) == "no values"
    assert frame.legend is not None
    assert [(role, str(words)) for role, words in frame.legend.roles] == [
        (Role.UNUSED, "no values")
    ]


def test_values_that_are_not_finite_have_no_place_on_the_ramp() -> None:
    x = np.array([[[1e308, -3], [2, 1]]])
    frame = last(built(drawn.given(drawn.stated(x), (1, 2, 2), conv("a", 1, weights=[[[[10]]]]))))
    grid = grid_of(frame, "a")
    assert grid.shares is not None
    assert np.array_equal(grid.shares, [[np.nan, 0], [1, 0.8]], equal_nan=True)
    assert str(grid.foot) == "−30 to 20"
    assert frame.legend is not None
    assert frame.legend.roles


def test_a_range_wider_than_any_float_is_still_shared_out() -> None:
    x = np.array([[[1.7e308, -1.7e308, 0]]])
    frame = last(built(drawn.given(drawn.stated(x), (1, 1, 3))))
    assert frame.grids[0].shares.tolist() == [[1, 0, 0.5]]  # type: ignore[union-attr]


def test_a_map_without_a_finite_value_says_so() -> None:
    x = np.full((1, 2, 2), 1e308)
    frame = last(built(drawn.given(drawn.stated(x), (1, 2, 2), conv("a", 2))))
    assert str(grid_of(frame, "a").foot) == "no finite value"
    assert np.isnan(grid_of(frame, "a").shares).all()  # type: ignore[arg-type]
