"""The table of candidates on screen: which line is chosen, and how wide the columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui import design_cells, sizes
from gui.design_cells import DesignCells, DesignHeader
from gui.design_model import (
    FIELD,
    GRIDDING,
    NUMBER,
    RATES,
    RULE,
    TRUTH,
    USED,
    WEIGHTS,
    DesignModel,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from engine.rate_rows import RateRow
    from engine.words import Text

ROW_HEIGHT, LEAST_RATES = 30, 80
# No column is narrower, so that hardly any moves while a person types.
LEAST = {NUMBER: 42, FIELD: 44, USED: 84, GRIDDING: 58, RULE: 92, TRUTH: 64, WEIGHTS: 56}


class DesignTable(QTableView):
    """chosen(RateRow or None): the row whose rates are to be seen."""

    chosen = Signal(object)

    def __init__(self, said: Callable[[Text], str]) -> None:
        super().__init__()
        self.setObjectName("design_table")
        self.candidates = DesignModel(said, self)
        self.setModel(self.candidates)
        self.setItemDelegate(DesignCells(self.candidates, self))
        self.setHorizontalHeader(DesignHeader(self.candidates, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(sizes.scaled(ROW_HEIGHT))
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    @property
    def row(self) -> RateRow | None:
        """The chosen one."""
        return self.candidates.row(self.currentIndex().row())

    @property
    def candidate(self) -> RateRow | None:
        """The chosen one, if it is no row of now."""
        at = self.currentIndex().row()
        return None if self.candidates.is_now(at) else self.candidates.row(at)

    def show_rows(self, rows: Sequence[RateRow], now: RateRow | None) -> None:
        """Show other rows, the first of them chosen."""
        self.candidates.show_rows(rows, now)
        self._fit()
        self.choose(0)

    def choose(self, at: int) -> None:
        """Choose a line."""
        self.setCurrentIndex(self.candidates.index(at, RATES))
        self.chosen.emit(self.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The rates take what the others leave."""
        taken = 0
        for column, least in LEAST.items():
            wide = max(design_cells.wanted(self.candidates, column), sizes.scaled(least))
            self.setColumnWidth(column, wide)
            taken += wide
        left = self.viewport().width() - taken
        self.setColumnWidth(RATES, max(left, sizes.scaled(LEAST_RATES)))

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    @Slot(QModelIndex)
    def _on_current_row_changed(self, _: QModelIndex) -> None:
        self.chosen.emit(self.row)
