"""Every operation of the document drawn at random for a given map, beside its PyTorch twin."""

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from .one_thread import torch

nn, F = torch.nn, torch.nn.functional

ACTIVATIONS = {
    "relu": nn.ReLU(),
    "leaky_relu": nn.LeakyReLU(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "identity": nn.Identity(),
}


class Twin(NamedTuple):
    """Fields of one layer, the torch modules that hold its weights, and how to run them."""

    fields: dict[str, Any]
    modules: tuple[Any, ...]
    run: Callable[[Any], Any]


Build = Callable[[random.Random, Any], Twin]


def number_or_pair(rng: random.Random, low: int, high: int) -> tuple[Any, tuple[int, int]]:
    """A value as the document writes it, and the same as torch's pair."""
    if rng.random() < 0.6:
        number = rng.randint(low, high)
        return number, (number, number)
    both = (rng.randint(low, high), rng.randint(low, high))
    return list(both), both


def window(rng: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """Kernel, stride, padding and dilation, for the document and for torch."""
    drawn = {
        "kernel": number_or_pair(rng, 1, 4),
        "stride": number_or_pair(rng, 1, 2),
        "padding": number_or_pair(rng, 0, 2),
        "dilation": number_or_pair(rng, 1, 2),
    }
    fields = {name: value for name, (value, _) in drawn.items() if value != DEFAULTS.get(name)}
    return fields, {TORCH_NAMES[name]: value for name, (_, value) in drawn.items()}


DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1}
TORCH_NAMES = {name: name for name in DEFAULTS} | {"kernel": "kernel_size"}


def draw_groups(rng: random.Random, channels: int) -> int:
    return rng.choice([g for g in range(1, channels + 1) if channels % g == 0])


def single(fields: dict[str, Any], module: Any) -> Twin:
    return Twin(fields, (module,), module)


def conv(rng: random.Random, x: Any) -> Twin:
    fields, given = window(rng)
    groups = draw_groups(rng, x.shape[1])
    bias = rng.random() < 0.7
    mode = rng.choice(("zeros", "zeros", "replicate", "reflect", "circular"))
    fields |= {"op": "conv", "out_channels": groups * rng.randint(1, 3), "padding_mode": mode}
    fields |= {"bias": bias, "groups": groups}
    if rng.random() < 0.3:
        fields.pop("stride", None)
        fields["padding"], given["padding"], given["stride"] = "same", "same", 1
    module = nn.Conv2d(
        x.shape[1], fields["out_channels"], groups=groups, bias=bias, padding_mode=mode, **given
    )
    return single(fields, module)


def depthwise_conv(rng: random.Random, x: Any) -> Twin:
    fields, given = window(rng)
    channels, multiplier = x.shape[1], rng.randint(1, 3)
    fields |= {"op": "depthwise_conv"} | ({"multiplier": multiplier} if multiplier > 1 else {})
    module = nn.Conv2d(channels, channels * multiplier, groups=channels, **given)
    return single(fields, module)


def separable_conv(rng: random.Random, x: Any) -> Twin:
    fields, given = window(rng)
    channels, multiplier, out_channels = x.shape[1], rng.randint(1, 2), rng.randint(1, 8)
    bias = rng.random() < 0.7
    fields |= {"op": "separable_conv", "out_channels": out_channels, "multiplier": multiplier}
    depthwise = nn.Conv2d(channels, channels * multiplier, groups=channels, bias=False, **given)
    pointwise = nn.Conv2d(channels * multiplier, out_channels, 1, bias=bias)
    return single(fields | {"bias": bias}, nn.Sequential(depthwise, pointwise))


def conv_transpose(rng: random.Random, x: Any) -> Twin:
    fields, given = window(rng)
    groups = draw_groups(rng, x.shape[1])
    extra, torch_extra = number_or_pair(rng, 0, 1)
    fields |= {"op": "conv_transpose", "out_channels": groups * rng.randint(1, 3)}
    fields |= {"groups": groups, "output_padding": extra}
    module = nn.ConvTranspose2d(
        x.shape[1], fields["out_channels"], groups=groups, output_padding=torch_extra, **given
    )
    return single(fields, module)


def deform_conv(rng: random.Random, x: Any) -> Twin:
    """Torch has none: sizes and counts are those of a convolution and of its predictor."""
    fields, given = window(rng)
    channels = x.shape[1]
    groups, offset_groups = draw_groups(rng, channels), draw_groups(rng, channels)
    modulated = rng.random() < 0.5
    fields |= {"op": "deform_conv", "out_channels": groups * rng.randint(1, 2), "groups": groups}
    fields |= {"offset_groups": offset_groups, "modulated": modulated}
    main = nn.Conv2d(channels, fields["out_channels"], groups=groups, **given)
    if rng.random() < 0.5:
        return single(fields, main)
    taps = given["kernel_size"][0] * given["kernel_size"][1]
    predictor = nn.Conv2d(channels, (3 if modulated else 2) * offset_groups * taps, **given)
    fields["offsets"] = {"predictor": {"weights": {"pattern": "random", "seed": 1}}}
    return Twin(fields, (main, predictor), lambda y: (predictor(y), main(y))[1])


def max_pool(rng: random.Random, _: Any) -> Twin:
    fields, given = window(rng)
    # with dilation and padding a window may hold padding only, where torch answers -inf.
    if fields.get("dilation", 1) != 1:
        fields.pop("padding", None)
        given["padding"] = 0
    ceil_mode = rng.random() < 0.4
    fields |= {"op": "max_pool", "ceil_mode": ceil_mode, "stride": list(given["stride"])}
    return Twin(fields, (), lambda y: F.max_pool2d(y, ceil_mode=ceil_mode, **given))


def avg_pool(rng: random.Random, _: Any) -> Twin:
    fields, given = window(rng)
    fields.pop("dilation", None)
    given.pop("dilation")
    if rng.random() < 0.4:
        fields.pop("stride", None)
        given["stride"] = None
    else:
        fields["stride"] = list(given["stride"])
    ceil_mode, include = rng.random() < 0.4, rng.random() < 0.5
    fields |= {"op": "avg_pool", "ceil_mode": ceil_mode, "count_include_pad": include}
    options = {"ceil_mode": ceil_mode, "count_include_pad": include} | given
    return Twin(fields, (), lambda y: F.avg_pool2d(y, **options))


def adaptive_pool(rng: random.Random, _: Any) -> Twin:
    kind = rng.choice(("avg", "max"))
    size, pair = number_or_pair(rng, 1, 9)
    run = F.adaptive_avg_pool2d if kind == "avg" else F.adaptive_max_pool2d
    fields = {"op": f"adaptive_{kind}_pool", "output_size": size}
    return Twin(fields, (), lambda y: run(y, pair))


def global_pool(rng: random.Random, _: Any) -> Twin:
    kind = rng.choice(("avg", "max"))
    run = F.adaptive_avg_pool2d if kind == "avg" else F.adaptive_max_pool2d
    return Twin({"op": f"global_{kind}_pool"}, (), lambda y: run(y, 1))


def upsample(rng: random.Random, x: Any) -> Twin:
    mode = rng.choice(("nearest", "bilinear"))
    fields: dict[str, Any] = {"op": "upsample", "mode": mode}
    if rng.random() < 0.6:
        fields["scale"], (rows, columns) = number_or_pair(rng, 1, 3)
        size = (x.shape[2] * rows, x.shape[3] * columns)
    else:
        fields["size"], size = number_or_pair(rng, 1, 30)
    corners = mode == "bilinear" and rng.random() < 0.5
    if corners:
        fields["align_corners"] = True
    options = {"align_corners": corners} if mode == "bilinear" else {}
    return Twin(fields, (), lambda y: F.interpolate(y, size, mode=mode, **options))


def pixel_shuffle(rng: random.Random, _: Any) -> Twin:
    return single({"op": "pixel_shuffle", "factor": (r := rng.randint(1, 3))}, nn.PixelShuffle(r))


def pixel_unshuffle(rng: random.Random, _: Any) -> Twin:
    fields = {"op": "pixel_unshuffle", "factor": (r := rng.randint(1, 3))}
    return single(fields, nn.PixelUnshuffle(r))


def pad(rng: random.Random, _: Any) -> Twin:
    top, bottom, left, right = (rng.randint(0, 3) for _ in range(4))
    sides = {"top": top, "bottom": bottom, "left": left, "right": right}
    mode = rng.choice(("zeros", "replicate", "reflect", "circular"))
    torch_mode = "constant" if mode == "zeros" else mode
    fields = {"op": "pad", "padding": sides, "mode": mode}
    return Twin(fields, (), lambda y: F.pad(y, (left, right, top, bottom), mode=torch_mode))


def crop(rng: random.Random, _: Any) -> Twin:
    amount, (rows, columns) = number_or_pair(rng, 0, 3)
    return Twin({"op": "crop", "crop": amount}, (), lambda y: cut(y, rows, columns))


def cut(x: Any, rows: int, columns: int) -> Any:
    kept = x[:, :, rows : x.shape[2] - rows, columns : x.shape[3] - columns]
    if min(kept.shape) < 1 or x.shape[2] <= 2 * rows or x.shape[3] <= 2 * columns:
        raise ValueError("nothing left")
    return kept


def batch_norm(_: random.Random, x: Any) -> Twin:
    return single({"op": "batch_norm"}, nn.BatchNorm2d(x.shape[1]).eval())


def activation(rng: random.Random, _: Any) -> Twin:
    function = rng.choice(sorted(ACTIVATIONS))
    return single({"op": "activation", "function": function}, ACTIVATIONS[function])


OPERATIONS: tuple[Build, ...] = (
    *(conv, conv, conv, conv, depthwise_conv, separable_conv, conv_transpose, conv_transpose),
    *(deform_conv, max_pool, avg_pool, adaptive_pool, upsample, upsample, pixel_shuffle),
    *(pixel_unshuffle, pad, crop, batch_norm, activation),
)
