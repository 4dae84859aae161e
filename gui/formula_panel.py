"""The formulas of the chosen layer in symbols and numbers, and the sum of the step's cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from engine.words import Text, text
from gui import panel, sizes
from gui.panel import Panel, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formulas import Formula
    from engine.report import Row
    from engine.scenes.terms import CellSum
    from engine.timeline import Timeline
    from gui.formula_groups import FormulaGroups
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
        self._groups: FormulaGroups | None = None
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)
        store.document_changed.connect(self._on_store_changed)
        store.view_changed.connect(self._on_store_changed)
        playback.timeline_changed.connect(self._on_playback_timeline_changed)
        playback.frame_changed.connect(self._on_playback_frame_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._said(text("Formula")))
        if self._groups is not None:
            self._groups.retranslate(self._said)
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
        self._nothing.show_if(not name)
        if not name:
            for part in self._groups or ():
                part.hide()
            return
        from engine import size_formulas  # an empty window has none

        row = report.row(name)
        size = size_formulas.of_name(report, name)
        groups = self._filled()
        with self.at_once():
            groups.size.show_formula(size or _unknown_size(), self._problem(name), self._said)
            groups.field.show_formula(self._field_formula(row), "", self._said)
            groups.size.show()
            groups.field.show()

    def _field_formula(self, row: Row | None) -> Formula:
        if row is None:
            from engine.formulas import Formula

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
        if found is None and self._groups is None:
            return
        groups = self._filled()
        with self.at_once():
            groups.cell.setVisible(found is not None)
            groups.size.show_rule(found is not None)
            if found is not None:
                groups.cell.show_sum(found, self._said)

    def _filled(self) -> FormulaGroups:
        if self._groups is None:
            from gui import formula_groups  # an empty window does without

            self._groups = formula_groups.made()
            self._groups.retranslate(self._said)
            for at, part in enumerate(self._groups, 1):
                self.column.insertWidget(at, part)
        return self._groups


def _unknown_size() -> Formula:
    from engine.formulas import Formula

    return Formula((), (text("The size of what it reads is not known."),))
