"""A coverage panel with what it shows, and hands that choose in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from gui.coverage_cards import Card, WarnBox
from gui.coverage_panel import CoveragePanel
from gui.link_button import LinkButton
from tests.engine.stacks import conv
from tests.gui.panels import Speaker, visible_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from engine.layers import Layer
    from gui.store import Store

Part = TypeVar("Part", bound=QWidget)


class Shown:
    """A panel with what it shows."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.store = store
        self.said = Speaker()
        self.design = QAction()
        self.design.setVisible(False)
        self.panel = CoveragePanel(store, self.said, self.design)
        qtbot.addWidget(self.panel)
        self.panel.resize(282, 900)
        self.panel.show()

    @property
    def cards(self) -> list[str]:
        return [card.accessibleName() for card in self.seen(Card)]

    @property
    def why(self) -> str:
        return "".join(box.accessibleName() for box in self.seen(WarnBox))

    @property
    def words(self) -> list[str]:
        return visible_words(self.panel)

    @property
    def links(self) -> list[str]:
        return [link.accessibleName() for link in self.seen(LinkButton)]

    @property
    def offered(self) -> list[QPushButton]:
        return [one for one in self.seen(QPushButton) if one.objectName() == "find_better_rates"]

    def seen(self, kind: type[Part]) -> list[Part]:
        return [one for one in self.panel.findChildren(kind) if one.isVisibleTo(self.panel)]

    def picker(self, name: str) -> QComboBox:
        found = self.panel.findChild(QComboBox, name)
        assert isinstance(found, QComboBox)
        return found

    def pick(self, name: str, words: str) -> None:
        picker = self.picker(name)
        picker.setCurrentText(words)
        picker.activated.emit(picker.currentIndex())

    def press(self, words: str) -> None:
        next(one for one in self.seen(LinkButton) if one.accessibleName() == words).click()


def rated(*rates: int, kernel: int = 3) -> list[Layer]:
    pads = [rate * (kernel - 1) // 2 for rate in rates]
    return [
        conv(f"conv{at}", kernel, dilation=rate, padding=pad)
        for at, (rate, pad) in enumerate(zip(rates, pads, strict=True), 1)
    ]
