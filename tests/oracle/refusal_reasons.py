"""Why the specification refuses a single layer: every rule that it breaks, found naively."""

from typing import Any

from .single_layers import Case, sides_of, unpool_default


def reasons_to_refuse(case: Case) -> set[str]:
    """Every code whose rule this layer breaks."""
    layer = case.layer
    reasons = set(value_reasons(layer))
    if "not_positive" in reasons:
        return reasons
    if layer["op"] == "max_unpool":
        return reasons | unpool_reasons(case)
    reasons |= group_reasons(case)
    top, bottom, left, right = sides_of(case)
    for index, sides in enumerate(((top, bottom), (left, right))):
        if min(sides) >= 0:
            reasons |= axis_reasons(layer, case.size[index], case.axes[index], sides)
    return reasons


def numbers_in(value: Any) -> list[int]:
    if isinstance(value, str):
        return [0]
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def value_reasons(layer: dict[str, Any]) -> set[str]:
    reasons = set()
    for field in ("kernel", "stride", "dilation", "divisor_override", "output_size"):
        if field in layer and min(numbers_in(layer[field])) < 1:
            reasons.add("not_positive")
    for field in ("padding", "output_padding"):
        if min(numbers_in(layer.get(field, 0))) < 0:
            reasons.add("negative_padding")
    return reasons


def group_reasons(case: Case) -> set[str]:
    groups = case.layer.get("groups", 1)
    reasons = {"groups_in"} if case.channels % groups else set()
    return reasons | ({"groups_out"} if case.layer.get("out_channels", 0) % groups else set())


def axis_reasons(
    layer: dict[str, Any], n: int, axis: dict[str, int], sides: tuple[int, int]
) -> set[str]:
    extent = axis["dilation"] * (axis["kernel"] - 1) + 1
    if layer["op"] == "conv":
        return conv_reasons(layer["padding_mode"], n, extent, sides)
    if layer["op"] == "conv_transpose":
        return transpose_reasons(n, extent, axis, sides)
    return pool_reasons(layer, n, extent, axis)


def conv_reasons(mode: str, n: int, extent: int, sides: tuple[int, int]) -> set[str]:
    reasons = {"kernel_too_large"} if n + sum(sides) < extent else set()
    if mode == "reflect" and max(sides) > n - 1:
        reasons.add("reflect_too_wide")
    if mode == "circular" and max(sides) > n:
        reasons.add("circular_too_wide")
    return reasons


def transpose_reasons(
    n: int, extent: int, axis: dict[str, int], sides: tuple[int, int]
) -> set[str]:
    reasons = set()
    if axis["output_padding"] >= max(axis["stride"], axis["dilation"]):
        reasons.add("output_padding_too_large")
    if (n - 1) * axis["stride"] - sum(sides) + extent + axis["output_padding"] < 1:
        reasons.add("empty_output")
    return reasons


def unpool_reasons(case: Case) -> set[str]:
    defaults = [unpool_default(axis) for axis in case.axes]
    given = case.layer.get("output_size")
    if given is None:
        return {"empty_output"} if min(defaults) < 1 else set()
    strides = case.layer["stride"]
    away = [abs(size - usual) for size, usual in zip(given, defaults, strict=True)]
    near = all(gap < stride for gap, stride in zip(away, strides, strict=True))
    return set() if near else {"unpool_size"}


def pool_reasons(layer: dict[str, Any], n: int, extent: int, axis: dict[str, int]) -> set[str]:
    reasons = set()
    padding = axis["before"]
    if padding > axis["kernel"] // 2:
        reasons.add("pool_padding_too_large")
    starts = window_starts(n, padding, extent, axis["stride"], layer["ceil_mode"])
    if not starts:
        reasons.add("kernel_too_large")
    taps = range(0, extent, axis["dilation"])
    if any(all(not 0 <= start + tap < n for tap in taps) for start in starts):
        reasons.add("window_all_padding")
    return reasons


def window_starts(n: int, padding: int, extent: int, stride: int, ceil_mode: bool) -> list[int]:
    """Where the windows of a pool begin, found by sliding one, without the size formula."""
    starts = []
    start = -padding
    while start + extent <= n + padding:
        starts.append(start)
        start += stride
    reached = bool(starts) and starts[-1] + extent == n + padding
    begins_before = start - stride + extent < n + padding
    if ceil_mode and not reached and start < n and begins_before:
        starts.append(start)
    return starts
