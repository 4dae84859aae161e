"""Dilation rates for a wanted field: what is asked, the candidates, what the chosen one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from engine import design, rate_edits, rate_rows
from engine.design import Answer, Request
from engine.problems import Refused
from engine.rate_rows import RateRow
from engine.words import plural, text
from gui import design_changes, panel, sizes
from gui.design_fields import DesignFields
from gui.design_nothing import NothingFound
from gui.design_preview import DesignPreview
from gui.design_table import DesignTable
from gui.panel import Rule, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from engine.document import Document
    from engine.words import Text
    from gui.store import Store

    Said = Callable[[Text], str]

SIZE, MARGIN, BETWEEN, GAP = (1040, 560), 20, 12, 8
USUAL = Request(3, 13, 3)


class DesignDialog(QDialog):
    """Answers while a person types; what is taken is one step of the store.

    `names` are the layers that are selected in the table.
    """

    def __init__(self, parent: QWidget, store: Store, names: Sequence[str], said: Said) -> None:
        super().__init__(parent)
        self.setObjectName("design_dialog")
        self._store, self._names, self._said = store, tuple(names), said
        self._now = rate_rows.now(store.document, store.report, names)
        self._answer: Answer | None = None
        self.setWindowTitle(said(text("Design rates")))
        self._fields, self._table = DesignFields(said), DesignTable(said)
        self._table.setAccessibleName(said(text("Candidates")))
        self._preview, self._nothing = DesignPreview(said), NothingFound()
        self._told = Words(sizes.SMALL_PX, soft=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._told.setMinimumHeight(2 * self._told.fontMetrics().lineSpacing())
        self._make_buttons()
        self._stand()
        self._fields.edited.connect(self._on_fields_edited)
        self._table.chosen.connect(self._on_table_chosen)
        self._nothing.nearest_taken.connect(self._on_nearest_taken)
        self._fields.show_request(USUAL if self._now is None else _request_of(self._now))
        self._ask()
        self.resize(*map(sizes.scaled, SIZE))
        first = self._fields.fields["kernel"]
        first.setFocus()
        first.selectAll()

    def open_for(self, kernel: int, rates: Sequence[int]) -> None:
        """Open with what is as good as these rates, the nearest without holes chosen."""
        self._now = RateRow(kernel, tuple(rates))
        self._fields.show_request(_request_of(self._now))
        self._ask()
        nearest = design.repairs(kernel, rates).rates
        lists = [row.rates for row in self._table.candidates.candidates]
        if nearest in lists:
            self._table.choose(lists.index(nearest))
        self.open()

    def _make_buttons(self) -> None:
        said, at = self._said, design_changes.place_below(self._store.document, self._names)
        self._close = QPushButton(said(text("Close")))
        self._compare = QPushButton(said(text("Compare with now")))
        self._set = QPushButton(said(text("Set these rates")))
        after = text("Add after layer {number}", number=at) if at else text("Add after the input")
        self._add = QPushButton(said(after))
        self._replace = QPushButton(said(text("Replace the stack")))
        self._replace.setDefault(True)
        for button in (self._close, self._compare, self._set, self._add):
            button.setAutoDefault(False)
        self._close.clicked.connect(self.reject)
        self._compare.clicked.connect(self._on_compare_clicked)
        self._set.clicked.connect(self._on_set_clicked)
        self._add.clicked.connect(self._on_add_clicked)
        self._replace.clicked.connect(self._on_replace_clicked)

    def _stand(self) -> None:
        column = QVBoxLayout(self)
        margin = sizes.scaled(MARGIN)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(sizes.scaled(BETWEEN))
        column.addWidget(self._fields)
        self._pages = QStackedWidget()
        self._pages.setObjectName("design_pages")
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._nothing)
        left = QVBoxLayout()
        left.setSpacing(sizes.scaled(GAP))
        left.addWidget(self._pages, 1)
        left.addWidget(self._told)
        middle = QHBoxLayout()
        middle.setSpacing(margin - 4)
        middle.addLayout(left, 1)
        middle.addWidget(self._preview)
        column.addLayout(middle, 1)
        column.addWidget(Rule())
        self._foot = QLabel()
        self._foot.setObjectName("soft")
        line = QHBoxLayout()
        line.setSpacing(sizes.scaled(GAP))
        line.addWidget(self._foot, 1)
        for button in (self._close, self._compare, self._set, self._add, self._replace):
            line.addWidget(button)
        column.addLayout(line)

    def _ask(self) -> None:
        """Answer what the fields hold."""
        wrong = self._fields.wrong
        self._answer = None if wrong is not None else design.answer(self._fields.request)
        rows = _rows(self._answer)
        self._table.show_rows(rows, self._now if rows else None)
        self._fields.counted.setText(self._said(_counted(len(rows))))
        if wrong is not None:
            self._nothing.show_sentence(panel.capital(self._said(wrong)))
        elif self._answer is not None and not rows:
            self._nothing.show_sentence(
                self._said(design.nothing_found(self._answer)), self._take_nearest()
            )
        self._pages.setCurrentWidget(self._table if rows else self._nothing)
        (self._replace if rows else self._nothing.button).setDefault(True)

    def _take_nearest(self) -> str:
        """What the button to the nearest field says; nothing where there is none."""
        nearest = None if self._answer is None else self._answer.nearest
        return "" if nearest is None else self._said(text("Take field {field}", field=nearest))

    @Slot()
    def _on_fields_edited(self) -> None:
        self._ask()

    @Slot(object)
    def _on_table_chosen(self, row: RateRow | None) -> None:
        self._preview.show_row(row)
        told = None if row is None else rate_rows.order_matters(row)
        if self._answer is not None and not self._answer.is_complete and told is not None:
            told = text("{what} {where}", what=design.best_known(self._answer), where=told)
        self._told.setText("" if told is None else self._said(told))
        candidate = self._table.candidate
        self._foot.setText("" if candidate is None else self._said(_manner(candidate.kernel)))
        for button in (self._add, self._replace):
            button.setEnabled(candidate is not None)
        self._compare.setEnabled(
            candidate is not None and self._now is not None and self._now.kernel == candidate.kernel
        )
        self._set.setEnabled(
            candidate is not None
            and rate_edits.takes_rates(
                self._store.document, self._names, candidate.kernel, len(candidate.rates)
            )
        )

    @Slot()
    def _on_nearest_taken(self) -> None:
        if self._answer is not None and self._answer.nearest is not None:
            field = self._fields.fields["field"]
            field.setText(str(self._answer.nearest))
            self._ask()
            field.setFocus()

    @Slot()
    def _on_compare_clicked(self) -> None:
        """Two branches, and at once the figure that shows both."""
        now = self._now
        if now is not None:
            self._take(lambda document, _, row: design_changes.compared(document, now, row))

    @Slot()
    def _on_set_clicked(self) -> None:
        self._take(design_changes.with_rates)

    @Slot()
    def _on_add_clicked(self) -> None:
        self._take(design_changes.added)

    @Slot()
    def _on_replace_clicked(self) -> None:
        self._take(design_changes.replaced)

    def _take(
        self, make: Callable[[Document, Sequence[str], RateRow], tuple[Document, Text]]
    ) -> None:
        """Make the chosen rates one step and leave; where that cannot be, stay and say why."""
        row = self._table.candidate
        if row is None:
            return
        try:
            change = make(self._store.document, self._names, row)
        except Refused as refused:
            self._told.setText(self._said(refused.problem.sentence))
            return
        self._store.apply(*change)
        self._store.show(change[0].view)
        self.accept()


def _request_of(row: RateRow) -> Request:
    """What the rates of now are an answer to, as far as that may be asked."""
    asked = Request(row.kernel, row.field, len(row.rates))
    return asked if design.refused(asked) is None else USUAL


def _rows(answer: Answer | None) -> list[RateRow]:
    found = () if answer is None else answer.candidates
    return [RateRow(one.kernel, one.rates) for one in found]


def _counted(count: int) -> Text:
    if not count:
        return text("no candidates")
    return plural(
        "{count} candidate · ranked: full, even, small rates",
        "{count} candidates · ranked: full, even, small rates",
        count,
    )


def _manner(kernel: int) -> Text:
    """How the layers are made that take the rates."""
    if kernel % 2 == 0:
        return text("Kernel {kernel}, stride 1, padding same", kernel=kernel)
    if kernel == 3:
        return text("Kernel {kernel}, stride 1, padding equal to the rate", kernel=kernel)
    return text(
        "Kernel {kernel}, stride 1, padding {times} times the rate",
        kernel=kernel, times=kernel // 2,
    )  # fmt: skip
