"""How each operation's output size is reckoned, in symbols and in the numbers of one layer.

The formulas are those of arithmetic.py, which names their sources.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from engine import arithmetic, formulas, labels, number_text, sizes, uncovering
from engine.document import INPUT
from engine.fields import Padding
from engine.formulas import Formula, Line, Piece, Style
from engine.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    Broken,
    Conv,
    ConvTranspose,
    Crop,
    DeformConv,
    DepthwiseConv,
    GlobalAvgPool,
    GlobalMaxPool,
    Layer,
    MaxPool,
    MaxUnpool,
    Pad,
    PixelShuffle,
    PixelUnshuffle,
    SeparableConv,
    Upsample,
)
from engine.remedies import AXIS_NAMES
from engine.report import Report
from engine.sizes import AXES, Sources
from engine.words import Text, text

OUT = text("out")


class Sum(NamedTuple):
    """One axis: the formula in symbols, in numbers, and what it comes to."""

    symbols: tuple[Piece, ...]
    numbers: str
    result: int | Fraction


def of_name(report: Report, name: str) -> Formula | None:
    """The formula of a layer, whether or not it fits; None where what it reads is not known."""
    row = report.row(name)
    if row is not None:
        return of(row.layer, row.sources)
    document = report.document
    at = document.index(name)
    if at is None or isinstance(document.layers[at], Broken):
        return None
    shapes = {INPUT: report.input_shape, **{one.name: one.shape for one in report.rows}}
    read = document.inputs(at)
    if not read or any(one not in shapes for one in read):
        return None
    return of(document.layers[at], Sources(tuple(shapes[one] for one in read)))


def of(layer: Layer, sources: Sources) -> Formula:
    """The formula of the layer's output size where it stands; each axis if they differ."""
    if _is_reckoned(layer):
        rows, columns = (_SUMS[type(layer)](layer, sources, axis) for axis in AXES)
        return Formula(_lines(rows, columns), _remarks(layer, sources))
    return Formula((), (_given(layer, sources),))


def _is_reckoned(layer: Layer) -> bool:
    """Whether the size follows from a formula, and is not stated by a field of the layer."""
    if isinstance(layer, Upsample):
        return layer.scale is not None
    if isinstance(layer, MaxUnpool):
        return layer.kernel is not None and layer.output_size is None
    return type(layer) in _SUMS


def _lines(rows: Sum, columns: Sum) -> tuple[Line, ...]:
    first = Line(OUT, rows.symbols)
    if rows == columns:
        return (first, formulas.line(rows.numbers), Line("", formulas.size_result(rows.result)))
    found = [first]
    for at, (name, one) in enumerate(zip(AXIS_NAMES, (rows, columns), strict=True)):
        if at and one.symbols != rows.symbols:
            found.append(Line(OUT, one.symbols))
        found.append(formulas.line(one.numbers, name))
        found.append(Line("", formulas.size_result(one.result)))
    return tuple(found)


def _window_sum(layer: Any, sources: Sources, axis: int) -> Sum:
    n, k, s, d = sources.size[axis], layer.kernel[axis], layer.stride[axis], layer.dilation[axis]
    ends = sizes.padding_ends(layer, sources.size)[axis]
    symbols = f"= ⌊(*n* + {_padding_symbols(ends)} − *d*(*k*−1) − 1) / *s*⌋ + 1"
    numbers = f"= ⌊({n} + {_padding(ends)} − {d}·{k - 1} − 1) / {s}⌋ + 1"
    size = arithmetic.conv_size(n, k, s, d, sum(ends))
    return Sum(formulas.pieces(symbols), numbers, size)


def _pool_sum(layer: MaxPool | AvgPool, sources: Sources, axis: int) -> Sum:
    n, k, s, p = sources.size[axis], layer.kernel[axis], layer.stride[axis], layer.padding[axis]
    d = sizes.pool_dilation(layer)[axis]
    low, high = ("⌈", "⌉") if layer.ceil_mode else ("⌊", "⌋")
    size = arithmetic.pool_size(n, k, s, d, p, layer.ceil_mode)
    reach, taken = ("*d*(*k*−1) − 1", f"{d}·{k - 1} − 1")
    if isinstance(layer, AvgPool):
        reach, taken = "*k*", str(k)
    symbols = f"= {low}(*n* + 2*p* − {reach}) / *s*{high} + 1"
    numbers = f"= {low}({n} + {2 * p} − {taken}) / {s}{high} + 1"
    if _starts_beyond(layer, sources, axis):
        numbers += " − 1"
    return Sum(formulas.pieces(symbols), numbers, size)


def _starts_beyond(layer: MaxPool | AvgPool, sources: Sources, axis: int) -> bool:
    """Whether the window that rounding up adds is left out again."""
    n, k, s, p = sources.size[axis], layer.kernel[axis], layer.stride[axis], layer.padding[axis]
    d = sizes.pool_dilation(layer)[axis]
    span = n + 2 * p - arithmetic.effective_kernel(k, d)
    rounded = arithmetic.ceil_div(span, s) + 1
    return layer.ceil_mode and arithmetic.pool_size(n, k, s, d, p, True) < rounded


