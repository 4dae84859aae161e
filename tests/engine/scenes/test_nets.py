"""Nets that share nothing, against what outputs read in fact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.document import View
from engine.report import Report
from engine.roles import Role
from engine.scenes import gridding_notes, nets, piece, traces
from tests.engine.matrices import whole_matrices
from tests.engine.stacks import conv, layer, resolved

from .traced import built, dilated, grid_of, last


def told(report: Report) -> list[str]:
    (trace,) = traces.of_view(report, View())
    return [str(one) for one in gridding_notes.of(trace, None)]


def components(report: Report, name: str) -> int:
    """Into how many parts outputs fall that are joined by a common input, from whole matrices."""
    reads = whole_matrices(report)[name] > 0
    shares = (reads.astype(int) @ reads.T.astype(int)) > 0
    left, found = set(range(len(shares))), 0
    while left:
        found += 1
        ripe = {left.pop()}
        while ripe:
            one = ripe.pop()
            new = {int(at) for at in np.flatnonzero(shares[one])} & left
            left -= new
            ripe |= new
    return found


@pytest.mark.parametrize(
    ("rates", "count"),
    [((2, 2), 4), ((2, 4), 4), ((3, 3), 9), ((1, 2), 1), ((2, 3), 1), ([[2, 1], [2, 1]], 2),
     ([[2, 3], [4, 6]], 6)],
)  # fmt: skip
def test_they_are_as_many_as_the_parts_that_outputs_fall_into(rates: Any, count: int) -> None:
    parts = (
        conv(name, dilation=rate, padding=rate) for name, rate in zip("ab", rates, strict=True)
    )
    report = resolved(*parts, size=12)
    found = nets.of(report, "b")
    assert found is not None
    assert found.count == count == components(report, "b")


@pytest.mark.parametrize(
    "report",
    [
        resolved(conv("a", dilation=2, padding=2, padding_mode="circular"), size=9),
        resolved(layer("upsample", "a", scale=2), size=9),
        resolved(conv("b"), layer("add", "a", inputs=["b", "b"]), size=9),
        resolved(layer("global_avg_pool", "a"), size=9),
    ],
)
def test_where_it_cannot_be_told_beforehand_nothing_is_claimed(report: Report) -> None:
    assert nets.of(report, "a") is None


@pytest.mark.parametrize(
    ("layers", "share"),
    [
        ((conv("a", 3),), True),
        ((conv("a", 3, stride=3),), False),
        ((conv("a", 2, dilation=3), conv("b", 2, dilation=7)), False),
        ((conv("a", 2, dilation=3), conv("b", 2, dilation=4)), True),
        ((conv("a", 3, dilation=2), conv("b", 2, stride=2)), True),
    ],
)
def test_neighbours_share_an_input_or_not(layers: Any, share: bool) -> None:
    report = resolved(*layers, size=14)
    name = report.rows[-1].name
    found = nets.of(report, name)
    assert found is not None
    assert found.neighbours_share == share
    wide = report.rows[-1].shape[2]
    reads = whole_matrices(report)[name] > 0
    in_fact = any((reads[at] & reads[at + 1]).any() for at in range(wide - 1))
    assert in_fact == share
    assert ("neighbouring outputs share no input" in told(report)) == (not share)


def test_outputs_of_one_row_have_no_neighbours_above() -> None:
    report = resolved(conv("a", 3, dilation=2, padding=2), size=(1, 9))
    found = nets.of(report, "a")
    assert found is not None
    assert found.steps == (1, 2)
    assert not found.neighbours_share


@pytest.mark.parametrize(
    ("rates", "sentence"),
    [
        ((2, 2), "only even offsets: two nets on each axis, four in all; neighbouring outputs"),
        ((3, 3), "only offsets that are multiples of 3: the net is nine nets, and neighbouring"),
        (2 * ([2, 3],), "only one row in 2 and one column in 3: the net is six nets, and neigh"),
        (2 * ([2, 1],), "only one row in 2: the net is two nets, and outputs one below the other"),
        (2 * ([1, 2],), "only one column in 2: the net is two nets, and outputs side by side"),
    ],
)
def test_it_is_said_how_many_there_are(rates: Any, sentence: str) -> None:
    parts = (
        conv(name, dilation=rate, padding=rate) for name, rate in zip("ab", rates, strict=True)
    )
    (said,) = told(resolved(*parts, size=13))
    assert said.startswith(sentence)
    assert said.endswith(" share no input")


def test_which_net_reads_which_cell_is_told_by_colour_and_number() -> None:
    timeline = built(dilated(2, 2, 2))
    shown = grid_of(last(timeline), "input", "nets")
    assert shown.values is not None
    assert shown.values.tolist() == [[1, 2] * 6 + [1]]
    assert shown.roles.tolist() == [[Role.NET_1, Role.NET_2] * 6 + [Role.NET_1]]
    early = grid_of(timeline.step(2), "input", "nets")
    assert early.values is None
    assert (early.roles == Role.OUTSIDE).all()


def test_colours_come_again_after_four_and_padding_has_none() -> None:
    roles, numbers = nets.told(
        (1, 6), (0, 1), piece.whole((1, 8)), piece.Piece(range(1), range(-1, 8))
    )
    assert roles[0].tolist() == [
        Role.PADDING, Role.NET_2, Role.NET_1, Role.NET_2, Role.NET_3, Role.NET_4, Role.NET_1,
        Role.NET_2, Role.NET_1,
    ]  # fmt: skip
    assert numbers[0, 1:].tolist() == [6, 1, 2, 3, 4, 5, 6, 1]
    assert np.isnan(numbers[0, 0])


def test_nets_beyond_rows_alone_have_no_row_of_their_own() -> None:
    report = resolved(conv("a", [3, 1], dilation=[2, 1], padding=[2, 0]), size=9)
    assert not [one for one in last(built(report)).grids if one.key.stage == "nets"]
