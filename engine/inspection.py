"""What `inspect` tells of a document: an object for programs, a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from engine import file_format, report, words
from engine.fields import Pair
from engine.geometry import Field, Skip
from engine.problems import Problem
from engine.report import Report, Row
from engine.words import text

Facts = dict[str, object]


def describe(data: bytes) -> Facts:
    """The object for these bytes; with problems alone where they hold no document."""
    return facts(*examine(data))


def examine(data: bytes) -> tuple[Report | None, tuple[Problem, ...]]:
    """The facts of what could be read, and all problems of reading and of the stack."""
    draft = file_format.read(data)
    if draft.partial is None:
        return None, draft.problems
    found = report.resolve(draft.partial)
    return found, (*draft.problems, *found.problems)


def facts(found: Report | None, problems: tuple[Problem, ...]) -> Facts:
    """The report as plain data, in the order in which it is printed."""
    if found is None:
        return {"problems": [_problem(one) for one in problems]}
    return {
        "title": found.document.title,
        "input": list(found.input_shape),
        "layers": [_row(row) for row in found.rows],
        "totals": {"params": found.params, "macs": found.macs},
        "coverage": [],
        "skips": [_skip(name, skip) for name, skip in found.skips],
        "problems": [_problem(one) for one in problems],
    }


def _row(row: Row) -> Facts:
    return {
        "name": row.name,
        "op": row.layer.op,
        "inputs": list(row.inputs),
        "shape": list(row.shape),
        "params": row.params,
        "macs": row.macs,
        "h": _field(row.fields[0], row.unread[0]),
        "w": _field(row.fields[1], row.unread[1]),
    }


def _field(field: Field | None, unread: int) -> Facts | None:
    if field is None:
        return None
    least, most = field.sizes or (None, None)
    return {
        "size_min": least,
        "size_max": most,
        "period": field.period,
        "jump": str(field.jump),
        "centre": str(field.centre),
        "unread": unread,
    }


def _skip(name: str, skip: Skip) -> Facts:
    rows, columns = (None if one is None else str(one) for one in (skip.rows, skip.columns))
    return {"layer": name, "h": rows, "w": columns}


def _problem(problem: Problem) -> Facts:
    return {
        "layer": problem.layer,
        "field": problem.field,
        "code": problem.code,
        "message": words.say(problem.message),
    }


_HEADERS = (
    text("layer"),
    text("operation"),
    text("from"),
    text("output"),
    text("field"),
    text("jump"),
    text("centre"),
    text("unread"),
    text("parameters"),
    text("multiplications"),
)
_RIGHT = range(3, len(_HEADERS))


def table(found: Report, language: str) -> list[str]:
    """The lines of the table for people."""
    rows = [tuple(words.say(header, language) for header in _HEADERS)]
    rows.append(("input", "", "", _times(found.input_shape), "1", "1", "0", "", "", ""))
    rows.extend(_cells(row) for row in found.rows)
    total = words.say(text("total"), language)
    blank = ("",) * 7
    rows.append((total, *blank, _thin(found.params), _thin(found.macs)))
    lines = list(_aligned(rows))
    lines.insert(1, "─" * max(map(width, lines)))
    lines.insert(-1, lines[1])
    return [*_title(found), *lines, *_notes(found, language)]


def _title(found: Report) -> list[str]:
    return [words.one_line(found.document.title), ""] if found.document.title else []


def _cells(row: Row) -> tuple[str, ...]:
    fields = row.fields
    return (
        words.one_line(row.name),
        row.layer.op,
        ", ".join(map(words.one_line, row.inputs)),
        _times(row.shape),
        _both(tuple(_side(field) for field in fields)),
        _both(tuple("–" if field is None else str(field.jump) for field in fields)),
        _both(tuple("–" if field is None else str(field.centre) for field in fields)),
        _both(tuple(str(cells) for cells in row.unread)) if any(row.unread) else "",
        _thin(row.params),
        _thin(row.macs),
    )


def _side(field: Field | None) -> str:
    sizes = None if field is None else field.sizes
    if sizes is None:
        return "–"
    return str(sizes[0]) if sizes[0] == sizes[1] else f"{sizes[0]}–{sizes[1]}"


def _both(parts: tuple[str, ...]) -> str:
    return parts[0] if parts[0] == parts[1] else "×".join(parts)


def _notes(found: Report, language: str) -> Iterator[str]:
    for name, skip in found.skips:
        apart = text(
            "{name}: its branches look at places {rows} rows and {columns} columns apart.",
            name=name,
            rows="?" if skip.rows is None else str(skip.rows),
            columns="?" if skip.columns is None else str(skip.columns),
        )
        yield words.say(apart, language)
    for row in found.rows:
        if any(row.unread):
            yield words.say(_unread(row.name, row.unread), language)


def _unread(name: str, unread: Pair) -> words.Text:
    return text(
        "{name}: {rows} and {columns} of its padded input are never read.",
        name=name,
        rows=words.plural("1 row", "{count} rows", unread[0]),
        columns=words.plural("1 column", "{count} columns", unread[1]),
    )


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (
            " " * (wide - width(cell)) + cell if at in _RIGHT else cell + " " * (wide - width(cell))
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def width(shown: str) -> int:
    """Columns that a terminal gives the text; Chinese characters take two."""
    return sum(
        2 if "\u1100" <= mark <= "\uffdc" and not "\u2000" <= mark <= "\u2e7f" else 1
        for mark in shown
    )


def _times(numbers: tuple[int, ...]) -> str:
    return "×".join(map(str, numbers))


def _thin(number: int) -> str:
    return f"{number:,}".replace(",", "\u2009")
