"""The scene of a field, on stacks whose paths are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine import report
from engine.document import INPUT, Document, View
from engine.frame import Frame, Grid, Mark
from engine.roles import Role
from engine.scenes import building, path_maps
from tests.engine.matrices import whole_matrices
from tests.engine.stacks import conv, layer, stack

CHAIN = stack(
    conv("a", 3, padding=1), conv("b", 3, padding=1, stride=2), conv("c", 3, padding=1),
    conv("d", 3, padding=2, dilation=2), size=15,
)  # fmt: skip
HOLES = stack(
    conv("a", 3, padding=2, dilation=2), conv("b", 3, padding=2, dilation=2),
    conv("c", 3, padding=4, dilation=4), size=21,
)  # fmt: skip
BRANCHES = stack(
    conv("a", 3, padding=1), conv("b", 5, padding=2, inputs=["input"]),
    layer("add", "s", inputs=["a", "b"]), conv("e", 3, stride=2), size=9,
)  # fmt: skip


def built(document: Document, name: str, pixel: tuple[int, int]) -> Frame:
    timeline = building.build("field", report.resolve(document), View("field", (name,), pixel))
    assert timeline.length == 1
    return timeline.frame_at(0)


def maps_of(frame: Frame) -> dict[str, Grid]:
    return {grid.key.layer: grid for grid in frame.grids if grid.key.stage == path_maps.STAGE}


def test_a_cell_of_a_chain_reads_what_is_before_it_and_reaches_what_is_behind() -> None:
    frame = built(CHAIN, "b", (4, 3))
    maps = maps_of(frame)
    assert list(maps) == [INPUT, "a", "b", "c", "d"]
    assert frame.headline is not None
    assert str(frame.headline.finding) == "one pixel of b reads 5×5 and reaches 7×7"
    used = {name: int((grid.roles == Role.REACHES).sum()) for name, grid in maps.items()}
    reached = {name: int((grid.roles == Role.REACHED).sum()) for name, grid in maps.items()}
    assert used == {INPUT: 25, "a": 9, "b": 0, "c": 0, "d": 0}
    assert reached == {INPUT: 0, "a": 0, "b": 0, "c": 9, "d": 49}
    assert maps["d"].values is not None
    assert maps["d"].values[1:8, 0].tolist() == [1, 1, 2, 1, 2, 1, 1]
    assert maps["b"].values is None
    rows = [grid for grid in frame.grids if grid.key.stage == path_maps.ROW_STAGE]
    assert [np.nan_to_num(grid.values).max() for grid in rows if grid.values is not None] == [
        3, 1, 1, 2,
    ]  # fmt: skip
    assert [one.mark for one in frame.threads] == [Mark.REACHES] * 2 + [Mark.REACHED] * 2
    assert [len(one.columns) for one in frame.threads] == [9, 3, 3, 9]


@pytest.mark.parametrize(
    ("document", "name", "pixel"),
    [(CHAIN, "c", (0, 7)), (HOLES, "b", (2, 10)), (BRANCHES, "a", (3, 8)), (BRANCHES, "s", (4, 4))],
)
def test_counts_are_those_of_the_matrices_of_all_paths(
    document: Document, name: str, pixel: tuple[int, int]
) -> None:
    resolved = report.resolve(document)
    matrices = whole_matrices(resolved)
    maps = maps_of(built(document, name, pixel))
    row = resolved.row(name)
    assert row is not None
    at = pixel[0] * row.shape[2] + pixel[1]
    source = maps[INPUT]
    assert source.values is not None
    real = _real(source, resolved.input_shape[1:])
    expected = matrices[name][at].reshape(resolved.input_shape[1:])
    np.testing.assert_array_equal(np.nan_to_num(source.values)[real], expected)


def _real(grid: Grid, size: tuple[int, ...]) -> tuple[slice, slice]:
    """The cells that are no padding."""
    top, left = -grid.origin[0], -grid.origin[1]
    return slice(top, top + size[0]), slice(left, left + size[1])


def test_a_field_with_holes_has_a_box_round_it_and_the_holes_are_told_apart() -> None:
    frame = built(HOLES, "b", (10, 10))
    boxes = {one.grid.layer for one in frame.outlines if one.mark is Mark.HULL}
    assert boxes == {INPUT, "a", "c"}
    assert int((maps_of(frame)[INPUT].roles == Role.UNUSED).sum()) == 81 - 25
    assert frame.legend is not None
    assert [str(words) for _, words in frame.legend.roles] == [
        "reaches it", "pinned", "reached by it", "the box of its field", "inside the box, left out",
    ]  # fmt: skip


def test_the_ellipse_has_the_exact_spread_of_all_paths() -> None:
    frame = built(CHAIN, "b", (4, 3))
    (oval,) = frame.ovals
    assert (oval.down / 2) ** 2 == pytest.approx(4 / 3)
    assert (oval.row, oval.column) == (8.5, 6.5)
    assert frame.legend is not None
    assert [str(note) for note in frame.legend.notes] == [
        "effective field: σ 1.15 pixels, the ellipse is 2 σ", "it holds 95 % of the paths",
    ]  # fmt: skip
    up = stack(layer("upsample", "u", scale=2), conv("v", 3, padding=1))
    assert built(up, "v", (5, 5)).ovals == ()


def test_what_lies_behind_an_unpool_is_left_out() -> None:
    document = stack(
        conv("a", 3, padding=1), layer("max_pool", "p", kernel=2), layer("max_unpool", "u", of="p"),
        conv("e", 3), size=8,
    )  # fmt: skip
    assert list(maps_of(built(document, "a", (3, 3)))) == [INPUT, "a", "p"]
    behind = built(document, "e", (2, 2))
    assert behind.headline is not None
    assert str(behind.headline.finding) == "one pixel of e reads an unknown part"


def test_of_many_maps_the_first_the_last_and_the_chosen_are_shown() -> None:
    document = stack(*(conv(f"l{at}", 3, padding=1) for at in range(12)), size=13)
    frame = built(document, "l5", (6, 6))
    assert list(maps_of(frame)) == [INPUT, "l0", "l1", "l5", "l9", "l10", "l11"]
    assert len(frame.captions) == 2
    assert frame.threads == ()
