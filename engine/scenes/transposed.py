"""A transposed convolution taken apart: zeros, a border, a turned kernel, a plain convolution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine import labels
from engine.arrangement import (
    FOR_RAYS,
    Arrangement,
    Choice,
    Gap,
    Item,
    Margin,
    Slot,
    column,
    row,
)
from engine.frame import (
    Frame,
    Grid,
    Heading,
    Key,
    Line,
    Link,
    Outline,
    Place,
    Span,
    Window,
)
from engine.given import Numbers
from engine.layers import ConvTranspose
from engine.problems import Problem, Refused
from engine.roles import Role
from engine.scenes import (
    kernels_shown,
    map_words,
    reported,
    shown_channels,
    spread_map,
    stage_moves,
    telling,
    transposed_words,
    turns,
)
from engine.scenes.input_map import STAGE
from engine.scenes.output_map import OutputMap
from engine.scenes.partial_sums import PartialSums
from engine.scenes.real_products import RealProducts
from engine.scenes.spread_map import BORDERED, INSERTED, SpreadMap
from engine.scenes.stage_cells import BEFORE, TURNED
from engine.scenes.stage_moves import Moves
from engine.timeline import Timeline
from engine.values import stated, transposed
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrangement import Node
    from engine.document import View
    from engine.fields import Pair
    from engine.report import Report, Row
    from engine.scenes.spread_map import Axis
    from engine.values.graph import Computed
    from engine.values.lanes import Array

BORDER = 2  # the step that it comes with
FOR_ARROW, FOR_TURN = Gap(cells=0.7, titles=2.2), Gap(cells=0.7, titles=2.6)
BETWEEN_ROWS, BETWEEN_STRIPS = Gap(cells=0.4, titles=1.2), Gap(cells=0.2, titles=0.5)
# A map that is so many times as wide as it is high, or the other way round, is a strip.
STRIP = 3


@dataclass(frozen=True, eq=False)
class Scene:
    """What all steps share."""

    spread: SpreadMap
    kernels: tuple[Item, Item]
    made: OutputMap
    told: RealProducts

    def framed(self, cell: Pair) -> Iterator[Outline]:
        """Frames round the rows and the columns that output padding brings to the border."""
        grid = self.spread.stage(BORDERED, *cell)
        each = [
            (_kept(axis, first, size, axis.extra), _kept(axis, first, size))
            for axis, first, size in zip(self.spread.axes, grid.origin, grid.size, strict=True)
        ]
        (rows, down), (columns, across) = each
        if rows.count:
            yield Outline(grid.key, rows, across)
        if columns.count:
            yield Outline(grid.key, down, columns)

    def stages(self, step: int, cell: Pair) -> tuple[list[Grid], list[Link]]:
        """The stages that step has come to, and the arrows between them."""
        shown = (STAGE, INSERTED, BORDERED)[: step + 1]
        grids = [self.spread.stage(stage, *cell) for stage in shown]
        links = [
            Link(Place(one.key), Place(other.key), Line.ARROW, level=True)
            for one, other in pairwise(grids)
        ]
        if step >= BEFORE - 1:
            kernel, turned = (item.grid for item in self.kernels)
            links += [
                Link(Place(grids[-1].key), Place(kernel.key), Line.ARROW, level=True),
                Link(Place(kernel.key), Place(turned.key), Line.TURN),
            ]
            grids += [kernel, turned]
        return grids, links


def build(report: Report, view: View) -> Timeline:
    """The five stages of the layer, one channel of what it reads and one of what it makes."""
    shown = reported.layer(report, view)
    if not isinstance(shown.layer, ConvTranspose):
        raise Refused(_not_transposed(shown))
    scene = _scene(shown, reported.numbers(report, shown), view)
    rows, columns = (axis.out for axis in scene.spread.axes)
    length = BEFORE + rows * columns
    headline = transposed_words.headline(shown)
    legend = transposed_words.legend(scene.spread.axes)

    def step(number: int) -> Frame:
        if number < BEFORE:
            grids, links = scene.stages(number, (0, 0))
            outlines = tuple(scene.framed((0, 0))) if number >= BORDER else ()
            frame = Frame(number, length, tuple(grids), links=tuple(links), outlines=outlines,
                          named=tuple(_to_come(scene, grids)))  # fmt: skip
        else:
            frame = _sliding(scene, (number, length), divmod(number - BEFORE, columns))
        return replace(frame, headline=headline, legend=legend)

    moves = _moves(scene)
    arrangement = Arrangement(_body(scene), headline, legend)
    return Timeline(length, arrangement, step, moves.between, stage_moves.moving)


def _moves(scene: Scene) -> Moves:
    """What moves from stage to stage, as it is when the first cell is made."""
    stages = [scene.spread.stage(stage, 0, 0) for stage in spread_map.STAGES]
    read, inserted, bordered, slid = stages
    kernel, turned = (item.grid for item in scene.kernels)
    uncut = scene.spread.uncut(bordered)
    return Moves(read, inserted, uncut, bordered, kernel, turned, slid, scene.made.page(0, 0))


def _to_come(scene: Scene, shown: list[Grid]) -> Iterator[Grid]:
    """The stages whose titles alone are there."""
    there = {grid.key for grid in shown}
    stages = [scene.spread.stage(stage, 0, 0) for stage in spread_map.STAGES]
    for grid in (*stages, scene.kernels[0].grid):
        if grid.key not in there:
            yield replace(grid, foot="")


def _sliding(scene: Scene, number: Pair, cell: Pair) -> Frame:
    """A step of the plain convolution."""
    grids, links = scene.stages(number[0], cell)
    seen, made = scene.spread.seen(*cell), scene.made.made(*cell)
    windows = [made.ring]
    if not seen.empty:
        rows, columns = seen.taps
        weights = scene.told.kernel[rows.start : rows.stop, columns.start : columns.stop]
        windows.insert(0, Window(seen.grid.key, seen.rows, seen.columns, weights))
        links.append(Link(Place(seen.grid.key, seen.rows, seen.columns), made.place))
    return Frame(
        *number,
        (*grids, seen.grid, made.grid),
        (made.filling,),
        tuple(windows),
        tuple(links),
        outlines=tuple(scene.framed(cell)),
        captions=scene.told.captions(cell),
    )


def _kept(axis: Axis, first: int, count: int, last: int | None = None) -> Span:
    """The cells that the border leaves, or the last of them, counted from the first one shown."""
    end = axis.inserted + axis.after
    begin = -axis.before if last is None else end - last
    start = max(begin - first, 0)
    return Span(start, max(min(end - first, count) - start, 0))


def _scene(row: Row, computed: Computed, view: View) -> Scene:
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    output = view.channel or 0
    both = spread_map.axes(row)
    values = computed.maps[row.inputs[0]]
    weights = stated.weights(row)
    parts = PartialSums(
        transposed.inserted(values, layer.stride),
        transposed.flipped(weights, layer.groups),
        (both[0].track, both[1].track),
    )
    read = parts.inputs_of(output)
    columns = tuple(
        tuple(channel for channel in one if channel in read)
        for one in shown_channels.columns(len(values), read)
    )
    first = read.start
    headings = transposed_words.headings(row, both, first)
    foot = transposed_words.foot(layer)
    spread = SpreadMap(row.name, first, values[first], both, headings, foot)
    made = computed.maps[row.name][output]
    bias = float(layer.bias.flat()[output]) if isinstance(layer.bias, Numbers) else 0.0
    told = RealProducts(row.name, spread, parts, output, tuple(filter(None, columns)), made, bias)
    return Scene(spread, _kernels(row, weights, told), _output(row, made, output), told)


def _kernels(row: Row, weights: Array, told: RealProducts) -> tuple[Item, Item]:
    """The kernel as it is stated, and half turned round."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    group = row.shape[0] // layer.groups
    channel = told.columns[0][0]
    plain: Array = weights[channel, told.output % group]
    keys = (Key(row.name, stage, told.output, channel) for stage in (telling.KERNEL, TURNED))
    several = row.sources.first[0] > 1 or row.shape[0] > 1
    between = transposed_words.pair(told.output, channel) if several else ""
    # One title stands above both.
    heading = Heading(text("flip the kernel"), between, transposed_words.flipped(row), badge=4)
    found = []
    for key, numbers in zip(keys, (plain, told.kernel), strict=True):
        grid = kernels_shown.item(key, numbers, layer.dilation, heading, 0).grid
        if key.stage == telling.KERNEL:
            roles = np.where(grid.roles == Role.WINDOW, np.uint8(Role.REST), grid.roles)
            grid = replace(grid, roles=roles, marked=(0, 0))
        else:
            rows, columns = grid.size
            grid = replace(grid, heading=None, marked=(rows - 1, columns - 1))
        found.append(Item(grid, _kernel_scale(grid)))
    return found[0], found[1]


