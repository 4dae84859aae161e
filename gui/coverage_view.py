"""What one output reads of a map: the design rule beside the truth, why they differ, how evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine import coverage_words, disagreement, rule, rule_lines
from engine.coverage_views import Views
from engine.sizes import AXES
from engine.words import text
from gui import explanations, sizes
from gui.axis_switch import AxisSwitch
from gui.coverage_cards import CoverageCards, WarnBox
from gui.evenness_group import EvennessGroup
from gui.lines_group import LinesGroup
from gui.panel import APART, AsideGroup, Words
from gui.sight_picker import SightPicker

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from engine.runs import Run
    from engine.words import Text
    from gui.store import Store

    Said = Callable[[Text], str]
    # What would close the holes of a run, in a sentence; None where nothing simple does.
    Repair = Callable[[Run], Text | None]


class CoverageView(QWidget):
    """What there is to tell once there are layers.

    changed() when a person chose otherwise, rates_wanted(kernel, rates) for as good ones.
    """

    changed = Signal()
    rates_wanted = Signal(int, object)

    def __init__(
        self, store: Store, said: Said, design: QAction, repair: Repair | None = None
    ) -> None:
        super().__init__()
        self._store, self._said, self._design, self._repair = store, said, design, repair
        self._source: str | None = None
        self._target: str | None = None
        self._axis: int | None = None
        self._run: Run | None = None
        self._make_parts()
        self._stand()
        self._follow()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again that does not change with the document."""
        said = self._said
        self._cards.setWhatsThis(said(explanations.CARDS))
        self._picker.retranslate(said)
        self._axes.retranslate(said)
        self._box.title.show_words(said(text("They disagree")))
        self._find.setText(said(text("Find better rates…")))
        self._rule.heading.show_words(said(text("Rule, line by line")))
        self._test.heading.show_words(said(text("Exact test, line by line")))
        self._divisor.heading.show_words(said(text("Common divisor")))

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        self._picker.resize_parts()
        self._evenness.resize_parts()

    def forget(self) -> None:
        """Choose nothing: it is another document."""
        self._source = self._target = self._axis = None

    def follow_scene(self) -> None:
        """Look at the layer of the scene again."""
        self._target = None

    def refresh(self) -> None:
        """Show everything as it is now."""
        names = self._store.document.names()
        target = self._target if self._target in names else self._store.document.shown_layer
        self._run = self._chosen_run(target) if names else None
        self._told.setVisible(self._run is not None)
        if self._run is not None:
            self._show_run(self._run)

    def _make_parts(self) -> None:
        self._picker, self._axes = SightPicker(), AxisSwitch()
        self._cards, self._box = CoverageCards(), WarnBox()
        self._both = Words(sizes.SMALL_PX, soft=True)
        self._find = QPushButton()
        self._find.setObjectName("find_better_rates")
        self._mend = Words(sizes.SMALL_PX)
        self._rule, self._test, self._divisor = LinesGroup(), LinesGroup(), AsideGroup()
        self._networks = Words(sizes.SMALL_PX)
        self._divisor.rows.addWidget(self._networks)
        self._evenness = EvennessGroup()

    def _stand(self) -> None:
        self._told = QWidget()
        self._order = QVBoxLayout(self._told)
        self._order.setContentsMargins(0, 0, 0, 0)
        self._order.setSpacing(sizes.scaled(APART))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(sizes.scaled(APART))
        lines.addWidget(self._picker)
        lines.addWidget(self._told)
        for part in (self._axes, self._cards, self._both, self._box):
            self._order.addWidget(part)
        self._order.addWidget(self._find, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self._mend, self._rule, self._test, self._divisor, self._evenness):
            self._order.addWidget(below)

    def _follow(self) -> None:
        self._picker.source_chosen.connect(self._on_picker_source_chosen)
        self._picker.target_chosen.connect(self._on_picker_target_chosen)
        self._axes.axis_chosen.connect(self._on_axes_axis_chosen)
        self._rule.folded_changed.connect(self.changed)
        self._test.folded_changed.connect(self.changed)
        self._find.clicked.connect(self._on_find_clicked)
        self._design.changed.connect(self._on_design_changed)

    def _chosen_run(self, target: str) -> Run | None:
        """What is looked at, shown in the fields; None where nothing can be told."""
        report, said = self._store.report, self._said
        views = Views(report, target)
        source = views.present(self._source)
        if source is None:
            self._picker.show_none(report, target, said)
            return None
        self._picker.show_view(views, source, target, said)
        return views.run(source)

    def _show_run(self, run: Run) -> None:
        alike = (run.kernels[0], run.rates[0]) == (run.kernels[1], run.rates[1])
        axis = 1 if alike else self._shown_axis(run)
        self._axes.setVisible(not alike)
        self._axes.show_axis(axis)
        differ = disagreement.of(
            run.kernels[axis], run.rates[axis], are_dilations=run.is_of_dilations
        )
        self._show_cards(run, axis, alike=alike)
        self._box.show_words("" if differ is None else self._said(differ.sentence))
        full = all(run.coverage(one).full for one in AXES)
        self._put_evenness(first=full and differ is None)
        mended = None if full or self._repair is None else self._repair(run)
        self._mend.show_words("" if mended is None else self._said(mended))
        self._on_design_changed()
        self._show_lines(run, axis)
        self._evenness.show_coverage(run.coverage(axis), axis, self._said)

    def _put_evenness(self, *, first: bool) -> None:
        """Where all is well it is what is left to see."""
        at, rule = self._order.indexOf(self._evenness), self._order.indexOf(self._rule)
        if (at < rule) is not first:
            self._order.removeWidget(self._evenness)
            self._order.insertWidget(rule if first else self._order.count(), self._evenness)

    def _shown_axis(self, run: Run) -> int:
        """The one that is chosen, else the one with holes."""
        if self._axis is not None:
            return self._axis
        return 0 if run.coverage(1).full and not run.coverage(0).full else 1

    def _show_cards(self, run: Run, axis: int, *, alike: bool) -> None:
        said, verdict = self._said, rule.verdict(run.kernels[axis], run.rates[axis])
        both = [run.coverage(one) for one in AXES]
        shown = both if alike else [both[axis]]
        self._cards.rule.heading.show_words(said(text("Rule says")))
        self._cards.truth.heading.show_words(said(text("In truth")))
        line = (
            said(coverage_words.why_not_asked(run.kernels[axis]))
            if verdict is None
            else coverage_words.limit(verdict)
        )
        kind, word = coverage_words.ruled(verdict)
        self._cards.rule.show_finding(kind, said(word), line)
        kind, word = coverage_words.chip(shown)
        missing = coverage_words.first_missing(both[axis])
        self._cards.truth.show_finding(
            kind,
            said(word),
            said(coverage_words.used(shown)),
            "" if missing is None else said(missing),
        )
        together = text("rows and columns together: {used}", used=coverage_words.used(both))
        self._both.show_words("" if alike else said(together))

    def _show_lines(self, run: Run, axis: int) -> None:
        said = self._said
        rates, found = run.rates[axis], run.coverage(axis)
        verdict = rule.verdict(run.kernels[axis], rates)
        self._rule.setVisible(verdict is not None)
        if verdict is not None:
            given = f"K = {verdict.limit}, r = {disagreement.order(rates)}"
            self._rule.aside.show_words(given)
            lines = rule_lines.of_rule(verdict, rates, whole=self._rule.is_whole)
            self._rule.show_lines(lines, said)
            self._rule.show_rest(self._more(self._rule, rule_lines.is_long(rates)), "")
        self._test.setVisible(bool(rates))
        test = rule_lines.of_test(found, whole=self._test.is_whole)
        self._test.show_lines(test, said)
        is_long = rule_lines.is_long(rule_lines.tested(found))
        remark = text(
            "By size, no step may be more than 1 + what the smaller ones reach from the rim."
        )
        self._test.show_rest(self._more(self._test, is_long), said(remark))
        self._divisor.setVisible(bool(rates))
        self._divisor.aside.show_words(str(found.common_divisor))
        self._networks.show_words(said(coverage_words.divisor(run)))

    def _more(self, group: LinesGroup, is_long: bool) -> str:
        if not is_long:
            return ""
        return self._said(text("Fewer lines") if group.is_whole else text("All lines"))

    @Slot(str)
    def _on_picker_source_chosen(self, source: str) -> None:
        self._source = source
        self.changed.emit()

    @Slot(str)
    def _on_picker_target_chosen(self, target: str) -> None:
        self._target = target
        self.changed.emit()

    @Slot(int)
    def _on_axes_axis_chosen(self, axis: int) -> None:
        self._axis = axis
        self.changed.emit()

    @Slot()
    def _on_find_clicked(self) -> None:
        """Ask for as good rates as those of the layers looked at, where they have one kernel."""
        run = self._run
        axis = next((one for one in (1, 0) if run and not run.coverage(one).full), 1)
        if run is not None and len(set(run.kernels[axis])) == 1:
            self.rates_wanted.emit(run.kernels[axis][0], run.rates[axis])
        else:
            self._design.trigger()

    @Slot()
    def _on_design_changed(self) -> None:
        """Better rates are offered where there are holes or doubts, once they can be looked for."""
        run, design = self._run, self._design
        wanted = run is not None and not (
            self._box.isHidden() and all(run.coverage(axis).full for axis in AXES)
        )
        self._find.setVisible(wanted and design.isVisible() and design.isEnabled())
