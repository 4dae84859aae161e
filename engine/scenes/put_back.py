"""The unpool: which value landed at an output cell, and by which index, or that none did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import labels, number_text, sizes
from engine.scenes import input_map, kernels_shown, sums, telling
from engine.scenes.telling import Cell, Subject, Teller, Told
from engine.values import patterns
from engine.words import text

if TYPE_CHECKING:
    from engine.frame import Caption
    from engine.layers import MaxUnpool
    from engine.scenes.input_map import InputMap, Seen
    from engine.values.lanes import Cells
    from engine.words import Text

NONE = -1


def teller(subject: Subject, layer: MaxUnpool) -> Teller:
    """The cell whose value lies here now; most output cells have none."""
    source = input_map.of_channel(subject, subject.channel)
    landed = _landed(subject, layer)
    columns = source.tracks[1].n
    wide = subject.row.shape[2]

    def look(source: InputMap, row: int, column: int) -> Seen:
        origin = landed.item(row, column)
        if origin == NONE:
            return source.seen_nothing(row, column)
        return source.seen_cell(*divmod(origin, columns))

    def tell(cell: Cell) -> Told:
        if cell.seen.empty:
            said = text("no value was put here: {zero}", zero=number_text.number(0))
        else:
            said = _put(cell.row * wide + cell.column, cell.total)
        return Told((telling.note(subject.key(telling.NOTE), said),))

    longest = _put(landed.size - 1, sums.widest(subject.made))
    room = telling.note(subject.key(telling.NOTE), longest)
    title = _title(subject, layer)
    return Teller(lambda *_: source, tell, telling.below(title, room), look, titles=(title,))


def _title(subject: Subject, layer: MaxUnpool) -> Caption:
    whole = sizes.pool_of(layer, subject.row.sources)
    assert whole.kernel is not None
    assert whole.stride is not None
    steps = kernels_shown.size_and_steps(whole.kernel, whole.stride, (1, 1))
    return telling.title(subject.key(telling.OPERATION), labels.OPERATIONS[layer.op], steps)


def _put(index: int, value: float) -> Text:
    return text("index {index} puts {value} here", index=index, value=number_text.number(value))


def _landed(subject: Subject, layer: MaxUnpool) -> Cells:
    """For each output cell the input cell whose value it holds: of several the last; or NONE."""
    if layer.of is not None:
        places = subject.computed.indices[layer.of][subject.channel]
    else:
        assert layer.indices is not None
        places = patterns.written_out(layer.indices)[subject.channel].astype(np.int64)
    found = np.full(subject.made.size, NONE, np.int64)
    found[places.ravel()] = np.arange(places.size)
    return found.reshape(subject.made.shape)
