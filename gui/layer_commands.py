"""What the table's commands make of several layers at once, each as one step with its name."""

from __future__ import annotations

from collections.abc import Sequence

from engine import edits
from engine.document import Document
from engine.words import Text, text

Change = tuple[Document, Text]


def duplicated(document: Document, names: Sequence[str]) -> Change:
    """A copy below each layer."""
    result = document
    for name in _in_order(document, names):
        result = edits.duplicate(result, name)
    return result, _named(
        names,
        text("Duplicate {name}", name=names[0]),
        text("Duplicate {count} layers", count=len(names)),
    )


def removed(document: Document, names: Sequence[str], is_cut: bool = False) -> Change:
    """The stack without the layers."""
    result = document
    for name in names:
        result = edits.remove(result, name)
    if is_cut:
        return result, _named(
            names,
            text("Cut {name}", name=names[0]),
            text("Cut {count} layers", count=len(names)),
        )
    return result, _named(
        names,
        text("Remove {name}", name=names[0]),
        text("Remove {count} layers", count=len(names)),
    )


def moved(document: Document, names: Sequence[str], by: int) -> Change:
    """The layers one place up or down, as far as there is room; what is between goes round."""
    places = [document.names().index(name) for name in _in_order(document, names)]
    if not places or places[0] + by < 0 or places[-1] + by >= len(document.layers):
        return document, text("Move {name}", name=names[0] if names else "")
    result = document
    ordered = _in_order(document, names)
    for name in ordered if by < 0 else reversed(ordered):
        place = result.names().index(name)
        result = edits.move(result, name, place + by)
    return result, _named(
        names,
        text("Move {name}", name=names[0]),
        text("Move {count} layers", count=len(names)),
    )


def moved_to(document: Document, names: Sequence[str], at: int) -> Change:
    """The layers together before what stands at that place, in their order."""
    ordered = _in_order(document, names)
    above = [name for name in ordered if document.names().index(name) < at]
    result = document
    # Each goes past the ones that stand still, so none meets what it names on the way.
    for back, name in enumerate(reversed(above)):
        result = edits.move(result, name, at - 1 - back)
    for on, name in enumerate(ordered[len(above) :]):
        result = edits.move(result, name, at + on)
    return result, _named(
        names,
        text("Move {name}", name=names[0]),
        text("Move {count} layers", count=len(names)),
    )


def _named(names: Sequence[str], one: Text, many: Text) -> Text:
    """The step's name: of the one layer, or how many there are."""
    return one if len(names) == 1 else many


def _in_order(document: Document, names: Sequence[str]) -> list[str]:
    return [name for name in document.names() if name in names]
