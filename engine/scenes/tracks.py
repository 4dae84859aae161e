"""How a window runs along one axis of a map: its cells, the padding, and what no window reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from engine import arithmetic, padding, sizes
from engine.layers import MaxUnpool, PixelUnshuffle
from engine.sizes import AXES
from engine.taps import Linear, Nearest, Windows
from engine.values import lanes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.report import Row
    from engine.values.lanes import Cells

    Mask = NDArray[np.bool_]

LARGEST = 256  # cells of an axis that are shown at once
SHIFT = 64  # by which a piece moves on where a window is larger than all that can be shown


class Reader(Protocol):
    """Which cells an output reads: the lowest, how many, and how far they are apart."""

    @property
    def step(self) -> int:
        """From one cell to the next."""

    def span(self, o: int) -> tuple[int, int]:
        """The first cell of output o, and how many cells there are."""


@dataclass(frozen=True)
class Shared:
    """Windows that share n cells out to m outputs: adaptive and global pools."""

    n: int
    m: int
    step: int = 1

    def span(self, o: int) -> tuple[int, int]:
        """The first cell, and how many."""
        window = arithmetic.adaptive_window(o, self.n, self.m)
        return window.start, len(window)


@dataclass(frozen=True)
class Mixed:
    """The one or two cells that bilinear up-sampling mixes, within the map."""

    reading: Linear
    n: int
    step: int = 1

    def span(self, o: int) -> tuple[int, int]:
        """The nearer of the two, and 1 where the other one has no share."""
        return self.shares(o)[:2]

    def shares(self, o: int) -> tuple[int, int, float]:
        """The first cell, how many there are, and the share of the second."""
        near, far, share = padding.neighbours(self.reading, o, self.n)
        if near == far or share == 0:
            return near, 1, 0.0
        return near, 2, share


class Cut(NamedTuple):
    """What a piece shows of a window: its first cell, counted from the piece's, and its taps."""

    start: int
    taps: range


@dataclass(frozen=True)
class Track:
    """One axis of the map that a layer reads.

    Cells count from the first real one, so the padding before has negative places. `longest` is
    the most taps that a window has; with `whole`, every cell is known to be read.
    """

    n: int
    out: int
    reader: Reader
    before: int = 0
    after: int = 0
    longest: int = 1
    whole: bool = False

    @cached_property
    def extent(self) -> int:
        """Cells from the first tap of a window to its last."""
        return arithmetic.effective_kernel(self.longest, self.reader.step)

    @property
    def first(self) -> int:
        """The first cell of all, padding included."""
        return -self.before

    @cached_property
    def beyond(self) -> int:
        """Cells after the padding that the last window covers: ceil mode alone has any."""
        start, taps = self.reader.span(self.out - 1)
        last = start + arithmetic.effective_kernel(taps, self.reader.step)
        return max(last - self.n - self.after, 0)

    @cached_property
    def end(self) -> int:
        """Where the last cell ends, with what ceil mode adds."""
        return self.n + self.after + self.beyond

    @cached_property
    def length(self) -> int:
        """All cells there are, padding included."""
        return self.end - self.first

    def page(self, o: int) -> range:
        """The cells shown while output o is made: all, or the piece that its window is in."""
        return self.page_at(*self.reader.span(o))

    def page_at(self, start: int, count: int) -> range:
        """The piece for a window that starts there; neighbouring windows share it."""
        if self.length <= LARGEST:
            return range(self.first, self.end)
        turn = LARGEST - self.extent + 1
        if turn >= 1:
            at = self.first + (start - self.first) // turn * turn
        else:
            middle = start + (count - 1) * self.reader.step // 2
            nearly = middle - self.first - LARGEST // 2 + SHIFT // 2
            at = self.first + nearly // SHIFT * SHIFT
        at = min(max(at, self.first), self.end - LARGEST)
        return range(at, at + LARGEST)

    def cut(self, o: int, page: range) -> Cut:
        """The part of window o that lies in the piece; the taps may be none."""
        start, count = self.reader.span(o)
        if page.start <= start and start + (count - 1) * self.reader.step < page.stop:
            return Cut(start - page.start, range(count))
        step = self.reader.step
        low = max(arithmetic.ceil_div(page.start - start, step), 0)
        high = min((page.stop - 1 - start) // step + 1, count)
        return Cut(start + low * step - page.start, range(low, max(high, low)))

    @cached_property
    def read(self) -> Mask:
        """Whether some window reads each cell, from the first one on."""
        found = np.full(self.length, self.whole)
        if self.whole:
            return found
        if isinstance(self.reader, Windows):
            stride, last = self.reader.stride, (self.out - 1) * self.reader.stride
            for tap in range(self.reader.kernel):
                begin = tap * self.reader.dilation
                found[begin : begin + last + 1 : stride] = True
            return found
        for o in range(self.out):
            start, count = self.reader.span(o)
            found[start - self.first : start - self.first + count] = True
        return found

    def real(self, cells: range) -> Mask:
        """Which of the cells are the map's own."""
        places = np.arange(cells.start, cells.stop)
        return np.asarray((places >= 0) & (places < self.n))

    def sources(self, places: Cells, mode: str) -> Cells:
        """The real cell whose value each place holds; lanes.OUTSIDE where there is none."""
        return lanes.sources(places, self.n, mode)


def tracks(row: Row) -> tuple[Track, Track]:
    """How the layer, which slides, runs along rows and columns of the map that it reads."""
    rows, columns = (_track(row, axis) for axis in AXES)
    return rows, columns


def _track(row: Row, axis: int) -> Track:
    n, out, reading = row.sources.first[1 + axis], row.shape[1 + axis], row.readings[axis]
    if isinstance(reading, Windows):
        ends = (0, 0)
        if not isinstance(row.layer, PixelUnshuffle):
            ends = sizes.padding_ends(row.layer, row.sources.size)[axis]
        return Track(n, out, reading, *ends, longest=reading.kernel)
    if isinstance(reading, Nearest):
        return Track(n, out, reading, whole=out >= n)
    if isinstance(reading, Linear):
        two = n > 1 and out != n
        return Track(n, out, Mixed(reading, n), longest=2 if two else 1, whole=out >= n)
    if isinstance(row.layer, MaxUnpool):
        return Track(n, out, Nearest(n, out), whole=True)
    shared = Shared(n, out)
    return Track(n, out, shared, longest=max(shared.span(o)[1] for o in range(out)), whole=True)