def _stamp_sum(layer: ConvTranspose, sources: Sources, axis: int) -> Sum:
    n, k, s, d = sources.size[axis], layer.kernel[axis], layer.stride[axis], layer.dilation[axis]
    ends, extra = sizes.padding_ends(layer, sources.size)[axis], layer.output_padding[axis]
    crop = "2*p*" if ends[0] == ends[1] else "*p*₁ − *p*₂"
    taken = str(sum(ends)) if ends[0] == ends[1] else f"{ends[0]} − {ends[1]}"
    symbols = f"= (*n* − 1)·*s* − {crop} + *d*(*k*−1) + 1 + *o*"
    numbers = f"= ({n} − 1)·{s} − {taken} + {d}·{k - 1} + 1 + {extra}"
    size = arithmetic.transposed_size(n, k, s, d, sum(ends), extra)
    return Sum(formulas.pieces(symbols), numbers, size)


def _unpool_sum(layer: MaxUnpool, sources: Sources, axis: int) -> Sum:
    assert layer.kernel is not None
    assert layer.stride is not None
    n, k, s, p = sources.size[axis], layer.kernel[axis], layer.stride[axis], layer.padding[axis]
    symbols = "= (*n* − 1)·*s* − 2*p* + *k*"
    numbers = f"= ({n} − 1)·{s} − {2 * p} + {k}"
    return Sum(formulas.pieces(symbols), numbers, arithmetic.unpool_size(n, k, s, p))


def _upsampled_sum(layer: Upsample, sources: Sources, axis: int) -> Sum:
    assert layer.scale is not None
    n, scale = sources.size[axis], layer.scale[axis]
    symbols = (*formulas.pieces("= *n* · "), Piece(labels.FIELDS["scale"], Style.SYMBOL))
    return Sum(symbols, f"= {n} · {scale}", n * scale)


def _shuffled_sum(layer: PixelShuffle, sources: Sources, axis: int) -> Sum:
    n = sources.size[axis]
    symbols = (*formulas.pieces("= *n* · "), Piece(labels.FIELDS["factor"], Style.SYMBOL))
    return Sum(symbols, f"= {n} · {layer.factor}", n * layer.factor)


def _unshuffled_sum(layer: PixelUnshuffle, sources: Sources, axis: int) -> Sum:
    n = sources.size[axis]
    symbols = (*formulas.pieces("= *n* / "), Piece(labels.FIELDS["factor"], Style.SYMBOL))
    return Sum(symbols, f"= {n} / {layer.factor}", Fraction(n, layer.factor))


def _padded_sum(layer: Pad, sources: Sources, axis: int) -> Sum:
    n, (before, after) = sources.size[axis], _sides(layer.padding, axis)
    symbols = formulas.pieces("= *n* + *p*₁ + *p*₂")
    return Sum(symbols, f"= {n} + {before} + {after}", n + before + after)


def _cropped_sum(layer: Crop, sources: Sources, axis: int) -> Sum:
    n, (before, after) = sources.size[axis], _sides(layer.crop, axis)
    symbols = formulas.pieces("= *n* − *c*₁ − *c*₂")
    return Sum(symbols, f"= {n} − {before} − {after}", n - before - after)


def _sides(sides: Padding, axis: int) -> tuple[int, int]:
    assert not isinstance(sides, str)
    return (sides.left, sides.right) if axis else (sides.top, sides.bottom)


def _padding_symbols(ends: tuple[int, int]) -> str:
    return "2*p*" if ends[0] == ends[1] else "*p*₁ + *p*₂"


def _padding(ends: tuple[int, int]) -> str:
    return str(sum(ends)) if ends[0] == ends[1] else f"{ends[0]} + {ends[1]}"


def _remarks(layer: Layer, sources: Sources) -> tuple[Text, ...]:
    if isinstance(layer, ConvTranspose):
        letter = text("{letter} is the output padding.", letter="o")
        return (letter, *uncovering.sentences(layer, sources.size))
    if isinstance(layer, (MaxPool, AvgPool)) and any(
        _starts_beyond(layer, sources, axis) for axis in AXES
    ):
        return (text("One less, since the last window would begin beyond the input."),)
    return ()


def _given(layer: Layer, sources: Sources) -> Text:
    """What is said of an operation whose size is not reckoned."""
    if isinstance(layer, (GlobalAvgPool, GlobalMaxPool)):
        return text("One cell for each channel.")
    if isinstance(layer, (AdaptiveAvgPool, AdaptiveMaxPool)):
        return text("The size is given: {size}.", size=_times(layer.output_size))
    if isinstance(layer, Upsample) and layer.size is not None:
        return text("The size is given: {size}.", size=_times(layer.size))
    if isinstance(layer, MaxUnpool):
        return _unpooled(layer, sources)
    if isinstance(layer, Upsample):
        return text("The size is not known.")
    return text("The size of what it reads: {size}.", size=_times(sources.size))


def _unpooled(layer: MaxUnpool, sources: Sources) -> Text:
    if layer.output_size is not None:
        return text("The size is given: {size}.", size=_times(layer.output_size))
    if layer.of is not None and sources.pool_shape is not None:
        return text(
            "The size that {pool} read: {size}.", pool=layer.of, size=_times(sources.pool_shape[1:])
        )
    return text("The size is not known.")


def _times(pair: tuple[int, int]) -> str:
    return number_text.TIMES.join(map(str, pair))


_SUMS: dict[type[Layer], Callable[[Any, Sources, int], Sum]] = {
    Conv: _window_sum,
    DepthwiseConv: _window_sum,
    SeparableConv: _window_sum,
    DeformConv: _window_sum,
    MaxPool: _pool_sum,
    AvgPool: _pool_sum,
    ConvTranspose: _stamp_sum,
    MaxUnpool: _unpool_sum,
    Upsample: _upsampled_sum,
    PixelShuffle: _shuffled_sum,
    PixelUnshuffle: _unshuffled_sum,
    Pad: _padded_sum,
    Crop: _cropped_sum,
}
