"""What is lit, said, reckoned and edited of stamps, and of a way there and back."""

from __future__ import annotations

import numpy as np

from engine import report as reports
from engine import words
from engine.document import View
from engine.frame import Frame, Key
from engine.report import Report
from engine.scenes import belonging, building, cell_sums, editable, spoken
from engine.scenes.belonging import Spot
from engine.scenes.terms import CellSum, Term
from engine.words import Text
from tests.engine.scenes import stamped
from tests.engine.stacks import conv, layer

X = np.array([[[1.0, 2, 1], [0, 3, 1], [2, 1, 2]]])
KERNEL = [[[[1, 0, 2], [0, 1, 0], [2, 1, 1]]]]
UP = layer("conv_transpose", "up", out_channels=1, kernel=3, stride=2, padding=1, weights=KERNEL)
STAMPED = stamped.resolved(X, UP)
WIDE = np.arange(25.0).reshape(1, 5, 5)
THERE = stamped.resolved(WIDE, conv("a", stride=2, padding=1, weights=KERNEL))


def frame(report: Report, scene: str, step: int) -> Frame:
    return building.build(scene, report, View()).frame_at(step)


def said(what: Text | str | None) -> str:
    return words.say(what) if isinstance(what, Text) else str(what)


def places(mask: belonging.Mask) -> set[tuple[int, int]]:
    return {(row, column) for row, column in np.argwhere(mask).tolist()}


def spot(stage: str, row: int, column: int, layer_name: str = "up") -> Spot:
    return Spot(Key(layer_name, stage), row, column)


def told(report: Report, shown: Frame, at: Spot) -> str:
    return said(spoken.of_spot(report, shown, at))


def summed(report: Report, shown: Frame) -> CellSum:
    found = cell_sums.of(report, shown)
    assert found is not None
    return found


def test_a_stamped_cell_lights_where_its_stamp_lands_and_how_many_meet_there() -> None:
    found = belonging.lit(STAMPED, frame(STAMPED, "scatter", 5), spot("input", 0, 0))
    assert places(found[Key("up", "stamped")]) == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert places(found[Key("up", "overlap")]) == places(found[Key("up", "stamped")])


def test_a_cell_of_the_output_lights_the_cells_that_are_stamped_on_it() -> None:
    found = belonging.lit(STAMPED, frame(STAMPED, "scatter", 5), spot("overlap", 1, 1))
    assert places(found[Key("up", "input")]) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert places(found[Key("up", "stamped")]) == {(2, 2)}


def test_a_tap_lights_the_cell_that_it_lands_on() -> None:
    found = belonging.lit(STAMPED, frame(STAMPED, "scatter", 5), spot("stamp", 0, 2))
    assert places(found[Key("up", "stamped")]) == {(2, 4)}


def test_a_step_of_stamps_is_spoken() -> None:
    assert said(spoken.moment(frame(STAMPED, "scatter", 5))) == (
        "step 6 of 10, 3 in row 1 column 1 is stamped on rows 1–3 and columns 1–3"
    )
    assert said(spoken.moment(frame(STAMPED, "scatter", 0))) == "step 1 of 10, no stamp yet"
    assert spoken.steps_a_row(frame(STAMPED, "scatter", 0)) == 3


def test_cells_of_stamps_are_spoken() -> None:
    shown = frame(STAMPED, "scatter", 5)
    assert told(STAMPED, shown, spot("stamped", 1, 1)) == "row 1 column 1 holds 8 so far"
    assert told(STAMPED, shown, spot("stamped", -1, 0)) == "row −1 column 0 is cropped by padding"
    assert told(STAMPED, shown, spot("stamped", 4, 4)) == "no stamp on row 4 column 4"
    assert told(STAMPED, shown, spot("overlap", 1, 1)) == "stamps that touch row 1 column 1: 4"
    assert told(STAMPED, shown, spot("stamp", 0, 2)) == "the stamp adds 6 here"


def test_paths_of_a_stack_are_spoken() -> None:
    second = layer("conv_transpose", "two", out_channels=1, kernel=3, stride=2)
    report = stamped.resolved(X, UP, second)
    shown = frame(report, "scatter", 1)
    at = Spot(Key("two", "overlap of the stack"), 2, 2)
    assert told(report, shown, at) == "paths that reach row 2 column 2: 9"


