from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.render import pens


def drawn(pen: QPen) -> list[int]:
    """How dark each pixel is along a line of 40 pixels."""
    image = QImage(40, 5, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(QPointF(0, 2.5), QPointF(40, 2.5))
    painter.end()
    return [255 - image.pixelColor(x, 2).red() for x in range(40)]


def test_a_line_has_its_colour_and_width_and_no_more() -> None:
    pen = pens.solid((1, 2, 3), 2.5)
    assert (pen.color().getRgb(), pen.widthF()) == ((1, 2, 3, 255), 2.5)
    assert (pen.capStyle(), pen.joinStyle()) == (
        Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin,
    )  # fmt: skip
    assert not pen.isCosmetic()


@pytest.mark.parametrize("width", [1.0, 3.0])
def test_a_dashed_side_begins_and_ends_with_half_a_dash(width: float) -> None:
    half, gap, dash = [255] * 6, [0] * 8, [255] * 12
    assert drawn(pens.dashed((0, 0, 0), width, (12, 8))) == [*half, *gap, *dash, *gap, *half]
