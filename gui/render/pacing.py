"""When a film shows what: a still for each step, or what lies between two of them as well."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP_MS = 700
LAST_HELD = 2  # times as long as any other step
GLIDE_RATE = 30
# However long a move takes, the eye rests this long before the next.
LEAST_STILL_MS = 280


@dataclass(frozen=True)
class Moment:
    """What is shown from `start_ms` to `end_ms`: step t, or what lies between two steps."""

    t: float
    start_ms: float
    end_ms: float


@dataclass(frozen=True)
class Pace:
    """How a film runs: steps a second in cuts, frames a second where it glides.

    `rate` and `hold_ms`, the time of the last step, are the usual ones where they are None.
    """

    glide: bool = False
    rate: float | None = None
    hold_ms: float | None = None

    def moments(self, first: int, last: int, move_ms: float) -> Iterator[Moment]:
        """The film of these steps, both included; what does not change is one moment."""
        return self._gliding(first, last, move_ms) if self.glide else self._cuts(first, last)

    def frames(self, first: int, last: int, move_ms: float) -> Iterator[float]:
        """What is shown in each of the equally long frames of a gliding film."""
        total = self._times(last - first, move_ms)[1]
        rate = self.rate or GLIDE_RATE
        for number in range(math.ceil(total * rate / 1000)):
            yield min(first + place(number * 1000 / rate, move_ms), last)

    def _cuts(self, first: int, last: int) -> Iterator[Moment]:
        slot = STEP_MS if self.rate is None else 1000 / self.rate
        for number in range(last - first):
            yield Moment(first + number, number * slot, (number + 1) * slot)
        start = (last - first) * slot
        yield Moment(last, start, start + self._hold(slot))

    def _gliding(self, first: int, last: int, move_ms: float) -> Iterator[Moment]:
        total = self._times(last - first, move_ms)[1]
        length, number = 1000 / (self.rate or GLIDE_RATE), 0
        for t, same in itertools.groupby(self.frames(first, last, move_ms)):
            count = sum(1 for _ in same)
            yield Moment(t, number * length, min((number + count) * length, total))
            number += count

    def _times(self, moves: int, move_ms: float) -> tuple[float, float]:
        """How long a step takes with the move to the next, and how long the whole film."""
        slot = slot_ms(move_ms)
        return slot, moves * slot + self._hold(slot)

    def _hold(self, slot: float) -> float:
        return LAST_HELD * slot if self.hold_ms is None else self.hold_ms


def slot_ms(move_ms: float) -> float:
    """How long a step takes with the move to the next."""
    return max(STEP_MS, move_ms + LEAST_STILL_MS)


def place(ms: float, move_ms: float) -> float:
    """How many steps after the first: each stands still, then moves on to the next."""
    # Rounded, so that a frame that falls on a step is that step.
    slot = slot_ms(move_ms)
    steps, within = divmod(round(ms, 6), slot)
    return steps + max(within - (slot - move_ms), 0) / move_ms if move_ms else steps


def ms_at(t: float, move_ms: float) -> float:
    """When a film that begins with step 0 comes to t; on a step, when that step begins."""
    steps, share = divmod(t, 1)
    slot = slot_ms(move_ms)
    return steps * slot + (slot - move_ms + share * move_ms if share else 0)
