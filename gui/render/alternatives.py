"""What an arrangement may become: without what a narrow figure leaves out, in one row or more."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.arrangement import Align, Board, Choice, Flow, Item, Slot, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.arrangement import Node

    Way = tuple[Node, float]
    Nodes = tuple[list[Node | None], float]

# What a cell's side counts where the eye has to turn back.
FOLDED = 0.75
# Of the combinations of many choices, only so many are tried.
MOST_WAYS = 64


def kept(node: Node | None, width: float) -> Node | None:
    """What a figure of this width, in pixels at 1×, shows of a node."""
    match node:
        case Item() | Slot():
            return node if width >= node.from_width else None
        case Table():
            longest = max(map(len, node.rows), default=0)
            rows = [[kept(each, width) for each in row] for row in node.rows]
            return replace(node, rows=tuple((*row, *[None] * (longest - len(row))) for row in rows))
        case Flow():
            return replace(
                node, nodes=tuple(found for each in node.nodes if (found := kept(each, width)))
            )
        case Board():
            places = [(kept(each, width), column, row) for each, column, row in node.nodes]
            left = [(each, column, row) for each, column, row in places if each]
            return replace(node, nodes=tuple(left))
        case Choice():
            wide, tall = kept(node.wide, width), kept(node.tall, width)
            return Choice(wide, tall) if wide and tall else wide or tall
        case None:
            return None


def ways(node: Node, tall: bool) -> Iterator[Way]:
    """Every way to set a node as items, slots, tables and boards, and what its cells count.

    With `tall`, the canvas leaves no choice.
    """
    return itertools.islice(_ways(node, tall), MOST_WAYS)


def items(node: Node | None) -> Iterator[Item]:
    """The maps of a node without choices."""
    match node:
        case Item():
            yield node
        case Table():
            for row in node.rows:
                for each in row:
                    yield from items(each)
        case Board():
            for each, *_ in node.nodes:
                yield from items(each)


def _ways(node: Node, tall: bool) -> Iterator[Way]:
    match node:
        case Choice():
            if tall:
                yield from _ways(node.tall, tall)
            else:
                yield from _ways(node.wide, tall)
                yield from _folded(_ways(node.tall, tall))
        case Flow():
            for rows in _row_counts(len(node.nodes)):
                found = _ways(_in_rows(node, rows), tall)
                yield from found if rows == 1 else _folded(found)
        case Table():
            yield from _of_table(node, tall)
        case Board():
            yield from _of_board(node, tall)
        case _:
            yield node, 1.0


def _of_table(table: Table, tall: bool) -> Iterator[Way]:
    for nodes, worth in _combined([node for row in table.rows for node in row], tall):
        each = iter(nodes)
        rows = tuple(tuple(next(each) for _ in row) for row in table.rows)
        yield replace(table, rows=rows), worth


def _of_board(board: Board, tall: bool) -> Iterator[Way]:
    for nodes, worth in _combined([node for node, *_ in board.nodes], tall):
        places = [(column, row) for _, column, row in board.nodes]
        things = [(node, *at) for node, at in zip(nodes, places, strict=True) if node]
        yield replace(board, nodes=tuple(things)), worth


def _folded(found: Iterable[Way]) -> Iterator[Way]:
    return ((node, FOLDED * worth) for node, worth in found)


def _combined(nodes: Sequence[Node | None], tall: bool) -> Iterator[Nodes]:
    each: list[list[tuple[Node | None, float]]] = [
        [*ways(node, tall)] if node else [(None, 1.0)] for node in nodes
    ]
    for chosen in itertools.product(*each):
        yield [node for node, _ in chosen], math.prod(worth for _, worth in chosen)


def _row_counts(nodes: int) -> list[int]:
    """In how many rows things may be set so that none is left empty."""
    return sorted({math.ceil(nodes / columns) for columns in range(1, nodes + 1)})


def _in_rows(flow: Flow, rows: int) -> Table:
    columns = math.ceil(len(flow.nodes) / rows)
    lines = [flow.nodes[at : at + columns] for at in range(0, len(flow.nodes), columns)]
    set_out = tuple((Table((line,), column_gaps=flow.gap),) for line in lines)
    return Table(set_out, row_gaps=flow.gap, across=Align.START)
