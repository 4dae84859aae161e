"""The formula panel: what it writes out, and that it follows document, scene, step, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from engine import edits
from engine.document import View
from engine.words import text
from gui import palette
from gui.formula_panel import FormulaPanel
from gui.playback import Playback
from gui.render import theme
from gui.term_chips import TermChips
from tests.engine.stacks import conv, layer
from tests.gui.panels import Speaker, store_of, visible_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gui.store import Store

STACK = (conv("conv1", padding=1), conv("conv2", dilation=2, padding=2))
FAILED = (
    "out = ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1; = ⌊(9 + 4 − 9·2 − 1) / 1⌋ + 1; = −5  needs 1 or more"
)
WHY = (
    "Kernel 3 with dilation 9 covers 19 rows, the padded input has 13 (9 + 2 + 2). Raise padding "
    "to 9 or enlarge the input to 15×15."
)


class Shown:
    """A panel with what it shows."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.store = store
        self.playback = Playback(store)
        self.said = Speaker()
        self.panel = FormulaPanel(store, self.playback, self.said)
        qtbot.addWidget(self.panel)
        self.panel.resize(282, 600)
        self.panel.show()

    @property
    def words(self) -> list[str]:
        return visible_words(self.panel)

    @property
    def chips(self) -> TermChips:
        return self.panel.findChildren(TermChips)[0]


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, store_of(*STACK))


@pytest.fixture(autouse=True)
def _own_palette(qapp: QApplication) -> Iterator[None]:
    before = QPalette(qapp.palette())
    palette.dress(qapp, Qt.ColorScheme.Light)
    yield
    qapp.setPalette(before)


def test_its_name_is_the_one_that_others_look_for(shown: Shown) -> None:
    assert shown.panel.objectName() == "formula_panel"
    assert shown.panel.accessibleName() == "Formula"


def test_it_writes_out_cell_size_and_field_of_the_last_layer(shown: Shown) -> None:
    assert shown.words == [
        "Output cell",
        "row 0, column 0 of conv2",
        "0 + 20 + 23 + 0 (bias) = 43",
        "dashed: padding, counts as 0",
        "Output size",
        "out = ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1; = ⌊(9 + 4 − 2·2 − 1) / 1⌋ + 1; = 9",
        "Receptive field and jump",
        "R₂ = R₁ + d(k−1) · J₁; = 3 + 2·2 · 1 = 7; J₂ = J₁ · s = 1 · 1 = 1",
    ]


def test_it_follows_the_step(shown: Shown) -> None:
    shown.playback.go_to(11)
    assert "row 1, column 2 of conv2" in shown.words


def test_between_two_steps_it_tells_of_the_one_that_was_left(shown: Shown) -> None:
    shown.playback.go_to(11.6)
    assert "row 1, column 2 of conv2" in shown.words
    shown.playback.go_to(12)
    assert "row 1, column 3 of conv2" in shown.words


def test_it_follows_the_layer_that_the_scene_shows(shown: Shown) -> None:
    shown.store.show(View(layers=("conv1",)))
    assert any(line.startswith("R₁ = R₀") for line in shown.words)
    assert "row 0, column 0 of conv1" in shown.words


def test_it_follows_an_edit(shown: Shown) -> None:
    shown.store.apply(edits.set_field(shown.store.document, "conv2", "stride", 2), text("stride"))
    assert any("(9 + 4 − 2·2 − 1) / 2" in line for line in shown.words)
    shown.store.undo()
    assert any("(9 + 4 − 2·2 − 1) / 1" in line for line in shown.words)


def test_a_layer_that_does_not_fit_shows_the_sum_that_fails_and_why(shown: Shown) -> None:
    wide = edits.set_field(shown.store.document, "conv2", "dilation", 9)
    shown.store.apply(wide, text("dilation"))
    assert shown.words == [
        "Output size",
        FAILED,
        WHY,
        "Receptive field and jump",
        "Of a layer that is impossible there is no field.",
    ]


def test_the_failure_is_red_in_both_themes(qapp: QApplication, shown: Shown) -> None:
    wide = edits.set_field(shown.store.document, "conv2", "dilation", 9)
    shown.store.apply(wide, text("dilation"))
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        palette.dress(qapp, scheme)
        qapp.processEvents()
        red, picture = QColor(palette.colours_of(scheme).bad), shown.panel.grab().toImage()
        seen = (picture.pixelColor(x, y) for x in range(picture.width())
                for y in range(picture.height()))  # fmt: skip
        assert red in seen


def test_a_scene_without_a_current_cell_leaves_the_sum_out(shown: Shown) -> None:
    shown.store.show(View(scene="maps", layers=("conv2",)))
    assert shown.words[0] == "Output size"


def test_an_empty_stack_is_told(qtbot: QtBot) -> None:
    empty = Shown(qtbot, store_of())
    assert empty.words == ["Add a layer to see its formulas."]


def test_the_terms_stand_in_the_rows_of_the_kernel(qtbot: QtBot) -> None:
    wide, high = (Shown(qtbot, store_of(conv("c", kernel))) for kernel in ([1, 3], [3, 1]))
    assert wide.chips.minimumWidth() > high.chips.minimumWidth()
    assert wide.chips.height() < high.chips.height()


def test_no_panel_asks_for_more_than_there_is(qtbot: QtBot) -> None:
    crowded = Shown(qtbot, store_of(conv("c", 5), layer("avg_pool", "p", kernel=2), shown="c"))
    assert crowded.panel.minimumSizeHint().width() < 240
    assert crowded.panel.minimumSizeHint().height() < 240


def test_it_can_be_reached_by_keyboard(shown: Shown) -> None:
    assert shown.panel.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_it_is_said_again_in_another_language(shown: Shown) -> None:
    shown.said.is_foreign = True
    shown.panel.retranslate()
    assert shown.panel.accessibleName() == "<Formula>"
    assert [line for line in shown.words if line.startswith("<")] == [
        "<Output cell>", "<row 0, column 0 of conv2>", "<dashed: padding, counts as 0>",
        "<Output size>",
        "<out> = ⌊(n + 2p − d(k−1) − 1) / s⌋ + 1; = ⌊(9 + 4 − 2·2 − 1) / 1⌋ + 1; = 9",
        "<Receptive field and jump>",
    ]  # fmt: skip
    assert "0 + 20 + 23 + 0 <(bias)> = 43" in shown.words


def test_chips_are_drawn_in_the_colours_of_the_figures_theme(
    qapp: QApplication, shown: Shown
) -> None:
    for scheme, look in ((Qt.ColorScheme.Light, theme.LIGHT), (Qt.ColorScheme.Dark, theme.DARK)):
        palette.dress(qapp, scheme)
        qapp.processEvents()
        picture = shown.chips.grab().toImage()
        found = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
        }
        for role in ("window", "window_on_padding"):
            assert QColor(*look.looks[role].fill).name() in found


def test_before_there_is_an_output_cell_it_tells_of_the_stage(qtbot: QtBot) -> None:
    up = layer("conv_transpose", "up", out_channels=1, kernel=3, stride=2)
    one = Shown(qtbot, store_of(up))
    one.playback.go_to(1)
    assert one.words[0] == "Stage 2 of 5: insert zeros"
    assert any("(9 − 1)·2 + 1 = 17" in line for line in one.words)
    assert any("makes 9 of 19 and 20 alike" in line for line in one.words)
    one.playback.go_to(4)
    assert one.words[0] == "Output cell"
