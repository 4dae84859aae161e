"""The formulas of the chosen layer in symbols and numbers, and the sum of the step's cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from engine.formulas import Formula, Style
from engine.words import Text, text
from gui import formula_letters, panel, sizes
from gui.formula_letters import Line, Part
from gui.formula_words import FormulaWords
from gui.panel import Group, Panel, Words
from gui.term_chips import TermChips

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.report import Row
    from engine.scenes.terms import CellSum
    from engine.timeline import Timeline
    from gui.playback import Playback
    from gui.store import Store

    Said = Callable[[Text], str]


class FormulaPanel(Panel):
    """How the cell of this step, the output size and the receptive field come about."""

    def __init__(self, store: Store, playback: Playback, said: Said) -> None:
        super().__init__("formula_panel")
        self._store, self._playback, self._said = store, playback, said
        self._shown: tuple[Timeline | None, int] = (None, -1)
        self._nothing = Words(sizes.SMALL_PX, soft=True)
        self._cell = CellGroup()
        self._size, self._field = FormulaGroup(), FormulaGroup()
        for part in (self._nothing, self._cell, self._size, self._field):
            self.column.addWidget(part)
        self.column.addStretch(1)
        store.document_changed.connect(self._on_store_changed)
        store.view_changed.connect(self._on_store_changed)
        playback.timeline_changed.connect(self._on_playback_timeline_changed)
        playback.frame_changed.connect(self._on_playback_frame_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._said(text("Formula")))
        self._size.heading.show_words(self._said(text("Output size")))
        self._field.heading.show_words(self._said(text("Receptive field and jump")))
        self._nothing.setText(self._said(text("Add a layer to see its formulas.")))
        super().retranslate()

    def refresh(self) -> None:
        """Show the formulas of the chosen layer, and the sum of the present step."""
        self._show_layer()
        self._show_cell()

    @Slot()
    def _on_store_changed(self) -> None:
        self._show_layer()

    @Slot()
    def _on_playback_timeline_changed(self) -> None:
        self._show_cell()

    @Slot()
    def _on_playback_frame_changed(self) -> None:
        if (self._playback.timeline, self._playback.step) != self._shown:
            self._show_cell()

    def _show_layer(self) -> None:
        report, name = self._store.report, self._store.document.shown_layer
        for part in (self._size, self._field):
            part.setVisible(bool(name))
        self._nothing.setVisible(not name)
        if not name:
            return
        from engine import size_formulas  # an empty window has none

        row = report.row(name)
        size = size_formulas.of_name(report, name)
        self._size.show_formula(size or _unknown_size(), self._problem(name), self._said)
        self._field.show_formula(self._field_formula(row), "", self._said)

    def _field_formula(self, row: Row | None) -> Formula:
        if row is None:
            return Formula((), (text("Of a layer that is impossible there is no field."),))
        from engine import field_formulas

        return field_formulas.of(self._store.report, row)

    def _problem(self, name: str) -> str:
        """Why the layer is impossible, where it is."""
        problems = self._store.report.problems
        own = next((one for one in problems if one.layer == name), None)
        return "" if own is None else panel.capital(self._said(own.sentence))

    def _show_cell(self) -> None:
        timeline, step = self._playback.timeline, self._playback.step
        self._shown = (timeline, step)
        found: CellSum | None = None
        if timeline is not None:
            from engine.scenes import cell_sums  # with numpy, which an empty window does without

            # Between two steps the window is under way; the sum is of the step that was left.
            found = cell_sums.of(self._store.report, timeline.frame_at(step))
        self._cell.setVisible(found is not None)
        self._size.show_rule(found is not None)
        if found is not None:
            self._cell.show_sum(found, self._said)


class CellGroup(Group):
    """One output cell: where it is, its terms, what they come to."""

    def __init__(self) -> None:
        super().__init__()
        self.show_rule(False)
        self._place = Words(sizes.SMALL_PX, soft=True)
        self._terms = TermChips()
        self._total = FormulaWords()
        self._remarks = Words(sizes.HINT_PX, soft=True)
        for part in (self._place, self._terms, self._total, self._remarks):
            self.rows.addWidget(part)

    def show_sum(self, found: CellSum, said: Said) -> None:
        """Write the sum out."""
        self.heading.show_words(said(found.title or text("Output cell")))
        self._place.show_words(panel.spoken(found.place, said))
        self._terms.show_terms(found.terms, found.row_results)
        self._total.show_lines([Line("", formula_letters.parts(found.total, said))])
        self._remarks.show_words("\n".join(panel.spoken(one, said) for one in found.remarks))
        total = formula_letters.plain_pieces(found.total, said)
        self._total.setAccessibleName(total)
        self._terms.setAccessibleName(said(text("terms of the sum")))
        self._terms.setAccessibleDescription(total)


class FormulaGroup(Group):
    """A formula, what is said beside it, and in red why it fails."""

    def __init__(self) -> None:
        super().__init__()
        self._formula = FormulaWords()
        self._problem = FormulaWords(sizes.SMALL_PX)
        self._remarks = Words(sizes.HINT_PX, soft=True)
        for part in (self._formula, self._problem, self._remarks):
            self.rows.addWidget(part)

    def show_formula(self, formula: Formula, problem: str, said: Said) -> None:
        """Write the formula out."""
        self._formula.show_lines(formula_letters.lines(formula, said))
        self._formula.setAccessibleName(formula_letters.plain(formula, said))
        wrong = Line("", (Part(panel.together(problem), Style.BAD),))
        self._problem.show_lines([wrong] if problem else [])
        self._problem.setAccessibleName(problem)
        self._remarks.show_words("\n".join(map(said, formula.remarks)))


def _unknown_size() -> Formula:
    return Formula((), (text("The size of what it reads is not known."),))
