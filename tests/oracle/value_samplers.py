"""Random layers that place, read or pass numbers on, beside what they are by definition."""

from typing import Any, NamedTuple

from . import naive_deformable
from .documents import Layer
from .one_thread import torch
from .torch_layers import cropped, padded
from .torch_operations import ACTIVATIONS
from .value_numbers import (
    Case,
    Draw,
    Numbers,
    listed,
    put_bias,
    put_sides,
    put_weights,
    spelled,
)
from .value_windows import MODES, Window, draw_groups, draw_window

F = torch.nn.functional


class Deformable(NamedTuple):
    """What stays the same wherever the offsets come from."""

    fields: Layer
    window: Window
    weights: Any
    bias: Any

    @property
    def taps(self) -> int:
        """Taps of all offset groups."""
        return int(self.fields["offset_groups"]) * self.window.kernel[0] * self.window.kernel[1]

    def run(self, x: Any, offsets: Any, mask: Any) -> Any:
        groups = self.fields["offset_groups"]
        values = naive_deformable.columns(x, offsets, mask, self.window, groups)
        return naive_deformable.summed(values, self.weights, self.bias)


def draw_deformable(numbers: Numbers, x: Any) -> Deformable:
    window, channels = draw_window(numbers, x, ("zeros",), most=3), x.shape[1]
    groups, offset_groups = draw_groups(numbers, channels), draw_groups(numbers, channels)
    out = groups * numbers.rng.randint(1, 2)
    fields: Layer = {"op": "deform_conv", "out_channels": out, "groups": groups, **window.fields}
    fields["offset_groups"] = offset_groups
    if numbers.chance(0.5):
        fields["modulated"] = True
    weights = put_weights(fields, numbers, "weights", out, channels // groups, *window.kernel)
    return Deformable(fields, window, weights, put_bias(fields, numbers, out))


def deform_conv(numbers: Numbers, x: Any) -> Case:
    """Offsets and mask as lists, or left out."""
    layer = draw_deformable(numbers, x)
    like = torch.zeros(1, 1, *layer.window.kernel, dtype=torch.float64)
    size = layer.window.convolve(x[:, :1], like, None).shape[2:]
    offsets = torch.zeros(2 * layer.taps, *size, dtype=torch.float64)
    mask = torch.ones(layer.taps, *size, dtype=torch.float64)
    if numbers.chance(0.8):
        offsets = numbers.tensor(2 * layer.taps, *size)
        layer.fields["offsets"] = listed(offsets)
    if layer.fields.get("modulated") and numbers.chance(0.8):
        mask = numbers.tensor(layer.taps, *size)
        layer.fields["mask"] = listed(mask)
    return Case(layer.fields, lambda y: layer.run(y, offsets, mask))


def predicted_deform_conv(numbers: Numbers, x: Any) -> Case:
    """Offsets, and the mask if there is one, from an ordinary convolution of the same input."""
    layer = draw_deformable(numbers, x)
    modulated = layer.fields.get("modulated", False)
    channels = layer.taps * (3 if modulated else 2)
    kernels = numbers.tensor(channels, x.shape[1], *layer.window.kernel, scale=0.3)
    predictor = {"weights": listed(kernels)}
    shift = put_bias(predictor, numbers, channels)
    layer.fields["offsets"] = {"predictor": predictor}

    def run(y: Any) -> Any:
        predicted = layer.window.convolve(y, kernels, shift)[0]
        offsets, rest = predicted[: 2 * layer.taps], predicted[2 * layer.taps :]
        mask = torch.sigmoid(rest) if modulated else torch.ones_like(offsets[: layer.taps])
        return layer.run(y, offsets, mask)

    return Case(layer.fields, run)


def max_unpool(numbers: Numbers, x: Any) -> Case:
    """By stated indices, all different where the map has room for that."""
    kernel, stride = numbers.pair(1, 3), numbers.pair(1, 3)
    padding = (numbers.rng.randint(0, kernel[0] // 2), numbers.rng.randint(0, kernel[1] // 2))
    axes = zip(x.shape[2:], kernel, stride, padding, strict=True)
    size = [(n - 1) * s - 2 * p + k for n, k, s, p in axes]
    fields: Layer = {"op": "max_unpool", "kernel": list(kernel), "stride": list(stride)}
    fields["padding"] = list(padding)
    if numbers.chance(0.4):
        size = [n + numbers.rng.randint(1 - s, s - 1) for n, s in zip(size, stride, strict=True)]
        fields["output_size"] = size
    cells, count = size[0] * size[1], x.shape[2] * x.shape[3]
    if min(size) < 1 or cells < count:
        raise ValueError("no room")
    drawn = [numbers.rng.sample(range(cells), count) for _ in range(x.shape[1])]
    indices = torch.tensor(drawn).reshape(x.shape)
    fields["indices"] = indices[0].tolist()
    return Case(fields, lambda y: F.max_unpool2d(y, indices, kernel, stride, padding, size))


def adaptive_avg_pool(numbers: Numbers, _: Any) -> Case:
    size = numbers.pair(1, 9)
    fields = {"op": "adaptive_avg_pool", "output_size": spelled(numbers, size)}
    return Case(fields, lambda y: F.adaptive_avg_pool2d(y, size))


def adaptive_max_pool(numbers: Numbers, _: Any) -> Case:
    size = numbers.pair(1, 9)
    fields = {"op": "adaptive_max_pool", "output_size": spelled(numbers, size)}
    return Case(fields, lambda y: F.adaptive_max_pool2d(y, size))


def global_avg_pool(_: Numbers, __: Any) -> Case:
    return Case({"op": "global_avg_pool"}, lambda y: y.mean((2, 3), keepdim=True))


def global_max_pool(_: Numbers, __: Any) -> Case:
    return Case({"op": "global_max_pool"}, lambda y: y.amax((2, 3), keepdim=True))


def draw_size(fields: Layer, numbers: Numbers, x: Any) -> list[int]:
    if numbers.chance(0.5):
        scale = numbers.pair(1, 4)
        fields["scale"] = spelled(numbers, scale)
        return [x.shape[2] * scale[0], x.shape[3] * scale[1]]
    size = numbers.pair(1, 40)
    fields["size"] = spelled(numbers, size)
    return list(size)


def nearest(numbers: Numbers, x: Any) -> Case:
    """By whole numbers: PyTorch's single precision is wrong for some sizes."""
    fields: Layer = {"op": "upsample"}
    sizes = zip(x.shape[2:], draw_size(fields, numbers, x), strict=True)
    rows, columns = ([o * n // m for o in range(m)] for n, m in sizes)
    return Case(fields, lambda y: y[:, :, rows][:, :, :, columns])


def bilinear(numbers: Numbers, x: Any) -> Case:
    fields: Layer = {"op": "upsample", "mode": "bilinear"}
    size, corners = draw_size(fields, numbers, x), numbers.chance(0.5)
    if corners:
        fields["align_corners"] = True
    return Case(fields, lambda y: F.interpolate(y, size, mode="bilinear", align_corners=corners))


def pixel_shuffle(numbers: Numbers, _: Any) -> Case:
    factor = numbers.rng.choice((1, 2, 2, 3))
    return Case({"op": "pixel_shuffle", "factor": factor}, lambda y: F.pixel_shuffle(y, factor))


def pixel_unshuffle(numbers: Numbers, _: Any) -> Case:
    factor = numbers.rng.choice((1, 2, 2, 3))
    return Case({"op": "pixel_unshuffle", "factor": factor}, lambda y: F.pixel_unshuffle(y, factor))


def draw_sides(numbers: Numbers) -> tuple[int, int, int, int]:
    return numbers.pair(0, 4) + numbers.pair(0, 4)


def pad(numbers: Numbers, _: Any) -> Case:
    sides, mode = draw_sides(numbers), numbers.rng.choice(MODES)
    fields: Layer = {"op": "pad"} | ({} if mode == "zeros" else {"mode": mode})
    put_sides(fields, "padding", sides)
    return Case(fields, lambda y: padded(y, sides, mode))


def crop(numbers: Numbers, _: Any) -> Case:
    sides, fields = draw_sides(numbers), {"op": "crop"}
    put_sides(fields, "crop", sides)
    return Case(fields, lambda y: cropped(y, sides))


def activation(numbers: Numbers, _: Any) -> Case:
    function = numbers.rng.choice(sorted(ACTIVATIONS))
    default = function == "relu" and numbers.chance(0.5)
    fields = {"op": "activation"} | ({} if default else {"function": function})
    return Case(fields, ACTIVATIONS[function])


def batch_norm(_: Numbers, __: Any) -> Case:
    return Case({"op": "batch_norm"}, lambda y: y)


SAMPLERS: tuple[Draw, ...] = (
    *(deform_conv, deform_conv, predicted_deform_conv, max_unpool, adaptive_avg_pool),
    *(adaptive_max_pool, global_avg_pool, global_max_pool, nearest, bilinear, bilinear),
    *(pixel_shuffle, pixel_unshuffle, pad, crop, activation, batch_norm),
)
