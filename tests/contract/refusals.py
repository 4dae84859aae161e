"""The table of refusals: a document for each, and the nearest one that must pass."""

from typing import Any, NamedTuple

from .documents import (
    Json,
    conv,
    layer,
    stack,
    with_op,
    without,
)


class Refusal(NamedTuple):
    """A document that is refused, the value its message names, and a neighbour that passes."""

    code: str
    field: str
    value: str
    refused: Json
    accepted: Json | None
    layer: str | None = "x"

    @property
    def title(self) -> str:
        layers = self.refused["layers"]
        return f"{self.code}-{layers[-1]['op'] if layers else 'input'}-{self.field}"


def one(op: str, size: Any, channels: int = 1, /, **fields: Any) -> Json:
    return stack(layer(op, "x", **fields), size=size, channels=channels)


def unpool(**fields: Any) -> Json:
    """A pool over four cells and the layer that undoes it."""
    undo = {"op": "max_unpool", "name": "x", "of": "p", **fields}
    return stack(layer("max_pool", "p", kernel=2), undo, size=4)


def merge(op: str, kernel: int, out_channels: int = 1) -> Json:
    branch = conv("a", kernel=kernel, out_channels=out_channels)
    return stack(branch, layer(op, "x", inputs=["a", "input"]))


def transposed_by(op: str, code: str, field: str, value: str, bad: Json, good: Json) -> Refusal:
    return Refusal(code, field, value, one(op, 1, **bad), one(op, 1, **good))


KERNELS = [
    Refusal("kernel_too_large", "kernel", "5", one("conv", 4, kernel=5), one("conv", 5, kernel=5)),
    Refusal(
        "kernel_too_large",
        "kernel",
        "3",
        one("conv", 8, kernel=3, dilation=4),
        one("conv", 9, kernel=3, dilation=4),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "3",
        one("conv", [9, 2], kernel=3),
        one("conv", [9, 3], kernel=3),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "6",
        one("conv", 4, kernel=6, padding={"left": 2, "bottom": 1}),
        one("conv", 4, kernel=6, padding={"left": 2, "bottom": 2}),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "4",
        one("depthwise_conv", 3, kernel=4),
        one("depthwise_conv", 4, kernel=4),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "4",
        one("separable_conv", 3, kernel=4),
        one("separable_conv", 4, kernel=4),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "4",
        one("deform_conv", 3, kernel=4),
        one("deform_conv", 4, kernel=4),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "3",
        one("max_pool", 2, kernel=3),
        one("max_pool", 2, kernel=3, padding=1),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "3",
        one("avg_pool", 2, kernel=3),
        one("avg_pool", 3, kernel=3),
    ),
    Refusal(
        "kernel_too_large",
        "kernel",
        "7",
        one("avg_pool", 5, kernel=7),
        one("avg_pool", 5, kernel=7, ceil_mode=True),
    ),
]

PADDINGS = [
    *(
        Refusal(
            "negative_padding", "padding", "-1", with_op(op, padding=-1), with_op(op, padding=0)
        )
        for op in (
            "conv",
            "depthwise_conv",
            "separable_conv",
            "deform_conv",
            "conv_transpose",
            "pad",
        )
    ),
    *(
        Refusal(
            "negative_padding",
            "padding",
            "-1",
            with_op(op, padding=[0, -1]),
            with_op(op, padding=[0, 1]),
        )
        for op in ("max_pool", "avg_pool", "max_unpool")
    ),
    Refusal(
        "negative_padding",
        "output_padding",
        "-1",
        with_op("conv_transpose", output_padding=-1),
        None,
    ),
    Refusal("negative_padding", "crop", "-1", with_op("crop", crop=-1), with_op("crop", crop=0)),
    Refusal(
        "negative_padding",
        "crop",
        "-2",
        with_op("crop", crop={"top": -2}),
        with_op("crop", crop={"top": 2}),
    ),
    *(
        Refusal(
            "pool_padding_too_large",
            "padding",
            "2",
            one(op, 9, kernel=3, padding=2),
            one(op, 9, kernel=3, padding=1),
        )
        for op in ("max_pool", "avg_pool")
    ),
    Refusal(
        "pool_padding_too_large",
        "padding",
        "3",
        one("max_pool", 9, kernel=4, padding=3),
        one("max_pool", 9, kernel=4, padding=2),
    ),
    Refusal(
        "pool_padding_too_large",
        "padding",
        "2",
        one("max_pool", 9, kernel=3, padding=2, dilation=2),
        one("max_pool", 9, kernel=3, padding=1, dilation=2),
    ),
    Refusal(
        "window_all_padding",
        "dilation",
        "2",
        one("max_pool", 1, kernel=2, dilation=2, padding=1),
        one("max_pool", 1, kernel=2, padding=1),
    ),
    Refusal(
        "window_all_padding",
        "dilation",
        "2",
        one("max_pool", [1, 4], kernel=2, dilation=2, padding=1),
        one("max_pool", [2, 4], kernel=2, dilation=2, padding=1),
    ),
]

MODES = [
    Refusal(
        "reflect_too_wide",
        "padding",
        "4",
        one("conv", 4, padding=4, padding_mode="reflect"),
        one("conv", 4, padding=3, padding_mode="reflect"),
    ),
    Refusal(
        "reflect_too_wide",
        "padding",
        "3",
        one("conv", [9, 3], padding={"right": 3}, padding_mode="reflect"),
        one("conv", [9, 3], padding={"right": 2}, padding_mode="reflect"),
    ),
    Refusal(
        "reflect_too_wide",
        "padding",
        "4",
        one("pad", 4, padding=4, mode="reflect"),
        one("pad", 4, padding=3, mode="reflect"),
    ),
    Refusal(
        "circular_too_wide",
        "padding",
        "5",
        one("conv", 4, padding=5, padding_mode="circular"),
        one("conv", 4, padding=4, padding_mode="circular"),
    ),
    Refusal(
        "circular_too_wide",
        "padding",
        "5",
        one("pad", 4, padding=5, mode="circular"),
        one("pad", 4, padding=4, mode="circular"),
    ),
    *(
        Refusal(
            "padding_mode_unsupported",
            "padding_mode",
            mode,
            one("conv_transpose", 4, padding_mode=mode),
            one("conv_transpose", 4, padding_mode="zeros"),
        )
        for mode in ("reflect", "replicate", "circular")
    ),
]

