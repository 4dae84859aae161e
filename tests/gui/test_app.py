from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QPoint, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.document import Document
from gui import app, files, main_window, palette, preflight, settings
from tests import source
from tests.engine.stacks import conv, stack
from tests.gui.person import take_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from engine.layers import Layer


@pytest.fixture
def build(qtbot: QtBot) -> Iterator[Callable[..., main_window.MainWindow]]:
    kept = settings.Settings()
    made: list[main_window.MainWindow] = []

    def built(*argv: str) -> main_window.MainWindow:
        window = app.build(list(argv))
        made.append(window)
        qtbot.addWidget(window)
        return window

    kept.set_theme("system")
    kept.set_geometry(QByteArray())
    yield built
    take_down(made)
    kept.set_theme("system")


# What is loaded when the window is painted, and what once the loop came round again.
LOADED = """
import sys
from gui import app
window = app.build(sys.argv[1:])
window.show()
window.grab()
print(*sys.modules)
window.application.processEvents()
print(*sys.modules)
"""


def loaded(folder: Path, *argv: str) -> tuple[set[str], set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *argv],
        cwd=source.ROOT, env={**os.environ, "XDG_CONFIG_HOME": str(folder)}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    before, after = done.stdout.splitlines()
    return set(before.split()), set(after.split())


def test_an_empty_window_is_painted_before_what_figures_need_is_loaded(tmp_path: Path) -> None:
    painted, filled = loaded(tmp_path)
    needed = {"numpy", "pyqtgraph", "gui.live_figure", "gui.render.painter", "engine.frame"}
    assert painted.isdisjoint(needed)
    assert needed <= filled


def test_a_window_with_a_stack_is_painted_before_its_figure_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "x.convscope"
    files.save(file, stack(conv("a")))
    painted, filled = loaded(tmp_path, str(file))
    needed = {"pyqtgraph", "gui.live_figure", "gui.render.painter"}
    assert painted.isdisjoint(needed)
    assert needed <= filled
    # Masked arrays come with a careless np.unique, and take as long as half of numpy.
    assert "numpy.ma" not in filled


def colour_in_the_corner_of(widget: QWidget) -> str:
    window = widget.window()
    # A window that nobody has seen finds its places when it is painted.
    picture = window.grab().toImage()
    return picture.pixelColor(widget.mapTo(window, QPoint(4, 4))).name().upper()


def test_a_new_window_has_no_file(build: Callable[..., main_window.MainWindow]) -> None:
    window = build()
    assert window.windowTitle() == "[*]Untitled — Convscope"
    assert not window.store.document.layers


def test_the_window_of_a_file_names_the_file_first(
    build: Callable[..., main_window.MainWindow], tmp_path: Path
) -> None:
    files.save(tmp_path / "x.convscope", Document())
    window = build(str(tmp_path / "x.convscope"))
    assert window.windowTitle() == "[*]x.convscope — Convscope"


def test_a_file_that_cannot_be_opened_holds_nothing_up(
    build: Callable[..., main_window.MainWindow], tmp_path: Path
) -> None:
    window = build(str(tmp_path / "nowhere.convscope"))
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "nowhere.convscope" in box.text()
    box.close()


def test_building_uses_the_application_there_is(
    qapp: QApplication, build: Callable[..., main_window.MainWindow]
) -> None:
    assert build().application is qapp


def test_the_window_fits_its_screen(build: Callable[..., main_window.MainWindow]) -> None:
    window = build()
    room = window.screen().availableSize()
    assert window.size() == main_window.OPENING_SIZE.boundedTo(room)
    assert window.minimumSize() == main_window.LEAST_SIZE.boundedTo(room)


def test_quit_closes_the_window_and_has_a_key_everywhere(
    qtbot: QtBot, build: Callable[..., main_window.MainWindow]
) -> None:
    window = build()
    with qtbot.waitExposed(window):
        window.show()
    leave = window.findChild(QAction, "action_quit")
    assert leave is not None
    assert leave.shortcut() == QKeySequence("Ctrl+Q")
    leave.trigger()
    assert not window.isVisible()


@pytest.mark.parametrize("layers", [(), (conv("a"),)], ids=["empty", "full"])
def test_the_figures_paper_and_the_chrome_follow_the_theme(
    build: Callable[..., main_window.MainWindow], layers: tuple[Layer, ...]
) -> None:
    window = build()
    window.store.replace(stack(*layers), None)
    for theme, colours in (("dark", palette.DARK), ("light", palette.LIGHT)):
        window.settings.set_theme(theme)
        window.application.processEvents()
        assert palette.present(window) is colours
        assert colour_in_the_corner_of(window.paper) == colours.canvas
        assert colour_in_the_corner_of(window.tool_bar) == colours.window
        assert colour_in_the_corner_of(window.status) == colours.window
        assert colour_in_the_corner_of(window.playback_bar) == colours.panel


def test_a_system_that_is_dark_makes_the_window_dark(
    build: Callable[..., main_window.MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = build()
    monkeypatch.setattr(settings, "_system_theme", lambda: "dark")
    window.application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    window.application.processEvents()
    assert palette.present(window) is palette.DARK


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_what_must_be_read_can_be_read(colours: palette.Colours) -> None:
    grounds = (colours.window, colours.panel, colours.derived, colours.selection, colours.canvas)
    assert min(contrast(colours.text, ground) for ground in grounds) >= 10.1
    assert min(contrast(colours.soft_text, ground) for ground in grounds) >= 5.3
    assert contrast(colours.on_accent, colours.accent) >= 6.8


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.fixture
def in_chinese(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)


@pytest.mark.usefixtures("in_chinese")
def test_the_window_and_qts_own_dialogs_speak_chinese(
    build: Callable[..., main_window.MainWindow],
) -> None:
    window = build()
    menu = window.menuBar().actions()[0]
    assert menu.text() == "文件(&F)"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_running_ends_with_the_windows_end(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(preflight, "complaint", lambda _: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def loop() -> int:
        shown.extend(
            window.windowTitle() for window in qapp.topLevelWidgets() if window.isVisible()
        )
        return 0

    monkeypatch.setattr(QApplication, "exec", staticmethod(loop))
    assert app.run([]) == 0
    assert "[*]Untitled — Convscope" in shown


def test_nothing_is_collected_before_all_is_loaded(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    collects: list[bool] = []
    monkeypatch.setattr(preflight, "complaint", lambda _: None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def loop() -> int:
        shown = next(one for one in qapp.topLevelWidgets() if one.isVisible())
        for step in (shown.grab, qapp.processEvents):
            step()
            collects.append(gc.isenabled())
        return 0

    monkeypatch.setattr(QApplication, "exec", staticmethod(loop))
    gc.disable()
    try:
        app.run([])
    finally:
        gc.enable()
        gc.unfreeze()
    assert collects == [False, True]


def test_what_is_missing_ends_the_start_with_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preflight, "find_spec", lambda _: None)
    assert app.run([]) == 1
    assert capsys.readouterr().err.startswith("The Python package numpy is missing; ")


def test_calls_that_return_nothing_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at each such call and aborts after some thousands."""
    thing = QObject()
    counts = []
    # The first call of a kind keeps references of its own.
    for calls in (1, 400):
        for _ in range(calls):
            thing.setObjectName("x")
        counts.append(sys.getrefcount(None))
    assert counts[0] == counts[1]
