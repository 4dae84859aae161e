"""What a cell of a figure is, whatever colour a theme gives it."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """Of two cells that share an edge, the one with the higher role draws it."""

    UNUSED = 0
    REST = 1
    NOT_YET = 2
    KERNEL_HOLE = 3
    UNREAD = 4
    PADDING = 5
    BORDER = 6
    INSERTED_ZERO = 7
    INPUT = 8
    OUTPUT = 9
    REACHES = 10
    REACHED = 11
    WINDOW_ON_PADDING = 12
    WINDOW = 13
