from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from gui import app, main_window, palette, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def build(qtbot: QtBot) -> Callable[..., main_window.MainWindow]:
    def built(*argv: str) -> main_window.MainWindow:
        window = app.build(list(argv))
        qtbot.addWidget(window)
        return window

    return built


def colour_in_the_middle_of(widget: QWidget) -> str:
    window = widget.window()
    picture = window.grab().toImage()
    middle = widget.mapTo(window, widget.rect().center())
    return picture.pixelColor(middle).name().upper()


def test_the_window_is_called_convscope(build: Callable[..., main_window.MainWindow]) -> None:
    assert build().windowTitle() == "Convscope"


def test_the_window_of_a_file_names_the_file_first(
    build: Callable[..., main_window.MainWindow],
) -> None:
    assert build("somewhere/x.convscope").windowTitle() == "x.convscope — Convscope"


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


def test_the_figures_paper_and_the_chrome_follow_the_systems_scheme(
    build: Callable[..., main_window.MainWindow],
) -> None:
    window = build()
    canvas = window.findChild(main_window.Canvas)
    assert canvas is not None
    for scheme, colours in (
        (Qt.ColorScheme.Dark, palette.DARK),
        (Qt.ColorScheme.Light, palette.LIGHT),
        (Qt.ColorScheme.Unknown, palette.LIGHT),
    ):
        window.application.styleHints().colorSchemeChanged.emit(scheme)
        window.application.processEvents()
        assert colour_in_the_middle_of(canvas) == colours.canvas
        assert colour_in_the_middle_of(window.statusBar()) == colours.window


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
    assert app.run(["x.convscope"]) == 0
    assert shown == ["x.convscope — Convscope"]


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
