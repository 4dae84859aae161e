"""Paths, usage and related cells against matrices made by plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from engine import counts, related

from .matrices import whole_matrices
from .random_stacks import laid_out, stacks
from .stacks import conv, layer, resolved


def test_paths_from_every_pixel_are_those_of_the_matrix() -> None:
    for report in stacks(100):
        row = report.rows[-1]
        matrix = whole_matrices(report)[row.name]
        height, width = report.input_shape[1:]
        for at in {0, matrix.shape[0] // 2, matrix.shape[0] - 1}:
            plane = counts.from_pixel(report, row.name, divmod(at, row.shape[2]))
            assert plane is not None
            expected = matrix[at].reshape(height, width)
            np.testing.assert_allclose(laid_out(plane, (height, width)), expected, atol=1e-12)


def test_usage_is_the_sum_over_all_pixels() -> None:
    for report in stacks(100):
        row = report.rows[-1]
        matrix = whole_matrices(report)[row.name]
        height, width = report.input_shape[1:]
        total = matrix.sum(axis=0).reshape(height, width)
        usage = counts.usage(report, row.name)
        assert usage is not None
        np.testing.assert_allclose(usage.rows, total.sum(axis=1), atol=1e-9)
        assert usage.unused == (total < 1e-12).sum()


def test_related_cells_are_those_with_a_path_in_either_direction() -> None:
    for report in stacks(40):
        names = ["input", *(row.name for row in report.rows)]
        height, width = report.input_shape[1:]
        matrices = whole_matrices(report)
        for name in names[1:]:
            shape = matrices[name].shape[0]
            for at in {0, shape // 2, shape - 1}:
                row = report.row(name)
                assert row is not None
                cells = related.related(report, name, divmod(at, row.shape[2]))
                feeding = matrices[name][at].reshape(height, width) > 1e-12
                told = cells.get("input", related.Cells())
                assert [
                    (y, x) for y in range(height) for x in range(width) if told.has(y, x)
                ] == list(zip(*(part.tolist() for part in np.nonzero(feeding)), strict=True))


def test_a_cell_reaches_exactly_those_that_it_feeds() -> None:
    for report in stacks(25):
        for source in report.rows:
            height, width = source.shape[1:]
            cell = (height // 2, width - 1)
            reached = related.related(report, source.name, cell)
            for row in report.rows:
                if row.name not in reached or row.name == source.name:
                    continue
                if report.rows.index(row) < report.rows.index(source):
                    continue
                for y in range(row.shape[1]):
                    for x in range(row.shape[2]):
                        back = related.related(report, row.name, (y, x))
                        feeds = back.get(source.name, related.Cells()).has(*cell)
                        assert feeds == reached[row.name].has(y, x)


def test_counts_of_a_hundred_layers_are_exact_beyond_64_bits() -> None:
    report = resolved(*(conv(f"c{at}", padding=1) for at in range(100)), size=(300, 300))
    plane = counts.from_pixel(report, "c99", (150, 150))
    assert plane is not None
    assert sum(plane.weights.flat) == 9**100
    line = [1]
    for _ in range(100):
        around = [0, 0, *line, 0, 0]
        line = [sum(around[at : at + 3]) for at in range(len(line) + 2)]
    assert plane.weights[100].tolist() == [line[100] * paths for paths in line]


def test_unclipped_counts_lose_nothing_at_the_border() -> None:
    report = resolved(conv("a", padding=1), conv("b", 2, stride=2), size=(4, 4))
    inside = counts.from_pixel(report, "b", (0, 0))
    endless = counts.from_pixel(report, "b", (0, 0), clipped=False)
    assert inside is not None
    assert endless is not None
    assert int(inside.weights.sum()) < int(endless.weights.sum()) == 9 * 4
    assert (endless.top, endless.left) == (-1, -1)


@pytest.mark.parametrize("size", [(2_000, 2_000), (4_096, 4_096)])
def test_planes_stop_at_a_million_cells_and_usage_of_a_chain_does_not(
    size: tuple[int, int],
) -> None:
    wide = [conv(f"c{at}", 255, dilation=4, padding="same") for at in range(2)]
    report = resolved(*wide, size=size)
    assert counts.from_pixel(report, "c1", (1_000, 1_000)) is None
    usage = counts.usage(report, "c1")
    assert usage is not None
    assert len(usage.rows) == size[0]


def test_branches_of_more_than_a_million_cells_are_not_counted() -> None:
    report = resolved(
        conv("a", padding=1), layer("add", "sum", inputs=["a", "input"]), size=(1_100, 1_100)
    )
    assert counts.usage(report, "sum") is None
    near = counts.from_pixel(report, "sum", (500, 500))
    assert near is not None
    assert near.weights.tolist() == [[1, 1, 1], [1, 2, 1], [1, 1, 1]]


def test_an_unpool_hides_what_is_behind_it() -> None:
    report = resolved(layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"))
    assert counts.from_pixel(report, "u", (0, 0)) is None
    assert counts.usage(report, "u") is None
    assert "input" not in related.related(report, "u", (0, 0))
    assert counts.usage(report, "nowhere") is None


def test_a_pixel_that_reads_padding_only_has_no_paths() -> None:
    report = resolved(conv("a", 1, padding=1), size=(3, 3))
    plane = counts.from_pixel(report, "a", (0, 0))
    assert plane is not None
    assert (plane.top, plane.left, plane.weights.tolist()) == (0, 0, [])
