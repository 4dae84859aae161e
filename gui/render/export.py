"""Figures that leave: a frame as a picture, steps side by side, a picture as a PNG file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from gui.render import bare, damage, layout, painter
from gui.render.easel import Manner
from gui.render.ground import Ground
from gui.render.places import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.frame import Frame
    from engine.timeline import Timeline
    from gui.render.places import Layout
    from gui.render.theme import Theme

USUAL_DPI = 96
INCH_IN_METRES = 0.0254


@dataclass(frozen=True)
class Style:
    """How a figure is drawn, whatever it shows."""

    theme: Theme
    language: str = "en"
    paper: bool = True
    captions: bool = True
    outlines: bool = False


@dataclass(frozen=True, eq=False)
class Figure:
    """A timeline with its places on a canvas, and how it is drawn."""

    timeline: Timeline
    layout: Layout
    style: Style

    @cached_property
    def ground(self) -> Ground:
        """What its windows move over."""
        return Ground(self.layout, self.style.theme)


@cache
def application() -> QGuiApplication:
    """The application that letters need, made once; the caller has chosen the platform."""
    present = QGuiApplication.instance()
    return present if isinstance(present, QGuiApplication) else QGuiApplication(["convscope"])


def figure(timeline: Timeline, width: int, height: int, style: Style) -> Figure:
    """The timeline laid out on a canvas of so many pixels."""
    application()
    arrangement, canvas = timeline.arrangement, Canvas(width, height)
    if style.captions:
        return Figure(timeline, layout.arrange(arrangement, canvas, style.language), style)
    places = layout.arrange(bare.maps_alone(arrangement), canvas, style.language)
    return Figure(timeline, replace(places, step=None), style)


def still(shown: Figure, t: float) -> QImage:
    """What the figure shows at step t, or on the way to the next one."""
    image = blank(shown)
    repaint(shown, image, None, shown.timeline.frame_at(t))
    return image


def strip(shown: Figure, steps: Iterable[int]) -> QImage:
    """The figure at each of these steps, from left to right."""
    panels = [still(shown, step) for step in steps]
    width, height = panels[0].width(), panels[0].height()
    image = QImage(width * len(panels), height, panels[0].format())
    image.fill(0)
    device = QPainter(image)
    for place, panel in enumerate(panels):
        device.drawImage(place * width, 0, panel)
    device.end()
    return image


def blank(shown: Figure) -> QImage:
    """Its canvas before anything is drawn."""
    format_ = QImage.Format
    canvas, paper = shown.layout.canvas, shown.style.paper
    image = QImage(
        canvas.width,
        canvas.height,
        format_.Format_RGB32 if paper else format_.Format_ARGB32_Premultiplied,
    )
    image.fill(QColor(0, 0, 0, 0))
    return image


def repaint(shown: Figure, image: QImage, before: Frame | None, after: Frame) -> QRect:
    """Draws the frame over the one before, where they differ; what was drawn over."""
    touched = image.rect() if before is None else damage.bounds(before, after, shown.layout)
    if touched.isEmpty():
        return touched
    device = QPainter(image)
    if shown.style.paper:
        shown.ground.paint(device, after, touched)
    else:
        device.setClipRect(touched)
        device.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        device.fillRect(touched, QColor(0, 0, 0, 0))
        device.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        area, manner = QRectF(touched), Manner(paper=False)
        painter.paint(device, after, shown.layout, shown.style.theme, area, manner=manner)
    device.end()
    return touched


def pixels(image: QImage) -> NDArray[np.uint32]:
    """The pixels as they are now, while the image is kept and not drawn on."""
    seen = np.frombuffer(image.constBits(), np.uint32)
    return seen.reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()]


def png(image: QImage, dpi: int | None = None) -> bytes:
    """The picture as a file, the same bytes for the same pixels."""
    dots = round((dpi or USUAL_DPI) / INCH_IN_METRES)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("PNG")
    return bytes(made.data())
