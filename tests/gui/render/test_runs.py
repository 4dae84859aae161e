"""Edges and rectangles of equal cells, held against cell-by-cell loops."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gui.render import runs
from gui.render.runs import Run

CODES = arrays.arrays(
    np.uint8,
    st.tuples(st.integers(1, 7), st.integers(1, 7)),
    elements=st.integers(0, 2),
)


@given(CODES)
def test_blocks_cover_every_cell_once_with_its_own_code(codes: np.ndarray) -> None:
    covered = np.full(codes.shape, -1)
    for block in runs.blocks(codes):
        here = (slice(block.top, block.bottom), slice(block.left, block.right))
        assert (covered[here] == -1).all()
        covered[here] = block.code
    np.testing.assert_array_equal(covered, codes)


def test_equal_cells_are_one_block() -> None:
    assert len(list(runs.blocks(np.zeros((40, 60), dtype=np.uint8)))) == 1


def each(found: list[Run]) -> dict[tuple[int, int], int]:
    """The code of every single edge: (line, place along it)."""
    single = [((run.line, at), run.code) for run in found for at in range(run.first, run.last)]
    assert len(dict(single)) == len(single)
    return dict(single)


@given(CODES)
def test_each_edge_is_drawn_once_by_the_higher_of_its_cells(codes: np.ndarray) -> None:
    rows, columns = codes.shape
    across, down = (each(found) for found in runs.edges(codes))
    assert len(across) == (rows + 1) * columns
    assert len(down) == (columns + 1) * rows
    for (line, column), code in across.items():
        beside = [int(codes[row, column]) for row in (line - 1, line) if 0 <= row < rows]
        assert code == max(beside)
    for (line, row), code in down.items():
        beside = [int(codes[row, column]) for column in (line - 1, line) if 0 <= column < columns]
        assert code == max(beside)


@given(CODES)
def test_an_outline_separates_cells_inside_from_all_others(codes: np.ndarray) -> None:
    inside = codes == 1
    framed = np.pad(inside, 1)
    across, down = (each(found) for found in runs.outlines(inside))
    horizontal = {tuple(at) for at in np.argwhere(framed[:-1, 1:-1] != framed[1:, 1:-1]).tolist()}
    vertical = {tuple(at) for at in np.argwhere((framed[1:-1, :-1] != framed[1:-1, 1:]).T).tolist()}
    assert set(across) == horizontal
    assert set(down) == vertical
