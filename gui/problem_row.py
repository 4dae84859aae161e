"""One row of the problem list: sign, place, sentence, and the buttons of its remedies."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import panel, sizes
from gui.panel import Rule, Words
from gui.sign_line import SIGN, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from engine.verdicts import Kind
    from gui.palette import Colours

# A second button takes no more of the row than this.
WIDEST_SECOND = 0.4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProblemRow(QWidget):
    """chosen() when its place is asked for, remedied(which), left(step) to a neighbour."""

    chosen = Signal()
    remedied = Signal(int)
    left = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._sign = QLabel()
        self._sign.setFixedWidth(sizes.scaled(SIGN))
        self._place, self._sentence = Words(sizes.SMALL_PX), Words(sizes.SMALL_PX)
        self._place.setTextFormat(Qt.TextFormat.RichText)
        self._buttons = (QPushButton(), QPushButton())
        buttons = QVBoxLayout()
        buttons.setSpacing(sizes.scaled(6))
        for which, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, which=which: self.remedied.emit(which))
            buttons.addWidget(button)
        inside = QGridLayout()
        margin = sizes.scaled(panel.MARGIN)
        inside.setContentsMargins(margin, sizes.scaled(8), margin, sizes.scaled(8))
        inside.setHorizontalSpacing(sizes.scaled(10))
        inside.setVerticalSpacing(sizes.scaled(2))
        inside.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._place, 0, 1)
        inside.addWidget(self._sentence, 1, 1, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(buttons, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.setColumnStretch(1, 1)
        inside.setRowStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inside)
        whole.addWidget(Rule())

    def show_sign(self, kind: Kind, colours: Colours) -> None:
        """Show how serious it is."""
        self._sign.setPixmap(sign(self, kind, colours))

    def show_entry(self, place: tuple[str, str], sentence: str, remedies: Sequence[str]) -> None:
        """Show what is wrong where; without a remedy there is no button."""
        where, what = place
        self._place.show_words(f"<b>{escape(where)}</b>" + (f" · {escape(what)}" if what else ""))
        self._sentence.show_words(sentence)
        for button, remedy in zip_longest(self._buttons, remedies[: len(self._buttons)]):
            button.setText(remedy or "")
        self._show_buttons()
        self.setAccessibleName(f"{where}, {what}: {sentence}" if what else f"{where}: {sentence}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The second remedy is there where the sentence keeps its room."""
        super().resizeEvent(event)
        self._show_buttons()

    def _show_buttons(self) -> None:
        first, second = self._buttons
        first.setVisible(bool(first.text()))
        has_room = second.sizeHint().width() <= WIDEST_SECOND * self.width()
        second.setVisible(bool(second.text()) and has_room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place, arrows to the neighbours."""
        if event.key() in ENTER:
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.left.emit(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins here, not in what lies behind."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the place."""
        event.accept()
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(place):
            self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row that has the focus is on the ground of a selection."""
        super().focusInEvent(event)
        self.setBackgroundRole(QPalette.ColorRole.Highlight)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no other is."""
        super().focusOutEvent(event)
        self.setBackgroundRole(QPalette.ColorRole.Base)
