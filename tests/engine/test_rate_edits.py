"""Stacks that take chosen rates keep their size, and see what was promised."""

from __future__ import annotations

import pytest

from engine import rate_edits, report
from engine.problems import Refused
from tests.engine.stacks import conv, layer, stack


@pytest.mark.parametrize("kernel", [2, 3, 4, 5])
def test_a_replaced_stack_keeps_the_size_and_has_the_field(kernel: int) -> None:
    before = stack(conv("x"), layer("max_pool", "y", kernel=2), size=21, channels=2)
    after = rate_edits.replaced(before, kernel, (1, 2, 3))
    found = report.resolve(after)
    assert not found.problems
    assert [row.shape for row in found.rows] == [(2, 21, 21)] * 3
    last = found.rows[-1].fields[0]
    assert last is not None
    assert last.sizes == (1 + 6 * (kernel - 1),) * 2
    assert after.input == before.input


def test_layers_are_put_in_with_the_channels_and_names_that_are_free_there() -> None:
    before = stack(conv("conv2", out_channels=5, padding=1), conv("b", padding=1), size=21)
    after = rate_edits.inserted(before, 1, 3, (1, 2))
    assert after.names() == ("conv2", "conv3", "conv4", "b")
    assert [row.shape[0] for row in report.resolve(after).rows] == [5, 5, 5, 1]


def test_two_lists_stand_as_branches_of_an_input_that_holds_their_field() -> None:
    before = stack(conv("a", dilation=2, padding=2), size=(9, 20), channels=2)
    after = rate_edits.compared(before, 3, ((2, 2, 2), (1, 2, 3)))
    found = report.resolve(after)
    assert not found.problems
    assert [row.inputs for row in found.rows][::3] == [("input",), ("input",)]
    assert [row.layer.dilation[0] for row in found.rows] == [2, 2, 2, 1, 2, 3]  # type: ignore[attr-defined]
    assert {row.shape for row in found.rows} == {(2, 13, 20)}
    assert after.view.scene == "gridding"
    assert after.view.layers == (found.rows[2].name, found.rows[5].name)


def test_rates_are_set_in_the_order_of_the_layers_and_nothing_else_changes() -> None:
    before = stack(conv("a", out_channels=4, dilation=2, padding=2), conv("b"), conv("c"), size=21)
    after = rate_edits.with_rates(before, ("c", "a"), (1, 3))
    assert [layer.dilation for layer in after.layers] == [(1, 1), (1, 1), (3, 3)]  # type: ignore[attr-defined]
    assert after.layers[1] == before.layers[1]
    shapes = [row.shape for row in report.resolve(after).rows]
    assert shapes == [(4, 21, 21), (1, 19, 19), (1, 19, 19)]


def test_only_as_many_convolutions_of_that_kernel_take_rates() -> None:
    document = stack(conv("a"), conv("b", kernel=5), layer("max_pool", "c", kernel=3))
    takes = rate_edits.takes_rates
    assert takes(document, ("a",), 3, 1)
    assert not takes(document, ("a",), 3, 2)
    assert not takes(document, ("a", "b"), 3, 2)
    assert not takes(document, ("a", "c"), 3, 2)
    assert not takes(document, (), 3, 1)


def test_a_rate_beyond_the_limit_of_a_dilation_is_refused() -> None:
    with pytest.raises(Refused, match="1024"):
        rate_edits.replaced(stack(), 2, (1, 2_048))
