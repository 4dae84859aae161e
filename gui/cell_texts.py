"""What each cell of the layer table says: to the eye, and to somebody who listens."""

from __future__ import annotations

from engine import labels, words
from engine.words import Text, text
from gui import cell_edits, cell_operations, columns
from gui.columns import Column
from gui.layer_rows import Derived, TableRow

ADD = text("Add a layer")
MORE_SIGN = "⋯"
_DERIVED = {
    columns.OUTPUT: "output",
    columns.FIELD: "field",
    columns.JUMP: "jump",
    columns.PARAMETERS: "params",
    columns.MULTIPLICATIONS: "macs",
}


def shown(row: TableRow, key: str, language: str) -> str:
    """What the cell shows."""
    if key == columns.NUMBER:
        return str(row.number) if row.layer is not None else ""
    if key == columns.OPERATION:
        return words.say(operation(row), language)
    if key == columns.MORE:
        return MORE_SIGN if row.layer is not None else ""
    if key in _DERIVED:
        return _derived(row.derived, key) if not row.is_add else ""
    if key == columns.VERDICT:
        return "" if row.verdict is None else words.say(row.verdict.word, language)
    return cell_edits.held(row, key, language)


def operation(row: TableRow) -> Text:
    """What stands in the operation's column."""
    if row.is_add:
        return ADD
    return labels.FIELDS["input"] if row.layer is None else cell_operations.word(row.layer.op)


def spoken(row: TableRow, column: Column, language: str) -> str:
    """What a screen reader says of the cell."""
    if row.is_add:
        return words.say(ADD, language)
    value = _spoken_value(row, column.key, language)
    if row.layer is None:
        template = text("input, {column}, {value}", column=column.word, value=value)
        return words.say(template, language)
    known = {"number": row.number, "column": column.word, "value": value}
    if column.follows and column.key != columns.VERDICT:
        return words.say(text("layer {number}, {column}, {value}, follows", **known), language)
    return words.say(text("layer {number}, {column}, {value}", **known), language)


def explained(row: TableRow, key: str) -> Text | None:
    """The sentence behind the cell: what does not fit in it, or what the verdict means."""
    problem = row.problem(key)
    if problem is not None:
        return problem.sentence
    if key == columns.VERDICT and row.verdict is not None:
        return row.verdict.sentence
    if key == columns.NUMBER and row.problems:
        return row.problems[0].sentence
    return None


def heading(column: Column, language: str) -> tuple[str, str]:
    """The two lines of the column's header; the number and the other fields show none."""
    if column.key in (columns.NUMBER, columns.MORE):
        return "", ""
    unit = column.unit
    return words.say(column.word, language), (
        words.say(unit, language) if isinstance(unit, Text) else unit
    )


def _derived(derived: Derived, key: str) -> str:
    found: str = getattr(derived, _DERIVED[key])
    return found


def _spoken_value(row: TableRow, key: str, language: str) -> object:
    if key == columns.VERDICT and row.verdict is not None:
        return row.verdict.sentence
    if key == columns.MORE and row.layer is not None:
        return _said_others(row, language)
    return shown(row, key, language)


def _said_others(row: TableRow, language: str) -> object:
    assert row.layer is not None
    own = [key for key in columns.ALL if key.key in columns.used(row.layer)]
    if not own:
        return text("nothing else set")
    parts = [
        text("{field} {value}", field=one.word, value=cell_edits.held(row, one.key, language))
        for one in own
    ]
    return words.listing(parts, last="and")
