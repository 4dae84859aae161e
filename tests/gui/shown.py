"""Figures in a view, as the window has them, and what of them is to be seen."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine import report
from engine.document import View
from engine.problems import Refused
from engine.scenes import building
from gui import pointing
from gui.frame_view import FrameView
from gui.playback import Playback
from gui.render import export, fonts
from gui.render.export import Figure, Style
from gui.render.theme import THEMES
from gui.store import Store
from tests.engine.stacks import conv, layer, stack
from tests.gui import person

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from engine.document import Document
    from engine.scenes.belonging import Spot
    from gui.live_figure import LiveFigure

SIZES = ((320, 240), (529, 727), (1001, 640))
STEPS = (0, 3, 1.4)
DOCUMENTS: dict[str, Document] = {
    "dilated": stack(conv("a", padding=2, dilation=2, weights={"pattern": "digits"}), size=9),
    "deformed": stack(
        layer(
            "deform_conv", "a", out_channels=1, kernel=3, offsets={"pattern": "random", "seed": 2}
        ),
        size=7,
    ),
    "channels": stack(conv("a", out_channels=2), layer("max_pool", "b", kernel=2), size=6),
    "put back": stack(
        layer("conv_transpose", "a", kernel=3, stride=2, out_channels=1, output_padding=1), size=3
    ),
    "bent": stack(layer("deform_conv", "a", kernel=3, out_channels=1, padding=1), size=5),
}


@dataclass(frozen=True)
class Look:
    language: str = "en"
    theme: str = "light"


@dataclass(frozen=True)
class Shown:
    """A filled view on a store and a playback of its own."""

    store: Store
    playback: Playback
    view: FrameView

    @property
    def live(self) -> LiveFigure:
        assert self.view._live is not None
        return self.view._live

    @property
    def viewport(self) -> QWidget:
        return self.live.view.viewport()  # type: ignore[no-any-return]

    def middle_of(self, spot: Spot) -> QPoint:
        """Where in the viewport the cell is."""
        places, frame = self.view.layout_shown, self.playback.frame
        assert places is not None
        assert frame is not None
        area = pointing.area_of(places, frame, spot)
        assert area is not None
        return (area.center() / places.canvas.scale).toPoint()


def shown(document: Document, view: View | None = None, look: Look | None = None) -> Shown:
    fonts.load()
    store = Store()
    store.replace(document, None)
    store.show(view or View())
    playback = Playback(store)
    made = FrameView(store, playback, look or Look())
    made.resize(*SIZES[1])
    made.show()
    made.fill()
    QApplication.processEvents()
    return Shown(store, playback, made)


def drag(
    one: Shown, *places: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press at the first of these places of the viewport, and let go at the last."""
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(places) - 1)]
    left, nothing = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at in zip(kinds, places, strict=True):
        _mouse(one, kind, at, left if kind == QEvent.Type.MouseButtonPress else nothing, left, keys)
    _mouse(one, QEvent.Type.MouseButtonRelease, places[-1], left, nothing, keys)


def double_click(one: Shown, at: QPoint) -> None:
    """As a person does it; QTest sends the second press alone."""
    left, nothing = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    plain = Qt.KeyboardModifier.NoModifier
    for press in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        _mouse(one, press, at, left, left, plain)
        _mouse(one, QEvent.Type.MouseButtonRelease, at, left, nothing, plain)


def _mouse(
    one: Shown,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton,
    held: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    person.mouse(one.viewport, kind, at, button, held, keys)
    QApplication.processEvents()


def on_screen(one: Shown) -> NDArray[np.uint32]:
    QApplication.processEvents()
    return pixels(one.view.grab().toImage())


def exported(one: Shown, theme: str = "light") -> NDArray[np.uint32]:
    places = one.view.layout_shown
    assert places is not None
    assert one.playback.timeline is not None
    figure = Figure(one.playback.timeline, places, Style(THEMES[theme]))
    return pixels(export.still(figure, one.playback.t))


def pixels(image: QImage) -> NDArray[np.uint32]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return export.pixels(plain).copy()


def examples(scene: str) -> dict[str, Document]:
    """The documents that the scene can show."""
    found = {}
    for name, document in DOCUMENTS.items():
        with suppress(Refused):
            building.build(scene, report.resolve(document), View(scene))
            found[name] = document
    return found


def differing(*scenes: str) -> list[str]:
    """Every scene, document, size and moment whose pixels are not those of the export."""
    found = []
    for scene in scenes or building.SCENES:
        documents = examples(scene)
        if not documents:
            found.append(f"{scene} is shown of none of the documents here")
        for name, document in documents.items():
            one = shown(document, View(scene))
            if one.playback.timeline is None:  # the layer has no such scene
                one.view.close()
                continue
            for size in SIZES:
                one.view.resize(*size)
                for step in STEPS:
                    one.playback.go_to(step)
                    if not np.array_equal(on_screen(one), exported(one)):
                        found.append(f"{scene} {name} {size} {step}")
            one.view.close()
    return found


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    sys.stdout.write(f"{application.devicePixelRatio()} {differing()}\n")
