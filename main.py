"""Where the program starts: reads the command line and hands over."""

import gc
import sys

gc.disable()  # loading makes much and drops nothing; looking through it would take a tenth of it

from gui import command_line  # noqa: E402


def main() -> int:
    """Do what the command line asks for and give the exit status."""
    return command_line.main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
