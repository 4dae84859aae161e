"""Which runs of a stack are looked at for holes: the whole, each dilated part, or what one asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine import coverage
from engine.coverage import Coverage
from engine.document import INPUT, is_merge
from engine.layers import ConvTranspose, PixelShuffle, Upsample
from engine.report import Report, Row
from engine.sizes import AXES
from engine.taps import Shifted, Windows


@dataclass(frozen=True)
class Run:
    """Consecutive layers, seen from the map that enters them; kernels and rates of each axis.

    A rate is the distance of taps in the map that enters; `jumps` is how many of its cells lie
    between neighbours of the map that leaves.
    """

    source: str
    names: tuple[str, ...]
    kernels: tuple[tuple[int, ...], tuple[int, ...]]
    rates: tuple[tuple[int, ...], tuple[int, ...]]
    jumps: tuple[int, int]
    is_of_dilations: bool  # no stride comes between, so that every rate is a dilation

    def coverage(self, axis: int) -> Coverage:
        """What the run touches on that axis."""
        return self.coverages[axis]

    @cached_property
    def coverages(self) -> tuple[Coverage, Coverage]:
        """What the run touches on each axis; one object where they are alike."""
        rows, columns = map(coverage.of, self.kernels, self.rates)
        return rows, rows if rows == columns else columns


def of(report: Report) -> list[Run]:
    """The whole stack, then each longest dilated run of stride 1; none unless it is a chain."""
    if len(chain(report)) < len(report.rows):
        return []
    rows = list(_known(report.rows))
    if not rows:
        return []
    spans = [(0, len(rows)), *dilated(rows)]
    return [of_rows(rows[start:stop]) for start, stop in dict.fromkeys(spans)]


def whole(report: Report) -> Run | None:
    """The chain that begins at the input, as far as fields are known; None where there is none."""
    rows = list(_known(chain(report)))
    return of_rows(rows) if rows else None


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


def leading_to(report: Report, name: str) -> tuple[Row, ...]:
    """The layers that end with this one, each reading the one above alone, through windows."""
    rows = {row.name: row for row in report.rows}
    found: list[Row] = []
    row = rows.get(name)
    while row is not None and slides(row):
        found.append(row)
        row = rows.get(row.inputs[0])
    return tuple(reversed(found))


def slides(row: Row) -> bool:
    """Whether every output of the layer looks at its one input alike, a step further on."""
    rows, columns = row.readings
    sliding = isinstance(rows, (Windows, Shifted)) and isinstance(columns, (Windows, Shifted))
    return sliding and not is_merge(row.layer)


def jumps(row: Row) -> bool:
    """Whether the layer changes the resolution."""
    for reading in row.readings:
        if isinstance(reading, Windows):
            if reading.stride != 1:
                return True
        elif reading is not None and reading.jump != 1:
            return True
    return False


def of_rows(rows: Sequence[Row]) -> Run:
    """These consecutive layers as a run."""
    (kernels_down, rates_down, jump_down), (kernels, rates, jump) = (
        _steps(rows, axis) for axis in AXES
    )
    return Run(
        source=rows[0].inputs[0],
        names=tuple(row.name for row in rows),
        kernels=(kernels_down, kernels),
        rates=(rates_down, rates),
        jumps=(jump_down, jump),
        is_of_dilations=not any(jumps(row) for row in rows[:-1]),
    )


def _steps(rows: Sequence[Row], axis: int) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Kernels above 1, their steps in the map that enters, and the jump of the one that leaves."""
    kernels, rates, jump = [], [], 1
    for row in rows:
        reading = row.readings[axis]
        if isinstance(reading, Windows):
            if reading.kernel > 1:
                kernels.append(reading.kernel)
                rates.append(jump * reading.dilation)
            jump *= reading.stride
    return tuple(kernels), tuple(rates), jump


def dilated(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """From the first dilated layer of each stretch of stride 1 to the end of the stretch."""
    start: int | None = None
    for at, row in enumerate(rows):
        if jumps(row):
            if start is not None:
                yield start, at
            start = None
        elif start is None and max(getattr(row.layer, "dilation", (1, 1))) > 1:
            start = at
    if start is not None:
        yield start, len(rows)


def _known(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if row.fields[0] is None:
            return
        yield row
