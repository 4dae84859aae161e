"""The command line: what a person or another program can ask without opening a window."""

from __future__ import annotations

import gc
import os
import sys

from engine import words
from engine.words import text
from gui.terminal import DONE, INTERRUPTED, PROBLEMS, complain, hear_and_speak, say


def main(arguments: list[str]) -> int:
    """Runs what the arguments ask for; the exit status."""
    hear_and_speak()
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has seen enough
        _drop_output()
        return DONE
    except OSError as error:
        complain(say(text("the output cannot be written: {reason}.", reason=error.strerror)))
        _drop_output()
        return PROBLEMS
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _drop_output() -> None:
    """Keeps what is left in the buffer from being written, and refused, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["inspect"]:
        from gui import inspect_command  # each command loads what it needs alone

        gc.enable()
        return inspect_command.run(arguments[1:])
    if arguments[:1] == ["design"]:
        from gui import design_command

        return design_command.run(arguments[1:])
    if arguments[:1] == ["render"]:
        from gui import render_command

        return render_command.run(arguments[1:])
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    file = _file(arguments)
    if file is not None and not _can_be_opened(file):
        return PROBLEMS
    from gui import app  # Qt is loaded for a window only

    return app.run([] if file is None else [file])


def _file(arguments: list[str]) -> str | None:
    """The usual call is read here: what argparse takes, a window that opens would wait for."""
    if not arguments or (len(arguments) == 1 and not arguments[0].startswith("-")):
        return arguments[0] if arguments else None
    from gui.arguments import Parser

    parser = Parser("convscope", text("See what a stack of layers does to every pixel."))
    parser.epilog = say(
        text(
            "Without a window: convscope inspect FILE… tells the facts of documents, convscope "
            "render FILE -o OUT draws one, and convscope design finds dilation rates."
        )
    )
    parser.arguments.add_argument(
        "file", nargs="?", metavar="FILE", help=say(text("a document to open"))
    )
    found: str | None = parser.parse_args(arguments).file
    return found


def _can_be_opened(file: str) -> bool:
    from engine import decoding, file_format, intake

    try:
        problems = file_format.read(intake.read(file)).problems
    except decoding.Unreadable as unreadable:
        problems = (unreadable.problem,)
    for problem in problems:
        complain(f"{words.printable(file)}: {say(problem.message)}")
    return not problems
