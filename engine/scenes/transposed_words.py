"""What is said of a transposed convolution that is taken apart: its stages and their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text, uncovering
from engine.frame import Heading, Headline, Legend, Mark
from engine.layers import ConvTranspose
from engine.roles import Role
from engine.scenes import kernels_shown, map_words, short_words
from engine.scenes.input_map import STAGE
from engine.scenes.spread_map import BORDERED, INSERTED, SLID
from engine.words import text

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.report import Row
    from engine.scenes.spread_map import Axis
    from engine.words import Text

    Axes = tuple[Axis, Axis]
    Words = Text | str

SIDES = (text("top"), text("bottom"), text("left"), text("right"))


def headline(row: Row) -> Headline:
    """From which size to which, by what."""
    layer = _layer(row)
    made = text(
        "{size} → {made}, kernel {kernel}, stride {stride}",
        size=short_words.lengths(row.sources.size),
        made=short_words.lengths(row.shape[1:]),
        kernel=short_words.lengths(layer.kernel),
        stride=_both(layer.stride),
    )
    return Headline(
        text("transposed convolution"),
        text("{numbers}, taken apart into an ordinary one", numbers=_with_the_rest(made, layer)),
    )


def legend(axes: Axes) -> Legend:
    """What each kind of cell is, of those that there are."""
    roles: list[tuple[Role | Mark, Text]] = [(Role.INPUT, text("real value"))]
    if any(axis.inserted > axis.n for axis in axes):
        roles.append((Role.INSERTED_ZERO, text("zero, inserted by the stride")))
    ends = [end for axis in axes for end in (axis.before, axis.after)]
    if any(end > 0 for end in ends):
        roles.append((Role.BORDER, text("zero, border")))
    if any(end < 0 for end in ends):
        roles.append((Role.UNUSED, text("cut off")))
    if any(axis.extra for axis in axes):
        roles.append((Mark.FIELD, text("output padding")))
    return Legend(tuple(roles))


def headings(row: Row, axes: Axes, channel: int) -> dict[str, Heading]:
    """The titles of the stages that show the map."""
    name = map_words.name_of(row.inputs[0])
    channels, rows, columns = row.sources.first
    size: Words = short_words.lengths((rows, columns))
    if channels > 1:
        size = text("{size}, channel {channel} of {count}",
                    size=size, channel=channel, count=channels)  # fmt: skip
    ends = [end for axis in axes for end in (axis.before, axis.after)]
    return {
        STAGE: Heading(name, "", size, badge=1),
        INSERTED: Heading(text("insert zeros"), "", inserted(axes), badge=2),
        BORDERED: Heading(_border_name(ends), "", border(_layer(row), axes), badge=3),
        SLID: Heading(text("slide"), "", slid(_layer(row)), badge=5),
    }


def inserted(axes: Axes) -> Text:
    """How many zeros come between neighbours."""
    rows, columns = (axis.stride - 1 for axis in axes)
    if axes[0].n == 1 or rows == columns:
        return text("stride − 1 = {count} between", count=columns)
    if axes[1].n == 1:
        return text("stride − 1 = {count} between", count=rows)
    return text("stride − 1: rows {rows}, columns {columns}", rows=rows, columns=columns)


def border(layer: ConvTranspose, axes: Axes) -> Words:
    """How wide the border is at each side, and how that comes."""
    each = [(axis.before, axis.after - axis.extra) for axis in axes]
    extra = [axis.extra for axis in axes]
    # A map of one row that nothing is done to has no border above and below to speak of.
    idle = [
        axis.n == axis.kernel == 1 and not any(ends) for axis, ends in zip(axes, each, strict=True)
    ]
    kept = [ends for ends, none in zip(each, idle, strict=True) if not none] or each
    base = [end for ends in kept for end in ends]
    if len(set(base)) > 1:
        return _each_side(axes)
    said = text("{formula} = {count}", formula=_formula(layer), count=number_text.number(base[0]))
    if base[0] < 0:
        said = text("{sum}: cut off {count}", sum=said, count=-base[0])
    if not any(extra):
        return said
    return text("{sum}; {more}", sum=said, more=_more(*extra))


def flipped(row: Row) -> Text:
    """What becomes of the kernel, and of the channels that it joins."""
    layer = _layer(row)
    inputs, outputs = row.sources.first[0] // layer.groups, row.shape[0] // layer.groups
    turn = text("half a turn: rows and columns reversed")
    if 1 in layer.kernel:
        turn = text("half a turn: reversed")
    if inputs == outputs == 1:
        return turn
    if layer.groups == 1:
        return text("half a turn; in and out channels swap")
    return text("half a turn; channels swap in each group")


def pair(output: int, channel: int) -> Text:
    """Between which channels a kernel is."""
    return text("input {channel}, output {output}", channel=channel, output=output)


def slid(layer: ConvTranspose) -> Text:
    """Which convolution is left to do."""
    if layer.dilation == (1, 1):
        return text("ordinary convolution, stride 1, no padding")
    return text(
        "ordinary convolution, stride 1, no padding, {dilation}",
        dilation=kernels_shown.dilation(layer.dilation),
    )


def foot(layer: ConvTranspose) -> Words:
    """What the output padding brings, where there is any."""
    return uncovering.in_short(layer) or ""


def _with_the_rest(made: Text, layer: ConvTranspose) -> Words:
    """What else the layer has that is not usual."""
    parts: list[Words] = [made]
    sides = layer.padding
    if sides.top == sides.bottom and sides.left == sides.right:
        if any(sides):
            parts.append(text("padding {sides}", sides=_both((sides.top, sides.left))))
    else:
        parts.append(text("padding {sides}", sides=short_words.joined([str(one) for one in sides])))
    if any(layer.output_padding):
        parts.append(text("output padding {count}", count=_both(layer.output_padding)))
    if layer.dilation != (1, 1):
        parts.append(kernels_shown.dilation(layer.dilation))
    if layer.groups > 1:
        parts.append(text("{count} groups", count=layer.groups))
    return short_words.joined(parts)


def _border_name(ends: list[int]) -> Text:
    if any(end < 0 for end in ends):
        both = any(end > 0 for end in ends)
        return text("add and cut a border") if both else text("cut a border off")
    return text("add a border") if any(ends) else text("no border")


def _formula(layer: ConvTranspose) -> Text:
    if layer.dilation == (1, 1):
        return text("kernel − 1 − padding")
    return text("dilation·(kernel − 1) − padding")


def _each_side(axes: Axes) -> Words:
    """The four sides one by one, with what output padding adds."""
    ends = [end for axis in axes for end in (axis.before, axis.after)]
    return short_words.joined([
        text("{side} {count}", side=side, count=number_text.number(end))
        for side, end in zip(SIDES, ends, strict=True)
    ])  # fmt: skip


def _more(rows: int, columns: int) -> Text:
    """By how much output padding makes the border wider at its far ends."""
    if rows == columns:
        return text("bottom, right + {count}", count=rows)
    if not rows:
        return text("right + {count}", count=columns)
    if not columns:
        return text("bottom + {count}", count=rows)
    return text("bottom + {rows}, right + {columns}", rows=rows, columns=columns)


def _layer(row: Row) -> ConvTranspose:

    assert isinstance(row.layer, ConvTranspose)
    return row.layer


def _both(pair: Pair) -> str:
    return number_text.number(pair[0]) if pair[0] == pair[1] else short_words.lengths(pair)
