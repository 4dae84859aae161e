"""Where the maps of a graph stand: columns follow what is read, branches run in lanes.

A map stands one column behind the last one that it reads. What is read further on keeps a lane of
its own until then, as does a branch that nothing reads, so that no arrow has to run through a map:

    input -> a -> b -> sum         a    b
    input ------------> sum   input           sum      (row 0 stays free under a and b)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Name = TypeVar("Name", bound="Hashable")


class Spot(NamedTuple):
    """A column from 0 on, and a row, of which 0 is the middle one."""

    column: int
    row: float


def columns(inputs: Mapping[Name, Sequence[Name]]) -> dict[Name, int]:
    """The longest path to each; what is read comes before what reads it."""
    found: dict[Name, int] = {}
    for name, sources in inputs.items():
        found[name] = max((found[source] + 1 for source in sources), default=0)
    return found


def is_chain(inputs: Mapping[Name, Sequence[Name]]) -> bool:
    """Whether each reads the one before it alone."""
    names = list(inputs)
    return all(list(inputs[name]) == names[max(at - 1, 0) : at] for at, name in enumerate(names))


def spots(inputs: Mapping[Name, Sequence[Name]]) -> dict[Name, Spot]:
    """A place for each: no two are the same, and what is read stands to the left."""
    column_of = columns(inputs)
    width = max(column_of.values(), default=-1) + 1
    ends = _ends(inputs, column_of, width)
    found: dict[Name, Spot] = {}
    lanes: dict[Name, float] = {}
    for column in range(width):
        new = [name for name in inputs if column_of[name] == column]
        kept = {name: row for name, row in lanes.items() if ends[name] > column}
        wished = {name: _middle([lanes[one] for one in inputs[name]]) for name in new}
        order = _order(wished, kept)
        lanes = {name: at - (len(order) - 1) / 2 for at, name in enumerate(order)}
        found.update({name: Spot(column, lanes[name]) for name in new})
    return found


def _ends(
    inputs: Mapping[Name, Sequence[Name]], column_of: Mapping[Name, int], width: int
) -> dict[Name, int]:
    """The column of the last one that reads it; a branch that nothing reads never ends."""
    found: dict[Name, int] = {}
    for name, sources in inputs.items():
        for source in sources:
            found[source] = max(found.get(source, 0), column_of[name])
    return {name: found.get(name, width) for name in inputs}


def _middle(rows: Sequence[float]) -> float:
    return sum(rows) / len(rows) if rows else 0.0


def _order(new: Mapping[Name, float], kept: Mapping[Name, float]) -> list[Name]:
    """All lanes of a column from the top; a lane that goes on is in the middle of its branches."""
    order: list[Name] = []
    for row in sorted({*new.values(), *kept.values()}):
        maps = _at(new, row)
        half = (len(maps) + 1) // 2
        order += [*maps[:half], *_at(kept, row), *maps[half:]]
    return order


def _at(lanes: Mapping[Name, float], row: float) -> list[Name]:
    return [name for name, one in lanes.items() if one == row]
