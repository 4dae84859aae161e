"""What is said of a pixel that is traced back: the finding, titles, legend and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import number_text, words
from engine.document import INPUT
from engine.frame import Heading, Headline, Legend
from engine.layers import ZEROS, Activation, BatchNorm, Conv, DeformConv, DepthwiseConv
from engine.roles import Role
from engine.scenes import map_words, short_words
from engine.words import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.frame import Grid
    from engine.layers import Layer
    from engine.scenes.path_maps import PathMap
    from engine.scenes.path_ramp import Ramp
    from engine.scenes.piece import Piece
    from engine.scenes.traces import Trace
    from engine.words import Text

    Dilated = Conv | DepthwiseConv
    Words = Text | str

MOST_RATES = 8
DILATED = (Conv, DepthwiseConv)
# They leave every cell where it is.
STILL = (Activation, BatchNorm)
_COUNTED = {
    2: text("two"),
    3: text("three"),
    4: text("four"),
    5: text("five"),
    6: text("six"),
    7: text("seven"),
    8: text("eight"),
    9: text("nine"),
}
_ROLES = (
    (Role.UNUSED, text("inside the field, never read")),
    (Role.OUTSIDE, text("outside the field")),
    (Role.PADDING, text("padding, where paths end")),
    (Role.UNREAD, text("padding, never read")),
)


def headline(trace: Trace) -> Headline:
    """How much of the input is used, and by what."""
    whole = trace.name == trace.report.document.layers[-1].name
    if trace.source.patch is None:
        return Headline(finding(trace.source), _why_unknown(trace))
    stack = described(trace.layers)
    rest = (
        text("{stack}: what one output pixel reads", stack=stack)
        if whole
        else text("{stack}: what one pixel of {layer} reads", stack=stack, layer=trace.name)
    )
    if any(isinstance(one, DeformConv) and one.offsets != ZEROS for one in trace.layers):
        rest = text("{sentence}, offsets taken as zero", sentence=rest)
    return Headline(finding(trace.source), rest)


def _why_unknown(trace: Trace) -> Text:
    if trace.unpool is not None:
        return text(
            "{layer} puts values back where they came from, which depends on the numbers",
            layer=trace.unpool.name,
        )
    return text("there are too many cells to count the paths of each")


def finding(one: PathMap) -> Text:
    """How many cells of the field are used."""
    if one.patch is None:
        return text("the paths are not known")
    if one.inner is None:
        return text("no pixel used")
    count = number_text.number(one.inner.area)
    if one.is_full:
        return plural("its one pixel used", "all {number} used", one.used, number=count)
    return text("{used} of {count} used", used=number_text.number(one.used), count=count)


def described(layers: Sequence[Layer]) -> Words:
    """The layers in few words: `three 3×3 convolutions, dilation 2, 2, 2`."""
    told = [one for one in layers if not isinstance(one, STILL)]
    if len(told) == 1:
        return short_words.operation(told[0])
    rates = dilations(layers)
    kernels = {one.kernel for one in told if isinstance(one, DILATED)}
    if not rates or len(kernels) != 1:
        return plural("{count} layer", "{count} layers", len(layers))
    return text(
        "{count} {kernel} convolutions, dilation {rates}",
        count=counted(len(told)),
        kernel=short_words.lengths(kernels.pop()),
        rates=rates,
    )


def dilations(layers: Iterable[Layer]) -> str:
    """The dilations of layers that differ in little else; nothing where they do."""
    told = [one for one in layers if not isinstance(one, STILL)]
    found = []
    for one in told:
        if not isinstance(one, DILATED) or one.stride != (1, 1):
            return ""
        found.append(_rate(one))
    if len(found) > MOST_RATES:
        found = [*found[: MOST_RATES - 2], "…", found[-1]]
    return ", ".join(found)


def _rate(layer: Dilated) -> str:
    """How far the taps of the layer are apart, on the axes on which there are several."""
    several = {step for k, step in zip(layer.kernel, layer.dilation, strict=True) if k > 1}
    return (
        number_text.number(several.pop())
        if len(several) == 1
        else short_words.lengths(layer.dilation)
    )


def counted(count: int) -> Words:
    """A number in a sentence, in words where it is small."""
    return _COUNTED.get(count, number_text.number(count))


def heading(trace: Trace, one: PathMap) -> Heading:
    """The name and size of a map, and how much of it is read by what."""
    return Heading(name_of(one), short_words.lengths(one.size), second(trace, one))


def short_heading(trace: Trace, one: PathMap) -> Heading:
    """The same on one line."""
    return Heading(name_of(one), _chosen(trace, one) or _unknown(one) or _of_what(one))


def name_of(one: PathMap) -> Words:
    """What the map is called."""
    return map_words.name_of(one.name) if one.name == INPUT else words.one_line(one.name)


def second(trace: Trace, one: PathMap) -> Words:
    """How much of the map is read, and by what."""
    return _chosen(trace, one) or _unknown(one) or _read(trace, one)


def _read(trace: Trace, one: PathMap) -> Words:
    by = _by(trace, one)
    if one.inner is None:
        return text("{operation} reads none of it", operation=by)
    return text("{operation} reads {cells}", operation=by, cells=_of_what(one))


def _chosen(trace: Trace, one: PathMap) -> Words:
    return text("the chosen pixel") if one.name == trace.name else ""


def _unknown(one: PathMap) -> Words:
    return text("paths not known") if one.patch is None else ""


def _of_what(one: PathMap) -> Words:
    if one.inner is None:
        return text("none")
    used, size = number_text.number(one.used), short_words.lengths(one.inner.size)
    return text("{used} of {size}", used=used, size=size)


def _by(trace: Trace, one: PathMap) -> Words:
    """What reads the map: the layer where one alone does, else the names."""
    readers = trace.readers[one.name]
    if not trace.is_chain:
        return words.listing(map(words.one_line, readers), "and")
    layer = trace.report.document.layer(readers[0])
    if isinstance(layer, DILATED) and layer.stride == (1, 1) and _rate(layer) != "1":
        return text("dilation {dilation}", dilation=_rate(layer))
    return short_words.operation(layer)


def piece_of(one: PathMap, piece: Piece) -> Words:
    """Which rows and columns are shown of a map that is too large."""
    if piece.size == one.padded.size:
        return ""
    (top, left), (rows, columns) = piece.corner, piece.size
    return text(
        "rows {top}–{bottom}, columns {left}–{right}",
        top=number_text.number(top),
        bottom=number_text.number(top + rows - 1),
        left=number_text.number(left),
        right=number_text.number(left + columns - 1),
    )


def legend(ramp: Ramp, grids: Iterable[Grid], notes: tuple[Text, ...] = ()) -> Legend:
    """What colours and roles mean, of roles that are there."""
    present: set[int] = set()
    for grid in grids:
        present.update(np.unique(grid.roles).tolist())
    roles = tuple((role, said) for role, said in _ROLES if role in present)
    return Legend(roles, ramp.scale(), notes)
