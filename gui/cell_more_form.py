"""The form with all parameters of a layer that have no column of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from engine import labels, words
from engine.words import text
from gui import cell_edits, cell_more_fields, cell_steps, columns, palette, sizes
from gui.cell_frame import MARGIN, CellFrame
from gui.panel import Rule

if TYPE_CHECKING:
    from gui.layer_rows import TableRow
    from gui.layer_table_model import LayerTableModel

WIDTH, LABELS = 424, 108
_WORDS = {"inputs": text("reads from")}


class CellMoreForm(CellFrame):
    """Emits closed() when Esc or another place takes the keyboard from it."""

    closed = Signal()

    def __init__(self, window: QWidget, model: LayerTableModel) -> None:
        super().__init__(window)
        self.setObjectName("more_form")
        self._model = model
        self._name = ""
        self._fields: dict[str, QWidget] = {}
        margin = sizes.scaled(MARGIN)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margin, margin, margin, margin)
        outer.setSpacing(sizes.scaled(8))
        self._heading, self._changed = _label(self, sizes.TEXT_PX), _label(self, sizes.HINT_PX)
        outer.addLayout(self._head())
        outer.addWidget(Rule())
        self._inside = QWidget(self)
        self._form = QFormLayout(self._inside)
        self._form.setContentsMargins(0, sizes.scaled(4), 0, sizes.scaled(4))
        self._form.setHorizontalSpacing(sizes.scaled(16))
        self._form.setVerticalSpacing(sizes.scaled(8))
        outer.addWidget(self._inside)
        self._trouble, self._hint = _label(self, sizes.SMALL_PX), _label(self, sizes.HINT_PX)
        self._trouble.setWordWrap(True)
        self._hint.setObjectName("soft")
        outer.addWidget(self._trouble)
        outer.addWidget(Rule())
        outer.addWidget(self._hint)
        self.setFixedWidth(sizes.scaled(WIDTH))
        model.store.document_changed.connect(self._on_store_document_changed)
        model.language_changed.connect(self.hide)
        QApplication.instance().focusChanged.connect(  # type: ignore[union-attr]  # there is one
            self._on_application_focus_changed
        )

    @property
    def fields(self) -> dict[str, QWidget]:
        """The widget of each parameter."""
        return self._fields

    def show_layer(self, name: str) -> None:
        """Fill the form with that layer's parameters; the first of them takes the keyboard."""
        row = self._row(name)
        if row is None:
            return
        self._name = name
        self._dress()
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        for key in _open_keys(row):
            self._add(row, key)
        self._tell(row)

    def _head(self) -> QHBoxLayout:
        self._heading.setFont(sizes.lettering(sizes.TEXT_PX, QFont.Weight.DemiBold))
        self._changed.setObjectName("soft")
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._changed)
        return head

    def _add(self, row: TableRow, key: str) -> None:
        language = self._model.language
        field = cell_more_fields.made(self._inside, self._model.store.document, row, key, language)
        cell_more_fields.show(field, row, key, language)
        cell_more_fields.hear(field, lambda entered: self.enter(key, entered))
        label = _label(self._inside, sizes.TEXT_PX)
        label.setText(self._model.said(_WORDS.get(key) or columns.KEYS[key].word))
        label.setMinimumWidth(sizes.scaled(LABELS))
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setObjectName("soft")
        field.setAccessibleName(label.text())
        self._fields[key] = field
        self._form.addRow(label, self._beside(field, row, key))

    def take_keyboard(self) -> None:
        """Begin with the first parameter."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def enter(self, key: str, entered: str) -> None:
        """Take what was typed for that parameter; say why not where no stack could hold it."""
        row = self._row()
        if row is None:
            return
        if entered == cell_edits.held(row, key, self._model.language):
            self._say_trouble("")
            return
        at = row.number
        problem = self._model.attempt(at, key, entered)
        if key == "name" and problem is None:
            self._name = self._model.row(at).name
            self._tell(self._model.row(at))
        self._say_trouble("" if problem is None else self._model.said(problem.sentence))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc closes; what was entered stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        """Lines as those of a dialog, in the colours of now."""
        colours = palette.present(self)
        self._inside.setStyleSheet(
            f".QLineEdit {{ border: 1px solid {colours.control_edge}; color: {colours.text};"
            f" border-radius: {sizes.scaled(5)}px; background: {colours.panel};"
            f" padding: 0 {sizes.scaled(6)}px; selection-background-color: {colours.accent};"
            f" selection-color: {colours.on_accent}; }}"
            f".QLineEdit:focus {{ border: 2px solid {colours.accent}; }}"
        )

    def _row(self, name: str = "") -> TableRow | None:
        """The row of a layer, of the one that the form is about where none is named."""
        index = self._model.index_of(name or self._name, columns.OPERATION)
        row = self._model.row(index.row()) if index.isValid() else None
        return None if row is None or row.layer is None else row

    def _beside(self, field: QWidget, row: TableRow, key: str) -> QWidget:
        """The parameter, and at its right what is worth knowing of it."""
        line = QWidget(self._inside)
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(sizes.scaled(8))
        inside.addWidget(field)
        hint = cell_more_fields.hint(row, key)
        if hint is not None:
            words_beside = _label(line, sizes.HINT_PX)
            words_beside.setObjectName("soft")
            words_beside.setText(self._model.said(hint))
            inside.addWidget(words_beside)
        inside.addStretch(1)
        return line

    def _tell(self, row: TableRow) -> None:
        assert row.layer is not None
        said = self._model.said
        word = labels.OPERATIONS[row.layer.op]
        self._heading.setText(said(text("{number}  {word}", number=row.number, word=word)))
        own = [columns.KEYS[key].word for key in self._fields if key in columns.used(row.layer)]
        names = words.listing(own, last="and") if own else text("none")
        self._changed.setText(said(text("changed: {names}", names=names)))
        self._hint.setText(said(text("Tab next    Esc close    each field is one undo step")))
        self._say_trouble("")

    def _say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self.adjustSize()

    @Slot(object, object)
    def _on_store_document_changed(self, *_: object) -> None:
        if self.isHidden():
            return
        row = self._row()
        if row is None or _open_keys(row) != tuple(self._fields):
            self.hide()
            return
        for key, field in self._fields.items():
            cell_more_fields.show(field, row, key, self._model.language)
        self._tell(row)

    @Slot(QWidget, QWidget)
    def _on_application_focus_changed(self, _old: QObject | None, new: QObject | None) -> None:
        if self.isVisible() and isinstance(new, QWidget) and not self._holds(new):
            self.hide()

    def _holds(self, widget: QWidget) -> bool:
        """A choice's list is a window of its own, and still part of the form."""
        return self.isAncestorOf(widget) or widget.window() is not self.window()


def _open_keys(row: TableRow) -> tuple[str, ...]:
    """The parameters that may be one thing or another."""
    assert row.layer is not None
    keys = columns.others(row.layer)
    return tuple(key for key in keys if len(cell_steps.choices(row, key)) != 1)


def _label(parent: QWidget, size: int) -> QLabel:
    label = QLabel(parent)
    label.setFont(sizes.lettering(size))
    return label
