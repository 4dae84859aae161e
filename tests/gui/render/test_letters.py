from __future__ import annotations

import pytest

from engine.words import text
from gui.render import letters

pytestmark = pytest.mark.usefixtures("qapp")


def test_words_are_said_in_the_figure_s_language_and_numbers_as_they_are() -> None:
    assert letters.said("3×3", "zh_CN") == "3×3"
    assert letters.said(text("{a} or {b}", a=1, b=2), "en") == "1 or 2"


def test_widths_grow_with_the_letters_and_nothing_takes_no_room() -> None:
    assert letters.width("", 20) == 0
    assert letters.width("map", 40) == pytest.approx(2 * letters.width("map", 20), rel=0.02)
    assert letters.width("map", 20, strong=True) > letters.width("map", 20)


def test_a_name_stands_apart_from_what_is_said_of_it() -> None:
    together = letters.width("input", 20, strong=True) + letters.width("5×5", 20)
    assert letters.named("input", "", 20) == letters.width("input", 20, strong=True)
    assert letters.named("input", "5×5", 20) > together + 5


def test_digits_have_their_middle_at_the_height_they_are_given() -> None:
    assert letters.baseline(100, 40) - 100 == pytest.approx(letters.cap_height(40) / 2)
    assert letters.cap_height(40) == pytest.approx(0.727 * 40, abs=0.1)


@pytest.mark.parametrize("room", [0, 1, 30, 60, 90])
def test_a_line_is_cut_to_its_room_and_not_without_need(room: int) -> None:
    line = "what one output pixel reads"
    cut = letters.elided(line, 20, room)
    assert cut.endswith("…") or not cut
    assert letters.width(cut, 20) <= max(room, letters.width("…", 20))
    assert letters.elided(line, 20, letters.width(line, 20)) == line
