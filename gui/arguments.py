"""What may stand on the command line, told in the language of the terminal."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NoReturn

from engine import words
from engine.words import Text, text
from gui.terminal import WRONG_USAGE, complain, say

USUAL_WIDTH = 80


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
