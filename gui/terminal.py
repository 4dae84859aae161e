"""How every command speaks: exit statuses, lines on standard error, bytes on standard output."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from engine import words
from engine.words import Text

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
