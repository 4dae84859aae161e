"""Every refusal of a layer in its stack: what does not fit, why, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine import arithmetic, fitting, given_rules, labels, pooling, remedies, sizes, words
from engine.document import LARGEST_MAP
from engine.fields import LARGEST_CHANNELS, LARGEST_SIDE
from engine.layers import (
    Add,
    AvgPool,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    DeformConv,
    DepthwiseConv,
    Difference,
    Layer,
    MaxPool,
    MaxUnpool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    SeparableConv,
    Upsample,
)
from engine.problems import Problem
from engine.remedies import setting
from engine.sizes import Shape, Sources
from engine.words import Text, text

Check = Callable[[Any, Sources], Iterator[Problem]]


def check(layer: Layer, sources: Sources) -> tuple[Problem, ...]:
    """All that is wrong with the layer where it stands."""
    counted = tuple(_input_count(layer, len(sources.shapes)))
    if counted:
        return counted
    found = tuple(
        problem for rule in _RULES.get(type(layer), ()) for problem in rule(layer, sources)
    )
    if found:
        return found
    too_large = tuple(_largest(layer, sources.first, sizes.shape(layer, sources)))
    return too_large or tuple(given_rules.check(layer, sources))


def _input_count(layer: Layer, count: int) -> Iterator[Problem]:
    name = labels.OPERATIONS[layer.op]
    if isinstance(layer, Difference) and count != 2:
        sentence = text("{op} reads two maps, here {count}.", op=name, count=count)
    elif isinstance(layer, (Add, Concat)) and count < 2:
        sentence = text("{op} reads two maps or more, here {count}.", op=name, count=count)
    elif not isinstance(layer, (Add, Concat, Difference)) and count > 1:
        sentence = text("{op} reads one map, here {count}.", op=name, count=count)
    else:
        return
    yield Problem(layer.name, "inputs", "bad_value", sentence, value=count)


def _groups(layer: Conv | ConvTranspose | DeformConv, sources: Sources) -> Iterator[Problem]:
    ends = (("groups_in", sources.first[0]), ("groups_out", layer.out_channels))
    for code, channels in ends:
        if channels % layer.groups:
            names = {"groups_in": text("input channels"), "groups_out": text("output channels")}
            yield _divides(layer, "groups", code, channels, names[code], ends)
    if isinstance(layer, DeformConv) and sources.first[0] % layer.offset_groups:
        channels = sources.first[0]
        shared = (("groups_in", channels),)
        yield _divides(
            layer, "offset_groups", "groups_in", channels, text("input channels"), shared
        )


def _divides(
    layer: Layer,
    name: str,
    code: str,
    channels: int,
    which: Text,
    ends: tuple[tuple[str, int], ...],
) -> Problem:
    value: int = getattr(layer, name)
    works = arithmetic.common_divisors(ends[0][1], ends[-1][1])
    near = max((one for one in works if one < value), default=1)
    sentence = text(
        "{field} {value} does not divide the {channels} {which}; use {works}.",
        field=labels.field(name),
        value=value,
        channels=channels,
        which=which,
        works=words.listing(works),
    )
    fixes = (setting(layer, name, near),)
    return Problem(layer.name, name, code, sentence, value=value, limit=channels, fixes=fixes)


def _crop(layer: Crop, sources: Sources) -> Iterator[Problem]:
    rows, columns = sources.size
    sides = layer.crop
    parts = ((rows, sides.top, sides.bottom), (columns, sides.left, sides.right))
    for axis, (n, before, after) in enumerate(parts):
        if n - before - after >= 1:
            continue
        most = remedies.lower_crop(sides, sources.size)
        fix = setting(layer, "crop", most)
        sentence = text(
            "the output would have {out} {axis}: {n} - {before} - {after}. Lower crop to {most}.",
            out=n - before - after,
            axis=remedies.AXIS_NAMES[axis],
            n=n,
            before=before,
            after=after,
            most=remedies.shown(fix.value),
        )
        yield Problem(layer.name, "crop", "empty_output", sentence, value=sides, fixes=(fix,))
        return


def _upsample(layer: Upsample, _: Sources) -> Iterator[Problem]:
    if layer.scale is None and layer.size is None:
        sentence = text("upsample needs a scale or a size.")
        yield Problem(
            layer.name, "scale", "missing_field", sentence, fixes=(setting(layer, "scale", (2, 2)),)
        )
    elif layer.scale is not None and layer.size is not None:
        sentence = text("upsample takes a scale or a size, not both.")
        fix = setting(layer, "size", None)
        yield Problem(layer.name, "size", "bad_value", sentence, value=layer.size, fixes=(fix,))


def _shuffle(layer: PixelShuffle, sources: Sources) -> Iterator[Problem]:
    channels, factor = sources.first[0], layer.factor
    if channels % factor**2 == 0:
        return
    works = max(one for one in range(1, factor) if channels % one**2 == 0)
    sentence = text(
        "factor {factor} turns each {square} channels into one; {channels} is no multiple of "
        "{square}. Lower factor to {works}.",
        factor=factor,
        square=factor**2,
        channels=channels,
        works=works,
    )
    fixes = (setting(layer, "factor", works),)
    yield Problem(
        layer.name, "factor", "shuffle_channels", sentence, value=factor, limit=works, fixes=fixes
    )


def _unshuffle(layer: PixelUnshuffle, sources: Sources) -> Iterator[Problem]:
    (rows, columns), factor = sources.size, layer.factor
    if rows % factor == 0 and columns % factor == 0:
        return
    divisors = arithmetic.common_divisors(rows, columns)
    works = max(one for one in divisors if one < factor)
    sentence = text(
        "factor {factor} does not divide the {rows} rows and {columns} columns of the input. "
        "Lower factor to {works}.",
        factor=factor,
        rows=rows,
        columns=columns,
        works=works,
    )
    fixes = (setting(layer, "factor", works),)
    yield Problem(
        layer.name, "factor", "unshuffle_size", sentence, value=factor, limit=works, fixes=fixes
    )


def _equal_shapes(layer: Layer, sources: Sources) -> Iterator[Problem]:
    if len(set(sources.shapes)) > 1:
        sentence = text(
            "{op} needs maps of one shape, got {shapes}.",
            op=labels.OPERATIONS[layer.op],
            shapes=_shapes(sources.shapes),
        )
        yield Problem(layer.name, "inputs", "shapes_differ", sentence)


def _equal_sizes(layer: Layer, sources: Sources) -> Iterator[Problem]:
    if len({one[1:] for one in sources.shapes}) > 1:
        sentence = text(
            "concat needs maps of one height and width, got {shapes}.",
            shapes=_shapes(sources.shapes),
        )
        yield Problem(layer.name, "inputs", "shapes_differ", sentence)


def _shapes(shapes: tuple[Shape, ...]) -> Text:
    return words.listing(("×".join(map(str, one)) for one in dict.fromkeys(shapes)), last="and")


def _largest(layer: Layer, source: Shape, shape: Shape) -> Iterator[Problem]:
    """Limits of what comes out; what goes in was held to them before."""
    channels, rows, columns = shape
    if isinstance(layer, SeparableConv):
        channels = max(channels, source[0] * layer.multiplier)
    size = "×".join(map(str, (rows, columns)))
    if channels > LARGEST_CHANNELS:
        limit = LARGEST_CHANNELS
        sentence = text(
            "the output would have {channels} channels; the most is {limit}.",
            channels=channels,
            limit=limit,
        )
    elif max(rows, columns) > LARGEST_SIDE:
        limit = LARGEST_SIDE
        sentence = text(
            "the output would be {size}; a side may have {limit} cells.", size=size, limit=limit
        )
    elif rows * columns > LARGEST_MAP:
        limit = LARGEST_MAP
        sentence = text(
            "the output would be {size}; a map may have {limit} cells.", size=size, limit=limit
        )
    else:
        return
    yield Problem(layer.name, _blamed(layer), "too_large", sentence, value=shape, limit=limit)


def _blamed(layer: Layer) -> str:
    """The field that made the output so large."""
    if isinstance(layer, Upsample):
        return "scale" if layer.scale is not None else "size"
    if isinstance(layer, MaxUnpool):
        return "output_size" if layer.output_size else "stride"
    names = {
        "conv_transpose": "stride",
        "depthwise_conv": "multiplier",
        "separable_conv": "multiplier",
        "pixel_shuffle": "factor",
        "pixel_unshuffle": "factor",
        "adaptive_avg_pool": "output_size",
        "adaptive_max_pool": "output_size",
        "concat": "inputs",
    }
    return names.get(layer.op, "padding")


_CONVOLVED: tuple[Check, ...] = (_groups, fitting.padding_width, fitting.kernel)
_POOLED: tuple[Check, ...] = (pooling.pool_padding, fitting.kernel)
_RULES: dict[type[Layer], tuple[Check, ...]] = {
    Conv: _CONVOLVED,
    DepthwiseConv: _CONVOLVED[1:],
    SeparableConv: _CONVOLVED[1:],
    DeformConv: (_groups, fitting.kernel),
    ConvTranspose: (_groups, fitting.output_padding, fitting.stamps),
    MaxPool: (*_POOLED, pooling.window_of_padding),
    AvgPool: _POOLED,
    MaxUnpool: (pooling.unpool_source, pooling.unpool_size),
    Upsample: (_upsample,),
    PixelShuffle: (_shuffle,),
    PixelUnshuffle: (_unshuffle,),
    Pad: (fitting.padding_width,),
    Crop: (_crop,),
    Add: (_equal_shapes,),
    Concat: (_equal_sizes,),
    Difference: (_equal_shapes,),
}
