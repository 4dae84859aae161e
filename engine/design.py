"""Dilation rates for a wanted field: every list that leaves no hole, the most even first.

A stack of n layers with one kernel and stride 1 sees 1 + (kernel - 1) · (the sum of its rates)
pixels along an axis; whether it touches them all does not depend on the order of the layers, so a
list is told in ascending order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine import rate_lists, rate_repair, rate_search
from engine.document import LARGEST_STACK
from engine.fields import LARGEST_KERNEL
from engine.problems import Refused, refusal
from engine.rate_lists import Bounds, Rates
from engine.words import Text, plural, text

LARGEST_FIELD = 4_097
DECIMALS = 12  # of an index: what follows is rounding


@dataclass(frozen=True)
class Request:
    """What is wanted; without `layers` the fewest, without `largest` rates as large as it takes."""

    kernel: int
    field: int
    layers: int | None = None
    largest: int | None = None


@dataclass(frozen=True)
class Candidate:
    """Ascending rates without holes; the weights are those of one input and output channel."""

    kernel: int
    rates: Rates
    gridding_index: float

    @property
    def field(self) -> int:
        return field_of(self.kernel, self.rates)

    @property
    def weights(self) -> int:
        return len(self.rates) * self.kernel**2


@dataclass(frozen=True)
class Answer:
    """The best candidates; `nearest` is the closest field that has one, where this has none.

    `is_complete` tells whether every list was accounted for, or only the best of many are told.
    """

    request: Request
    candidates: tuple[Candidate, ...] = ()
    nearest: int | None = None
    is_complete: bool = True


@dataclass(frozen=True)
class Repair:
    """Ascending rates without holes, as many as before and of the same field; if none, why."""

    rates: Rates | None
    why_not: Text | None = None


def field_of(kernel: int, rates: Rates) -> int:
    """How many pixels layers of these rates see along an axis."""
    return 1 + (kernel - 1) * sum(rates)


LIMITS = {
    "kernel": (2, LARGEST_KERNEL),
    "field": (1, LARGEST_FIELD),
    "layers": (1, LARGEST_STACK),
    "largest": (1, LARGEST_FIELD - 1),
}
NAMES = {
    "kernel": text("kernel"),
    "field": text("field"),
    "layers": text("layers"),
    "largest": text("largest rate"),
}


def refused(request: Request) -> Refused | None:
    """Why nobody can answer that; None where it can be answered."""
    for name, (least, most) in LIMITS.items():
        value = getattr(request, name)
        if value is not None and not least <= value <= most:
            code, limit = ("not_positive", least) if value < least else ("too_large", most)
            return refusal(code, out_of_limits(name, value), value=value, limit=limit)
    return None


def out_of_limits(name: str, value: object, called: str | None = None) -> Text:
    """That what was given for a part of a request is no number within its limits."""
    least, most = LIMITS[name]
    return text(
        "{option} takes a whole number from {least} to {most}, got {value}.",
        option=called or NAMES[name], least=least, most=most, value=value,
    )  # fmt: skip


def nothing_found(answer: Answer) -> Text:
    """That a request has no candidate, and which field has one."""
    request = answer.request
    if request.layers is None:
        what = text(
            "No rates without holes give kernel {kernel} a field of {field}.",
            kernel=request.kernel, field=request.field,
        )  # fmt: skip
    else:
        what = plural(
            "1 layer of kernel {kernel} has no rates without holes for a field of {field}.",
            "{count} layers of kernel {kernel} have no rates without holes for a field of {field}.",
            request.layers, kernel=request.kernel, field=request.field,
        )  # fmt: skip
    if answer.nearest is None:
        return what
    where = text("The nearest field that has some is {nearest}.", nearest=answer.nearest)
    return text("{what} {where}", what=what, where=where)


def best_known(answer: Answer) -> Text:
    """That there are more lists than could all be compared."""
    return text(
        "The best of those looked at; there are too many lists of {count} rates to compare all.",
        count=len(answer.candidates[0].rates),
    )


@lru_cache(maxsize=64)
def answer(request: Request) -> Answer:
    """The best lists of exactly that field, or where there is one."""
    found = refused(request)
    if found is not None:
        raise found
    total, rest = divmod(request.field - 1, request.kernel - 1)
    bounds = Bounds(request.kernel, total, _largest(request))
    count = request.layers or rate_lists.fewest(bounds, LARGEST_STACK)
    if rest or total < 1 or count is None or not rate_lists.can_be(bounds, count):
        return Answer(request, nearest=_nearest(request))
    best = rate_search.best(bounds, count)
    candidates = (
        Candidate(request.kernel, rates, round(index, DECIMALS)) for rates, index in best.lists
    )
    return Answer(request, tuple(candidates), is_complete=best.is_complete)


def _largest(request: Request) -> int:
    return request.largest or LARGEST_FIELD - 1


def _nearest(request: Request) -> int | None:
    """The closest field that has a candidate, of two the smaller; None where none has one."""
    step = request.kernel - 1
    most = rate_lists.greatest_total(
        request.kernel, _largest(request), 0, request.layers or LARGEST_STACK
    )
    least, most = request.layers or 1, min(most, (LARGEST_FIELD - 1) // step)
    if least > most:
        return None
    below = (request.field - 1) // step
    totals = {min(max(total, least), most) for total in (below, below + 1)}
    fields = (1 + step * total for total in totals)
    return min(fields, key=lambda field: (abs(field - request.field), field))


@lru_cache(maxsize=64)
def _nearest_rates(kernel: int, wanted: Rates) -> Rates | None:
    return rate_repair.nearest(kernel, wanted)


def repairs(kernel: int, rates: Sequence[int]) -> Repair:
    """The nearest rates without holes: the least sum of changes, rate by rate, then the best."""
    wanted = tuple(sorted(rates))
    found = _nearest_rates(kernel, wanted)
    return Repair(found, None if found else _too_few(kernel, wanted))


def _too_few(kernel: int, rates: Rates) -> Text:
    bounds = Bounds(kernel, sum(rates), sum(rates))
    return text(
        "{count} layers of kernel {kernel} without holes see {most} pixels at most; a field of "
        "{field} takes {enough} layers.",
        count=len(rates), kernel=kernel, most=kernel ** len(rates),
        field=field_of(kernel, rates), enough=rate_lists.fewest(bounds, bounds.total),
    )  # fmt: skip
