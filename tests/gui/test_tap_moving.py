"""Taps in the window: pointed at, chosen, dragged and moved by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from engine.document import View
from engine.frame import Key
from engine.handles import Tap
from engine.values import graph, operations
from engine.words import say
from tests.engine.stacks import layer, stack
from tests.gui import person, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.handles import Handle
    from engine.words import Text

pytestmark = pytest.mark.usefixtures("qapp")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def window(qtbot: QtBot, **raw: Any) -> shown.Shown:
    size, channels = raw.pop("size", 8), raw.pop("channels", 1)
    made = layer("deform_conv", "d", **{"out_channels": 1, "kernel": 3, **raw})
    one = shown.shown(stack(made, size=size, channels=channels), View("deformable"))
    qtbot.addWidget(one.view)
    one.view.resize(1000, 700)
    shown.on_screen(one)
    one.playback.go_to(14)
    return one


@pytest.fixture
def one(qtbot: QtBot) -> shown.Shown:
    return window(qtbot)


def tap(one: shown.Shown, row: int, column: int) -> Handle:
    assert one.playback.frame is not None
    return next(found for found in one.playback.frame.handles if found.tap == (row, column))


def at(one: shown.Shown, place: tuple[float, float], channel: int = 0) -> QPoint:
    """Where in the viewport a place over the map is."""
    places = one.view.layout_shown
    assert places is not None
    box = places.boxes[Key("d", "input", channel)]
    x, y = box.x + place[1] * box.cell, box.y + place[0] * box.high
    return QPoint(round(x / places.canvas.scale), round(y / places.canvas.scale))


def pull(one: shown.Shown, row: int, column: int, *ways: tuple[float, float], **how: Any) -> None:
    """Drag a tap by so many cells, one way after the other from where it was."""
    home = tap(one, row, column).place
    places = [home, *[(home[0] + down, home[1] + across) for down, across in ways]]
    shown.drag(one, *[at(one, place) for place in places], **how)


def offsets(one: shown.Shown) -> np.ndarray[Any, Any]:
    row = one.store.report.row("d")
    assert row is not None
    found = operations.moves(row, graph.compute(one.store.report).maps["input"])
    return found.offsets


def of_cell(one: shown.Shown, row: int, column: int) -> list[float]:
    first = 2 * (3 * row + column)
    return [float(one_) for one_ in offsets(one)[first : first + 2, 2, 2]]


def test_a_drag_moves_the_tap_of_this_output_cell_in_one_step(one: shown.Shown) -> None:
    pull(one, 1, 2, (0.2, 0.1), (-0.2, 0.4), (-0.4, 0.8))
    down, across = of_cell(one, 1, 2)
    assert (down, across) == pytest.approx((-0.4, 0.8), abs=0.03)
    assert (round(down, 2), round(across, 2)) == (down, across)
    assert np.count_nonzero(offsets(one)) == 2
    assert one.store.undo_name is not None
    assert say(one.store.undo_name) == "Move a tap of d"
    one.store.undo()
    assert not one.store.can_undo
    assert not offsets(one).any()


def test_what_is_seen_follows_the_drag(one: shown.Shown) -> None:
    pull(one, 1, 2, (0.3, 0.3), (0.5, 0.5))
    assert one.playback.tap == Tap("d", 1, 2, 0)
    frame = one.playback.frame
    assert frame is not None
    chosen = next(point for point in frame.points if point.chosen)
    assert (chosen.row, chosen.column) == pytest.approx((4, 5), abs=0.03)
    assert len(frame.moves) == 1
    assert frame.grids[2].values is not None
    assert frame.grids[2].values[2, 2] == graph.compute(one.store.report).maps["d"][0, 2, 2]
    one.view.pointing.point(None)
    assert np.array_equal(shown.on_screen(one), shown.exported(one))


def test_two_drags_are_two_steps(one: shown.Shown) -> None:
    pull(one, 0, 0, (0.3, 0.2), (0.5, 0.5))
    pull(one, 0, 0, (0.3, 0.2), (0.5, 0))
    assert of_cell(one, 0, 0) == pytest.approx([1, 0.5], abs=0.03)
    one.store.undo()
    assert of_cell(one, 0, 0) == pytest.approx([0.5, 0.5], abs=0.03)
    one.store.undo()
    assert not one.store.can_undo


def test_with_shift_it_moves_in_whole_cells(one: shown.Shown) -> None:
    pull(one, 1, 1, (0.5, 0.7), (1.2, -0.8), keys=SHIFT)
    assert of_cell(one, 1, 1) == [1, -1]


def test_a_drag_beside_every_tap_pans(one: shown.Shown) -> None:
    ends = [at(one, place) for place in ((0.2, 0.2), (0.8, 0.9), (1.5, 1.5))]
    shown.drag(one, *ends)
    assert not one.store.can_undo
    assert one.playback.tap is None


def test_a_dragged_map_that_needs_a_rim_is_laid_out_anew(one: shown.Shown) -> None:
    one.playback.go_to(0)
    pull(one, 0, 0, (-0.4, -0.3), (-1.2, -0.5))
    assert one.playback.frame is not None
    assert one.playback.frame.grids[0].origin == (-2, -1)
    one.view.pointing.point(None)
    assert np.array_equal(shown.on_screen(one), shown.exported(one))


def test_a_click_on_a_tap_enlarges_it_and_changes_nothing(one: shown.Shown) -> None:
    view = one.store.document.view
    QTest.mouseClick(one.viewport, Qt.MouseButton.LeftButton, pos=at(one, tap(one, 2, 1).place))
    assert one.playback.tap == Tap("d", 2, 1, 0)
    assert tap(one, 2, 1).chosen
    assert not one.store.can_undo
    assert one.store.document.view == view
    assert one.view.pointing.pin is None


def test_pointing_at_a_tap_says_what_it_reads(one: shown.Shown) -> None:
    person.mouse(one.viewport, QEvent.Type.MouseMove, at(one, tap(one, 1, 0).place))
    told = one.view.sentence_at(one.view.pointing.spot)
    assert told is not None
    assert say(told).startswith(
        "tap (1, 0) is moved by (0.00, 0.00), reads at row 3.00 column 2.00"
    )
    person.mouse(one.viewport, QEvent.Type.MouseMove, at(one, (0.5, 0.5)))
    elsewhere = one.view.sentence_at(one.view.pointing.spot)
    assert elsewhere is not None
    assert say(elsewhere).startswith("input row 0 column 0")


def test_keys_take_a_tap_and_move_it_with_words(one: shown.Shown) -> None:
    one.view.setFocus()
    QTest.keyClick(one.view, Qt.Key.Key_T)
    assert one.playback.tap == Tap("d", 0, 0, 0)
    QTest.keyClick(one.view, Qt.Key.Key_T)
    QTest.keyClick(one.view, Qt.Key.Key_T)
    QTest.keyClick(one.view, Qt.Key.Key_T, SHIFT)
    assert one.playback.tap == Tap("d", 0, 1, 0)
    for _ in range(3):
        QTest.keyClick(one.view, Qt.Key.Key_Down)
    QTest.keyClick(one.view, Qt.Key.Key_Left, SHIFT)
    assert of_cell(one, 0, 1) == pytest.approx([0.3, -1])
    assert one.view.accessibleDescription().startswith(
        "tap (0, 1) is moved by (+0.30, −1.00), reads at row 2.30 column 2.00"
    )
    one.store.undo()
    assert not one.store.can_undo


def test_escape_lets_go_and_arrows_walk_again(one: shown.Shown) -> None:
    QTest.keyClick(one.view, Qt.Key.Key_T)
    QTest.keyClick(one.view, Qt.Key.Key_Escape)
    assert one.playback.tap is None
    QTest.keyClick(one.view, Qt.Key.Key_Right)
    assert one.view.pointing.spot is not None
    assert not one.store.can_undo


def test_page_keys_look_at_the_tap_in_another_input_channel(qtbot: QtBot) -> None:
    made = window(qtbot, channels=4, offset_groups=2)
    QTest.keyClick(made.view, Qt.Key.Key_T)
    QTest.keyClick(made.view, Qt.Key.Key_PageUp)
    assert made.playback.tap == Tap("d", 0, 0, 3)
    QTest.keyClick(made.view, Qt.Key.Key_Right)
    assert np.argwhere(offsets(made)).tolist() == [[19, 2, 2]]


def test_a_predicted_tap_is_refused_with_a_sentence(qtbot: QtBot) -> None:
    made = window(
        qtbot, offsets={"predictor": {"weights": {"pattern": "ones"}, "bias": [0.1] * 18}}
    )
    told: list[Text] = []
    made.view.edit_refused.connect(told.append)
    shown.drag(made, *[at(made, (place, place)) for place in (2.5, 3, 3.5)])
    QTest.keyClick(made.view, Qt.Key.Key_Down)
    assert not made.store.can_undo
    assert len(told) == 2
    assert "predicted from its input" in say(told[0])


def test_places_are_kept_while_a_tap_is_in_the_hand_and_found_anew_after(one: shown.Shown) -> None:
    seen: list[object] = []
    one.playback.frame_changed.connect(lambda _: seen.append(one.view.layout_shown))
    pull(one, 1, 1, (0.3, 0.3), (0.5, 0.5), (0.6, 0.7))
    moved = seen[1:]  # the first is that of the tap that was taken
    assert len(moved) >= 2
    assert all(places is moved[0] for places in moved)
    assert one.view.layout_shown is not moved[0]
