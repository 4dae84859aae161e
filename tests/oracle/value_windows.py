"""Random layers that slide a window, with explicit numbers, beside what PyTorch makes of them."""

from typing import Any, NamedTuple

from .documents import Layer
from .one_thread import torch
from .single_layers import same_pads
from .torch_layers import cropped, padded
from .value_numbers import (
    Case,
    Draw,
    Numbers,
    Pair,
    put,
    put_bias,
    put_sides,
    put_weights,
    spelled,
)

F = torch.nn.functional
MODES = ("zeros", "zeros", "replicate", "reflect", "circular")
Sides = tuple[int, int, int, int]


class Window(NamedTuple):
    """Kernel, stride, dilation and padding of a convolution, and the fields that say so."""

    kernel: Pair
    stride: Pair
    dilation: Pair
    sides: Sides
    mode: str
    fields: Layer

    def convolve(self, x: Any, weights: Any, bias: Any, groups: int = 1) -> Any:
        wide = padded(x, self.sides, self.mode)
        return F.conv2d(wide, weights, bias, self.stride, 0, self.dilation, groups)


def draw_window(
    numbers: Numbers, x: Any, modes: tuple[str, ...] = MODES, most: int = 4, stride: int = 3
) -> Window:
    kernel, dilation = numbers.pair(1, most), numbers.pair(1, 3)
    steps = numbers.pair(1, stride) if numbers.chance(0.5) else (1, 1)
    fields: Layer = {"kernel": spelled(numbers, kernel)}
    put(fields, numbers, "stride", steps, 1)
    put(fields, numbers, "dilation", dilation, 1)
    mode = numbers.rng.choice(modes)
    if mode != "zeros":
        fields["padding_mode"] = mode
    drawn = zip(x.shape[2:], kernel, steps, dilation, strict=True)
    same = [end for axis in drawn for end in same_pads(*axis)]
    sides = draw_padding(fields, numbers, same)
    return Window(kernel, steps, dilation, sides, mode, fields)


FORMS = ("pair", "pair", "sides", "sides", "valid", "none")


def draw_padding(fields: Layer, numbers: Numbers, same: list[int]) -> Sides:
    """In any form; `same` where there is an answer to it."""
    form = numbers.rng.choice((*FORMS, "same", "same") if same else FORMS)
    rows, columns = numbers.pair(0, 3)
    if form == "pair":
        fields["padding"] = spelled(numbers, (rows, columns))
        return rows, rows, columns, columns
    if form == "sides":
        sides = (rows, numbers.rng.randint(0, 3), columns, numbers.rng.randint(0, 3))
        put_sides(fields, "padding", sides)
        return sides
    if form == "none":
        return 0, 0, 0, 0
    fields["padding"] = form
    return (same[0], same[1], same[2], same[3]) if form == "same" else (0, 0, 0, 0)


def draw_groups(numbers: Numbers, channels: int) -> int:
    return numbers.rng.choice([g for g in range(1, channels + 1) if channels % g == 0])


