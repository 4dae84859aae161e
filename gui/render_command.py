"""`convscope render`: a document as a picture, a film or a folder of pictures, without a window."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine import decoding, file_format, intake, report, words
from engine.decoding import Unreadable
from engine.problems import Refused
from engine.words import text
from gui import preflight, render_arguments
from gui.render_arguments import Misused
from gui.terminal import DONE, PROBLEMS, WRONG_USAGE, complain, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.problems import Problem
    from engine.report import Report
    from gui.render_arguments import Asked

# Draws without a display, whatever display there is.
PLATFORM = {"QT_QPA_PLATFORM": "offscreen"}


def run(arguments: list[str]) -> int:
    """Draws what the arguments ask for; the exit status.

    What a problem in the document leaves to be drawn is drawn, and the status still tells of it.
    """
    try:
        asked = render_arguments.read(arguments)
        found, problems = _report(asked)
        _complain(asked, problems)
        if found is None or not _is_shown(found, problems):
            return PROBLEMS
        lacking = preflight.complaint({**os.environ, **PLATFORM})
        if lacking is not None:
            complain(say(lacking))
            return PROBLEMS
        drawn = _draw(asked, found)
    except Misused as misused:
        complain(say(misused.sentence))
        return WRONG_USAGE
    return PROBLEMS if problems or not drawn else DONE


def _report(asked: Asked) -> tuple[Report | None, tuple[Problem, ...]]:
    """The facts of the document with the view that was asked for, and all that is wrong."""
    try:
        draft = file_format.read(_data(asked.file))
    except Unreadable as unreadable:
        return None, (unreadable.problem,)
    if draft.partial is None:
        return None, draft.problems
    document = replace(draft.partial, view=asked.shown(draft.partial.view))
    found = report.resolve(document)
    return found, (*draft.problems, *found.problems)


def _data(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(decoding.LARGEST_FILE + 1)
    return intake.read(file)


def _is_shown(found: Report, problems: Iterable[Problem]) -> bool:
    """Whether the view is sound, and what it shows is not itself out of the question."""
    if any((problem.field or "").startswith("view") for problem in problems):
        return False
    layers = found.document.view.layers or found.document.names()[-1:]
    return all(found.row(name) is not None for name in layers)


def _draw(asked: Asked, found: Report) -> bool:
    """Whether it could be drawn and written; if not, why has been told."""
    from engine import scenes

    view = found.document.view
    try:
        timeline = scenes.build(view.scene, found, view)
    except Refused as refused:
        _complain(asked, (refused.problem,))
        return False
    os.environ.update(PLATFORM)
    from gui import rendering

    gc.enable()
    try:
        rendering.deliver(asked, timeline)
    except OSError as error:
        reason = text("it cannot be written: {reason}.", reason=error.strerror or str(error))
        complain(f"{words.printable(asked.out)}: {say(reason)}")
        return False
    return True


def _complain(asked: Asked, problems: Iterable[Problem]) -> None:
    place = say(text("standard input")) if asked.file == "-" else words.printable(asked.file)
    for problem in problems:
        complain(f"{place}: {say(problem.message)}")
