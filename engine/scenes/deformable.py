"""The scene of a deformable layer: where its taps would be, where they read, and what they find."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import labels
from engine.arrangement import Align, Arrangement, Choice, Gap, Item, Slot, Table, column
from engine.frame import Frame, Heading, Key
from engine.given import Numbers
from engine.given_fields import Predictor
from engine.layers import DeformConv
from engine.problems import Problem, Refused
from engine.scenes import (
    deformed_maps,
    deformed_words,
    leaving,
    map_words,
    over_taps,
    reported,
    slide,
    sums,
    telling,
    turns,
)
from engine.scenes.deformed_maps import Predicted
from engine.scenes.deformed_words import End
from engine.scenes.moved_taps import Near, Reads, Taps
from engine.scenes.output_map import OutputMap
from engine.scenes.sums import Sum
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.document import View
    from engine.fields import Pair
    from engine.frame import Caption, Grid, Headline, Legend
    from engine.handles import Tap
    from engine.report import Report, Row
    from engine.values.graph import Computed
    from engine.values.lanes import Array

NEAR_SCALE, OUTPUT_CELLS, PREDICTED_CELLS = 2.15, 2.6, 1.7
# Pixels of width; narrower figures do without the map that is made, and predicted offsets.
OUTPUT_FROM, MAPS_FROM = 440, 900
FRAMES = 4  # that are kept
FOR_RAYS, FOR_RAYS_DOWN, BETWEEN, CLOSE = (
    Gap(cells=1.7),
    Gap(cells=1.0, titles=1.0),
    Gap(titles=1.6),
    Gap(titles=0.5),
)


def build(report: Report, view: View, tap: Tap | None = None) -> Timeline:
    """Output cell after output cell; `tap` is the one that is enlarged, else the one moved most."""
    shown = reported.layer(report, view)
    if not isinstance(shown.layer, DeformConv):
        raise Refused(_other_scene(shown))
    computed = reported.numbers(report, shown)
    figure = _Figure(Reads(shown, computed, view.channel or 0), computed, tap)
    length = shown.shape[1] * shown.shape[2]
    arrangement = Arrangement(figure.body(), figure.headline, figure.legend)
    # What is shown, written out and spoken of is one frame.
    step = lru_cache(FRAMES)(figure.step)
    return Timeline(length, arrangement, step, leaving.mixed, leaving.MOVE_MS)


def _other_scene(shown: Row) -> Problem:
    layer = shown.layer
    sentence = text(
        "{operation} moves no taps; the scene {scene} shows what it does.",
        operation=labels.OPERATIONS[layer.op],
        scene=text("slide") if slide.slides(layer) else text("maps"),
    )
    return Problem(layer.name, "view.scene", "scene_does_not_apply", sentence)


class _Figure:
    """What an output channel of a layer makes of one of the channels that it reads."""

    def __init__(self, reads: Reads, computed: Computed, tap: Tap | None) -> None:
        self.reads, self.row = reads, reads.row
        self._tap = _known(tap, reads)
        self.channel = _channel(tap, reads)
        self.source = deformed_maps.source(reads, self.channel)
        made = computed.maps[self.row.name][reads.output]
        heading = Heading(text("output"), map_words.shape_of(self.row.shape, reads.output))
        self.made = OutputMap(Key(self.row.name, turns.OUTPUT, reads.output), made, heading)
        self._all_made = made
        self.how = Sum(self._key(telling.SUM), reads.layer.kernel)
        is_predicted = isinstance(reads.layer.offsets, Predictor)
        self.predicted = Predicted(reads, self.channel) if is_predicted else None
        bias = reads.layer.bias
        self.bias = bias.flat()[reads.output] if isinstance(bias, Numbers) else 0.0

    @cached_property
    def headline(self) -> Headline:
        return deformed_words.headline(self.reads.layer)

    @cached_property
    def legend(self) -> Legend:
        return deformed_words.legend(rim=self._has_rim, many=not any(self.reads.is_line))

    def step(self, number: int) -> Frame:
        """What is to be seen while an output cell is made."""
        cell = divmod(number, self.row.shape[2])
        taps = self.reads.taps(cell, self.channel)
        tap = self._tap or taps.farthest()
        near = self.reads.near(taps.place(tap), self.channel)
        shown = self.source.page(*cell)
        enlarged = deformed_maps.near(
            self._near_key, near, self._size, deformed_words.of_tap(taps, tap)
        )
        over = over_taps.over(shown, taps, tap, (self._first_offset, *cell))
        windows, links = over_taps.round_near(shown, enlarged, near)
        points, spokes = over_taps.within(enlarged, near, taps.place(tap))
        made = self.made.made(*cell)
        predicted = self.predicted.at(tap, cell) if self.predicted else ()
        return Frame(
            number,
            self.row.shape[1] * self.row.shape[2],
            (shown, enlarged, made.grid, *(one.grid for one in predicted)),
            (made.filling,),
            (*windows, *(one.ring for one in predicted), made.ring),
            tuple(links),
            (*over.points, *points),
            over.outlines,
            captions=tuple(self._captions(cell, taps, tap, near)),
            headline=self.headline,
            legend=self.legend,
            moves=over.moves,
            spokes=spokes,
            handles=over.handles,
        )

    def body(self) -> Node:
        """The map to the left, what one tap finds and the sum of all to the right, or below."""
        source = Item(self.source.page(0, 0))
        enlarged = Item(self._widest_near(), NEAR_SCALE)
        made = Item(self.made.page(0, 0), OUTPUT_CELLS, fitted=True, from_width=OUTPUT_FROM)
        beside = [enlarged, made, *self._predicted_maps()]
        slots = {
            one.slot.stage: Slot(one, from_width=telling.SUMS_FROM) for one in self._widest_words()
        }
        said = [slots[stage] for stage in deformed_words.UNDER_NEAR if stage in slots]
        told = [slots[stage] for stage in deformed_words.OF_SUM if stage in slots]
        of_tap = column(Table((tuple(beside),), down=Align.START), *said, gaps=CLOSE)
        right = column(of_tap, column(*told, gaps=CLOSE), gaps=BETWEEN)
        # All that is in a column counts, with its first title: so both titles stand at one height.
        wide = Table(((column(source), right),), FOR_RAYS, down=Align.START)
        return Choice(wide, column(source, right, gaps=FOR_RAYS_DOWN))

    def _predicted_maps(self) -> Iterator[Node]:
        """The offsets of the tap in every output cell, where the layer predicts them."""
        if self.predicted is not None:
            rows, columns = self.reads.layer.kernel
            both = self.predicted.at((rows - 1, columns - 1), (0, 0))  # the longest titles
            maps = (
                Item(one.grid, PREDICTED_CELLS, fitted=True, from_width=MAPS_FROM) for one in both
            )
            yield column(*maps, gaps=CLOSE)

    def _captions(self, cell: Pair, taps: Taps, tap: Pair, near: Near) -> Iterator[Caption]:
        """What is told of the chosen tap, then of the sum."""
        total = self.made.value(*cell)
        yield deformed_words.sample(self._key(deformed_words.SAMPLE), near)
        if self._has_rim:
            outside = deformed_words.outside(near, self._size)
            yield telling.note(self._key(telling.NOTE), outside)
        yield self._title()
        parts = self._parts(cell)
        end = End(parts[0][1], is_result=False) if parts else End(total, self.bias)
        yield deformed_words.products(self.how, taps, self._kernel, tap, end)
        if parts:
            ending = End(total, self.bias)
            yield deformed_words.parts(self._key(deformed_words.PARTS), parts, ending)
        yield deformed_words.place(self._key(deformed_words.PLACE), cell)

    def _parts(self, cell: Pair) -> list[tuple[int, float]]:
        """What each channel adds, the one that is shown first; nothing where it is alone."""
        if len(self.reads.channels) == 1:
            return []
        order = sorted(self.reads.channels, key=lambda one: one != self.channel)
        return [(one, self.reads.part(cell, one)) for one in order]

    def _widest_words(self) -> Iterator[Caption]:
        """Words that take as much room as those of any step."""
        widest, kernel = self.source.widest, self.reads.layer.kernel
        whole = (range(2), range(2)) if not any(self.reads.is_line) else (range(1), range(2))
        full = np.full((len(whole[0]), len(whole[1])), 0.88)
        near = Near(*whole, full, np.full(full.shape, widest))
        mask = None if self.reads.mask is None else np.full(kernel, sums.widest(self.reads.mask))
        zeros = np.zeros(kernel)
        taps = Taps((zeros, zeros), (zeros, zeros), np.full(kernel, widest), mask)
        total = sums.widest(self._all_made)
        end = End(total, self.bias)
        yield deformed_words.sample(self._key(deformed_words.SAMPLE), near)
        if self._has_rim:
            yield telling.note(self._key(telling.NOTE), deformed_words.so_many_outside(3))
        yield self._title()
        yield deformed_words.products(self.how, taps, self._kernel, (0, 0), end)
        if len(self.reads.channels) > 1:
            added = [(one, total) for one in self.reads.channels]
            yield deformed_words.parts(self._key(deformed_words.PARTS), added, end)
        last = (self.row.shape[1] - 1, self.row.shape[2] - 1)
        yield deformed_words.place(self._key(deformed_words.PLACE), last)

    def _widest_near(self) -> Grid:
        high, wide = (1 if line else 2 for line in self.reads.is_line)
        values = np.full((high, wide), self.source.widest)
        near = Near(range(high), range(wide), np.ones_like(values), values)
        heading = deformed_words.widest_heading(self.reads)
        return deformed_maps.near(self._near_key, near, self._size, heading)

    def _title(self) -> Caption:
        several = len(self.reads.channels) > 1
        key = self._key(deformed_words.TITLE)
        return deformed_words.title(key, self.reads.layer.kernel, self.channel if several else None)

    def _key(self, stage: str) -> Key:
        return Key(self.row.name, stage)

    @property
    def _near_key(self) -> Key:
        return Key(self.row.name, deformed_maps.NEAR, self.channel)

    @property
    def _size(self) -> Pair:
        return self.row.sources.size

    @property
    def _kernel(self) -> Array:
        found: Array = self.reads.kernels[self.channel - self.reads.channels.start]
        return found

    @property
    def _first_offset(self) -> int:
        rows, columns = self.reads.layer.kernel
        return 2 * self.reads.group(self.channel) * rows * columns

    @cached_property
    def _has_rim(self) -> bool:
        """Whether some tap reads beyond the map."""
        return any(any(self.reads.reach(self.channel, axis)) for axis in (0, 1))


def _known(tap: Tap | None, reads: Reads) -> Pair | None:
    """The tap, if the layer has it."""
    if tap is None or tap.layer != reads.row.name:
        return None
    rows, columns = reads.layer.kernel
    inside = 0 <= tap.row < rows and 0 <= tap.column < columns
    return (tap.row, tap.column) if inside else None


def _channel(tap: Tap | None, reads: Reads) -> int:
    """The input channel that is looked at: the first that is read, unless told."""
    wanted = None if tap is None or tap.layer != reads.row.name else tap.channel
    return wanted if wanted is not None and wanted in reads.channels else reads.channels.start
