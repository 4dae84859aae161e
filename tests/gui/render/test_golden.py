"""Figures look as they did when somebody last looked at them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage

from tests.gui.render import golden
from tests.gui.render.golden import FOLDER, GOLDEN, Golden

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="letters are drawn otherwise")
@pytest.mark.parametrize("one", GOLDEN, ids=lambda one: one.name)
def test_a_figure_is_the_golden_picture(one: Golden) -> None:
    expected = QImage(str(one.file))
    assert not expected.isNull(), f"{one.file} is missing; make it with: {golden.RENEW}"
    told = golden.trouble(one.name, one.draw(), expected)
    assert not told, told


def test_there_is_no_golden_picture_that_nothing_draws() -> None:
    assert {file.stem for file in FOLDER.glob("*.png")} <= {one.name for one in GOLDEN}


def test_one_other_pixel_is_seen_and_shown(tmp_path: Path) -> None:
    expected = QImage(8, 5, QImage.Format.Format_RGB32)
    expected.fill(QColor("white"))
    actual = expected.copy()
    assert golden.trouble("x", actual, expected, tmp_path) == ""
    assert not list(tmp_path.iterdir())
    actual.setPixelColor(6, 2, QColor(255, 255, 254))
    told = golden.trouble("x", actual, expected, tmp_path)
    assert "1 pixels differ" in told
    assert str(tmp_path) in told
    shown = {path.stem: QImage(str(path)) for path in tmp_path.iterdir()}
    assert set(shown) == {"x_actual", "x_expected", "x_difference"}
    red = [(x, y) for x in range(8) for y in range(5) if _is_red(shown["x_difference"], x, y)]
    assert red == [(6, 2)]


def test_another_size_is_told(tmp_path: Path) -> None:
    one, other = (QImage(width, 5, QImage.Format.Format_RGB32) for width in (8, 9))
    one.fill(0)
    other.fill(0)
    assert "(8, 5) pixels large, not (9, 5)" in golden.trouble("x", one, other, tmp_path)


def _is_red(image: QImage, x: int, y: int) -> bool:
    colour = image.pixelColor(x, y)
    return colour.red() > colour.green() + 40