TRANSPOSED = [
    transposed_by(
        "conv_transpose",
        "output_padding_too_large",
        "output_padding",
        "1",
        {"output_padding": 1},
        {"output_padding": 0},
    ),
    transposed_by(
        "conv_transpose",
        "output_padding_too_large",
        "output_padding",
        "2",
        {"output_padding": 2, "stride": 2},
        {"output_padding": 1, "stride": 2},
    ),
    transposed_by(
        "conv_transpose",
        "output_padding_too_large",
        "output_padding",
        "4",
        {"output_padding": 4, "stride": 2, "dilation": 4},
        {"output_padding": 3, "stride": 2, "dilation": 4},
    ),
    transposed_by(
        "conv_transpose",
        "output_padding_too_large",
        "output_padding",
        "2",
        {"output_padding": [0, 2], "stride": [3, 2]},
        {"output_padding": [2, 0], "stride": [3, 2]},
    ),
    transposed_by("conv_transpose", "empty_output", "padding", "2", {"padding": 2}, {"padding": 1}),
    transposed_by(
        "conv_transpose",
        "empty_output",
        "padding",
        "3",
        {"padding": {"left": 3}},
        {"padding": {"left": 2}},
    ),
    Refusal(
        "empty_output",
        "crop",
        "2",
        one("crop", 4, crop=2),
        one("crop", 4, crop={"left": 2, "right": 1, "top": 3}),
    ),
]

CHANNELS = [
    Refusal(
        "groups_in",
        "groups",
        "3",
        one("conv", 8, 4, out_channels=6, groups=3),
        one("conv", 8, 3, out_channels=6, groups=3),
    ),
    Refusal(
        "groups_out",
        "groups",
        "3",
        one("conv", 8, 6, out_channels=4, groups=3),
        one("conv", 8, 6, out_channels=3, groups=3),
    ),
    Refusal(
        "groups_in", "groups", "3", one("conv_transpose", 8, 4, out_channels=6, groups=3), None
    ),
    Refusal("groups_out", "groups", "3", one("deform_conv", 8, 6, out_channels=4, groups=3), None),
    Refusal(
        "groups_in",
        "groups",
        "8",
        one("conv", 8, 4, out_channels=8, groups=8),
        one("conv", 8, 8, out_channels=8, groups=8),
    ),
    *(
        Refusal(
            "shuffle_channels",
            "factor",
            "2",
            one("pixel_shuffle", 8, c, factor=2),
            one("pixel_shuffle", 8, 4, factor=2),
        )
        for c in (1, 2, 6)
    ),
    Refusal(
        "unshuffle_size",
        "factor",
        "2",
        one("pixel_unshuffle", 3, factor=2),
        one("pixel_unshuffle", 4, factor=2),
    ),
    Refusal(
        "unshuffle_size",
        "factor",
        "3",
        one("pixel_unshuffle", [9, 8], factor=3),
        one("pixel_unshuffle", [9, 6], factor=3),
    ),
    Refusal("shapes_differ", "inputs", "7", merge("add", 2), merge("add", 1)),
    Refusal("shapes_differ", "inputs", "2", merge("add", 1, 2), merge("concat", 1, 2)),
    Refusal("shapes_differ", "inputs", "7", merge("concat", 2), merge("concat", 1)),
    Refusal("shapes_differ", "inputs", "7", merge("difference", 2), merge("difference", 1)),
    Refusal("unpool_size", "output_size", "6", unpool(output_size=6), unpool(output_size=5)),
    Refusal("unpool_size", "output_size", "2", unpool(output_size=2), unpool(output_size=3)),
    Refusal(
        "unpool_size",
        "output_size",
        "14",
        one("max_unpool", 4, kernel=2, stride=3, output_size=[12, 14]),
        one("max_unpool", 4, kernel=2, stride=3, output_size=[12, 13]),
    ),
]

INPUTS = [
    Refusal(
        "unknown_input",
        "inputs",
        "y",
        stack(conv(inputs=["y"])),
        stack(conv("y"), conv(inputs=["y"])),
    ),
    Refusal(
        "unknown_input", "inputs", "x", stack(conv(inputs=["x"])), stack(conv(inputs=["input"]))
    ),
    Refusal(
        "unknown_input", "inputs", "y", stack(conv(inputs=["y"]), conv("y", inputs=["input"])), None
    ),
    Refusal("unknown_input", "of", "q", unpool(of="q"), unpool()),
    Refusal("duplicate_name", "name", "x", stack(conv(), conv()), stack(conv(), conv("X"))),
    Refusal("unknown_op", "op", "convolution", stack(conv(op="convolution")), stack(conv())),
    Refusal(
        "unknown_field", "kernel_size", "kernel_size", stack(conv(kernel_size=1)), stack(conv())
    ),
    Refusal(
        "bad_value", "padding", "full", stack(conv(padding="full")), stack(conv(padding="same"))
    ),
    Refusal("missing_field", "kernel", "kernel", stack(without(conv(), "kernel")), stack(conv())),
]

REFUSALS = [*KERNELS, *PADDINGS, *MODES, *TRANSPOSED, *CHANNELS, *INPUTS]
