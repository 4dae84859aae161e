"""What a run of windows touches on one axis: its holes, exactly, and how even its paths are.

A layer with kernel k whose taps are `step` cells apart adds step · {0 … k-1} to the touched set.
Sources: Brown, "Note on complete sequences of integers" (the exact test); Wang et al.,
"Understanding convolution for semantic segmentation" (the rule, in rule.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, pi, prod, sin
from typing import NamedTuple

LARGEST_HULL = 2**20
LONGEST_COUNTED = 8_192  # cells to which paths are counted one by one
MOST_PATH_BYTES = 2 * 2**20  # moved while they are
SHORTEST_TURN = 1e-100  # a shorter turn of the wave is none, and floats near their end round badly

Tap = tuple[int, int]  # kernel and step of a layer, the kernel above 1


@dataclass(frozen=True)
class Coverage:
    """The cells that one output touches through layers of these kernels and steps."""

    taps: tuple[Tap, ...]

    @property
    def hull(self) -> int:
        """From the first touched cell to the last."""
        return 1 + sum((k - 1) * step for k, step in self.taps)

    @cached_property
    def first_missing(self) -> int | None:
        """The smallest offset from either rim that is not touched; None where all are.

        With the steps in ascending order everything up to some reach is touched; a step beyond
        reach + 1 leaves that cell out for good, since later steps are longer still.
        """
        reach = 0
        for k, step in sorted(self.taps, key=lambda tap: tap[1]):
            if step > reach + 1:
                return reach + 1
            reach += (k - 1) * step
        return None

    @property
    def full(self) -> bool:
        """Whether every cell of the hull is touched."""
        return self.first_missing is None

    @cached_property
    def touched_cells(self) -> int | None:
        """The touched cells as the bits of a number; None for a hull that is too long."""
        if self.hull > LARGEST_HULL:
            return None
        # Layers of one step reach what a single one with all their taps would.
        further: dict[int, int] = {}
        for k, step in self.taps:
            further[step] = further.get(step, 0) + k - 1
        bits = 1
        for step in sorted(further):
            bits = _repeated(bits, further[step] + 1, step)
        return bits

    @cached_property
    def touched(self) -> int | None:
        """How many cells are touched."""
        if self.hull > LARGEST_HULL:
            return None
        return self.hull if self.full else _known(self.touched_cells).bit_count()

    @cached_property
    def paths(self) -> list[int] | None:
        """The paths to every cell of the hull; None where that is too much to count."""
        width = prod(k for k, _ in self.taps).bit_length() // 8 + 1
        if self.hull > LONGEST_COUNTED or self.hull * width * len(self.taps) > MOST_PATH_BYTES:
            return None
        packed = 1  # all counts in one number, so many bytes each
        for k, step in self.taps:
            packed = _summed(packed, k, 8 * width * step)
        laid = packed.to_bytes(self.hull * width, "little")
        places = range(0, len(laid), width)
        return [int.from_bytes(laid[at : at + width], "little") for at in places]

    @cached_property
    def max_gap(self) -> int | None:
        """The largest distance between neighbouring touched cells; 0 for a single cell."""
        if self.hull > LARGEST_HULL:
            return None
        if self.full:
            return min(self.hull - 1, 1)
        return _longest(_known(self.touched_cells) ^ ((1 << self.hull) - 1)) + 1

    @cached_property
    def longest_run(self) -> int | None:
        """The most neighbouring cells that are all touched."""
        if self.hull > LARGEST_HULL:
            return None
        if self.full:
            return self.hull
        return _longest(_known(self.touched_cells))

    @property
    def common_divisor(self) -> int:
        """What all steps share; above 1 one output stays in one class of cells."""
        return gcd(*(step for _, step in self.taps))

    @cached_property
    def gridding_index(self) -> float:
        """The strongest unevenness at the period of any step: 0 is even, 1 one phase only."""
        worst = self.worst_period({a for _, a in self.taps if a > 1})
        return 0.0 if worst is None else self.unevenness(worst)

    def worst_period(self, periods: Iterable[int]) -> int | None:
        """The most uneven of these periods; the first of those that are alike."""
        found, most = None, -1.0
        for m in periods:
            unevenness = 1.0
            factors: dict[Tap, float] = {}
            for tap in self.taps:
                if tap not in factors:
                    factors[tap] = factor(*tap, m)
                unevenness *= factors[tap]
                if unevenness <= most:  # no factor is above 1
                    break
            else:
                found, most = m, unevenness
        return found

    def unevenness(self, m: int) -> float:
        """The size of the Fourier coefficient of the paths at period m."""
        return prod(factor(k, step, m) for k, step in self.taps)

    def shares(self, m: int) -> list[Fraction]:
        """The share of the paths that ends in each class of cells modulo m."""
        paths = prod(k for k, _ in self.taps)
        width = paths.bit_length()
        packed, all_ = 1, (1 << (m * width)) - 1  # all counts in one number, so many bits each
        for k, step in self.taps:
            turns = (step * tap % m * width for tap in range(k))
            packed = sum((packed << turn & all_) | packed >> (m * width - turn) for turn in turns)
        one = (1 << width) - 1
        return [Fraction(packed >> (phase * width) & one, paths) for phase in range(m)]

    def live_share(self, jump: int) -> Fraction:
        """The share of the cells that any output uses, outputs being `jump` cells apart."""
        phases = {0}
        for k, step in self.taps:
            phases = {
                (phase + step * tap) % jump for phase in phases for tap in range(min(k, jump))
            }
        return Fraction(len(phases), jump)

    def neighbours_share(self, jump: int) -> bool:
        """Whether neighbouring outputs touch a cell that both use."""
        bits = _known(self.touched_cells)
        return bool(bits & (bits << jump))


def separate_networks(rows: Coverage, columns: Coverage) -> int:
    """At full resolution, into how many networks that share nothing the layers fall."""
    return max(rows.common_divisor, 1) * max(columns.common_divisor, 1)


def of(kernels: Sequence[int], steps: Sequence[int]) -> Coverage:
    """The coverage of layers of these kernels and steps; kernels of 1 touch nothing more."""
    pairs = zip(kernels, steps, strict=True)
    return Coverage(tuple((k, step) for k, step in pairs if k > 1))


class Grown(NamedTuple):
    """What of a coverage is known as soon as a layer is added to it."""

    hull: int
    full: bool


def growing(taps: Iterable[Tap]) -> Iterator[Grown]:
    """The coverage of no layer, of the first one, of the first two, and so on."""
    hull = 1
    reach_of: dict[int, int] = {}
    yield Grown(hull, full=True)
    for k, step in taps:
        hull += (k - 1) * step
        reach_of[step] = reach_of.get(step, 0) + (k - 1) * step
        yield Grown(hull, _is_full(reach_of))


def _is_full(reach_of: Mapping[int, int]) -> bool:
    """The test of `first_missing`, layers of one step taken together."""
    reach = 0
    for step in sorted(reach_of):
        if step > reach + 1:
            return False
        reach += reach_of[step]
    return True


def _repeated(bits: int, k: int, step: int) -> int:
    """The bits put down k times, a step apart; each pass puts down twice as many."""
    seen = 1
    while seen < k:
        more = min(seen, k - seen)
        bits |= bits << (more * step)
        seen += more
    return bits


def _summed(counts: int, k: int, bits: int) -> int:
    """The counts added up k times, so many bits apart; each pass adds up twice as many."""
    total, seen = counts, 1
    for digit in f"{k:b}"[1:]:
        total += total << (seen * bits)
        seen *= 2
        if digit == "1":
            total = (total << bits) + counts
            seen += 1
    return total


def _longest(bits: int) -> int:
    """The most neighbouring bits that are all set."""
    if not bits:
        return 0
    # `starts` has the places from which on `length` bits are set.
    starts, length = bits, 1
    shorter = [(starts, length)]
    while longer := starts & (starts >> length):
        starts, length = longer, 2 * length
        shorter.append((starts, length))
    for others, more in reversed(shorter):
        if longer := starts & (others >> length):
            starts, length = longer, length + more
    return length


def factor(k: int, step: int, m: int) -> float:
    """What one layer adds to the unevenness at period m: 0 makes it even, 1 leaves it as it is."""
    if step % m == 0:
        return 1.0
    if k * step % m == 0:
        return 0.0
    turn, turns = step % m / m, k * step % m / m  # whole numbers first: steps may exceed floats
    if turn < SHORTEST_TURN:
        return 1.0
    return abs(sin(pi * turns) / (k * sin(pi * turn)))


def _known(bits: int | None) -> int:
    if bits is None:
        raise ValueError(f"a hull above {LARGEST_HULL} cells is not laid out")
    return bits
