from __future__ import annotations

import itertools

import pytest

from gui.render import colours, ramps
from gui.render.ramps import Scale
from gui.render.theme import DARK, LIGHT, PRINT, THEMES, Ring, Theme
from tests.gui.render import eyes

every_theme = pytest.mark.parametrize("one", THEMES.values(), ids=THEMES)
SHARES = [step / 200 for step in range(201)]


@every_theme
def test_a_ramp_goes_through_its_stops(one: Theme) -> None:
    assert len(one.ramp.stops) == 4
    assert tuple(one.ramp.at(third / 3) for third in range(4)) == one.ramp.stops


def test_the_ends_are_those_of_the_table() -> None:
    ends = [(one.ramp.at(0), one.ramp.at(1)) for one in (LIGHT, DARK, PRINT)]
    assert ends == [
        ((0xCD, 0xE4, 0xF4), (0x0B, 0x3A, 0x66)),
        ((0x1B, 0x45, 0x62), (0xE3, 0xF4, 0xFF)),
        ((0xE2, 0xE2, 0xE2), (0x1E, 0x1E, 0x1E)),
    ]


@every_theme
def test_a_ramp_never_turns_back(one: Theme) -> None:
    """More is darker on white paper and brighter on dark paper, to all eyes."""
    away = 1 if one is DARK else -1
    for by in eyes.BLINDNESS:
        lightness = [eyes.seen(one.ramp.at(share), by)[0] for share in SHARES]
        # Bytes are no finer than a third of a step of L*.
        assert all((b - a) * away > -0.35 for a, b in itertools.pairwise(lightness))
        assert (lightness[-1] - lightness[0]) * away > 50


@every_theme
def test_labels_are_read_everywhere_on_a_ramp(one: Theme) -> None:
    fills = [one.ramp.at(share) for share in SHARES]
    assert min(eyes.contrast(colours.label_on(fill), fill) for fill in fills) >= 4.58


@every_theme
def test_the_least_count_is_no_paper(one: Theme) -> None:
    assert eyes.lowest_difference(one.ramp.at(0), one.paper) > 6


def test_up_to_eight_times_is_linear_and_beyond_is_logarithmic() -> None:
    assert ramps.scale_of_counts([0, 2, 16]) == Scale(2, 16)
    assert ramps.scale_of_counts([2, 17]) == Scale(2, 17, logarithmic=True)


def test_zero_is_on_no_scale() -> None:
    assert ramps.scale_of_counts([0, 0]) is None
    scale = ramps.scale_of_counts([0, 1, 49])
    assert scale is not None
    with pytest.raises(ValueError, match="0 is not within 1 to 49"):
        scale.share(0)


def test_a_linear_scale_goes_by_differences_and_a_logarithmic_one_by_ratios() -> None:
    assert [Scale(1, 5).share(count) for count in (1, 2, 5)] == [0, 0.25, 1]
    by_ratio = Scale(1, 64, logarithmic=True)
    assert [by_ratio.share(count) for count in (1, 8, 64)] == pytest.approx([0, 0.5, 1])


def test_counts_wider_than_any_float_have_their_place() -> None:
    scale = ramps.scale_of_counts([1, 10**400, 10**800])
    assert scale is not None
    assert scale.share(10**400) == pytest.approx(0.5)
    narrow = ramps.scale_of_counts([10**400, 3 * 10**400, 5 * 10**400])
    assert narrow is not None
    assert narrow.share(3 * 10**400) == pytest.approx(0.5)


def test_where_all_counts_are_equal_they_are_the_least() -> None:
    scale = ramps.scale_of_counts([4, 4])
    assert scale is not None
    assert scale.share(4) == 0


def test_a_picture_is_linear_and_holds_zero() -> None:
    assert ramps.scale_of_picture(0, 100).share(0) == 0
    assert ramps.scale_of_picture(-1, 1).share(0) == 0.5


# Cells of the figure that counts the paths of three layers of dilation 2, log scale from 1 to 49.
COUNTED = {
    LIGHT: {1: "CDE4F4", 3: "8FC5E8", 6: "64A8D6", 9: "4995C8", 18: "2471A7", 42: "0F4270"},
    DARK: {1: "1B4562", 3: "286E9B", 6: "3F8FC0", 9: "51A5D6", 18: "82C7F1", 42: "D5EDFD"},
}


@pytest.mark.parametrize("one", COUNTED, ids=lambda one: one.name)
def test_path_counts_have_the_colours_that_were_drawn(one: Theme) -> None:
    scale = ramps.scale_of_counts([1, 49])
    assert scale is not None
    for count, digits in COUNTED[one].items():
        assert one.ramp.at(scale.share(count)) == colours.parse(digits)


@every_theme
def test_a_difference_runs_from_paper_to_the_rings(one: Theme) -> None:
    signed = one.signed_ramp
    assert signed.at(0, 0) == signed.at(0, 5) == one.paper
    assert signed.at(5, 5) == one.rings[Ring.WINDOW]
    assert signed.at(-5, 5) == one.rings[Ring.REACHES]
    for sign in (1, -1):
        apart = [
            eyes.contrast(signed.at(sign * share, 1), one.paper) for share in SHARES
        ]  # fmt: skip
        assert all(b - a > -0.1 for a, b in itertools.pairwise(apart))
