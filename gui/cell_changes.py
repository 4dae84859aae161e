"""Which cells of the layer table show something else, as few rectangles as tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gui import cell_edits, cell_texts, columns
from gui.columns import Column
from gui.layer_rows import TableRow


class Span(NamedTuple):
    """Rows and columns from the first to the last, both in it."""

    top: int
    bottom: int
    left: int
    right: int


def spans(
    old: Sequence[TableRow], new: Sequence[TableRow], shown: Sequence[Column], language: str
) -> list[Span]:
    """Where rows of the same number show something else; neighbours that are alike in one."""
    found: list[Span] = []
    for at, (before, after) in enumerate(zip(old, new, strict=True)):
        places = _differing(before, after, shown, language) if before != after else []
        if not places:
            continue
        left, right = places[0], places[-1]
        last = found[-1] if found else None
        if last is not None and (last.bottom, last.left, last.right) == (at - 1, left, right):
            found[-1] = last._replace(bottom=at)
        else:
            found.append(Span(at, at, left, right))
    return found


def _differing(
    before: TableRow, after: TableRow, shown: Sequence[Column], language: str
) -> list[int]:
    """The places of the columns in which the row shows something else."""
    if before.problems != after.problems:
        return list(range(len(shown)))
    is_same = before.layer == after.layer and before.source == after.source
    stands = (before.number, before.inputs) == (after.number, after.inputs)
    return [
        at
        for at, column in enumerate(shown)
        if not (is_same and stands and not column.follows)
        and _differs(before, after, column.key, language)
    ]


def _differs(before: TableRow, after: TableRow, key: str, language: str) -> bool:
    if key == columns.VERDICT:
        return before.verdict != after.verdict
    if key == columns.MORE:
        return before.layer != after.layer
    if cell_texts.shown(before, key, language) != cell_texts.shown(after, key, language):
        return True
    return cell_edits.has_meaning(before, key) != cell_edits.has_meaning(after, key)