def conv(numbers: Numbers, x: Any) -> Case:
    window, channels = draw_window(numbers, x), x.shape[1]
    groups = draw_groups(numbers, channels)
    out = groups * numbers.rng.randint(1, 2)
    fields = {"op": "conv", "out_channels": out, "groups": groups, **window.fields}
    weights = put_weights(fields, numbers, "weights", out, channels // groups, *window.kernel)
    bias = put_bias(fields, numbers, out)
    return Case(fields, lambda y: window.convolve(y, weights, bias, groups))


def depthwise_conv(numbers: Numbers, x: Any) -> Case:
    window, channels = draw_window(numbers, x), x.shape[1]
    multiplier = numbers.rng.randint(1, 3)
    out = channels * multiplier
    fields = {"op": "depthwise_conv", "multiplier": multiplier, **window.fields}
    weights = put_weights(fields, numbers, "weights", out, 1, *window.kernel)
    bias = put_bias(fields, numbers, out)
    return Case(fields, lambda y: window.convolve(y, weights, bias, channels))


def separable_conv(numbers: Numbers, x: Any) -> Case:
    window, channels = draw_window(numbers, x), x.shape[1]
    multiplier, out = numbers.pair(1, 3)
    middle = channels * multiplier
    fields = {"op": "separable_conv", "out_channels": out, "multiplier": multiplier}
    fields |= window.fields
    depthwise = put_weights(fields, numbers, "weights", middle, 1, *window.kernel)
    pointwise = put_weights(fields, numbers, "pointwise_weights", out, middle, 1, 1)
    bias = put_bias(fields, numbers, out)

    def run(y: Any) -> Any:
        return F.conv2d(window.convolve(y, depthwise, None, channels), pointwise, bias)

    return Case(fields, run)


def conv_transpose(numbers: Numbers, x: Any) -> Case:
    """Without padding, cropped afterwards: that also holds for four sides."""
    kernel, stride, dilation = numbers.pair(1, 4), numbers.pair(1, 3), numbers.pair(1, 3)
    extra = tuple(
        numbers.rng.randint(0, max(two) - 1) for two in zip(stride, dilation, strict=True)
    )
    channels = x.shape[1]
    groups = draw_groups(numbers, channels)
    each = numbers.rng.randint(1, 2)
    fields: Layer = {"op": "conv_transpose", "out_channels": groups * each, "groups": groups}
    fields["kernel"] = spelled(numbers, kernel)
    put(fields, numbers, "stride", stride, 1)
    put(fields, numbers, "dilation", dilation, 1)
    put(fields, numbers, "output_padding", (extra[0], extra[1]), 0)
    sides = draw_padding(fields, numbers, [])
    weights = put_weights(fields, numbers, "weights", channels, each, *kernel)
    bias = put_bias(fields, numbers, groups * each)

    def run(y: Any) -> Any:
        full = F.conv_transpose2d(y, weights, bias, stride, 0, extra, groups, dilation)
        return cropped(full, sides)

    return Case(fields, run)


def draw_pool(numbers: Numbers, op: str) -> tuple[Layer, dict[str, Any]]:
    kernel = numbers.pair(1, 4)
    padding = (numbers.rng.randint(0, kernel[0] // 2), numbers.rng.randint(0, kernel[1] // 2))
    fields: Layer = {"op": op, "kernel": spelled(numbers, kernel)}
    given: dict[str, Any] = {"kernel_size": kernel, "padding": padding}
    put(fields, numbers, "padding", padding, 0)
    if numbers.chance(0.7):
        given["stride"] = numbers.pair(1, 4)
        fields["stride"] = spelled(numbers, given["stride"])
    given["ceil_mode"] = numbers.chance(0.5)
    if given["ceil_mode"]:
        fields["ceil_mode"] = True
    return fields, given


def max_pool(numbers: Numbers, _: Any) -> Case:
    fields, given = draw_pool(numbers, "max_pool")
    given["dilation"] = numbers.pair(1, 2) if numbers.chance(0.4) else (1, 1)
    put(fields, numbers, "dilation", given["dilation"], 1)
    return Case(fields, lambda y: F.max_pool2d(y, **given))


def avg_pool(numbers: Numbers, _: Any) -> Case:
    fields, given = draw_pool(numbers, "avg_pool")
    given["count_include_pad"] = numbers.chance(0.5)
    if not given["count_include_pad"]:
        fields["count_include_pad"] = False
    if numbers.chance(0.3):
        fields["divisor_override"] = given["divisor_override"] = numbers.rng.randint(1, 7)
    return Case(fields, lambda y: F.avg_pool2d(y, **given))


WINDOWS: tuple[Draw, ...] = (
    *(conv, conv, conv, depthwise_conv, separable_conv),
    *(conv_transpose, conv_transpose, max_pool, avg_pool),
)
