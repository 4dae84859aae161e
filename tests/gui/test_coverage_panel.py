"""The coverage panel: what it says of known lists of rates is true, and what it follows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget

from engine import edits, verdicts
from engine.document import View
from engine.words import text
from gui import palette
from gui.coverage_panel import CoveragePanel
from gui.path_bars import PathBars
from gui.share_bars import ShareBars
from tests.engine.stacks import conv, layer
from tests.gui.coverage_driver import Shown, rated
from tests.gui.panels import Speaker, store_of, visible_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from engine.runs import Run
    from engine.words import Text


BACKBONE = [
    conv("stem", 7, stride=2, padding=3),
    layer("max_pool", "pool", kernel=3, stride=2, padding=1),
    conv("mid", padding=1),
]
TAIL = [conv(f"d{at}", dilation=2, padding=2) for at in range(23)]
WINDOWED = [
    conv("conv1", padding=1),
    conv("conv2", dilation=2, padding=2),
    layer("max_pool", "pool3", kernel=2),
    layer("conv_transpose", "up4", out_channels=1, kernel=4, stride=2, padding=1),
]


@pytest.fixture(autouse=True)
def _own_palette(qapp: QApplication) -> Iterator[None]:
    before = QPalette(qapp.palette())
    palette.dress(qapp, Qt.ColorScheme.Light)
    yield
    qapp.setPalette(before)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, store_of(*rated(2, 2, 2), size=13))


PASSES, FAILS = "Rule says, passes, M₂ = {} ≤ K = {}", "Rule says, fails, M₂ = {} > K = {}"


@pytest.mark.parametrize(
    ("kernel", "rates", "rule", "truth", "why"),
    [
        (3, (2, 2, 2), PASSES.format(2, 3), "120 holes, 49 of 169 used, first missing offset\xa01",
         "Every rate shares the factor 2"),
        (3, (3, 3, 3), PASSES.format(3, 3), "312 holes, 49 of 361 used, first missing offset\xa01",
         "Every rate shares the factor 3"),
        (3, (2, 3), PASSES.format(3, 3), "40 holes, 81 of 121 used, first missing offset\xa01",
         "The smallest rate is 2"),
        (3, (2, 2, 5, 9), PASSES.format(2, 3),
         "280 holes, 1\u2009089 of 1\u2009369 used, first missing offset\xa01",
         "The smallest rate is 2"),
        (3, (1, 4, 2), FAILS.format(6, 3), "full, 225 of 225 used",
         "M looks from the last layer on. In the order 1, 2, 4"),
        (3, (1, 5, 2), FAILS.format(8, 3), "full, 289 of 289 used",
         "M looks from the last layer on. In the order 1, 2, 5"),
        (2, (1, 1, 4), PASSES.format(2, 2), "13 holes, 36 of 49 used, first missing offset\xa03",
         "The rule subtracts 2r in every line, as for three taps. Kernel 2 reaches no more than r"),
        (4, (1, 1, 7), FAILS.format(5, 4), "full, 784 of 784 used",
         "The rule subtracts 2r in every line, as for three taps. Kernel 4 reaches 3r"),
    ],
)  # fmt: skip
def test_where_rule_and_truth_disagree_the_panel_says_why(
    qtbot: QtBot, kernel: int, rates: tuple[int, ...], rule: str, truth: str, why: str
) -> None:
    found = Shown(qtbot, store_of(*rated(*rates, kernel=kernel), size=41))
    assert found.picker("seen_from").currentText() == "input"
    assert found.cards == [rule, f"In truth, {truth}"]
    assert found.why.startswith(f"They disagree. {why}")
    told = verdicts.verdict(found.store.report, f"conv{len(rates)}")
    assert told is not None
    assert str(told.word) == ("full" if truth.startswith("full") else "holes")


@pytest.mark.parametrize(
    ("rates", "rule", "truth"),
    [
        ((1, 2, 5), PASSES.format(2, 3), "full, 289 of 289 used"),
        ((1, 2, 9), FAILS.format(5, 3), "184 holes, 441 of 625 used, first missing offset\xa07"),
    ],
)
def test_where_they_agree_nothing_is_explained(
    qtbot: QtBot, rates: tuple[int, ...], rule: str, truth: str
) -> None:
    found = Shown(qtbot, store_of(*rated(*rates), size=41))
    assert found.cards == [rule, f"In truth, {truth}"]
    assert found.why == ""


def test_deeplabs_tail_from_its_own_map_and_from_the_image(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(*BACKBONE, *TAIL, size=96))
    assert found.picker("seen_from").currentText() == "mid"
    assert found.picker("seen_to").currentText() == "d22"
    own = "6\u2009440 holes, 2\u2009209 of 8\u2009649 used, first missing offset\xa01"
    assert found.cards == [PASSES.format(2, 3), f"In truth, {own}"]
    assert "Four separate networks: neighbouring outputs share no pixel of mid." in found.words
    assert any("All" in link for link in found.links)
    found.press("See it from the input instead")
    assert found.picker("seen_from").currentText() == "input"
    assert found.cards[0] == "Rule says, not asked, the kernels differ: 7, 3"
    assert found.cards[1].startswith("In truth, full, ")
    found.press("See it from mid instead")
    assert found.cards[0] == PASSES.format(2, 3)


def test_the_lines_of_the_rule_are_written_out(shown: Shown) -> None:
    lines = next(line for line in shown.words if line.startswith("M₃"))
    assert lines == (
        "M₃ = r₃ = 2; M₂ = max(M₃ − 2r₂, M₃ − 2(M₃ − r₂), r₂); = max(2 − 4, 2 − 2·0, 2); "
        "= max(−2, 2, 2) = 2 ≤ K = 3 passes; M₁ = max(M₂ − 2r₁, M₂ − 2(M₂ − r₁), r₁); "
        "= max(2 − 4, 2 − 2·0, 2) = 2"
    )
    assert "K = 3, r = 2, 2, 2" in shown.words
    assert "a₁ = 2 > 1 + 0 = 1; offset 1 is never used" in shown.words
    assert "Four separate networks: neighbouring outputs share no input pixel." in shown.words


def test_all_lines_of_a_long_rule_are_shown_when_asked_for(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(*TAIL, size=96))
    assert not any("M₁₂" in line for line in found.words)
    found.press("All lines")
    assert any("M₁₂" in line for line in found.words)
    found.press("Fewer lines")
    assert not any("M₁₂" in line for line in found.words)


def test_the_evenness_is_drawn_and_told(shown: Shown) -> None:
    (bars,), (shares,) = shown.seen(PathBars), shown.seen(ShareBars)
    assert bars.accessibleName() == "paths per column, × marks none"
    assert bars.accessibleDescription() == "1 0 3 0 6 0 7 0 6 0 3 0 1"
    assert shares.accessibleName() == "share of paths by phase, mod 2"
    assert shares.accessibleDescription() == "even phase 100 %, odd phase 0 %"
    assert "gridding index 1.00" in shown.words
    assert "longest run 1 of 13 · largest gap 2" in shown.words


def test_the_period_of_the_phases_can_be_chosen(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(*rated(1, 2, 4), size=41))
    (shares,) = found.seen(ShareBars)
    assert shares.accessibleDescription() == "even phase 33 %, odd phase 67 %"
    found.pick("period_picker", "4")
    assert shares.accessibleDescription().startswith("phase 0 /4")


def test_a_single_period_leaves_nothing_to_choose(shown: Shown) -> None:
    assert "period_picker" not in {one.objectName() for one in shown.seen(QComboBox)}


def test_what_is_well_shows_its_evenness_before_the_lines(qtbot: QtBot, shown: Shown) -> None:
    well = Shown(qtbot, store_of(*rated(1, 2, 5), size=41))

    def places(one: Shown) -> list[int]:
        one.panel.grab()
        inner = one.panel.widget()
        assert inner is not None
        headings = ("Evenness", "Rule, line by line")
        found = {label.text(): label for label in one.panel.findChildren(QWidget)
                 if hasattr(label, "text") and label.text() in headings}  # fmt: skip
        return [found[name].mapTo(inner, QPoint()).y() for name in headings]

    assert places(well) == sorted(places(well))
    assert places(shown) == sorted(places(shown), reverse=True)


def test_it_follows_the_layer_of_the_scene_until_another_is_chosen(shown: Shown) -> None:
    assert shown.picker("seen_to").currentText() == "conv3"
    shown.store.show(View(layers=("conv2",)))
    assert shown.picker("seen_to").currentText() == "conv2"
    shown.pick("seen_to", "conv1")
    assert shown.cards[1] == "In truth, 16 holes, 9 of 25 used, first missing offset\xa01"
    shown.store.show(View(layers=("conv3",)))
    assert shown.picker("seen_to").currentText() == "conv3"


def test_any_map_of_the_chain_can_be_looked_at(shown: Shown) -> None:
    shown.pick("seen_from", "conv1")
    assert shown.cards[1] == "In truth, 56 holes, 25 of 81 used, first missing offset\xa01"
    shown.pick("seen_to", "conv1")
    assert shown.picker("seen_from").currentText() == "input"


def test_it_follows_an_edit_and_keeps_what_is_looked_at(shown: Shown) -> None:
    shown.pick("seen_from", "conv1")
    mended = edits.set_field(shown.store.document, "conv2", "dilation", 1)
    shown.store.apply(mended, text("dilation"))
    assert shown.picker("seen_from").currentText() == "conv1"
    assert shown.cards[1] == "In truth, full, 49 of 49 used"
    shown.store.undo()
    assert shown.cards[1].startswith("In truth, 56 holes")


def test_another_document_is_looked_at_anew(shown: Shown) -> None:
    shown.pick("seen_from", "conv1")
    shown.pick("seen_to", "conv2")
    shown.store.replace(store_of(*rated(1, 2, 3), size=13).document, None)
    assert shown.picker("seen_from").currentText() == "input"
    assert shown.picker("seen_to").currentText() == "conv3"


def test_where_coverage_has_no_meaning_that_is_said_and_what_to_choose(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(*WINDOWED))
    assert found.cards == []
    assert any(line.startswith("up4 enlarges its map") for line in found.words)
    assert not found.picker("seen_from").isEnabled()
    found.press("Look at pool3 instead")
    assert found.picker("seen_to").currentText() == "pool3"
    assert found.cards[1] == "In truth, full, 64 of 64 used"


def test_an_empty_stack_is_told(qtbot: QtBot) -> None:
    empty = Shown(qtbot, store_of())
    assert empty.words == ["There is no layer yet that reads anything."]


def test_rows_and_columns_that_differ_can_be_switched(qtbot: QtBot) -> None:
    parts = [conv(f"c{at}", 3, dilation=[2, 1], padding=[2, 1]) for at in range(3)]
    found = Shown(qtbot, store_of(*parts, size=20))
    rows, columns = found.seen(QToolButton)
    assert (rows.text(), rows.isChecked(), columns.text()) == ("rows", True, "columns")
    assert found.cards[1] == "In truth, 6 holes, 7 of 13 used, first missing offset\xa01"
    assert "rows and columns together: 49 of 91 used" in found.words
    assert found.seen(PathBars)[0].accessibleName() == "paths per row, × marks none"
    columns.click()
    assert found.cards[1] == "In truth, full, 7 of 7 used"
    assert found.why == ""


def test_axes_that_are_alike_have_no_switch(shown: Shown) -> None:
    assert shown.seen(QToolButton) == []


def test_better_rates_are_offered_once_they_can_be_looked_for(qtbot: QtBot, shown: Shown) -> None:
    assert shown.offered == []
    shown.design.setVisible(True)
    (button,) = shown.offered
    with qtbot.waitSignal(shown.panel.rates_wanted) as wanted:
        button.click()
    assert wanted.args == [3, (2, 2, 2)]
    shown.design.setEnabled(False)
    assert shown.offered == []


def test_nothing_better_is_offered_where_all_is_well(qtbot: QtBot) -> None:
    well = Shown(qtbot, store_of(*rated(1, 2, 5), size=41))
    well.design.setVisible(True)
    assert well.offered == []


def test_what_would_mend_the_holes_is_told_where_somebody_knows(qtbot: QtBot) -> None:
    def repair(run: Run) -> Text:
        return text("Rates of {names}", names=", ".join(run.names))

    panel = CoveragePanel(store_of(*rated(2, 2)), Speaker(), QAction(), repair)
    qtbot.addWidget(panel)
    panel.show()
    assert "Rates of conv1, conv2" in visible_words(panel)


def test_what_cannot_be_seen_is_worked_out_when_it_can(shown: Shown) -> None:
    shown.panel.hide()
    shown.store.replace(store_of(*rated(1, 2, 5), size=41).document, None)
    assert "120 holes" in shown.cards[1]
    shown.panel.show()
    assert shown.cards[1] == "In truth, full, 289 of 289 used"


def test_a_panel_from_behind_another_catches_up(shown: Shown) -> None:
    shown.panel.hide()
    shown.store.replace(store_of(*rated(1, 2, 5), size=41).document, None)
    shown.panel.catch_up(False)
    assert "120 holes" in shown.cards[1]
    shown.panel.catch_up(True)
    assert shown.cards[1] == "In truth, full, 289 of 289 used"


def test_the_wheel_scrolls_the_panel_and_chooses_nothing(shown: Shown) -> None:
    picker = shown.picker("seen_to")
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picker, turn)
    assert picker.currentText() == "conv3"


@pytest.mark.parametrize("rates", [(2,) * 23, (25,) * 40, tuple(range(500, 530))])
def test_long_fields_are_told_at_once(qtbot: QtBot, rates: tuple[int, ...]) -> None:
    found = Shown(qtbot, store_of(*rated(*rates), size=64))
    assert found.cards[1].startswith("In truth, ")
    before = time.process_time()
    for _ in range(10):
        found.panel.refresh()
    assert (time.process_time() - before) / 10 < 0.05


def test_a_field_too_long_for_bars_says_so(qtbot: QtBot) -> None:
    found = Shown(qtbot, store_of(*rated(*range(500, 530)), size=64))
    assert "The field is too long to draw its paths." in found.words
    assert found.seen(PathBars) == []


def test_every_part_that_can_be_reached_has_a_name(shown: Shown) -> None:
    assert shown.panel.objectName() == "coverage_panel"
    assert shown.panel.accessibleName() == "Coverage"
    assert shown.panel.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert shown.picker("seen_from").accessibleName() == "The map that is looked at"
    assert shown.picker("seen_to").accessibleName() == "The layer whose outputs look at it"


def test_no_panel_asks_for_more_than_there_is(qtbot: QtBot) -> None:
    crowded = Shown(qtbot, store_of(*TAIL, size=96))
    inner = crowded.panel.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() < 240
    assert crowded.panel.minimumSizeHint().height() < 240


def test_it_is_said_again_in_another_language(shown: Shown) -> None:
    shown.said.is_foreign = True
    shown.panel.retranslate()
    assert shown.panel.accessibleName() == "<Coverage>"
    assert shown.cards[1].startswith("<In truth>, <120 holes>, <49 of 169 used>")
    assert shown.why.startswith("<They disagree>. <")
    assert shown.picker("seen_from").currentText() == "<input>"


def test_it_follows_the_theme(qapp: QApplication, shown: Shown) -> None:
    light = shown.panel.grab().toImage()
    palette.dress(qapp, Qt.ColorScheme.Dark)
    qapp.processEvents()
    assert shown.panel.grab().toImage() != light
