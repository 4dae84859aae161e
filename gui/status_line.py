"""The line at the bottom: what is pointed at or happened, how many problems, which layer, zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStatusBar, QWidget

from engine.words import Text, plural, text
from gui import icons, palette, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.store import Store

HEIGHT, SIGN = 26, 12
DOT = "·"
# How long what happened is told.
TOLD_MS = 6000


class StatusLine(QStatusBar):
    """Tells one thing on the left and the state on the right; problems_wanted() at its button."""

    problems_wanted = Signal()

    def __init__(self, store: Store, said: Callable[[Text], str]) -> None:
        super().__init__()
        self.setObjectName("status_line")
        self._store = store
        self._said = said
        self._pointed: Text | None = None
        self._told: Text | None = None
        self._zoom = 100
        self.setSizeGripEnabled(False)
        self._words = QLabel()
        # A long sentence is cut instead of holding the window open.
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._problems = QPushButton()
        self._problems.setObjectName("problems_button")
        self._problems.setFlat(True)
        self._problems.setProperty("bad", False)
        self._state = QLabel()
        self._words.setContentsMargins(sizes.scaled(6), 0, 0, 0)
        self.addWidget(self._words, 1)
        self.addPermanentWidget(_in_line(self._problems, self._state))
        self._problems.clicked.connect(self.problems_wanted)
        self.messageChanged.connect(self._on_message_changed)
        store.document_changed.connect(self.refresh)
        store.view_changed.connect(self.refresh)
        self.resize_parts()
        self.retranslate()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self.setFixedHeight(sizes.scaled(HEIGHT))
        self._problems.setIconSize(QSize(sizes.scaled(SIGN), sizes.scaled(SIGN)))

    def retranslate(self) -> None:
        """Say everything again."""
        self._problems.setToolTip(self._said(text("Show the problems")))
        if self._told is not None:
            self.showMessage(self._said(self._told), TOLD_MS)
        self.refresh()

    def point(self, sentence: Text | None) -> None:
        """Say what the pointer or the cursor is on."""
        self._pointed = sentence
        self._words.setText("" if sentence is None else self._said(sentence))
        self._words.setToolTip(self._words.text())

    def tell(self, sentence: Text, ms: int = TOLD_MS) -> None:
        """Say what happened, for some seconds; 0 is until something else is told."""
        self.showMessage(self._said(sentence), ms)
        self._told = sentence

    def changeEvent(self, event: QEvent) -> None:
        """A new palette asks for signs in its colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_state"):
            self.refresh()

    def show_zoom(self, percent: int) -> None:
        """How large the figure is shown."""
        self._zoom = percent
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the state as it is now."""
        self.point(self._pointed)
        count = len(self._store.report.problems)
        self._problems.setText(
            self._said(plural("{count} problem", "{count} problems", count))
            if count
            else self._said(text("No problems"))
        )
        self._problems.setIcon(
            icons.icon("sign_bad", palette.present(self).bad) if count else QIcon()
        )
        if self._problems.property("bad") != bool(count):
            self._problems.setProperty("bad", bool(count))
            # A style sheet looks at properties only when it is asked to.
            self._problems.style().polish(self._problems)
        self._state.setText(self._said(self._where()))

    @Slot(str)
    def _on_message_changed(self, message: str) -> None:
        if not message:
            self._told = None

    def _where(self) -> Text:
        document = self._store.document
        at = document.index(document.shown_layer)
        if at is None:
            return text("no layers · {zoom} %", zoom=self._zoom)
        return text(
            "layer {number} of {count} · {zoom} %",
            number=at + 1,
            count=len(document.layers),
            zoom=self._zoom,
        )


def _in_line(problems: QPushButton, state: QLabel) -> QWidget:
    """Both with a dot between, as near to each other as words."""
    made, dot = QWidget(), QLabel(DOT)
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, sizes.scaled(6), 0)
    line.setSpacing(0)
    dot.setContentsMargins(0, 0, sizes.scaled(4), 0)
    for widget in (problems, dot, state):
        line.addWidget(widget)
    return made
