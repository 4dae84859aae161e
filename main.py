"""Where the program starts: reads the command line and hands over."""

import sys

from gui import command_line


def main() -> int:
    """Do what the command line asks for and give the exit status."""
    return command_line.main(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
