"""The bundled fonts: the same letters and digits in every figure, on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FILES = (
    "ConvscopeSans-Regular.otf",
    "ConvscopeSans-Bold.otf",
    "ConvscopeChinese-Regular.otf",
    "ConvscopeChinese-Bold.otf",
)
# The Chinese font has × and · too, as wide as a character: it only gives what the first one lacks.
FAMILIES = ("Convscope Sans", "Convscope Chinese")

NORMAL, STRONG = QFont.Weight.Normal, QFont.Weight.DemiBold

# Digits of one width, so that numbers do not tremble while they change.
_SAME_WIDTH_DIGITS = QFont.Tag("tnum")


@cache
def load() -> None:
    """Makes the fonts known to Qt, once; there must be an application, with a window or without."""
    if QGuiApplication.instance() is None:
        raise RuntimeError("fonts need a QGuiApplication")
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(FOLDER / name)) < 0:
            raise RuntimeError(f"{FOLDER / name} is no font that Qt reads")


def font(size_px: float, weight: QFont.Weight = NORMAL) -> QFont:
    """The figure's font; Qt knows sizes in whole pixels, so the nearest one is taken."""
    load()
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(max(1, round(size_px)))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(_SAME_WIDTH_DIGITS, 1)
    return made


def text_font(size_px: float, weight: QFont.Weight = NORMAL) -> QFont:
    """The same with its usual digits: nothing knows what the others mean, once on a page."""
    made = font(size_px, weight)
    made.unsetFeature(_SAME_WIDTH_DIGITS)
    return made
