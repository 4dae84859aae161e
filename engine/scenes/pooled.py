"""Pools: which cell of a window wins, or what its mean is and by how much it is divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import labels
from engine.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    GlobalAvgPool,
    GlobalMaxPool,
    MaxPool,
)
from engine.scenes import input_map, kernels_shown, short_words, sums, telling
from engine.scenes.sums import Sum
from engine.scenes.telling import Cell, Subject, Teller, Told
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.fields import Pair
    from engine.frame import Caption
    from engine.scenes.input_map import InputMap
    from engine.scenes.tracks import Track
    from engine.words import Text

    Sliding = MaxPool | AvgPool
    Pooling = Sliding | AdaptiveMaxPool | AdaptiveAvgPool | GlobalMaxPool | GlobalAvgPool
    Place = tuple[int, int]


def teller(subject: Subject, layer: Pooling) -> Teller:
    """The pool's title, a line for each cell, and the cells of the window in its rows."""
    source = input_map.of_channel(subject, subject.channel)
    largest = isinstance(layer, (MaxPool, AdaptiveMaxPool, GlobalMaxPool))
    make = _largest if largest else _mean
    tell, samples = make(subject, layer, source)
    title = _title(subject, layer, source)
    return Teller(lambda *_: source, tell, telling.below(title, *samples), titles=(title,))


def _title(subject: Subject, layer: Pooling, source: InputMap) -> Caption:
    key, name = subject.key(telling.OPERATION), labels.OPERATIONS[layer.op]
    if isinstance(layer, (AdaptiveMaxPool, AdaptiveAvgPool)):
        return telling.title(
            key, name, text("to {size}", size=short_words.lengths(subject.made.shape))
        )
    if isinstance(layer, (GlobalMaxPool, GlobalAvgPool)):
        return telling.title(key, name, short_words.lengths(_longest(source)))
    dilation = layer.dilation if isinstance(layer, MaxPool) else (1, 1)
    steps = kernels_shown.size_and_steps(layer.kernel, _stride(layer), dilation)
    return telling.title(key, name, steps, kernels_shown.holes(layer.kernel, dilation))


def _stride(layer: Sliding) -> Pair:
    return layer.stride


def _longest(source: InputMap) -> Pair:
    return source.tracks[0].longest, source.tracks[1].longest


def _largest(
    subject: Subject, _: Pooling, source: InputMap
) -> tuple[Callable[[Cell], Told], tuple[Caption, ...]]:
    how = Sum(subject.key(telling.SUM), _longest(source))
    indices = subject.computed.indices.get(subject.row.name)
    places = None if indices is None else indices[subject.channel]
    wide = source.tracks[1].n

    def tell(cell: Cell) -> Told:
        numbers = cell.numbers()
        if places is None:
            winner = _first_largest(numbers)
        else:
            winner = _tap_at(cell, *divmod(places.item(cell.row, cell.column), wide))
        row, column = _cell_at(cell, winner)
        said = _winner(row, column, wide)
        told = sums.largest(how, numbers, winner, cell.total)
        return Told((telling.note(subject.key(telling.NOTE), said), told), chosen=winner)

    sample = sums.largest(how, np.full(how.shape, source.widest), (0, 0), sums.widest(subject.made))
    last = telling.note(subject.key(telling.NOTE), _winner(source.tracks[0].n - 1, wide - 1, wide))
    return tell, (last, sample)


def _winner(row: int, column: int, wide: int) -> Text:
    return text(
        "the winner: row {row}, column {column} of the input, index {index}",
        row=row,
        column=column,
        index=row * wide + column,
    )


def _first_largest(numbers: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Place:
    return divmod(int(numbers.argmax()), numbers.shape[1])


def _tap_at(cell: Cell, row: int, column: int) -> Place:
    """Which tap of the window lies on that cell of the map."""
    down, across = (track.reader for track in cell.source.tracks)
    top, left = down.span(cell.row)[0], across.span(cell.column)[0]
    return (row - top) // down.step, (column - left) // across.step


def _cell_at(cell: Cell, tap: Place) -> Place:
    """The cell of the map on which that tap lies."""
    down, across = (track.reader for track in cell.source.tracks)
    top, left = down.span(cell.row)[0], across.span(cell.column)[0]
    return top + tap[0] * down.step, left + tap[1] * across.step


def _mean(
    subject: Subject, layer: Pooling, source: InputMap
) -> tuple[Callable[[Cell], Told], tuple[Caption, ...]]:
    how = Sum(subject.key(telling.SUM), _longest(source))
    divisor = divisor_of(layer, source.tracks)

    def tell(cell: Cell) -> Told:
        by = divisor(cell.row, cell.column)
        return Told((sums.mean(how, cell.numbers(), by, cell.total),))

    most = max(how.shape[0] * how.shape[1], divisor(0, 0))
    sample = sums.mean(
        how,
        np.full(how.shape, source.widest),
        int(sums.widest(np.array([float(most)]))),
        sums.widest(subject.made),
    )
    return tell, (sample,)


def divisor_of(layer: Pooling, tracks: tuple[Track, Track]) -> Callable[[int, int], int]:
    """What the sum of a window is divided by: how many of its cells count, unless it is told."""
    down, across = tracks
    if isinstance(layer, AvgPool) and layer.divisor_override is not None:
        told = layer.divisor_override
        return lambda *_: told
    padding_counts = isinstance(layer, AvgPool) and layer.count_include_pad
    return lambda row, column: (
        _counted(down, row, padding_counts) * _counted(across, column, padding_counts)
    )


def _counted(track: Track, o: int, padding_counts: bool) -> int:
    """How many cells of window o count: none that ceil mode alone reaches."""
    start, count = track.reader.span(o)
    rim = track.before if padding_counts else 0
    return min(start + count, track.n + rim) - max(start, -rim)
