"""Between two stages: where each cell is on its way, and that it ends where the stage shows it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine import unfolding
from engine.frame import Frame, Grid, Key, Link, Move, Place, Point, Span, Window
from engine.roles import Role

if TYPE_CHECKING:
    from engine.frame import Loose

READ, OPEN, WIDE, TURNED = (Key("up", stage) for stage in ("read", "open", "wide", "turned"))


def opened(stride: int = 2, side: int = 2) -> Grid:
    count = (side - 1) * stride + 1
    roles = np.full((count, count), Role.INSERTED_ZERO, np.uint8)
    roles[::stride, ::stride] = Role.INPUT
    return Grid(OPEN, roles, np.arange(float(count * count)).reshape(count, count))


def bordered(left: int = 1, right: int = 1) -> Grid:
    roles = np.pad(opened().roles, (left, right), constant_values=Role.BORDER)
    return Grid(WIDE, roles, np.zeros(roles.shape))


def shown(grid: Grid, parts: tuple[Loose, ...]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The roles of cells that are at their places and fully there."""
    seen = np.full(grid.size, 255, np.uint8)
    for part in parts:
        if part.opacity == 1:
            for row, column, role in zip(part.rows, part.columns, part.roles, strict=True):
                seen[int(row), int(column)] = role
    return seen


@pytest.mark.parametrize("stride", [2, 3])
@pytest.mark.parametrize("source", [None, READ])
def test_zeros_open_into_the_stage_that_they_belong_to(stride: int, source: Key | None) -> None:
    grid = opened(stride, side=3)
    last = unfolding.opening(grid, 1.0, source)
    np.testing.assert_array_equal(shown(grid, last), grid.roles)
    assert all(part.way == 1 for part in last)


def test_real_cells_part_about_the_middle_and_slowly_at_both_ends() -> None:
    gaps = []
    for share in (0.0, 0.1, 0.35, 0.5, 0.65, unfolding.PARTED, 1.0):
        (parting,) = [
            part for part in unfolding.opening(opened(), share) if Role.INPUT in part.roles
        ]
        assert parting.rows.mean() + 0.5 == pytest.approx(1.5)
        gaps.append(float(np.ptp(parting.columns)) - 1)
    assert gaps == sorted(gaps)
    assert gaps[0] == 0
    assert gaps[1] < 0.01
    assert gaps[2:5] == pytest.approx([0.26, 0.72, 0.93], abs=0.04)
    assert gaps[5:] == pytest.approx([1, 1])


def test_zeros_come_in_during_the_last_third_alone() -> None:
    opacities = [
        [
            part.opacity
            for part in unfolding.opening(opened(), share)
            if Role.INPUT not in part.roles
        ]
        for share in (0.3, 0.66, 0.85, 1.0)
    ]
    assert opacities == [[], [], [pytest.approx(0.55)], [1]]


def test_real_cells_fly_from_where_they_touch() -> None:
    grid = opened(3, side=3)
    (flying,) = unfolding.opening(grid, 0.2, READ)
    assert flying.source == READ
    assert flying.starts is not None
    assert flying.starts[0].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert flying.rows.tolist() == [0, 0, 0, 3, 3, 3, 6, 6, 6]
    assert 0 < flying.way < 0.2


def test_a_stride_of_one_has_no_zeros_to_open() -> None:
    plain = Grid(OPEN, np.full((2, 2), Role.INPUT, np.uint8))
    assert len(unfolding.opening(plain, 1.0)) == 1


@pytest.mark.parametrize("ends", [(1, 1), (2, 2), (0, 3), (0, 0)])
@pytest.mark.parametrize("source", [None, OPEN])
def test_a_border_ends_as_its_stage(ends: tuple[int, int], source: Key | None) -> None:
    grid = bordered(*ends)
    last = unfolding.bordering(grid, 1.0, source)
    np.testing.assert_array_equal(shown(grid, last), grid.roles)


def test_a_border_comes_in_from_the_inside_out() -> None:
    for share in np.linspace(0.05, 0.95, 7):
        *rings, inner = unfolding.bordering(bordered(3, 3), float(share))
        opacities = [ring.opacity for ring in rings]
        assert opacities == sorted(opacities, reverse=True)
        assert inner.opacity == 1
    assert len(unfolding.bordering(bordered(3, 3), 0.05)) == 2


def test_inner_cells_have_flown_before_their_border_comes() -> None:
    (flying,) = unfolding.bordering(bordered(), 0.2, OPEN)
    assert 0 < flying.way < 1
    assert flying.starts is not None
    assert flying.starts[0].min() == 0
    *rings, landed = unfolding.bordering(bordered(), 0.6, OPEN)
    assert rings
    assert landed.way == 1


