"""How every command speaks: exit statuses, lines on standard error, arguments it cannot use."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn

from engine import words
from engine.words import Text, text

DONE, PROBLEMS, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def say(sentence: Text) -> str:
    """The sentence in the language of the terminal."""
    return words.say(sentence, words.language_of(os.environ))


def complain(line: str) -> None:
    """One line on standard error."""
    print(line, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, and where help is."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {words.one_line(message)}")
        complain(say(text("{command} --help shows what there is.", command=self.prog)))
        raise SystemExit(WRONG_USAGE)
