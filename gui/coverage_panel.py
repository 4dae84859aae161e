"""The panel of what one output reads of a map; what fills it is made when there is a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from engine.words import text
from gui import focus_ring, sizes
from gui.panel import Panel, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QShowEvent

    from engine.words import Text
    from gui.coverage_view import CoverageView, Repair
    from gui.store import Store

    Said = Callable[[Text], str]


class CoveragePanel(Panel):
    """Follows the layer of the scene, until another is chosen here."""

    rates_wanted = Signal(int, object)

    def __init__(
        self, store: Store, said: Said, design: QAction, repair: Repair | None = None
    ) -> None:
        super().__init__("coverage_panel")
        self._store, self._said, self._design, self._repair = store, said, design, repair
        self._view: CoverageView | None = None
        self._is_stale = True
        self._nothing = Words(sizes.SMALL_PX, soft=True)
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)
        store.document_changed.connect(self._on_store_document_changed)
        store.view_changed.connect(self._on_store_view_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self._said(text("Coverage")))
        self._nothing.setText(self._said(text("There is no layer yet that reads anything.")))
        if self._view is not None:
            self._view.retranslate()
        super().retranslate()

    def resize_parts(self) -> None:
        """Take the sizes of the system's letters."""
        if self._view is not None:
            self._view.resize_parts()
        super().resize_parts()

    def refresh(self) -> None:
        """Show everything as it is now; what cannot be seen waits until it can."""
        self._is_stale = not focus_ring.is_seen(self)
        if not self._is_stale:
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was hidden is shown now."""
        super().showEvent(event)
        self.catch_up(True)

    @Slot(bool)
    def catch_up(self, is_seen: bool) -> None:
        """A panel that comes from behind another is not shown anew; its dock tells."""
        if is_seen and self._is_stale:
            self._is_stale = False
            self._show()

    def _show(self) -> None:
        has_layers = bool(self._store.document.layers)
        view = self._filled() if has_layers else self._view
        with self.at_once():
            self._nothing.show_if(not has_layers)
            if view is not None:
                view.refresh()
                view.setVisible(has_layers)

    def _filled(self) -> CoverageView:
        if self._view is None:
            from gui.coverage_view import CoverageView  # an empty window does without

            self._view = CoverageView(self._store, self._said, self._design, self._repair)
            self._view.changed.connect(self._on_view_changed)
            self._view.rates_wanted.connect(self.rates_wanted)
            self.column.insertWidget(1, self._view)
        return self._view

    @Slot(object, object)
    def _on_store_document_changed(self, *_: object) -> None:
        is_another = not self._store.can_undo and not self._store.can_redo
        if is_another and self._view is not None:
            self._view.forget()
        self.refresh()

    @Slot()
    def _on_store_view_changed(self) -> None:
        if self._view is not None:
            self._view.follow_scene()
        self.refresh()

    @Slot()
    def _on_view_changed(self) -> None:
        self.refresh()
