"""Random convolutions of every kind that fit the map they read."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from .documents import Json
from .random_pieces import (
    MODES,
    WEIGHT_PATTERNS,
    Draw,
    Made,
    Shape,
    Window,
    biased,
    given,
    mode_allowed,
    sometimes,
    spelled,
    window,
)


def divisors(*numbers: int) -> list[int]:
    return [
        each for each in range(1, min(numbers) + 1) if all(number % each == 0 for number in numbers)
    ]


def convolution(draw: Draw, op: str, shape: Shape) -> Made:
    channels, *size = shape
    fields: Json = {}
    slide = window(draw, fields, same=True)
    out = slide.slid(size)
    if min(out) < 1:
        return None
    if op != "deform_conv" and draw(st.booleans()):
        fields["padding_mode"] = draw(st.sampled_from(MODES))
        if not mode_allowed(fields["padding_mode"], slide, size):
            return None
    out_channels = filters(draw, op, fields, channels, slide.kernel)
    if op == "deform_conv":
        offsets(draw, fields, channels, slide, out)
    return fields, (out_channels, out[0], out[1])


def filters(draw: Draw, op: str, fields: Json, channels: int, kernel: tuple[int, int]) -> int:
    """Channels, groups, weights and bias; returns how many channels come out."""
    if op in ("depthwise_conv", "separable_conv"):
        return depthwise(draw, op, fields, channels, kernel)
    out = fields["out_channels"] = draw(st.integers(1, 4))
    groups = draw(st.sampled_from(divisors(channels, out)))
    if groups > 1 or draw(st.booleans()):
        fields["groups"] = groups
    first, second = (channels, out) if op == "conv_transpose" else (out, channels)
    sometimes(
        draw,
        fields,
        weights=lambda: given(draw, WEIGHT_PATTERNS, (first, second // groups, *kernel)),
    )
    biased(draw, fields, out)
    return int(out)


def depthwise(draw: Draw, op: str, fields: Json, channels: int, kernel: tuple[int, int]) -> int:
    multiplier = 1
    if draw(st.booleans()):
        multiplier = fields["multiplier"] = draw(st.integers(1, 2))
    middle = channels * multiplier
    sometimes(draw, fields, weights=lambda: given(draw, WEIGHT_PATTERNS, (middle, 1, *kernel)))
    if op == "depthwise_conv":
        biased(draw, fields, middle)
        return middle
    out = int(draw(st.integers(1, 4)))
    fields["out_channels"] = out
    sometimes(
        draw, fields, pointwise_weights=lambda: given(draw, WEIGHT_PATTERNS, (out, middle, 1, 1))
    )
    biased(draw, fields, out)
    return out


def offsets(draw: Draw, fields: Json, channels: int, slide: Window, out: Sequence[int]) -> None:
    kernel = slide.kernel
    groups = draw(st.sampled_from(divisors(channels)))
    taps = groups * kernel[0] * kernel[1]
    modulated = draw(st.booleans())
    if groups > 1:
        fields["offset_groups"] = groups
    if modulated:
        fields["modulated"] = True
    kind = draw(st.sampled_from(["none", "given", "predictor"]))
    if kind == "given":
        fields["offsets"] = scaled(draw, (2 * taps, *out))
    if kind == "predictor":
        inner: Json = {}
        count = taps * (3 if modulated else 2)
        sometimes(
            draw, inner, weights=lambda: given(draw, WEIGHT_PATTERNS, (count, channels, *kernel))
        )
        biased(draw, inner, count)
        fields["offsets"] = {"predictor": inner}
    if modulated and kind != "predictor":
        sometimes(draw, fields, mask=lambda: scaled(draw, (taps, *out)))


def scaled(draw: Draw, shape: Sequence[int]) -> Any:
    made = given(draw, ["zeros", "ones", "random"], shape)
    if isinstance(made, dict) and made["pattern"] == "random" and draw(st.booleans()):
        made["scale"] = draw(st.integers(0, 5))
    return made


def transposed(draw: Draw, op: str, shape: Shape) -> Made:
    channels, *size = shape
    fields: Json = {}
    slide = window(draw, fields, same=False)
    extra = [
        draw(st.integers(0, max(slide.stride[axis], slide.dilation[axis]) - 1)) for axis in (0, 1)
    ]
    if any(extra) or draw(st.booleans()):
        fields["output_padding"] = spelled(draw, extra)
    out = slide.spread(size, extra)
    if min(out) < 1:
        return None
    out_channels = filters(draw, op, fields, channels, slide.kernel)
    return fields, (out_channels, out[0], out[1])
