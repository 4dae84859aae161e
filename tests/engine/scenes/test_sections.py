"""The same along one row: a thread for each tap that is read."""

from __future__ import annotations

import numpy as np

from engine import paths
from engine.report import Report
from engine.scenes import path_maps, sections
from engine.scenes.sections import Lines
from tests.engine.matrices import axis_matrix
from tests.engine.random_stacks import stacks
from tests.engine.stacks import conv, layer, resolved

from .traced import built, dilated


def lines_of(report: Report, column: int | None = None) -> Lines | None:
    name = report.rows[-1].name
    size = path_maps.size_of(report, name)
    cell = (size[0] // 2, size[1] // 2 if column is None else column)
    whole = path_maps.traced(report, name, cell)
    rows = path_maps.traced(report, name, cell, paths.ONE_ROW)
    at = [sections.row_of(one) for one in whole.values()]
    return sections.lines(report, list(rows.values()), at)


def test_threads_are_the_taps_of_the_cells_that_are_read() -> None:
    found = lines_of(dilated(2, 2, 2))
    assert found is not None
    first, _, third = found.pairs
    assert first.tolist() == [[6, 4], [6, 6], [6, 8]]
    assert [len(one) for one in found.pairs] == [3, 9, 15]
    assert [2, 0] in third.tolist()
    assert [one.source.layer for one in found.threads()] == ["c", "b", "a"]
    assert [one.target.layer for one in found.threads()] == ["b", "a", "input"]


def test_threads_of_random_chains_are_those_of_the_matrices() -> None:
    checked = 0
    for report in stacks(120):
        chain = all(len(row.inputs) == 1 for row in report.rows)
        found = lines_of(report) if chain else None
        if found is None:
            continue
        for above, below, pairs in zip(found.each, found.each[1:], found.pairs, strict=False):
            row = report.row(above.map.name)
            assert row is not None
            matrix = axis_matrix(row, 1) > 1e-12
            top, bottom = above.stand.piece.columns.start, below.stand.piece.columns.start
            inside = {
                (o + top, i + bottom)
                for o, i in pairs.tolist()
                if 0 <= i + bottom < matrix.shape[1]
            }
            read = above.map.read(above.map.whole)[0]
            assert inside == {(int(o), int(i)) for o, i in np.argwhere(matrix) if read[o]}
            checked += 1
    assert checked > 40


def test_threads_into_padding_end_there() -> None:
    found = lines_of(resolved(conv("a", padding=1), size=5), 0)
    assert found is not None
    assert found.each[1].stand.piece.columns == range(-1, 5)
    assert found.pairs[0].tolist() == [[0, 0], [0, 1], [0, 2]]


def test_padding_that_repeats_cells_leads_threads_back() -> None:
    found = lines_of(resolved(conv("a", padding=1, padding_mode="circular"), size=5), 0)
    assert found is not None
    assert found.pairs[0].tolist() == [[0, 0], [0, 1], [0, 4]]


def test_the_row_is_the_one_that_is_read_nearest_to_the_middle() -> None:
    report = resolved(conv("a", 2, dilation=3), size=9)
    maps = path_maps.traced(report, "a", (2, 2))
    assert [sections.row_of(one) for one in maps.values()] == [2, 2]
    timeline = built(report, pixel=(2, 2))
    rows = [one.origin[0] for one in timeline.step(1).grids if one.key.stage == "row"]
    assert rows == [2, 2]


def test_too_wide_a_field_has_no_section() -> None:
    assert lines_of(dilated(16, 16, 16, size=99)) is None
    assert lines_of(dilated(1, 2, 3, size=99)) is not None


def test_too_many_threads_make_no_section() -> None:
    assert lines_of(resolved(conv("a", 31), conv("b", 31), size=62)) is None


def test_a_pool_without_a_place_of_its_own_makes_no_section() -> None:
    assert lines_of(resolved(conv("a", padding=1), layer("global_avg_pool", "g"))) is None
