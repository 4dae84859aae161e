"""The effective field: how the paths from one output cell spread over the input, exactly.

Without up-sampling every path ends a whole number of pixels from where it began, so counts and
sums of offsets are whole numbers, and the variance is an exact fraction. For a chain it equals
the sum over layers of jump² · d² · (k² - 1) / 12 (Luo et al., "Understanding the effective
receptive field"); for branches it is the variance of all paths together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.document import INPUT
from engine.report import Report
from engine.taps import Reading, Shifted, Windows


@dataclass(frozen=True)
class Spread:
    """All paths from an output cell: how many, and the sums of their offsets and squares."""

    paths: int = 1
    sums: tuple[int, int] = (0, 0)
    squares: tuple[int, int] = (0, 0)

    def variance(self, axis: int) -> Fraction:
        """The variance of where the paths end, in input pixels squared."""
        mean = Fraction(self.sums[axis], self.paths)
        return Fraction(self.squares[axis], self.paths) - mean**2


def spreads(report: Report) -> dict[str, Spread | None]:
    """The spread of every layer over the input; None past up-sampling and where there is none."""
    found: dict[str, Spread | None] = {INPUT: Spread()}
    jumps = {INPUT: (Fraction(1), Fraction(1))}
    for row in report.rows:
        below = merge([found[name] for name in row.inputs])
        rows, columns = row.fields
        if rows is None or columns is None:
            found[row.name] = None
            continue
        found[row.name] = read(below, row.readings, jumps[row.inputs[0]])
        jumps[row.name] = (rows.jump, columns.jump)
    return found


def read(
    spread: Spread | None, readings: Sequence[Reading | None], jumps: Sequence[Fraction]
) -> Spread | None:
    """The spread of a layer that reads a map with this spread; None past up-sampling."""
    if spread is None or not all(isinstance(one, (Windows, Shifted)) for one in readings):
        return None
    if any(jump.denominator > 1 for jump in jumps):
        return None
    for axis, reading in enumerate(readings):
        assert isinstance(reading, (Windows, Shifted))
        spread = _along(spread, axis, reading, jumps[axis].numerator)
    return spread


def merge(spreads: Sequence[Spread | None]) -> Spread | None:
    """The spread of all branches together."""
    known = [spread for spread in spreads if spread is not None]
    if len(known) < len(spreads):
        return None
    return Spread(
        sum(one.paths for one in known),
        (sum(one.sums[0] for one in known), sum(one.sums[1] for one in known)),
        (sum(one.squares[0] for one in known), sum(one.squares[1] for one in known)),
    )


def _along(spread: Spread, axis: int, reading: Windows | Shifted, jump: int) -> Spread:
    count, total, squared = _taps(reading, jump)
    sums = [one * count for one in spread.sums]
    squares = [one * count for one in spread.squares]
    squares[axis] += 2 * spread.sums[axis] * total + spread.paths * squared
    sums[axis] += spread.paths * total
    return Spread(spread.paths * count, (sums[0], sums[1]), (squares[0], squares[1]))


def _taps(reading: Windows | Shifted, jump: int) -> tuple[int, int, int]:
    """How many taps, the sum of their offsets, and of the squares."""
    if isinstance(reading, Shifted):
        return 1, jump * reading.by, (jump * reading.by) ** 2
    offsets = [jump * (reading.dilation * tap - reading.before) for tap in range(reading.kernel)]
    return len(offsets), sum(offsets), sum(offset**2 for offset in offsets)
