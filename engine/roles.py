"""What a cell of a figure is, whatever colour a theme gives it."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """Of two cells that share an edge, the one with the higher role draws it."""

    OUTSIDE = 0
    UNUSED = 1
    REST = 2
    NOT_YET = 3
    KERNEL_HOLE = 4
    UNREAD = 5
    PADDING = 6
    BORDER = 7
    INSERTED_ZERO = 8
    NET_1 = 9
    NET_2 = 10
    NET_3 = 11
    NET_4 = 12
    INPUT = 13
    OUTPUT = 14
    REACHES = 15
    REACHED = 16
    WINDOW_ON_PADDING = 17
    WINDOW = 18
