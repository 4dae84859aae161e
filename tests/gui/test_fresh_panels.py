"""Whatever was edited before, a panel looks and reads as one that was made just now."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from engine import edits
from engine.document import View
from engine.problems import Refused
from engine.words import text
from gui.chip_label import ChipLabel
from gui.coverage_panel import CoveragePanel
from gui.field_bars import FieldBars
from gui.formula_panel import FormulaPanel
from gui.formula_words import FormulaWords
from gui.path_bars import PathBars
from gui.playback import Playback
from gui.problem_list import ProblemList
from gui.report_panel import ReportPanel
from gui.share_bars import ShareBars
from gui.term_chips import TermChips
from gui.totals_view import TotalsView
from tests.engine.stacks import conv, layer
from tests.gui.panels import Speaker, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from gui.panel import Panel
    from gui.store import Store

EDITS = 60
DRAWN = ChipLabel, FieldBars, FormulaWords, PathBars, ShareBars, TermChips, TotalsView
STACK = (
    conv("a", dilation=2, padding=2),
    conv("b", dilation=4, padding=4),
    layer("activation", "c"),
    layer("max_pool", "d", kernel=2),
    conv("e", padding=1),
)
ENTRIES: dict[str, tuple[object, ...]] = {
    "dilation": (1, 2, 3, 9, [1, 4]),
    "kernel": (1, 2, 3, 5, [3, 1]),
    "padding": (0, 1, 2, "same"),
    "stride": (1, 2),
    "out_channels": (1, 2),
}
KINDS: dict[str, Callable[[Store, Playback, Speaker], Panel]] = {
    "coverage": lambda store, _, said: CoveragePanel(store, said, QAction()),
    "formula": FormulaPanel,
    "problems": lambda store, _, said: ProblemList(store, said),
    "report": lambda store, _, said: ReportPanel(store, said),
}


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[QFont]:
    """The font of the system, which the test may change."""
    font = QFont(qapp.font())
    yield font
    qapp.setFont(font)


def one_edit(store: Store, chance: random.Random) -> None:
    """Something that a person does; what cannot be is left."""
    document = store.document
    name = chance.choice(document.names())
    match chance.randrange(8):
        case 0:
            store.undo()
        case 1:
            store.redo()
        case 2:
            store.show(View(layers=(name,)))
        case 3 if len(document.names()) > 3:
            store.apply(edits.remove(document, name), text("remove"))
        case _:
            field = chance.choice(list(ENTRIES))
            try:
                new = edits.set_field(document, name, field, chance.choice(ENTRIES[field]))
            except (KeyError, Refused):  # a layer without that field, or not with that value
                return
            store.apply(new, text("change"))


def read(panel: Panel) -> list[tuple[object, ...]]:
    """Everything in it that can be seen or heard, from outside in."""

    def words(widget: QWidget) -> tuple[object, ...]:
        told = (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QComboBox):
            choices = tuple(widget.itemText(at) for at in range(widget.count()))
            return (*told, choices, widget.currentText())
        return (*told, widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else "")

    seen = [one for one in panel.findChildren(QWidget) if one.isVisibleTo(panel)]
    return sorted((type(one).__name__, *said) for one in seen if any(said := words(one)))


def drawn(panel: Panel) -> list[QWidget]:
    """What draws itself, and is not made of labels."""
    return [one for one in panel.findChildren(QWidget)
            if isinstance(one, DRAWN) and one.isVisibleTo(panel)]  # fmt: skip


def pairs(panel: Panel, fresh: Panel) -> Iterator[tuple[QWidget, QWidget]]:
    return zip(drawn(panel), drawn(fresh), strict=True)


def looks_alike(one: QWidget, other: QWidget) -> bool:
    """Whether it is drawn alike in one size; a little more or less room is a layout's affair."""
    other.resize(one.size())
    return one.grab().toImage() == other.grab().toImage()


class Beside:
    """A panel that lives through edits, and others that are made now."""

    def __init__(self, qtbot: QtBot, kind: str) -> None:
        self.store, self.said = store_of(*STACK, size=24), Speaker()
        self._playback, self._qtbot, self._kind = Playback(self.store), qtbot, kind
        self.panel = self.made()

    def made(self) -> Panel:
        panel = KINDS[self._kind](self.store, self._playback, self.said)
        self._qtbot.addWidget(panel)
        panel.resize(300, 700)
        panel.show()
        for _ in range(2):
            QApplication.processEvents()
        return panel


@pytest.mark.parametrize("kind", KINDS)
def test_after_any_edits_a_panel_is_as_one_made_now(qtbot: QtBot, kind: str) -> None:
    beside, chance = Beside(qtbot, kind), random.Random(kind)
    for _ in range(EDITS):
        one_edit(beside.store, chance)
        fresh = beside.made()
        assert read(beside.panel) == read(fresh)
        assert all(looks_alike(*pair) for pair in pairs(beside.panel, fresh))
        fresh.close()


@pytest.mark.parametrize("with_words", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_after_other_letters_or_words_too(
    qtbot: QtBot, qapp: QApplication, letters: QFont, kind: str, with_words: bool
) -> None:
    beside = Beside(qtbot, kind)
    for height in (20, 13):
        larger = QFont(letters)
        larger.setPixelSize(height)
        qapp.setFont(larger)
        if with_words:
            beside.said.is_foreign = not beside.said.is_foreign
            beside.panel.retranslate()
        fresh = beside.made()
        assert read(beside.panel) == read(fresh)
        heights = [
            [one.maximumHeight() for one in drawn(panel) if not isinstance(one, TotalsView)]
            for panel in (beside.panel, fresh)
        ]
        assert heights[0] == heights[1]
        assert all(looks_alike(*pair) for pair in pairs(beside.panel, fresh))
