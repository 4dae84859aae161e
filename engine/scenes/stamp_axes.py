"""Stamps along one axis: where each begins and ends, what is shown with it, and what is cropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import arithmetic
from engine.scenes.tracks import LARGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.fields import Pair

    Flags = NDArray[np.bool_]


class Landed(NamedTuple):
    """A stamp on a piece of the plane: its first tap, counted from the piece's first cell."""

    start: int
    taps: range
    step: int

    @property
    def cells(self) -> list[int]:
        """The places of its taps on the piece."""
        return [self.start + at * self.step for at in range(len(self.taps))]


@dataclass(frozen=True)
class Axis:
    """One axis: n inputs `stride` apart, kernel taps `dilation` apart, and what is kept of it."""

    n: int
    kernel: int
    stride: int
    dilation: int
    before: int
    out: int

    @property
    def extent(self) -> int:
        """Cells from the first tap of a stamp to its last."""
        return arithmetic.effective_kernel(self.kernel, self.dilation)

    @property
    def reach(self) -> int:
        """Cells from the first stamp's first tap to the last one's last."""
        return (self.n - 1) * self.stride + self.extent

    @property
    def kept(self) -> range:
        """The cells of the plane that are the output."""
        return range(self.before, self.before + self.out)

    @property
    def length(self) -> int:
        """Cells of the plane."""
        return max(self.reach, self.kept.stop)

    @property
    def cropped(self) -> Pair:
        """How many cells of the plane are cut off before and after the output."""
        return self.before, self.length - self.kept.stop

    @property
    def beyond(self) -> int:
        """Cells of the output that lie behind the last stamp."""
        return min(max(self.kept.stop - self.reach, 0), self.out)

    def page(self, at: int) -> range:
        """The cells that are shown while that input is stamped: all, or a piece with its stamp."""
        if self.length <= LARGEST:
            return range(self.length)
        many = max((LARGEST - self.extent) // self.stride + 1, 1)
        start = min(at // many * many * self.stride, self.length - LARGEST)
        return range(start, start + LARGEST)

    def source_page(self, at: int) -> range:
        """The inputs that are shown while that one is stamped."""
        start = max(min(at // LARGEST * LARGEST, self.n - LARGEST), 0)
        return range(start, min(start + LARGEST, self.n))

    def landed(self, at: int) -> Landed:
        """The stamp of that input, as far as its page shows it."""
        page = self.page(at)
        cells, taps = self.met(at, page)
        return Landed(cells.start, range(taps.start, taps.stop), self.dilation)

    def met(self, at: int, cells: range) -> tuple[slice, slice]:
        """Where the stamp of that input lies among the cells, and with which taps."""
        first = at * self.stride - cells.start
        start = max(arithmetic.ceil_div(-first, self.dilation), 0)
        stop = max(min((len(cells) - 1 - first) // self.dilation + 1, self.kernel), start)
        place = first + start * self.dilation
        count = stop - start
        end = place + (count - 1) * self.dilation + 1 if count else place
        return slice(place, end, self.dilation), slice(start, stop)

    def touched(self, inputs: range, cells: range) -> Flags:
        """On which of the cells one of those stamps lands."""
        found = np.zeros(len(cells), dtype=bool)
        for at in self.near(cells):
            if at in inputs:
                found[self.met(at, cells)[0]] = True
        return found

    def near(self, cells: range) -> range:
        """The inputs whose stamps reach those cells."""
        first = max(arithmetic.ceil_div(cells.start - self.extent + 1, self.stride), 0)
        return range(first, max(min((cells.stop - 1) // self.stride + 1, self.n), first))

    def ends(self, inputs: range, cells: range) -> Pair:
        """How far those inputs reach before and after the cells; negative where they do not."""
        start = inputs.start * self.stride
        end = start + (len(inputs) - 1) * self.stride + self.extent
        return cells.start - start, end - cells.stop
