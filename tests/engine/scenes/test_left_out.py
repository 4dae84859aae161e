from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.scenes import lanes_of_graph, left_out

from .test_lanes_of_graph import BRANCHES, Graph, graphs


def chain(count: int) -> Graph:
    return {str(at): [str(at - 1)] if at else [] for at in range(count)}


def told(graph: Graph, *wanted: str) -> str:
    groups = left_out.groups(graph, wanted)
    return " ".join(names[0] if len(names) == 1 else f"({len(names)})" for names in groups)


def test_eight_maps_are_all_shown() -> None:
    assert told(chain(8), "4") == "0 1 2 3 4 5 6 7"


def test_of_more_the_first_the_chosen_and_the_last_are_shown() -> None:
    assert told(chain(9)) == "0 1 2 (3) 6 7 8"
    assert told(chain(20), "10") == "0 1 2 (7) 10 (6) 17 18 19"
    assert told(chain(20), "19") == "0 1 2 (14) 17 18 19"


def test_no_place_of_words_stands_for_one_map() -> None:
    assert told(chain(12), "4") == "0 1 2 3 4 (4) 9 10 11"


def test_branches_are_left_out_together_column_by_column() -> None:
    long: Graph = {"input": [], "a": ["input"], "b": ["input"]}
    for at in range(10):
        long |= {f"a{at}": [f"a{at - 1}" if at else "a"], f"b{at}": [f"b{at - 1}" if at else "b"]}
    long["sum"] = ["a9", "b9"]
    assert told(long) == "input a b a0 b0 (14) a8 b8 a9 b9 sum"


def test_of_many_branches_some_are_left_out() -> None:
    wide: Graph = {"input": []} | {str(at): ["input"] for at in range(20)}
    assert told(wide, "8") == "input 0 1 2 (5) 8 (8) 17 18 19"


def test_a_figure_that_has_room_leaves_nothing_out() -> None:
    assert all(len(names) == 1 for names in left_out.groups(BRANCHES, ()))


def test_nothing_is_in_no_group() -> None:
    assert left_out.groups({}, ()) == ()


@given(graphs(), st.data())
def test_every_map_is_in_one_group_and_groups_read_only_those_before(
    graph: Graph, data: st.DataObject
) -> None:
    wanted = data.draw(st.lists(st.sampled_from(list(graph)), max_size=2))
    groups = left_out.groups(graph, wanted)
    assert sorted(name for names in groups for name in names) == sorted(graph)
    assert all((name,) in groups for name in wanted)
    at = {name: number for number, names in enumerate(groups) for name in names}
    assert all(at[source] <= at[name] for name, sources in graph.items() for source in sources)
    column = lanes_of_graph.columns(graph)
    assert all(
        len({column[name] for name in names}) == 1 or max(column.values()) >= left_out.MOST
        for names in groups
    )
