"""Layers on their way through the clipboard: as JSON for us, as lines that a spreadsheet reads."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from engine import decoding, edits, file_format, layer_reading
from engine.decoding import Unreadable
from engine.document import INPUT, LARGEST_STACK, Document
from engine.layers import Layer, with_field
from engine.problems import Problem, Refused, refusal
from engine.words import Text, text
from gui import layer_lines

LAYERS = "application/x-convscope"
PLAIN = "text/plain"
# Platforms without a clipboard of their own: Qt keeps there what was copied until Python is gone,
# and then dies of it.
_WITHOUT = ("offscreen", "minimal")


@dataclass(frozen=True)
class Pasted:
    """What pasting makes of the document, and the layers that came."""

    change: tuple[Document, Text]
    names: tuple[str, ...]


def copied(document: Document, names: Sequence[str], language: str) -> QMimeData:
    """The layers for the clipboard, in their order."""
    stack = tuple(layer for layer in document.layers if layer.name in names)
    data = QMimeData()
    data.setData(LAYERS, file_format.write(Document(layers=stack)))
    data.setText(layer_lines.written(document, stack, language))
    return data


def put(data: QMimeData) -> None:
    """Let the data be pasted, here and elsewhere."""
    QGuiApplication.clipboard().setMimeData(data)
    if QGuiApplication.platformName() in _WITHOUT:
        atexit.unregister(_empty)
        atexit.register(_empty)


def can_paste(data: QMimeData | None) -> TypeGuard[QMimeData]:
    """Whether there is anything on the clipboard that might be layers."""
    if data is None:  # an empty clipboard of some platforms
        return False
    return data.hasFormat(LAYERS) or bool(data.hasText() and data.text().strip())


def pasted(document: Document, at: int, data: QMimeData) -> Pasted:
    """The layers put in before that place; refused, with each line, where one could not be."""
    new = _free(document, _layers(data), at)
    if len(document.layers) + len(new) > LARGEST_STACK:
        sentence = text("a document may have {limit} layers.", limit=LARGEST_STACK)
        raise refusal("too_large", sentence, limit=LARGEST_STACK)
    result = document
    for place, layer in enumerate(new):
        result = edits.insert(result, at + place, layer)
    names = tuple(layer.name for layer in new)
    if len(new) == 1:
        return Pasted((result, text("Paste {name}", name=names[0])), names)
    return Pasted((result, text("Paste {count} layers", count=len(new))), names)


def names_of(data: QMimeData, document: Document) -> tuple[str, ...]:
    """The layers of this document that the data are; none where they are of another one."""
    if not data.hasFormat(LAYERS):
        return ()
    names = {layer.name for layer in _layers(data)}
    stack = tuple(layer for layer in document.layers if layer.name in names)
    same = bytes(data.data(LAYERS).data()) == file_format.write(Document(layers=stack))
    return tuple(layer.name for layer in stack) if same else ()


def _layers(data: QMimeData) -> list[Layer]:
    if data.hasFormat(LAYERS):
        return _from_json(bytes(data.data(LAYERS).data()))
    plain = data.text()
    if plain.lstrip()[:1] in ("[", "{"):
        return _from_json(plain.encode("utf-8", "replace"))
    return layer_lines.read(plain)


def _from_json(written: bytes) -> list[Layer]:
    """Layers of a list, of one object, or of a whole document."""
    try:
        raw: Any = decoding.decode(written)
    except Unreadable as unreadable:
        raise Refused(unreadable.problem) from None
    if isinstance(raw, dict):
        raw = raw["layers"] if isinstance(raw.get("layers"), list) else [raw]
    problems: list[Problem] = []
    taken = {INPUT}
    stack: list[Layer] = []
    for at, one in enumerate(raw if isinstance(raw, list) else [raw]):
        stack.append(layer_reading.read(at, one, taken, problems))
        taken.add(stack[-1].name)
    if problems:
        raise layer_lines.told([problem.message for problem in problems])
    if not stack:
        raise refusal("bad_value", text("there are no layers on the clipboard."))
    return stack


def _free(document: Document, stack: Sequence[Layer], at: int) -> list[Layer]:
    """The layers under names that are free here; those that name each other follow."""
    holder = document
    renamed: dict[str, str] = {}
    found: list[Layer] = []
    for place, layer in enumerate(stack):
        name = layer.name
        if not name or name == INPUT or holder.index(name) is not None:
            name = edits.free_name(holder, layer.op, at + place)
        renamed[layer.name] = name
        follow = _following(with_field(layer, "name", name), renamed)
        holder = edits.insert(holder, len(holder.layers), follow)
        found.append(follow)
    return found


def _following(layer: Layer, renamed: dict[str, str]) -> Layer:
    if layer.inputs is not None:
        inputs = tuple(renamed.get(name, name) for name in layer.inputs)
        layer = with_field(layer, "inputs", inputs)
    of = getattr(layer, "of", None)
    return with_field(layer, "of", renamed[of]) if of in renamed else layer


def _empty() -> None:
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
