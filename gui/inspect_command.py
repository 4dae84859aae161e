"""`convscope inspect`: the facts of documents, as a table or as an object a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import inspection, inspection_table, intake, words
from engine.decoding import Unreadable
from engine.inspection import Findings
from engine.problems import Problem
from engine.words import text
from gui.terminal import DONE, PROBLEMS, complain, put_bytes, say

if TYPE_CHECKING:
    from gui.arguments import Parser

Source = tuple[str, bytes | Unreadable]  # where it came from, and what was there


@dataclass(frozen=True, repr=False)
class Asked:
    """What to tell, and of which documents."""

    files: tuple[str, ...]
    json: bool = False
    values: bool = False
    counts: bool = False


FLAGS = ("--json", "--values", "--counts")


def run(arguments: list[str]) -> int:
    """Tells of every document in turn; the exit status."""
    asked = _asked(arguments)
    clean = [_tell(place, data, asked) for place, data in _sources(asked.files)]
    return DONE if all(clean) else PROBLEMS


def _asked(arguments: list[str]) -> Asked:
    """The usual call is read here: argparse, which knows the rest, takes as long as the answer."""
    files = tuple(one for one in arguments if one == "-" or not one.startswith("-"))
    flags = {one for one in arguments if one not in files}
    if files and flags <= set(FLAGS):
        return Asked(files, *(flag in flags for flag in FLAGS))
    found = _parser().parse_intermixed_args(arguments)
    return Asked(tuple(found.files), found.json, found.values, found.counts)


def _parser() -> Parser:
    from gui.arguments import Parser

    parser = Parser(
        "convscope inspect", text("Sizes, fields, costs and problems of every layer of a document.")
    )
    parser.arguments.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=say(text("a document; - reads one a line from standard input")),
    )
    parser.flag("--json", text("an object a document, one line each, for programs"))
    parser.flag("--values", text("the numbers of every layer as well"))
    parser.flag(
        "--counts", text("the paths from the pixel of the view to every input pixel as well")
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


def _tell(place: str, data: bytes | Unreadable, asked: Asked) -> bool:
    """Prints what is known; whether nothing was wrong."""
    if isinstance(data, Unreadable):
        found = Findings(None, (data.problem,))
    else:
        found = inspection.examine(data, values=asked.values, counts=asked.counts)
    if asked.json:
        facts = inspection.facts(found)
        put_bytes(json.dumps(facts, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    elif found.report is not None:
        language = words.language_of(os.environ)
        print("\n".join(inspection_table.lines(found, language)), end="\n\n", flush=True)
    _complain(place, found.problems)
    return not found.problems


def _complain(place: str, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        complain(f"{words.printable(place)}: {say(problem.message)}")
