"""The report panel: its totals, its bars, its notes, and that they follow the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel

from engine import edits
from engine.words import text
from gui import palette, sizes
from gui.field_bars import BAR, PITCH, FieldBars
from gui.report_panel import ReportPanel
from gui.sign_line import SignLine
from gui.totals_view import TotalsView
from tests.engine.stacks import conv, layer
from tests.gui.panels import Speaker, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gui.store import Store

STACK = (
    conv("conv1", padding=1),
    conv("conv2", dilation=2, padding=2),
    layer("max_pool", "pool3", kernel=2),
    layer("conv_transpose", "up4", out_channels=1, kernel=4, stride=2, padding=1),
)


class Shown:
    """A panel with what it shows."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.store = store
        self.said = Speaker()
        self.panel = ReportPanel(store, self.said)
        qtbot.addWidget(self.panel)
        self.panel.resize(626, 300)
        self.panel.show()

    @property
    def totals(self) -> str:
        return self.panel.findChildren(TotalsView)[0].accessibleName()

    @property
    def bars(self) -> FieldBars:
        return self.panel.findChildren(FieldBars)[0]

    @property
    def notes(self) -> list[str]:
        found = self.panel.findChildren(SignLine)
        return [line.accessibleName() for line in found if line.isVisibleTo(self.panel)]


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
    assert shown.panel.objectName() == "report_panel"
    assert shown.panel.accessibleName() == "Report"


def test_it_sums_the_stack_up_with_thin_spaces(shown: Shown) -> None:
    assert shown.totals == (
        "Receptive field 10×10, Jump 1, Output 1×8×8, Parameters 37, Multiplications 1\u2009714"
    )


def test_it_has_a_bar_for_each_layer(shown: Shown) -> None:
    assert shown.bars.accessibleDescription() == "conv1 3, conv2 7, pool3 8, up4 10"


def test_it_tells_what_is_never_read(shown: Shown) -> None:
    assert shown.notes == ["1 row and 1 column of the input of pool3 are never read."]


def test_it_follows_an_edit(shown: Shown) -> None:
    mended = edits.set_field(shown.store.document, "pool3", "ceil_mode", True)
    shown.store.apply(mended, text("ceil mode"))
    assert shown.notes == []
    assert "Output 1×10×10" in shown.totals
    shown.store.undo()
    assert len(shown.notes) == 1


def test_an_empty_stack_is_the_input_itself(qtbot: QtBot) -> None:
    empty = Shown(qtbot, store_of())
    assert empty.totals == (
        "Receptive field 1×1, Jump 1, Output 1×9×9, Parameters 0, Multiplications 0"
    )
    assert not empty.bars.isVisibleTo(empty.panel)


def test_what_is_not_known_is_a_dash(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(layer("adaptive_avg_pool", "pool", output_size=2)))
    assert found.totals.startswith("Receptive field –, Jump –,")
    assert found.bars.accessibleDescription() == "pool –"


def widths(image: QImage, height: int) -> int:
    """How far the bar in that line reaches; digits may stand in it."""
    bar = [
        x
        for x in range(image.width())
        if image.pixelColor(x, height).name().upper() == palette.LIGHT.bars
    ]
    return bar[-1] - bar[0] + 1


def test_a_bar_is_as_wide_as_its_field(shown: Shown) -> None:
    bars = shown.bars
    bars.resize(600, bars.height())
    picture = bars.grab().toImage()
    lines = (at * sizes.scaled(PITCH) + sizes.scaled(PITCH - BAR) // 2 + 3 for at in range(4))
    drawn = [widths(picture, line) for line in lines]
    for wide, field in zip(drawn, (3, 7, 8, 10), strict=True):
        assert wide == pytest.approx(drawn[3] * field / 10, abs=4)


def test_a_bar_is_measured_against_the_input(qtbot: QtBot) -> None:
    alone = Shown(qtbot, store_of(conv("c"), size=9))
    bars = alone.bars
    bars.resize(600, bars.height())
    wide = widths(bars.grab().toImage(), sizes.scaled(PITCH - BAR) // 2 + 3)
    assert 0.25 * 600 < wide < 0.34 * 600


def test_totals_flow_into_more_rows_where_it_is_narrow(shown: Shown) -> None:
    totals = shown.panel.findChildren(TotalsView)[0]
    totals.resize(600, totals.height())
    wide = totals.height()
    totals.resize(200, totals.height())
    assert totals.height() > 2 * wide


def test_the_panel_asks_for_no_more_than_there_is(qtbot: QtBot) -> None:
    long = Shown(qtbot, store_of(*(conv(f"c{at}", padding=1) for at in range(60))))
    assert long.panel.minimumSizeHint().height() < 240
    assert long.bars.height() > 60 * 20


def test_it_can_be_reached_by_keyboard(shown: Shown) -> None:
    assert shown.panel.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_it_is_said_again_in_another_language(shown: Shown) -> None:
    shown.said.is_foreign = True
    shown.panel.retranslate()
    assert "<Parameters> 37" in shown.totals
    assert all(note.startswith("<") for note in shown.notes)


def test_it_follows_the_letters_of_the_system(qapp: QApplication, shown: Shown) -> None:
    before, font = shown.bars.height(), qapp.font()
    larger = QFont(font)
    larger.setPixelSize(26)
    qapp.setFont(larger)
    qapp.processEvents()
    assert shown.bars.height() > 1.5 * before
    heading = next(one for one in shown.panel.findChildren(QLabel) if "Fields" in one.text())
    assert heading.font().pixelSize() == sizes.scaled(sizes.SMALL_PX) == 24
    qapp.setFont(font)


def test_it_follows_the_theme(qapp: QApplication, shown: Shown) -> None:
    light = shown.panel.grab().toImage()
    palette.dress(qapp, Qt.ColorScheme.Dark)
    qapp.processEvents()
    assert shown.panel.grab().toImage() != light
