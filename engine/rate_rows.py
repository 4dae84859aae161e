"""What there is to compare of lists of rates: how far they see, how much of it, how evenly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, permutations

from engine import coverage, design, rule, runs
from engine.coverage import Coverage
from engine.document import Document
from engine.rate_lists import Rates
from engine.report import Report
from engine.rule import Verdict
from engine.runs import Run
from engine.sizes import AXES
from engine.words import Text, text

# Orders of the same rates that are tried for one of which the rule says something else.
MOST_ORDERS = 120
MOST_WRITTEN = 12


@dataclass(frozen=True)
class RateRow:
    """Layers of one kernel and stride 1 with these rates, in this order."""

    kernel: int
    rates: Rates

    @cached_property
    def coverage(self) -> Coverage:
        """What they touch along an axis."""
        return coverage.of([self.kernel] * len(self.rates), self.rates)

    @property
    def field(self) -> int:
        return self.coverage.hull

    @cached_property
    def used(self) -> int:
        """How many pixels of the square field are touched."""
        return (self.coverage.touched or 0) ** 2

    @property
    def holes(self) -> int:
        return self.field**2 - self.used

    @property
    def weights(self) -> int:
        """Those of one input and output channel."""
        return len(self.rates) * self.kernel**2

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the rule says of this order."""
        return rule.verdict([self.kernel] * len(self.rates), self.rates)


def now(document: Document, report: Report, names: Sequence[str]) -> RateRow | None:
    """The rates of these layers, else of the dilated part of the stack, else of all of it.

    Only along the columns, and only where all kernels are one; None where there is no such part.
    """
    chosen = _of_names(document, names) if len(names) > 1 else None
    if chosen is not None:
        return chosen
    found = [_of_kernels(run.kernels[1], run.rates[1]) for run in reversed(runs.of(report))]
    return next((row for row in found if row is not None), None)


def mended(run: Run) -> Text | None:
    """What would close the holes of a run of dilations, see as far and change least."""
    holey = [axis for axis in AXES if not run.coverage(axis).full]
    row = _of_kernels(run.kernels[holey[0]], run.rates[holey[0]]) if holey else None
    if row is None or not run.is_of_dilations:
        return None
    found = design.repairs(row.kernel, row.rates)
    if found.rates is None:
        return found.why_not
    return text("Rates {rates} see as far and leave no hole.", rates=listed(found.rates))


def order_matters(row: RateRow) -> Text:
    """That the rule looks at the order, with an order of which it says something else."""
    if row.verdict is not None:
        for order in islice(permutations(row.rates), MOST_ORDERS):
            other = rule.verdict([row.kernel] * len(order), order)
            assert other is not None
            if other.passes != row.verdict.passes:
                passes, fails = (row.rates, order) if row.verdict.passes else (order, row.rates)
                return text(
                    "Order matters to the rule, not to the truth: {passes} passes and {fails} "
                    "fails, yet they read the same pixels.",
                    passes=listed(passes),
                    fails=listed(fails),
                )
    return text("Order matters to the rule, not to the truth.")


def listed(rates: Sequence[int]) -> str:
    """The rates as they are written, with many equal ones counted: `1, 2 ×30, 3`."""
    if len(rates) <= MOST_WRITTEN:
        return ", ".join(map(str, rates))
    parts: list[tuple[int, int]] = []
    for rate in rates:
        if parts and parts[-1][0] == rate:
            parts[-1] = (rate, parts[-1][1] + 1)
        else:
            parts.append((rate, 1))
    return ", ".join(f"{rate} ×{count}" if count > 1 else str(rate) for rate, count in parts)


def _of_names(document: Document, names: Sequence[str]) -> RateRow | None:
    layers = [layer for layer in document.layers if layer.name in names]
    kernels = tuple(getattr(layer, "kernel", None) or (0, 0) for layer in layers)
    rates = tuple(getattr(layer, "dilation", (1, 1))[1] for layer in layers)
    return _of_kernels([kernel[1] for kernel in kernels], rates)


def _of_kernels(kernels: Sequence[int], rates: Sequence[int]) -> RateRow | None:
    if not kernels or len(set(kernels)) > 1 or kernels[0] < 2:
        return None
    return RateRow(kernels[0], tuple(rates))
