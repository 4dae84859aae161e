from __future__ import annotations

import pytest

from gui.render import measures
from gui.render.measures import Measures
from gui.render.theme import DARK, LIGHT, PRINT, THEMES, Pattern, Theme

WIDE = measures.measures_of(22 / 0.0138)


@pytest.mark.parametrize(("width", "b"), [(200, 11), (400, 11), (1600, 22), (3840, 53)])
def test_letters_grow_with_the_figure_but_never_vanish(width: float, b: float) -> None:
    assert measures.measures_of(width).b == pytest.approx(b, abs=0.1)


def test_every_line_is_scaled_by_one_number() -> None:
    assert pytest.approx(1) == WIDE.k
    twice = Measures(44)
    for name in ("window_ring", "field_ring", "pin_ring", "hover_ring", "frame", "ray", "arrow"):
        assert getattr(twice, name) == pytest.approx(2 * getattr(WIDE, name))
    assert (twice.window_ring, twice.pin_ring, twice.hover_ring) == pytest.approx((6.4, 6.8, 3.2))
    assert (WIDE.ray, WIDE.arrow, WIDE.arrow_head, WIDE.rule_line) == pytest.approx(
        (1.3, 1.6, 10, 1)
    )
    assert (WIDE.pin_halo, WIDE.window_halo, WIDE.frame) == pytest.approx((1.7, 1.1, 1.6))


def test_every_letter_is_scaled_by_the_title() -> None:
    sizes = (
        WIDE.headline,
        WIDE.least_headline,
        WIDE.title,
        WIDE.second_line,
        WIDE.sum,
        WIDE.result,
    )
    assert sizes == pytest.approx((25.3, 23.1, 22, 18.04, 24.2, 29.7))
    assert (WIDE.margin, WIDE.title_rise) == pytest.approx((48.4, 15.4))


@pytest.mark.parametrize(("cell", "width"), [(10, 0.75), (50, 1.1), (105, 1.6)])
def test_a_grid_is_never_too_fine_nor_too_coarse(cell: float, width: float) -> None:
    assert WIDE.grid_line(cell) == pytest.approx(width)


@pytest.mark.parametrize(("cell", "spacing"), [(8, 4), (20, 4), (26, 5.2), (96, 10)])
def test_a_hatch_keeps_between_its_bounds(cell: float, spacing: float) -> None:
    assert WIDE.hatch_spacing(cell) == pytest.approx(spacing)
    assert WIDE.hatch_line(cell) == pytest.approx(1.15)


def test_a_hatch_of_small_cells_in_a_large_figure_stays_a_hatch() -> None:
    large = measures.measures_of(3840)
    assert large.hatch_line(10) == pytest.approx(0.3 * 4)
    assert large.hatch_line(96) == pytest.approx(1.15 * large.k)


@pytest.mark.parametrize(("cell", "dashes"), [(20, 3), (42, 3), (58.5, 5), (105, 8)])
def test_dashes_fill_a_side(cell: float, dashes: int) -> None:
    assert WIDE.dashes_a_side(cell) == dashes
    assert dashes * sum(WIDE.dash_and_gap(cell)) == pytest.approx(cell)


def test_a_spoke_shows_its_weight() -> None:
    assert [WIDE.spoke(weight) for weight in (0, 0.5, 1)] == pytest.approx([1.2, 3.7, 6.2])


@pytest.mark.parametrize(
    ("cell", "width", "size"), [(20, 0, 9.2), (31, 1, 14.26), (32, 1, 12.16), (100, 4, 21.5)]
)
def test_a_number_fits_its_cell(cell: float, width: float, size: float) -> None:
    assert measures.number_size(cell, width) == pytest.approx(size)


def test_weights_and_dots_follow_the_cell() -> None:
    assert measures.weight_size(40) == pytest.approx(9)
    assert measures.dot_radius(40) == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("pattern", "least"),
    [(Pattern.HATCH, 8), (Pattern.DOTS, 14), (Pattern.RULES, 8)],
)
def test_a_pattern_is_drawn_from_its_least_cell(pattern: Pattern, least: int) -> None:
    assert measures.has_pattern(pattern, least)
    assert not measures.has_pattern(pattern, least - 1)


def test_a_plain_cell_has_no_pattern() -> None:
    assert not measures.has_pattern(Pattern.PLAIN, 100)
    assert WIDE.flat_tint(LIGHT.looks["input"], 4) == LIGHT.looks["input"].fill


@pytest.mark.parametrize("one", THEMES.values(), ids=THEMES)
def test_what_is_unused_can_be_told_when_it_is_too_small_to_hatch(one: Theme) -> None:
    """Between the paper and the hatch, so that zooming through the threshold does not blink."""
    look = one.looks["unused"]
    assert look.pattern_colour is not None
    tint = WIDE.flat_tint(look, 6)
    for paper, ink, found in zip(look.fill, look.pattern_colour, tint, strict=True):
        assert abs(found - paper) == pytest.approx(0.4066 * abs(ink - paper), abs=1)


def test_dots_and_rules_leave_a_tint_too() -> None:
    assert WIDE.flat_tint(DARK.looks["inserted_zero"], 10) != DARK.looks["inserted_zero"].fill
    assert WIDE.flat_tint(PRINT.looks["border"], 6) == (0x9A, 0x9A, 0x9A)
    assert WIDE.flat_tint(PRINT.looks["border"], 60) == (245, 245, 245)
