"""What one step up or down makes of a cell: of a number, of both axes, of one, of a choice."""

from __future__ import annotations

from collections.abc import Sequence

from engine import layers, typed
from engine.document import Document
from engine.fields import Kind, Sides
from engine.layers import Layer
from engine.problems import Refused
from gui import cell_edits, columns
from gui.layer_rows import TableRow

BOTH, ROWS, COLUMNS = (1, 1), (1, 0), (0, 1)


def stepped_text(row: TableRow, key: str, entered: str, by: tuple[int, int], language: str) -> str:
    """What was typed, one step on; as it is where it has no next."""
    kind = kind_of(row, key)
    if kind is None:
        return entered
    try:
        held = kind.read(key, cell_edits.read(kind, entered, None, key))
        after = kind.read(key, kind.write(_stepped(kind, held, by)))
    except (Refused, TypeError, AttributeError):
        return entered
    return typed.shown(kind, after, language)


def stepped(
    document: Document, row: TableRow, key: str, by: int, language: str
) -> cell_edits.Change | None:
    """The document with the cell a step on; None where it has no next."""
    held = cell_edits.held(row, key, language)
    after = stepped_text(row, key, held, (by, by), language)
    return None if after == held else cell_edits.changed(document, row, key, after)


def kind_of(row: TableRow, key: str) -> Kind | None:
    """What the cell may hold; None where it holds no field or an operation."""
    if row.layer is None:
        return cell_edits.INPUT_FIELDS[key][1] if key in cell_edits.INPUT_FIELDS else None
    if key == columns.OPERATION or columns.field_of(key, row.layer) is None:
        return None
    return layers.kind_of(row.layer, key)


def choices(row: TableRow, key: str) -> tuple[object, ...]:
    """All that the cell may hold, where that is a short list."""
    layer: Layer | None = row.layer
    kind = kind_of(row, key)
    if kind is None or layer is None:
        return ()
    return kind.names or ((True, False) if isinstance(getattr(layer, key), bool) else ())


def _stepped(kind: Kind, held: object, by: tuple[int, int]) -> object:
    if isinstance(held, bool):
        return not held
    if isinstance(held, int):
        return held + (by[0] or by[1])
    if isinstance(held, Sides):
        return Sides(held.top + by[0], held.bottom + by[0], held.left + by[1], held.right + by[1])
    if isinstance(held, tuple) and all(isinstance(part, int) for part in held):
        return tuple(part + step for part, step in zip(held, by, strict=True))
    if kind.names:
        return _next(kind.names, held, by[0] or by[1])
    if held == "same":
        return Sides(*(max(0, step) for step in (by[0], by[0], by[1], by[1])))
    raise TypeError(held)


def _next(names: Sequence[str], held: object, by: int) -> str:
    return names[(names.index(str(held)) - by) % len(names)]
