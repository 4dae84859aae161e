"""What a hand may take hold of in a figure, and what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.words import Text


class Tap(NamedTuple):
    """A tap of a layer's kernel, and the input channel in which it is looked at."""

    layer: str
    row: int
    column: int
    channel: int | None = None


@dataclass(frozen=True)
class Handle:
    """A tap of a layer in one of its input channels: where it reads, and where it would unmoved.

    Both are rows and columns from the corner of the first cell shown. `tap` is its row and column
    in the kernel, `at` where its offset down stands among all of the layer; its offset across
    is in the channel after. The words say what it reads.
    """

    layer: str
    channel: int
    tap: Pair
    home: tuple[float, float]
    place: tuple[float, float]
    at: tuple[int, int, int]
    said: Text
    chosen: bool = False
