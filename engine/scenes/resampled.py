"""Up-sampling and the two pixel shuffles: which cell is copied, or which are mixed and how."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import labels, number_text
from engine.scenes import input_map, short_words, sums, telling
from engine.scenes.sums import Sum
from engine.scenes.telling import Cell, Subject, Teller, Told
from engine.scenes.tracks import Mixed
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frame import Caption
    from engine.layers import PixelShuffle, PixelUnshuffle, Upsample
    from engine.scenes.input_map import InputMap
    from engine.scenes.tracks import Track
    from engine.values.lanes import Array
    from engine.words import Text

DEEP = 0.88  # as many decimals as are shown


def upsampled(subject: Subject, layer: Upsample) -> Teller:
    """Nearest copies one cell, bilinear mixes up to four."""
    source = input_map.of_channel(subject, subject.channel)
    rest = short_words.operation(layer)
    title = telling.title(subject.key(telling.OPERATION), labels.OPERATIONS[layer.op], rest)
    if layer.mode == "bilinear":
        return _mixing(subject, source, title)
    return _copying(subject, lambda *_: source, title)


def shuffled(subject: Subject, layer: PixelShuffle) -> Teller:
    """The channel that is read changes with the place in each block of the output."""
    factor = layer.factor
    first = subject.channel * factor**2

    @lru_cache(maxsize=factor**2)
    def of_place(place: int) -> InputMap:
        return input_map.of_channel(subject, first + place, stays=first)

    def source(row: int, column: int) -> InputMap:
        return of_place(row % factor * factor + column % factor)

    def said(cell: Cell) -> Text:
        channel = first + cell.row % factor * factor + cell.column % factor
        row, column = cell.row // factor, cell.column // factor
        return _copied_from(channel, row, column)

    rows, columns = (side // factor - 1 for side in subject.made.shape)
    last = _copied_from(first + factor**2 - 1, rows, columns)
    return _plain(subject, source, _titled(subject, layer), said, last)


def unshuffled(subject: Subject, layer: PixelUnshuffle) -> Teller:
    """Of every block the cell at one place, which is the channel's own."""
    factor = layer.factor
    source = input_map.of_channel(subject, subject.channel // factor**2)
    place = divmod(subject.channel % factor**2, factor)

    def said(row: int, column: int) -> Text:
        return _copied(row * factor + place[0], column * factor + place[1])

    def tell(cell: Cell) -> Told:
        return Told((_noted(subject, said(cell.row, cell.column)),), chosen=place)

    rows, columns = subject.made.shape
    room = _noted(subject, said(rows - 1, columns - 1))
    title = _titled(subject, layer)
    return Teller(lambda *_: source, tell, telling.below(title, room), titles=(title,))


def _titled(subject: Subject, layer: PixelShuffle | PixelUnshuffle) -> Caption:
    rest = text("factor {factor}", factor=number_text.number(layer.factor))
    return telling.title(subject.key(telling.OPERATION), labels.OPERATIONS[layer.op], rest)


def _noted(subject: Subject, words: Text) -> Caption:
    return telling.note(subject.key(telling.NOTE), words)


def _copied(row: int, column: int) -> Text:
    return text("copies row {row}, column {column}", row=row, column=column)


def _copied_from(channel: int, row: int, column: int) -> Text:
    return text(
        "copies row {row}, column {column} of channel {channel}",
        row=row,
        column=column,
        channel=channel,
    )


def _copying(subject: Subject, source: Callable[[int, int], InputMap], title: Caption) -> Teller:
    down, across = source(0, 0).tracks

    def said(cell: Cell) -> Text:
        return _copied(down.reader.span(cell.row)[0], across.reader.span(cell.column)[0])

    return _plain(subject, source, title, said, _copied(down.n - 1, across.n - 1))


def _plain(
    subject: Subject,
    source: Callable[[int, int], InputMap],
    title: Caption,
    said: Callable[[Cell], Text],
    longest: Text,
) -> Teller:
    """A cell that is copied as it is, and the words that say from where."""

    def tell(cell: Cell) -> Told:
        return Told((_noted(subject, said(cell)),))

    return Teller(source, tell, telling.below(title, _noted(subject, longest)), titles=(title,))


def _mixing(subject: Subject, source: InputMap, title: Caption) -> Teller:
    down, across = source.tracks
    how = Sum(subject.key(telling.SUM), (down.longest, across.longest))

    def tell(cell: Cell) -> Told:
        (row, rows), (column, columns) = _mix(down, cell.row), _mix(across, cell.column)
        weights = np.multiply.outer(rows, columns)
        told = sums.products(how, cell.numbers(), weights.tolist(), cell.total)
        return Told((_noted(subject, _at(row, column)), told), weights)

    sample = sums.products(
        how,
        np.full(how.shape, source.widest),
        np.full(how.shape, DEEP).tolist(),
        sums.widest(subject.made),
    )
    room = _noted(subject, _at(_widest_place(down.n), _widest_place(across.n)))
    return Teller(lambda *_: source, tell, telling.below(title, room, sample), titles=(title,))


def _at(row: float, column: float) -> Text:
    return text(
        "reads at row {row}, column {column}",
        row=number_text.number(row),
        column=number_text.number(column),
    )


def _widest_place(n: int) -> float:
    return float("8" * len(str(n - 1))) + DEEP


@lru_cache(maxsize=4096)
def _mix(track: Track, o: int) -> tuple[float, Array]:
    """Where output o lies among the cells, and the shares of the one or two that it mixes."""
    assert isinstance(track.reader, Mixed)
    near, count, share = track.reader.shares(o)
    return near + share, np.array([1 - share, share] if count == 2 else [1.0])
