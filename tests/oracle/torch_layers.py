"""What PyTorch makes of a single layer, with the few differences that are meant named."""

from typing import Any

from .one_thread import torch
from .single_layers import Case, sides_of

F = torch.nn.functional


class RefusedError(Exception):
    """PyTorch, or the specification by name, will not have this layer."""


def refuse_negative(sides: tuple[int, int, int, int]) -> None:
    # torch's pad takes negative numbers as a crop; the specification has a crop layer for that.
    if min(sides) < 0:
        raise RefusedError("negative_padding")


def padded(x: Any, sides: tuple[int, int, int, int], mode: str) -> Any:
    top, bottom, left, right = sides
    kind = "constant" if mode == "zeros" else mode
    return F.pad(x, (left, right, top, bottom), mode=kind)


def torch_conv(case: Case) -> Any:
    layer = case.layer
    x = torch.ones(1, case.channels, *case.size, dtype=torch.float64)
    padding, mode = layer.get("padding", 0), layer["padding_mode"]
    refuse_negative(sides_of(case))
    strided_same = padding == "same" and max(layer["stride"]) > 1
    if isinstance(padding, dict) or strided_same:
        # four sides torch can only pad beforehand; "same" with a stride only TensorFlow has.
        x, padding, mode = padded(x, sides_of(case), mode), 0, "zeros"
    module = torch.nn.Conv2d(
        case.channels,
        layer["out_channels"],
        layer["kernel"],
        stride=layer["stride"],
        padding=tuple(padding) if isinstance(padding, list) else padding,
        dilation=layer["dilation"],
        groups=layer["groups"],
        padding_mode=mode,
        bias=False,
        dtype=torch.float64,
    )
    return module(x)


def torch_conv_transpose(case: Case) -> Any:
    layer = case.layer
    padding = layer.get("padding", 0)
    module = torch.nn.ConvTranspose2d(
        case.channels,
        layer["out_channels"],
        layer["kernel"],
        stride=layer["stride"],
        padding=0 if isinstance(padding, dict) else padding,
        output_padding=layer["output_padding"],
        groups=layer["groups"],
        dilation=layer["dilation"],
        bias=False,
        dtype=torch.float64,
    )
    y = module(torch.ones(1, case.channels, *case.size, dtype=torch.float64))
    return cropped(y, sides_of(case)) if isinstance(padding, dict) else y


def cropped(y: Any, sides: tuple[int, int, int, int]) -> Any:
    top, bottom, left, right = sides
    refuse_negative(sides)
    rows, columns = y.shape[2] - top - bottom, y.shape[3] - left - right
    if rows < 1 or columns < 1:
        raise RefusedError("nothing left")
    return y[:, :, top : top + rows, left : left + columns]


def torch_max_pool(case: Case) -> Any:
    layer = case.layer
    y = F.max_pool2d(
        torch.ones(1, case.channels, *case.size, dtype=torch.float64),
        layer["kernel"],
        layer.get("stride"),
        layer["padding"],
        layer["dilation"],
        layer["ceil_mode"],
    )
    # torch answers -inf for a window of padding only; the specification refuses it by name.
    if torch.isinf(y).any():
        raise RefusedError("window_all_padding")
    return y


def torch_avg_pool(case: Case) -> Any:
    layer = case.layer
    return F.avg_pool2d(
        torch.ones(1, case.channels, *case.size, dtype=torch.float64),
        layer["kernel"],
        layer.get("stride"),
        layer["padding"],
        layer["ceil_mode"],
        layer["count_include_pad"],
        layer.get("divisor_override"),
    )


def torch_unpool(case: Case) -> Any:
    layer = case.layer
    x = torch.ones(1, case.channels, *case.size, dtype=torch.float64)
    sizes = (layer["kernel"], layer["stride"], layer["padding"], layer.get("output_size"))
    y = F.max_unpool2d(x, torch.zeros(x.shape, dtype=torch.int64), *sizes)
    # torch makes an empty map without a word; in the specification every map has a cell.
    if not y.numel():
        raise RefusedError("empty_output")
    return y
