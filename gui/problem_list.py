"""Every problem of the stack with its place and its remedy, and below them what to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot

from engine import edits, labels, notes, words
from engine.verdicts import Kind
from engine.words import Text, text
from gui import layer_rows, palette, panel, sizes
from gui.panel import Panel, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.problems import Fix
    from engine.report import Report
    from gui.problem_row import ProblemRow
    from gui.store import Store

    Said = Callable[[Text], str]

# A stack that is wrong everywhere is mended from its beginning.
MOST_ROWS = 100


class Entry(NamedTuple):
    """A row: how serious it is, where, what, and what would do, the best first."""

    kind: Kind
    cell: tuple[str | None, str | None]
    place: Text | str
    word: Text | str
    sentence: Text
    fixes: tuple[Fix, ...]


class ProblemList(Panel):
    """place_chosen(layer or None, field or None) at a row; count_changed(int) of true problems."""

    place_chosen = Signal(object, object)
    count_changed = Signal(int)

    def __init__(self, store: Store, said: Said) -> None:
        super().__init__("problem_list")
        self._store, self._said = store, said
        self._count = 0
        self._entries: tuple[Entry, ...] = ()
        self._rows: list[ProblemRow] = []
        self._nothing, self._more = (Words(sizes.SMALL_PX, soft=True) for _ in range(2))
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for label in (self._nothing, self._more):
            label.setContentsMargins(*[sizes.scaled(panel.MARGIN)] * 4)
            self.column.addWidget(label)
        self.column.addStretch(1)
        store.document_changed.connect(self._on_store_changed)
        store.view_changed.connect(self._on_store_changed)
        self.retranslate()

    @property
    def count(self) -> int:
        """How many problems there are; notes do not count."""
        return self._count

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._said(text("Problems")))
        super().retranslate()

    def refresh(self) -> None:
        """List what is wrong now."""
        report = self._store.report
        found = tuple(_entries(report))
        self._entries = found[:MOST_ROWS]
        while len(self._rows) < len(self._entries):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._entries))
            if at < len(self._entries):
                self._show(row, self._entries[at])
        self._nothing.show_words("" if found else self._said(text("No problems")))
        left = len(found) - len(self._entries)
        more = words.plural("{count} more", "{count} more", left)
        self._more.show_words(self._said(more) if left else "")
        self._tell(len(report.problems))

    def _tell(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.count_changed.emit(count)

    def _add_row(self) -> None:
        at = len(self._rows)
        from gui.problem_row import ProblemRow  # a window without problems does without

        row = ProblemRow()
        row.chosen.connect(lambda: self._choose(at))
        row.remedied.connect(lambda which: self._remedy(at, which))
        row.left.connect(lambda step: self._go_to(at + step))
        self._rows.append(row)
        self.column.insertWidget(at, row)

    def _show(self, row: ProblemRow, entry: Entry) -> None:
        remedies = [self._said(fix.label) for fix in entry.fixes]
        place = (panel.spoken(entry.place, self._said), panel.spoken(entry.word, self._said))
        sentence = panel.capital(self._said(entry.sentence))
        row.show_entry(place, sentence, remedies)
        row.show_sign(entry.kind, palette.present(self))

    def _go_to(self, at: int) -> None:
        if 0 <= at < len(self._entries):
            self._rows[at].setFocus()
            self.ensureWidgetVisible(self._rows[at])

    def _choose(self, at: int) -> None:
        entry = self._entries[at]
        self.place_chosen.emit(*entry.cell)

    def _remedy(self, at: int, which: int) -> None:
        entry = self._entries[at]
        layer, fix = entry.cell[0], entry.fixes[which]
        if layer is not None:
            self._store.apply(edits.remedied(self._store.document, layer, fix), fix.label)

    @Slot()
    def _on_store_changed(self) -> None:
        self.refresh()


def _entries(report: Report) -> Iterator[Entry]:
    for problem in report.problems:
        fixes = problem.fixes if problem.layer else ()
        field = layer_rows.place_of(problem)
        word = labels.field(field) if problem.layer and field else ""
        place = problem.layer or problem.place or labels.field(field or "")
        yield Entry(Kind.BAD, (problem.layer, field), place, word, problem.sentence, fixes)
    for note in notes.of(report):
        fixes = () if note.fix is None else (note.fix,)
        cell = (note.layer, note.field)
        yield Entry(Kind.WARN, cell, note.layer, note.word, note.sentence, fixes)
