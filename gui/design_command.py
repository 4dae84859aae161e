"""`convscope design`: rates for a wanted field, as a table or as an object."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from engine import design, number_text, rule, words
from engine.design import Answer, Candidate, Request
from engine.inspection_table import aligned, width
from engine.words import text
from gui.terminal import DONE, PROBLEMS, WRONG_USAGE, complain, put_bytes, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gui.arguments import Parser

HEADERS = (
    text("rates"),
    text("field"),
    text("gridding index"),
    text("rule says"),
    text("in truth"),
    text("weights"),
)
RIGHT = (1, 2, 5)
INDEX_DECIMALS = 6
WHOLE = r"-?[0-9]{1,10}"


def run(arguments: list[str]) -> int:
    """Tells the candidates, the best first, or where there are some; the exit status."""
    asked = vars(_parser().parse_args(arguments))
    request = _request(asked)
    if request is None:
        return WRONG_USAGE
    answer = design.answer(request)
    if asked["json"]:
        put_bytes(json.dumps(facts(answer), allow_nan=False).encode() + b"\n")
    elif answer.candidates:
        print("\n".join(table(answer, words.language_of(os.environ))))
    if not answer.candidates:
        complain(say(design.nothing_found(answer)))
    return DONE if answer.candidates else PROBLEMS


def _request(asked: dict[str, str | None]) -> Request | None:
    """What is asked for; None, and a sentence, where it is nothing that can be answered."""
    numbers: dict[str, int | None] = {}
    for name in ("kernel", "field", "layers"):
        given, (least, most) = asked[name], design.LIMITS[name]
        numbers[name] = int(given) if given and re.fullmatch(WHOLE, given) else None
        if given is not None and not least <= (numbers[name] or 0) <= most:
            complain(say(design.out_of_limits(name, given, f"--{name}")))
            return None
    return Request(numbers["kernel"] or 0, numbers["field"] or 0, numbers["layers"])


def _parser() -> Parser:
    from gui.arguments import Parser

    parser = Parser(
        "convscope design",
        text("Rates of dilated layers that reach a field and leave no hole, the most even first."),
    )
    told = {
        "kernel": ("K", text("the kernel of every layer")),
        "field": ("R", text("the field to be reached exactly, in pixels")),
        "layers": ("N", text("how many layers; without it, the fewest that reach the field")),
    }
    for name, (sign, what) in told.items():
        parser.options.add_argument(
            f"--{name}", metavar=sign, required=name != "layers", help=say(what)
        )
    parser.flag("--json", text("one object, for programs"))
    return parser


def facts(answer: Answer) -> dict[str, object]:
    """The answer as other programs read it."""
    return {
        "kernel": answer.request.kernel,
        "field": answer.request.field,
        "candidates": [
            {
                "rates": list(one.rates),
                "field": one.field,
                "gridding_index": one.gridding_index,
                "weights": one.weights,
            }
            for one in answer.candidates
        ],
        "nearest": answer.nearest,
    }


def table(answer: Answer, language: str) -> Iterator[str]:
    """The answer as people read it."""
    rows = [tuple(words.say(header, language) for header in HEADERS)]
    rows.extend(_cells(one, language) for one in answer.candidates)
    head, *lines = aligned(rows, RIGHT)
    yield head
    yield "─" * max(width(line) for line in (head, *lines))
    yield from lines
    if not answer.is_complete:
        yield ""
        yield words.say(design.best_known(answer), language)


def _cells(one: Candidate, language: str) -> tuple[str, ...]:
    verdict = rule.verdict([one.kernel] * len(one.rates), one.rates)
    if verdict is None:
        says = text("not asked")
    elif verdict.passes:
        says = text("passes, {bound}", bound=verdict.bounds[1])
    else:
        says = text("fails, {bound}", bound=verdict.bounds[1])
    return (
        ", ".join(map(str, one.rates)),
        str(one.field),
        f"{one.gridding_index:.{INDEX_DECIMALS}f}".rstrip("0").rstrip("."),
        words.say(says, language),
        words.say(text("full"), language),
        number_text.number(one.weights),
    )
