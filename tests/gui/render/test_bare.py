"""What is left of an arrangement without its words."""

from __future__ import annotations

from engine.arrangement import Arrangement, Board, Choice, Flow, Item, Slot, Table, column, row
from engine.frame import Caption, Headline, Key, Legend
from gui.render import bare
from tests.gui.render.arrangements import grid

WORDS = Slot(Caption(Key("layer", "words"), ()))


def map_of(name: str) -> Item:
    return Item(grid(name, second="more", foot="below"))


def names(node: object) -> object:
    """The arrangement as its maps' names, None where a place is empty."""
    if isinstance(node, Item):
        assert node.grid.heading is None
        assert not node.grid.foot
        return node.grid.key.stage
    if isinstance(node, Table):
        return [[names(one) for one in line] for line in node.rows]
    if isinstance(node, Flow):
        return [names(one) for one in node.nodes]
    if isinstance(node, Board):
        return [(names(one), at, line) for one, at, line in node.nodes]
    if isinstance(node, Choice):
        return {"wide": names(node.wide), "tall": names(node.tall)}
    assert node is None
    return None


def left_of(node: Table | Flow | Board | Choice | Item) -> object:
    return names(bare.maps_alone(Arrangement(node)).body)


def test_headline_legend_titles_and_feet_are_gone() -> None:
    told = Arrangement(map_of("a"), Headline("found"), Legend())
    alone = bare.maps_alone(told)
    assert (names(alone.body), alone.headline, alone.legend) == ("a", None, None)


def test_places_of_words_in_rows_stay_empty_and_rows_of_words_are_empty() -> None:
    assert left_of(row(map_of("a"), WORDS, map_of("b"))) == [["a", None, "b"]]
    assert left_of(column(map_of("a"), row(WORDS))) == [["a"], [None]]


def test_flows_and_boards_lose_their_words() -> None:
    assert left_of(Flow((map_of("a"), WORDS, map_of("b")))) == ["a", "b"]
    assert left_of(Board(((map_of("a"), 0, 0), (WORDS, 1, 0)))) == [("a", 0, 0)]


def test_both_ways_of_a_choice_stay() -> None:
    choice = Choice(row(map_of("a"), WORDS), column(map_of("a"), WORDS))
    assert left_of(choice) == {"wide": [["a", None]], "tall": [["a"], [None]]}


def test_where_there_are_only_words_nothing_is_left() -> None:
    assert left_of(row(WORDS)) == []
