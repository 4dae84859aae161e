"""Paths to every map against whole matrices made by plain loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine import patches, paths
from engine.patches import Product

from .matrices import back_from, on_from
from .random_stacks import laid_out, stacks
from .stacks import conv, layer, resolved

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.patches import Patch
    from engine.report import Report
    from tests.engine.matrices import Matrix

POOLED = (layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"), conv("c"))


def size_of(report: Report, name: str) -> Pair:
    row = report.row(name)
    _, height, width = report.input_shape if row is None else row.shape
    return height, width


def cells(size: Pair) -> list[Pair]:
    height, width = size
    return [(0, 0), (height // 2, width // 2), (height - 1, width - 1)]


def alone(size: Pair, cell: Pair) -> Matrix:
    found = np.zeros(size)
    found[cell] = 1
    return found.ravel()


def check(report: Report, found: dict[str, Patch], expected: dict[str, Matrix]) -> None:
    assert set(found) == set(expected)
    for name, patch in found.items():
        size = size_of(report, name)
        counted = laid_out(patches.plane(patch), size)
        np.testing.assert_allclose(counted, expected[name].reshape(size), atol=1e-12)


def test_paths_back_to_every_map_are_those_of_the_matrices() -> None:
    for report in stacks(60):
        name = report.rows[-1].name
        for cell in cells(size_of(report, name)):
            start = alone(size_of(report, name), cell)
            check(report, paths.back(report, name, cell), back_from(report, name, start))


def test_paths_on_to_every_map_are_those_of_the_matrices() -> None:
    for report in stacks(60):
        for name in ("input", report.rows[0].name):
            for cell in cells(size_of(report, name)):
                start = alone(size_of(report, name), cell)
                check(report, paths.on(report, name, cell), on_from(report, name, start))


def test_paths_along_one_row_leave_out_what_other_rows_add() -> None:
    report = resolved(*(conv(name, dilation=2, padding=2) for name in "abc"), size=13)
    found = paths.back(report, "c", (6, 6), paths.ONE_ROW)["input"]
    assert isinstance(found, Product)
    assert (found.rows.origin, found.rows.weights.tolist()) == (0, [1])
    assert found.columns.weights[found.columns.weights > 0].tolist() == [1, 3, 6, 7, 6, 3, 1]


def test_paths_along_one_row_of_branches_add_up() -> None:
    report = resolved(
        conv("a", padding=1), conv("b", dilation=2, padding=2, inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]),
    )  # fmt: skip
    found = patches.plane(paths.back(report, "sum", (4, 4), paths.ONE_ROW)["input"])
    assert (found.top, found.left, found.weights.tolist()) == (0, 2, [[1, 1, 2, 1, 1]])


@pytest.mark.parametrize(("name", "known"), [("c", {"c", "u"}), ("p", {"p", "input"})])
def test_behind_an_unpool_no_paths_are_known(name: str, known: set[str]) -> None:
    report = resolved(*POOLED)
    assert set(paths.back(report, name, (0, 0))) == known


def test_beyond_an_unpool_no_paths_are_known() -> None:
    assert set(paths.on(resolved(*POOLED), "input", (0, 0))) == {"input", "p"}


def test_a_map_that_an_unpool_alone_hides_on_one_branch_is_not_known() -> None:
    report = resolved(
        *POOLED[:2], conv("d", padding=1, inputs=["input"]),
        layer("add", "sum", inputs=["u", "d"]), size=8,
    )  # fmt: skip
    assert set(paths.back(report, "sum", (0, 0))) == {"sum", "u", "d"}
    assert set(paths.on(report, "input", (0, 0))) == {"input", "p", "d"}


def test_where_branches_would_need_too_many_cells_their_maps_are_left_out() -> None:
    report = resolved(
        conv("a", 255, padding=635, dilation=5),
        conv("b", 255, padding=635, dilation=5, inputs=["input"]),
        layer("add", "sum", inputs=["a", "b"]), size=(2_400, 2_400),
    )  # fmt: skip
    assert set(paths.back(report, "sum", (1_200, 1_200))) == {"sum", "a", "b"}
    assert set(paths.on(report, "input", (1_200, 1_200))) == {"input", "a", "b"}


def test_endless_maps_have_no_borders() -> None:
    report = resolved(conv("a", padding=1), conv("b", padding=1), size=3)
    found = paths.back(report, "b", (0, 0), paths.Way(clipped=False))["input"]
    assert isinstance(found, Product)
    assert (found.columns.origin, found.columns.weights.tolist()) == (-2, [1, 2, 3, 2, 1])
