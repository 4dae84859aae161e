"""Why the design rule and the truth differ on an axis, where they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine import coverage, rule
from engine.coverage import Coverage
from engine.words import Text, text

RATE, SPACING = text("rate"), text("spacing")
MOST_RATES = 7  # in a sentence


class Reason(Enum):
    """What the rule does not see; there is no other."""

    FACTOR = "every rate shares a factor"
    NO_ONE = "no rate is 1"
    TWO_TAPS = "a kernel of two taps reaches less far than the rule takes it to"
    FIRST = "the first rate is not asked"
    ORDER = "the rule looks from the last layer"
    REACH = "a kernel of many taps reaches further than the rule takes it to"
    ORDER_AND_REACH = "both of them"


@dataclass(frozen=True)
class Disagreement:
    """The reason, and the sentences that tell it with the numbers."""

    reason: Reason
    sentences: tuple[Text, ...]

    @property
    def sentence(self) -> Text:
        """All of them, one behind the other."""
        said = self.sentences[0]
        for further in self.sentences[1:]:
            said = text("{before} {after}", before=said, after=further)
        return said


def of(
    kernels: Sequence[int], rates: Sequence[int], *, are_dilations: bool = True
) -> Disagreement | None:
    """Why they differ; None where they agree, and where the rule says nothing.

    What is rated is the distance between taps in the map that enters, which is the dilation as
    long as no layer before has a stride.
    """
    said, truth = rule.verdict(kernels, rates), coverage.of(kernels, rates)
    if said is None or said.passes == truth.full:
        return None
    if said.passes:
        return _passing(kernels[0], rates, truth, RATE if are_dilations else SPACING)
    return _failing(kernels[0], rates)


def order(rates: Sequence[int]) -> str:
    """The rates in a row, those in the middle of many left out."""
    shown = list(map(str, rates))
    if len(shown) > MOST_RATES:
        shown = [*shown[: MOST_RATES - 3], "…", *shown[-2:]]
    return ", ".join(shown)


def overstep(truth: Coverage) -> Text:
    """Which step leaves the first hole, and at what offset."""
    offset = truth.first_missing
    assert offset is not None
    return text(
        "Step {step} is larger than 1 + {reach}, so offset {offset} is never reached.",
        step=min(a for _, a in truth.taps if a > offset),
        reach=offset - 1,
        offset=offset,
    )


def _passing(k: int, rates: Sequence[int], truth: Coverage, rate: Text) -> Disagreement:
    """With k of 3 and more, a rule that passes is right if the first rate is 1 (Wang et al.)."""
    if truth.common_divisor > 1:
        return Disagreement(Reason.FACTOR, (_factor(truth.common_divisor, rate), _blind()))
    if min(rates) > 1:
        smallest = text(
            "The smallest {rate} is {smallest}, so the pixel beside the outermost one is never "
            "read. M₂ does not ask for a {rate} of 1.",
            rate=rate,
            smallest=min(rates),
        )
        return Disagreement(Reason.NO_ONE, (smallest,))
    counted = _counted(k, rates)
    if counted > k:
        return Disagreement(Reason.TWO_TAPS, (_three_taps(), _with_reach(k, counted)))
    first = text(
        "M₂ ≤ K is enough only where the first {rate} is 1, so that its taps fill the gaps that "
        "are left; here it is {first}.",
        rate=rate,
        first=rates[0],
    )
    return Disagreement(Reason.FIRST, (first, overstep(truth)))


def _failing(k: int, rates: Sequence[int]) -> Disagreement:
    """Ascending rates without holes begin with 1, and pass once the whole kernel is counted."""
    ascending = sorted(rates)
    sorted_verdict = rule.verdict([k] * len(rates), ascending)
    assert sorted_verdict is not None
    if sorted_verdict.passes:
        ordered = text(
            "M looks from the last layer on. In the order {order} the rule passes with "
            "M₂ = {second}, and the same pixels are read.",
            order=order(ascending),
            second=sorted_verdict.bounds[1],
        )
        return Disagreement(Reason.ORDER, (ordered, _order_matters()))
    counted = _counted(k, rates)
    if counted <= k:
        return Disagreement(Reason.REACH, (_three_taps(), _with_reach(k, counted)))
    both = text(
        "Kernel {kernel} reaches {reach}: with that, and in the order {order}, M₂ is {second} and "
        "passes.",
        kernel=k,
        reach=_reach(k),
        order=order(ascending),
        second=_counted(k, ascending),
    )
    return Disagreement(Reason.ORDER_AND_REACH, (_three_taps(), both, _order_matters()))


def _counted(k: int, rates: Sequence[int]) -> int:
    """M₂ with all taps of the kernel counted."""
    said = rule.repaired(k, rates)
    assert said is not None
    return said.bounds[1]


def _factor(divisor: int, rate: Text) -> Text:
    if divisor == 2:
        return text(
            "Every {rate} shares the factor 2, so the steps never leave the even pixels.", rate=rate
        )
    return text(
        "Every {rate} shares the factor {divisor}, so of {divisor} pixels in a row one alone is "
        "reached.",
        rate=rate,
        divisor=divisor,
    )


def _blind() -> Text:
    return text("M₂ cannot see that.")


def _three_taps() -> Text:
    return text("The rule subtracts 2r in every line, as for three taps.")


def _with_reach(k: int, second: int) -> Text:
    values: dict[str, object] = {"kernel": k, "reach": _reach(k), "second": second}
    if second > k:
        return text(
            "Kernel {kernel} reaches no more than {reach}: with that, M₂ is {second} and fails.",
            **values,
        )
    return text("Kernel {kernel} reaches {reach}: with that, M₂ is {second} and passes.", **values)


def _reach(k: int) -> str:
    return "r" if k == 2 else f"{k - 1}r"


def _order_matters() -> Text:
    return text("Order matters to the rule, not to the truth.")
