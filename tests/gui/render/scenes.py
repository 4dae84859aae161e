"""Scenes for tests of the painter, from documents in few words, and what they look like."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from engine import report
from engine.document import View
from engine.scenes import building
from gui.render import fonts, layout, painter, theme
from gui.render.places import Canvas
from tests.engine.stacks import conv, layer, stack
from tests.gui.render import counted, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engine.document import Document
    from engine.frame import Frame
    from engine.timeline import Timeline
    from gui.render.places import Layout

TRACED = stack(conv("a", padding=2, dilation=2), conv("b", padding=2, dilation=2), size=9)
DOCUMENTS: dict[str, Document] = {
    "plain": stack(conv("a", stride=2, padding=1), size=5),
    "unread": stack(conv("a", stride=2, padding=1), size=6),
    "dilated": stack(conv("a", dilation=2, weights={"pattern": "digits"}), size=7),
    "largest": stack(layer("max_pool", "a", kernel=3, stride=2, padding=1), size=5),
    "mixed": stack(layer("upsample", "a", scale=2, mode="bilinear"), size=4),
    "channels": stack(conv("a", out_channels=2, groups=1), size=5, channels=3),
    "strip": stack(conv("a", kernel=[1, 3], padding={"left": 2}), size=[1, 12]),
    "far": stack(conv("a", padding=1), size=40),
    "traced": replace(TRACED, view=View("gridding", None, (1, 1))),
}
SMALL = Canvas(640, 400)


MADE = {**counted.TIMELINES, **unfolded.TIMELINES}
NAMES = (*DOCUMENTS, *MADE)


def named(name: str) -> Timeline:
    """The scene of a document, or one that is made for these tests."""
    made = MADE.get(name)
    return made() if made else timeline(DOCUMENTS[name])


def timeline(document: Document) -> Timeline:
    return building.build(document.view.scene, report.resolve(document), document.view)


def arranged(made: Timeline, canvas: Canvas = SMALL, language: str = "en") -> Layout:
    fonts.load()
    return layout.arrange(made.arrangement, canvas, language)


def blank(places: Layout) -> QImage:
    size = places.canvas
    image = QImage(size.width, size.height, QImage.Format.Format_RGB32)
    image.fill(0)
    return image


def painted(
    frame: Frame,
    places: Layout,
    look: theme.Theme = theme.LIGHT,
    *,
    over: QImage | None = None,
    parts: Iterable[QRect] | None = None,
) -> NDArray[np.uint32]:
    """The pixels of the frame; or of those parts, over what was there."""
    image = blank(places) if over is None else over
    device = QPainter(image)
    for part in [image.rect()] if parts is None else parts:
        device.setClipRect(part)
        painter.paint(device, frame, places, look, QRectF(part))
    device.end()
    return pixels(image)


def pixels(image: QImage) -> NDArray[np.uint32]:
    seen = np.frombuffer(image.constBits(), np.uint32).copy()
    return seen.reshape(image.height(), -1)[:, : image.width()]


def of(colour: Any) -> int:
    """A colour as pixels hold it."""
    red, green, blue = colour
    return int(0xFF000000 | red << 16 | green << 8 | blue)
