"""From which map to which layer the coverage is looked at: two fields, and the other view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine import coverage_views
from engine.document import INPUT
from engine.words import text
from gui import sizes
from gui.link_button import LinkButton
from gui.panel import GAP, Words
from gui.quiet_picker import QuietPicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.coverage_views import Views
    from engine.report import Report
    from engine.words import Text

    Said = Callable[[Text], str]


class SightPicker(QWidget):
    """Emits source_chosen(map) and target_chosen(layer)."""

    source_chosen = Signal(str)
    target_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        # What pressing the link asks for; one of them at most.
        self._other: str | None = None
        self._near: str | None = None
        self._look_from, self._look_to = QuietPicker("seen_from"), QuietPicker("seen_to")
        self._words = [Words(sizes.SMALL_PX, soft=True) for _ in range(2)]
        self._why = Words(sizes.SMALL_PX)
        self._link = LinkButton()
        self._stand()
        self._look_from.activated.connect(self._on_look_from_activated)
        self._look_to.activated.connect(self._on_look_to_activated)
        self._link.clicked.connect(self._on_link_clicked)

    def retranslate(self, said: Said) -> None:
        """Say everything but what there is to choose."""
        for words, sentence in zip(self._words, (text("Seen from"), text("to")), strict=True):
            words.show_words(said(sentence))
        self._look_from.setAccessibleName(said(text("The map that is looked at")))
        self._look_to.setAccessibleName(said(text("The layer whose outputs look at it")))

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        for picker in (self._look_from, self._look_to):
            picker.resize_parts()

    def show_view(self, views: Views, source: str, target: str, said: Said) -> None:
        """Show what is looked at, and the other view."""
        input_ = said(text("input"))
        self._look_from.offer(
            [(name, input_ if name == INPUT else name) for name in views.sources], source
        )
        self._look_from.setEnabled(True)
        self._look_to.offer([(name, name) for name in views.targets], target)
        self._near, self._other = None, views.other(source)
        self._why.show_words("")
        self._link.show_words("" if self._other is None else said(_words(self._other, input_)))

    def show_none(self, report: Report, target: str, said: Said) -> None:
        """Why the coverage of that layer cannot be told, and of which near it it can."""
        self._look_from.offer([], None)
        self._look_from.setEnabled(False)
        self._look_to.offer([(name, name) for name in report.document.names()], target)
        self._near, self._other = coverage_views.nearest(report, target), None
        self._why.show_words(said(coverage_views.why_none(report, target)))
        near = text("Look at {layer} instead", layer=self._near)
        self._link.show_words("" if self._near is None else said(near))

    def _stand(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(sizes.scaled(6))
        pickers = (self._look_from, self._look_to)
        for words, picker in zip(self._words, pickers, strict=True):
            words.setWordWrap(False)
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            line.addWidget(words)
            line.addWidget(picker, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(sizes.scaled(GAP))
        lines.addLayout(line)
        lines.addWidget(self._why)
        lines.addWidget(self._link)

    @Slot(int)
    def _on_look_from_activated(self, at: int) -> None:
        self.source_chosen.emit(self._look_from.value(at))

    @Slot(int)
    def _on_look_to_activated(self, at: int) -> None:
        self.target_chosen.emit(self._look_to.value(at))

    @Slot()
    def _on_link_clicked(self) -> None:
        if self._near is not None:
            self.target_chosen.emit(self._near)
        elif self._other is not None:
            self.source_chosen.emit(self._other)


def _words(source: str, input_: str) -> Text:
    if source == INPUT:
        return text("See it from the {map} instead", map=input_)
    return text("See it from {map} instead", map=source)
