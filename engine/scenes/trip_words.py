"""What is said of a way there and back: what each way does, and what holds instead of a return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import labels, number_text, sizes
from engine.document import INPUT
from engine.frame import Caption, Headline, Part, Side, Size, Tone
from engine.layers import Conv, ConvTranspose, DepthwiseConv
from engine.scenes import kernels_shown, short_words
from engine.values import adjoint
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.fields import Pair
    from engine.frame import Key
    from engine.report import Row
    from engine.values.adjoint import Paired, Trip
    from engine.words import Text

NOTHING = Part("", size=Size.SECOND)


def headline(row: Row, trip: Trip) -> Headline:
    """What comes back, and what does not."""
    finding = text("the shape returns, the values do not")
    if np.array_equal(trip.x, trip.back):
        finding = text("the shape returns, and here the values do too")
    if isinstance(row.layer, ConvTranspose):
        return Headline(finding, text("a convolution is the adjoint, not the inverse"))
    return Headline(finding, text("a transposed convolution is the adjoint, not the inverse"))


def source(row: Row) -> Text:
    """Which map the way begins with."""
    name = row.inputs[0]
    return text("the input") if name == INPUT else text("the map of {layer}", layer=name)


def there(key: Key, row: Row, layer: Paired) -> Caption:
    """What the layer is, beside its arrow."""
    kernel = short_words.lengths(layer.kernel)
    name = text("{operation} {kernel}", operation=labels.OPERATIONS[layer.op], kernel=kernel)
    said: list[Text] = []
    if layer.stride != (1, 1):
        said.append(kernels_shown.stride(layer.stride))
    if layer.dilation != (1, 1):
        said.append(kernels_shown.dilation(layer.dilation))
    ends = sizes.padding_ends(layer, row.sources.size)
    sides = (*ends[0], *ends[1])
    if any(sides):
        said.append(_padding(sides))
    if isinstance(layer, ConvTranspose) and any(layer.output_padding):
        said.append(_extra(layer.output_padding))
    if getattr(layer, "groups", 1) > 1:
        said.append(text("{count} groups", count=getattr(layer, "groups", 1)))
    if layer.bias is not True and layer.bias:
        said.append(text("without its bias"))
    return _beside(key, name, said)


def back(key: Key, layer: Paired, trip: Trip) -> Caption:
    """What leads back, beside its arrow."""
    said = [text("same weights")]
    if any(trip.output_padding):
        said.append(_extra(trip.output_padding))
    if not isinstance(layer, ConvTranspose):
        return _beside(key, text("transposed"), said)
    if any(more >= step for more, step in zip(layer.output_padding, layer.stride, strict=True)):
        said.append(text("its first cells"))
    return _beside(key, labels.OPERATIONS["conv"], said)


def instead(key: Key, layer: Paired, trip: Trip) -> Caption:
    """The equality that makes one the adjoint of the other, in numbers."""
    ways = [labels.OPERATIONS["conv"], text("transposed")]
    if isinstance(layer, ConvTranspose):
        ways.reverse()
    one, other = (number_text.number(product) for product in trip.products)
    return Caption(
        key,
        (
            _line(text("what it is instead"), strong=True, size=Size.TITLE),
            _line(
                text("<{there}(x), y> = <x, {back}(y)>", there=ways[0], back=ways[1]), size=Size.SUM
            ),
            (_number(one), Part(f"  {_sign(one, other)}  ", Tone.SOFT), _number(other)),
            _line(text("sum of products, cell by cell,"), Tone.SOFT),
            _line(text("here with y = {there}(x)", there=ways[0]), Tone.SOFT),
        ),
        aligned=False,
    )


def restoring(row: Row) -> list[Text]:
    """How the output padding of the way back is found, where there is a choice."""
    layer = row.layer
    if not isinstance(layer, (Conv, DepthwiseConv)) or max(layer.stride) == 1:
        return []
    ends, found = sizes.padding_ends(layer, row.sources.size), adjoint.opposite(row, layer)
    extents = kernels_shown.extent(layer.kernel, layer.dilation)
    return [
        text(
            "output padding of {axis}: ({n} + {padding} − {extent}) mod {stride} = {extra}",
            axis=name,
            n=row.sources.size[axis],
            padding=sum(ends[axis]),
            extent=extents[axis],
            stride=layer.stride[axis],
            extra=found.output_padding[axis],
        )
        for axis, name in enumerate((text("rows"), text("columns")))
    ]


def zeros(difference: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Text:
    """In how many cells both are equal."""
    count, everything = int((difference == 0).sum()), number_text.number(difference.size)
    if not count:
        return text("0 in none of {all} cells", all=everything)
    return text("0 in {count} of {all} cells", count=number_text.number(count), all=everything)


def _beside(key: Key, name: Text, said: Sequence[Text]) -> Caption:
    """The name above the arrow, all else below it, the arrow in the middle."""
    names = [(Part(name, strong=True, size=Size.SECOND, side=Side.CENTRE),)]
    below = [(Part(one, Tone.SOFT, size=Size.SECOND, side=Side.CENTRE),) for one in said]
    above = [(NOTHING,)] * (len(below) - 1)
    below += [(NOTHING,)] * (1 - len(below))
    return Caption(key, (*above, *names, (NOTHING,), *below))


def _padding(sides: tuple[int, int, int, int]) -> Text:
    """`padding 1`, or top, bottom, left and right where they differ."""
    told = [number_text.number(side) for side in sides]
    return text("padding {sides}", sides=told[0] if len(set(sides)) == 1 else ", ".join(told))


def _extra(extra: Pair) -> Text:
    told = [number_text.number(one) for one in extra]
    both = told[0] if told[0] == told[1] else number_text.TIMES.join(told)
    return text("output padding {extra}", extra=both)


def _line(
    words: Text, tone: Tone = Tone.INK, *, strong: bool = False, size: Size = Size.SECOND
) -> tuple[Part]:
    return (Part(words, tone, strong=strong, size=size, side=Side.LEFT),)


def _number(shown: str) -> Part:
    return Part(shown, Tone.RESULT, strong=True, side=Side.LEFT)


def _sign(one: str, other: str) -> str:
    return number_text.EQUAL if one == other else number_text.ABOUT
