"""How evenly the paths of a run are spread over its field, phase by phase."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine import number_text
from engine.coverage import Coverage
from engine.words import Text, text

MOST_PHASES = 12  # told one by one
LONGEST_PERIOD = 64  # looked at phase by phase
PERCENT = "%"


def origin(found: Coverage) -> int:
    """The place of offset 0 in the field: its middle, unless no path leads there by the divisor."""
    half, odd = divmod(found.hull - 1, 2)
    return 0 if odd or half % max(found.common_divisor, 1) else half


def periods(found: Coverage) -> tuple[int, ...]:
    """The steps above 1 whose phases are looked at, the smallest first."""
    return tuple(sorted({a for _, a in found.taps if 1 < a <= LONGEST_PERIOD}))


def worst(found: Coverage) -> int | None:
    """The most uneven of these periods."""
    return found.worst_period(periods(found))


def shares(found: Coverage, m: int) -> list[Fraction]:
    """The share of the paths in each phase of the offsets that are shown."""
    from_rim, start = found.shares(m), origin(found)
    return [from_rim[(phase + start) % m] for phase in range(m)]


def names(m: int) -> Iterator[Text]:
    """What each phase is called."""
    if m == 2:
        yield from (text("even phase"), text("odd phase"))
        return
    for phase in range(m):
        yield text("phase {phase} /{period}", phase=phase, period=m)


def spread(of_phases: list[Fraction]) -> Text:
    """Of many phases, the two at the ends."""
    most, least = max(of_phases), min(of_phases)
    return text(
        "From {least} in phase {thin} to {most} in phase {thick}.",
        least=percent(least),
        thin=of_phases.index(least),
        most=percent(most),
        thick=of_phases.index(most),
    )


def percent(share: Fraction) -> str:
    """A share in whole percents; what is less than half of one is not 0."""
    rounded = int(100 * share + Fraction(1, 2))
    return f"<1 {PERCENT}" if share and not rounded else f"{rounded} {PERCENT}"


def index(found: Coverage) -> Text:
    """The gridding index in two decimals."""
    return text("gridding index {index}", index=f"{found.gridding_index:.2f}")


def runs_and_gaps(found: Coverage) -> Text:
    """The longest run of used cells and the largest gap, where they are laid out."""
    if found.longest_run is None or found.max_gap is None:
        return text("field of {hull}", hull=number_text.number(found.hull))
    return text(
        "longest run {run} of {hull} · largest gap {gap}",
        run=number_text.number(found.longest_run),
        hull=number_text.number(found.hull),
        gap=number_text.number(found.max_gap),
    )
