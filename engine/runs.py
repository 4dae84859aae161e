"""Which runs of a stack are looked at for holes: the whole of it, and each dilated part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine import coverage
from engine.coverage import Coverage
from engine.document import INPUT, is_merge
from engine.layers import ConvTranspose, PixelShuffle, Upsample
from engine.report import Report, Row
from engine.sizes import AXES
from engine.taps import Windows


@dataclass(frozen=True)
class Run:
    """Consecutive layers, seen from the map that enters them; kernels and rates of each axis."""

    source: str
    names: tuple[str, ...]
    kernels: tuple[tuple[int, ...], tuple[int, ...]]
    rates: tuple[tuple[int, ...], tuple[int, ...]]

    def coverage(self, axis: int) -> Coverage:
        """What the run touches on that axis."""
        return coverage.of(self.kernels[axis], self.rates[axis])


def of(report: Report) -> list[Run]:
    """The whole stack, then each longest dilated run of stride 1; none unless it is a chain."""
    if len(chain(report)) < len(report.rows):
        return []
    rows = list(_known(report.rows))
    if not rows:
        return []
    spans = [(0, len(rows)), *_dilated(rows)]
    return [_run(rows, *span) for span in dict.fromkeys(spans)]


def whole(report: Report) -> Run | None:
    """The chain that begins at the input, as far as fields are known; None where there is none."""
    rows = list(_known(chain(report)))
    return _run(rows, 0, len(rows)) if rows else None


def chain(report: Report) -> tuple[Row, ...]:
    """The layers from the first on that each read the one above, with windows or cell for cell."""
    found: list[Row] = []
    above = INPUT
    for row in report.rows:
        if row.inputs != (above,) or is_merge(row.layer):
            break
        if isinstance(row.layer, (ConvTranspose, Upsample, PixelShuffle)):
            break
        found.append(row)
        above = row.name
    return tuple(found)


def _known(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if row.fields[0] is None:
            return
        yield row


def _dilated(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """From the first dilated layer of each stretch of stride 1 to the end of the stretch."""
    start: int | None = None
    for at, row in enumerate(rows):
        if any(reading.jump != 1 for reading in row.readings if reading is not None):
            if start is not None:
                yield start, at
            start = None
        elif start is None and max(getattr(row.layer, "dilation", (1, 1))) > 1:
            start = at
    if start is not None:
        yield start, len(rows)


def _run(rows: Sequence[Row], start: int, stop: int) -> Run:
    taps = [[_tap(row, axis) for row in rows[start:stop]] for axis in AXES]
    jumps = [_jump(rows, start, axis) for axis in AXES]
    kernels = [tuple(k for k, _ in one if k > 1) for one in taps]
    rates = [
        tuple(
            _jump(rows, start + at, axis) * step // jumps[axis]
            for at, (k, step) in enumerate(one)
            if k > 1
        )
        for axis, one in enumerate(taps)
    ]
    names = tuple(row.name for row in rows[start:stop])
    return Run(rows[start].inputs[0], names, (kernels[0], kernels[1]), (rates[0], rates[1]))


def _tap(row: Row, axis: int) -> tuple[int, int]:
    reading = row.readings[axis]
    return (reading.kernel, reading.dilation) if isinstance(reading, Windows) else (1, 1)


def _jump(rows: Sequence[Row], at: int, axis: int) -> int:
    """Input cells between neighbours of the map that enters that layer."""
    if at == 0:
        return 1
    field = rows[at - 1].fields[axis]
    assert field is not None
    return field.jump.numerator
