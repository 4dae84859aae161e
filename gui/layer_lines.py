"""Layers as lines of a spreadsheet: a header of words, a layer a line, a cell as it is typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from engine import edits, layers, synonyms, words
from engine.document import INPUT, Document
from engine.layers import Layer
from engine.problems import Refused, refusal
from engine.words import Text, text
from gui import cell_edits, cell_operations, columns
from gui.layer_rows import TableRow

# The columns of lines without a header, and those that every copy has.
USUAL = (columns.OPERATION, "kernel", "stride", "padding", "dilation")
MOST_TOLD = 3
_NOTHING = {"", "-", "–", "—", "−"}


def written(document: Document, stack: Sequence[Layer], language: str) -> str:
    """The layers as a spreadsheet takes them."""
    wanted = {key for layer in stack for key in columns.used(layer)}
    if "inputs" in wanted:
        wanted.add("name")
    keys = (*USUAL, *(one.key for one in columns.ALL if one.key in wanted))
    sheet = io.StringIO()
    writer = csv.writer(sheet, "excel-tab", lineterminator="\n")
    writer.writerow(words.say(columns.KEYS[key].word, language) for key in keys)
    for layer in stack:
        at = document.index(layer.name) or 0
        row = TableRow(at + 1, layer, None, document.inputs(at))
        writer.writerow(cell_edits.held(row, key, language) for key in keys)
    return sheet.getvalue()


def read(plain: str) -> list[Layer]:
    """The layers that the lines tell; refused with every line of which none can be made."""
    lines = list(_cells(plain))
    keys, first = _header(lines)
    found: list[Layer] = []
    refused: list[Text] = []
    for number, cells in enumerate(lines[first:], first + 1):
        if all(cell.strip() in _NOTHING for cell in cells) or _is_input(keys, cells):
            continue
        try:
            found.append(_layer(dict(zip(keys, cells, strict=False)), len(found)))
        except Refused as refusal_here:
            sentence = refusal_here.problem.sentence
            refused.append(text("line {number}: {sentence}", number=number, sentence=sentence))
    if refused:
        raise told(refused)
    if not found:
        raise refusal("bad_value", text("there are no layers on the clipboard."))
    return found


def told(sentences: Sequence[Text]) -> Refused:
    """One refusal for everything that was refused, the first few in full."""
    whole = sentences[0]
    for sentence in sentences[1:MOST_TOLD]:
        whole = text("{first} {second}", first=whole, second=sentence)
    if len(sentences) > MOST_TOLD:
        more = len(sentences) - MOST_TOLD
        whole = text("{first} And {count} more.", first=whole, count=more)
    return refusal("bad_value", whole)


def _cells(plain: str) -> Iterator[list[str]]:
    first = plain.split("\n", 1)[0]
    marks = [mark for mark in "\t;," if mark in first]
    try:
        yield from csv.reader(plain.splitlines(keepends=True), delimiter=(*marks, "\t")[0])
    except csv.Error:
        raise refusal("bad_value", text("the lines are no table of a spreadsheet.")) from None


def _header(lines: list[list[str]]) -> tuple[tuple[str, ...], int]:
    """The key of each column, and where the layers begin."""
    known = _known_words()
    keys = tuple(known.get(cell.strip().lower(), "") for cell in lines[0]) if lines else ()
    return (keys, 1) if columns.OPERATION in keys else (USUAL, 0)


def _known_words() -> dict[str, str]:
    found = dict(synonyms.FIELDS)
    found["type"] = columns.OPERATION
    for column in columns.ALL:
        if column.is_field:
            found[column.key] = column.key
            for language in words.LANGUAGES:
                found[words.say(column.word, language).lower()] = column.key
    return found


def _is_input(keys: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the line is the table's own first one."""
    names = {INPUT, *(words.say(text("input"), language) for language in words.LANGUAGES)}
    return dict(zip(keys, cells, strict=False)).get(columns.OPERATION, "").strip() in names


def _layer(cells: dict[str, str], at: int) -> Layer:
    layer = edits.new_layer(Document(), cell_operations.named(cells[columns.OPERATION]), at)
    name = cells.get("name", "").strip()
    if name not in _NOTHING:
        layer = _with(layer, "name", name)
    for key, entered in cells.items():
        if key in ("", "name", columns.OPERATION) or entered.strip() in _NOTHING:
            continue
        if columns.field_of(key, layer) is None:
            raise refusal(
                "unknown_field", text("the operation has no {field}.", field=columns.KEYS[key].word)
            )
        layer = _with(layer, key, entered)
    return layer


def _with(layer: Layer, key: str, entered: str) -> Layer:
    raw = cell_edits.read(layers.kind_of(layer, key), entered, layer.name, key)
    if key == "name" and raw == layer.name:
        return layer
    document = edits.set_field(Document(layers=(layer,)), layer.name, key, raw)
    return document.layers[0]
