"""What `inspect` shows to people: a line a layer, aligned, and notes below."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine import inspection, runs, words
from engine.fields import Pair
from engine.geometry import Field
from engine.inspection import Findings
from engine.report import Report, Row
from engine.runs import Run
from engine.words import text

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


def lines(findings: Findings, language: str) -> list[str]:
    """Everything that was asked, for a report that is there."""
    assert findings.report is not None
    found = table(findings.report, language)
    if findings.counted:
        found.extend(_counted(findings, findings.report, language))
    for name, array in (findings.maps or {}).items():
        for channel, numbers in enumerate(inspection.plain(array)):
            head = text("{name}, channel {channel}", name=name, channel=channel)
            found.extend(["", words.say(head, language), *_grid(numbers)])
    return found


def _counted(findings: Findings, report: Report, language: str) -> Iterator[str]:
    yield ""
    if findings.shown is None:
        yield words.say(text("There is no layer to count the paths of."), language)
        return
    from engine import counts

    name, (row, column) = findings.shown
    plane, usage = counts.from_pixel(report, name, (row, column)), counts.usage(report, name)
    if plane is None:
        yield words.say(text("The paths of {name} cannot be counted.", name=name), language)
        return
    head = text(
        "paths from row {row}, column {column} of {name} to the input, from row {top}, "
        "column {left}",
        row=row,
        column=column,
        name=name,
        top=plane.top,
        left=plane.left,
    )
    yield words.say(head, language)
    yield from _grid(plane.weights.tolist())
    if usage is None:
        return
    if not usage.unused:
        yield words.say(text("{name} uses every input pixel.", name=name), language)
        return
    unused = words.plural("1 input pixel", "{count} input pixels", usage.unused)
    yield words.say(text("{name} never uses {pixels}.", name=name, pixels=unused), language)


def _grid(numbers: list[list[object]]) -> Iterator[str]:
    shown = [[_short(number) for number in row] for row in numbers]
    wide = max((len(cell) for row in shown for cell in row), default=0)
    for row in shown:
        yield " ".join(cell.rjust(wide) for cell in row)


def _short(number: object) -> str:
    if number is None:
        return "–"
    return str(number) if isinstance(number, int) else f"{number:.4g}"


def table(found: Report, language: str) -> list[str]:
    """The lines of the table for people."""
    rows = [tuple(words.say(header, language) for header in _HEADERS)]
    rows.append(("input", "", "", _times(found.input_shape), "1", "1", "0", "", "", ""))
    rows.extend(_cells(row) for row in found.rows)
    total = words.say(text("total"), language)
    blank = ("",) * 7
    rows.append((total, *blank, _thin(found.params), _thin(found.macs)))
    lines = list(aligned(rows, _RIGHT))
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
            "{name}: its branches look at places apart by {rows} (rows) and {columns} (columns).",
            name=name,
            rows="?" if skip.rows is None else str(skip.rows),
            columns="?" if skip.columns is None else str(skip.columns),
        )
        yield words.say(apart, language)
    for row in found.rows:
        if any(row.unread):
            yield words.say(_unread(row.name, row.unread), language)
    for run in runs.of(found):
        if max(max(rates, default=1) for rates in run.rates) > 1:
            yield words.say(_holes(run), language)


def _holes(run: Run) -> words.Text:
    rows, columns = run.coverage(0), run.coverage(1)
    if rows.full and columns.full:
        return text(
            "Seen from {source}, an output pixel uses all {rows}×{columns} pixels of its field.",
            source=run.source,
            rows=rows.hull,
            columns=columns.hull,
        )
    if rows.touched is None or columns.touched is None:
        return text("Seen from {source}, there are holes.", source=run.source)
    return text(
        "Seen from {source}, an output pixel uses {used} of the {all} pixels of its field; the "
        "first hole is {missing} from its rim.",
        source=run.source,
        used=rows.touched * columns.touched,
        all=rows.hull * columns.hull,
        missing=min(one.first_missing for one in (rows, columns) if one.first_missing is not None),
    )


def _unread(name: str, unread: Pair) -> words.Text:
    rows = words.plural("1 row", "{count} rows", unread[0])
    columns = words.plural("1 column", "{count} columns", unread[1])
    if all(unread):
        return text(
            "{name}: {rows} and {columns} of its padded input are never read.",
            name=name,
            rows=rows,
            columns=columns,
        )
    return text(
        "{name}: {cells} of its padded input never read.",
        name=name,
        cells=rows if unread[0] else columns,
    )


def aligned(rows: list[tuple[str, ...]], right: Collection[int]) -> Iterator[str]:
    """Rows as lines, the cells of each column in line, those of some columns at its right."""
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = (
            " " * (wide - width(cell)) + cell if at in right else cell + " " * (wide - width(cell))
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