def test_what_is_cropped_is_hatched_and_then_goes() -> None:
    whole = opened(3, 3)
    left = Grid(WIDE, whole.roles[1:6, 2:6], np.zeros((5, 4)))
    early, late = (unfolding.cropping(whole, left, (1, 2), share) for share in (0.3, 0.9))
    plain, hatched, kept = early
    assert set(hatched.roles.tolist()) == {Role.UNUSED}
    assert [plain.opacity, hatched.opacity] == pytest.approx([1, 0.6])
    assert [part.opacity for part in late] == [pytest.approx(0.2), 1]
    assert kept.on == WIDE
    assert (kept.rows.min(), kept.rows.max()) == (0, 4)
    assert (hatched.rows.min(), hatched.columns.min()) == (-1, -2)
    np.testing.assert_array_equal(shown(left, (kept,)), left.roles)


def test_a_kernel_turns_to_its_half_turn_with_its_numbers() -> None:
    values = np.arange(6.0).reshape(2, 3)
    kernel = Grid(Key("up", "kernel"), np.full((2, 3), Role.REST, np.uint8), values, marked=(0, 2))
    ((first,), (middle,), (last,)) = (
        unfolding.turning(kernel, TURNED, share) for share in (0.2, 0.5, 1.0)
    )
    assert 0 < first.turn < 0.1
    assert (middle.turn, last.turn) == (0.5, 1)
    assert last.values is not None
    assert last.values.tolist() == values.ravel().tolist()
    assert last.marked == 2
    assert set(last.roles.tolist()) == {Role.WINDOW}
    assert last.ring


def test_holes_of_a_kernel_stay_holes_while_it_turns() -> None:
    roles = np.array([[Role.WINDOW, Role.KERNEL_HOLE, Role.WINDOW]], np.uint8)
    (turning,) = unfolding.turning(Grid(Key("up", "kernel"), roles), TURNED, 0.5)
    assert turning.roles.tolist() == roles.ravel().tolist()


def stamped() -> tuple[Frame, Frame, Grid]:
    kernel = Grid(Key("up", "kernel"), np.full((2, 2), Role.WINDOW, np.uint8), np.ones((2, 2)))
    sums = [
        Grid(WIDE, np.full((4, 4), Role.OUTPUT, np.uint8), np.full((4, 4), n)) for n in (1.0, 2)
    ]
    window = Window(WIDE, Span(2, 2), Span(1, 2))
    link = Link(Place(kernel.key), Place(WIDE, window.rows, window.columns))
    before = Frame(0, 2, (replace(kernel, values=np.zeros((2, 2))), sums[0]))
    read = Window(READ, Span(0), Span(1))
    return before, Frame(1, 2, (kernel, sums[1]), windows=(read, window), links=(link,)), kernel


def test_a_stamp_flies_with_its_rays_and_is_added_when_it_has_landed() -> None:
    before, after, kernel = stamped()

    def at(share: float) -> Frame:
        flown = unfolding.flying(kernel, WIDE, (2, 1), share)
        return unfolding.landing(before, after, flown, share)

    ways = [at(share).loose[0].way for share in (0.0, 0.2, 0.5, 0.79)]
    assert all(one < other for one, other in pairwise(ways))
    assert at(0.5).loose[0].source == kernel.key
    assert at(0.5).loose[0].rows.tolist() == [2, 2, 3, 3]
    assert [window.grid for window in at(0.5).windows] == [READ]
    assert at(0.5).links == after.links
    assert at(0.5).grids == (kernel, before.grids[1])
    assert not at(0.5).coming
    landed = at(0.9)
    assert landed.windows == after.windows
    assert not landed.loose
    (coming,) = landed.coming
    assert coming.grid is after.grids[1]
    assert landed.grids == (kernel, before.grids[1])
    assert coming.opacity == pytest.approx(0.5)
    assert landed.step == 0


def test_dots_leave_the_regular_places_with_their_arrows() -> None:
    points = (Point(READ, 1.5, 1.5, hollow=True), Point(READ, 2.5, 0.5, chosen=True),
              Point(READ, 0.5, 0.5))  # fmt: skip
    moves = (Move(READ, 1.5, 1.5, 2.5, 0.5, strong=True),)
    begin, middle, end = (unfolding.leaving(points, moves, share) for share in (0.0, 0.5, 1.0))
    assert begin[0][1] == Point(READ, 1.5, 1.5, chosen=True)
    assert begin[1][0] == Move(READ, 1.5, 1.5, 1.5, 1.5, strong=True)
    assert middle[0] == (points[0], Point(READ, 2.0, 1.0, chosen=True), points[2])
    assert end == (points, moves)
