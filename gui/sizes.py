"""How large things of the window are beside the letters of the system."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo, QGuiApplication

# The letters that sizes are planned beside.
TEXT_PX = 13
SMALL_PX, HINT_PX, GROUP_PX, TOTAL_PX, TITLE_PX = 12, 11, 14, 16, 19
LEAST_SCALE, LARGEST_SCALE = 0.85, 2.0


def scale() -> float:
    """How much larger than planned everything is."""
    height = QFontInfo(QGuiApplication.font()).pixelSize()
    return min(max(height / TEXT_PX, LEAST_SCALE), LARGEST_SCALE)


def scaled(px: float) -> int:
    """A size as planned, in the pixels of this system's letters."""
    return round(px * scale())


def lettering(px: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's font in a planned size, its digits all of one width."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(scaled(px))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
