from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scenes import lanes_of_graph
from engine.scenes.lanes_of_graph import Spot

Graph = dict[str, list[str]]

BRANCHES: Graph = {
    "input": [], "p1": ["input"], "p2": ["p1"], "p3": ["p2"], "up": ["p3"],
    "c1": ["input"], "c2": ["c1"], "c3": ["c2"], "add": ["up", "c3"],
}  # fmt: skip
RESIDUAL: Graph = {"input": [], "a": ["input"], "b": ["a"], "sum": ["b", "input"]}
TWO_AND_A_SKIP: Graph = {
    "input": [], "a": ["input"], "b": ["input"], "both": ["a", "b", "input"],
}  # fmt: skip
U: Graph = {
    "input": [], "e1": ["input"], "e2": ["e1"], "e3": ["e2"],
    "d2": ["e3", "e2"], "d1": ["d2", "e1"], "out": ["d1"],
}  # fmt: skip
STACKS: Graph = {"input": [], "a1": ["input"], "b1": ["input"], "b2": ["b1"], "b3": ["b2"]}


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    count = draw(st.integers(0, 14))
    names = ["input", *(f"n{at}" for at in range(count))]
    found: Graph = {"input": []}
    for at in range(1, len(names)):
        before = st.sampled_from(names[:at])
        found[names[at]] = draw(st.lists(before, min_size=1, max_size=3, unique=True))
    return found


def test_a_chain_is_one_row() -> None:
    chain: Graph = {"input": [], "a": ["input"], "b": ["a"]}
    assert lanes_of_graph.is_chain(chain)
    assert lanes_of_graph.spots(chain) == {
        "input": Spot(0, 0), "a": Spot(1, 0), "b": Spot(2, 0)
    }  # fmt: skip


@pytest.mark.parametrize("graph", [BRANCHES, RESIDUAL, TWO_AND_A_SKIP, U, STACKS])
def test_what_branches_or_skips_is_no_chain(graph: Graph) -> None:
    assert not lanes_of_graph.is_chain(graph)


def test_branches_keep_their_lanes_and_meet_in_the_middle() -> None:
    found = lanes_of_graph.spots(BRANCHES)
    assert found["input"] == Spot(0, 0)
    assert found["add"] == Spot(5, 0)
    assert [found[name] for name in ("p1", "p2", "p3", "up")] == [
        Spot(n, -0.5) for n in range(1, 5)
    ]
    assert [found[name] for name in ("c1", "c2", "c3")] == [Spot(n, 0.5) for n in range(1, 4)]


def test_a_skip_connection_has_a_lane_under_what_it_skips() -> None:
    found = lanes_of_graph.spots(RESIDUAL)
    assert found == {
        "input": Spot(0, 0), "a": Spot(1, -0.5), "b": Spot(2, -0.5), "sum": Spot(3, 0)
    }  # fmt: skip


def test_a_skip_connection_runs_between_two_branches() -> None:
    found = lanes_of_graph.spots(TWO_AND_A_SKIP)
    assert found == {
        "input": Spot(0, 0), "a": Spot(1, -1), "b": Spot(1, 1), "both": Spot(2, 0)
    }  # fmt: skip


def test_a_branch_that_ends_early_leaves_the_other_in_its_lane() -> None:
    found = lanes_of_graph.spots(STACKS)
    assert found["a1"] == Spot(1, -0.5)
    assert [found[name].row for name in ("b1", "b2", "b3")] == [0.5, 0.5, 0.5]


def test_an_encoder_and_its_decoder_stand_level() -> None:
    found = lanes_of_graph.spots(U)
    assert found["e1"].row == found["d1"].row == found["out"].row
    assert found["e2"].row == found["d2"].row


@pytest.mark.parametrize("graph", [BRANCHES, RESIDUAL, TWO_AND_A_SKIP, U])
def test_a_level_way_from_or_to_each_map_meets_no_other(graph: Graph) -> None:
    found = lanes_of_graph.spots(graph)
    for target, sources in graph.items():
        for source in sources:
            passed = [
                one.row for one in found.values()
                if found[source].column < one.column < found[target].column
            ]  # fmt: skip
            assert any(
                all(abs(row - level) >= 0.5 for row in passed)
                for level in (found[source].row, found[target].row)
            )


@given(graphs())
def test_no_two_maps_share_a_place_and_every_arrow_leads_to_the_right(graph: Graph) -> None:
    found = lanes_of_graph.spots(graph)
    assert set(found) == set(graph)
    for name, sources in graph.items():
        assert found[name].column == max((found[one].column + 1 for one in sources), default=0)
    in_columns: dict[int, list[float]] = {}
    for spot in found.values():
        in_columns.setdefault(spot.column, []).append(spot.row)
    for rows in in_columns.values():
        assert all(abs(a - b) >= 1 for at, a in enumerate(rows) for b in rows[:at])
