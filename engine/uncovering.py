"""What output padding is: which of several sizes it picks, and what of the stamps it uncovers."""

from __future__ import annotations

from typing import NamedTuple

from engine import arithmetic, number_text, sizes, words
from engine.fields import Pair
from engine.layers import ConvTranspose
from engine.words import Text, text

# So many sizes are named one by one.
MOST_NAMED = 4


class Uncovered(NamedTuple):
    """One axis: cells that padding had cropped and are back, and cells that no stamp reaches."""

    back: int
    beyond: int


class Shared(NamedTuple):
    """One axis: sizes, from the first on, of which one convolution makes the size that is read.

    Output padding 0 gives the first.
    """

    first: int
    several: int
    read: int


def uncovered(layer: ConvTranspose) -> tuple[Uncovered, Uncovered]:
    """What the output padding adds at the end of rows and columns."""
    ends = sizes.padding_ends(layer, (0, 0))  # never "same", so the size does not matter
    rows, columns = (
        Uncovered(min(extra, after), max(extra - after, 0))
        for extra, (_, after) in zip(layer.output_padding, ends, strict=True)
    )
    return rows, columns


def shared(layer: ConvTranspose, size: Pair) -> tuple[Shared, Shared]:
    """Which sizes become this one in the convolution whose transpose the layer is."""
    ends = sizes.padding_ends(layer, size)
    rows, columns = (
        Shared(
            arithmetic.transposed_size(
                size[a], layer.kernel[a], layer.stride[a], layer.dilation[a], sum(ends[a]), 0
            ),
            layer.stride[a],
            size[a],
        )
        for a in sizes.AXES
    )
    return rows, columns


def sentences(layer: ConvTranspose, size: Pair) -> tuple[Text, ...]:
    """Why there is output padding, and what it brings here."""
    both, found = shared(layer, size), uncovered(layer)
    alike = both[0] == both[1] and found[0] == found[1]
    said = [_which(one) for one in (both[:1] if alike else both) if one.several > 1]
    # A map of one row has nothing to choose there.
    told = tuple(dict.fromkeys(said))
    effect = brings(layer)
    return told if effect is None else (*told, effect)


def brings(layer: ConvTranspose) -> Text | None:
    """What the rows and columns of the output padding are; None where there are none."""
    back, beyond = _brought(layer)
    zeros = text("{cells} beyond every stamp, 0 but for a bias", cells=beyond)
    if back is None:
        return None if beyond is None else text("Output padding adds {zeros}.", zeros=zeros)
    if beyond is None:
        return text(
            "Output padding uncovers {cells} of the stamps that padding had cropped; "
            "it adds no zeros.",
            cells=back,
        )
    return text(
        "Output padding uncovers {cells} of the stamps that padding had cropped, and adds {zeros}.",
        cells=back,
        zeros=zeros,
    )


def in_short(layer: ConvTranspose) -> Text | None:
    """The same in a few words."""
    back, beyond = _brought(layer)
    if beyond is None:
        return None if back is None else text("{cells} uncovered", cells=back)
    zeros = text("{cells} beyond all stamps", cells=beyond)
    if back is None:
        return zeros
    return text("{cells} uncovered, {zeros}", cells=back, zeros=zeros)


def _brought(layer: ConvTranspose) -> tuple[Text | None, Text | None]:
    """What is uncovered, and what lies beyond every stamp."""
    rows, columns = uncovered(layer)
    return _lines(rows.back, columns.back), _lines(rows.beyond, columns.beyond)


def _which(one: Shared) -> Text:
    named = [one.first + at for at in range(one.several) if one.first + at >= 1]
    read = number_text.number(one.read)
    pads = [size - one.first for size in named]
    if len(named) > MOST_NAMED:
        return text(
            "A convolution with these numbers makes {read} of {first} to {last}: "
            "output padding {low} to {high} says which.",
            read=read, first=number_text.number(named[0]), last=number_text.number(named[-1]),
            low=pads[0], high=pads[-1],
        )  # fmt: skip
    return text(
        "A convolution with these numbers makes {read} of {sizes} alike: "
        "output padding {pads} says which.",
        read=read,
        sizes=words.listing(map(number_text.number, named), "and"),
        pads=words.listing(pads),
    )


def _lines(rows: int, columns: int) -> Text | None:
    """So many rows and columns."""
    down = words.plural("{count} row", "{count} rows", rows) if rows else None
    across = words.plural("{count} column", "{count} columns", columns) if columns else None
    if down is not None and across is not None:
        return text("{head} and {last}", head=down, last=across)
    return down or across
