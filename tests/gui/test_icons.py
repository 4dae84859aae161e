"""Icons: each can be read, takes on the palette of the moment, and is sharp on any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPalette

from engine import layers
from gui import icons, palette

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

NAMES = sorted(path.stem for path in icons.FOLDER.glob("*.svg"))
SIDE = QSize(20, 20)


@pytest.fixture(autouse=True)
def _own_palette(qapp: QApplication) -> Iterator[None]:
    before = QPalette(qapp.palette())
    palette.dress(qapp, Qt.ColorScheme.Light)
    yield
    qapp.setPalette(before)


def drawn(icon: QIcon, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon.pixmap(SIDE, ratio, mode).toImage()


def strongest(image: QImage) -> QColor:
    """The colour of the pixel that is least transparent."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha())


def near(one: QColor, other: str) -> bool:
    wanted = QColor(other)
    return all(
        abs(a - b) <= 3
        for a, b in zip(one.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_shows_something_in_the_colour_of_text(name: str) -> None:
    found = strongest(drawn(icons.icon(name)))
    assert found.alpha() > 100
    assert near(found, palette.LIGHT.text)


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_strokes_on_the_same_grid_without_a_colour_of_their_own(name: str) -> None:
    drawing = (icons.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke-width="1.7"' in drawing
    assert "#" not in drawing


def test_an_icon_takes_on_a_new_palette_by_itself(qapp: QApplication) -> None:
    held = icons.icon("save")
    assert near(strongest(drawn(held)), palette.LIGHT.text)
    palette.dress(qapp, Qt.ColorScheme.Dark)
    assert near(strongest(drawn(held)), palette.DARK.text)


def test_an_icon_that_cannot_act_is_paler() -> None:
    assert near(
        strongest(drawn(icons.icon("save"), mode=QIcon.Mode.Disabled)), palette.LIGHT.disabled
    )


def test_an_icon_can_be_of_another_role_or_of_one_colour() -> None:
    accent = icons.icon("add", QPalette.ColorRole.Accent)
    assert near(strongest(drawn(accent)), palette.LIGHT.accent)
    assert near(strongest(drawn(icons.icon("add", palette.LIGHT.bad))), palette.LIGHT.bad)


def test_an_icon_is_drawn_in_the_pixels_of_the_screen() -> None:
    fine = drawn(icons.icon("conv"), 2.0)
    assert fine.size() == SIDE * 2
    assert fine.devicePixelRatio() == 2.0
    assert fine != drawn(icons.icon("conv")).scaled(SIDE * 2)


def test_an_icon_can_be_copied() -> None:
    assert drawn(QIcon(icons.icon("undo"))) == drawn(icons.icon("undo"))


@pytest.mark.parametrize("op", ["input", *layers.OPERATIONS])
def test_every_operation_has_an_icon(op: str) -> None:
    assert icons.of_operation(op) in NAMES
    assert icons.of_operation(op) != "unknown"


def test_what_has_no_icon_is_said_at_once() -> None:
    with pytest.raises(KeyError, match="saev"):
        icons.icon("saev")
