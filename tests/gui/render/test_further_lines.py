"""Words that are too long for their line go on in another one instead of being cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRect

from engine.arrangement import Arrangement, Item
from engine.document import View
from engine.frame import Headline
from engine.words import text
from gui.render import damage, legend_stack, letters, theme
from gui.render.measures import measures_of
from gui.render.places import Canvas
from tests.engine.stacks import conv, stack
from tests.gui.render import arrangements, counted, scenes

if TYPE_CHECKING:
    from engine.timeline import Timeline
    from gui.render.places import Layout, Spot

pytestmark = pytest.mark.usefixtures("qapp")

# The figure's room in a window of the usual size.
USUAL = Canvas(530, 750)
DILATED = stack(*(conv(name, dilation=2, padding=2) for name in "abc"), size=13)
LONG = Headline(
    "a finding",
    "of what it is one, in many more words than there could be any room for on only one line",
)


def made(scene: str) -> Timeline:
    return scenes.timeline(replace(DILATED, view=View(scene)))


def lines(headline: Headline, spot: Spot, language: str) -> tuple[str, ...]:
    finding, rest = (letters.said(part, language) for part in (headline.finding, headline.rest))
    return letters.beside(finding, rest, spot.size, spot.width, letters.HEADLINE_GAP)


@pytest.mark.parametrize("scene", ["gridding", "field", "usage"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("wide", [480, 530, 640, 900, 1600])
def test_no_headline_is_cut(scene: str, language: str, wide: int) -> None:
    timeline = made(scene)
    places = scenes.arranged(timeline, replace(USUAL, width=wide), language)
    spot = places.headline
    assert spot is not None
    for step in range(timeline.length):
        headline = timeline.frame_at(step).headline
        assert headline is not None
        assert len(lines(headline, spot, language)) <= (2 if spot.below else 1)


def test_a_headline_that_fits_has_one_line() -> None:
    places = scenes.arranged(made("usage"), Canvas(1600, 1000))
    assert places.headline is not None
    assert not places.headline.below


def arranged(headline: Headline, canvas: Canvas = USUAL) -> Layout:
    item = Item(arrangements.grid("map", 4))
    return scenes.arranged(replace(made("usage"), arrangement=Arrangement(item, headline)), canvas)


def test_maps_stand_below_the_second_line() -> None:
    short, long = arranged(replace(LONG, rest="")), arranged(LONG)
    assert short.headline is not None
    assert long.headline is not None
    box = next(iter(long.boxes.values()))
    assert box.y > long.headline.baseline + long.headline.below + 2 * long.measures.b
    assert long.headline.below > long.headline.size
    assert short.headline.baseline == long.headline.baseline


def test_a_second_line_costs_no_other_words() -> None:
    for height in range(120, 400, 10):
        canvas = replace(USUAL, height=height)
        assert arranged(LONG, canvas).titles.keys() == arranged(Headline("a"), canvas).titles.keys()


def test_the_second_line_is_painted_and_repainted() -> None:
    timeline = made("usage")
    frame = replace(timeline.frame_at(0), headline=LONG)
    places = arranged(LONG)
    spot = places.headline
    assert spot is not None
    assert spot.below
    pixels = scenes.painted(frame, places)
    low = int(spot.baseline + spot.below)
    band = pixels[low - spot.size // 2 : low, int(spot.x) : int(spot.x) + 40]
    assert bool((band != scenes.of(theme.LIGHT.paper)).any())
    after = replace(frame, headline=replace(LONG, rest=f"{LONG.rest} now"))
    parts = damage.between(frame, after, places)
    assert any(part.contains(QRect(int(spot.x), low - spot.size // 2, 40, 5)) for part in parts)


def test_a_zoomed_second_line_stands_as_far_below() -> None:
    spot = arranged(LONG).headline
    zoomed = arranged(LONG).zoomed(2.0, 0.0, 0.0).headline
    assert spot is not None
    assert zoomed is not None
    assert zoomed.below == 2 * spot.below


def test_what_has_room_for_a_word_beside_a_name_goes_on_below_it() -> None:
    name, rest, room = "name", "one two three", letters.named("name", "one", 20)
    found = letters.beside(name, rest, 20, room, letters.GAP)
    assert found[0] == "one"
    assert " ".join(found) == rest
    none = letters.beside(name, rest, 20, letters.width(name, 20, strong=True), letters.GAP)
    assert none[0] == ""
    assert " ".join(none[1:]) == rest


def test_no_line_begins_with_the_mark_of_the_one_before() -> None:
    for room in range(20, 300, 5):
        found = letters.beside("转置卷积", "步幅 2，填充 1，输出", 20, room, letters.GAP)
        assert not any(line.startswith("，") for line in found)


def test_more_lines_than_there_is_room_for_end_with_a_mark() -> None:
    three = ("one", "two", "three")
    assert letters.within(three, 3, 20, 100) == three
    assert letters.within(three, 2, 20, 60) == ("one", "two …")


def test_a_role_goes_on_below_its_second_line() -> None:
    wide, measures = 200.0, measures_of(640)
    said = text("a rather long second line of a role, in many words")
    words = replace(counted.FIELD_LEGEND, seconds=(said, "", ""), notes=())
    found = legend_stack.stack(words, (wide, 900.0), "en", measures)
    assert found is not None
    count = len(legend_stack.second_lines(said, wide, "en", measures))
    assert count > 1
    high = (found.corners[1] - found.corners[0]) / measures.b
    assert legend_stack.count_of_seconds(high) == count


def test_the_second_lines_of_a_standing_legend_are_painted_whole() -> None:
    shrinking = stack(*(conv(name, dilation=2) for name in "abc"), size=13)
    timeline = scenes.timeline(replace(shrinking, view=View("field")))
    places = scenes.arranged(timeline, USUAL)
    frame = timeline.frame_at(0)
    assert frame.legend is not None
    assert places.legend is not None
    assert places.legend.has_seconds
    blank = replace(frame, legend=replace(frame.legend, seconds=()))
    differs = scenes.painted(frame, places) != scenes.painted(blank, places)
    rows = np.flatnonzero(differs.any(axis=1))
    top, end = places.legend.corners[0][1], places.legend.corners[1][1]
    inside = rows[(rows >= top) & (rows < end)]
    gaps = int((np.diff(inside) > 1).sum())
    assert gaps >= 1  # two lines with paper between them
