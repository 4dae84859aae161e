"""Which colours a film keeps, and what becomes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from gui.render import colour_table
from gui.render.colour_table import MOST_COLOURS, ColourNumbers, ColourTable

if TYPE_CHECKING:
    from gui.render.colour_table import Colours, Pixels


def pixels(*colours: int) -> Pixels:
    return np.array(colours, np.uint32) | np.uint32(0xFF000000)


def greys(count: int) -> Colours:
    return np.repeat(np.arange(count)[:, np.newaxis], 3, axis=1)


def shown_by(table: ColourTable, numbers: list[int]) -> list[tuple[int, ...]]:
    entries = np.frombuffer(table.entries, np.uint8).reshape(-1, 3)
    indices = table.indices(np.array(numbers, np.uint32))
    return [tuple(row) for row in entries[indices].tolist()]


def test_a_colour_keeps_the_number_that_it_got_first() -> None:
    numbers = ColourNumbers()
    first = numbers.of(pixels(0xFF0000, 0x00FF00, 0xFF0000)).tolist()
    assert sorted(set(first)) == [1, 2]
    assert numbers.of(pixels(0x0000FF, 0x00FF00)).tolist() == [3, first[1]]
    assert numbers.count == 3
    assert numbers.colours(2).tolist() == [[0, 0, 255]]


def test_black_and_white_have_numbers_as_well() -> None:
    numbers = ColourNumbers()
    assert sorted(numbers.of(pixels(0x000000, 0xFFFFFF)).tolist()) == [1, 2]


@pytest.mark.parametrize("count", [1, 2, 254, MOST_COLOURS])
def test_as_many_colours_as_the_table_holds_stay_exact(count: int) -> None:
    colours = greys(count)
    table = ColourTable(colours, np.ones(count, np.int64))
    assert shown_by(table, list(range(1, count + 1))) == [tuple(one) for one in colours.tolist()]


def test_more_colours_than_that_take_the_nearest() -> None:
    colours = np.stack([np.arange(600) % 256, np.arange(600) // 256, np.zeros(600)], axis=1)
    table = ColourTable(colours.astype(np.int64), np.ones(600, np.int64))
    entries = np.frombuffer(table.entries, np.uint8).reshape(-1, 3)[1:].astype(np.int64)
    assert len(entries) == MOST_COLOURS
    for number, shown in enumerate(shown_by(table, list(range(1, 601)))):
        apart = colour_table.distances(entries, colours[number].astype(np.int64))
        assert ((np.array(shown) - colours[number]) ** 2).sum() == apart.min()


def test_a_small_area_of_a_colour_far_from_all_others_keeps_it() -> None:
    shades = np.stack([np.arange(500) // 2, np.full(500, 255), np.arange(500) % 2], axis=1)
    colours = np.concatenate([shades, [[255, 0, 0]]])
    areas = np.array([50] * 500 + [10], np.int64)
    kept = colours[colour_table.chosen(colours, areas, MOST_COLOURS)]
    assert [255, 0, 0] in kept.tolist()


def test_the_most_common_colours_come_first() -> None:
    areas = np.array([3, 9, 1, 9], np.int64)
    assert colour_table.chosen(greys(4), areas, MOST_COLOURS).tolist() == [1, 3, 0, 2]


def test_later_colours_get_what_is_free_and_then_the_nearest() -> None:
    table = ColourTable(greys(200), np.ones(200, np.int64))
    later = np.stack([np.full(100, 255), np.arange(100), np.zeros(100)], axis=1).astype(np.int64)
    table.take(later)
    assert table.known == 300
    assert len(table.entries) == 3 * (MOST_COLOURS + 1)
    exact = shown_by(table, list(range(201, 256)))
    assert exact == [(255, green, 0) for green in range(55)]
    assert shown_by(table, [300]) == [(255, 54, 0)]
