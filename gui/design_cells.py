"""How the table of candidates is drawn: its header of two lines, its cells, its chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate

from gui import chips, palette, sizes
from gui.design_model import RATES, RULE, TRUTH

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from gui.design_model import DesignModel
    from gui.palette import Colours

    Index = QModelIndex | QPersistentModelIndex

LEFT = (RATES, RULE, TRUTH)
HEADER, LINE, BESIDE, BAR = 40, 15, 8, 3
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


class DesignHeader(QHeaderView):
    """A word and its unit below it."""

    def __init__(self, model: DesignModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), sizes.scaled(HEADER))

    def paintSection(self, painter: QPainter, room: QRect, section: int, /) -> None:
        """Those that follow from the rates stand on the ground of what follows."""
        colours = palette.present(self)
        painter.save()
        ground = colours.panel if section <= RATES else colours.derived
        painter.fillRect(room, QColor(ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        inside = room.adjusted(sizes.scaled(BESIDE), 0, -sizes.scaled(BESIDE), 0)
        side = _LEFT if section in LEFT else _RIGHT
        word = str(self._model.headerData(section, Qt.Orientation.Horizontal))
        unit = self._model.unit(section)
        painter.setFont(sizes.lettering(sizes.HINT_PX, QFont.Weight.Medium))
        painter.setPen(QColor(colours.text))
        if unit:
            high = sizes.scaled(LINE)
            inside = QRect(inside.left(), inside.center().y() - high, inside.width(), high)
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, word)
        if unit:
            painter.setFont(sizes.lettering(sizes.HINT_PX))
            painter.setPen(QColor(colours.soft_text))
            inside.translate(QPoint(0, inside.height()))
            painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, unit)
        painter.restore()


class DesignCells(QStyledItemDelegate):
    """Draws a line: the rates strong, what follows softer, rule and truth as chips."""

    def __init__(self, model: DesignModel, table: QWidget) -> None:
        super().__init__(table)
        self._model, self._table = model, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room, colours = option.rect, palette.present(self._table)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(room, QColor(self._ground(index, colours, chosen=chosen)))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if chosen and index.column() == 0:
            wide = sizes.scaled(BAR)
            painter.fillRect(QRect(room.left(), room.top(), wide, room.height()),
                             QColor(colours.accent))  # fmt: skip
        kind, shown = self._model.kind(index), str(index.data())
        inside = room.adjusted(sizes.scaled(BESIDE), 0, -sizes.scaled(BESIDE), -1)
        if kind is not None:
            chips.paint(painter, inside, kind, shown, colours)
        else:
            self._write(painter, inside, index, colours)
        painter.restore()

    def _ground(self, index: Index, colours: Colours, *, chosen: bool) -> str:
        if chosen:
            return colours.selection
        return colours.derived if self._model.is_now(index.row()) else colours.panel

    def _write(self, painter: QPainter, room: QRect, index: Index, colours: Colours) -> None:
        is_rates = index.column() == RATES
        weight = QFont.Weight.DemiBold if is_rates else QFont.Weight.Normal
        font = sizes.lettering(sizes.TEXT_PX, weight)
        soft = index.column() == 0 or self._model.is_now(index.row())
        painter.setFont(font)
        painter.setPen(QColor(colours.soft_text if soft else colours.text))
        side = _LEFT if index.column() in LEFT else _RIGHT
        shown = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


def wanted(model: DesignModel, column: int) -> int:
    """How wide a column has to be for all that is in it."""
    shown = [str(model.index(row, column).data()) for row in range(model.rowCount())]
    longest = max(shown, key=len, default="")
    heading = QFontMetrics(sizes.lettering(sizes.HINT_PX, QFont.Weight.Medium))
    title = str(model.headerData(column, Qt.Orientation.Horizontal))
    if column in (RULE, TRUTH):
        inside = chips.size(longest).width()
    else:
        inside = QFontMetrics(sizes.lettering(sizes.TEXT_PX)).horizontalAdvance(longest)
    inside = max(inside, *map(heading.horizontalAdvance, (title, model.unit(column))))
    return inside + 2 * sizes.scaled(BESIDE) + 1
