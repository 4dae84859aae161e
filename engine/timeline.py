"""A scene in time: how many steps it has, and what is to be seen at any moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import mixing

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.arrangement import Arrangement
    from engine.frame import Frame


@dataclass(frozen=True, eq=False)
class Timeline:
    """Steps from 0 on, each made from its number alone, and the way from one to the next.

    `move_ms` is how long that way takes, from every step or from the one it is asked for.
    With `opens_complete` a person sees the last step first: what the steps build up is the answer.
    """

    length: int
    arrangement: Arrangement
    step: Callable[[int], Frame]
    mix: Callable[[Frame, Frame, float], Frame] = mixing.glide
    move_ms: int | Callable[[int], int] = mixing.MOVE_MS
    opens_complete: bool = False

    def moving(self, step: int) -> int:
        """How long the way from this step to the next one takes, in milliseconds."""
        return self.move_ms(step) if callable(self.move_ms) else self.move_ms

    def frame_at(self, t: float) -> Frame:
        """What is to be seen at t: step n at n, between two steps what lies between them."""
        last = self.length - 1
        held = min(max(t, 0), last)
        number = int(held)
        share = held - number
        if share == 0:
            return self.step(number)
        return self.mix(self.step(number), self.step(number + 1), share)
