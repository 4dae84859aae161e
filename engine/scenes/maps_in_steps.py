"""What is there of all maps after so many layers, and which of them has just been made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import mixing, number_text
from engine.frame import (
    Caption,
    Frame,
    Key,
    Line,
    Link,
    Part,
    Place,
    Side,
    Size,
    Span,
    Tone,
    Window,
)
from engine.words import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.frame import Grid, Headline, Legend
    from engine.words import Text

    Ends = tuple[Key, Key]


@dataclass(frozen=True)
class LeftOut:
    """Maps that share one place of words; `steps` are those at which each of them is made."""

    part: int
    steps: tuple[int, ...]

    @property
    def key(self) -> Key:
        """Whose place it is."""
        return Key("", "left out", part=self.part)

    def caption(self, now: int = 0) -> Caption:
        """How many there are, and which of them is made now, counted from 1, where one is."""
        count = number_text.number(len(self.steps))
        told: Text | str = ""
        if now:
            told = text("now {number} of {count}", number=number_text.number(now), count=count)
        layers = plural("{count} layer", "{count} layers", len(self.steps))
        parts = (
            Part("…", Tone.SOFT, size=Size.TITLE, side=Side.CENTRE),
            Part(layers, Tone.SOFT, size=Size.SECOND, side=Side.CENTRE),
            Part(told, Tone.WEIGHT, size=Size.SECOND, side=Side.CENTRE),
        )
        return Caption(self.key, tuple((part,) for part in parts))

    def caption_at(self, step: int) -> Caption:
        """The words of that step."""
        return self.caption(self.steps.index(step) + 1 if step in self.steps else 0)


@dataclass(frozen=True, eq=False)
class Arrows:
    """All arrows between maps, and when each appears: at the step of the first that it leads to."""

    calm: tuple[Link, ...]
    now: tuple[Link, ...]
    count_at: tuple[int, ...]

    def at(self, step: int, *, marked: bool) -> tuple[Link, ...]:
        """Those that are there; the newest are marked as being of now."""
        before = self.count_at[step - 1] if step else 0
        newest = (self.now if marked else self.calm)[before : self.count_at[step]]
        return self.calm[:before] + newest


@dataclass(frozen=True, eq=False)
class Maps:
    """The maps that are shown, in the order in which they are made; `count_at` those of a step."""

    made: tuple[Grid, ...]
    not_yet: tuple[Grid, ...]
    count_at: tuple[int, ...]

    def at(self, step: int) -> tuple[Grid, ...]:
        """All maps, those that are not made yet without their values."""
        count = self.count_at[step]
        return self.made[:count] + self.not_yet[count:]

    def newest(self, step: int) -> Iterator[Window]:
        """A ring round the map that the step makes, if it is shown."""
        if self.count_at[step] > self.count_at[step - 1]:
            grid = self.made[self.count_at[step] - 1]
            rows, columns = grid.size
            yield Window(grid.key, Span(0, rows), Span(0, columns), fills=False)


@dataclass(frozen=True, eq=False)
class Story:
    """All that the frames are cut from."""

    maps: Maps
    arrows: Arrows
    left_out: tuple[LeftOut, ...]
    headline: Headline
    legend: Legend

    @property
    def length(self) -> int:
        """The input alone, then a step for each layer."""
        return len(self.maps.count_at)

    def step(self, step: int) -> Frame:
        """The input and so many layers; the newest is marked until all are there."""
        marked = 0 < step < self.length - 1
        return Frame(
            step,
            self.length,
            self.maps.at(step),
            windows=tuple(self.maps.newest(step)) if marked else (),
            links=self.arrows.at(step, marked=marked),
            captions=tuple(one.caption_at(step if marked else 0) for one in self.left_out),
            headline=self.headline,
            legend=self.legend,
        )


def arrows(first_at: Mapping[Ends, int], length: int) -> Arrows:
    """Arrows from the step at which each is first needed, in that order."""
    ends = [(Place(source), Place(target)) for source, target in first_at]
    return Arrows(
        tuple(Link(*pair, Line.ARROW) for pair in ends),
        tuple(Link(*pair, Line.NOW_ARROW) for pair in ends),
        counted(first_at.values(), length),
    )


def counted(steps: Iterable[int], length: int) -> tuple[int, ...]:
    """How many of the steps have been reached at each."""
    found = [0] * length
    for step in steps:
        found[step] += 1
    for step in range(1, length):
        found[step] += found[step - 1]
    return tuple(found)


def arriving(before: Frame, after: Frame, share: float) -> Frame:
    """The mark goes over from one map to the next, and the arrows of the next fade in."""
    way = mixing.ease(share)
    there = {(link.source.of, link.target.of): link for link in before.links}
    links = (
        there.get((link.source.of, link.target.of)) or replace(link, opacity=way)
        for link in after.links
    )
    going = (replace(one, opacity=1 - way) for one in before.windows)
    coming = (replace(one, opacity=way) for one in after.windows)
    return replace(before, windows=(*going, *coming), links=tuple(links))
