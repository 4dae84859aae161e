"""What is on screen is what is exported, pixel for pixel, and only what changes is painted."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QGraphicsObject

from engine.document import View
from engine.scenes import building
from engine.words import text
from gui.device_item import DeviceItem
from gui.render import damage, layout
from tests import source
from tests.engine.stacks import conv, stack
from tests.gui import shown

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("qapp")
DILATED = shown.DOCUMENTS["dilated"]


@pytest.mark.parametrize("scene", building.SCENES)
def test_the_screen_shows_the_pixels_of_the_export(scene: str) -> None:
    assert shown.differing(scene) == []


@pytest.mark.slow
@pytest.mark.parametrize("ratio", ["2", "1.5"])
def test_so_it_does_on_dense_screens(ratio: str) -> None:
    environ = {**os.environ, "QT_SCALE_FACTOR": ratio}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.gui.shown"],
        cwd=source.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout == f"{float(ratio)} []\n", ran.stderr


def test_the_figure_lies_in_the_view_box_that_zooms_and_picks(qtbot: QtBot) -> None:
    one = shown.shown(DILATED)
    qtbot.addWidget(one.view)
    box = one.live.view.box
    assert isinstance(box, pyqtgraph.ViewBox)
    for item in (one.live.item, one.live.hover):
        assert isinstance(item, QGraphicsObject)
        assert box.isAncestorOf(item)
    before = one.live.item.sceneTransform().m11()
    box.zoom_by(2)
    assert one.live.item.sceneTransform().m11() == pytest.approx(2 * before)


def test_no_frame_of_a_timeline_is_laid_out_anew(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = shown.shown(DILATED)
    qtbot.addWidget(one.view)
    laid, places = [], one.view.layout_shown
    monkeypatch.setattr(layout, "arrange", lambda *asked: laid.append(asked))
    for quarter in range(4 * one.playback.length):
        one.playback.go_to(quarter / 4)
    assert laid == []
    assert one.view.layout_shown is places


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_zoomed_is_drawn_for_its_size(qtbot: QtBot, theme: str) -> None:
    one = shown.shown(DILATED, look=shown.Look(theme=theme))
    qtbot.addWidget(one.view)
    one.playback.go_to(40)
    for _ in range(3):
        one.view.zoom_in()
    assert one.view.layout_shown is not None
    assert one.view.layout_shown.canvas.zoom == pytest.approx(1.25**3)
    np.testing.assert_array_equal(shown.on_screen(one), shown.exported(one, theme))


def test_after_many_steps_nothing_old_is_left_on_the_screen(qtbot: QtBot) -> None:
    one = shown.shown(DILATED)
    qtbot.addWidget(one.view)
    qtbot.waitExposed(one.view)
    for t in (0, 1, 1.4, 2, 8, 8.6, 9, 30, 3, 0):
        one.playback.go_to(t)
        QApplication.processEvents()
    # Grabbing the widget would paint it anew.
    screen = one.view.screen().grabWindow(one.view.winId())
    np.testing.assert_array_equal(shown.pixels(screen.toImage()), shown.exported(one))


class Watched:
    """The parts that an item was asked to paint."""

    def __init__(self, item: DeviceItem, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts: list[QRect] = []
        draw = item.draw

        def watching(painter: QPainter, exposed: QRect) -> None:
            self.parts.append(exposed)
            draw(painter, exposed)

        monkeypatch.setattr(item, "draw", watching)


def test_a_step_paints_only_what_differs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    one = shown.shown(DILATED)
    qtbot.addWidget(one.view)
    one.playback.go_to(40)
    QApplication.processEvents()
    before, watched = one.playback.frame, Watched(one.live.item, monkeypatch)
    one.playback.go_to(41)
    QApplication.processEvents()
    places, frame = one.view.layout_shown, one.playback.frame
    assert before is not None
    assert frame is not None
    assert places is not None
    needed = damage.bounds(before, frame, places)
    assert len(watched.parts) == 1
    assert watched.parts[0].contains(needed)
    # Qt takes two pixels more on each side, for smooth edges.
    assert needed.adjusted(-4, -4, 4, 4).contains(watched.parts[0])


def test_numbers_appear_where_a_zoom_makes_room_for_them(qtbot: QtBot) -> None:
    one = shown.shown(stack(conv("a", padding=1), size=60))
    qtbot.addWidget(one.view)
    places = one.view.layout_shown
    assert places is not None
    assert set(places.number_sizes.values()) == {0, *_kernel_sizes(one)}
    for _ in range(10):
        one.view.zoom_in()
    assert one.view.layout_shown is not None
    assert all(one.view.layout_shown.number_sizes.values())


def _kernel_sizes(one: shown.Shown) -> set[int]:
    places = one.view.layout_shown
    assert places is not None
    return {size for key, size in places.number_sizes.items() if key.stage == "kernel"}


def test_an_edit_keeps_the_zoom_and_another_size_fits_again(qtbot: QtBot) -> None:
    one = shown.shown(DILATED, View("slide"))
    qtbot.addWidget(one.view)
    one.view.zoom_in()
    one.store.apply(shown.DOCUMENTS["channels"], text("another"))
    assert one.view.zoom_percent == 125
    one.view.resize(700, 500)
    QApplication.processEvents()
    assert one.view.zoom_percent == 100
    assert one.live.item.boundingRect() == QRectF(0, 0, 700, 500)
