"""A map's values as a picture: its cells from its lowest to its highest value, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import labels, number_text, words
from engine.document import INPUT
from engine.frame import Grid, Heading, Key
from engine.roles import Role
from engine.scenes import short_words
from engine.words import text

if TYPE_CHECKING:
    from engine.fields import Pair
    from engine.frame import Array
    from engine.layers import Layer
    from engine.sizes import Shape
    from engine.words import Text

LARGEST_SHOWN = 256
LARGEST_WITH_NUMBERS = 12


@dataclass(frozen=True, eq=False)
class Subject:
    """A map: its layer (None is the input), and what is known of its shape and its values.

    `focus` is the point of interest, from 0 to 1 along rows and columns.
    """

    name: str
    layer: Layer | None
    shape: Shape | None
    values: Array | None
    channel: int = 0
    focus: tuple[float, float] = (0.5, 0.5)

    @property
    def key(self) -> Key:
        """Who the picture is."""
        return Key(self.name, "map", self.channel)

    @property
    def corner(self) -> Pair:
        """The first cell that is shown."""
        return _start(self.size[0], self.focus[0]), _start(self.size[1], self.focus[1])

    @property
    def size(self) -> Pair:
        """Rows and columns of the map; one cell where nothing is known of it."""
        return self.shape[1:] if self.shape is not None else (1, 1)

    @property
    def shown(self) -> Pair:
        """Rows and columns of the piece that is shown."""
        return min(self.size[0], LARGEST_SHOWN), min(self.size[1], LARGEST_SHOWN)


def picture(subject: Subject) -> Grid:
    """The map with its values as shares of its own range; hatched where they are not known."""
    heading = _heading(subject)
    if subject.values is None:
        foot = text("no values")
        return Grid(subject.key, _all(subject, Role.UNUSED), heading=heading, foot=foot)
    values = subject.values[subject.channel]
    (top, left), (rows, columns) = subject.corner, subject.shown
    piece = values[top : top + rows, left : left + columns].copy()
    low, high = _range(values)
    return Grid(
        subject.key,
        _all(subject, Role.INPUT if subject.layer is None else Role.OUTPUT),
        piece if max(subject.size) <= LARGEST_WITH_NUMBERS else None,
        _shares(piece, low, high),
        subject.corner,
        heading,
        _foot(subject, low, high),
    )


def not_yet(subject: Subject) -> Grid:
    """The same map before its layer has run: a picture whose shares are not known yet."""
    roles = _all(subject, Role.NOT_YET)
    return Grid(
        subject.key,
        roles,
        shares=np.full(roles.shape, np.nan),
        origin=subject.corner,
        heading=_heading(subject),
    )


def has_gaps(grid: Grid) -> bool:
    """Whether some cell of the picture has no place on the ramp."""
    return grid.shares is None or bool(np.isnan(grid.shares).any())


def _start(size: int, focus: float) -> int:
    return max(0, min(int(focus * size) - LARGEST_SHOWN // 2, size - LARGEST_SHOWN))


def _all(subject: Subject, role: Role) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full(subject.shown, role, np.uint8)


def _range(values: Array) -> tuple[float, float]:
    """The lowest and the highest finite value; NaN where there is none."""
    low, high = float(values.min()), float(values.max())
    if np.isfinite(low) and np.isfinite(high):
        return low, high
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (np.nan, np.nan)


def _shares(values: Array, low: float, high: float) -> Array:
    """From 0 to 1; NaN where the value is not finite. Halves, since a range may exceed a float."""
    known = np.where(np.isfinite(values), values, np.nan)
    width = high / 2 - low / 2
    shares = (known / 2 - low / 2) / width if width > 0 else known * 0.0
    return np.clip(shares, 0.0, 1.0)


def _heading(subject: Subject) -> Heading:
    sizes = short_words.lengths(_told(subject.shape)) if subject.shape is not None else ""
    if subject.layer is None:
        return Heading(labels.FIELDS[INPUT], sizes, _second("", subject))
    operation = short_words.operation(subject.layer)
    said = "" if str(operation) == subject.name else operation
    return Heading(words.one_line(subject.name), sizes, _second(said, subject))


def _told(shape: Shape) -> tuple[int, ...]:
    return shape if shape[0] > 1 else shape[1:]


def _second(operation: Text | str, subject: Subject) -> Text | str:
    """What the layer does, after which rows and columns are shown where not all are."""
    if subject.shown == subject.size:
        return operation
    (top, left), (rows, columns) = subject.corner, subject.shown
    window = text(
        "rows {top}–{bottom}, columns {left}–{right}",
        top=number_text.number(top),
        bottom=number_text.number(top + rows - 1),
        left=number_text.number(left),
        right=number_text.number(left + columns - 1),
    )
    return (
        text("{window}; {operation}", window=window, operation=operation) if operation else window
    )


def _foot(subject: Subject, low: float, high: float) -> Text:
    assert subject.shape is not None
    found = _range_words(low, high)
    if subject.shape[0] == 1:
        return found
    return text("channel {channel}: {range}", channel=subject.channel, range=found)


def _range_words(low: float, high: float) -> Text:
    if np.isnan(low):
        return text("no finite value")
    if low == high:
        return text("{value} everywhere", value=number_text.number(low))
    return text(
        "{lowest} to {highest}",
        lowest=number_text.number(low),
        highest=number_text.number(high),
    )
