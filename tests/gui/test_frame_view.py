"""The figure under hand: pointing, pinning, zooming, by mouse and by keys, and what is heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engine import edits
from engine.document import View
from engine.frame import Key
from engine.scenes import belonging
from engine.scenes.belonging import Spot
from engine.words import text
from gui.frame_view import FrameView
from gui.render.theme import DARK
from tests.engine.stacks import conv, stack
from tests.gui import person, shown

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")
OUTPUT, INPUT = Key("a", "output"), Key("a", "input")


@pytest.fixture
def one(qtbot: QtBot) -> shown.Shown:
    made = shown.shown(shown.DOCUMENTS["dilated"], View("slide"))
    qtbot.addWidget(made.view)
    return made


class Window(QWidget):
    """Notes the keys that nobody inside it took."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.key())


def move_to(one: shown.Shown, spot: Spot) -> None:
    person.mouse(one.viewport, QEvent.Type.MouseMove, one.middle_of(spot))
    QApplication.processEvents()


def click(one: shown.Shown, spot: Spot) -> None:
    move_to(one, spot)
    QTest.mouseClick(one.viewport, Qt.MouseButton.LeftButton, pos=one.middle_of(spot))


def pixel_of(one: shown.Shown) -> tuple[int, int] | None:
    return one.store.document.view.pixel


def pin_of(one: shown.Shown) -> Spot | None:
    return one.view.pointing.pin


