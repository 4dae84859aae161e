"""The scene of a round trip: a convolution, its transposed one, and what has not come back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine import growing, labels
from engine.arrangement import Arrangement, Choice, Gap, Item, Slot, Table, column
from engine.frame import Frame, Grid, Heading, Key, Line, Link, Place
from engine.layers import Conv, ConvTranspose, DeformConv, DepthwiseConv, SeparableConv
from engine.problems import Problem, Refused
from engine.roles import Role
from engine.scenes import input_map, map_words, reported, trip_words
from engine.scenes.map_pictures import LARGEST_SHOWN
from engine.timeline import Timeline
from engine.values import adjoint, stated
from engine.words import text

if TYPE_CHECKING:
    from engine.arrangement import Node
    from engine.document import View
    from engine.frame import Caption, Headline
    from engine.layers import Layer
    from engine.report import Report, Row
    from engine.sizes import Shape
    from engine.values.lanes import Array
    from engine.words import Text

THERE, BACK, DIFFERENCE = "there", "back", "difference"
WAY_THERE, WAY_BACK, INSTEAD = "way there", "way back", "instead"
STEPS = 4
SMALLER = 0.615  # the cells of the difference, in those of the maps
# Where there is no room for words, arrows still need some.
BETWEEN, BELOW = Gap(cells=0.5, titles=0.6), Gap(cells=0.4, titles=1.5)


def build(report: Report, view: View) -> Timeline:
    """The map, what the layer makes of it, what comes back, and the difference."""
    shown = reported.layer(report, view)
    _check(shown.layer)
    story = _story(shown, reported.numbers(report, shown).maps[shown.inputs[0]], view)
    return Timeline(
        STEPS,
        Arrangement(_body(story), story.headline),
        story.step,
        growing.layer,
        growing.LAYER_MS,
    )


def _check(layer: Layer) -> None:
    """Refuses layers whose adjoint is no layer with the same weights."""
    if isinstance(layer, SeparableConv):
        sentence = text(
            "a separable convolution is two layers; the scene {scene} is of one.",
            scene=text("round trip"),
        )
    elif isinstance(layer, DeformConv):
        sentence = text("its taps move, and no transposed convolution moves them back.")
    elif not isinstance(layer, (Conv, DepthwiseConv, ConvTranspose)):
        sentence = text(
            "{operation} has no weights to go back with; the scene {scene} is of convolutions.",
            operation=labels.OPERATIONS[layer.op],
            scene=text("round trip"),
        )
    elif layer.padding_mode != "zeros":
        sentence = text(
            "padding mode {mode} repeats cells of the input, and its adjoint adds them up again, "
            "which no transposed convolution does; use zeros.",
            mode=layer.padding_mode,
        )
        raise Refused(Problem(layer.name, "padding_mode", "scene_does_not_apply", sentence))
    else:
        return
    raise Refused(Problem(layer.name, "view.scene", "scene_does_not_apply", sentence))


@dataclass(frozen=True, eq=False)
class Story:
    """The four maps in their order, those that are not there yet, and the words."""

    made: tuple[Grid, Grid, Grid, Grid]
    waiting: tuple[Grid, Grid, Grid, Grid]
    ways: tuple[Caption, Caption]
    instead: Caption
    headline: Headline

    def step(self, step: int) -> Frame:
        """So many maps; with the last one, what holds of all of them."""
        ends = [Place(grid.key) for grid in self.made]
        links = [Link(ends[at], ends[at + 1], Line.NOW_ARROW) for at in range(min(step, 2))]
        last = (self.instead,) if step == STEPS - 1 else ()
        return Frame(
            step,
            STEPS,
            self.made[: step + 1] + self.waiting[step + 1 :],
            links=tuple(links),
            captions=(*self.ways, *last),
            headline=self.headline,
        )


def _story(row: Row, x: Array, view: View) -> Story:
    layer = row.layer
    assert isinstance(layer, (Conv, DepthwiseConv, ConvTranspose))
    trip = adjoint.trip(row, x)
    channel = view.channel or 0
    groups = stated.groups(layer, len(x))
    source = channel * groups // row.shape[0] * (len(x) // groups)
    focus = [0.5, 0.5]
    if view.pixel is not None:
        focus = [(at + 0.5) / n for at, n in zip(view.pixel, row.shape[1:], strict=True)]
    with np.errstate(all="ignore"):
        apart = trip.back[source] - x[source]
    inputs = row.sources.first
    grids = (
        _grid(Key(row.name, input_map.STAGE, source), x[source], Role.INPUT, focus),
        _grid(Key(row.name, THERE, channel), trip.there[channel], Role.REST, focus),
        _grid(Key(row.name, BACK, source), trip.back[source], Role.OUTPUT, focus),
        _difference(Key(row.name, DIFFERENCE, source), apart, focus),
    )
    headings = (
        _heading("x", inputs, source, trip_words.source(row)),
        _heading("y", row.shape, channel),
        _heading("x′", inputs, source, text("the same shape")),
        Heading("x′ − x", trip_words.zeros(apart)),
    )
    made = [_titled(grid, title) for grid, title in zip(grids, headings, strict=True)]
    waiting = [_waiting(grid) for grid in made]
    return Story(
        (made[0], made[1], made[2], made[3]),
        (waiting[0], waiting[1], waiting[2], replace(waiting[3], heading=Heading("x′ − x"))),
        (
            trip_words.there(Key(row.name, WAY_THERE), row, layer),
            trip_words.back(Key(row.name, WAY_BACK), layer, trip),
        ),
        trip_words.instead(Key(row.name, INSTEAD), layer, trip),
        trip_words.headline(row, trip),
    )


def _grid(key: Key, values: Array, role: Role, focus: list[float]) -> Grid:
    """The map, or the part of a large one that the view's pixel looks at."""
    starts = [
        max(0, min(int(share * n) - LARGEST_SHOWN // 2, n - LARGEST_SHOWN))
        for share, n in zip(focus, values.shape, strict=True)
    ]
    top, left = starts
    shown = values[top : top + LARGEST_SHOWN, left : left + LARGEST_SHOWN]
    part = map_words.shown_piece(
        (range(top, top + shown.shape[0]), range(left, left + shown.shape[1])),
        (values.shape[0], values.shape[1]),
        (values.shape[0], values.shape[1]),
    )
    roles = np.full(shown.shape, role, np.uint8)
    return Grid(key, roles, shown, origin=(top, left), heading=Heading("", second=part))


def _difference(key: Key, apart: Array, focus: list[float]) -> Grid:
    """By how much each cell is too large or too small, the largest in the strongest colour."""
    grid = _grid(key, apart, Role.REST, focus)
    assert grid.values is not None
    most = np.abs(apart[np.isfinite(apart)]).max(initial=0.0)
    shares = grid.values / most if most else np.zeros(grid.size)
    shares = np.where(np.isfinite(shares), shares, np.nan)
    return replace(grid, shares=shares, signed=True)


def _heading(name: str, shape: Shape, channel: int, second: Text | str = "") -> Heading:
    return Heading(name, map_words.shape_of(shape, channel), second)


def _titled(grid: Grid, heading: Heading) -> Grid:
    assert grid.heading is not None
    second = map_words.joined(heading.second, grid.heading.second)
    return replace(grid, heading=replace(heading, second=second))


def _waiting(grid: Grid) -> Grid:
    """The map before it is made."""
    return replace(grid, roles=np.full(grid.size, Role.NOT_YET, np.uint8), values=None, shares=None)


def _body(story: Story) -> Node:
    """From left to right, the difference below what came back; where it is high, in two rows."""
    x, y, back = (Item(grid) for grid in story.made[:3])
    difference = Item(story.made[3], SMALLER)
    there, way_back = (Slot(one) for one in story.ways)
    instead = Slot(story.instead)
    wide = Table(
        ((x, there, y, way_back, back), (instead, None, None, None, difference)), BETWEEN, BELOW
    )
    tall = Table(((x, there, y), (None, way_back, None), (difference, None, back)), BETWEEN, BELOW)
    return Choice(wide, column(tall, instead, gaps=BELOW))