def _kernel_scale(grid: Grid) -> float:
    """Kernels have the cells of the maps, but where they are drawn without all their holes."""
    return min(1.0, kernels_shown.MOST_WITH_HOLES / max(grid.size))


def _output(row: Row, made: Array, output: int) -> OutputMap:
    shape = map_words.shape_of(row.shape, output)
    return OutputMap(Key(row.name, turns.OUTPUT, output), made, Heading(text("output"), shape))


def _body(scene: Scene) -> Node:
    """The four stages in a row and the fifth below; strips stand all one below the other."""
    stages = [scene.spread.stage(stage, 0, 0) for stage in spread_map.STAGES]
    read, inserted, bordered, slid = stages
    kernel, turned = scene.kernels
    most = max(read.size[0], inserted.size[0], bordered.size[0], kernel.grid.size[0])
    opening = [_lined_up(Item(grid), most) for grid in (read, inserted, bordered)]
    flip = row(_lined_up(kernel, most), _lined_up(turned, most), gaps=FOR_TURN)
    words = column(*_slots(scene), gaps=telling.CLOSE)
    made = Item(scene.made.page(0, 0))
    sliding = row(Item(slid), made, words, gaps=(FOR_RAYS, FOR_ARROW))
    wide = column(row(*opening, flip, gaps=FOR_ARROW), sliding, gaps=BETWEEN_ROWS)
    sides = [max(pair) for pair in zip(bordered.size, slid.size, strict=True)]
    if sides[1] >= STRIP * sides[0]:
        kernels = row(row(kernel, turned, gaps=FOR_TURN), words, gaps=FOR_ARROW)
        strips = (Item(read), Item(inserted), Item(bordered), kernels, Item(slid), made)
        return Choice(wide, column(*strips, gaps=BETWEEN_STRIPS))
    if sides[0] >= STRIP * sides[1]:
        wide = row(*opening, flip, sliding, gaps=FOR_ARROW)
    few = column(
        row(*opening, gaps=FOR_ARROW),
        row(kernel, turned, gaps=FOR_TURN),
        row(Item(slid), made, gaps=FOR_RAYS),
        words,
        gaps=BETWEEN_ROWS,
    )
    return Choice(wide, few)


def _lined_up(item: Item, most: float) -> Item:
    """Maps of several heights have their middles, and their titles, on one line."""
    spare = (most - item.grid.size[0] * item.scale) / 2
    return replace(item, margin=Margin(above=spare, below=spare))


def _slots(scene: Scene) -> tuple[Slot, ...]:
    return tuple(Slot(one, from_width=telling.SUMS_FROM) for one in scene.told.widest())


def _not_transposed(shown: Row) -> Problem:
    sentence = text(
        "{operation} is no transposed convolution, so there is nothing to take apart; "
        "the scene {scene} shows it.",
        operation=labels.OPERATIONS[shown.layer.op],
        scene=text("maps"),
    )
    return Problem(shown.name, "view.scene", "scene_does_not_apply", sentence)
