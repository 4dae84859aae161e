from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QFont
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu, QWidget

from engine.document import View
from engine.words import text
from gui import app, asking, files, palette, sizes
from gui.asking import Answer
from gui.coverage_cards import Card
from gui.docks import NARROW, WIDE
from tests.engine.stacks import conv, layer, stack
from tests.gui.person import Key, Modifier, Person, take_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from engine.layers import Layer
    from gui.main_window import MainWindow


@pytest.fixture
def build(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., MainWindow]]:
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    made: list[MainWindow] = []

    def built(*argv: str) -> MainWindow:
        window = app.build(list(argv))
        made.append(window)
        qtbot.addWidget(window)
        return window

    yield built
    settings = made[0].settings
    settings.set_language("system")
    settings.set_theme("system")
    settings.set_arrangement("")
    settings.set_geometry(QByteArray())
    for name in (WIDE, NARROW):
        settings.set_docks(name, QByteArray())
    settings.set_columns(())
    take_down(made)


@pytest.fixture
def window(qtbot: QtBot, build: Callable[..., MainWindow]) -> MainWindow:
    made = build()
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def give(window: MainWindow, *layers: Layer) -> None:
    window.store.apply(stack(*layers), text("Add layers"))


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action_{name}")
    assert isinstance(found, QAction)
    return found


def menu(window: MainWindow, title: str) -> QMenu:
    return next(one for one in window.findChildren(QMenu) if one.title() == title)


def entries(opened: QMenu) -> dict[str, QAction]:
    opened.aboutToShow.emit()
    return {one.text(): one for one in opened.actions() if not one.isSeparator()}


def test_an_empty_stack_offers_a_layer_and_the_figure_waits(window: MainWindow) -> None:
    assert window.empty.isVisible()
    assert not window.figure.isVisible()
    give(window, conv("a"))
    assert window.figure.isVisible()
    window.store.undo()
    assert window.empty.isVisible()


def test_the_figure_is_filled_after_the_first_paint(qtbot: QtBot, window: MainWindow) -> None:
    give(window, conv("a"))
    qtbot.waitUntil(lambda: window.figure.layout_shown is not None)


def test_an_opened_stack_is_shown_with_its_layer_current(
    build: Callable[..., MainWindow], tmp_path: Path
) -> None:
    file = tmp_path / "x.convscope"
    document = replace(stack(conv("a"), conv("b"), conv("c")), view=View(layers=("b",)))
    files.save(file, document)
    window = build(str(file))
    assert window.store.document == document
    assert window.table.selected_layers() == ("b",)
    assert window.windowTitle() == "[*]x.convscope — Convscope"
    assert not window.isWindowModified()


def test_a_change_marks_the_window_and_names_its_undo(window: MainWindow) -> None:
    assert not action(window, "undo").isEnabled()
    give(window, conv("a"))
    assert window.isWindowModified()
    assert action(window, "undo").text() == "Undo Add layers"
    action(window, "undo").trigger()
    assert action(window, "redo").text() == "Redo Add layers"
    assert not window.isWindowModified()


def test_what_has_no_sense_yet_cannot_be_asked_for(window: MainWindow) -> None:
    for name in ("export", "copy_figure", "duplicate_layer", "play", "last", "zoom_in"):
        assert not action(window, name).isEnabled(), name
    give(window, conv("a"))
    for name in ("export", "copy_figure", "duplicate_layer", "play", "last", "zoom_in"):
        assert action(window, name).isEnabled(), name


def test_the_pickers_choose_through_the_view_alone(window: MainWindow) -> None:
    give(window, conv("a"), layer("max_pool", "b", kernel=2))
    layers = window.findChild(QComboBox, "layer_picker")
    scenes = window.findChild(QComboBox, "scene_picker")
    assert layers is not None
    assert scenes is not None
    assert [layers.itemText(at) for at in range(2)] == ["1  conv", "2  max pool"]
    assert (layers.currentText(), scenes.currentText()) == ("2  max pool", "Slide")
    before = window.store.undo_name
    layers.activated.emit(0)
    scenes.activated.emit(scenes.findText("Maps"))
    assert window.store.document.view == View("maps", ("a",))
    assert window.store.undo_name is before
    assert window.table.selected_layers() == ("a",)
    assert scenes.currentText() == "Maps"


def test_a_narrow_window_puts_the_panels_under_the_table(window: MainWindow) -> None:
    assert action(window, "arrange_wide").isChecked()
    window.resize(1024, 700)
    assert window.docks.arrangement == NARROW
    assert action(window, "arrange_narrow").isChecked()
    window.resize(1440, 900)
    assert window.docks.arrangement == WIDE


