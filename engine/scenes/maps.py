"""The scene of all maps: what every layer makes of the values, from the input to the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import labels, mixing, words
from engine.arrangement import Arrangement, Board, Flow, Gap, Item, Slot
from engine.document import INPUT
from engine.frame import Headline, Legend, Scale
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import lanes_of_graph, left_out, map_pictures, maps_in_steps, short_words
from engine.scenes.map_pictures import Subject
from engine.scenes.maps_in_steps import LeftOut, Maps, Story
from engine.timeline import Timeline
from engine.values import graph
from engine.words import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.arrangement import Node
    from engine.document import View
    from engine.frame import Array, Grid, Key
    from engine.report import Report
    from engine.sizes import Shape

    Inputs = dict[str, tuple[str, ...]]

FOR_ARROWS = Gap(titles=3.0)
# Of the view's layers, those that are shown wherever they stand.
MOST_CHOSEN = 2


@dataclass(frozen=True)
class _Chosen:
    """What the view points at: some layers, and a channel and a place of the first of them."""

    names: tuple[str, ...]
    channel: int
    focus: tuple[float, float]


def build(report: Report, view: View) -> Timeline:
    """All maps side by side, in branches where there are some; each step adds one layer's."""
    values = _values(report)
    inputs = _inputs(report)
    chosen = _chosen(report, view)
    step_of = {name: step for step, name in enumerate(inputs)}
    things: dict[Key, Subject | LeftOut] = {}
    key_of: dict[str, Key] = {}
    for part, names in enumerate(left_out.groups(inputs, chosen.names)):
        thing: Subject | LeftOut = (
            _subject(report, chosen, names[0], values)
            if len(names) == 1
            else LeftOut(part, tuple(step_of[name] for name in names))
        )
        things[thing.key] = thing
        key_of.update(dict.fromkeys(names, thing.key))
    first_at = _first_at(inputs, key_of)
    story = _story(report, things, step_of, first_at)
    read = {key: [source for source, target in first_at if target == key] for key in things}
    arrangement = Arrangement(_body(_nodes(story), read), story.headline, story.legend)
    return Timeline(
        story.length, arrangement, story.step, maps_in_steps.arriving, mixing.GLIDE_MS,
        opens_complete=True,
    )  # fmt: skip


def _values(report: Report) -> Mapping[str, Array]:
    """The numbers of every map; without those of the input there is nothing to be seen."""
    computed = graph.compute(report)
    if not computed.maps:
        raise Refused((*computed.problems, *report.problems)[0])
    return computed.maps


def _inputs(report: Report) -> Inputs:
    """What each map reads of those before it, in the document's order."""
    document = report.document
    found: Inputs = {INPUT: ()}
    for at, layer in enumerate(document.layers):
        known = [name for name in document.inputs(at) if name in found]
        found[layer.name] = tuple(dict.fromkeys(known))
    return found


def _chosen(report: Report, view: View) -> _Chosen:
    """What the view asks for; the last layer without that, or the input where there is none."""
    known = [name for name in view.layers or () if report.document.index(name) is not None]
    names = known[:MOST_CHOSEN] or [INPUT, *report.document.names()][-1:]
    shape = _shape(report, names[0])
    focus = (0.5, 0.5)
    if view.pixel is not None and shape is not None:
        focus = (view.pixel[0] + 0.5) / shape[1], (view.pixel[1] + 0.5) / shape[2]
    return _Chosen(tuple(names), view.channel or 0, focus)


def _shape(report: Report, name: str) -> Shape | None:
    if name == INPUT:
        return report.input_shape
    row = report.row(name)
    return None if row is None else row.shape


def _subject(report: Report, chosen: _Chosen, name: str, values: Mapping[str, Array]) -> Subject:
    layer = None if name == INPUT else report.document.layer(name)
    shape = _shape(report, name)
    channels = shape[0] if shape is not None else 1
    pointed = name == chosen.names[0] and 0 <= chosen.channel < channels
    channel = chosen.channel if pointed else 0
    return Subject(name, layer, shape, values.get(name), channel, chosen.focus)


def _first_at(inputs: Inputs, key_of: Mapping[str, Key]) -> dict[tuple[Key, Key], int]:
    """Which things read which, and at which step first."""
    found: dict[tuple[Key, Key], int] = {}
    for step, (name, sources) in enumerate(inputs.items()):
        for source in sources:
            if key_of[source] != key_of[name]:
                found.setdefault((key_of[source], key_of[name]), step)
    return found


def _story(
    report: Report,
    things: Mapping[Key, Subject | LeftOut],
    step_of: Mapping[str, int],
    first_at: Mapping[tuple[Key, Key], int],
) -> Story:
    subjects = sorted(
        (one for one in things.values() if isinstance(one, Subject)),
        key=lambda one: step_of[one.name],
    )
    made = tuple(map(map_pictures.picture, subjects))
    counts = maps_in_steps.counted((step_of[one.name] for one in subjects), len(step_of))
    return Story(
        Maps(made, tuple(map(map_pictures.not_yet, subjects)), counts),
        maps_in_steps.arrows(first_at, len(step_of)),
        tuple(one for one in things.values() if isinstance(one, LeftOut)),
        _headline(report),
        _legend(made),
    )


def _headline(report: Report) -> Headline:
    """The title, where there is one, and how many layers make what of the input."""
    document, source = report.document, short_words.lengths(report.input_shape)
    title = words.printable(document.title)
    if not document.layers:
        return Headline(title or labels.FIELDS[INPUT], source)
    told = plural("{count} layer", "{count} layers", len(document.layers))
    shape = _shape(report, document.layers[-1].name)
    if shape is not None:
        result = short_words.lengths(shape)
        told = text("{layers}, {source} → {result}", layers=told, source=source, result=result)
    return Headline(title, told) if title else Headline(told)


def _legend(grids: Iterable[Grid]) -> Legend:
    hatched = any(map(map_pictures.has_gaps, grids))
    return Legend(
        ((Role.UNUSED, text("no values")),) if hatched else (),
        Scale(
            text("each map from its lowest to its highest value"),
            ((0.0, text("lowest")), (1.0, text("highest"))),
        ),
    )


def _nodes(story: Story) -> dict[Key, Node]:
    nodes: dict[Key, Node] = {grid.key: Item(grid, fitted=True) for grid in story.maps.made}
    nodes.update({one.key: Slot(one.caption(len(one.steps))) for one in story.left_out})
    return nodes


def _body(nodes: Mapping[Key, Node], read: Mapping[Key, Sequence[Key]]) -> Node:
    """A chain flows like words; branches have a board on which what is read stands to the left."""
    if lanes_of_graph.is_chain(read):
        return Flow(tuple(nodes[key] for key in read), FOR_ARROWS)
    spots = lanes_of_graph.spots(read)
    top = min(spot.row for spot in spots.values())
    placed = ((nodes[key], spots[key].column, spots[key].row - top) for key in read)
    return Board(tuple(placed), FOR_ARROWS)
