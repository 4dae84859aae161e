"""When a film shows what: a still for each step, or what lies between two of them as well."""

from __future__ import annotations

import bisect
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.timeline import Timeline

STEP_MS = 700
LAST_HELD = 2  # times as long as any other step
GLIDE_RATE = 30
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

    def moments(self, first: int, last: int, times: Times) -> Iterator[Moment]:
        """The film of these steps, both included; what does not change is one moment."""
        return self._gliding(first, last, times) if self.glide else self._cuts(first, last)

    def frames(self, first: int, last: int, times: Times) -> Iterator[float]:
        """What is shown in each of the equally long frames of a gliding film."""
        rate, begin = self.rate or GLIDE_RATE, times.start(first)
        for number in range(math.ceil(self._length(first, last, times) * rate / 1000)):
            yield min(times.place(begin + number * 1000 / rate), last)

    def _cuts(self, first: int, last: int) -> Iterator[Moment]:
        slot = STEP_MS if self.rate is None else 1000 / self.rate
        for number in range(last - first):
            yield Moment(first + number, number * slot, (number + 1) * slot)
        start = (last - first) * slot
        hold = LAST_HELD * slot if self.hold_ms is None else self.hold_ms
        yield Moment(last, start, start + hold)

    def _gliding(self, first: int, last: int, times: Times) -> Iterator[Moment]:
        total = self._length(first, last, times)
        length, number = 1000 / (self.rate or GLIDE_RATE), 0
        for t, same in itertools.groupby(self.frames(first, last, times)):
            count = sum(1 for _ in same)
            yield Moment(t, number * length, min((number + count) * length, total))
            number += count

    def _length(self, first: int, last: int, times: Times) -> float:
        """How long the whole film of a glide is."""
        hold = times.hold(first, last) if self.hold_ms is None else self.hold_ms
        return times.start(last) - times.start(first) + hold


class Times:
    """When each step begins in a film that glides through all of a timeline.

    A step stands still first, then moves on to the next.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._starts = [0.0]

    def slot(self, step: int) -> float:
        """How long a step takes with the move to the next, in milliseconds."""
        # However long a move takes, the eye rests before the next.
        return max(STEP_MS, self._timeline.moving(step) + LEAST_STILL_MS)

    def still(self, step: int) -> float:
        """How long it stands still before that move."""
        return self.slot(step) - self._timeline.moving(step)

    def start(self, step: int) -> float:
        """When a step begins, in milliseconds."""
        if not callable(self._timeline.move_ms):
            return step * self.slot(0)
        while len(self._starts) <= step:
            self._add()
        return self._starts[step]

    def hold(self, first: int, last: int) -> float:
        """How long the last step of a film stands: twice as long as the one before."""
        return LAST_HELD * self.slot(max(last - 1, first))

    def step_at(self, ms: float) -> int:
        """Which step a film is at, or on its way from."""
        if not callable(self._timeline.move_ms):
            return int(ms // self.slot(0))
        while self._starts[-1] <= ms:
            self._add()
        return bisect.bisect_right(self._starts, ms) - 1

    def place(self, ms: float) -> float:
        """Which step that is, and how much of the way to the next one lies behind."""
        # Rounded, so that a frame that falls on a step is that step.
        now = round(ms, 6)
        step = self.step_at(now)
        moved, move = now - self.start(step) - self.still(step), self._timeline.moving(step)
        return step + max(moved, 0.0) / move if move else step

    def ms_at(self, t: float) -> float:
        """When a film comes to t; on a step, when that step begins."""
        step, share = int(t), t % 1
        moved = self.still(step) + share * self._timeline.moving(step) if share else 0.0
        return self.start(step) + moved

    def _add(self) -> None:
        self._starts.append(self._starts[-1] + self.slot(len(self._starts) - 1))
