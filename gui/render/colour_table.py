"""The colours of a film: numbered as they come, and the few of them that a GIF can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint32]
    Numbers = NDArray[np.uint32]
    Indices = NDArray[np.uint8]
    Areas = NDArray[np.int64]
    Colours = NDArray[np.int64]  # [n, 3]: red, green, blue

MOST_COLOURS = 255
_OF_COLOUR = 0xFFFFFF


class ColourNumbers:
    """Gives every colour a number from 1 on, in the order in which they come; 0 is no colour."""

    def __init__(self) -> None:
        self._number_of: Numbers = np.zeros(_OF_COLOUR + 1, np.uint32)
        self._found: list[Pixels] = []
        self.count = 0

    def of(self, pixels: Pixels) -> Numbers:
        """The number of each pixel's colour; its alpha is not looked at."""
        colours = pixels & _OF_COLOUR
        numbers: Numbers = self._number_of[colours]
        strange = numbers == 0
        if strange.any():
            fresh = np.unique(colours[strange])
            self._number_of[fresh] = np.arange(self.count + 1, self.count + 1 + fresh.size)
            self._found.append(fresh)
            self.count += fresh.size
            numbers = self._number_of[colours]
        return numbers

    def colours(self, start: int = 0) -> Colours:
        """The colours after the first `start` of them."""
        every = np.concatenate(self._found)[start:]
        parts = [(every >> shift) & 0xFF for shift in (16, 8, 0)]
        return np.stack(parts, axis=1).astype(np.int64)


class ColourTable:
    """What a GIF shows for each colour: the colour itself, or where there are too many the nearest.

    Index 0 is no colour, and number 0 its only number. Colours that come later get what is free.
    """

    def __init__(self, colours: Colours, areas: Areas) -> None:
        self._entries = colours[chosen(colours, areas, MOST_COLOURS)]
        self._indices: Indices = np.zeros(1, np.uint8)
        self.take(colours)

    @property
    def known(self) -> int:
        """How many colours have an index."""
        return self._indices.size - 1

    @property
    def entries(self) -> bytes:
        """Red, green and blue of every index."""
        # Whoever knows no transparency sees the most common colour.
        return np.concatenate([self._entries[:1], self._entries]).astype(np.uint8).tobytes()

    def take(self, colours: Colours) -> None:
        """Gives an index to the colours that come after those that have one."""
        found = [self._index_of(colour) for colour in colours]
        self._indices = np.concatenate([self._indices, np.array(found, np.uint8)])

    def indices(self, numbers: Numbers) -> Indices:
        """The index for each number of a colour."""
        found: Indices = self._indices[numbers]
        return found

    def _index_of(self, colour: Colours) -> int:
        far = distances(self._entries, colour)
        nearest = int(np.argmin(far))
        if far[nearest] > 0 and len(self._entries) < MOST_COLOURS:
            nearest = len(self._entries)
            self._entries = np.concatenate([self._entries, colour[np.newaxis]])
        return nearest + 1


def chosen(colours: Colours, areas: Areas, most: int) -> NDArray[np.intp]:
    """Which colours a table of so many entries holds, the most common first.

    All, where they fit. Else the most common one, then again and again the one that suffers most
    without an entry of its own: by the area it covers and by how far its nearest entry is.
    """
    by_area = np.argsort(-areas, kind="stable")
    if len(colours) <= most:
        return by_area
    kept = [int(by_area[0])]
    far = distances(colours, colours[kept[0]])
    while len(kept) < most:
        kept.append(int(np.argmax(far * areas)))
        far = np.minimum(far, distances(colours, colours[kept[-1]]))
    return by_area[np.isin(by_area, kept)]


def distances(colours: Colours, colour: Colours) -> NDArray[np.int64]:
    """How far each of the colours is from that one, squared."""
    apart = colours - colour
    squared: NDArray[np.int64] = np.sum(apart * apart, axis=1)
    return squared
