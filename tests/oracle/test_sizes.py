"""Output sizes and refusals of single layers, swept at random against PyTorch."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from . import single_layers, torch_layers
from .documents import Report, codes, describe, smallest
from .refusal_reasons import reasons_to_refuse
from .single_layers import Case, sides_of

# torch says that an even kernel with padding "same" costs it a copy, and that a kernel of no cells,
# which it refuses a moment later, has nothing to initialise.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Using padding='same'"),
    pytest.mark.filterwarnings("ignore:Initializing zero-element tensors"),
]

CASES_PER_OP = 5_500
AXES = ("h", "w")


def shape_by_torch(run: Callable[[Case], Any], case: Case) -> list[int] | None:
    try:
        return list(run(case).shape[1:])
    except (torch_layers.RefusedError, RuntimeError, ValueError, ZeroDivisionError):
        return None


def unread_by_counting(case: Case, shape: list[int]) -> list[int]:
    """Cells of the padded input after the last cell of the last window, on each axis."""
    if case.layer["op"] in ("conv_transpose", "max_unpool"):
        return [0, 0]
    top, bottom, left, right = sides_of(case)
    found = []
    for index, sides in enumerate(((top, bottom), (left, right))):
        axis, n = case.axes[index], case.size[index]
        last = (shape[index + 1] - 1) * axis["stride"] + (axis["kernel"] - 1) * axis["dilation"]
        found.append(max(n + sum(sides) - 1 - last, 0))
    return found


def disagreement(case: Case, expected: list[int] | None, report: Report) -> str | None:
    if expected is None:
        return refusal_disagreement(case, report)
    if report["problems"] or len(report["layers"]) != 1:
        return f"accepted as {expected} elsewhere, here {report['problems']}"
    layer = report["layers"][0]
    if layer["shape"] != expected:
        return f"shape {expected} elsewhere, here {layer['shape']}"
    # an unpool has no geometry, and where no geometry is there is nothing unread.
    unread = [layer[axis]["unread"] if layer[axis] else 0 for axis in AXES]
    if unread != unread_by_counting(case, expected):
        return f"unread {unread_by_counting(case, expected)} by counting, here {unread}"
    return None


def refusal_disagreement(case: Case, report: Report) -> str | None:
    if report["layers"] or not report["problems"]:
        return "refused elsewhere, accepted here"
    if any(problem["layer"] != "a" for problem in report["problems"]):
        return f"a refusal that does not name its layer: {report['problems']}"
    reasons = reasons_to_refuse(case)
    if not codes(report) <= reasons:
        return f"refused for {sorted(reasons)} elsewhere, here {report['problems']}"
    return None


def sweep(draw: Callable[[random.Random], Case], run: Callable[[Case], Any], seed: int) -> str:
    """Compare CASES_PER_OP random layers; what is left to say is "" when nothing disagrees."""
    rng = random.Random(seed)
    found, refused = [], 0
    for _ in range(CASES_PER_OP):
        case = draw(rng)
        expected = shape_by_torch(run, case)
        refused += expected is None
        what = disagreement(case, expected, describe(case.document()))
        if what:
            found.append((what, case.document()))
    assert CASES_PER_OP // 20 < refused < CASES_PER_OP // 2
    return smallest(found) if found else ""


def test_the_sweeps_hold_at_least_20_000_cases() -> None:
    assert 4 * CASES_PER_OP >= 20_000


def test_convolutions_have_torchs_sizes_and_refusals_except_same_with_a_stride() -> None:
    assert sweep(single_layers.draw_conv, torch_layers.torch_conv, 1) == ""


def test_transposed_convolutions_have_torchs_sizes_and_refusals_four_sides_by_a_crop() -> None:
    assert sweep(single_layers.draw_conv_transpose, torch_layers.torch_conv_transpose, 2) == ""


def test_max_pools_have_torchs_sizes_and_refusals_except_windows_of_padding_only() -> None:
    assert sweep(single_layers.draw_max_pool, torch_layers.torch_max_pool, 3) == ""


def test_average_pools_have_torchs_sizes_and_refusals() -> None:
    assert sweep(single_layers.draw_avg_pool, torch_layers.torch_avg_pool, 4) == ""


def test_unpools_have_torchs_sizes_and_refusals_except_that_no_map_may_be_empty() -> None:
    assert sweep(single_layers.draw_unpool, torch_layers.torch_unpool, 5) == ""
