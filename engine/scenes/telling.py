"""What a layer tells of one output cell: the cells it reads, their weights, and the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.arrangement import Gap, Slot, column
from engine.frame import Caption, Key, Part, Side, Size, Tone
from engine.scenes.input_map import InputMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.arrangement import Node
    from engine.fields import Pair
    from engine.frame import Grid
    from engine.report import Row
    from engine.scenes.input_map import Seen
    from engine.values.graph import Computed
    from engine.values.lanes import Array
    from engine.words import Text

OPERATION, NOTE, SUM, KERNEL = "operation", "note", "sum", "kernel"
CLOSE = Gap(titles=0.4)
SUMS_FROM = 640  # pixels of width; narrower figures do without sums


class Subject(NamedTuple):
    """A layer that slides, the numbers of its document, and the output channel shown."""

    row: Row
    computed: Computed
    channel: int

    @property
    def made(self) -> Array:
        """The numbers of the output channel."""
        return np.asarray(self.computed.maps[self.row.name][self.channel])

    def key(self, stage: str) -> Key:
        """Who that part of the figure is."""
        return Key(self.row.name, stage)


class Cell(NamedTuple):
    """An output cell: its row and column, its number, and what is shown of what it reads."""

    row: int
    column: int
    total: float
    source: InputMap
    seen: Seen

    def numbers(self) -> Array:
        """All that the window reads."""
        return self.source.under(self.row, self.column, self.seen)


class Told(NamedTuple):
    """What stands beside a cell: weights in the window's corners, its one tap, the words."""

    captions: tuple[Caption, ...] = ()
    weights: Array | None = None
    chosen: Pair | None = None


@dataclass(frozen=True, eq=False)
class Teller:
    """How a layer tells of its cells, and what keeps room for the words beside the maps.

    `source` gives the map that an output cell reads, `look` what it reads of that. The titles are
    said of every cell.
    """

    source: Callable[[int, int], InputMap]
    tell: Callable[[Cell], Told]
    beside: Node
    look: Callable[[InputMap, int, int], Seen] = InputMap.seen
    kernel: Grid | None = None
    titles: tuple[Caption, ...] = ()


def title(key: Key, name: Text | str, rest: Text | str, second: Text | str = "") -> Caption:
    """The title of an operation that has no kernel to stand above."""
    first = (
        Part(name, strong=True, size=Size.TITLE, side=Side.LEFT),
        Part("  ", size=Size.TITLE),
        Part(rest, size=Size.TITLE, side=Side.LEFT),
    )
    return Caption(key, (first, note_line(second)) if second else (first,), aligned=False)


def note(key: Key, words: Text | str) -> Caption:
    """A quiet line under the title of an operation."""
    return Caption(key, (note_line(words),), aligned=False)


def note_line(words: Text | str) -> tuple[Part, ...]:
    """Words in the size and tone of a title's second line."""
    return (Part(words, Tone.SOFT, size=Size.SECOND, side=Side.LEFT),)


def below(*captions: Caption) -> Node:
    """Room for captions, one under the other."""
    slots = (Slot(caption, from_width=SUMS_FROM) for caption in captions)
    return column(*slots, gaps=CLOSE)
