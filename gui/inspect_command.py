"""`convscope inspect`: the facts of documents, as a table or as an object a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator

from engine import inspection, intake, words
from engine.decoding import Unreadable
from engine.problems import Problem
from engine.report import Report
from engine.words import text
from gui.terminal import DONE, PROBLEMS, Parser, complain, put_bytes, say

Source = tuple[str, bytes | Unreadable]  # where it came from, and what was there


def run(arguments: list[str]) -> int:
    """Tells of every document in turn; the exit status."""
    chosen = _parser().parse_intermixed_args(arguments)
    clean = [_tell(place, data, chosen.json) for place, data in _sources(chosen.files)]
    return DONE if all(clean) else PROBLEMS


def _parser() -> Parser:
    parser = Parser(
        prog="convscope inspect",
        description=say(text("Sizes, fields, costs and problems of every layer of a document.")),
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=say(text("a document; - reads one a line from standard input")),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=say(text("an object a document, one line each, for programs")),
    )
    return parser


def _sources(files: Iterable[str]) -> Iterator[Source]:
    for file in files:
        if file == "-":
            yield from _lines()
            continue
        try:
            yield file, intake.read(file)
        except Unreadable as unreadable:
            yield file, unreadable


def _lines() -> Iterator[Source]:
    for number, line in enumerate(intake.lines(sys.stdin.buffer), 1):
        yield say(text("line {number}", number=number)), line


def _tell(place: str, data: bytes | Unreadable, as_object: bool) -> bool:
    """Prints what is known; whether nothing was wrong."""
    found, problems = _examined(data)
    if as_object:
        facts = inspection.facts(found, problems)
        put_bytes(json.dumps(facts, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    elif found is not None:
        language = words.language_of(os.environ)
        print("\n".join(inspection.table(found, language)), end="\n\n", flush=True)
    _complain(place, problems)
    return not problems


def _examined(data: bytes | Unreadable) -> tuple[Report | None, tuple[Problem, ...]]:
    return (None, (data.problem,)) if isinstance(data, Unreadable) else inspection.examine(data)


def _complain(place: str, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        complain(f"{words.one_line(place)}: {say(problem.message)}")
