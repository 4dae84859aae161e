"""What is said of a layer or a map in the few words that fit above a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import labels, number_text, words
from engine.layers import (
    Activation,
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    Conv,
    ConvTranspose,
    Crop,
    DeformConv,
    DepthwiseConv,
    Layer,
    MaxPool,
    MaxUnpool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    SeparableConv,
    Upsample,
)
from engine.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engine.fields import Pair, Sides

    Words = Text | str

MODES = {"nearest": text("nearest"), "bilinear": text("bilinear")}


def lengths(sizes: Iterable[int]) -> str:
    """Sides of a map, a kernel or a window: `64×64`, `8×1 024×1 024`."""
    return number_text.TIMES.join(number_text.number(size) for size in sizes)


def joined(parts: Sequence[Words]) -> Words:
    """The parts with commas between them."""
    found: Words = parts[0] if parts else ""
    for part in parts[1:]:
        found = text("{first}, {second}", first=found, second=part)
    return found


def operation(layer: Layer) -> Words:
    """What the layer does: `max 2×2, stride 2`; nothing of one that could not be read."""
    if type(layer) not in _WORDS:
        return labels.OPERATIONS.get(layer.op, "")
    return joined([_WORDS[type(layer)](layer), *_unusual(layer)])


def _unusual(layer: Any) -> list[Words]:
    """What else is said, where it is not the usual: how windows and taps are spread, and groups."""
    found: list[Words] = []
    if (stride := getattr(layer, "stride", None) or (1, 1)) != (1, 1):
        found.append(text("stride {stride}", stride=_pair(stride)))
    if (dilation := getattr(layer, "dilation", (1, 1))) != (1, 1):
        found.append(text("dilation {dilation}", dilation=_pair(dilation)))
    if (groups := getattr(layer, "groups", 1)) > 1:
        found.append(text("{count} groups", count=groups))
    if getattr(layer, "align_corners", False):
        found.append(labels.FIELDS["align_corners"])
    return found


def _pair(pair: Pair) -> str:
    return number_text.number(pair[0]) if pair[0] == pair[1] else lengths(pair)


def _sides(sides: Sides) -> Words:
    return str(sides.top) if len(set(sides)) == 1 else joined([str(side) for side in sides])


def _conv(layer: Conv) -> Words:
    return lengths(layer.kernel)


def _depthwise(layer: DepthwiseConv) -> Words:
    return text("depthwise {kernel}", kernel=lengths(layer.kernel))


def _separable(layer: SeparableConv) -> Words:
    return text("separable {kernel}", kernel=lengths(layer.kernel))


def _transposed(layer: ConvTranspose) -> Words:
    return text("transposed {kernel}", kernel=lengths(layer.kernel))


def _deformable(layer: DeformConv) -> Words:
    return text("deformable {kernel}", kernel=lengths(layer.kernel))


def _max(layer: MaxPool) -> Words:
    return text("max {kernel}", kernel=lengths(layer.kernel))


def _average(layer: AvgPool) -> Words:
    return text("average {kernel}", kernel=lengths(layer.kernel))


def _unpool(layer: MaxUnpool) -> Words:
    if layer.of is not None:
        return text("undoes {pool}", pool=layer.of)
    if layer.kernel is None:
        return labels.OPERATIONS[layer.op]
    return text("unpool {kernel}", kernel=lengths(layer.kernel))


def _max_to(layer: AdaptiveMaxPool) -> Words:
    return text("max to {size}", size=lengths(layer.output_size))


def _average_to(layer: AdaptiveAvgPool) -> Words:
    return text("average to {size}", size=lengths(layer.output_size))


def _upsample(layer: Upsample) -> Words:
    mode: Words = MODES.get(layer.mode, layer.mode)
    if layer.scale is not None:
        return text("{mode} × {scale}", mode=mode, scale=_pair(layer.scale))
    return text("{mode} to {size}", mode=mode, size=lengths(layer.size or ()))


def _shuffle(layer: PixelShuffle | PixelUnshuffle) -> Words:
    name = labels.OPERATIONS[layer.op]
    return text("{operation} × {factor}", operation=name, factor=number_text.number(layer.factor))


def _pad(layer: Pad) -> Words:
    return text("pad {sides}", sides=_sides(layer.padding))


def _crop(layer: Crop) -> Words:
    return text("crop {sides}", sides=_sides(layer.crop))


def _activation(layer: Activation) -> Words:
    return words.one_line(layer.function)


_WORDS: dict[type[Layer], Callable[[Any], Words]] = {
    Conv: _conv,
    DepthwiseConv: _depthwise,
    SeparableConv: _separable,
    ConvTranspose: _transposed,
    DeformConv: _deformable,
    MaxPool: _max,
    AvgPool: _average,
    MaxUnpool: _unpool,
    AdaptiveAvgPool: _average_to,
    AdaptiveMaxPool: _max_to,
    Upsample: _upsample,
    PixelShuffle: _shuffle,
    PixelUnshuffle: _shuffle,
    Pad: _pad,
    Crop: _crop,
    Activation: _activation,
}