def test_a_stamp_is_reckoned_tap_by_tap() -> None:
    found = summed(STAMPED, frame(STAMPED, "scatter", 1))
    assert said(found.place) == "stamp of row 0, column 0 of input"
    assert found.terms[0] == (Term("1", "1", True), Term("1", "0", True), Term("1", "2", True))
    assert found.terms[1][1:] == (Term("1", "1"), Term("1", "0"))
    assert [said(one) for one in found.remarks] == ["dashed: cropped by padding"]
    later = summed(STAMPED, frame(STAMPED, "scatter", 5))
    assert "".join(said(piece.content) for piece in later.total) == "row 1, column 1: 5+3 = 8"
    assert not later.remarks
    assert cell_sums.of(STAMPED, frame(STAMPED, "scatter", 0)) is None


def test_the_stamp_of_several_channels_is_reckoned_whole() -> None:
    report = stamped.resolved(
        np.concatenate([X, X]),
        layer("conv_transpose", "up", out_channels=1, kernel=1, weights=[[[[2]]], [[[3]]]]),
    )
    assert summed(report, frame(report, "scatter", 5)).terms == ((Term("15"),),)


def test_weights_of_stamps_are_edited_where_the_document_states_them() -> None:
    up = layer("conv_transpose", "up", out_channels=4, groups=2, kernel=2)
    x = np.ones((4, 2, 2))
    report = stamped.resolved(x, up)
    shown = building.build("scatter", report, View(channel=3)).frame_at(1)
    number = editable.number_at(report, shown, Spot(Key("up", "stamp", 3, 2), 1, 0))
    assert number is not None
    assert (number.layer, number.field, number.at) == ("up", "weights", (2, 1, 1, 0))
    changed = reports.resolve(editable.changed(report, [number], 7))
    kernel = building.build("scatter", changed, View(channel=3)).frame_at(0)
    grid = next(one for one in kernel.grids if one.key == Key("up", "stamp", 3, 2))
    assert grid.values is not None
    assert grid.values.tolist() == [[1, 1], [7, 1]]


def test_of_stamps_and_ways_back_only_the_input_and_weights_are_edited() -> None:
    shown = frame(STAMPED, "scatter", 5)
    assert editable.number_at(STAMPED, shown, spot("input", 1, 1)) == ("input", "values", (0, 1, 1))
    for stage in ("stamped", "overlap"):
        assert editable.number_at(STAMPED, shown, spot(stage, 1, 1)) is None
    back = frame(THERE, "round_trip", 3)
    assert editable.number_at(THERE, back, spot("input", 1, 1, "a")) is not None
    for stage in ("there", "back", "difference"):
        assert editable.number_at(THERE, back, spot(stage, 1, 1, "a")) is None


def test_a_cell_of_the_way_lights_itself_in_the_maps_of_its_shape() -> None:
    shown = frame(THERE, "round_trip", 3)
    found = belonging.lit(THERE, shown, spot("difference", 1, 1, "a"))
    for stage in ("input", "back", "difference"):
        assert places(found[Key("a", stage)]) == {(1, 1)}
    assert places(found[Key("a", "there")]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_way_lights_what_its_groups_join() -> None:
    x = np.ones((4, 4, 4))
    report = stamped.resolved(x, conv("a", out_channels=2, groups=2))
    shown = building.build("round_trip", report, View(channel=1)).frame_at(3)
    found = belonging.lit(report, shown, Spot(Key("a", "difference", 2), 1, 1))
    assert Key("a", "there", 1) in found


def test_a_way_there_and_back_is_spoken() -> None:
    wanted = ["the map that the way begins with", "y is made", "x′ is made",
              "x′ − x: 0 in none of 25 cells"]  # fmt: skip
    for step, words_of in enumerate(wanted):
        assert said(spoken.moment(frame(THERE, "round_trip", step))).endswith(words_of)
    shown = frame(THERE, "round_trip", 3)
    assert told(THERE, shown, spot("there", 0, 0, "a")) == "y row 0 column 0 is 11"
    assert told(THERE, shown, spot("difference", 0, 1, "a")).startswith("x′ − x row 0 column 1 is")
    assert told(THERE, frame(THERE, "round_trip", 0), spot("there", 0, 0, "a")) == "None"


def test_a_way_there_and_back_is_reckoned() -> None:
    assert cell_sums.of(THERE, frame(THERE, "round_trip", 0)) is None
    found = [summed(THERE, frame(THERE, "round_trip", step)) for step in (1, 2, 3)]
    assert said(found[0].place) == "y: what a makes of x, without a bias"
    assert [said(one) for one in found[1].remarks] == [
        "output padding of rows: (5 + 2 − 3) mod 2 = 0",
        "output padding of columns: (5 + 2 − 3) mod 2 = 0",
    ]
    assert said(found[2].place) == "<conv(x), y> = <x, transposed(y)>"
    one, sign, other = "".join(said(piece.content) for piece in found[2].total).split("  ")
    assert (one, sign) == (other, "=")
