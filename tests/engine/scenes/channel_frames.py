"""What the frames of several channels say, for tests: numbers out of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.arrangement import Board, Choice, Flow, Item, Slot, Table
from engine.frame import Tone

from .sliding import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.frame import Caption, Frame, Key
    from engine.timeline import Timeline


def captions(frame: Frame, stage: str) -> list[Caption]:
    return [one for one in frame.captions if one.slot.stage == stage]


def number(shown: str) -> float:
    return float(shown.replace("−", "-").replace("\N{THIN SPACE}", ""))


def toned(caption: Caption, tone: Tone) -> list[float]:
    """The numbers of a caption that are written in that tone."""
    parts = [part for line in caption.lines for part in line if part.tone is tone]
    return [number(said(part.content)) for part in parts]


def parts(frame: Frame, stage: str = "kernel sum") -> dict[int, float]:
    """The partial sums of the row that is made, by their first input channel."""
    found = captions(frame, stage)
    return {one.slot.part: toned(one, Tone.WEIGHT)[0] for one in found}


def total(frame: Frame, stage: str = "kernel total") -> float:
    (found,) = captions(frame, stage)
    return toned(found, Tone.RESULT)[0]


def nodes(node: Node | None) -> Iterator[Item | Slot]:
    """Every map and slot of an arrangement, each way of a choice by itself."""
    match node:
        case Item() | Slot():
            yield node
        case Table():
            for row in node.rows:
                for one in row:
                    yield from nodes(one)
        case Flow() | Board():
            raise AssertionError(node)
        case Choice():
            yield from nodes(node.wide)


def keys(timeline: Timeline) -> tuple[set[Key], dict[Key, Caption]]:
    """The maps and the slots that there is room for."""
    found = list(nodes(timeline.arrangement.body))
    items = {one.grid.key for one in found if isinstance(one, Item)}
    return items, {one.caption.slot: one.caption for one in found if isinstance(one, Slot)}
