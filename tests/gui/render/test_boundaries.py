from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.render import boundaries

Room = Callable[[float], float]
LINES = st.lists(
    st.tuples(st.floats(0, 900), st.floats(0.5, 300)), min_size=1, max_size=5
)  # fmt: skip


def counted(room: Room) -> tuple[Room, list[float]]:
    asked: list[float] = []

    def ask(side: float) -> float:
        asked.append(side)
        return room(side)

    return ask, asked


def halved(room: Room, low: float, high: float) -> float:
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if room(middle) >= 0 else (low, middle)
    return low


@given(LINES)
def test_the_boundary_of_room_that_shrinks_in_pieces_is_that_of_halving(
    lines: list[tuple[float, float]],
) -> None:
    def room(side: float) -> float:
        return min(900 - words - cells * side for words, cells in lines)

    found = boundaries.last(room, 0.0, 1440.0)
    assert found == pytest.approx(halved(room, 0.0, 1440.0), abs=2e-6)


def test_it_asks_far_less_often_than_halving_does() -> None:
    room, asked = counted(lambda side: min(900 - 12 * side, 700 - 100 - 9 * side, 880 - 13 * side))
    boundaries.last(room, 0.0, 1440.0)
    assert len(asked) <= 14


def test_where_there_is_no_room_at_all_nothing_is_found() -> None:
    assert boundaries.last(lambda side: -1 - side, 0.0, 1440.0) < 1e-5


def test_where_there_is_always_room_the_most_is_found() -> None:
    assert boundaries.last(lambda _: 1.0, 0.0, 1440.0) == 1440.0


def test_room_that_opens_again_is_found() -> None:
    def room(side: float) -> float:
        return -10.0 if side < 40 else 60 - side

    assert boundaries.last(room, 0.0, 200.0) == pytest.approx(60, abs=2e-6)
