"""Layers that work channel by channel: below each input map the map that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text
from engine.arrangement import FOR_RAYS, Arrangement, Choice, Item, Table, column, row
from engine.frame import Frame, Link, Place
from engine.scenes import sums, tellers, turns
from engine.scenes.telling import Cell, Subject
from engine.timeline import Timeline

if TYPE_CHECKING:
    from engine.arrangement import Node
    from engine.document import View
    from engine.report import Row
    from engine.scenes.telling import Teller
    from engine.scenes.turns import Outputs
    from engine.values.graph import Computed


def build(of: Row, computed: Computed, view: View) -> Timeline:
    """Every channel as a pair of maps; the one whose turn it is has the window and the words."""
    outputs = turns.outputs_of(of, computed, view)
    each = [_teller(Subject(of, computed, channel), outputs) for channel in outputs.channels]

    def step(number: int) -> Frame:
        turn = outputs.turn(number)
        teller, made = each[turn.at], outputs.at(turn)
        source = teller.source(*turn.cell)
        seen = teller.look(source, *turn.cell)
        now, total = made[turn.at], outputs.maps[turn.at].value(*turn.cell)
        told = teller.tell(Cell(*turn.cell, total, source, seen))
        windows, links = [now.ring], []
        if not seen.empty:
            windows.insert(0, tellers.window(source.key, seen, told))
            links.append(Link(Place(source.key, seen.rows, seen.columns), now.place))
        read = [
            seen.grid if one is teller else one.look(one.source(*turn.cell), *turn.cell).grid
            for one in each
        ]
        return Frame(
            number,
            outputs.steps,
            (*read, *(one.grid for one in made)),
            tuple(one.filling for one in made),
            tuple(windows),
            tuple(links),
            captions=(*teller.titles, *told.captions),
        )

    return Timeline(outputs.steps, Arrangement(_body(each, outputs, _widest(outputs, each))), step)


def _teller(subject: Subject, outputs: Outputs) -> Teller:
    found = tellers.teller(subject)
    source = found.source(0, 0)
    first = subject.channel == outputs.channels[0]
    heading = turns.source_heading(subject.row, subject.channel, first=first)
    source.say(heading, source.foot if first else "")
    return found


def _widest(outputs: Outputs, each: list[Teller]) -> Teller:
    """The one whose words take most room."""
    numbers = [
        (teller.source(0, 0).widest, sums.widest(outputs.made[channel]))
        for channel, teller in zip(outputs.channels, each, strict=True)
    ]
    lengths = [sum(len(number_text.number(one)) for one in pair) for pair in numbers]
    return each[lengths.index(max(lengths))]


def _body(each: list[Teller], outputs: Outputs, widest: Teller) -> Node:
    """The words stand at the right of the pairs, or below them."""
    read = tuple(Item(one.source(0, 0).page(0, 0)) for one in each)
    made = tuple(Item(one.page(0, 0)) for one in outputs.maps)
    pairs = Table((read, made), row_gaps=FOR_RAYS)
    return Choice(row(pairs, widest.beside), column(pairs, widest.beside))
