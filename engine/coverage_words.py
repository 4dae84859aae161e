"""What is said of a run's coverage: its holes, what the rule says, and what outputs share."""

from __future__ import annotations

from collections.abc import Sequence

from engine import coverage, formulas, number_text, rule
from engine.coverage import Coverage
from engine.document import INPUT
from engine.runs import Run
from engine.sizes import AXES
from engine.verdicts import Kind
from engine.words import Text, plural, text

MOST_KERNELS = 3  # in a card
SEVERAL = {
    2: text("Two"), 3: text("Three"), 4: text("Four"), 5: text("Five"), 6: text("Six"),
    8: text("Eight"), 9: text("Nine"),
}  # fmt: skip


def chip(found: Sequence[Coverage]) -> tuple[Kind, Text]:
    """The word for the truth on these axes together: full, or how many holes."""
    if all(axis.full for axis in found):
        return Kind.GOOD, text("full")
    counts = _counts(found)
    if counts is None:
        return Kind.BAD, text("holes")
    present, all_ = counts
    missing = all_ - present
    shown = number_text.number(missing)
    return Kind.BAD, plural("{number} hole", "{number} holes", missing, number=shown)


def used(found: Sequence[Coverage]) -> Text:
    """How many pixels of the field are used on these axes together."""
    counts = _counts(found)
    if counts is None:
        sides = (number_text.number(axis.hull) for axis in found)
        return text("field of {hull}", hull=number_text.TIMES.join(sides))
    used_, all_ = map(number_text.number, counts)
    return text("{used} of {all} used", used=used_, all=all_)


def first_missing(found: Coverage) -> Text | None:
    """The offset from the rim that is missed first; None where nothing is."""
    if found.first_missing is None:
        return None
    return text("first missing offset\N{NO-BREAK SPACE}{offset}", offset=found.first_missing)


def ruled(verdict: rule.Verdict | None) -> tuple[Kind | None, Text]:
    """The word for the rule; no kind where it is not asked."""
    if verdict is None:
        return None, text("not asked")
    if verdict.passes:
        return Kind.GOOD, text("passes")
    return Kind.BAD, text("fails")


def limit(verdict: rule.Verdict) -> str:
    """What M₂ is and what it is held to."""
    sign = "≤" if verdict.passes else ">"
    return f"{formulas.indexed('M', 2)} = {verdict.bounds[1]} {sign} K = {verdict.limit}"


def why_not_asked(kernels: Sequence[int]) -> Text:
    """Why the rule says nothing of these kernels."""
    if len(kernels) < 2:
        return text("fewer than two kernels above 1")
    different = list(map(str, dict.fromkeys(kernels)))
    if len(different) > MOST_KERNELS:
        different = [*different[:MOST_KERNELS], "…"]
    return text("the kernels differ: {kernels}", kernels=", ".join(different))


def divisor(run: Run) -> Text:
    """What the common divisor of the steps does to the outputs, and whether neighbours share."""
    found = [run.coverage(axis) for axis in AXES]
    networks = coverage.separate_networks(*found)
    if run.jumps == (1, 1) and networks > 1 and all(axis.taps for axis in found):
        return _separate(networks, found, run.source)
    common = [axis.common_divisor for axis in found if axis.taps]
    if max(common, default=1) > 1:
        return text("One output reads one class of pixels alone.")
    if not all(axis.full for axis in found):
        return text("A common divisor of 1 is needed, but it is not enough.")
    return _shared([axis.hull > jump for axis, jump in zip(found, run.jumps, strict=True)])


def _shared(shares: Sequence[bool]) -> Text:
    """Whether neighbours share a pixel on each axis, where both are full."""
    if all(shares):
        return text("Neighbouring outputs share pixels.")
    if not any(shares):
        return text("Neighbouring outputs share no pixel.")
    if shares[0]:
        return text("Outputs in neighbouring columns share no pixel.")
    return text("Outputs in neighbouring rows share no pixel.")


def _separate(networks: int, found: Sequence[Coverage], source: str) -> Text:
    split = [axis.common_divisor > 1 for axis in found]
    number = SEVERAL.get(networks)
    head = (
        text("{count} separate networks", count=networks)
        if number is None
        else text("{number} separate networks", number=number)
    )
    if all(split) and source == INPUT:
        return text("{networks}: neighbouring outputs share no input pixel.", networks=head)
    if all(split):
        return text(
            "{networks}: neighbouring outputs share no pixel of {map}.", networks=head, map=source
        )
    if split[0]:
        return text(
            "{networks}: outputs in neighbouring rows share no pixel of {map}.",
            networks=head,
            map=source,
        )
    return text(
        "{networks}: outputs in neighbouring columns share no pixel of {map}.",
        networks=head,
        map=source,
    )


def _counts(found: Sequence[Coverage]) -> tuple[int, int] | None:
    """The pixels that are used, and all of the field; None where that is not laid out."""
    used_, all_ = 1, 1
    for axis in found:
        if axis.touched is None:
            return None
        used_, all_ = used_ * axis.touched, all_ * axis.hull
    return used_, all_
