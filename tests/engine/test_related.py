"""Cells that belong together where maps are large, and where the way is cut."""

from __future__ import annotations

import pytest

from engine.related import Cells, related

from .stacks import conv, layer, resolved


def test_on_a_chain_cells_are_rows_times_columns_in_both_directions() -> None:
    report = resolved(conv("a", dilation=2), conv("b", stride=2), size=(13, 13))
    cells = related(report, "a", (4, 0))
    assert cells["input"] == Cells((4, 6, 8), (0, 2, 4))
    assert cells["b"] == Cells((1, 2), (0,))
    assert (cells["input"].count, cells["b"].count) == (9, 2)
    assert cells["b"].has(2, 0)
    assert not cells["b"].has(0, 0)


def test_maps_that_have_nothing_to_do_with_the_cell_are_left_out() -> None:
    report = resolved(conv("a"), conv("b", inputs=["input"]))
    assert set(related(report, "a", (0, 0))) == {"input"}
    assert set(related(report, "input", (4, 4))) == {"a", "b"}


def test_where_branches_meet_the_cells_are_a_mask() -> None:
    report = resolved(
        conv("a", [3, 1], padding=[1, 0]), conv("b", [1, 3], padding=[0, 1], inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]),
    )  # fmt: skip
    cross = related(report, "sum", (4, 4))["input"]
    assert cross.count == 5
    assert cross.has(3, 4)
    assert not cross.has(3, 3)
    assert related(report, "sum", (4, 4))["a"] == Cells((4,), (4,))


def test_equal_branches_stay_rows_times_columns() -> None:
    report = resolved(
        conv("a", padding=1), conv("b", padding=1, inputs=["input"]),
        layer("concat", "both", inputs=["a", "b"]),
    )  # fmt: skip
    assert related(report, "both", (4, 4))["input"] == Cells((3, 4, 5), (3, 4, 5))


def test_more_cells_than_are_looked_at_one_by_one_are_told_by_their_rows_and_columns() -> None:
    report = resolved(
        conv("a", 255, padding=508, dilation=4), conv("b", 3, padding=600, dilation=600,
        inputs=["input"]), layer("add", "sum", inputs=["a", "b"]), size=(2_400, 2_400),
    )  # fmt: skip
    found = related(report, "sum", (1_200, 1_200))["input"]
    assert found.mask is None
    assert {600, 1_200, 1_800} <= set(found.rows)
    assert set(range(692, 1_709, 4)) <= set(found.rows)


@pytest.mark.parametrize("name", ["u", "c"])
def test_nothing_is_known_behind_an_unpool(name: str) -> None:
    report = resolved(layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"), conv("c"))
    assert "input" not in related(report, name, (0, 0))
    assert set(related(report, "input", (0, 0))) == {"p"}


def test_a_cell_that_reads_padding_only_belongs_to_nothing() -> None:
    report = resolved(conv("a", 1, padding=1), size=(3, 3))
    assert related(report, "a", (0, 0)) == {}
