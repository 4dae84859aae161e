"""Where a layer looks in the input: jump, centre and receptive field, exactly, through any graph.

All of it is of an endless input, so borders play no part. `Field` is of one axis. With
up-sampling below a layer its field depends on the phase of the output cell, so the ends of the
field are kept for each phase of one period. Sources: Araujo, Norris and Sim, "Computing receptive
fields of convolutional neural networks" (jump, centre); the phases are worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from engine.phases import IDENTITY, Ends, MadeEnds, merged_ends, read_ends
from engine.taps import Reading


@dataclass(frozen=True)
class Field:
    """What one axis of a layer is to the input: output o looks around jump · o + centre."""

    jump: Fraction
    centre: Fraction
    ends: Ends

    @property
    def period(self) -> int:
        """After so many outputs the field repeats, moved on."""
        return self.ends.period

    @property
    def is_made(self) -> bool:
        """Whether all of it is worked out; looking closer at any other uses up a budget."""
        return isinstance(self.ends, MadeEnds)

    @property
    def sizes(self) -> tuple[int, int] | None:
        """The least and greatest side over one period; None where the period is too long."""
        return self.ends.sizes()


START = Field(Fraction(1), Fraction(0), IDENTITY)


def read(field: Field, reading: Reading) -> Field:
    """The field of a layer that reads a map with this field."""
    centre = field.centre + field.jump * reading.shift
    jump = field.jump * reading.jump
    # T outputs move on by T · jump cells, which must be whole periods of the map that is read.
    period = (reading.jump / field.period).denominator
    return Field(jump, centre, read_ends(field.ends, reading, period, jump))


def merge(fields: Sequence[Field | None]) -> Field | None:
    """The hull of the branches, at the first one's centre; None where their jumps differ."""
    known = [field for field in fields if field is not None]
    if len(known) < len(fields) or len({field.jump for field in known}) > 1:
        return None
    if len(known) == 1:
        return known[0]
    period = lcm(*(field.period for field in known))
    ends = merged_ends([field.ends for field in known], period, known[0].jump)
    return Field(known[0].jump, known[0].centre, ends)


@dataclass(frozen=True)
class Skip:
    """How far the centres of merging branches are apart; None where their jumps differ."""

    rows: Fraction | None
    columns: Fraction | None

    @property
    def aligned(self) -> bool:
        return self.rows == 0 and self.columns == 0


def misalignment(fields: Sequence[Field | None]) -> Fraction | None:
    """Largest minus smallest centre, in input pixels; None where the jumps differ."""
    known = [field for field in fields if field is not None]
    if not known:
        return Fraction(0)
    if len({field.jump for field in known}) > 1:
        return None
    centres = [field.centre for field in known]
    return max(centres) - min(centres)


@dataclass(frozen=True)
class Drift:
    """How far outputs look beside the place that a picture of the map gives them, in pixels."""

    shift: Fraction
    slope: Fraction
    middle: Fraction

    def at(self, o: int) -> Fraction:
        """The drift of output o."""
        return self.shift + self.slope * (o - self.middle)


def drift(field: Field, n_in: int, n_out: int) -> Drift:
    """Against the ideal (o + 1/2) · n_in / n_out - 1/2, which spreads the outputs evenly."""
    middle = Fraction(n_out - 1, 2)
    ratio = Fraction(n_in, n_out)
    ideal = (middle + Fraction(1, 2)) * ratio - Fraction(1, 2)
    return Drift(field.jump * middle + field.centre - ideal, field.jump - ratio, middle)
