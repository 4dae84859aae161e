from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import report
from engine.arrangement import Board, Flow, Item, Slot
from engine.document import Document, View
from engine.frame import Caption, Line
from engine.given import Pattern
from engine.layers import Layer
from engine.problems import Refused
from engine.roles import Role
from engine.scenes import map_pictures, maps
from tests.engine.stacks import conv, layer, stack
from tests.engine.values import drawn

from .all_maps import NO_VIEW, TWO_WAYS, built, chain, grid_of, last


def said(caption: Caption) -> list[str]:
    return [str(part.content) for line in caption.lines for part in line]


def named(one: Item | Slot | Any) -> str:
    assert isinstance(one, Item | Slot)
    return one.grid.key.layer if isinstance(one, Item) else "…"


def test_there_is_a_step_for_the_input_and_one_for_each_layer() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    assert timeline.length == 7
    for step in range(7):
        frame = timeline.step(step)
        made = [not map_pictures.has_gaps(one) for one in frame.grids]
        assert made == [at <= step for at in range(7)]
        assert (frame.step, frame.length) == (step, 7)
    assert [one.key.layer for one in frame.grids] == [
        "input", "p1", "p2", "up", "c1", "c2", "sum"
    ]  # fmt: skip


def test_what_is_not_made_yet_keeps_its_place_and_its_words() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    for early, late in zip(timeline.step(0).grids, last(timeline).grids, strict=True):
        assert (early.key, early.size, early.heading) == (late.key, late.size, late.heading)
    early = timeline.step(0).grids[1]
    assert (early.roles == Role.NOT_YET).all()
    assert early.values is None
    assert early.foot == ""


def test_frames_share_their_grids_and_depend_on_their_step_alone() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    forwards = [timeline.step(step) for step in range(7)]
    backwards = [timeline.step(step) for step in reversed(range(7))]
    for one, other in zip(forwards, reversed(backwards), strict=True):
        assert vars(one) == vars(other)
        assert all(a is b for a, b in zip(one.grids, other.grids, strict=True))
    assert forwards[4].grids[1] is forwards[6].grids[1]


def test_the_newest_map_and_what_leads_to_it_are_marked_until_all_are_there() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    for step, name in enumerate(["p1", "p2", "up", "c1", "c2"], start=1):
        frame = timeline.step(step)
        (ring,) = frame.windows
        assert (ring.grid.layer, ring.fills) == (name, False)
        assert (ring.rows.count, ring.columns.count) == grid_of(frame, name).size
        now = [link for link in frame.links if link.line is Line.NOW_ARROW]
        assert {link.target.of.layer for link in now} == {name}
    for step in (0, 6):
        frame = timeline.step(step)
        assert frame.windows == ()
        assert all(link.line is Line.ARROW for link in frame.links)


def test_arrows_come_with_the_map_that_they_lead_to() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    ways = [(one.source.of.layer, one.target.of.layer) for one in last(timeline).links]
    assert ways == [
        ("input", "p1"), ("p1", "p2"), ("p2", "up"), ("input", "c1"), ("c1", "c2"),
        ("up", "sum"), ("c2", "sum"),
    ]  # fmt: skip
    assert [len(timeline.step(step).links) for step in range(7)] == [0, 1, 2, 3, 4, 5, 7]


def test_between_two_steps_the_mark_goes_over_and_nothing_else_changes() -> None:
    timeline = built(stack(*TWO_WAYS, size=8))
    frame = timeline.frame_at(2.5)
    assert {one.grid.layer: one.opacity for one in frame.windows} == {"p2": 0.5, "up": 0.5}
    assert [link.opacity for link in frame.links] == [1, 1, 0.5]
    assert all(a is b for a, b in zip(frame.grids, timeline.step(2).grids, strict=True))


def test_a_chain_flows() -> None:
    body = built(stack(*chain(3))).arrangement.body
    assert isinstance(body, Flow)
    assert [named(one) for one in body.nodes] == ["input", "a1", "a2", "a3"]
    assert all(isinstance(one, Item) and one.fitted and one.scale == 1 for one in body.nodes)


def test_branches_stand_on_a_board_level_from_the_top() -> None:
    body = built(stack(*TWO_WAYS, size=8)).arrangement.body
    assert isinstance(body, Board)
    assert {named(one): (column, row) for one, column, row in body.nodes} == {
        "input": (0, 0.5), "p1": (1, 0), "p2": (2, 0), "up": (3, 0), "c1": (1, 1), "c2": (2, 1),
        "sum": (4, 0.5),
    }  # fmt: skip


def test_of_a_long_chain_some_layers_share_a_place_of_words() -> None:
    timeline = built(stack(*chain(20)), View(layers=("a10",)))
    body = timeline.arrangement.body
    assert isinstance(body, Flow)
    assert [named(one) for one in body.nodes] == [
        "input", "a1", "a2", "…", "a10", "…", "a18", "a19", "a20"
    ]  # fmt: skip
    assert timeline.length == 21
    assert [said(one) for one in timeline.step(5).captions] == [
        ["…", "7 layers", "now 3 of 7"], ["…", "7 layers", ""]
    ]  # fmt: skip
    assert timeline.step(5).windows == ()
    assert len(timeline.step(5).grids) == 7
    ways = [(one.source.of.layer, one.target.of.layer) for one in last(timeline).links]
    assert ways == [
        ("input", "a1"), ("a1", "a2"), ("a2", ""), ("", "a10"), ("a10", ""), ("", "a18"),
        ("a18", "a19"), ("a19", "a20"),
    ]  # fmt: skip


