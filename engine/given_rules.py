"""Refusals of numbers that a document states: lists that are not of the shape they must have."""

from __future__ import annotations

from collections.abc import Iterator

from engine import labels, sizes
from engine.given import Numbers
from engine.given_fields import Predictor
from engine.layers import (
    ConvTranspose,
    DeformConv,
    Layer,
    MaxUnpool,
    SeparableConv,
)
from engine.problems import Problem
from engine.sizes import Shape, Sources
from engine.words import text

Wanted = tuple[str, object, tuple[int, ...]]  # field, what it holds, the shape it must have


def check(layer: Layer, sources: Sources) -> Iterator[Problem]:
    """Lists of the wrong shape; sizes do not depend on them, so these problems do not block."""
    for field, value, wanted in _lists(layer, sources):
        if isinstance(value, Numbers) and value.shape != wanted:
            yield _misshapen(layer.name, field, value, wanted)
    if isinstance(layer, DeformConv) and layer.mask is not None:
        yield from _mask(layer)
    if isinstance(layer, MaxUnpool) and layer.indices is not None:
        yield from _indices(layer.name, layer.indices, sizes.shape(layer, sources))


def _mask(layer: DeformConv) -> Iterator[Problem]:
    if not layer.modulated:
        sentence = text("a mask needs a modulated layer.")
    elif isinstance(layer.offsets, Predictor):
        sentence = text("the predictor gives the mask; leave it out.")
    else:
        return
    yield Problem(layer.name, "mask", "bad_value", sentence, blocks=False)


def _indices(name: str, indices: Numbers, shape: Shape) -> Iterator[Problem]:
    last = shape[1] * shape[2] - 1
    largest = int(max(indices.flat()))
    if largest > last:
        sentence = text(
            "index {largest} is outside the output, whose cells go from 0 to {last}.",
            largest=largest,
            last=last,
        )
        yield Problem(
            name, "indices", "bad_value", sentence, value=largest, limit=last, blocks=False
        )


def misshapen_input(values: Numbers, wanted: tuple[int, ...]) -> Problem:
    """The refusal of input values that do not fill the input."""
    return _misshapen(None, "input.values", values, wanted)


def _misshapen(layer: str | None, field: str, value: Numbers, wanted: tuple[int, ...]) -> Problem:
    sentence = text(
        "{field} must be numbers in the shape {wanted}, got {shape}.",
        field=labels.field(field.rsplit(".", 1)[-1]),
        wanted="×".join(map(str, wanted)),
        shape="×".join(map(str, value.shape)),
    )
    place = "" if layer else field
    return Problem(
        layer,
        field,
        "bad_value",
        sentence,
        place=place,
        value=value.shape,
        limit=wanted,
        blocks=False,
    )


def _lists(layer: Layer, sources: Sources) -> Iterator[Wanted]:
    channels = sizes.shape(layer, sources)[0]
    if hasattr(layer, "bias"):
        yield "bias", layer.bias, (channels,)
    if hasattr(layer, "weights"):
        yield "weights", layer.weights, weights_shape(layer, sources)
    if isinstance(layer, SeparableConv):
        middle = sources.first[0] * layer.multiplier
        yield "pointwise_weights", layer.pointwise_weights, (channels, middle, 1, 1)
    if isinstance(layer, DeformConv):
        yield from _offsets(layer, sources)
    if isinstance(layer, MaxUnpool):
        yield "indices", layer.indices, sources.first


def weights_shape(layer: Layer, sources: Sources) -> tuple[int, ...]:
    """The layout of the weights: outputs, inputs of a group, rows, columns."""
    c_in, c_out = sources.first[0], sizes.shape(layer, sources)[0]
    kernel: tuple[int, int] = getattr(layer, "kernel")  # noqa: B009  # layers of several kinds
    if isinstance(layer, ConvTranspose):
        return (c_in, c_out // layer.groups, *kernel)
    if isinstance(layer, SeparableConv):
        return (c_in * layer.multiplier, 1, *kernel)
    groups: int = getattr(layer, "groups", c_in)  # a depthwise convolution has one a channel
    return (c_out, c_in // groups, *kernel)


def _offsets(layer: DeformConv, sources: Sources) -> Iterator[Wanted]:
    taps = layer.offset_groups * layer.kernel[0] * layer.kernel[1]
    out = sizes.out_size(layer, sources.size)
    yield "offsets", layer.offsets, (2 * taps, *out)
    yield "mask", layer.mask, (taps, *out)
    if isinstance(layer.offsets, Predictor):
        channels = (3 if layer.modulated else 2) * taps
        shape = (channels, sources.first[0], *layer.kernel)
        yield "offsets.predictor.weights", layer.offsets.weights, shape
        yield "offsets.predictor.bias", layer.offsets.bias, (channels,)
