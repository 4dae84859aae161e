"""A figure without its words: the maps alone, with the distances they have among words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.arrangement import Arrangement, Board, Choice, Flow, Item, Slot, Table

if TYPE_CHECKING:
    from engine.arrangement import Node


def maps_alone(arrangement: Arrangement) -> Arrangement:
    """The same maps in the same order, and nothing that is said of them."""
    return Arrangement(_bare(arrangement.body) or Table(()))


def _bare(node: Node | None) -> Node | None:
    """The node without words; None where nothing else is in it."""
    if node is None or isinstance(node, Slot):
        return None
    if isinstance(node, Item):
        return replace(node, grid=replace(node.grid, heading=None, foot=""))
    if isinstance(node, Choice):
        wide, tall = _bare(node.wide), _bare(node.tall)
        return wide and tall and Choice(wide, tall)
    return _bare_group(node)


def _bare_group(group: Table | Flow | Board) -> Node | None:
    if isinstance(group, Table):
        rows = tuple(tuple(_bare(node) for node in row) for row in group.rows)
        # Empty places stay, since gaps are counted by them.
        return replace(group, rows=rows) if any(any(row) for row in rows) else None
    if isinstance(group, Flow):
        nodes = tuple(bare for node in group.nodes if (bare := _bare(node)))
        return replace(group, nodes=nodes) if nodes else None
    placed = ((_bare(node), column, row) for node, column, row in group.nodes)
    things = tuple((node, column, row) for node, column, row in placed if node)
    return replace(group, nodes=things) if things else None