def test_the_way_to_layers_left_out_appears_with_the_first_of_them() -> None:
    wide = [layer("activation", f"b{at}", inputs=["input"]) for at in range(20)]
    timeline = built(stack(*reversed(wide)), View(layers=("b19",)))
    ways = {step: len(timeline.step(step).links) for step in (3, 4, 5, 17, 18)}
    assert ways == {3: 3, 4: 4, 5: 4, 17: 4, 18: 5}


def test_nothing_runs_at_the_end() -> None:
    hidden_last = [*chain(20), layer("activation", "aside", inputs=["a9"])]
    (words,) = last(built(stack(*hidden_last), View(layers=("a1",)))).captions
    assert said(words) == ["…", "16 layers", ""]


def test_a_place_of_words_has_room_for_all_it_may_say() -> None:
    timeline = built(stack(*chain(120)))
    body = timeline.arrangement.body
    assert isinstance(body, Flow)
    (slot,) = (one for one in body.nodes if isinstance(one, Slot))
    longest = [max(map(len, said(one))) for n in range(121) for one in timeline.step(n).captions]
    assert max(longest) <= max(map(len, said(slot.caption)))
    shapes = {len(one.lines) for n in range(121) for one in timeline.step(n).captions}
    assert shapes == {len(slot.caption.lines)}


def test_a_long_chain_stays_small() -> None:
    timeline = maps.build(report.resolve(stack(*chain(300), size=64)), NO_VIEW)
    assert len(last(timeline).grids) == 6
    assert sum(one.roles.nbytes for one in last(timeline).grids) == 6 * 64 * 64


def test_a_document_without_layers_shows_its_input_alone() -> None:
    timeline = built(stack(size=5))
    assert timeline.length == 1
    (grid,) = timeline.frame_at(0).grids
    assert (grid.key.layer, grid.size) == ("input", (5, 5))
    headline = timeline.step(0).headline
    assert headline is not None
    assert (str(headline.finding), str(headline.rest)) == ("input", "1×5×5")


def test_the_headline_is_the_title_and_what_becomes_of_the_input() -> None:
    document = stack(conv("a"), conv("b"), size=9)
    bare, titled = (built(one).step(0).headline for one in (document, replace(document, title="T")))
    assert bare is not None
    assert titled is not None
    assert (str(bare.finding), bare.rest) == ("2 layers, 1×9×9 → 1×5×5", "")
    assert (titled.finding, str(titled.rest)) == ("T", "2 layers, 1×9×9 → 1×5×5")


def test_the_ramp_is_each_maps_own() -> None:
    legend = built(stack(conv("a"))).arrangement.legend
    assert legend is not None
    assert legend.ramp is not None
    assert str(legend.ramp.meaning) == "each map from its lowest to its highest value"
    assert [(place, str(words)) for place, words in legend.ramp.ticks] == [
        (0.0, "lowest"), (1.0, "highest"),
    ]  # fmt: skip
    assert legend.roles == ()


def test_values_that_are_too_many_are_refused_in_their_own_words() -> None:
    document = drawn.given(Pattern("ones"), (1, 4096, 4096), *chain(4))
    with pytest.raises(Refused, match="the values and weights would be"):
        built(document)


def test_an_input_of_the_wrong_shape_is_refused() -> None:
    with pytest.raises(Refused, match="values"):
        built(drawn.given(drawn.stated([[[1]]]), (1, 2, 2), conv("a", 1)))


def test_a_layer_that_the_view_names_in_vain_gives_the_last() -> None:
    timeline = built(stack(*chain(20)), View(layers=("gone",)))
    assert [one.key.layer for one in last(timeline).grids] == [
        "input", "a1", "a2", "a18", "a19", "a20"
    ]  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    parts: list[Layer] = []
    names = ["input"]
    for at in range(draw(st.integers(0, 14))):
        read = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        op = "add" if len(read) > 1 else "activation"
        parts.append(layer(op, f"n{at}", inputs=read))
        names.append(f"n{at}")
    return stack(*parts, size=3)


@given(documents(), st.integers(0, 15))
@settings(deadline=None)
def test_of_any_graph_every_thing_has_a_place_and_every_link_leads_onwards(
    document: Document, at: int
) -> None:
    names = ["input", *document.names()]
    timeline = built(document, View(layers=(names[at % len(names)],)))
    assert timeline.length == len(names)
    body = timeline.arrangement.body
    assert isinstance(body, Board | Flow)
    nodes = (
        body.nodes
        if isinstance(body, Board)
        else tuple((one, column, 0.0) for column, one in enumerate(body.nodes))
    )
    places = {
        one.grid.key if isinstance(one, Item) else one.caption.slot: (column, row)
        for one, column, row in nodes
        if isinstance(one, Item | Slot)
    }
    assert len(set(places.values())) == len(nodes) == len(places)
    for step in range(timeline.length):
        frame = timeline.step(step)
        assert {one.key for one in frame.grids} | {one.slot for one in frame.captions} == set(
            places
        )
        for link in frame.links:
            assert places[link.source.of][0] < places[link.target.of][0]
    whole = last(timeline).links
    assert {one.target.of for one in whole} == {key for key in places if key.layer != "input"}
