"""Which program this is, what it stands on, and under which licences."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout

from engine.words import text
from gui import sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from engine.words import Text

MARGIN = 20
# Package, and the licence that its makers name.
PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pyqtgraph", "MIT"),
    ("numpy", "BSD-3-Clause"),
    ("Pillow", "MIT-CMU"),
)
FONTS = (("Inter", "OFL-1.1"), ("Noto Sans CJK", "OFL-1.1"))


class AboutDialog(QDialog):
    """Name, version, and a line for everything that is used."""

    def __init__(self, parent: QWidget, said: Callable[[Text], str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(said(text("About Convscope")))
        name = QLabel("Convscope {}".format(_version("convscope")))
        name.setFont(sizes.lettering(sizes.TITLE_PX, QFont.Weight.DemiBold))
        purpose = QLabel(said(text("See what a stack of layers does to every pixel.")))
        licence = QLabel(said(text("Free software under the {licence} licence.", licence="MIT")))
        parts = QGridLayout()
        parts.setHorizontalSpacing(sizes.scaled(24))
        for row, line in enumerate(_lines()):
            for column, words in enumerate(line):
                label = QLabel(words)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                parts.addWidget(label, row, column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_of_all = QVBoxLayout(self)
        margin = sizes.scaled(MARGIN)
        column_of_all.setContentsMargins(margin, margin, margin, margin)
        column_of_all.setSpacing(sizes.scaled(12))
        for widget in (name, purpose, licence):
            column_of_all.addWidget(widget)
        column_of_all.addLayout(parts)
        column_of_all.addWidget(buttons)


def _lines() -> list[tuple[str, str, str]]:
    """Everything that is used: its name, its version, its licence."""
    return [
        ("Python", platform.python_version(), "PSF-2.0"),
        ("Qt", qVersion(), "LGPL-3.0"),
        *((name, _version(name), licence) for name, licence in PARTS),
        *((name, "", licence) for name, licence in FONTS),
    ]


def _version(package: str) -> str:
    """What is installed of it; nothing where that cannot be known."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
