from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar, QToolButton, QWidget

from engine import words
from gui import docks, sizes
from gui.docks import NARROW, WIDE, Docks
from gui.settings import Settings
from tests.gui.person import mouse

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    made.setCentralWidget(QWidget())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    return made


@pytest.fixture
def made(qtbot: QtBot, window: QMainWindow) -> Docks:
    found = Docks(window, {name: QWidget() for name in docks.TITLES})
    found.retranslate(words.say)
    found.fit(1440)
    with qtbot.waitExposed(window):
        window.show()
    return found


@pytest.fixture
def settings() -> Settings:
    found = Settings()
    for name in (WIDE, NARROW):
        found.set_docks(name, QByteArray())
    found.set_arrangement("")
    return found


def beside(window: QMainWindow, made: Docks, name: str) -> set[str]:
    there = window.tabifiedDockWidgets(made.all[name])
    return {one for one, dock in made.all.items() if dock in there}


def has_title(made: Docks, name: str) -> bool:
    bar = made.all[name].titleBarWidget()
    return bar.height() > 0 and bool(bar.findChildren(QToolButton))


def test_a_wide_window_has_formulas_on_the_right(window: QMainWindow, made: Docks) -> None:
    assert made.arrangement == WIDE
    areas = {name: window.dockWidgetArea(dock) for name, dock in made.all.items()}
    assert areas["formula"] == areas["coverage"] == docks.RIGHT
    assert made.all["formula"].geometry().bottom() < made.all["coverage"].geometry().top()
    assert {areas[name] for name in ("layers", "report", "problems")} == {docks.LEFT}
    assert beside(window, made, "report") == {"problems"}


def test_a_narrow_window_has_every_panel_under_the_table(window: QMainWindow, made: Docks) -> None:
    made.fit(1100)
    assert made.arrangement == NARROW
    assert beside(window, made, "formula") == {"coverage", "report", "problems"}
    assert not beside(window, made, "layers")
    assert window.dockWidgetArea(made.all["formula"]) == docks.LEFT
    made.fit(1300)
    assert window.dockWidgetArea(made.all["formula"]) == docks.RIGHT


def test_panels_take_the_sizes_that_are_planned(window: QMainWindow, made: Docks) -> None:
    for width in (1440, 1100):
        window.resize(width, 900)
        made.fit(width)
        widths, heights, *_ = docks.PLANNED[made.arrangement]
        assert {name: made.all[name].width() for name in widths} == {
            name: sizes.scaled(wide) for name, wide in widths.items()
        }
        layers = made.all["layers"].height()
        share = heights["layers"] / sum(heights.values())
        assert abs(layers / window.height() - share) < 0.1


def test_a_layout_that_a_person_touched_stays(qtbot: QtBot, made: Docks) -> None:
    made.all["formula"].setFloating(True)
    made.fit(1000)
    assert made.arrangement == WIDE
    made.reset(1000)
    assert made.arrangement == NARROW
    assert not made.all["formula"].isFloating()
    qtbot.waitUntil(made.all["formula"].isVisible)


def test_a_chosen_arrangement_stays(made: Docks) -> None:
    made.choose(NARROW)
    made.fit(1600)
    assert made.arrangement == NARROW


def test_tabs_replace_titles(qtbot: QtBot, made: Docks) -> None:
    assert has_title(made, "layers")
    assert has_title(made, "formula")
    assert not has_title(made, "report")
    made.all["problems"].close()
    qtbot.waitUntil(lambda: has_title(made, "report"))


def test_the_figure_alone_and_back(made: Docks) -> None:
    made.all["problems"].close()
    before = {name: dock.isHidden() for name, dock in made.all.items()}
    made.show_figure_only(True)
    assert all(dock.isHidden() for dock in made.all.values())
    made.show_figure_only(False)
    assert {name: dock.isHidden() for name, dock in made.all.items()} == before


def test_what_a_person_arranged_comes_back_with_the_next_window(
    qtbot: QtBot, made: Docks, settings: Settings
) -> None:
    made.all["formula"].setFloating(True)
    made.all["problems"].close()
    made.keep(settings)
    second = QMainWindow()
    qtbot.addWidget(second)
    found = Docks(second, {name: QWidget() for name in docks.TITLES})
    found.begin(settings, 1000)
    assert found.arrangement == WIDE
    assert found.all["formula"].isFloating()
    assert found.all["problems"].isHidden()


def test_the_figure_alone_is_not_how_the_next_window_begins(
    qtbot: QtBot, made: Docks, settings: Settings
) -> None:
    made.show_figure_only(True)
    made.keep(settings)
    second = QMainWindow()
    qtbot.addWidget(second)
    found = Docks(second, {name: QWidget() for name in docks.TITLES})
    found.begin(settings, 1440)
    assert not any(dock.isHidden() for dock in found.all.values())


def test_a_state_that_cannot_be_read_is_as_none(
    qtbot: QtBot, settings: Settings, window: QMainWindow
) -> None:
    settings.set_docks(WIDE, QByteArray(b"nonsense"))
    found = Docks(window, {name: QWidget() for name in docks.TITLES})
    found.begin(settings, 1440)
    assert window.dockWidgetArea(found.all["formula"]) == docks.RIGHT
    with qtbot.waitExposed(window):
        window.show()


def test_closing_a_panel_and_bringing_it_back(made: Docks) -> None:
    made.all["report"].close()
    made.bring("report")
    assert not made.all["report"].isHidden()


def test_titles_are_said_in_the_language_of_now(made: Docks) -> None:
    made.retranslate(lambda sentence: sentence.template.upper())
    assert made.all["layers"].windowTitle() == "LAYERS"


def test_no_part_of_a_dock_outlives_its_window() -> None:
    window = QMainWindow()
    found = Docks(window, {name: QWidget() for name in docks.TITLES})
    parts = [part for dock in found.all.values() for part in (dock, dock._bar, dock._no_bar)]
    shiboken6.delete(window)
    assert not any(shiboken6.isValid(part) for part in parts)


@pytest.mark.parametrize("times", [1, 3])
def test_tabs_that_are_no_longer_used_stand_nowhere(
    window: QMainWindow, made: Docks, times: int
) -> None:
    for _ in range(times):
        made.choose(NARROW)
        made.show_figure_only(True)
        made.show_figure_only(False)
        QApplication.processEvents()
    (bar,) = (one for one in window.findChildren(QTabBar) if one.isVisible())
    words_before = [bar.tabText(at) for at in range(bar.count())]
    left = Qt.MouseButton.LeftButton
    first, second = bar.tabRect(0).center(), bar.tabRect(1).center()
    mouse(bar, QEvent.Type.MouseButtonPress, first, left, left)
    for at in (second, second + QPoint(20, 0)):
        mouse(bar, QEvent.Type.MouseMove, at, held=left)
    mouse(bar, QEvent.Type.MouseButtonRelease, second, left)
    QApplication.processEvents()
    one, other, *rest = words_before
    assert [bar.tabText(at) for at in range(bar.count())] == [other, one, *rest]