def press(one: shown.Shown, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(one.view, key)


def turn_wheel(one: shown.Shown, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(one.viewport.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(one.viewport, event)
    QApplication.processEvents()


def test_before_it_is_filled_it_is_paper(qtbot: QtBot) -> None:
    made = shown.shown(shown.DOCUMENTS["dilated"])
    bare = FrameView(made.store, made.playback, shown.Look(theme="dark"))
    for view in (made.view, bare):
        qtbot.addWidget(view)
    bare.resize(400, 300)
    colours = set(shown.pixels(bare.grab().toImage()).ravel().tolist())
    red, green, blue = DARK.paper
    assert colours == {0xFF000000 | red << 16 | green << 8 | blue}
    assert bare.objectName() == "figure"


def test_pointing_lights_what_belongs_together(one: shown.Shown) -> None:
    told: list[Spot | None] = []
    one.view.pointed.connect(told.append)
    spot = Spot(OUTPUT, 3, 4)
    move_to(one, spot)
    assert told == [spot]
    assert one.playback.frame is not None
    expected = belonging.lit(one.store.report, one.playback.frame, spot)
    assert one.live.hover.lit.keys() == expected.keys()
    for key, mask in expected.items():
        np.testing.assert_array_equal(one.live.hover.lit[key], mask)
    said = one.view.sentence_at(spot)
    assert str(said) == "a reads rows 1, 3, 5 and columns 2, 4, 6"


def test_rings_are_drawn_over_the_figure_and_go_again(one: shown.Shown) -> None:
    plain = shown.on_screen(one)
    spot = Spot(OUTPUT, 3, 4)
    one.view.pointing.point(spot)
    ringed = shown.on_screen(one)
    rows, columns = np.nonzero(plain != ringed)
    places = one.view.layout_shown
    assert places is not None
    box = places.boxes[OUTPUT]
    inside = (box.x <= columns) & (columns < box.right) & (box.y <= rows) & (rows < box.bottom)
    down, along = rows[inside] - box.y, columns[inside] - box.x
    ring = set(zip(down // box.cell, along // box.cell, strict=True))
    assert ring == {(3, 4)}
    one.view.pointing.point(None)
    np.testing.assert_array_equal(shown.on_screen(one), plain)
    np.testing.assert_array_equal(shown.exported(one), plain)


def test_a_click_pins_a_pixel_of_the_view_and_escape_takes_it_back(one: shown.Shown) -> None:
    told: list[Spot | None] = []
    one.view.pinned.connect(told.append)
    click(one, Spot(OUTPUT, 5, 6))
    assert pixel_of(one) == (5, 6)
    assert not one.store.is_modified
    assert not one.store.can_undo
    assert one.live.hover.pins == ((OUTPUT, 5, 6),)
    press(one, Qt.Key.Key_Escape)
    assert pixel_of(one) is None
    assert told == [Spot(OUTPUT, 5, 6), None]


def test_escape_without_a_pin_is_left_to_the_window(qtbot: QtBot, one: shown.Shown) -> None:
    window = Window()
    qtbot.addWidget(window)
    one.view.setParent(window)
    window.show()
    press(one, Qt.Key.Key_Escape)
    one.view.pointing.point(Spot(OUTPUT, 0, 0))
    press(one, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert window.heard == [Qt.Key.Key_Escape]
    one.view.setParent(None)


def test_a_pin_on_what_is_no_layers_map_stays_in_the_figure(one: shown.Shown) -> None:
    click(one, Spot(INPUT, 2, 3))
    assert pixel_of(one) is None
    assert one.view.pointing.pin == Spot(INPUT, 2, 3)
    # Shown places begin with the padding.
    assert one.live.hover.pins == ((INPUT, 4, 5),)


def test_among_all_maps_a_pin_chooses_the_layer_too(qtbot: QtBot) -> None:
    made = shown.shown(stack(conv("a"), conv("b"), size=9), View("maps", None, None, 0))
    qtbot.addWidget(made.view)
    made.view.pointing.point(Spot(Key("a", "map"), 2, 3))
    made.view.pointing.pin_spot()
    assert made.store.document.view == View("maps", ("a",), (2, 3))


def test_in_a_field_a_click_chooses_the_cell_of_any_layer_and_pins_no_other(qtbot: QtBot) -> None:
    made = shown.shown(stack(conv("a"), conv("b"), size=9), View("field", ("a",), (2, 3)))
    qtbot.addWidget(made.view)
    made.view.pointing.point(Spot(Key("b", "paths"), 1, 4))
    made.view.pointing.pin_spot()
    assert made.store.document.view == View("field", ("b",), (1, 4))
    made.view.pointing.point(Spot(Key("input", "paths"), 0, 0))
    made.view.pointing.pin_spot()
    assert made.store.document.view == View("field", ("b",), (1, 4))
    assert made.view.pointing.pin is None


def test_keys_walk_over_cells_and_maps_and_pin(one: shown.Shown) -> None:
    one.playback.go_to(11)
    press(one, Qt.Key.Key_Right)
    assert one.view.pointing.spot == Spot(OUTPUT, 1, 2)
    assert one.view.accessibleDescription() == "a reads rows −1, 1, 3 and columns 0, 2, 4"
    press(one, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert one.view.pointing.spot == Spot(OUTPUT, 0, 2)
    press(one, Qt.Key.Key_Up)
    assert one.view.pointing.spot == Spot(OUTPUT, 0, 2)
    press(one, Qt.Key.Key_Return)
    assert pixel_of(one) == (0, 2)
    press(one, Qt.Key.Key_PageDown)
    assert one.view.pointing.spot is not None
    assert one.view.pointing.spot.key != OUTPUT
    press(one, Qt.Key.Key_PageUp)
    assert one.view.pointing.spot == Spot(OUTPUT, 0, 2)


def test_what_is_pointed_at_goes_with_its_map(one: shown.Shown) -> None:
    one.view.pointing.point(Spot(OUTPUT, 3, 4))
    one.store.show(replace(one.store.document.view, scene="maps"))
    assert one.view.pointing.spot is None
    assert one.live.hover.lit == {}


def test_what_is_pointed_at_and_pinned_goes_with_its_cell(one: shown.Shown) -> None:
    far = Spot(INPUT, 8, 8)
    click(one, far)
    assert pin_of(one) == far
    smaller = edits.set_input(one.store.document, "size", 5)
    one.store.apply(smaller, text("smaller"))
    assert one.view.pointing.spot is None
    assert pin_of(one) is None
    one.store.undo()
    assert pin_of(one) == far


def test_the_wheel_zooms_at_the_cursor(one: shown.Shown) -> None:
    told: list[int] = []
    one.view.zoom_changed.connect(told.append)
    spot = Spot(OUTPUT, 3, 4)
    at = one.middle_of(spot)
    turn_wheel(one, at, 3)
    assert one.view.zoom_percent == round(100 * 1.2**3) == told[-1]
    moved = one.middle_of(spot) - at
    assert moved.manhattanLength() <= 1
    one.view.fit()
    assert one.view.zoom_percent == 100
    assert one.middle_of(spot) == at


def test_zoom_stays_within_its_limits(one: shown.Shown) -> None:
    turn_wheel(one, QPoint(200, 300), 100)
    assert one.view.zoom_percent == 3200
    turn_wheel(one, QPoint(200, 300), -200)
    assert one.view.zoom_percent == 25


def test_a_drag_pans_and_a_double_click_on_the_paper_fits(one: shown.Shown) -> None:
    spot = Spot(OUTPUT, 3, 4)
    at = one.middle_of(spot)
    way = QPoint(60, -40)
    shown.drag(one, at, at + way / 2, at + way)
    assert (one.middle_of(spot) - at - way).manhattanLength() <= 2
    assert pixel_of(one) is None
    shown.double_click(one, QPoint(4, 400))
    assert one.middle_of(spot) == at


def test_a_step_by_hand_is_heard_and_playing_is_not(one: shown.Shown) -> None:
    one.playback.forward()
    assert one.view.accessibleDescription().startswith("step 2 of 81, output row 0 column 1 is ")
    one.playback.play()
    one.playback.advance(1400)
    assert one.view.accessibleDescription().startswith("step 2 of 81")
    one.playback.pause()
    assert one.view.accessibleDescription().startswith("step 4 of 81")


def test_without_a_scene_the_reason_stands_there(one: shown.Shown) -> None:
    store = one.store
    store.apply(edits.set_field(store.document, "a", "padding", 0), text("narrow"))
    store.apply(edits.set_field(store.document, "a", "dilation", 9), text("too wide"))
    assert one.playback.timeline is None
    colours = shown.on_screen(one)
    paper = 0xFFFFFFFF
    assert (colours != paper).any()
    assert not (colours[:100] != paper).any()
    assert one.view.accessibleDescription() == str(one.playback.refusal)
    store.undo()
    np.testing.assert_array_equal(shown.on_screen(one), shown.exported(one))


def test_another_theme_moves_nothing(one: shown.Shown) -> None:
    places = one.view.layout_shown
    assert places is not None
    one.view.set_theme("dark")
    np.testing.assert_array_equal(shown.on_screen(one), shown.exported(one, "dark"))
    assert one.view.layout_shown is not None
    assert one.view.layout_shown.boxes == places.boxes
    one.view.set_theme("light")
    np.testing.assert_array_equal(shown.on_screen(one), shown.exported(one))


def test_another_language_is_laid_out_for_its_words(one: shown.Shown) -> None:
    english = shown.on_screen(one)
    one.view.set_language("zh_CN")
    assert one.view.layout_shown is not None
    assert one.view.layout_shown.language == "zh_CN"
    chinese = shown.on_screen(one)
    assert (english != chinese).any()
    np.testing.assert_array_equal(chinese, shown.exported(one))
