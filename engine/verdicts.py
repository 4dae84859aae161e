"""What one word says of a layer in its stack: the worst finding, or that all is well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from engine import coverage, notes, runs
from engine.coverage import Coverage, Tap
from engine.layers import ConvTranspose
from engine.notes import Note
from engine.report import Report, Row
from engine.sizes import AXES
from engine.taps import Stamps, Windows
from engine.words import Text, text


class Seen(NamedTuple):
    """What the layers up to one touch of the input on one axis."""

    hull: int
    full: bool
    taps: tuple[Tap, ...]


Both = tuple[Seen, Seen]

# Beyond it the pixels of a field are not counted one by one for a sentence.
MOST_COUNTED_LAYERS = 32
LONGEST_COUNTED_SIDE = 4_096


class Kind(Enum):
    """How serious a finding is; each has a sign of its own."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Verdict:
    """A word of at most ten letters for the chip, and the sentence with the numbers behind it."""

    kind: Kind
    word: Text
    sentence: Text


def of(report: Report) -> dict[str, Verdict]:
    """The verdict of every layer of which something can be told, by name."""
    found: dict[str, Verdict] = {}
    full = dict(_covered(report))
    noted: dict[str, Note] = {}
    for note in notes.of(report):
        noted.setdefault(note.layer, note)
    for row in report.rows:
        told = _of_row(row, full.get(row.name), noted.get(row.name))
        if told is not None:
            found[row.name] = told
    for problem in reversed(report.problems):
        if problem.layer is not None:
            found[problem.layer] = Verdict(Kind.BAD, text("impossible"), problem.sentence)
    return found


def verdict(report: Report, name: str) -> Verdict | None:
    """The verdict of one layer; None where nothing can be told."""
    return of(report).get(name)


def _of_row(row: Row, covered: Both | None, note: Note | None) -> Verdict | None:
    if covered is not None and not _is_full(covered):
        return Verdict(Kind.BAD, text("holes"), _holes(row.name, covered))
    if note is not None:
        return Verdict(Kind.WARN, _short(note), note.sentence)
    if isinstance(row.layer, ConvTranspose):
        return _evenness(row)
    if covered is None:
        return None
    sentence = text(
        "Seen from the input, an output pixel of {layer} uses all {rows}×{columns} pixels of its "
        "field.",
        layer=row.name,
        rows=covered[0].hull,
        columns=covered[1].hull,
    )
    return Verdict(Kind.GOOD, text("full"), sentence)


def _short(note: Note) -> Text:
    return text("{word} {count}", word=note.word, count=note.count) if note.count else note.word


def _covered(report: Report) -> Iterator[tuple[str, Both]]:
    """What each layer of the chain that begins at the input touches of it."""
    whole = runs.whole(report)
    if whole is None:
        return
    taps = [tuple(zip(whole.kernels[axis], whole.rates[axis], strict=True)) for axis in AXES]
    grown = [list(coverage.growing(one)) for one in taps]
    taken = [0, 0]
    for row in report.rows[: len(whole.names)]:
        for axis in AXES:
            reading = row.readings[axis]
            taken[axis] += isinstance(reading, Windows) and reading.kernel > 1
        down, across = taken
        yield (
            row.name,
            (
                Seen(*grown[0][down], taps[0][:down]),
                Seen(*grown[1][across], taps[1][:across]),
            ),
        )


def _is_full(covered: Both) -> bool:
    return covered[0].full and covered[1].full


def _holes(name: str, covered: Both) -> Text:
    used = _used(covered)
    if used is None:
        return text("Seen from the input, the field of {layer} has holes.", layer=name)
    return text(
        "Seen from the input, an output pixel of {layer} uses {used} of the {all} pixels of its "
        "field.",
        layer=name,
        used=used,
        all=covered[0].hull * covered[1].hull,
    )


def _used(covered: Both) -> int | None:
    """How many pixels are used, where that is quickly counted."""
    for axis in covered:
        if len(axis.taps) > MOST_COUNTED_LAYERS or axis.hull > LONGEST_COUNTED_SIDE:
            return None
    rows, columns = (Coverage(axis.taps).touched for axis in covered)
    return None if rows is None or columns is None else rows * columns


def _evenness(row: Row) -> Verdict:
    """Whether all output pixels of a transposed convolution get equally many inputs."""
    (least_down, most_down), (least_across, most_across) = (_stamped(row, axis) for axis in AXES)
    least, most = least_down * least_across, most_down * most_across
    if least == most:
        sentence = text(
            "Each output pixel of {layer} gets {count} input pixels.", layer=row.name, count=most
        )
        return Verdict(Kind.GOOD, text("even"), sentence)
    sentence = text(
        "Output pixels of {layer} get unequally many input pixels, from {least} to {most}.",
        layer=row.name,
        least=least,
        most=most,
    )
    return Verdict(Kind.WARN, text("uneven"), sentence)


def _stamped(row: Row, axis: int) -> tuple[int, int]:
    """The fewest and the most stamps that meet, over one period of the stride."""
    reading = row.readings[axis]
    assert isinstance(reading, Stamps)
    counts = {reading.span(o)[1] for o in range(reading.stride)}
    return min(counts), max(counts)
