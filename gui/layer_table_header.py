"""The table's header: a word and under it the formula's letter or the unit; a sign for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from gui import cell_texts, columns, fixed_columns, icons, palette, sizes
from gui.column_widths import HEADER_AFTER, HEADER_BESIDE
from gui.columns import Column

if TYPE_CHECKING:
    from gui.layer_table_model import LayerTableModel

HEIGHT, ICON = 40, 16


class LayerTableHeader(QHeaderView):
    """Emits columns_asked(where on the screen) when the sign of the other columns is clicked."""

    columns_asked = Signal(QPoint)

    def __init__(self, model: LayerTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(sizes.scaled(24))

    def sizeHint(self) -> QSize:
        """As high as two lines want."""
        return QSize(super().sizeHint().width(), sizes.scaled(HEIGHT))

    def paintSection(self, painter: QPainter, room: QRect, section: int, /) -> None:
        """The ground of its part of the table, the word, the letter."""
        column = self._model.column(section)
        colours = palette.present(self)
        painter.save()
        painter.fillRect(room, QColor(colours.derived if column.follows else colours.panel))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if column.key == columns.MORE:
            side = sizes.scaled(ICON)
            where = QRectF(0, 0, side, side)
            where.moveCenter(QRectF(room).center())
            icons.draw(painter, "columns", where, colours.soft_text)
        else:
            self._write(painter, room, column)
        painter.restore()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The sections, and over those that are scrolled away the fixed ones."""
        super().paintEvent(event)
        if not self.offset():
            return
        painter, left = QPainter(self.viewport()), 0
        for section in range(fixed_columns.FIXED):
            wide = self.sectionSize(section)
            self.paintSection(painter, QRect(left, 0, wide, self.height()), section)
            left += wide
        painter.end()

    def _write(self, painter: QPainter, room: QRect, column: Column) -> None:
        colours = palette.present(self)
        word, unit = cell_texts.heading(column, self._model.language)
        left, right = HEADER_BESIDE, HEADER_AFTER
        if column.side == columns.RIGHT:
            left, right = right, left
        inside = room.adjusted(sizes.scaled(left), 0, -sizes.scaled(right), 0)
        if column.key == columns.OPERATION:
            inside.setLeft(inside.left() + sizes.scaled(2))
        side = (
            Qt.AlignmentFlag.AlignRight
            if column.side == columns.RIGHT
            else Qt.AlignmentFlag.AlignLeft
        )
        painter.setFont(word_font())
        if painter.fontMetrics().horizontalAdvance(word) > inside.width():
            return
        painter.setPen(QColor(colours.text))
        if not unit:
            painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, word)
            return
        middle = QRect(inside.left(), inside.center().y() - sizes.scaled(15), inside.width(), 0)
        middle.setHeight(sizes.scaled(15))
        painter.drawText(middle, side | Qt.AlignmentFlag.AlignVCenter, word)
        painter.setFont(sizes.lettering(sizes.HINT_PX, italic=column.is_letter))
        painter.setPen(QColor(colours.soft_text))
        middle.translate(0, sizes.scaled(15))
        painter.drawText(middle, side | Qt.AlignmentFlag.AlignVCenter, unit)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """A click on the sign of the other columns asks for their menu."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        if place.x() < fixed_columns.width(self):
            return
        if section >= 0 and self._model.column(section).key == columns.MORE:
            self.columns_asked.emit(event.globalPosition().toPoint())


def word_font() -> QFont:
    """The font of a header's word."""
    return sizes.lettering(sizes.HINT_PX, QFont.Weight.Medium)
