"""The list of operations under the cell in which one is typed: filtered by what is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.words import Text, text
from gui import cell_operations, icons, palette, sizes
from gui.cell_frame import MARGIN, CellFrame

WIDTH, LINE, GROUP_LINE, ICON, MOST_HIGH = 388, 24, 20, 16, 640
OP, DOES = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class OperationList(CellFrame):
    """Emits chosen(op) at a click; the editor above it keeps the keyboard."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, said: Callable[[Text], str]) -> None:
        super().__init__(window)
        self.setObjectName("operation_list")
        self._said = said
        self._list = QListWidget(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Lines(self._list))
        self._list.itemClicked.connect(self._on_list_item_clicked)
        self._hint = QLabel(self)
        self._hint.setFont(sizes.lettering(sizes.HINT_PX))
        self._hint.setObjectName("soft")
        layout = QVBoxLayout(self)
        margin = sizes.scaled(MARGIN)
        layout.setContentsMargins(margin // 2, margin // 2, margin // 2, margin)
        layout.addWidget(self._list)
        layout.addWidget(self._hint)
        self.setFixedWidth(sizes.scaled(WIDTH))

    @property
    def present(self) -> str | None:
        """The operation that Enter would take; None where nothing fits what is typed."""
        at = self._list.currentRow()
        return str(self._list.item(at).data(OP)) if at >= 0 else None

    def show_all(self, present: str | None, hint: Text) -> None:
        """All operations, one of them chosen."""
        self._hint.setText(self._said(hint))
        self._fill("")
        for at in range(self._list.count()):
            if present is not None and self._list.item(at).data(OP) == present:
                self._list.setCurrentRow(at)

    def filter(self, entered: str) -> None:
        """Only what fits the letters; the best of them chosen."""
        self._fill(entered)

    def step(self, by: int) -> None:
        """Choose the next operation up or down the list."""
        at = self._list.currentRow() + by
        while 0 <= at < self._list.count():
            if self._list.item(at).data(OP):
                self._list.setCurrentRow(at)
                return
            at += by

    def _fill(self, entered: str) -> None:
        self._list.clear()
        high = 0
        for group, choices in cell_operations.matching(entered):
            head = QListWidgetItem(self._said(group.word), self._list)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setSizeHint(QSize(0, sizes.scaled(GROUP_LINE)))
            high += GROUP_LINE
            for choice in choices:
                item = QListWidgetItem(self._said(choice.word), self._list)
                item.setData(OP, choice.op)
                item.setData(DOES, self._said(choice.does))
                item.setSizeHint(QSize(0, sizes.scaled(LINE)))
                high += LINE
        self._choose_best(entered)
        room = self._owner.window().height() * 3 // 4
        self._list.setFixedHeight(min(sizes.scaled(min(high, MOST_HIGH)) + 4, room))

    def _choose_best(self, entered: str) -> None:
        """What begins with the letters goes before what only has them inside."""
        best: int | None = None
        for at in range(self._list.count()):
            item = self._list.item(at)
            if not item.data(OP):
                continue
            if best is None:
                best = at
            if entered and item.text().lower().startswith(entered.strip().lower()):
                best = at
                break
        if best is not None:
            self._list.setCurrentRow(best)

    def _on_list_item_clicked(self, item: QListWidgetItem) -> None:
        if item.data(OP):
            self.chosen.emit(str(item.data(OP)))


class _Lines(QStyledItemDelegate):
    """Draws a group's word, or an operation: its sign, its name, and at the right what it does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        colours = palette.present(self.parent())  # type: ignore[arg-type]  # the list
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        inside = room.adjusted(sizes.scaled(6), 0, -sizes.scaled(8), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        if index.data(OP) is None:
            painter.setFont(sizes.lettering(sizes.HINT_PX, QFont.Weight.DemiBold))
            painter.setPen(QColor(colours.soft_text))
            painter.drawText(inside, middle, index.data())
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(room, sizes.scaled(5), sizes.scaled(5))
        side = sizes.scaled(ICON)
        sign = QRectF(inside.left(), room.center().y() - side / 2, side, side)
        icons.draw(painter, icons.of_operation(index.data(OP)), sign, colours.text)
        painter.setFont(sizes.lettering())
        painter.setPen(QColor(colours.text))
        painter.drawText(inside.adjusted(sizes.scaled(28), 0, 0, 0), middle, index.data())
        painter.setFont(sizes.lettering(sizes.SMALL_PX))
        painter.setPen(QColor(colours.soft_text))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, index.data(DOES))
        painter.restore()


def hint(present: Text | None) -> Text:
    """What the keys do."""
    if present is None:
        return text("type to filter    ↑ ↓ choose    Enter takes it    Esc adds nothing")
    return text("type to filter    ↑ ↓ choose    Enter takes it    Esc keeps {word}", word=present)
