"""What stands in place of candidates where there are none: why, and the way to some."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui import sizes
from gui.panel import Words

MARGIN, BETWEEN = 64, 12


class NothingFound(QWidget):
    """nearest_taken(): the button that asks for something else was pressed."""

    nearest_taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self.nearest_taken)
        column = QVBoxLayout(self)
        margin = sizes.scaled(MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(sizes.scaled(BETWEEN))
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_sentence(self, sentence: str, button: str = "") -> None:
        """Say this; without words for it there is no button."""
        self._words.show_words(sentence)
        self.setAccessibleName(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.button.setEnabled(bool(button))
