"""Which maps of a large graph are shown, and which are left out together: `a b c … k … x y z`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from engine.scenes import lanes_of_graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

MOST = 8
ENDS = 3

Name = TypeVar("Name", str, int)


def groups(
    inputs: Mapping[str, Sequence[str]], wanted: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    """The maps from left to right: one that is shown is alone, those left out are together.

    Of more columns than a figure holds, and of more maps in a column, the first and the last are
    shown, and the wanted ones.
    """
    column_of = lanes_of_graph.columns(inputs)
    members: list[list[str]] = [[] for _ in range(max(column_of.values(), default=-1) + 1)]
    for name, column in column_of.items():
        members[column].append(name)
    place = {name: at for at, name in enumerate(inputs)}
    found: list[tuple[str, ...]] = []
    for run in _runs(range(len(members)), {column_of[name] for name in wanted}):
        names = [name for column in run for name in members[column]]
        parts = [names] if len(run) > 1 else _runs(names, wanted)
        found.extend(tuple(sorted(part, key=place.__getitem__)) for part in parts)
    return tuple(found)


def _runs(names: Sequence[Name], wanted: Collection[Name]) -> Iterator[list[Name]]:
    """Each of the names alone, or with its neighbours that are left out; never one left out."""
    few = len(names) <= MOST
    shown = set(names) if few else {*names[:ENDS], *names[-ENDS:], *wanted}
    run: list[Name] = []
    for name in names:
        if run and (name in shown or run[-1] in shown):
            yield run
            run = []
        run.append(name)
    if run:
        yield run
