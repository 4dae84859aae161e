"""The widget for each parameter in the form: a line to type in, a list to choose from, a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from engine import given, labels, words
from engine.document import INPUT, is_merge
from engine.layers import ConvTranspose
from engine.words import Text, text
from gui import cell_edits, cell_steps, sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.document import Document
    from gui.layer_rows import TableRow

    Enter = Callable[[str], object]

FIELD, WIDE_FIELD, HIGH = 64, 200, 28
PATTERNS = {"weights": given.WEIGHT_PATTERNS, "pointwise_weights": given.WEIGHT_PATTERNS}
_WORDY = {"name", "inputs", "of", "offsets", "mask", "indices"}


def made(
    parent: QWidget, document: Document, row: TableRow, key: str, language: str
) -> QLineEdit | QComboBox | QCheckBox:
    """What the parameter is set with."""
    choices = cell_steps.choices(row, key)
    if choices == (True, False):
        return _box(parent, row, key, language)
    if choices:
        return _list(parent, [(_said(str(one), language), str(one)) for one in choices])
    if key == "inputs" and row.layer is not None and not is_merge(row.layer):
        return _list(parent, _earlier(document, row, language))
    if key in PATTERNS:
        found = _list(parent, [(name, name) for name in PATTERNS[key]])
        found.setEditable(True)
        return found
    line = QLineEdit(parent)
    line.setFixedSize(sizes.scaled(WIDE_FIELD if key in _WORDY else FIELD), sizes.scaled(HIGH))
    return line


def hear(field: QWidget, enter: Enter) -> None:
    """Let what a person sets the parameter to be entered."""
    if isinstance(field, QCheckBox):
        field.toggled.connect(lambda is_on: enter("yes" if is_on else "no"))
    elif isinstance(field, QComboBox):
        field.activated.connect(lambda at: enter(str(field.itemData(at))))
        line = field.lineEdit()
        if line is not None:
            line.editingFinished.connect(lambda: enter(line.text()))
    elif isinstance(field, QLineEdit):
        field.editingFinished.connect(lambda: enter(field.text()))


def show(field: QWidget, row: TableRow, key: str, language: str) -> None:
    """Let the widget hold what the layer holds now."""
    held = cell_edits.held(row, key, language)
    if isinstance(field, QCheckBox):
        field.setChecked(bool(getattr(row.layer, key)))
    elif isinstance(field, QLineEdit):
        if field.text() != held:
            field.setText(held)
    elif isinstance(field, QComboBox) and field.isEditable():
        field.setEditText(held)
    elif isinstance(field, QComboBox):
        at = field.findData(held)
        field.setCurrentIndex(at if at >= 0 else field.findText(held))


def hint(row: TableRow, key: str) -> Text | None:
    """What is worth knowing beside the parameter."""
    if key != "output_padding" or not isinstance(row.layer, ConvTranspose):
        return None
    present = {one: cell_edits.held(row, one, "en") for one in ("stride", "dilation")}
    return text("below max(stride {stride}, dilation {dilation})", **present)


def _box(parent: QWidget, row: TableRow, key: str, language: str) -> QCheckBox:
    box = QCheckBox(parent)
    if key == "bias":
        box.setText(words.say(text("added to every output cell"), language))
    box.setChecked(bool(getattr(row.layer, key)))
    return box


def _list(parent: QWidget, choices: list[tuple[str, str]]) -> QComboBox:
    found = QComboBox(parent)
    for shown, held in choices:
        found.addItem(shown, held)
    found.setFixedSize(sizes.scaled(WIDE_FIELD), sizes.scaled(HIGH))
    return found


def _earlier(document: Document, row: TableRow, language: str) -> list[tuple[str, str]]:
    """The input and all layers above, the nearest first."""
    names = [INPUT, *document.names()[: row.number - 1]][::-1]
    above = words.say(text("{layer}  (layer above)", layer=names[0]), language)
    return [(above if not at else name, name) for at, name in enumerate(names)]


def _said(choice: str, language: str) -> str:
    word = labels.VALUES.get(choice)
    return choice if word is None else words.say(word, language)
