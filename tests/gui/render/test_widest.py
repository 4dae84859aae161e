from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine import number_text
from gui.render import letters, measures, widest

pytestmark = pytest.mark.usefixtures("qapp")

NUMBERS = st.one_of(
    st.integers(-(10**7), 10**7).map(float),
    st.integers(-(10**5), 10**5).map(lambda hundredths: hundredths / 100),
    st.sampled_from([np.inf, -np.inf, np.nan, 0.0, -0.0, -0.004, 0.996, 9.999, -99.995, 1e12]),
)


def written(values: list[float]) -> float:
    """The width of the widest, every one being written."""
    return max((letters.width(number_text.number(v), 100) / 100 for v in values), default=0.0)


@given(arrays.arrays(np.float64, st.integers(0, 12), elements=NUMBERS))
@settings(deadline=None)
def test_the_widest_number_is_as_wide_as_if_every_one_were_written(values: np.ndarray) -> None:
    shown = [float(value) for value in values if not np.isnan(value)]
    assert widest.number(values) == pytest.approx(written(shown), abs=0.01)


@pytest.mark.parametrize("value", [-12345.67, 8.0, -np.inf, 0.25, 1e6])
@pytest.mark.parametrize("cell", [20, 31, 32, 65, 105])
def test_a_number_never_takes_more_of_its_cell_than_it_may(value: float, cell: int) -> None:
    size = int(measures.number_size(cell, widest.number(np.array([value, 0.0]))))
    taken = letters.width(number_text.number(value), max(size, 1))
    assert size < 1 or taken <= measures.WIDEST_NUMBER * cell + 0.5


def test_a_large_map_is_measured_at_once() -> None:
    values = np.arange(256.0 * 256).reshape(256, 256) - 30000.25
    assert widest.number(values) == pytest.approx(written([-30000.25]), abs=0.01)
    assert widest.number(np.full((3, 3), np.nan)) == 0
    assert widest.number(np.array([1e300, 2.0])) == pytest.approx(written([1e300]), abs=0.01)


def test_a_number_that_is_written_as_zero_has_no_minus() -> None:
    assert widest.number(np.array([-0.004, -0.0])) == pytest.approx(written([0.0]), abs=0.01)
    assert widest.number(np.array([-0.005])) == pytest.approx(written([-0.01]), abs=0.01)
