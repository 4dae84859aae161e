"""A calculation line by line, the middle of a long one shown when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from gui import formula_letters, sizes
from gui.formula_words import FormulaWords
from gui.link_button import LinkButton
from gui.panel import AsideGroup, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formulas import Formula
    from engine.words import Text

    Said = Callable[[Text], str]


class LinesGroup(AsideGroup):
    """Emits folded_changed() when all lines are asked for, or no longer."""

    folded_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_whole = False
        self._lines = FormulaWords(sizes.SMALL_PX)
        self._more = LinkButton()
        self._more.clicked.connect(self._on_more_clicked)
        self._remark = Words(sizes.HINT_PX, soft=True)
        for part in (self._lines, self._more, self._remark):
            self.rows.addWidget(part)

    def show_lines(self, formula: Formula, said: Said) -> None:
        """Write the lines out."""
        self._lines.show_lines(formula_letters.lines(formula, said))
        self._lines.setAccessibleName(formula_letters.plain(formula, said))

    def show_rest(self, more: str, remark: str) -> None:
        """What asks for all lines, if any are left out, and a remark below."""
        self._more.show_words(more)
        self._remark.show_words(remark)

    @Slot()
    def _on_more_clicked(self) -> None:
        self.is_whole = not self.is_whole
        self.folded_changed.emit()
