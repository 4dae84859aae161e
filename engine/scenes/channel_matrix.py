"""A convolution of several channels: maps on top, below them its kernels, and what these add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text, words
from engine.arrangement import NEAR, Align, Arrangement, Gap, Item, Slot, Table, column
from engine.frame import (
    Caption,
    Frame,
    Headline,
    Key,
    Line,
    Link,
    Part,
    Place,
    Size,
    Tone,
    Window,
)
from engine.layers import Conv, DeformConv, DepthwiseConv
from engine.scenes import (
    input_map,
    kernels_shown,
    map_words,
    short_words,
    shown_channels,
    tap_masks,
    tracks,
    turns,
)
from engine.scenes.input_map import InputMap
from engine.scenes.kernel_matrix import Matrix
from engine.scenes.partial_sums import PartialSums
from engine.scenes.telling import SUMS_FROM
from engine.scenes.turns import Outputs
from engine.timeline import Timeline
from engine.values import stated
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from engine.arrangement import Node
    from engine.document import View
    from engine.fields import Pair
    from engine.frame import Grid
    from engine.layers import Layer
    from engine.report import Row
    from engine.scenes.output_map import Made
    from engine.scenes.shown_channels import Column
    from engine.values.graph import Computed
    from engine.words import Text

    Inputs = Mapping[int, InputMap]

LABEL, LEFT_OUT = "kernels", "left out"
BETWEEN_CHANNELS, FOR_ARROW, BETWEEN_ROWS = Gap(titles=1.0), Gap(titles=3.2), Gap(titles=1.2)
# Outputs higher than their row of kernels by more cells than this stand in a column of their own.
MOST_ABOVE = 1


def build(row: Row, computed: Computed, view: View) -> Timeline:
    """The figure of a layer whose kernels each join an input channel and an output channel."""
    matrix = _matrix(row, computed, turns.outputs_of(row, computed, view))
    outputs = matrix.outputs
    inputs = input_maps(row, computed, matrix.columns)
    headline = _headline(row, matrix.parts)
    always = (*_names(matrix, row.layer), *left_out(matrix))

    def step(number: int) -> Frame:
        turn = outputs.turn(number)
        output, made = outputs.channels[turn.at], outputs.at(turn)
        read = [channel for channel in inputs if matrix.reads(output, (channel,))]
        grids, windows = on_inputs(inputs, read, turn.cell)
        return Frame(
            number,
            outputs.steps,
            (*grids, *matrix.grids(output), *(one.grid for one in made)),
            tuple(one.filling for one in made),
            (*windows, made[turn.at].ring),
            (*_lines(matrix, inputs, output), arrow(matrix, output, made[turn.at])),
            captions=(*always, *matrix.captions(output, turn.cell)),
            headline=headline,
        )

    return Timeline(outputs.steps, Arrangement(_body(matrix, inputs, always), headline), step)


def input_maps(row: Row, computed: Computed, columns: tuple[Column, ...]) -> dict[int, InputMap]:
    """The maps above the columns of one channel; the first tells what holds for all of them."""
    both, held = tracks.tracks(row), input_map.held_by(row)
    values = computed.maps[row.inputs[0]]
    found: dict[int, InputMap] = {}
    for channel in (one[0] for one in columns if len(one) == 1):
        key = Key(row.name, input_map.STAGE, channel)
        title = turns.source_heading(row, channel, first=not found)
        made = InputMap(key, values[channel], both, held, title)
        made.say(title, "" if found else made.foot)
        found[channel] = made
    return found


def on_inputs(inputs: Inputs, read: Collection[int], cell: Pair) -> tuple[list[Grid], list[Window]]:
    """The input maps, and the windows on those that are read."""
    grids, windows = [], []
    for channel, source in inputs.items():
        seen = source.seen(*cell)
        grids.append(seen.grid)
        if channel in read and not seen.empty:
            windows.append(Window(source.key, seen.rows, seen.columns))
    return grids, windows


def arrow(matrix: Matrix, output: int, made: Made) -> Link:
    """From the total to the row of the cell that it becomes."""
    target = Place(made.place.of, made.place.rows)
    return Link(Place(matrix.total_key(output)), target, Line.NOW_ARROW)


def label(layer: str, stage: str, name: Text | str, *also: Text | str) -> Caption:
    """What stands at the left of a row of kernels."""
    lines = [Part(name, strong=True, size=Size.TITLE)]
    lines += [Part(one, Tone.SOFT, size=Size.SECOND) for one in also]
    return Caption(Key(layer, stage), tuple((line,) for line in lines))


def left_out(matrix: Matrix) -> Iterator[Caption]:
    """The dots above each column that is of several channels."""
    for one in matrix.columns:
        if len(one) > 1:
            said = Part("…", Tone.SOFT, size=Size.TITLE)
            yield Caption(Key(matrix.outputs.layer, LEFT_OUT, one[0]), ((said,),))


def column_gaps(matrix: Matrix) -> tuple[Gap, ...]:
    """The gaps after the words that begin a row, and after each column but the total."""
    return (NEAR, *[BETWEEN_CHANNELS] * (len(matrix.columns) - 1), NEAR)


def _body(matrix: Matrix, inputs: Inputs, always: tuple[Caption, ...]) -> Node:
    """A row of maps, then one for each output channel, and the maps that these make."""
    names = [Slot(caption, from_width=SUMS_FROM) for caption in always]
    first = [slot for slot in names if slot.caption.slot.stage == LABEL]
    dots = iter(names[len(first) :])
    above = [
        Item(inputs[one[0]].page(0, 0)) if len(one) == 1 else next(dots) for one in matrix.columns
    ]
    lines = [matrix.line(output) for output in matrix.outputs.channels]
    beginnings = [*first, *[None] * (len(lines) - len(first))]
    rows: list[tuple[Node | None, ...]] = [(None, *above, None)]
    rows += [(start, *line) for start, line in zip(beginnings, lines, strict=True)]
    made = [Item(one.page(0, 0)) for one in matrix.outputs.maps]
    gaps = column_gaps(matrix)
    if made[0].grid.size[0] > matrix.height + MOST_ABOVE:
        kernels = Table(tuple(rows), gaps, BETWEEN_ROWS, across=Align.CENTRE)
        return Table(((kernels, column(*made, gaps=BETWEEN_ROWS)),), FOR_ARROW)
    whole = [(*one, other) for one, other in zip(rows, [None, *made], strict=True)]
    return Table(tuple(whole), (*gaps, FOR_ARROW), BETWEEN_ROWS, across=Align.CENTRE)


def _names(matrix: Matrix, layer: Layer) -> Iterator[Caption]:
    """What the rows are, where sums of many channels do not need the room."""
    if all(len(one) == 1 for one in matrix.columns):
        assert isinstance(layer, (Conv, DepthwiseConv, DeformConv))
        also: list[Text | str] = [
            short_words.lengths(layer.kernel),
            kernels_shown.stride(layer.stride),
        ]
        if layer.dilation != (1, 1):
            also.append(kernels_shown.dilation(layer.dilation))
        yield label(matrix.outputs.layer, LABEL, text("kernels"), *also)


def _lines(matrix: Matrix, inputs: Inputs, output: int) -> Iterator[Link]:
    """From a map down to its kernel, where neither words nor other kernels are on the way."""
    if output != matrix.outputs.channels[0] or any(source.foot for source in inputs.values()):
        return
    for channel, source in inputs.items():
        kernel = matrix.kernels.get((output, channel))
        if kernel is not None:
            yield Link(Place(source.key), Place(kernel.now.key), Line.LINE)


def _matrix(row: Row, computed: Computed, outputs: Outputs) -> Matrix:
    layer = row.layer
    assert isinstance(layer, (Conv, DepthwiseConv, DeformConv))
    mode = "zeros" if isinstance(layer, DeformConv) else layer.padding_mode
    values = computed.maps[row.inputs[0]]
    parts = PartialSums(
        values, stated.weights(row), tracks.tracks(row), mode, tap_masks.of(row, computed)
    )
    read = [channel for output in outputs.channels for channel in parts.inputs_of(output)]
    columns = shown_channels.columns(len(values), read)
    return Matrix(parts, outputs, columns, layer.dilation)


def _headline(row: Row, parts: PartialSums) -> Headline:
    inputs, outputs = row.sources.first[0], row.shape[0]
    finding: Text = words.plural(
        "{count} channel in, {outputs} out",
        "{count} channels in, {outputs} out",
        inputs,
        outputs=number_text.number(outputs),
    )
    groups = stated.groups(row.layer, inputs)
    if groups > 1:
        own = groups == inputs
        said = text("each channel on its own") if own else text("{count} groups", count=groups)
        finding = text("{head}, {next}", head=finding, next=said)
    shape = parts.weights.shape
    rest = text(
        "columns: input channels, rows: output channels; {product} = {count} weights",
        product=short_words.lengths(shape),
        count=number_text.number(parts.weights.size),
    )
    masked = text("times the mask of each output cell") if parts.mask is not None else ""
    return Headline(finding, map_words.joined(rest, masked))
