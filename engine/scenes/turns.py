"""Steps that take turns: every position goes through the output channels before the next does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from engine.frame import Heading, Key
from engine.given import Numbers
from engine.scenes import input_map, map_words, short_words, shown_channels, tracks
from engine.scenes.output_map import OutputMap
from engine.values import patterns
from engine.words import text

if TYPE_CHECKING:
    from engine.document import View
    from engine.fields import Pair
    from engine.report import Row
    from engine.scenes.output_map import Made
    from engine.values.graph import Computed
    from engine.values.lanes import Array
    from engine.words import Text

OUTPUT = "output"


class Turn(NamedTuple):
    """A step: the output cell that it makes, and which of the shown channels that is in."""

    cell: Pair
    at: int


def heading(
    name: Text | str, channel: int, size: Pair | None = None, second: Text | str = ""
) -> Heading:
    """The title of one channel's map; the first of several tells how large they are."""
    said = text("{map} {channel}", map=name, channel=channel)
    return Heading(said, short_words.lengths(size) if size else "", second)


def source_heading(row: Row, channel: int, *, first: bool) -> Heading:
    """The title of one channel of the map that is read; the first tells of its padding too."""
    name = map_words.name_of(row.inputs[0])
    if not first:
        return heading(name, channel)
    second = map_words.padding(tracks.tracks(row), input_map.held_by(row))
    return heading(name, channel, row.sources.size, second)


@dataclass(frozen=True, eq=False)
class Outputs:
    """The maps of the shown channels of a layer; `made` and `bias` are of all its channels."""

    layer: str
    made: Array
    channels: tuple[int, ...]
    bias: Array | None = None

    @cached_property
    def maps(self) -> tuple[OutputMap, ...]:
        """A map for each channel."""
        return tuple(self._map(channel) for channel in self.channels)

    @cached_property
    def biased(self) -> bool:
        """Whether something is added in a shown channel."""
        return self.bias is not None and bool(self.bias[list(self.channels)].any())

    @property
    def steps(self) -> int:
        """How many cells there are in all of them."""
        return len(self.channels) * int(self.made[0].size)

    def turn(self, step: int) -> Turn:
        """The cell of that step."""
        position, at = divmod(step, len(self.channels))
        return Turn(divmod(position, self.made.shape[2]), at)

    def at(self, turn: Turn) -> tuple[Made, ...]:
        """How far each map is then: those of channels still to come lack the cell."""
        return tuple(one.made(*turn.cell, late=at > turn.at) for at, one in enumerate(self.maps))

    def _map(self, channel: int) -> OutputMap:
        size = self.made.shape[1:] if channel == self.channels[0] else None
        title = heading(text("output"), channel, size)
        return OutputMap(Key(self.layer, OUTPUT, channel), self.made[channel], title)


def outputs_of(row: Row, computed: Computed, view: View) -> Outputs:
    """The channels that the view shows of the layer."""
    given = getattr(row.layer, "bias", False)
    bias = patterns.written_out(given) if isinstance(given, Numbers) else None
    return Outputs(row.name, computed.maps[row.name], shown_channels.outputs(row, view), bias)
