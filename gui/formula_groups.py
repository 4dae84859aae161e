"""What fills the formula panel: the sum of an output cell, and formulas with their remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.formulas import Style
from engine.words import text
from gui import formula_letters, panel, sizes
from gui.formula_letters import Line, Part
from gui.formula_words import FormulaWords
from gui.panel import Group, Words
from gui.term_chips import TermChips

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formulas import Formula
    from engine.scenes.terms import CellSum
    from engine.words import Text

    Said = Callable[[Text], str]


class FormulaGroups(NamedTuple):
    """From top to bottom."""

    cell: CellGroup
    size: FormulaGroup
    field: FormulaGroup

    def retranslate(self, said: Said) -> None:
        """Say the headings again."""
        self.size.heading.show_words(said(text("Output size")))
        self.field.heading.show_words(said(text("Receptive field and jump")))


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


def made() -> FormulaGroups:
    """All of them, hidden until there is something to tell."""
    groups = FormulaGroups(CellGroup(), FormulaGroup(), FormulaGroup())
    for one in groups:
        one.hide()
    return groups
