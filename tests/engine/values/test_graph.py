from __future__ import annotations

from math import exp, inf, tanh

import numpy as np
import pytest

from engine import report
from engine.document import LARGEST_MAP
from engine.given import Pattern
from engine.values import budget, graph
from engine.values.graph import Computed
from tests.engine.stacks import conv, layer

from . import drawn

X = drawn.whole(1, 2, 4, 4)


def test_every_map_is_there_and_nobody_changes_it() -> None:
    found = drawn.computed(X, conv("a", out_channels=3), layer("batch_norm", "b"))
    assert list(found.maps) == ["input", "a", "b"]
    assert np.array_equal(found.maps["a"], found.maps["b"])
    assert all(one.dtype == np.float64 and one.flags.c_contiguous for one in found.maps.values())
    with pytest.raises(ValueError, match="read-only"):
        found.maps["b"][0, 0, 0] = 1


def test_an_input_without_values_is_made_of_digits() -> None:
    found = graph.compute(report.resolve(drawn.given(Pattern("digits"), (1, 1, 4))))
    assert found.maps["input"].tolist() == [[[2, 2, 1, 3]]]


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        ("relu", [0, 0, 3]),
        ("leaky_relu", [-0.02, 0, 3]),
        ("sigmoid", [1 / (1 + exp(2)), 0.5, 1 / (1 + exp(-3))]),
        ("tanh", [tanh(-2), 0, tanh(3)]),
        ("identity", [-2, 0, 3]),
    ],
)
def test_an_activation_is_of_each_cell(function: str, wanted: list[float]) -> None:
    found = drawn.value_of([[[-2, 0, 3]]], layer("activation", "a", function=function))
    assert found.ravel().tolist() == pytest.approx(wanted, abs=1e-15)


def test_merges_add_join_and_subtract() -> None:
    maps = drawn.computed(
        X,
        layer("activation", "a"),
        layer("add", "sum", inputs=["a", "input", "a"]),
        layer("concat", "both", inputs=["input", "a"]),
        layer("difference", "apart", inputs=["a", "input"]),
    ).maps
    relu = np.maximum(X, 0)
    assert np.array_equal(maps["sum"], 2 * relu + X)
    assert np.array_equal(maps["both"], np.concatenate((X, relu)))
    assert np.array_equal(maps["apart"], relu - X)


def test_an_unpool_puts_back_what_its_pool_took() -> None:
    found = drawn.computed(
        X, layer("max_pool", "pool", kernel=2), layer("max_unpool", "back", of="pool")
    )
    for c, row, column in zip(*np.nonzero(found.maps["back"]), strict=True):
        assert found.maps["back"][c, row, column] == X[c, row, column]
        assert row * 4 + column in found.indices["pool"][c]
    assert found.maps["back"].sum() == found.maps["pool"].sum()


def test_an_unpool_takes_places_that_are_written_out() -> None:
    one = layer("max_unpool", "back", kernel=2, indices=[[[3]]])
    assert drawn.value_of([[[5]]], one).tolist() == [[[0, 0], [0, 5]]]


def test_an_unpool_that_knows_no_places_is_left_out_with_what_follows() -> None:
    found = drawn.computed(X, layer("max_unpool", "back", kernel=2), conv("after"))
    assert list(found.maps) == ["input"]
    assert not found.problems


def test_places_outside_another_size_are_a_problem() -> None:
    x = np.zeros((1, 5, 5))
    x[0, 3, 3] = 1
    found = drawn.computed(
        x,
        layer("max_pool", "pool", kernel=2),
        layer("max_unpool", "back", of="pool", output_size=4),
    )
    assert "back" not in found.maps
    assert [(one.layer, one.field, one.code) for one in found.problems] == [
        ("back", "output_size", "bad_value")
    ]
    assert str(found.problems[0].message) == (
        "back: index 18 is outside the output, whose cells go from 0 to 15."
    )


def test_numbers_that_do_not_fit_leave_their_layer_out_and_no_other() -> None:
    found = drawn.computed(
        X,
        conv("a", weights=[[[[1]]]]),
        layer("activation", "b", inputs=["input"]),
        conv("c", 1, bias=[1, 2]),
        layer("max_pool", "d", kernel=1, inputs=["c"]),
        layer("max_unpool", "e", of="d", inputs=["b"]),
    )
    assert list(found.maps) == ["input", "b"]
    assert found.indices == {}


def test_without_an_input_there_is_nothing() -> None:
    document = drawn.given(drawn.stated([[[1]]]), (1, 2, 2), conv("a", 1))
    assert graph.compute(report.resolve(document)).maps == {}


def test_only_what_a_layer_needs_is_computed() -> None:
    parts = (
        layer("max_pool", "pool", kernel=2, inputs=["input"]),
        conv("aside", 1),
        layer("activation", "act", inputs=["pool"]),
        layer("max_unpool", "back", of="pool"),
        conv("after"),
    )
    found = drawn.computed(X, *parts, upto="back")
    assert list(found.maps) == ["input", "pool", "act", "back"]
    assert list(drawn.computed(X, *parts, upto="input").maps) == ["input"]


def test_numbers_beyond_a_float_are_infinite() -> None:
    parts = conv("a", 2), conv("b", 1, weights=[[[[-1]]]])
    found = drawn.computed(np.full((1, 2, 2), 1e308), *parts)
    assert found.maps["a"].tolist() == [[[inf]]]
    assert found.maps["b"].tolist() == [[[-inf]]]


def test_there_is_no_negative_zero() -> None:
    found = drawn.value_of([[[0]]], conv("a", 1, weights=[[[[-1]]]]))
    assert not np.signbit(found).any()


def refused(*parts: object, shape: tuple[int, int, int]) -> Computed:
    document = drawn.given(Pattern("ones"), shape, *parts)  # type: ignore[arg-type]
    found = graph.compute(report.resolve(document))
    assert not found.maps
    assert not found.indices
    assert [(one.layer, one.field, one.code) for one in found.problems] == [
        (None, None, "too_large")
    ]
    return found


def test_too_many_numbers_are_refused_before_any_is_laid_out() -> None:
    parts = [layer("activation", name) for name in "abcd"]
    found = refused(*parts, shape=(1, 4096, 4096))
    assert str(found.problems[0].message) == (
        f"the values and weights would be {5 * LARGEST_MAP} numbers; the most is {64 * 2**20}."
    )


def test_too_many_multiplications_are_refused() -> None:
    parts = [conv(name, 255, padding="same", out_channels=1) for name in "ab"]
    found = refused(*parts, shape=(1, 512, 512))
    assert str(found.problems[0].message) == (
        f"the values would take {2 * 255**2 * 512**2} multiplications; the most is {16 * 2**30}."
    )


def test_weights_places_and_offsets_count_as_numbers() -> None:
    parts = {
        conv("a", out_channels=2): 2 * 4 + 2 * 2 * 9 + 2,
        layer("max_pool", "a", kernel=3, stride=1): 2 * 2 * 4,
        layer("separable_conv", "a", kernel=3, out_channels=1): 4 + 18 + 2 + 1 + 2 * 4,
        layer("deform_conv", "a", kernel=3, out_channels=1): 4 + 18 + 1 + 3 * 9 * 4,
        layer("batch_norm", "a"): 32,
    }
    for one, count in parts.items():
        rows = report.resolve(drawn.given(Pattern("ones"), (2, 4, 4), one)).rows
        assert budget.laid_out(rows[0]) == count
