"""How verdicts look: what they take, and that their signs tell them apart without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from engine.verdicts import Kind
from gui import chips, palette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SCHEMES = (Qt.ColorScheme.Light, Qt.ColorScheme.Dark)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Letters and pictures need one."""


def painted(
    kind: Kind, word: str, room: QSize, scheme: Qt.ColorScheme = Qt.ColorScheme.Light
) -> QImage:
    image = QImage(room, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    chips.paint(painter, QRect(0, 0, room.width(), room.height()), kind, word,
                palette.colours_of(scheme))  # fmt: skip
    painter.end()
    return image


def covered(image: QImage) -> set[int]:
    """The columns in which something is drawn."""
    return {
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).alpha() for y in range(image.height()))
    }


def shape(image: QImage) -> frozenset[tuple[int, int]]:
    """Where the picture is not of the colour of its ground, near enough."""
    ground = image.pixelColor(image.width() // 2, 2)
    return frozenset(
        (x, y)
        for x in range(6, image.width() - 6)
        for y in range(image.height())
        if abs(image.pixelColor(x, y).lightness() - ground.lightness()) > 40
    )


def test_a_chip_takes_the_room_that_it_asks_for() -> None:
    asked = chips.size("unread 1")
    room = QSize(asked.width() + 40, asked.height())
    assert max(covered(painted(Kind.WARN, "unread 1", room))) == asked.width() - 1


def test_a_longer_word_asks_for_more_room() -> None:
    assert chips.size("misaligned").width() > chips.size("full").width() > chips.size("").width()


def test_where_the_word_does_not_fit_the_sign_is_left() -> None:
    narrow = QSize(chips.size("impossible").width() - 1, 22)
    assert painted(Kind.BAD, "impossible", narrow) == painted(Kind.BAD, "", narrow)
    wide = QSize(chips.size("impossible").width(), 22)
    assert painted(Kind.BAD, "impossible", wide) != painted(Kind.BAD, "", wide)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_signs_differ_in_shape(scheme: Qt.ColorScheme) -> None:
    shapes = {shape(painted(kind, "", chips.size(""), scheme)) for kind in Kind}
    assert all(shapes)
    assert len(shapes) == len(Kind)


def test_a_chip_follows_the_theme() -> None:
    light, dark = (painted(Kind.GOOD, "full", QSize(80, 22), scheme) for scheme in SCHEMES)
    assert light != dark
