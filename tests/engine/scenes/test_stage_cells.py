"""One cell through the stages of a transposed convolution: lit, said, changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import report
from engine.document import View
from engine.frame import Frame, Key
from engine.report import Report
from engine.scenes import belonging, building, cell_sums, editable, spoken
from engine.scenes.belonging import Spot
from engine.scenes.editable import Number
from engine.words import say
from tests.engine.scenes import sliding
from tests.engine.stacks import conv, layer, resolved

WEIGHTS = np.arange(1.0, 10.0).reshape(1, 1, 3, 3).tolist()
FIELDS = {"out_channels": 1, "kernel": 3, "stride": 2, "padding": 1, "weights": WEIGHTS}
UP = report.resolve(sliding.stack(layer("conv_transpose", "up", **FIELDS), values=[[1, 2], [3, 1]]))


def frame_of(one: Report = UP, step: int = 8, **view: Any) -> Frame:
    return building.build("transposed", one, View(**view)).frame_at(step)


def lit(spot: Spot, step: int = 8, one: Report = UP) -> dict[str, list[list[int]]]:
    found = belonging.lit(one, frame_of(one, step), spot)
    return {key.stage: np.argwhere(mask).tolist() for key, mask in found.items()}


def at(stage: str, row: int, column: int) -> Spot:
    return Spot(Key("up", stage), row, column)


def test_a_real_cell_is_lit_in_every_stage_and_where_its_stamp_falls() -> None:
    falls = [[0, 1], [0, 2], [1, 1], [1, 2]]
    expected = {"input": [[0, 1]], "inserted": [[0, 2]], "bordered": [[1, 3]], "slid": [[1, 3]],
                "output": falls}  # fmt: skip
    for spot in (at("input", 0, 1), at("inserted", 0, 2), at("bordered", 0, 2), at("slid", 0, 2)):
        assert lit(spot) == expected


def test_a_zero_is_lit_in_the_stages_that_have_it() -> None:
    assert lit(at("inserted", 0, 1)) == {"inserted": [[0, 1]], "bordered": [[1, 2]],
                                         "slid": [[1, 2]]}  # fmt: skip
    assert lit(at("slid", -1, 0)) == {"bordered": [[0, 1]], "slid": [[0, 1]]}


def test_an_output_cell_lights_what_its_window_reads() -> None:
    found = lit(at("output", 0, 0))
    assert found["input"] == [[0, 0]]
    assert found["inserted"] == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert found["slid"] == found["bordered"]
    assert found["slid"] == [[row, column] for row in range(3) for column in range(3)]


def test_a_tap_is_lit_in_both_kernels_and_where_it_reads_now() -> None:
    expected = {"kernel": [[0, 0]], "turned": [[2, 2]], "slid": [[3, 3]]}
    assert lit(at("kernel", 0, 0)) == lit(at("turned", 2, 2)) == expected
    assert lit(at("kernel", 0, 0), step=3) == {"kernel": [[0, 0]], "turned": [[2, 2]]}


def test_the_first_stage_alone_lights_its_cell() -> None:
    assert lit(at("input", 0, 1), step=0) == {"input": [[0, 1]]}


@pytest.mark.parametrize(
    ("spot", "sentence"),
    [
        (at("input", 1, 0), "input row 1 column 0 is 3"),
        (at("slid", 2, 0), "input row 1 column 0 is 3, here in row 2 column 0"),
        (at("bordered", 1, 0), "zero inserted by the stride, row 1 column 0"),
        (at("bordered", -1, 3), "zero of the border, row −1 column 3"),
        (at("turned", 0, 0), "the weight of up in row 0 column 0 is 9"),
        (at("output", 1, 1), "up row 1 column 1 is 33"),
    ],
)
def test_a_cell_says_what_it_is_in_its_stage(spot: Spot, sentence: str) -> None:
    said = spoken.of_spot(UP, frame_of(), spot)
    assert said is not None
    assert say(said) == sentence


def test_what_is_cut_off_says_so() -> None:
    cut = resolved(layer("conv_transpose", "up", **{**FIELDS, "padding": 3}), size=3)
    said = spoken.of_spot(cut, frame_of(cut, 4), at("bordered", 0, 4))
    assert said is not None
    assert say(said) == "cut off, row 0 column 4"


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (0, "step 1 of 13, stage 1, input: 2×2"),
        (2, "step 3 of 13, stage 3, add a border: kernel − 1 − padding = 1"),
        (
            8,
            (
                "step 9 of 13, output row 1 column 1 is 33, "
                "reads 9 cells, 5 of them zeros that were put in"
            ),
        ),
    ],
)
def test_every_moment_is_told_in_a_sentence(step: int, sentence: str) -> None:
    assert say(spoken.moment(frame_of(step=step))) == sentence


@pytest.mark.parametrize(
    ("spot", "number"),
    [
        (at("input", 0, 1), Number("input", "values", (0, 0, 1))),
        (at("slid", 2, 0), Number("input", "values", (0, 1, 0))),
        (at("slid", 1, 0), None),
        (at("bordered", -1, 0), None),
        (at("kernel", 0, 1), Number("up", "weights", (0, 0, 0, 1))),
        (at("turned", 0, 1), Number("up", "weights", (0, 0, 2, 1))),
        (at("output", 0, 1), None),
    ],
)
def test_numbers_are_changed_wherever_they_stand(spot: Spot, number: Number | None) -> None:
    assert editable.number_at(UP, frame_of(), spot) == number


def test_a_number_changed_in_a_later_stage_is_the_inputs() -> None:
    number = editable.number_at(UP, frame_of(), at("slid", 2, 2))
    assert number is not None
    assert editable.value(UP, number) == 1
    changed = report.resolve(editable.changed(UP, [number], 8))
    assert "1  ·  9  +  2  ·  7  +  3  ·  3  +  8  ·  1" in sliding.sentence(frame_of(changed))


def test_weights_of_groups_are_those_of_the_channels_shown() -> None:
    part = layer("conv_transpose", "up", out_channels=4, groups=2, kernel=[1, 2])
    one = resolved(part, size=3, channels=4)
    frame = frame_of(one, 4, channel=3)
    key = next(grid.key for grid in frame.grids if grid.key.stage == "turned")
    assert editable.number_at(one, frame, Spot(key, 0, 0)) == Number("up", "weights", (2, 1, 0, 1))


def test_what_another_layer_made_is_not_changed_here() -> None:
    one = resolved(conv("a", padding=1), layer("conv_transpose", "up", **FIELDS), size=3)
    assert editable.number_at(one, frame_of(one), at("slid", 0, 0)) is None


def told(step: int, one: Report = UP) -> tuple[str, str, str, list[str]]:
    found = cell_sums.of(one, frame_of(one, step))
    assert found is not None
    total = "".join(sliding.said(piece.content) for piece in found.total).strip()
    title = "" if found.title is None else say(found.title)
    return title, sliding.said(found.place), total, [sliding.said(one) for one in found.remarks]


def test_the_formula_follows_every_stage() -> None:
    assert told(0) == ("Stage 1 of 5: input", "2×2", "2", [])
    assert told(1)[:3] == ("Stage 2 of 5: insert zeros", "stride − 1 = 1 between",
                           "(2 − 1)·2 + 1 = 3")  # fmt: skip
    assert told(2)[2:] == ("3 + 1 + 1 = 5", ["before 1·(3 − 1) − 1 = 1, after 1·(3 − 1) − 1 = 1"])
    assert told(3)[2:] == ("", ["w′[i, j] = w[2 − i, 2 − j]"])


def test_a_stage_whose_axes_differ_has_both() -> None:
    part = layer(
        "conv_transpose", "up", out_channels=2, kernel=[2, 3], stride=[1, 3], padding=[2, 0],
        output_padding=[0, 1],
    )  # fmt: skip
    one = resolved(part, size=(6, 2))
    assert told(1, one)[2] == "rows (6 − 1)·1 + 1 = 6  columns (2 − 1)·3 + 1 = 4"
    assert told(2, one)[2] == "rows 6 − 1 − 1 = 4  columns 4 + 2 + 3 = 9"
    assert told(2, one)[3] == [
        "rows: before 1·(2 − 1) − 2 = −1, after 1·(2 − 1) − 2 = −1",
        "columns: before 1·(3 − 1) − 0 = 2, after 1·(3 − 1) − 0 + 1 = 3",
        "Output padding adds 1 column beyond every stamp, 0 but for a bias.",
    ]
    assert told(3, one)[3][1] == "w′[out, in] = w[in, out]"


def test_the_sum_of_a_cell_has_all_its_products_in_the_kernels_rows() -> None:
    found = cell_sums.of(UP, frame_of())
    assert found is not None
    row = [(one.value, one.weight, one.on_padding) for one in found.terms[0]]
    assert row == [("1", "9", False), ("0", "8", True), ("2", "7", False)]
    title, place, total, remarks = told(8)
    assert (title, place) == ("", "row 1, column 1 of up")
    assert total == "23 + 0 + 10 + 0 (bias) = 33"
    assert "dashed: zeros, inserted and of the border" in remarks


def test_the_sum_of_several_channels_ends_with_what_each_adds() -> None:
    part = layer("conv_transpose", "up", **{**FIELDS, "weights": np.ones((2, 1, 3, 3)).tolist()})
    one = report.resolve(sliding.stack(part, values=[[[1, 2], [3, 1]], [[1, 1], [1, 1]]]))
    found = cell_sums.of(one, frame_of(one))
    assert found is not None
    assert len(found.terms) == 3
    assert told(8, one)[2] == "channel 0 7 channel 1 + 4 together = 11"
