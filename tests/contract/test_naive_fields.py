"""Receptive fields of random stacks against a naive walk: every output, tap by tap, no borders."""

from collections.abc import Callable
from fractions import Fraction
from math import floor, lcm
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings

from .documents import Json, describe
from .random_documents import Drawn, drawn_documents

SLIDING = ("conv", "depthwise_conv", "separable_conv", "deform_conv", "max_pool", "avg_pool")
WITHOUT = (
    "adaptive_avg_pool",
    "adaptive_max_pool",
    "global_avg_pool",
    "global_max_pool",
    "max_unpool",
)


class Step(NamedTuple):
    """One layer on one axis: what an output cell reads, the jump and the centre of cell 0."""

    reads: Callable[[int], set[int]]
    jump: Fraction
    centre: Fraction


def axis_of(value: Any, axis: int) -> int:
    return int(value[axis]) if isinstance(value, list) else int(value)


def before(layer: Json, key: str, axis: int, size: int, window: tuple[int, int, int]) -> int:
    """Cells in front of the map on this axis."""
    value = layer.get(key, 0)
    kernel, stride, dilation = window
    if value == "valid":
        return 0
    if value == "same":
        extent = dilation * (kernel - 1) + 1
        return max((-(-size // stride) - 1) * stride + extent - size, 0) // 2
    if isinstance(value, dict):
        return int(value.get(("top", "left")[axis], 0))
    return axis_of(value, axis)


def slide(layer: Json, axis: int, size: int) -> Step:
    kernel = axis_of(layer["kernel"], axis)
    default = layer["kernel"] if "pool" in layer["op"] else 1
    stride = axis_of(layer.get("stride", default), axis)
    dilation = axis_of(layer.get("dilation", 1), axis)
    pad = before(layer, "padding", axis, size, (kernel, stride, dilation))
    middle = Fraction(dilation * (kernel - 1), 2) - pad
    if layer["op"] != "conv_transpose":
        return Step(
            lambda o: {o * stride - pad + dilation * t for t in range(kernel)},
            Fraction(stride),
            middle,
        )
    return Step(
        lambda o: {
            (o + pad - dilation * t) // stride
            for t in range(kernel)
            if (o + pad - dilation * t) % stride == 0
        },
        Fraction(1, stride),
        -middle / stride,
    )


def shift(by: int) -> Step:
    return Step(lambda o: {o + by}, Fraction(1), Fraction(by))


def grow(factor: Fraction) -> Step:
    """Nearest neighbours: cell o reads floor(o / factor), in the mean half a step too low."""
    jump = 1 / factor
    return Step(
        lambda o: {floor(o * jump)}, jump, Fraction(1 - jump.denominator, 2 * jump.denominator)
    )


def linear(jump: Fraction, centre: Fraction) -> Step:
    def reads(o: int) -> set[int]:
        source = o * jump + centre
        return {floor(source), floor(source) + (source.denominator > 1)}

    return Step(reads, jump, centre)


def resample(layer: Json, axis: int, size: int) -> Step:
    target = (
        axis_of(layer["size"], axis) if "size" in layer else size * axis_of(layer["scale"], axis)
    )
    if layer.get("mode", "nearest") == "nearest":
        return grow(Fraction(target, size))
    if not layer.get("align_corners", False):
        return linear(Fraction(size, target), Fraction(size, 2 * target) - Fraction(1, 2))
    return linear(Fraction(size - 1, target - 1) if target > 1 else Fraction(0), Fraction(0))


def step(layer: Json, axis: int, size: int) -> Step:
    op = layer["op"]
    if op in SLIDING or op == "conv_transpose":
        return slide(layer, axis, size)
    if op == "upsample":
        return resample(layer, axis, size)
    if op == "pixel_shuffle":
        return grow(Fraction(layer["factor"]))
    if op == "pixel_unshuffle":
        factor = layer["factor"]
        return Step(
            lambda o: {o * factor + t for t in range(factor)},
            Fraction(factor),
            Fraction(factor - 1, 2),
        )
    if op in ("pad", "crop"):
        sign = -1 if op == "pad" else 1
        key = "padding" if op == "pad" else "crop"
        return shift(sign * before(layer, key, axis, size, (1, 1, 1)))
    return shift(0)


class Field(NamedTuple):
    """What is known of a map on one axis, seen from the input."""

    reads: Callable[[int], set[int]]
    jump: Fraction
    centre: Fraction
    ratios: frozenset[Fraction]


INPUT = Field(lambda o: {o}, Fraction(1), Fraction(0), frozenset([Fraction(1)]))


def composed(field: Field, one: Step) -> Field:
    return Field(
        lambda o: {cell for source in one.reads(o) for cell in field.reads(source)},
        field.jump * one.jump,
        field.centre + field.jump * one.centre,
        frozenset({Fraction(1), *(ratio * one.jump for ratio in field.ratios)}),
    )


def merged(fields: list[Field | None]) -> Field | None:
    known = [field for field in fields if field is not None]
    if len(known) < len(fields) or len({field.jump for field in known}) > 1:
        return None
    return Field(
        lambda o: set().union(*(field.reads(o) for field in known)),
        known[0].jump,
        known[0].centre,
        frozenset().union(*(field.ratios for field in known)),
    )


def fields(drawn: Drawn, axis: int) -> dict[str, Field | None]:
    found: dict[str, Field | None] = {"input": INPUT}
    previous = "input"
    for layer in drawn.document["layers"]:
        reads = layer.get("inputs", [previous])
        field = found[reads[0]]
        previous = layer["name"]
        if len(reads) > 1:
            found[previous] = merged([found[name] for name in reads])
        elif field is None or layer["op"] in WITHOUT:
            found[previous] = None
        else:
            found[previous] = composed(field, step(layer, axis, drawn.shapes[reads[0]][1 + axis]))
    return found


def told(field: Field | None) -> Json | None:
    if field is None:
        return None
    period = lcm(*(ratio.denominator for ratio in field.ratios))
    text = {"period": period, "jump": str(field.jump), "centre": str(field.centre)}
    if period > 4096:
        return {**text, "size_min": None, "size_max": None}
    cells = [field.reads(o) for o in range(period)]
    sizes = [max(each) - min(each) + 1 if each else 0 for each in cells]
    return {**text, "size_min": min(sizes), "size_max": max(sizes)}


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drawn_documents())
def test_fields_are_those_of_a_walk_through_every_tap(drawn: Drawn) -> None:
    report = describe(drawn.document)
    for axis, key in enumerate("hw"):
        naive = fields(drawn, axis)
        for layer in report["layers"]:
            answer = layer[key]
            if answer is not None:
                answer.pop("unread")
            assert (layer["name"], answer) == (layer["name"], told(naive[layer["name"]]))
