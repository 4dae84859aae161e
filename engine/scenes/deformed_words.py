"""What the figure of a deformable layer says: of a tap, of its sample, and of the sum of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import number_text, words
from engine.frame import (
    Caption,
    Heading,
    Headline,
    Key,
    Legend,
    Mark,
    Part,
    Sample,
    Side,
    Size,
    Tone,
)
from engine.given_fields import Predictor
from engine.roles import Role
from engine.scenes import map_words, sums, telling
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.fields import Pair
    from engine.layers import DeformConv
    from engine.scenes.moved_taps import Near, Places, Reads, Taps
    from engine.scenes.sums import Sum
    from engine.values.lanes import Array
    from engine.words import Text

SAMPLE, TITLE, PARTS, PLACE = "sample", "sum of", "parts", "place"
# What stands below the neighbours of a tap, and what is said of the sum, from above.
UNDER_NEAR = (SAMPLE, telling.NOTE)
OF_SUM = (TITLE, telling.SUM, PARTS, PLACE)
MOST_NAMED = 4  # channels whose parts are told one by one
WAYS = ("Δy", "Δx")
WIDEST_WAY = -88.88


class End(NamedTuple):
    """What the terms come to: the output's number, or what one of several channels adds to it."""

    total: float
    bias: float = 0.0
    is_result: bool = True


def headline(layer: DeformConv) -> Headline:
    """What the layer does, and where its offsets come from where it reckons them itself."""
    rest = text("every tap moves by its own offset and reads between the pixels")
    if isinstance(layer.offsets, Predictor):
        rest = text("offsets predicted by a convolution of the same input")
    return Headline(text("deformable convolution"), rest)


def legend(*, rim: bool, many: bool) -> Legend:
    """What is drawn over the map."""
    near = text("the four neighbours of one tap") if many else text("the neighbours of one tap")
    roles: list[tuple[Role | Mark | Sample, Text]] = [
        (Sample.REGULAR, text("regular tap")),
        (Sample.READS, text("where it reads")),
        (Role.WINDOW, near),
    ]
    if rim:
        roles.append((Role.PADDING, text("outside the map all is 0")))
    return Legend(tuple(roles))


def of_tap(taps: Taps, tap: Pair) -> Heading:
    """The tap, and how far it is moved."""
    return tap_heading(tap, taps.offset(tap), None if taps.mask is None else float(taps.mask[tap]))


def tap_heading(tap: Pair, offset: Places, mask: float | None) -> Heading:
    """The title above the neighbours."""
    rest = text("offset {offset}", offset=_pair(*map(number_text.way, offset)))
    if mask is not None:
        rest = text("{first}, {second}", first=rest, second=_mask(mask))
    return Heading(_named(tap), rest)


def widest_heading(reads: Reads) -> Heading:
    """The title of the neighbours that takes the most room."""
    down, across = (kernel - 1 for kernel in reads.layer.kernel)
    mask = None if reads.mask is None else sums.widest(reads.mask)
    return tap_heading((down, across), (WIDEST_WAY, WIDEST_WAY), mask)


def said_of(taps: Taps, tap: Pair) -> Text:
    """What a tap does, for who points at it."""
    place = taps.place(tap)
    found = text(
        "{tap} is moved by {offset}, reads at row {row} column {column}: {value}",
        tap=_named(tap),
        offset=_pair(*map(number_text.way, taps.offset(tap))),
        row=number_text.fixed(place[0]),
        column=number_text.fixed(place[1]),
        value=number_text.fixed(float(taps.samples[tap])),
    )
    if taps.mask is None:
        return found
    return text("{first}, {second}", first=found, second=_mask(float(taps.mask[tap])))


def sample(key: Key, near: Near) -> Caption:
    """`0·0.08 + 1·0.32 + 1·0.12 + 2·0.48 = 1.40`."""
    parts: list[Part] = []
    pairs = list(zip(near.values.flat, near.weights.flat, strict=True))
    for value, weight in pairs:
        if parts:
            parts.append(_soft(" + "))
        parts += (_ink(number_text.number(float(value))), _soft(" · "), _weight(float(weight)))
    sign = number_text.equals([(float(a), float(b)) for a, b in pairs], near.value)
    parts += (_soft(f"  {sign}  "), Part(number_text.fixed(near.value), strong=True))
    return Caption(key, (tuple(parts),), aligned=False)


def outside(near: Near, size: Pair) -> Text | str:
    """How much of what a tap reads is outside the map; nothing where all is inside."""
    inside = np.logical_and.outer(
        [0 <= row < size[0] for row in near.rows],
        [0 <= column < size[1] for column in near.columns],
    )
    count = int((~inside & (near.weights > 0)).sum())
    if not (inside & (near.weights > 0)).any():
        return text("it reads outside the map, where all is 0")
    return so_many_outside(count) if count else ""


def so_many_outside(count: int) -> Text:
    """How many of a tap's neighbours lie outside the map."""
    return words.plural(
        "{count} neighbour is outside the map and counts as 0",
        "{count} neighbours are outside the map and count as 0",
        count,
    )


