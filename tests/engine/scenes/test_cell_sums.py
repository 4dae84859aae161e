"""The sum of one output cell, taken from a frame: its terms, what they come to, what is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import words
from engine.document import View
from engine.layers import Layer
from engine.scenes import building, cell_sums
from engine.scenes.terms import CellSum
from engine.values import graph
from tests.engine.stacks import conv, layer, resolved


def told(part: Layer, step: int = 0, *, channels: int = 1, scene: str = "slide") -> CellSum | None:
    report = resolved(part, size=(4, 4), channels=channels)
    timeline = building.build(scene, report, View(layers=(part.name,)))
    return cell_sums.of(report, timeline.frame_at(step))


def some(part: Layer, step: int = 0, **more: Any) -> CellSum:
    found = told(part, step, **more)
    assert found is not None
    return found


def total(found: CellSum) -> str:
    return "".join(said(piece.content) for piece in found.total).strip()


def said(content: Any) -> str:
    return content if isinstance(content, str) else words.say(content)


def remarks(found: CellSum) -> list[str]:
    return [said(one) for one in found.remarks]


def shown(found: CellSum) -> list[list[str]]:
    return [
        [("dashed " if one.on_padding else "") + "·".join(filter(None, (one.value, one.weight)))
         for one in row]
        for row in found.terms
    ]  # fmt: skip


WEIGHTS = [[[[1, 0, 2], [0, 1, 0], [2, 0, 1]]]]


def test_a_convolution_is_a_product_for_each_tap_in_the_kernels_rows() -> None:
    part = conv("c", padding=1, weights=WEIGHTS, bias=[0.5])
    found = some(part, 5)  # row 1, column 1
    report = resolved(part, size=(4, 4))
    computed = graph.compute(report).maps
    patch = computed["input"][0, 0:3, 0:3]
    products = patch * np.array(WEIGHTS[0][0])
    assert [[float(one.value) * float(one.weight) for one in row] for row in found.terms] == (
        products.tolist()
    )
    assert found.row_results == tuple(f"= {int(row.sum())}" for row in products)
    assert total(found).endswith(f"+ 0.5 (bias) = {computed['c'][0, 1, 1]:g}")


def test_the_cell_is_named_by_row_and_column_from_nought() -> None:
    assert said(some(conv("c", padding=1), 6).place) == "row 1, column 2 of c"


def test_a_cell_of_several_channels_names_its_own() -> None:
    part = conv("c", padding=1, out_channels=2)
    assert said(some(part, 1).place) == "row 0, column 0 of c, channel 1"


def test_taps_on_the_padding_are_dashed_and_explained() -> None:
    found = some(conv("c", padding=1))
    assert [one.on_padding for row in found.terms for one in row] == [
        True, True, True, True, False, False, True, False, False,
    ]  # fmt: skip
    assert remarks(found) == ["dashed: padding, counts as 0"]
    assert remarks(some(conv("c", padding=1), 5)) == []


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (conv("c", padding=1, padding_mode="reflect"), "dashed: padding, copied from the map"),
        (layer("max_pool", "p", kernel=2, padding=1), "dashed: padding, never the largest"),
        (layer("avg_pool", "p", kernel=2, padding=1), "dashed: padding, counts as 0"),
        (layer("avg_pool", "p", kernel=2, padding=1, count_include_pad=False),
         "dashed: padding, does not count"),
    ],
)  # fmt: skip
def test_what_padding_holds_is_told(part: Layer, sentence: str) -> None:
    assert remarks(some(part))[-1] == sentence


def test_a_layer_without_bias_adds_none() -> None:
    assert "bias" not in total(some(conv("c", bias=False)))
    assert "+ 0 (bias)" in total(some(conv("c")))


def test_a_max_pool_marks_its_winner() -> None:
    found = some(layer("max_pool", "p", kernel=2))
    (winner,) = [one for row in found.terms for one in row if one.chosen]
    assert total(found) == f"largest = {winner.value}"
    assert remarks(found)[0].startswith("the winner: row ")


def test_a_mean_divides_the_sum_of_its_rows() -> None:
    found = some(layer("avg_pool", "p", kernel=2, padding=1, count_include_pad=False))
    last = shown(found)[1][1]
    assert shown(found) == [["dashed –", "dashed –"], ["dashed –", last]]
    assert total(found) == f"(0 + {last}) / 1 = {last}"


def test_a_global_mean_divides_by_all_cells() -> None:
    assert ") / 16 " in total(some(layer("global_avg_pool", "g")))


def test_a_copied_cell_says_from_where() -> None:
    found = some(layer("upsample", "u", scale=2), 3)
    assert found.terms == ()
    assert total(found).startswith("= ")
    assert remarks(found) == ["copies row 0, column 1"]


def test_a_mixed_cell_is_weighed() -> None:
    found = some(layer("upsample", "u", scale=2, mode="bilinear"), 9)
    assert [one.weight for row in found.terms for one in row] == ["0.56", "0.19", "0.19", "0.06"]


def test_a_wide_kernel_is_told_in_a_sentence() -> None:
    found = some(conv("c", 7, padding=3))
    assert found.terms == ()
    assert total(found).startswith("49 products, sum ")


def test_several_input_channels_are_added_up() -> None:
    found = some(conv("c", bias=[2]), channels=2)
    first, second, bias, result = (
        float(one.replace("\N{MINUS SIGN}", "-"))
        for one in total(found).replace("=", "+").split(" + ")
    )
    assert (first + second + bias, bias) == (result, 2)


def test_one_of_several_outputs_shows_its_own_kernel() -> None:
    weights = [[[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]]]
    part = conv("c", 2, out_channels=2, weights=weights, dilation=2)
    for channel in (0, 1):
        found = some(part, channel)
        kernel = [[float(one.weight) for one in row] for row in found.terms]
        assert kernel == weights[channel][0]


def test_a_scene_without_a_current_cell_has_no_sum() -> None:
    assert told(conv("c"), scene="maps") is None


def test_a_traced_pixel_is_no_sum() -> None:
    report = resolved(conv("a"), size=5)
    frame = building.build("gridding", report, View()).frame_at(1)
    assert cell_sums.of(report, frame) is None