@pytest.mark.parametrize("size", [(1440, 900), (1200, 700), (1024, 700), (900, 600)])
def test_no_part_makes_the_window_grow(window: MainWindow, size: tuple[int, int]) -> None:
    give(window, *(conv(f"a{at}", kernel=9) for at in range(40)))
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert window.paper.width() >= 320
    assert window.docks.all["layers"].width() >= 360


def test_geometry_and_panels_come_back(
    qtbot: QtBot, window: MainWindow, build: Callable[..., MainWindow]
) -> None:
    size = QSize(1000, 700).boundedTo(window.screen().availableSize())
    window.resize(size)
    window.docks.all["formula"].setFloating(True)
    window.close()
    second = build()
    with qtbot.waitExposed(second):
        second.show()
    assert second.size() == size
    assert second.docks.all["formula"].isFloating()


def test_speed_loop_and_motion_come_back(
    window: MainWindow, build: Callable[..., MainWindow]
) -> None:
    window.playback.set_speed(4.0)
    action(window, "loop").trigger()
    action(window, "reduce_motion").trigger()
    second = build()
    assert second.playback.speed == 4.0
    assert second.playback.loops
    assert second.playback.reduced_motion
    assert action(second, "loop").isChecked()
    assert action(second, "reduce_motion").isChecked()
    window.playback.set_speed(1.0)
    action(window, "loop").trigger()
    action(window, "reduce_motion").trigger()


def test_closing_asks_and_can_be_taken_back(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(window, conv("a"))
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.STAY)
    action(window, "quit").trigger()
    assert window.isVisible()
    monkeypatch.setattr(asking, "about_changes", lambda *_: Answer.LEAVE)
    action(window, "quit").trigger()
    assert not window.isVisible()


