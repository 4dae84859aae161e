"""How large things of the window are beside the letters of the system."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QGuiApplication

# The letters that sizes are planned beside.
TEXT_PX = 13
SMALL_PX, HINT_PX, GROUP_PX, TOTAL_PX, TITLE_PX = 12, 11, 14, 16, 19
LEAST_SCALE, LARGEST_SCALE = 0.85, 2.0
MOST_ADVANCES = 8192


def scale() -> float:
    """How much larger than planned everything is."""
    return _present().scale


def scaled(px: float) -> int:
    """A size as planned, in the pixels of this system's letters."""
    return round(px * _present().scale)


def lettering(
    px: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False
) -> QFont:
    """The window's font in a planned size, its digits all of one width.

    Whoever asks for it next gets the same one: it is to be copied before it is changed.
    """
    return _present().lettering(px, weight, italic=italic)


def advance(
    words: str, px: int = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal, *,
    italic: bool = False,
) -> float:  # fmt: skip
    """How wide the words are in that lettering."""
    present, key = _present(), (words, px, weight, italic)
    found = present.advances.get(key)
    if found is None:
        if len(present.advances) >= MOST_ADVANCES:
            present.advances.clear()
        font = present.lettering(px, weight, italic=italic)
        found = present.advances[key] = QFontMetricsF(font).horizontalAdvance(words)
    return found


class _Letters:
    """What follows from the font of the system; it is asked for hundreds of times an edit."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        height = QFontInfo(font).pixelSize()
        self.scale = min(max(height / TEXT_PX, LEAST_SCALE), LARGEST_SCALE)
        self.advances: dict[tuple[str, int, QFont.Weight, bool], float] = {}
        self._letterings: dict[tuple[int, QFont.Weight, bool], QFont] = {}

    def lettering(self, px: int, weight: QFont.Weight, *, italic: bool) -> QFont:
        found = self._letterings.get((px, weight, italic))
        if found is None:
            found = self._letterings[px, weight, italic] = QFont(self.font)
            found.setPixelSize(round(px * self.scale))
            found.setWeight(weight)
            found.setItalic(italic)
            found.setFeature(QFont.Tag("tnum"), 1)
        return found


_last: list[_Letters] = []


def _present() -> _Letters:
    # No signal tells of every other font; that it is the same one is quickly seen.
    font = QGuiApplication.font()
    if not _last or _last[0].font != font:
        _last[:] = [_Letters(font)]
    return _last[0]
