"""Drawings of figures: rendered back, they are the picture."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from gui.render import export, fonts, vectors
from gui.render.export import Style
from gui.render.theme import DARK, LIGHT
from tests.gui.render import counted, figures
from tests.gui.render.figures import CONV

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from gui.render.theme import Theme

pytestmark = pytest.mark.usefixtures("qapp")

WIDTH, HEIGHT = 800, 500
# What smooth edges differ by in a square of ten pixels; a missing letter differs by more.
MOST = 20


def shown(name: str, *, theme: Theme = LIGHT, outlines: bool) -> export.Figure:
    made = (
        counted.TIMELINES[name]()
        if name in counted.TIMELINES
        else figures.timeline({**CONV, "padding": 1}, size=6)
    )
    return figures.figure(made, WIDTH, HEIGHT, style=Style(theme, outlines=outlines))


def back(drawing: bytes, width: int) -> QImage:
    """The drawing in pixels; Qt takes a list of families for the name of one."""
    families = ",".join((*fonts.FAMILIES, "sans-serif")).encode()
    assert families in drawing
    image = QImage(width, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    device = QPainter(image)
    device.setRenderHint(QPainter.RenderHint.Antialiasing)
    seen = QSvgRenderer(QByteArray(drawing.replace(families, fonts.FAMILIES[0].encode())))
    assert seen.isValid()
    assert seen.defaultSize().width() == width
    seen.render(device)
    device.end()
    return image


def differences(one: QImage, other: QImage) -> NDArray[np.float64]:
    """How far each pixel's colours are from the other's, of 255."""
    assert one.size() == other.size()
    first, second = (
        export.pixels(image.convertToFormat(QImage.Format.Format_RGB32)).copy().view(np.uint8)
        for image in (one, other)
    )
    away: NDArray[np.float64] = np.subtract(first, second, dtype=np.float64)
    return away.reshape(one.height(), one.width(), 4)[..., :3]


def apart(one: QImage, other: QImage) -> float:
    """How far they are from each other on average."""
    return float(np.abs(differences(one, other)).mean())


def furthest_apart(one: QImage, other: QImage) -> float:
    """The same of the square of ten pixels that differs most: a word that is not there shows."""
    away = differences(one, other)
    rows, columns, _ = away.shape
    squares = away.reshape(rows // 10, 10, columns // 10, 10, 3).mean(axis=(1, 3))
    return float(np.abs(squares).max())


NAMES = pytest.mark.parametrize("name", ["plain", *sorted(counted.TIMELINES)])


@NAMES
@pytest.mark.parametrize(("outlines", "most"), [(True, 1.5), (False, 3.0)])
def test_a_drawing_looks_like_the_picture(name: str, outlines: bool, most: float) -> None:
    figure = shown(name, outlines=outlines)
    step = figure.timeline.length - 1
    drawing = back(vectors.svg(figure, [step]), WIDTH)
    assert apart(drawing, export.still(figure, step)) < most


@NAMES
def test_a_drawing_lacks_nothing_of_the_picture(name: str) -> None:
    figure = shown(name, outlines=True)
    for step in (0, figure.timeline.length - 1):
        drawing = back(vectors.svg(figure, [step]), WIDTH)
        assert furthest_apart(drawing, export.still(figure, step)) < MOST


def test_a_strip_has_its_steps_side_by_side() -> None:
    figure = shown("plain", theme=DARK, outlines=True)
    drawing = back(vectors.svg(figure, [0, 3, 5]), 3 * WIDTH)
    assert apart(drawing, export.strip(figure, [0, 3, 5])) < 1.5


def test_what_is_seen_through_is_not_merged() -> None:
    parts = [('opacity="0.5"', "a"), ('opacity="0.5"', "b"), ('fill-opacity="0.5"', "c")]
    joined = vectors._joined([*parts, parts[2]])
    assert [re.sub(r"\s", "", re.sub("<[^>]*>", "", one)) for one in joined] == ["a", "b", "cc"]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="nothing here reads pages")
@NAMES
@pytest.mark.parametrize("outlines", [True, False])
def test_a_page_looks_like_the_picture(name: str, outlines: bool, tmp_path: Path) -> None:
    figure = shown(name, outlines=outlines)
    page = tmp_path / "x.pdf"
    page.write_bytes(vectors.pdf(figure, [0]))
    subprocess.run(
        ["pdftoppm", "-r", "96", "-png", "-singlefile", page, tmp_path / "x"], check=True
    )
    assert apart(QImage(str(tmp_path / "x.png")), export.still(figure, 0)) < 6


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="nothing here reads pages")
def test_a_pages_numbers_can_be_searched(tmp_path: Path) -> None:
    page = tmp_path / "x.pdf"
    page.write_bytes(vectors.pdf(shown("plain", outlines=False), [0]))
    done = subprocess.run(["pdftotext", page, "-"], check=True, capture_output=True, text=True)
    assert "6×6" in done.stdout.replace(" ", "")
