from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.render import colours
from tests.gui.render import eyes

part = st.integers(0, 255)
colour = st.tuples(part, part, part)


def test_a_colour_is_read_from_its_digits() -> None:
    assert colours.parse("CC7F12") == (0xCC, 0x7F, 0x12)
    with pytest.raises(ValueError, match="unpack"):
        colours.parse("CC7F")


@given(colour, colour)
def test_contrast_is_that_of_wcag(first: eyes.Colour, second: eyes.Colour) -> None:
    assert colours.contrast(first, second) == pytest.approx(eyes.contrast(first, second))


@given(colour)
def test_a_label_takes_what_contrasts_more(fill: eyes.Colour) -> None:
    taken = colours.label_on(fill)
    other = colours.WHITE if taken == colours.BLACK else colours.BLACK
    assert eyes.contrast(taken, fill) >= eyes.contrast(other, fill)
    assert eyes.contrast(taken, fill) >= 4.58


@given(colour, colour)
def test_a_mix_begins_and_ends_with_its_colours(first: eyes.Colour, second: eyes.Colour) -> None:
    assert colours.mix(first, second, 0) == first
    assert colours.mix(first, second, 1) == second


@pytest.mark.parametrize("share", [0.25, 0.5, 0.8])
def test_a_mix_lies_on_the_straight_line_of_oklab(share: float) -> None:
    first, second = (0x83, 0xBF, 0xE6), (0x2C, 0x82, 0xBB)
    between = eyes.oklab(first) * (1 - share) + eyes.oklab(second) * share
    # A byte is no finer than this.
    assert np.abs(eyes.oklab(colours.mix(first, second, share)) - between).max() < 0.003


def test_ink_covers_its_share_of_the_ground() -> None:
    assert colours.cover((255, 255, 255), (155, 55, 255), 0.1) == (245, 235, 255)
