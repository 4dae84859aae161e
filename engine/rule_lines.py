"""The design rule and the exact test, each line by line in numbers.

Of long stacks the lines in the middle are left out, unless all are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from engine import formulas
from engine.coverage import Coverage
from engine.formulas import Formula, Line, Piece, Style
from engine.number_text import MINUS
from engine.rule import Verdict
from engine.words import text

T = TypeVar("T")
SHOWN_WHOLE = 5  # layers, whose lines are all shown
SHOWN_AT_ENDS = 2
LEFT_OUT = Line("", (Piece("…"),))


def is_long(steps: Sequence[object]) -> bool:
    """Whether lines are left out of the rule or the test of so many layers."""
    return len(steps) > SHOWN_WHOLE


def of_rule(verdict: Verdict, rates: Sequence[int], *, whole: bool = False) -> Formula:
    """M from the last layer to the first, and the limit that M₂ is held to."""
    lines: list[Line] = []
    for at in _kept(list(range(len(rates), 0, -1)), whole):
        lines.extend([LEFT_OUT] if at is None else _bound(verdict, rates, at))
    return Formula(tuple(lines))


def of_test(found: Coverage, *, whole: bool = False) -> Formula:
    """The steps in order of size, each against 1 + what the smaller ones reach."""
    steps = tested(found)
    lines = [_step(number, *one) for number, one in enumerate(steps, 1)]
    shown = [LEFT_OUT if line is None else line for line in _kept(lines, whole)]
    if found.full and steps:
        told = Piece(text("every offset up to {reach} is used", reach=found.hull - 1), Style.GOOD)
        shown.append(Line("", (told,)))
    elif steps:
        offset = found.first_missing
        told = Piece(text("offset {offset} is never used", offset=offset), Style.BAD)
        shown.append(Line("", (told,)))
    return Formula(tuple(shown))


def tested(found: Coverage) -> list[tuple[int, int]]:
    """The steps in order of size, each with what the smaller ones reach, up to one that fails."""
    steps, reach = [], 0
    for k, step in sorted(found.taps, key=lambda tap: tap[1]):
        steps.append((step, reach))
        if step > reach + 1:
            break
        reach += (k - 1) * step
    return steps


def _bound(verdict: Verdict, rates: Sequence[int], at: int) -> Iterator[Line]:
    """The lines of M at that layer, counted from 1."""
    value, name = verdict.bounds[at - 1], formulas.indexed("M", at)
    own, rate = formulas.indexed("r", at), rates[at - 1]
    judged = _judged(verdict) if at == 2 else ()
    told = (formulas.result(value), *judged)
    if at == len(rates):
        yield Line(name, (Piece(f"= {own} = "), *told))
        return
    later, bound = formulas.indexed("M", at + 1), verdict.bounds[at]
    symbols = f"= max({later} {MINUS} 2{own}, {later} {MINUS} 2({later} {MINUS} {own}), {own})"
    yield Line(name, (Piece(symbols),))
    numbers = (
        f"= max({bound} {MINUS} {2 * rate}, {bound} {MINUS} 2·{_factor(bound - rate)}, {rate})"
    )
    if at != 2:
        yield Line("", (Piece(numbers, Style.SOFT), Piece(" = "), *told))
        return
    yield Line("", (Piece(numbers, Style.SOFT),))
    terms = ", ".join(map(_number, (bound - 2 * rate, bound - 2 * (bound - rate), rate)))
    yield Line("", (Piece(f"= max({terms})", Style.SOFT), Piece(" = "), *told))


def _judged(verdict: Verdict) -> tuple[Piece, ...]:
    """How M₂ compares to the kernel."""
    if verdict.passes:
        return Piece(f" ≤ K = {verdict.limit} "), Piece(text("passes"), Style.GOOD)
    return Piece(f" > K = {verdict.limit} "), Piece(text("fails"), Style.BAD)


def _step(number: int, step: int, reach: int) -> Line:
    sign = "≤" if step <= reach + 1 else ">"
    start, end = Piece("= "), Piece(f" {sign} 1 + {reach} = {reach + 1}")
    return Line(formulas.indexed("a", number), (start, formulas.result(step), end))


def _kept(parts: Sequence[T], whole: bool) -> list[T | None]:
    """The parts, those in the middle of many as one None."""
    if whole or not is_long(parts):
        return list(parts)
    return [*parts[:SHOWN_AT_ENDS], None, *parts[-SHOWN_AT_ENDS:]]


def _number(value: int) -> str:
    return str(value).replace("-", MINUS)


def _factor(value: int) -> str:
    return f"({_number(value)})" if value < 0 else str(value)
