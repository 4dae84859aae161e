"""The line in which a cell is typed: framed like the cell, its arrows step what it holds."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui import cell_steps, palette, sizes

BESIDE = 18
Key = Qt.Key
_STEPS = {
    (Key.Key_Up, False): cell_steps.BOTH,
    (Key.Key_Down, False): (-1, -1),
    (Key.Key_Up, True): cell_steps.ROWS,
    (Key.Key_Down, True): (-1, 0),
    (Key.Key_Right, True): cell_steps.COLUMNS,
    (Key.Key_Left, True): (0, -1),
}


class CellEditor(QLineEdit):
    """Emits stepped((rows, columns)) at the arrow keys, popover_asked() at F4."""

    stepped = Signal(object)
    popover_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("cell_editor")
        self.setFrame(False)
        self.setFont(sizes.lettering())
        self._cell = QRect()
        self.textChanged.connect(self._on_text_changed)
        self.show_fine()

    def stand(self, cell: QRect) -> None:
        """Cover the cell, and more of the table where what is typed asks for it."""
        # A rectangle of Qt's own does not outlive the call that brings it.
        self._cell = QRect(cell)
        wide = self.fontMetrics().horizontalAdvance(self.text()) + sizes.scaled(BESIDE)
        room = QRect(cell)
        room.setWidth(max(cell.width(), min(wide, self._room.width() - cell.left())))
        self.setGeometry(room)

    def show_refused(self) -> None:
        """Red, with everything selected, to be typed anew."""
        self._frame(palette.present(self).bad)
        self.selectAll()

    def show_fine(self) -> None:
        """Framed as the current cell is."""
        self._frame(palette.present(self).accent)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Step at the arrows; anything else is typing."""
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        by = _STEPS.get((Key(event.key()), with_control))
        if by is not None:
            self.stepped.emit(by)
        elif event.key() == Key.Key_F4:
            self.popover_asked.emit()
        else:
            super().keyPressEvent(event)
        # What the line has no use for would go on to the table, which is not meant.
        event.accept()

    def _frame(self, colour: str) -> None:
        colours = palette.present(self)
        self.setStyleSheet(
            f"border: {sizes.scaled(2)}px solid {colour}; border-radius: {sizes.scaled(4)}px;"
            f" background: {colours.panel}; color: {colours.text}; padding: 0 {sizes.scaled(4)}px;"
            f" selection-background-color: {colours.accent};"
            f" selection-color: {colours.on_accent};"
        )

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._cell.isNull():
            self.stand(self._cell)
