"""Which channels of a layer a figure shows, and what becomes of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.document import View
    from engine.report import Row

MOST = 4
FIRST = 3

Column = tuple[int, ...]


def outputs(row: Row, view: View) -> tuple[int, ...]:
    """The channels that steps go through: the chosen one, or all; of many the first alone."""
    if view.channel is not None:
        return (view.channel,)
    count = row.shape[0]
    return tuple(range(count)) if count <= MOST else (0,)


def columns(count: int, read: Iterable[int]) -> tuple[Column, ...]:
    """The channels of `count`, each alone, but of many that are read those in the middle together.

    Of many channels, those that nobody reads are left out.
    """
    wanted = list(range(count)) if count <= MOST else sorted(set(read))
    if len(wanted) <= MOST + 1:
        return tuple((channel,) for channel in wanted)
    first = [(channel,) for channel in wanted[:FIRST]]
    return (*first, tuple(wanted[FIRST:-1]), (wanted[-1],))
