"""One ramp for all counts of a figure."""

from __future__ import annotations

import numpy as np
import pytest

from engine import patches
from engine.flows import Stretch
from engine.patches import Plane, Product
from engine.scenes import path_ramp, piece
from engine.scenes.path_maps import PathMap
from engine.scenes.path_ramp import Ramp
from engine.scenes.piece import Piece

LINE = Piece(range(1), range(4))


def line(*weights: float, dtype: type = np.int64) -> Product:
    return Product(Stretch(0, np.ones(1, np.int64)), Stretch(0, np.array(weights, dtype)))


def ticks(ramp: Ramp) -> list[str]:
    return [str(said) for _, said in ramp.scale().ticks]


@pytest.mark.parametrize(
    ("low", "high", "logarithmic", "told"),
    [
        (1, 8, False, ["1", "3", "5", "7", "8"]),
        (1, 9, True, ["1", "2", "4", "9"]),
        (1, 49, True, ["1", "3", "9", "27", "49"]),
        (1, 729, True, ["1", "10", "100", "729"]),
        (1, 3, False, ["1", "2", "3"]),
        (1, 1, False, ["1", "2"]),
        (5, 5, False, ["5", "10"]),
        (1, 10**40, True, ["1", "1e10", "1e20", "1e30", "1e40"]),
        (0.25, 1.0, False, ["0.25", "1"]),
        (0.001, 1.0, True, ["0.001", "1"]),
    ],
)
def test_counts_far_apart_stand_on_a_logarithmic_ramp(
    low: float, high: float, logarithmic: bool, told: list[str]
) -> None:
    ramp = Ramp(low, high)
    assert ramp.logarithmic == logarithmic
    assert ("log scale" in str(ramp.scale().meaning)) == logarithmic
    assert ticks(ramp) == told
    places = [share for share, _ in ramp.scale().ticks]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 1)


def test_shares_go_from_the_fewest_to_the_most() -> None:
    assert Ramp(1, 5).shares(line(1, 2, 3, 5), LINE).tolist() == [[0, 0.25, 0.5, 1]]
    np.testing.assert_allclose(
        Ramp(1, 1000).shares(line(1, 10, 100, 1000), LINE), [[0, 1 / 3, 2 / 3, 1]]
    )


def test_counts_beyond_any_float_have_a_place() -> None:
    huge = line(1, 10**400, 10**800, 0, dtype=object)
    made = Ramp(1, 10**800).shares(huge, LINE)
    np.testing.assert_allclose(made, [[0, 0.5, 1, 0]])


def test_the_ramp_spans_all_maps() -> None:
    maps = [PathMap("a", (1, 4), line(1, 2, 0, 3)), PathMap("b", (1, 4), line(4, 6, 6, 0))]
    assert path_ramp.of([*maps, PathMap("c", (1, 4), None)]) == Ramp(1, 6)


@pytest.mark.parametrize("patch", [line(1, 2, 0, 3), Plane(0, 0, np.array([[1, 2, 0, 3]]))])
def test_a_patch_tells_its_cells_whatever_holds_them(patch: patches.Patch) -> None:
    shown = Piece(range(-1, 2), range(2, 6))
    assert piece.counts(patch, shown).tolist() == [[0] * 4, [0, 3, 0, 0], [0] * 4]
    assert piece.mask(patch, shown).sum() == 1
    assert piece.hull(patch) == LINE
    assert piece.ends(patch) == (1, 3)
    assert [piece.count_above(patch, least) for least in (0, 1, 2, 3)] == [3, 2, 1, 0]


def test_cells_counted_above_one_are_those_whose_product_is() -> None:
    rows, columns = np.array([0, 1, 2, 1]), np.array([1, 0, 1, 3])
    patch = Product(Stretch(0, rows), Stretch(0, columns))
    assert piece.count_above(patch, 1) == (np.multiply.outer(rows, columns) > 1).sum()


def test_nothing_read_has_no_hull() -> None:
    empty = line(0, 0, 0, 0)
    assert piece.hull(empty) is None
    assert piece.ends(empty) is None
    assert PathMap("a", (1, 4), empty).used == 0
