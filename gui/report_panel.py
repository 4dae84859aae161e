"""What follows for the whole stack: its totals, how far each layer sees, what is worth knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from engine import notes, number_text
from engine.verdicts import Kind
from engine.words import Text, text
from gui import palette, panel, sizes
from gui.field_bars import Bar, FieldBars
from gui.panel import GAP, Group, Panel
from gui.totals_view import TotalsView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.geometry import Field
    from engine.report import Report, Row
    from gui.sign_line import SignLine
    from gui.store import Store

    Said = Callable[[Text], str]

UNKNOWN = "–"
# More would be a list; the problems have one.
MOST_NOTES = 50


class ReportPanel(Panel):
    """Totals, fields and notes, always of the whole stack."""

    def __init__(self, store: Store, said: Said) -> None:
        super().__init__("report_panel")
        self._store, self._said = store, said
        self._totals, self._bars = TotalsView(), FieldBars()
        self._fields = Group()
        self._fields.show_rule(False)
        self._fields.rows.addWidget(self._bars)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(sizes.scaled(GAP))
        self._lines: list[SignLine] = []
        self.column.addWidget(self._totals)
        self.column.addWidget(self._fields)
        self.column.addLayout(self._notes)
        self.column.addStretch(1)
        store.document_changed.connect(self._on_store_document_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._said(text("Report")))
        self._fields.heading.show_words(self._said(text("Fields in the input")))
        super().retranslate()

    def refresh(self) -> None:
        """Show the report of now."""
        report = self._store.report
        self._totals.show_totals([(value, self._said(name)) for name, value in _totals(report)])
        self._fields.setVisible(bool(report.rows))
        self._bars.show_bars(
            [Bar(row.name, _field(row), _across(row)) for row in report.rows],
            report.document.input.size[1],
            self._said(text("input {width}", width=report.document.input.size[1])),
        )
        self._bars.setAccessibleName(self._said(text("Fields in the input")))
        self._show_notes(report)

    @Slot()
    def _on_store_document_changed(self) -> None:
        self.refresh()

    def _show_notes(self, report: Report) -> None:
        found = notes.of(report)[:MOST_NOTES]
        while len(self._lines) < len(found):
            from gui.sign_line import SignLine  # few stacks have notes

            line = SignLine()
            self._lines.append(line)
            self._notes.addWidget(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(found))
            if at < len(found):
                words = panel.capital(self._said(found[at].sentence))
                line.show_words(Kind.WARN, words, palette.present(self))


def _totals(report: Report) -> Iterator[tuple[Text, str]]:
    """Name and value of each total; those of the last layer are of what comes out."""
    last = report.rows[-1] if report.rows else None
    shape = report.input_shape if last is None else last.shape
    yield text("Receptive field"), "1×1" if last is None else _field_sides(last)
    yield text("Jump"), "1" if last is None else _jump(last)
    yield text("Output"), number_text.TIMES.join(map(str, shape))
    yield text("Parameters"), number_text.number(report.params)
    yield text("Multiplications"), number_text.number(report.macs)


def _jump(row: Row) -> str:
    return _both(*(UNKNOWN if field is None else str(field.jump) for field in row.fields))


def _field(row: Row) -> str:
    return _both(*map(_side, row.fields))


def _field_sides(row: Row) -> str:
    """Rows and columns even where they are alike: it is an area that is told."""
    rows, columns = map(_side, row.fields)
    return UNKNOWN if rows == columns == UNKNOWN else f"{rows}{number_text.TIMES}{columns}"


def _side(field: Field | None) -> str:
    both = None if field is None else field.sizes
    if both is None:
        return UNKNOWN
    return str(both[0]) if both[0] == both[1] else f"{both[0]}–{both[1]}"


def _across(row: Row) -> int | None:
    """How many columns of the input the field is wide; None where that is not known."""
    field = row.fields[1]
    return None if field is None or field.sizes is None else field.sizes[1]


def _both(rows: str, columns: str) -> str:
    return rows if rows == columns else f"{rows}{number_text.TIMES}{columns}"
