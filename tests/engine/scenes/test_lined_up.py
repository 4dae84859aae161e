"""Maps stand so that one height is one place of the input."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.paths import ONE_ROW
from engine.report import Report
from engine.scenes import lined_up, path_maps
from engine.scenes.lined_up import Stand, Steps, Stretch
from tests.engine.random_stacks import stacks
from tests.engine.stacks import conv, layer, resolved


def stand_of(report: Report, most: int = 256) -> dict[str, Stand]:
    name = report.rows[-1].name
    size = path_maps.size_of(report, name)
    maps = list(path_maps.traced(report, name, (size[0] // 2, size[1] // 2)).values())
    found = lined_up.stands(report, maps, most)
    return dict(zip((one.name for one in maps), found, strict=True))


def place(stand: Stand, axis: int, cell: int) -> float:
    """Where the middle of a cell stands in the figure, in cells of the input."""
    assert stand.scale is not None
    first = stand.margin.above if axis == 0 else stand.margin.left
    return first + stand.scale * (cell - stand.piece[axis].start + 0.5)


def test_cells_stand_at_their_centres_whatever_the_stack() -> None:
    lined = 0
    for report in stacks(60):
        found = stand_of(report)
        if found["input"].scale is None:
            continue
        for name, stand in found.items():
            if stand.scale is None:
                continue
            for axis in (0, 1):
                steps = lined_up.steps_of(report, name, axis)
                if steps is None or steps.jump != stand.scale:
                    continue
                lined += 1
                zero = place(found["input"], axis, 0)
                at = place(stand, axis, 3) - zero
                assert at == pytest.approx(float(3 * steps.jump + steps.centre))
    assert lined > 100


def test_all_maps_span_the_same_extent() -> None:
    report = resolved(conv("a", 5, stride=3, padding=2), layer("max_pool", "p", kernel=2), size=20)
    for axis, (before, after) in enumerate((("above", "below"), ("left", "right"))):
        spans = {
            getattr(one.margin, before)
            + (one.scale or 0) * len(one.piece[axis])
            + getattr(one.margin, after)
            for one in stand_of(report).values()
        }
        assert len(spans) == 1


def test_of_large_maps_the_part_round_the_pixel_is_shown() -> None:
    report = resolved(conv("a", padding=1), layer("max_pool", "p", kernel=2), size=600)
    found = stand_of(report)
    assert [len(found[name].piece.rows) for name in ("p", "a", "input")] == [128, 256, 256]
    assert found["input"].piece.rows == range(173, 429)
    assert found["p"].margin.above <= 2


def test_at_a_corner_no_room_is_wasted_beyond_the_map() -> None:
    report = resolved(conv("a", padding=1), size=600)
    maps = list(path_maps.traced(report, "a", (0, 0)).values())
    _, source = lined_up.stands(report, maps)
    assert (source.piece.rows.start, len(source.piece.rows)) == (-1, 256)


def test_different_jumps_on_both_axes_do_not_line_up() -> None:
    found = stand_of(resolved(conv("a", 3, stride=[1, 2]), size=9))
    assert found["a"].scale is None
    assert found["input"].scale == 1


@pytest.mark.parametrize("size", [(1, 20), (20, 1)])
def test_along_the_only_axis_that_a_map_has_it_lines_up(size: tuple[int, int]) -> None:
    along = 0 if size[1] == 1 else 1
    stride, kernel = [1, 1], [1, 1]
    stride[along] = kernel[along] = 2
    found = stand_of(resolved(conv("a", kernel, stride=stride), size=size))
    assert found["a"].scale == 2
    assert found["a"].margin.above == found["a"].margin.left == 0


def test_cells_whose_centres_lie_in_a_stretch() -> None:
    steps = Steps(Fraction(2), Fraction(1, 2))
    assert steps.within(Stretch(Fraction(0), Fraction(9, 2)), range(10)) == range(2)
    assert steps.within(Stretch(Fraction(1, 2), Fraction(5)), range(1, 10)) == range(1, 3)
    assert len(steps.within(Stretch(Fraction(90), Fraction(95)), range(10))) == 0


def test_one_row_that_is_too_wide_is_shown_round_its_field() -> None:
    report = resolved(conv("a", padding=1), size=(200, 200))
    maps = list(path_maps.traced(report, "a", (90, 90), ONE_ROW).values())
    found = lined_up.in_one_row(report, maps, 64)
    assert found is not None
    assert [one.piece.columns for one in found] == [range(87, 94), range(87, 94)]
    wide = resolved(conv("a", 3, dilation=40, padding=40), size=(200, 200))
    maps = list(path_maps.traced(wide, "a", (90, 90), ONE_ROW).values())
    assert lined_up.in_one_row(wide, maps, 64) is None
