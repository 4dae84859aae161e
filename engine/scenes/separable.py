"""A separable convolution as its two halves: a kernel a channel, then 1×1 weights across them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine import number_text
from engine.arrangement import APART, Align, Arrangement, Gap, Item, Slot, Table, column
from engine.frame import Caption, Frame, Headline, Key, Line, Link, Part, Place, Side, Tone
from engine.layers import SeparableConv
from engine.scenes import channel_matrix, kernel_matrix, shown_channels, sums, turns
from engine.scenes.channel_matrix import BETWEEN_ROWS, FOR_ARROW
from engine.scenes.kernel_matrix import Matrix
from engine.scenes.output_map import OutputMap
from engine.scenes.partial_sums import PartialSums
from engine.scenes.telling import SUMS_FROM
from engine.scenes.tracks import Track
from engine.timeline import Timeline
from engine.values import operations, stated
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.document import View
    from engine.fields import Pair
    from engine.frame import Grid
    from engine.report import Row
    from engine.scenes.channel_matrix import Inputs
    from engine.scenes.shown_channels import Column
    from engine.values.graph import Computed
    from engine.values.lanes import Array
    from engine.words import Text

BETWEEN, DEPTHWISE, POINTWISE, NUMBER = "between", "depthwise", "pointwise", "depthwise number"
FOR_LINES = Gap(titles=2.4)
NAMES: dict[str, Text | str] = {DEPTHWISE: text("depthwise"), POINTWISE: "1×1"}


@dataclass(frozen=True, eq=False)
class _Depthwise:
    """The first half: the maps read, a kernel for each map between the halves, those maps.

    `middle` has all of these; some are `shown`, each read from the channel of its kernel.
    """

    row: Row
    layer: SeparableConv
    middle: Array
    shown: tuple[int, ...]
    inputs: Inputs

    @cached_property
    def kernels(self) -> dict[int, Grid]:
        """A kernel for each shown map."""
        weights, dilation = stated.weights(self.row), self.layer.dilation
        return {
            one: kernel_matrix.grid_of(self._key(DEPTHWISE, one), weights[one, 0], dilation)
            for one in self.shown
        }

    @cached_property
    def maps(self) -> dict[int, OutputMap]:
        """The shown maps between the halves."""
        found: dict[int, OutputMap] = {}
        for one in self.shown:
            size = None if found else operations.size_of(self.row)
            title = turns.heading(text("between"), one, size)
            found[one] = OutputMap(self._key(BETWEEN, one), self.middle[one], title)
        return found

    def source(self, one: int) -> int:
        """The channel that the kernel of that map reads."""
        return one // self.layer.multiplier

    def captions(self, cell: Pair) -> Iterator[Caption]:
        """What each kernel makes of the cells under its window."""
        for one, made in self.maps.items():
            yield self._number(one, made.value(*cell))

    def lines(self) -> Iterator[Link]:
        """From each map down to the kernel below it, where no words are on the way."""
        if any(source.foot for source in self.inputs.values()):
            return
        for one, kernel in self.kernels.items():
            if self.is_below(one):
                yield Link(Place(self.inputs[self.source(one)].key), Place(kernel.key), Line.LINE)

    def is_below(self, one: int) -> bool:
        """Whether the kernel stands below the map that it reads: the first of several does."""
        return one == next(each for each in self.shown if self.source(each) == self.source(one))

    def map_above(self, one: int) -> Node | None:
        """The map that is read, above the first of its kernels."""
        return Item(self.inputs[self.source(one)].page(0, 0)) if self.is_below(one) else None

    def kernel_item(self, one: int) -> Node:
        """The kernel, and beside it room for what it makes."""
        kernel = self.kernels[one]
        item = Item(kernel, kernel_matrix.scale_of(kernel))
        room = Slot(self._number(one, sums.widest(self.middle[one])), from_width=SUMS_FROM)
        return Table(((item, room),), kernel_matrix.BESIDE, core=0)

    def _number(self, one: int, value: float) -> Caption:
        part = Part(number_text.number(value), Tone.WEIGHT, strong=True, side=Side.LEFT)
        return Caption(self._key(NUMBER, one), ((part,),))

    def _key(self, stage: str, one: int) -> Key:
        return Key(self.row.name, stage, one)


def build(row: Row, computed: Computed, view: View) -> Timeline:
    """Both halves in one figure: the maps between them are filled on the way."""
    middle = operations.first_half(row, computed.maps[row.inputs[0]])
    second = _pointwise(row, middle, turns.outputs_of(row, computed, view))
    first = _depthwise(row, computed, middle, second.columns)
    outputs, headline = second.outputs, _headline(row)
    labels = {
        stage: channel_matrix.label(row.name, f"{stage} label", name)
        for stage, name in NAMES.items()
    }
    always = (*labels.values(), *channel_matrix.left_out(second))

    def step(number: int) -> Frame:
        turn = outputs.turn(number)
        output, made = outputs.channels[turn.at], outputs.at(turn)
        grids, windows = channel_matrix.on_inputs(first.inputs, first.inputs, turn.cell)
        between = [one.made(*turn.cell) for one in first.maps.values()]
        kernels = (*first.kernels.values(), *second.grids(output))
        return Frame(
            number,
            outputs.steps,
            (*grids, *kernels, *(one.grid for one in (*between, *made))),
            tuple(one.filling for one in (*between, *made)),
            (*windows, *(one.ring for one in between), made[turn.at].ring),
            (*first.lines(), channel_matrix.arrow(second, output, made[turn.at])),
            captions=(*always, *first.captions(turn.cell), *second.captions(output, turn.cell)),
            headline=headline,
        )

    return Timeline(outputs.steps, Arrangement(_body(first, second, always), headline), step)


def _depthwise(
    row: Row, computed: Computed, middle: Array, columns: tuple[Column, ...]
) -> _Depthwise:
    layer = row.layer
    assert isinstance(layer, SeparableConv)
    shown = tuple(one[0] for one in columns if len(one) == 1)
    read = dict.fromkeys((one // layer.multiplier,) for one in shown)
    inputs = channel_matrix.input_maps(row, computed, tuple(read))
    return _Depthwise(row, layer, middle, shown, inputs)


def _pointwise(row: Row, middle: Array, outputs: turns.Outputs) -> Matrix:
    down, across = (Track(n, n, operations.POINT) for n in operations.size_of(row))
    parts = PartialSums(middle, stated.pointwise_weights(row), (down, across))
    columns = shown_channels.columns(len(middle), range(len(middle)))
    return Matrix(parts, outputs, columns, stage=POINTWISE)


def _headline(row: Row) -> Headline:
    layer = row.layer
    assert isinstance(layer, SeparableConv)
    inputs, outputs = row.sources.first[0], row.shape[0]
    middle, taps = inputs * layer.multiplier, layer.kernel[0] * layer.kernel[1]
    rest = text(
        "{depthwise} + {pointwise} = {count} weights instead of {full}",
        depthwise=_product(middle, *layer.kernel),
        pointwise=_product(middle, outputs),
        count=number_text.number(middle * taps + middle * outputs),
        full=number_text.number(inputs * outputs * taps),
    )
    return Headline(text("depthwise, then 1×1"), rest)


def _product(*factors: int) -> str:
    return "·".join(map(number_text.number, factors))


def _body(first: _Depthwise, second: Matrix, always: tuple[Caption, ...]) -> Node:
    """The maps read, their kernels, the maps between, the weights of 1×1; beside these, outputs."""
    one_name, other_name, *dots = (Slot(caption, from_width=SUMS_FROM) for caption in always)
    single = [column[0] if len(column) == 1 else None for column in second.columns]
    rows: list[list[Node | None]] = [
        [None, *(dots.pop(0) if one is None else first.map_above(one) for one in single), None],
        [one_name, *(None if one is None else first.kernel_item(one) for one in single), None],
        [None, *(None if one is None else _page(first.maps[one]) for one in single), None],
    ]
    for output in second.outputs.channels:
        first_row = output == second.outputs.channels[0]
        rows.append([other_name if first_row else None, *second.line(output)])
    gaps = channel_matrix.column_gaps(second)
    below = (FOR_LINES, *[BETWEEN_ROWS] * (len(rows) - 2))
    halves = Table(tuple(map(tuple, rows)), gaps, below, across=Align.CENTRE)
    made = column(*map(_page, second.outputs.maps), gaps=APART)
    return Table(((halves, made),), FOR_ARROW, down=Align.END)


def _page(shown: OutputMap) -> Item:
    return Item(shown.page(0, 0))
