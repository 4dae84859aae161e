"""The scene of a sliding window: what one output cell reads, step by step, and what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import labels
from engine.arrangement import FOR_RAYS, Arrangement, Choice, Gap, Item, column, row
from engine.frame import Frame, Heading, Key, Link, Place
from engine.layers import (
    Conv,
    ConvTranspose,
    DeformConv,
    Layer,
    PixelShuffle,
    PixelUnshuffle,
    SeparableConv,
)
from engine.problems import Problem, Refused
from engine.scenes import channels, map_words, reported, shown_channels, tellers
from engine.scenes.output_map import OutputMap
from engine.scenes.telling import Cell, Subject, Teller
from engine.timeline import Timeline
from engine.values import stated
from engine.words import text

if TYPE_CHECKING:
    from engine.arrangement import Node
    from engine.document import View
    from engine.report import Report, Row

OUTPUT = "output"
# Beyond so many cells a side, they are too small to keep maps and titles apart.
MOST_WIDE = 40
FOR_SMALL_RAYS = Gap(FOR_RAYS.cells, titles=2.0)
# What rearranges channels is shown alone, channel after channel: its maps stand in no pairs.
REARRANGING = (PixelShuffle, PixelUnshuffle)


def slides(layer: Layer) -> bool:
    """Whether a window runs over the layer's input, as far as the layer itself tells."""
    return tellers.tells(layer) or isinstance(layer, SeparableConv)


def build(report: Report, view: View) -> Timeline:
    """The window over one channel; several channels stand as a matrix."""
    shown = reported.layer(report, view)
    if not slides(shown.layer):
        raise Refused(_other_scene(shown.layer))
    computed = reported.numbers(report, shown)
    outputs = shown_channels.outputs(shown, view)
    if _is_matrix(shown, outputs):
        return channels.build(shown, computed, view)
    subjects = [Subject(shown, computed, channel) for channel in outputs]
    return _timeline(subjects, [tellers.teller(one) for one in subjects])


def _is_matrix(shown: Row, outputs: tuple[int, ...]) -> bool:
    """Whether several channels are read together, or are shown one beside the other."""
    layer, inputs = shown.layer, shown.sources.first[0]
    if isinstance(layer, SeparableConv):
        return True
    if isinstance(layer, REARRANGING):
        return False
    if isinstance(layer, (Conv, DeformConv)) and stated.groups(layer, inputs) < inputs:
        return True
    return len(outputs) > 1


def _other_scene(layer: Layer) -> Problem:
    name = labels.OPERATIONS[layer.op]
    if isinstance(layer, ConvTranspose):
        sentence = text(
            "no window slides in {operation}: it stamps; the scenes {one} and {other} show it.",
            operation=name,
            one=text("transposed"),
            other=text("scatter"),
        )
    else:
        sentence = text(
            "no window slides in {operation}; the scene {scene} shows what it makes.",
            operation=name,
            scene=text("maps"),
        )
    return Problem(layer.name, "view.scene", "scene_does_not_apply", sentence)


def _timeline(subjects: list[Subject], each: list[Teller]) -> Timeline:
    maps = [_output(subject) for subject in subjects]
    wide = subjects[0].row.shape[2]

    def step(number: int) -> Frame:
        at, which = divmod(number, len(subjects))
        place = divmod(at, wide)
        return _frame((number, length), each[which], maps, which, place)

    length = len(subjects) * subjects[0].made.size
    return Timeline(length, Arrangement(_body(each[0], maps)), step)


def _output(subject: Subject) -> OutputMap:
    shape = map_words.shape_of(subject.row.shape, subject.channel)
    key = Key(subject.row.name, OUTPUT, subject.channel)
    return OutputMap(key, subject.made, Heading(text("output"), shape))


def _body(teller: Teller, maps: list[OutputMap]) -> Node:
    """Several maps stand one below the other, where no ray crosses another's cells."""
    source = Item(teller.source(0, 0).page(0, 0))
    made = tuple(Item(one.page(0, 0)) for one in maps)
    gap = FOR_RAYS if max(source.grid.size) <= MOST_WIDE else FOR_SMALL_RAYS
    wide = row(source, column(*made, teller.beside), gaps=gap)
    if len(made) > 1:
        return wide
    return Choice(wide, column(source, row(*made, teller.beside), gaps=gap))


def _frame(
    number: tuple[int, int],
    teller: Teller,
    maps: list[OutputMap],
    which: int,
    place: tuple[int, int],
) -> Frame:
    source = teller.source(*place)
    seen = teller.look(source, *place)
    told = teller.tell(Cell(*place, maps[which].value(*place), source, seen))
    made = [one.made(*place, late=at > which) for at, one in enumerate(maps)]
    now = made[which]
    grids = [seen.grid, *(one.grid for one in made)]
    windows = [now.ring]
    links = []
    if teller.kernel is not None:
        grids.append(teller.kernel)
    fillings = tuple(one.filling for one in made)
    if not seen.empty:
        windows.insert(0, tellers.window(source.key, seen, told))
        links.append(Link(Place(source.key, seen.rows, seen.columns), now.place))
    return Frame(
        *number,
        tuple(grids),
        fillings,
        tuple(windows),
        tuple(links),
        captions=(*teller.titles, *told.captions),
    )
