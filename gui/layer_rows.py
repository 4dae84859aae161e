"""What the rows of the layer table stand for, and how one set of rows becomes another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import number_text
from engine.document import INPUT, Input
from engine.geometry import Field
from engine.layers import Layer
from engine.problems import INPUT_SIZE, Problem
from engine.report import Report, Row
from engine.verdicts import Verdict

UNKNOWN = "–"


@dataclass(frozen=True)
class Derived:
    """What follows for one row, as its cells show it."""

    output: str = UNKNOWN
    field: str = UNKNOWN
    jump: str = UNKNOWN
    params: str = UNKNOWN
    macs: str = UNKNOWN


@dataclass(frozen=True)
class TableRow:
    """The input (number 0), a layer, or with neither of them the row that adds one."""

    number: int
    layer: Layer | None = None
    source: Input | None = None
    inputs: tuple[str, ...] = ()
    derived: Derived = Derived()
    verdict: Verdict | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """What tells the row from the others."""
        if self.layer is not None:
            return self.layer.name
        return INPUT if self.source is not None else ""

    @property
    def is_add(self) -> bool:
        """Whether it is the row in which a layer can be added."""
        return self.layer is None and self.source is None

    def problem(self, key: str) -> Problem | None:
        """What does not fit in the row's cell of that column."""
        field = _INPUT_FIELDS.get(key, "") if self.source is not None else key
        return next((one for one in self.problems if _stands_in(one, field)), None)


_INPUT_FIELDS = {"output": "input.size", "out_channels": "input.channels", "values": "input.values"}


def of(report: Report, verdicts: Mapping[str, Verdict]) -> tuple[TableRow, ...]:
    """The rows for a document and all that follows from it."""
    known = {row.name: row for row in report.rows}
    wrong: dict[str, list[Problem]] = {}
    for problem in report.problems:
        if problem.layer is not None or (problem.field or "").startswith(INPUT):
            wrong.setdefault(problem.layer or INPUT, []).append(problem)
    document = report.document
    rows = [_input_row(report, tuple(wrong.get(INPUT, ())))]
    for at, layer in enumerate(document.layers):
        name = layer.name
        facts = known.get(name)
        derived = Derived() if facts is None else _derived(facts)
        verdict, problems = verdicts.get(name), tuple(wrong.get(name, ()))
        inputs = document.inputs(at)
        rows.append(TableRow(at + 1, layer, None, inputs, derived, verdict, problems))
    return (*rows, TableRow(len(rows)))


def _input_row(report: Report, problems: tuple[Problem, ...]) -> TableRow:
    source = report.document.input
    derived = Derived(number_text.TIMES.join(map(str, source.size)), "1", "1", "", "")
    return TableRow(0, None, source, (), derived, None, problems)


def _derived(row: Row) -> Derived:
    rows, columns = row.fields
    jumps = [UNKNOWN if field is None else str(field.jump) for field in row.fields]
    return Derived(
        number_text.TIMES.join(map(str, row.shape[1:])),
        _both(_side(rows), _side(columns)),
        _both(*jumps),
        number_text.number(row.params),
        number_text.number(row.macs),
    )


def _side(field: Field | None) -> str:
    sizes = None if field is None else field.sizes
    if sizes is None:
        return UNKNOWN
    return str(sizes[0]) if sizes[0] == sizes[1] else f"{sizes[0]}–{sizes[1]}"


def _both(rows: str, columns: str) -> str:
    return rows if rows == columns else f"{rows}{number_text.TIMES}{columns}"


def place_of(problem: Problem) -> str | None:
    """The field that a problem is about to a person: the one of the layer that a remedy sets."""
    first = problem.fixes[0].field if problem.fixes else INPUT_SIZE
    return problem.field if first == INPUT_SIZE else first


def _stands_in(problem: Problem, field: str) -> bool:
    return bool(field) and f"{place_of(problem)}.".startswith(f"{field}.")


@dataclass(frozen=True)
class Removed:
    """Rows from `first` to before `end` go."""

    first: int
    end: int


@dataclass(frozen=True)
class Inserted:
    """Before row `at` come the new rows from `first` to before `end`."""

    at: int
    first: int
    end: int


@dataclass(frozen=True)
class Moved:
    """Rows from `first` to before `end` come to stand before what is row `to`."""

    first: int
    end: int
    to: int


Change = Removed | Inserted | Moved


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """What makes the new names of the old ones, each step counted in what the last one left.

    Names that are replaced, one for one, are the same rows under other names.
    """
    if sorted(old) == sorted(new):
        yield from _moves(old, new)
        return
    from difflib import SequenceMatcher  # for the first change, not for the window

    edits = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for _, first, end, new_first, new_end in (e for e in reversed(edits) if e[0] != "equal"):
        kept = min(end - first, new_end - new_first)
        if end - first > kept:
            yield Removed(first + kept, end)
        if new_end - new_first > kept:
            yield Inserted(first + kept, new_first + kept, new_end)


def _moves(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """One move where a block changed its place; otherwise as many as rows came forward."""
    rows = list(old)
    first = next((at for at, pair in enumerate(zip(rows, new, strict=True)) if len({*pair}) > 1), 0)
    if block := _block(rows, new, first):
        yield block
        return
    for at, name in enumerate(new):
        place = rows.index(name, at)
        if place != at:
            yield Moved(place, place + 1, at)
            rows.insert(at, rows.pop(place))


def _block(old: Sequence[str], new: Sequence[str], first: int) -> Moved | None:
    """The one move of neighbouring rows that does it all; None where there is none."""
    end = len(old)
    while end > first and old[end - 1] == new[end - 1]:
        end -= 1
    if first == end:
        return None
    middle = old.index(new[first])
    if [*old[middle:end], *old[first:middle]] != list(new[first:end]):
        return None
    if middle - first <= end - middle:
        return Moved(first, middle, end)
    return Moved(middle, end, first)
