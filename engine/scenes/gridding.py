"""The scene of gridding: one output pixel traced back, layer by layer, to what it reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine import growing
from engine.arrangement import Align, Arrangement, Flow, Gap, Slot, Table, column
from engine.frame import Caption, Grid, Heading, Key, Part, Side, Size, Tone
from engine.roles import Role
from engine.scenes import (
    back_in_steps,
    gridding_compare,
    gridding_notes,
    gridding_words,
    lined_up,
    nets,
    path_ramp,
    sections,
    traces,
)
from engine.scenes.back_in_steps import Shown, Story
from engine.scenes.path_maps import Look
from engine.timeline import Timeline
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrangement import Node
    from engine.document import View
    from engine.report import Report
    from engine.scenes.sections import Line, Lines
    from engine.scenes.traces import Trace

# Narrower figures, in pixels at 1×, do without what follows.
NOTES_FROM = 640
BETWEEN_ROWS = Gap(titles=2.5)


def build(report: Report, view: View) -> Timeline:
    """All maps that feed the pixel, from it to the input; of several layers, a row for each."""
    found = traces.of_view(report, view)
    return gridding_compare.build(found) if len(found) > 1 else _alone(found[0])


def _alone(trace: Trace) -> Timeline:
    look = Look(Role.INPUT, ramp=path_ramp.of(trace.maps.values()))
    lines = trace.lines()
    rows = [] if lines is None else _rows(trace, lines, look)
    if rows and all(one.size[0] == 1 for one in trace.maps.values()):
        return _flat(trace, lines, rows)
    maps = _maps(trace, look)
    section = sections.section(one.stand.item(one.read) for one in rows) if rows else None
    return _timeline(trace, lines, [*maps, *rows], Arrangement(_flow(trace, maps), section=section))


def _flat(trace: Trace, lines: Lines | None, rows: Sequence[Shown]) -> Timeline:
    """Maps of one row each: their names to the left, lines between them, and below what follows."""
    captions = tuple(map(_name, rows))
    alone = [_untitled(one) for one in rows]
    both = zip(captions, alone, strict=True)
    table = tuple((Slot(caption), one.stand.item(one.read)) for caption, one in both)
    strips = Table(table, row_gaps=BETWEEN_ROWS, across=Align.END)
    said = tuple(
        (Part(note, size=Size.TITLE, side=Side.LEFT),) for note in gridding_notes.of(trace, lines)
    )
    below = Caption(Key(trace.name, "notes"), said, aligned=False)
    body = column(strips, Slot(below, from_width=NOTES_FROM)) if said else strips
    return _timeline(trace, lines, alone, Arrangement(body), (*captions, below))


def _timeline(
    trace: Trace,
    lines: Lines | None,
    shown: Sequence[Shown],
    arrangement: Arrangement,
    captions: tuple[Caption, ...] = (),
) -> Timeline:
    """The steps, with what is said above and below them."""
    grids = [one.read for one in shown]
    notes = gridding_notes.of(trace, lines)
    headline = gridding_words.headline(trace)
    legend = gridding_words.legend(path_ramp.of(trace.maps.values()), grids, notes)
    story = Story(len(trace.order), tuple(shown), tuple(trace.gaps()), captions, headline, legend)
    whole = replace(arrangement, headline=headline, legend=legend)
    return Timeline(
        story.length, whole, story.step, growing.layer, growing.LAYER_MS, opens_complete=True
    )


def _maps(trace: Trace, look: Look) -> tuple[Shown, ...]:
    stands = lined_up.stands(trace.report, list(trace.maps.values()))
    return tuple(
        back_in_steps.map_shown(trace, one.name, stand, look, gridding_words.heading(trace, one))
        for one, stand in zip(trace.maps.values(), stands, strict=True)
    )


def _rows(trace: Trace, lines: Lines, look: Look) -> list[Shown]:
    """A row of each map; to each but the first lead lines from the one above."""
    threads = (None, *lines.threads())
    found = []
    for line, taps in zip(lines.each, threads, strict=True):
        one = trace.maps[line.map.name]
        title = Heading(gridding_words.name_of(one), second=gridding_words.second(trace, one))
        read = line.grid(look, title)
        both = (read, line.empty(read))
        found.append(back_in_steps.shown(trace, line.map, line.stand, both, taps))
    return [*found, *_nets(trace, lines.each[-1])]


def _flow(trace: Trace, maps: Sequence[Shown]) -> Node:
    """The maps from left to right, and places of words for those left out among them."""
    nodes: list[tuple[int, Node]] = [(one.step, one.stand.item(one.read)) for one in maps]
    nodes += [(gap.steps[0], Slot(gap.caption(len(gap.steps)))) for gap in trace.gaps()]
    each = tuple(node for _, node in sorted(nodes, key=lambda one: one[0]))
    return column(*each) if all(one.map.size[0] == 1 for one in maps) else Flow(each)


def _nets(trace: Trace, line: Line) -> Iterator[Shown]:
    """Which net reads which cell of that row, where the net falls into several along it."""
    found, field = nets.of(trace.report, trace.name), line.map.inner
    if found is None or field is None or found.steps[1] < 2:
        return
    piece = line.stand.piece
    title = Heading(text("read by net"), second=text("each reads cells of its own"))
    roles, numbers = nets.told(found.steps, field.corner, line.map.whole, piece)
    read = Grid(Key(line.map.name, "nets"), roles, numbers, None, piece.corner, title)
    empty = replace(read, roles=line.empty(read).roles, values=None)
    yield Shown(line.map, line.stand, len(trace.order) - 1, read, empty)


def _name(one: Shown) -> Caption:
    """What stands to the left of a map of one row."""
    title = one.read.heading
    assert title is not None
    name = Part(title.name, strong=True, size=Size.TITLE)
    second = Part(title.second, Tone.SOFT, size=Size.SECOND)
    return Caption(one.read.key._replace(stage=f"{one.read.key.stage} name"), ((name,), (second,)))


def _untitled(one: Shown) -> Shown:
    """The same row, where its name stands to its left."""
    return replace(
        one, read=replace(one.read, heading=None), empty=replace(one.empty, heading=None)
    )
