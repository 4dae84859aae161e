"""The window's icons: strokes from resources/icons in a colour of the palette of the moment."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
# What the drawings call the colour that they are to be given.
MARK = b"currentColor"

Colour = str | QPalette.ColorRole

_ICONS_OF_OPERATIONS = {
    "input": "input",
    "conv": "conv",
    "depthwise_conv": "conv",
    "separable_conv": "conv",
    "conv_transpose": "transposed",
    "deform_conv": "deformable",
    "max_pool": "pool",
    "avg_pool": "pool",
    "adaptive_avg_pool": "pool",
    "adaptive_max_pool": "pool",
    "global_avg_pool": "pool",
    "global_max_pool": "pool",
    "max_unpool": "enlarge",
    "upsample": "enlarge",
    "pixel_shuffle": "enlarge",
    "pixel_unshuffle": "enlarge",
    "pad": "border",
    "crop": "border",
    "add": "sum",
    "difference": "difference",
    "concat": "concat",
    "batch_norm": "norm",
    "activation": "function",
}


class _Strokes(QIconEngine):
    """Draws an icon whenever Qt asks, so that it takes on a new palette by itself."""

    def __init__(self, name: str, colour: Colour) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State, /
    ) -> None:
        draw(painter, self._name, QRectF(rect), _present(self._colour, mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, /) -> QPixmap:
        return _pixmap(self._name, _present(self._colour, mode), size.width(), size.height())

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._colour)


def icon(name: str, colour: Colour | None = None) -> QIcon:
    """The icon of that name, in a role of the palette (its text by default) or a fixed colour."""
    if not _path(name).is_file():
        raise KeyError(name)
    return QIcon(_Strokes(name, QPalette.ColorRole.ButtonText if colour is None else colour))


def of_operation(op: str) -> str:
    """The name of the icon of an operation, or of the input."""
    return _ICONS_OF_OPERATIONS.get(op, "unknown")


def draw(painter: QPainter, name: str, where: QRectF, colour: str) -> None:
    """Paint an icon straight into a rectangle, a square in its middle."""
    side = min(where.width(), where.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(where.center())
    _renderer(name, colour).render(painter, square)


def _present(colour: Colour, mode: QIcon.Mode) -> str:
    if isinstance(colour, str):
        return colour
    group = QPalette.ColorGroup
    shown = group.Disabled if mode == QIcon.Mode.Disabled else group.Active
    found: QColor = QGuiApplication.palette().color(shown, colour)
    return found.name()


# An icon has few sizes and colours at a time; the rest is of a theme that was left.
@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, width, height), colour)
    painter.end()
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace(MARK, colour.encode())))


@cache
def _drawing(name: str) -> bytes:
    return _path(name).read_bytes()


def _path(name: str) -> Path:
    return FOLDER / f"{name}.svg"