def title(key: Key, kernel: Pair, channel: int | None) -> Caption:
    """The title of the sum, which of several channels is of one."""
    count = kernel[0] * kernel[1]
    rest = _NUMBERED.get(count) or words.plural(
        "{count} sample, {count} weight", "{count} samples, {count} weights", count
    )
    if channel is not None:
        of_channel = text("channel {channel}", channel=channel)
        rest = text("{first}, {second}", first=rest, second=of_channel)
    return telling.title(key, text("the sum"), rest)


_NUMBERED = {
    3: text("three samples, three weights"),
    4: text("four samples, four weights"),
    5: text("five samples, five weights"),
    9: text("nine samples, nine weights"),
}


def products(how: Sum, taps: Taps, kernel: Array, chosen: Pair, end: End) -> Caption:
    """Sample by weight, with the mask between them where there is one, in the kernel's rows."""
    masked = taps.mask is not None
    factors = [taps.samples, *([taps.mask] if taps.mask is not None else []), kernel]
    terms = [[float(one[at]) for one in factors] for at in np.ndindex(*kernel.shape)]
    ending = _ending(terms, end)
    if not how.written:
        told = words.plural("{count} product, sum", "{count} products, sum", kernel.size)
        return how.caption([(Part(told), *ending[-2:])])
    lines: list[list[Part]] = []
    for row in range(kernel.shape[0]):
        line: list[Part] = []
        for column in range(kernel.shape[1]):
            value, *others = terms[row * kernel.shape[1] + column]
            line.append(sums.PLUS if lines or line else sums.EMPTY)
            line.append(Part(number_text.fixed(value), strong=(row, column) == chosen))
            if masked:
                line += (sums.DOT, Part(number_text.fixed(others[0])))
            line += (sums.DOT, _weight(others[-1], plain=True))
        lines.append(line)
    for unended in lines[:-1]:
        unended.extend([sums.EMPTY] * len(ending))
    lines[-1] += ending
    return how.caption([tuple(line) for line in lines])


def parts(key: Key, added: Sequence[tuple[int, float]], end: End) -> Caption:
    """What each input channel adds, of many the first ones alone, and what they come to."""
    named = list(added) if len(added) <= MOST_NAMED else list(added[: MOST_NAMED - 1])
    rest = added[len(named) :]
    line: list[Part] = []
    for channel, value in named:
        line += _added(text("channel {channel}:", channel=channel), value, first=not line)
    shown = [value for _, value in named]
    if rest:
        shown.append(sum(value for _, value in rest))
        line += _added(words.plural("{count} other:", "{count} others:", len(rest)), shown[-1])
    if end.bias:
        shown.append(end.bias)
        line += _added(text("bias"), end.bias)
    sign = number_text.equals([(one,) for one in shown], end.total)
    line += (_soft(f"  {sign}  "), _result(end))
    return Caption(key, (tuple(line),), aligned=False)


def place(key: Key, cell: Pair) -> Caption:
    """Of which output cell the sum is."""
    said = text("output, row {row}, column {column}", row=cell[0], column=cell[1])
    return telling.note(key, said)


def source(name: str, shape: tuple[int, int, int], channel: int, reads: Reads) -> Heading:
    """The title of the map that taps read."""
    rest = map_words.shape_of(shape, channel)
    groups = reads.layer.offset_groups
    if groups == 1:
        return Heading(map_words.name_of(name), rest)
    group = text("offset group {group}, {count} in all", group=reads.group(channel), count=groups)
    return Heading(map_words.name_of(name), rest, group)


def predicted(axis: int, channel: int) -> Heading:
    """The title of a map of predicted offsets."""
    return Heading(WAYS[axis], text("channel {channel}", channel=channel))


def _added(name: Text, value: float, *, first: bool = False) -> list[Part]:
    found = [_soft(" + ")] if not first else []
    return [*found, _soft(name), _soft(" "), _ink(number_text.number(value))]


def _ending(terms: list[list[float]], end: End) -> list[Part]:
    """The bias, where there is one, and the total."""
    if end.bias:
        terms = [*terms, [end.bias]]
    sign = number_text.equals(terms, end.total)
    added = [sums.PLUS, _ink(number_text.number(end.bias))] if end.bias else []
    return [*added, Part(sign, Tone.SOFT, side=Side.CENTRE), _result(end)]


def _result(end: End) -> Part:
    shown = number_text.number(end.total)
    if end.is_result:
        return Part(shown, Tone.RESULT, True, Size.RESULT, Side.LEFT)
    return Part(shown, strong=True, side=Side.LEFT)


def _named(tap: Pair) -> Text:
    return text("tap ({row}, {column})", row=tap[0], column=tap[1])


def _pair(down: str, across: str) -> str:
    return f"({down}, {across})"


def _mask(mask: float) -> Text:
    return text("mask {mask}", mask=number_text.fixed(mask))


def _ink(shown: str) -> Part:
    return Part(shown)


def _soft(shown: Text | str) -> Part:
    return Part(shown, Tone.SOFT)


def _weight(value: float, *, plain: bool = False) -> Part:
    shown = number_text.number(value) if plain else number_text.fixed(value)
    return Part(shown, Tone.WEIGHT, strong=True)
