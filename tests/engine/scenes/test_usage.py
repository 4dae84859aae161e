"""The scene of usage, on stacks whose paths are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine import report
from engine.document import Document, View
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import building
from engine.timeline import Timeline
from engine.words import Text
from tests.engine.matrices import whole_matrices
from tests.engine.stacks import conv, layer, stack


def built(document: Document, **view: object) -> Timeline:
    return building.build("usage", report.resolve(document), View(**view))  # type: ignore[arg-type]


def said(timeline: Timeline) -> list[str]:
    frame = timeline.frame_at(0)
    return ["".join(str(part.content) for part in line) for one in frame.captions
            for line in one.lines]  # fmt: skip


SKIPPING = stack(
    conv("a", 2, stride=3), conv("b", 3, padding=1), conv("c", 3, stride=2, padding=1), size=64
)


def test_pixels_between_windows_are_counted_and_the_reason_is_told() -> None:
    timeline = built(SKIPPING)
    assert timeline.length == 1
    frame = timeline.frame_at(0)
    source, bars = frame.grids
    assert frame.headline is not None
    assert (
        str(frame.headline.finding)
        == "2\N{THIN SPACE}332 of 4\N{THIN SPACE}096 input pixels are never used"
    )
    assert source.values is not None
    assert int(np.isnan(source.values).sum()) == 2332
    assert (float(np.nanmin(source.values)), float(np.nanmax(source.values))) == (9.0, 25.0)
    assert bars.bars is not None
    np.testing.assert_allclose(bars.bars[:7, 0] * 5, [3, 3, 0, 4, 4, 0, 5])
    assert said(timeline) == [
        "a2×2, stride 364 → 21", "b3×321 → 21", "c3×3, stride 221 → 11",
        "a: stride 3 is larger than kernel 2:", "1 of every 3 rows and columns is skipped,",
        "and no later layer can bring them back",
        "a: last 2 rows and last 2 columns of what it reads: never read",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "parts",
    [
        (conv("a", 3, dilation=2), conv("b", [2, 3], stride=2)),
        (conv("a", 3, stride=2), layer("conv_transpose", "b", out_channels=1, kernel=3, stride=2)),
        (conv("a", 3, padding=1), conv("b", 5, padding=2, inputs=["input"]),
         layer("add", "c", inputs=["a", "b"])),
    ],
)  # fmt: skip
def test_every_count_is_that_of_the_matrix_of_all_paths(parts: tuple[object, ...]) -> None:
    document = stack(*parts, size=(9, 11))  # type: ignore[arg-type]
    last = document.layers[-1].name
    source = built(document).frame_at(0).grids[0]
    matrix = whole_matrices(report.resolve(document))[last]
    expected = matrix.sum(axis=0).reshape(9, 11)
    assert source.values is not None
    np.testing.assert_array_equal(np.nan_to_num(source.values), expected)
    np.testing.assert_array_equal(source.roles == Role.UNUSED, expected == 0)


def test_a_checkerboard_and_a_pale_border_are_told() -> None:
    up = layer("conv_transpose", "b", out_channels=1, kernel=3, stride=2)
    uneven = stack(conv("a", 3, stride=2), up, conv("c", 3, padding=1), size=25)
    assert said(built(uneven))[-1] == "every 2 rows and columns: 9, 18"
    pale = stack(conv("a", 3, padding=1), size=7)
    assert said(built(pale))[-1] == "4 in the first corner, 9 in the middle"


def test_one_row_has_a_bar_for_each_column() -> None:
    timeline = built(stack(conv("a", [1, 3]), size=(1, 6)))
    bars = timeline.frame_at(0).grids[1]
    assert bars.bars is not None
    np.testing.assert_allclose(bars.bars, [[1 / 3, 2 / 3, 1, 1, 2 / 3, 1 / 3]])


def test_a_large_input_is_shown_round_the_chosen_pixel() -> None:
    document = stack(conv("a", 3, padding=1), size=(300, 20))
    source = built(document, pixel=(299, 0)).frame_at(0).grids[0]
    assert source.origin == (44, 0)
    assert source.size == (256, 20)
    assert source.heading is not None
    assert str(source.heading.second) == "rows 44–299 of 300"


def test_past_an_unpool_it_says_that_nothing_is_known() -> None:
    pool = layer("max_pool", "a", kernel=2)
    document = stack(pool, layer("max_unpool", "b", of="a"))
    with pytest.raises(Refused) as caught:
        built(document)
    assert isinstance(caught.value.problem.message, Text)
    assert "an unpool stands before it" in str(caught.value.problem.message)
