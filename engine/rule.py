"""What the published design rule for dilated groups says, and the form in which it is true.

Wang et al. ask that M_2 be at most the kernel, M_i bounding the distance of neighbouring taps of
layers i to n. It is neither necessary nor sufficient; coverage.py has the truth beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The rule's M_1 … M_n, the limit that M_2 is held to, and whether it passes."""

    bounds: tuple[int, ...]
    limit: int

    @property
    def passes(self) -> bool:
        """Whether the rule is content."""
        return self.bounds[1] <= self.limit


def verdict(kernels: Sequence[int], rates: Sequence[int]) -> Verdict | None:
    """What the rule says; None where it says nothing: kernels that differ, or fewer than two."""
    if len(kernels) < 2 or len(set(kernels)) > 1:
        return None
    bounds = [rates[-1]]
    for rate in reversed(rates[:-1]):
        bounds.append(max(bounds[-1] - 2 * rate, bounds[-1] - 2 * (bounds[-1] - rate), rate))
    return Verdict(tuple(reversed(bounds)), kernels[0])


def repaired(kernel: int, rates: Sequence[int]) -> Verdict | None:
    """The rule with a step for any kernel: exact for ascending rates that begin with 1."""
    if len(rates) < 2:
        return None
    bounds = [rates[-1]]
    for rate in reversed(rates[:-1]):
        bounds.append(max(bounds[-1] - (kernel - 1) * rate, rate))
    return Verdict(tuple(reversed(bounds)), kernel)
