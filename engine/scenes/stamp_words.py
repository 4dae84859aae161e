"""What is said above and below the maps of stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text, words
from engine.frame import Heading
from engine.scenes import map_words, short_words
from engine.words import text

if TYPE_CHECKING:
    from engine.scenes.piece import Piece
    from engine.scenes.stamping import Stamping
    from engine.words import Text


def plane(stamping: Stamping, step: int, piece: Piece) -> Heading:
    """How many stamps have landed, and on what."""
    sides = (stamping.axes[0].length, stamping.axes[1].length)
    second = map_words.joined(
        _landed(stamping, step), map_words.shown_piece((piece.rows, piece.columns), sides, sides)
    )
    rest: Text | str = short_words.lengths(stamping.row.shape[1:])
    if stamping.row.shape[0] > 1:
        rest = map_words.shape_of(stamping.row.shape, stamping.channel)
    return Heading(text("output"), rest, second)


def cropped(stamping: Stamping) -> Text | str:
    """How much of the plane padding leaves; nothing where it leaves all."""
    if not any(side for axis in stamping.axes for side in axis.cropped):
        return ""
    return text(
        "padding crops {all} to {kept}",
        all=short_words.lengths(axis.length for axis in stamping.axes),
        kept=short_words.lengths(stamping.row.shape[1:]),
    )


def kernel(stamping: Stamping, channel: int | None, by: float | None) -> Heading:
    """The kernel's title, with its channel where there are several; its second line the cell."""
    size = short_words.lengths(stamping.layer.kernel)
    second: Text | str = ""
    if by is not None:
        second = text("each weight times {value}", value=number_text.number(by))
    if channel is None:
        return Heading(text("kernel"), size, second)
    name = text("{map} {channel}", map=text("kernel"), channel=channel)
    return Heading(name, size, second)


def total(stamping: Stamping) -> Heading:
    """The title of the stamps of all channels."""
    count = len(stamping.channels)
    second = words.plural("sum of {count} channel", "sum of {count} channels", count)
    return Heading(text("stamp"), short_words.lengths(stamping.layer.kernel), second)


def more(count: int) -> Text:
    """The channels that are stamped too, and not shown."""
    return words.plural("and {count} more channel", "and {count} more channels", count)


def _landed(stamping: Stamping, step: int) -> Text:
    steps, all_steps = number_text.number(step), number_text.number(stamping.count)
    if not stamping.bias:
        if not step:
            return text("no stamp yet")
        return text("after {step} of {steps} stamps", step=steps, steps=all_steps)
    bias = number_text.number(stamping.bias)
    if not step:
        return text("bias {bias} everywhere, no stamp yet", bias=bias)
    return text(
        "bias {bias}, then {step} of {steps} stamps", bias=bias, step=steps, steps=all_steps
    )
