"""One frozen dataclass an operation: what a layer is before its input is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, ClassVar

from engine import fields as kinds
from engine import given_fields
from engine.fields import Kind, Padding, Pair, Sides
from engine.given import Numbers, Pattern
from engine.given_fields import Given, Predictor

ONES = Pattern("ones")
ZEROS = Pattern("zeros")


def _of(kind: Kind, default: Any = MISSING) -> Any:
    """A dataclass field that knows what it may hold."""
    return field(default=default, metadata={"kind": kind})


# Written once here: made anew for each of the operations, they would take a tenth of a start.
@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Layer:
    """What every layer has; without `inputs` it reads the layer above it."""

    op: ClassVar[str] = ""

    name: str = _of(kinds.NAME)
    inputs: tuple[str, ...] | None = _of(kinds.NAMES, None)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({told})"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Broken(Layer):
    """Stands where a layer of a file could not be read; it is never written."""

    op: ClassVar[str] = "broken"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Conv(Layer):
    """A convolution, which never flips its kernel."""

    op: ClassVar[str] = "conv"

    out_channels: int = _of(kinds.CHANNELS)
    kernel: Pair = _of(kinds.KERNEL)
    stride: Pair = _of(kinds.STEP, (1, 1))
    padding: Padding = _of(kinds.CONV_PADDING, Sides())
    dilation: Pair = _of(kinds.STEP, (1, 1))
    groups: int = _of(kinds.CHANNELS, 1)
    bias: bool | Numbers = _of(given_fields.BIAS, True)
    padding_mode: str = _of(kinds.PADDING_MODE, "zeros")
    weights: Given = _of(given_fields.WEIGHTS, ONES)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DepthwiseConv(Layer):
    """A convolution in which each channel is read by its own `multiplier` kernels."""

    op: ClassVar[str] = "depthwise_conv"

    kernel: Pair = _of(kinds.KERNEL)
    multiplier: int = _of(kinds.CHANNELS, 1)
    stride: Pair = _of(kinds.STEP, (1, 1))
    padding: Padding = _of(kinds.CONV_PADDING, Sides())
    dilation: Pair = _of(kinds.STEP, (1, 1))
    bias: bool | Numbers = _of(given_fields.BIAS, True)
    padding_mode: str = _of(kinds.PADDING_MODE, "zeros")
    weights: Given = _of(given_fields.WEIGHTS, ONES)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SeparableConv(Layer):
    """A depthwise convolution without bias, then a 1×1 convolution."""

    op: ClassVar[str] = "separable_conv"

    out_channels: int = _of(kinds.CHANNELS)
    kernel: Pair = _of(kinds.KERNEL)
    multiplier: int = _of(kinds.CHANNELS, 1)
    stride: Pair = _of(kinds.STEP, (1, 1))
    padding: Padding = _of(kinds.CONV_PADDING, Sides())
    dilation: Pair = _of(kinds.STEP, (1, 1))
    bias: bool | Numbers = _of(given_fields.BIAS, True)
    padding_mode: str = _of(kinds.PADDING_MODE, "zeros")
    weights: Given = _of(given_fields.WEIGHTS, ONES)
    pointwise_weights: Given = _of(given_fields.WEIGHTS, ONES)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ConvTranspose(Layer):
    """A transposed convolution: every input cell stamps its kernel onto the output."""

    op: ClassVar[str] = "conv_transpose"

    out_channels: int = _of(kinds.CHANNELS)
    kernel: Pair = _of(kinds.KERNEL)
    stride: Pair = _of(kinds.STEP, (1, 1))
    padding: Sides = _of(kinds.PLAIN_PADDING, Sides())
    output_padding: Pair = _of(kinds.NATURAL, (0, 0))
    dilation: Pair = _of(kinds.STEP, (1, 1))
    groups: int = _of(kinds.CHANNELS, 1)
    bias: bool | Numbers = _of(given_fields.BIAS, True)
    padding_mode: str = _of(kinds.ZEROS_ONLY, "zeros")
    weights: Given = _of(given_fields.WEIGHTS, ONES)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DeformConv(Layer):
    """A convolution whose taps are moved by offsets, and weighed by a mask when modulated."""

    op: ClassVar[str] = "deform_conv"

    out_channels: int = _of(kinds.CHANNELS)
    kernel: Pair = _of(kinds.KERNEL)
    stride: Pair = _of(kinds.STEP, (1, 1))
    padding: Padding = _of(kinds.CONV_PADDING, Sides())
    dilation: Pair = _of(kinds.STEP, (1, 1))
    groups: int = _of(kinds.CHANNELS, 1)
    offset_groups: int = _of(kinds.CHANNELS, 1)
    modulated: bool = _of(kinds.FLAG, False)
    bias: bool | Numbers = _of(given_fields.BIAS, True)
    weights: Given = _of(given_fields.WEIGHTS, ONES)
    offsets: Given | Predictor = _of(given_fields.PREDICTED, ZEROS)
    mask: Given | None = _of(given_fields.OFFSETS, None)

    def __post_init__(self) -> None:
        if self.modulated and self.mask == ONES:  # what a mask is when it is left out
            object.__setattr__(self, "mask", None)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MaxPool(Layer):
    """The largest cell of each window; without a stride it moves by its kernel."""

    op: ClassVar[str] = "max_pool"

    kernel: Pair = _of(kinds.KERNEL)
    stride: Pair = _of(kinds.STEP, None)
    padding: Pair = _of(kinds.BOTH_SIDES, (0, 0))
    dilation: Pair = _of(kinds.STEP, (1, 1))
    ceil_mode: bool = _of(kinds.FLAG, False)

    def __post_init__(self) -> None:
        _default_stride(self)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AvgPool(Layer):
    """The mean of each window; without a stride it moves by its kernel."""

    op: ClassVar[str] = "avg_pool"

    kernel: Pair = _of(kinds.KERNEL)
    stride: Pair = _of(kinds.STEP, None)
    padding: Pair = _of(kinds.BOTH_SIDES, (0, 0))
    ceil_mode: bool = _of(kinds.FLAG, False)
    count_include_pad: bool = _of(kinds.FLAG, True)
    divisor_override: int | None = _of(kinds.DIVISOR, None)

    def __post_init__(self) -> None:
        _default_stride(self)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class MaxUnpool(Layer):
    """Puts values back where a max pool found them: `of` that pool, or by its own numbers."""

    op: ClassVar[str] = "max_unpool"

    of: str | None = _of(kinds.NAME, None)
    kernel: Pair | None = _of(kinds.KERNEL, None)
    stride: Pair | None = _of(kinds.STEP, None)
    padding: Pair = _of(kinds.BOTH_SIDES, (0, 0))
    output_size: Pair | None = _of(kinds.SIDE, None)
    indices: Numbers | None = _of(given_fields.INDICES, None)

    def __post_init__(self) -> None:
        _default_stride(self)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AdaptiveAvgPool(Layer):
    """The mean of windows chosen so that the output has a given size."""

    op: ClassVar[str] = "adaptive_avg_pool"

    output_size: Pair = _of(kinds.SIDE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class AdaptiveMaxPool(Layer):
    """The largest cell of windows chosen so that the output has a given size."""

    op: ClassVar[str] = "adaptive_max_pool"

    output_size: Pair = _of(kinds.SIDE)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GlobalAvgPool(Layer):
    """The mean of the whole map."""

    op: ClassVar[str] = "global_avg_pool"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GlobalMaxPool(Layer):
    """The largest cell of the whole map."""

    op: ClassVar[str] = "global_max_pool"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Upsample(Layer):
    """A larger map by a whole `scale` or to a given `size`."""

    op: ClassVar[str] = "upsample"

    scale: Pair | None = _of(kinds.STEP, None)
    size: Pair | None = _of(kinds.SIDE, None)
    mode: str = _of(kinds.choice("nearest", "bilinear"), "nearest")
    align_corners: bool = _of(kinds.FLAG, False)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PixelShuffle(Layer):
    """Turns channels into rows and columns."""

    op: ClassVar[str] = "pixel_shuffle"

    factor: int = _of(kinds.CHANNELS)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PixelUnshuffle(Layer):
    """Turns rows and columns into channels."""

    op: ClassVar[str] = "pixel_unshuffle"

    factor: int = _of(kinds.CHANNELS)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Pad(Layer):
    """Adds cells at the sides of the map."""

    op: ClassVar[str] = "pad"

    padding: Sides = _of(kinds.PLAIN_PADDING)
    mode: str = _of(kinds.PADDING_MODE, "zeros")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Crop(Layer):
    """Cuts cells from the sides of the map."""

    op: ClassVar[str] = "crop"

    crop: Sides = _of(kinds.CROP)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Add(Layer):
    """The sum of maps of one shape."""

    op: ClassVar[str] = "add"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Concat(Layer):
    """The channels of several maps, one after the other."""

    op: ClassVar[str] = "concat"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Difference(Layer):
    """How far two maps of one shape are apart, cell by cell."""

    op: ClassVar[str] = "difference"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BatchNorm(Layer):
    """Two numbers a channel, which leave the values as they are."""

    op: ClassVar[str] = "batch_norm"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Activation(Layer):
    """A function of each cell alone."""

    op: ClassVar[str] = "activation"

    function: str = _of(kinds.choice("relu", "leaky_relu", "sigmoid", "tanh", "identity"), "relu")


Convolution = Conv | DepthwiseConv | SeparableConv | DeformConv
Pool = MaxPool | AvgPool
MERGES = (Add, Concat, Difference)

OPERATIONS: dict[str, type[Layer]] = {
    kind.op: kind for kind in Layer.__subclasses__() if kind is not Broken
}


def kind_of(layer: Layer | type[Layer], name: str) -> Kind:
    """What that field may hold."""
    for one in fields(layer):
        if one.name == name:
            return _kind(one)
    raise KeyError(name)


def field_names(layer: Layer | type[Layer]) -> tuple[str, ...]:
    """The fields of the operation in the order in which a file states them."""
    return tuple(one.name for one in fields(layer))


def required(layer: type[Layer]) -> Iterator[str]:
    """The fields that have no default."""
    return (one.name for one in fields(layer) if one.default is MISSING)


def default_of(layer: Layer, name: str) -> object:
    """What the field holds when a file leaves it out; MISSING where it may not."""
    if name == "stride" and isinstance(layer, (MaxPool, AvgPool, MaxUnpool)):
        return layer.kernel
    return next(one.default for one in fields(layer) if one.name == name)


def with_field(layer: Layer, name: str, value: object) -> Layer:
    """The layer with one field replaced."""
    changes: dict[str, Any] = {name: value}
    return replace(layer, **changes)


def _kind(one: Field[Any]) -> Kind:
    kind: Kind = one.metadata["kind"]
    return kind


def _default_stride(pool: MaxPool | AvgPool | MaxUnpool) -> None:
    if pool.stride is None:
        object.__setattr__(pool, "stride", pool.kernel)
