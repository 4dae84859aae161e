"""Numbers of a document: what cannot be stored is refused before it is."""

from __future__ import annotations

from typing import Any

import pytest

from engine import decoding, given
from engine.given_fields import OFFSETS, PREDICTED, WEIGHTS, write_given
from engine.problems import Refused


@pytest.mark.parametrize("raw", [[10**400], [1e400], [True], ["1"], [[1]], []])
def test_what_is_no_number_is_refused(raw: Any) -> None:
    with pytest.raises(Refused) as refused:
        given.numbers(raw, 1)
    assert refused.value.problem.code == "bad_value"


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"seed": 1}, "pattern"),
        ({"pattern": 1}, "pattern"),
        ({"pattern": "random", "seed": 1.5}, "seed"),
        ({"pattern": "random", "scale": "big"}, "scale"),
        ({"pattern": "random", "sede": 1}, "sede"),
        ({"predictor": {"weight": 1}}, "predictor.weight"),
        ({"predictor": {"bias": 3}}, "predictor.bias"),
        ({"predictor": 1}, None),
        ({"predictor": {}, "seed": 1}, None),
        (3, None),
    ],
)
def test_offsets_are_refused_where_the_mistake_is(raw: Any, field: str | None) -> None:
    with pytest.raises(Refused) as refused:
        PREDICTED.read("offsets", raw)
    assert refused.value.problem.field == field


def test_patterns_and_predictors_are_written_in_their_shortest_form() -> None:
    written: tuple[Any, ...] = (
        {"pattern": "random", "seed": 3, "scale": 0.5},
        {"predictor": {}},
        {"predictor": {"weights": {"pattern": "random"}, "bias": False}},
    )
    for raw in written:
        assert write_given(PREDICTED.read("offsets", raw)) == raw
    assert write_given(OFFSETS.read("mask", {"pattern": "ones", "seed": 0})) == {"pattern": "ones"}
    with pytest.raises(Refused):
        WEIGHTS.read("weights", {"pattern": "ones", "scale": 2})


def test_a_long_number_is_kept_as_what_was_written() -> None:
    raw = decoding.decode(b'{"a": ' + b"1" * 401 + b', "b": 0.' + b"1" * 401 + b', "c": 7}')
    assert str(raw["a"]) == "1" * 20 + "…"
    assert str(raw["b"]).endswith("1…")
    assert raw["c"] == 7
