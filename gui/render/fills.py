"""The fills of cells: one image on devices made of pixels, merged rectangles on all others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

from engine.roles import Role
from gui.render import measures, runs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QRectF

    from gui.render.colours import Colour
    from gui.render.easel import Easel
    from gui.render.places import Canvas
    from gui.render.sheet import Sheet
    from gui.render.theme import Theme

    Pixels = NDArray[np.uint32]

SHADES = 256
_OPAQUE = 0xFF000000


def paint(easel: Easel, sheet: Sheet) -> None:
    """Every cell in the colour of its role, or of its place on the ramp."""
    codes = _codes(sheet)
    palette = _palette(easel.theme, easel.layout.canvas, sheet.box.side)
    if sheet.grid.signed:
        palette = np.concatenate([palette[: len(Role)], _signed(easel.theme)])
    if easel.is_vector:
        for block in runs.blocks(codes):
            colour = int(palette[block.code])
            ink = (colour >> 16 & 255, colour >> 8 & 255, colour & 255)
            easel.fill_area(sheet.area(block), ink)
        return
    rows, columns = codes.shape
    whole = runs.Block(0, 0, 0, rows, columns)
    image(easel, sheet.area(whole), palette[codes])


def image(easel: Easel, area: QRectF, pixels: Pixels) -> None:
    """One pixel a cell, drawn as large as cells are."""
    rows, columns = pixels.shape
    held = np.ascontiguousarray(pixels)  # Qt looks at these bytes while it draws
    picture = QImage(held.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    easel.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    easel.painter.drawImage(area, picture)


@lru_cache(maxsize=4 * SHADES)
def shade_of(theme: Theme, share: float, *, signed: bool = False) -> Colour:
    """The colour of a place on the ramp, in the steps that fills are drawn in."""
    held = round(share * (SHADES - 1)) / (SHADES - 1)
    red, green, blue = theme.signed_ramp.at(held, 1.0) if signed else theme.ramp.at(held)
    return red, green, blue


def _codes(sheet: Sheet) -> NDArray[np.int16]:
    """For each cell its place in the palette: a role, or a shade after the roles."""
    codes = sheet.seen_roles.astype(np.int16)
    if sheet.shares is None:
        return codes
    shades = np.rint(np.where(sheet.on_ramp, sheet.shares, 0) * (SHADES - 1)).astype(np.int16)
    if sheet.grid.signed:
        shades += SHADES - 1
    return np.where(sheet.on_ramp, shades + len(Role), codes)


@lru_cache(maxsize=64)
def _palette(theme: Theme, canvas: Canvas, cell: float) -> Pixels:
    roles = [of_role(theme, canvas, role, cell) for role in Role]
    shades = [shade_of(theme, shade / (SHADES - 1)) for shade in range(SHADES)]
    return np.array([_pixel(colour) for colour in roles + shades], dtype=np.uint32)


@lru_cache(maxsize=8)
def _signed(theme: Theme) -> Pixels:
    """From the lowest to the highest, zero in the middle."""
    steps = range(1 - SHADES, SHADES)
    shades = [shade_of(theme, step / (SHADES - 1), signed=True) for step in steps]
    return np.array([_pixel(colour) for colour in shades], dtype=np.uint32)


def of_role(theme: Theme, canvas: Canvas, role: Role, cell: float) -> Colour:
    """The fill of a role: a flat tint where cells are too small for its pattern."""
    look = theme.looks[role.name.lower()]
    if look.pattern_colour is None or measures.has_pattern(look.pattern, cell / canvas.scale):
        return look.fill
    return canvas.measures.flat_tint(look, cell)


def _pixel(colour: Colour) -> int:
    red, green, blue = colour
    return _OPAQUE | red << 16 | green << 8 | blue
