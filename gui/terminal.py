"""How every command speaks: exit statuses, lines on standard error, arguments it cannot use."""

from __future__ import annotations

import argparse
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from engine import words
from engine.words import Text, text

DONE, PROBLEMS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def say(sentence: Text) -> str:
    """The sentence in the language of the terminal."""
    return words.say(sentence, words.language_of(os.environ))


def hear_and_speak() -> None:
    """Makes every stream take any character, and none of them missing."""
    nowhere = Path(os.devnull).open("r+", encoding="utf-8")  # noqa: SIM115  # as long as we run
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
    """Says what is wrong with the arguments in one line, and where help is."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {words.one_line(message)}")
        complain(say(text("{command} --help shows what there is.", command=self.prog)))
        raise SystemExit(WRONG_USAGE)