def test_a_file_that_is_dropped_is_opened(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "x.convscope"
    files.save(file, stack(conv("a")))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    assert window.store.path == file


def test_recent_files_are_offered_and_missing_ones_stay(window: MainWindow, tmp_path: Path) -> None:
    for name in ("a", "b"):
        files.save(tmp_path / f"{name}.convscope", stack(conv(name)))
        window.life.open_file(tmp_path / f"{name}.convscope")
    (tmp_path / "a.convscope").unlink()
    shown = entries(menu(window, "Open recent"))
    assert list(shown)[:2] == ["b.convscope", "a.convscope"]
    assert shown["b.convscope"].isEnabled()
    assert not shown["a.convscope"].isEnabled()
    shown["b.convscope"].trigger()
    assert window.store.document.names() == ("b",)


def test_a_column_is_shown_and_hidden_from_the_menu(window: MainWindow) -> None:
    give(window, conv("a"))
    entries(menu(window, "Columns"))["parameters"].trigger()
    assert window.model.column_of("params") >= 0
    entries(menu(window, "Columns"))["parameters"].trigger()
    assert window.model.column_of("params") < 0


def test_a_scene_has_its_key(qtbot: QtBot, window: MainWindow) -> None:
    here = Person(qtbot, window)
    give(window, conv("a"))
    here.press(Key.Key_2, Modifier.ControlModifier)
    assert window.store.document.view.scene == "gridding"
    here.press(Key.Key_1, Modifier.ControlModifier)
    assert window.store.document.view.scene == "slide"


def test_f6_goes_round_the_panels_and_escape_back_to_the_table(
    qtbot: QtBot, window: MainWindow
) -> None:
    here = Person(qtbot, window)
    give(window, conv("a"))
    seen = []
    parts = (
        window.report, window.figure, window.formula, window.coverage, window.playback_bar,
        window.tool_bar,
    )  # fmt: skip
    for _ in parts:
        here.press(Key.Key_F6)
        seen.append(here.focus)
    assert all(part.isAncestorOf(focus) for part, focus in zip(parts, seen, strict=True))
    here.press(Key.Key_Escape)
    assert here.focus is window.table
    here.press(Key.Key_F6, Modifier.ShiftModifier)
    assert window.tool_bar.isAncestorOf(here.focus)


def test_escape_closes_the_box_of_what_does_not_fit_wherever_the_keyboard_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    here = Person(qtbot, window)
    give(window, conv("a", dilation=2), conv("b", dilation=2))
    window.table.duplicate_layers()
    assert window.table.typing.fixes
    window.playback_bar.speed_picker.setFocus()
    here.press(Key.Key_Escape)
    assert not window.table.typing.fixes
    assert len(window.store.document.layers) == 3


def test_coverage_is_worked_out_when_its_tab_is_brought_forward(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.docks.choose(NARROW)
    give(window, *(conv(f"c{at}", dilation=2, padding=2) for at in range(3)))

    def told() -> str:
        return " ".join(card.accessibleName() for card in window.coverage.findChildren(Card))

    assert told() == ""
    window.docks.bring("coverage")
    qtbot.waitUntil(lambda: "120 holes" in told())


def test_the_figure_alone_and_the_full_screen_are_left_as_they_came(window: MainWindow) -> None:
    action(window, "figure_only").trigger()
    assert all(dock.isHidden() for dock in window.docks.all.values())
    action(window, "figure_only").trigger()
    assert not any(dock.isHidden() for dock in window.docks.all.values())
    action(window, "full_screen").trigger()
    assert window.isFullScreen()
    action(window, "full_screen").trigger()
    assert not window.isFullScreen()


def test_the_keyboard_goes_along_with_the_figure_alone(qtbot: QtBot, window: MainWindow) -> None:
    here = Person(qtbot, window)
    give(window, conv("a"))
    here.press(Key.Key_F9)
    assert here.focus.objectName() == "figure"
    here.press(Key.Key_F9)
    assert here.focus.objectName() == "layer_table"


def test_larger_letters_make_everything_larger(window: MainWindow) -> None:
    before = window.tool_bar.height(), window.status.height()
    usual = QFont(window.application.font())
    large = QFont(usual)
    large.setPixelSize(2 * sizes.TEXT_PX)
    try:
        window.application.setFont(large)
        QApplication.processEvents()
        after = window.tool_bar.height(), window.status.height()
    finally:
        window.application.setFont(usual)
        QApplication.processEvents()
    assert after == tuple(2 * one for one in before)


def test_every_dialog_of_the_help_menu_opens_and_closes_with_escape(
    qtbot: QtBot, window: MainWindow
) -> None:
    for name in ("about", "keyboard"):
        action(window, name).trigger()
        dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
        qtbot.waitUntil(dialog.isVisible)
        dialog.reject()
        assert not dialog.isVisible()


def test_a_problem_is_listed_and_leads_to_its_cell(window: MainWindow) -> None:
    give(window, conv("a"), conv("b", kernel=31))
    window.problems.place_chosen.emit("b", "kernel")
    assert window.table.selected_layers() == ("b",)
    assert window.model.column(window.table.currentIndex().column()).key == "kernel"


def test_what_cannot_be_drawn_is_not_told_of_in_the_status_line(window: MainWindow) -> None:
    give(window, conv("a"))
    told = window.status.findChildren(QLabel)[0]
    assert told.text().startswith("step 1 of")
    give(window, conv("a", dilation=9))
    window.store.show(View("slide"))
    assert told.text() == ""


def test_what_the_table_tells_and_asks_for_is_heard(window: MainWindow) -> None:
    window.table.told.emit(text("New"))
    assert window.status.currentMessage() == "New"
    window.table.columns_asked.emit(QPoint(20, 20))
    columns = menu(window, "Columns")
    assert columns.isVisible()
    columns.hide()


def test_reduced_motion_is_kept_for_the_next_start(
    build: Callable[..., MainWindow], window: MainWindow
) -> None:
    action(window, "reduce_motion").trigger()
    try:
        assert window.playback.reduced_motion
        second = build()
        assert second.playback.reduced_motion
        assert action(second, "reduce_motion").isChecked()
    finally:
        window.settings.set_reduced_motion(False)


def test_under_the_rows_the_table_is_as_white_as_a_panel(window: MainWindow) -> None:
    give(window, conv("a"))
    viewport = window.table.viewport()
    below = viewport.grab().toImage()
    scheme = palette.SCHEMES[window.settings.theme]
    at = below.pixelColor(5, viewport.height() - 5)
    assert at.name().upper() == palette.colours_of(scheme).panel


def test_every_part_has_a_name_for_those_who_hear_it(window: MainWindow) -> None:
    give(window, conv("a"))
    nameless = [
        name
        for name in ("layer_table", "figure", "scene_picker", "layer_picker", "position_slider",
                     "speed_picker", "report_panel", "formula_panel", "problem_list")
        if not window.findChild(QWidget, name).accessibleName()  # type: ignore[union-attr]
    ]  # fmt: skip
    assert not nameless
