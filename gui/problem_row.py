"""One row of the problem list: sign, place, sentence, and the button of its remedy."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import panel, sizes
from gui.panel import Rule, Words
from gui.sign_line import SIGN, sign

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from engine.verdicts import Kind
    from gui.palette import Colours

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProblemRow(QWidget):
    """chosen() when its place is asked for, remedied() at its button, left(step) to a neighbour."""

    chosen = Signal()
    remedied = Signal()
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
        self._button = QPushButton()
        self._button.clicked.connect(self.remedied)
        inside = QGridLayout()
        margin = sizes.scaled(panel.MARGIN)
        inside.setContentsMargins(margin, sizes.scaled(8), margin, sizes.scaled(8))
        inside.setHorizontalSpacing(sizes.scaled(10))
        inside.setVerticalSpacing(sizes.scaled(2))
        inside.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._place, 0, 1)
        inside.addWidget(self._sentence, 1, 1)
        inside.addWidget(self._button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        inside.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inside)
        whole.addWidget(Rule())

    def show_sign(self, kind: Kind, colours: Colours) -> None:
        """Show how serious it is."""
        self._sign.setPixmap(sign(self, kind, colours))

    def show_entry(self, place: tuple[str, str], sentence: str, remedy: str) -> None:
        """Show what is wrong where; without a remedy there is no button."""
        where, what = place
        self._place.show_words(f"<b>{escape(where)}</b>" + (f" · {escape(what)}" if what else ""))
        self._sentence.show_words(sentence)
        self._button.setText(remedy)
        self._button.setVisible(bool(remedy))
        self.setAccessibleName(f"{where}, {what}: {sentence}" if what else f"{where}: {sentence}")

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
