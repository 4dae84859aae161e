"""How every command speaks: exit statuses, lines on standard error, arguments it cannot use."""

from __future__ import annotations

import argparse
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from engine import words
from engine.words import Text, text

USUAL_WIDTH = 80
DONE, PROBLEMS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def say(sentence: Text) -> str:
    """The sentence in the language of the terminal."""
    return words.say(sentence, words.language_of(os.environ))


def hear_and_speak() -> None:
    """Makes every stream take any character, and none of them missing."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        nowhere = os.fdopen(os.open(os.devnull, os.O_RDWR), "r+", encoding="utf-8")
        sys.stdin, sys.stdout = sys.stdin or nowhere, sys.stdout or nowhere
        sys.stderr = sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put_bytes(data: bytes) -> None:
    """Bytes on standard output, the same in every terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def complain(line: str) -> None:
    """One line on standard error."""
    print(line, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """Speaks the language of the terminal, and says in one line what it cannot use."""

    def __init__(self, command: str, description: Text) -> None:
        super().__init__(
            prog=command,
            description=say(description),
            add_help=False,
            formatter_class=_formatter,
        )
        self.arguments = self.add_argument_group(say(text("arguments")))
        self.options = self.add_argument_group(say(text("options")))
        self.options.add_argument(
            "-h", "--help", action="help", help=say(text("show this help and end"))
        )

    def flag(self, name: str, told: Text) -> None:
        """An option that is there or not."""
        self.options.add_argument(name, action="store_true", help=say(told))

    def format_help(self) -> str:
        """All that can be asked."""
        return super().format_help().replace("usage: ", say(text("usage: ")), 1)

    def error(self, message: str) -> NoReturn:
        """Ends with what is wrong and where help is."""
        reason = words.one_line(message)
        complain(say(text("{command}: wrong usage: {reason}.", command=self.prog, reason=reason)))
        complain(say(text("{command} --help shows what there is.", command=self.prog)))
        raise SystemExit(WRONG_USAGE)


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help as wide as the terminal; argparse itself would load shutil to find that out."""
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        width = USUAL_WIDTH
    return argparse.HelpFormatter(prog, width=width - 2)
