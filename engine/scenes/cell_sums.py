"""How the output cell of a step is made, term by term, taken from what the step shows."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import number_text
from engine.formulas import Piece, Style
from engine.frame import Key, Tone
from engine.given import Numbers
from engine.layers import (
    AdaptiveAvgPool,
    AdaptiveMaxPool,
    AvgPool,
    ConvTranspose,
    GlobalAvgPool,
    GlobalMaxPool,
    MaxPool,
    MaxUnpool,
    PixelShuffle,
    PixelUnshuffle,
    Upsample,
)
from engine.roles import Role
from engine.scenes import (
    cells_of_taps,
    input_map,
    pooled,
    real_products,
    spread_map,
    stage_sums,
    tap_sums,
    telling,
    told_stamps,
    told_trips,
    tracks,
)
from engine.scenes.sums import LEFT_OUT, MOST_WRITTEN
from engine.scenes.terms import CellSum, Term
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from engine.fields import Pair
    from engine.frame import Frame, Grid, Window
    from engine.report import Report, Row
    from engine.values.lanes import Array
    from engine.words import Text

    Flags = NDArray[np.bool_]
    Words = Text | str

NOT_REAL = (Role.PADDING, Role.UNREAD, Role.INSERTED_ZERO, Role.BORDER)
MEANS = (AvgPool, AdaptiveAvgPool, GlobalAvgPool)
LARGEST = (MaxPool, AdaptiveMaxPool, GlobalMaxPool)
COPIES = (Upsample, PixelShuffle, PixelUnshuffle, MaxUnpool)

KERNEL = "kernel"  # the stage of a kernel between two channels
# The stages of the words beside kernels between channels: what each adds, and what they make.
ENDINGS = (" sum", " total")
_STYLES = {Tone.RESULT: Style.RESULT}


class Under(NamedTuple):
    """The numbers under a window and which of them are of the padding."""

    values: Array
    padding: Flags
    weights: Array | None
    chosen: Pair | None


def of(report: Report, frame: Frame) -> CellSum | None:
    """The sum of the cell that the frame has a ring round, or what its stage or step comes to."""
    if told_stamps.shown(frame):
        return told_stamps.cell_sum(report, frame)
    if told_trips.shown(frame):
        return told_trips.cell_sum(report, frame)
    ring = next((one for one in reversed(frame.windows) if _is_ring(one)), None)
    return _of_stage(report, frame) if ring is None else _of_ring(report, frame, ring)


def _of_ring(report: Report, frame: Frame, ring: Window) -> CellSum | None:
    """What the cell is made of that the frame has a ring round."""
    row, made = report.row(ring.grid.layer), _grid(frame, ring)
    if row is None or made is None or made.values is None:
        return None
    bare = CellSum(_place(row, ring, made), remarks=tuple(_notes(frame)))
    if cells_of_taps.is_shown(frame):
        return tap_sums.of(frame, bare)
    under = _under(row, frame, ring.grid.channel)
    cell = (int(ring.rows.start), int(ring.columns.start))
    found = None if under is None else _told(row, under, made, cell, bare)
    if found is None or not found.total:
        return replace(found or bare, total=_as_shown(frame))
    return found


def _of_stage(report: Report, frame: Frame) -> CellSum | None:
    """How large the stage is that a transposed convolution has come to."""
    found = stage_sums.newest(report, frame)
    if found is None:
        return None
    row, heading = found
    return CellSum(
        heading.second,
        total=stage_sums.size(row, heading.badge),
        remarks=stage_sums.remarks(row, heading.badge),
        title=stage_sums.title(heading),
    )


def _told(row: Row, under: Under, made: Grid, cell: Pair, bare: CellSum) -> CellSum | None:
    """The sum in the manner of the operation; None where the figure's own words must do."""
    assert made.values is not None
    total = float(made.values[cell])
    padded = replace(bare, remarks=(*bare.remarks, *_padding(row, under)))
    if under.weights is not None:
        found = _products(under, _bias(row, made.key.channel), total, padded)
        several = isinstance(row.layer, ConvTranspose) and row.sources.first[0] > row.layer.groups
        # Of several channels one is shown: the figure's own words tell what the others add.
        return replace(found, total=()) if several else found
    if isinstance(row.layer, MEANS):
        place = (cell[0] + made.origin[0], cell[1] + made.origin[1])
        return _mean(under, pooled.divisor_of(row.layer, tracks.tracks(row))(*place), total, padded)
    if isinstance(row.layer, LARGEST):
        return _largest(under, total, padded)
    if isinstance(row.layer, COPIES):
        return replace(bare, total=_comes_to(number_text.EQUAL, total))
    return None


def _is_ring(window: Window) -> bool:
    return not window.fills and window.rows.count == window.columns.count == 1


def _grid(frame: Frame, window: Window) -> Grid | None:
    return next((grid for grid in frame.grids if grid.key == window.grid), None)


def _place(row: Row, ring: Window, made: Grid) -> Text:
    values = {
        "row": made.origin[0] + int(ring.rows.start),
        "column": made.origin[1] + int(ring.columns.start),
        "layer": row.name,
    }
    if row.shape[0] == 1:
        return text("row {row}, column {column} of {layer}", **values)
    return text(
        "row {row}, column {column} of {layer}, channel {channel}",
        channel=ring.grid.channel,
        **values,
    )


def _under(row: Row, frame: Frame, channel: int) -> Under | None:
    """What the one window over the layer's input lies on, if all of it is shown and small."""
    sources = [(row.name, stage) for stage in (input_map.STAGE, spread_map.SLID)]
    read = [one for one in frame.windows if one.fills and one.grid[:2] in sources]
    if len(read) != 1:
        return None
    window, grid = read[0], _grid(frame, read[0])
    shape = (int(window.rows.count), int(window.columns.count))
    if grid is None or grid.values is None or max(shape) > MOST_WRITTEN:
        return None
    if getattr(row.layer, "kernel", shape) != shape:
        return None
    y, x = (slice(int(s.start), int(s.end), s.step) for s in (window.rows, window.columns))
    padding = np.isin(grid.roles[y, x], NOT_REAL)
    weights = window.weights
    if weights is None:
        weights = _kernel(row, frame, Key(row.name, KERNEL, channel, grid.key.channel))
    return Under(grid.values[y, x], padding, weights, window.chosen)


def _kernel(row: Row, frame: Frame, key: Key) -> Array | None:
    """The weights between two channels, where the figure shows them as a grid."""
    found = next((one for one in frame.grids if one.key == key), None)
    kernel: Pair | None = getattr(row.layer, "kernel", None)
    if found is None or found.values is None or kernel is None:
        return None
    weights: Array = found.values[found.roles == Role.WINDOW].reshape(kernel)
    return weights


def _products(under: Under, bias: float | None, total: float, bare: CellSum) -> CellSum:
    """Value times weight, row by row, and the bias."""
    assert under.weights is not None
    lines, results, sums = [], [], []
    weights = under.weights.tolist()
    for values, factors, padding in zip(under.values.tolist(), weights, under.padding, strict=True):
        pairs = list(zip(values, factors, strict=True))
        lines.append(tuple(
            Term(number_text.number(value), number_text.number(factor), bool(dashed))
            for (value, factor), dashed in zip(pairs, padding, strict=True)
        ))  # fmt: skip
        sums.append(sum(value * factor for value, factor in pairs))
        results.append(f"{number_text.equals(pairs, sums[-1])} {number_text.number(sums[-1])}")
    terms = [*sums, *([] if bias is None else [bias])]
    sign = number_text.equals([(term,) for term in terms], total)
    added = _joined(number_text.number(one) for one in sums)
    if bias is not None:
        added = (*added, Piece(f" + {number_text.number(bias)} "), Piece(text("(bias)")))
    return replace(
        bare,
        terms=tuple(lines),
        row_results=tuple(results),
        total=(*added, *_comes_to(sign, total)),
    )


def _mean(under: Under, divisor: int, total: float, bare: CellSum) -> CellSum:
    """The sum of each row, and of these the mean; what does not count is left out."""
    lines = tuple(
        tuple(
            Term(_value(value), on_padding=bool(dashed))
            for value, dashed in zip(*both, strict=True)
        )
        for both in zip(under.values.tolist(), under.padding, strict=True)
    )
    counted = [[value for value in row if not math.isnan(value)] for row in under.values.tolist()]
    results = tuple(
        f"{number_text.equals([(one,) for one in row], sum(row))} {number_text.number(sum(row))}"
        for row in counted
    )
    sign = number_text.equals([(sum(row),) for row in counted], total, divisor)
    sums = _joined(number_text.number(sum(row)) for row in counted)
    whole = (Piece("("), *sums, Piece(f") / {number_text.number(divisor)}"))
    return replace(bare, terms=lines, row_results=results, total=(*whole, *_comes_to(sign, total)))


def _largest(under: Under, total: float, bare: CellSum) -> CellSum:
    lines = tuple(
        tuple(
            Term(_value(value), "", bool(under.padding[y, x]), (y, x) == under.chosen)
            for x, value in enumerate(values)
        )
        for y, values in enumerate(under.values.tolist())
    )
    largest = Piece(text("largest"))
    return replace(bare, terms=lines, total=(largest, *_comes_to(number_text.EQUAL, total)))


def _bias(row: Row, channel: int) -> float | None:
    """What is added besides; None where nothing is."""
    bias = getattr(row.layer, "bias", False)
    if isinstance(bias, Numbers):
        return float(bias.flat()[channel])
    return 0.0 if bias else None


def _value(value: float) -> str:
    return LEFT_OUT if math.isnan(value) else number_text.number(value)


def _joined(numbers: Iterable[str]) -> tuple[Piece, ...]:
    return (Piece(" + ".join(numbers)),)


def _comes_to(sign: str, total: float) -> tuple[Piece, ...]:
    return Piece(f" {sign} "), Piece(number_text.number(total), Style.RESULT)


def _as_shown(frame: Frame) -> tuple[Piece, ...]:
    """The sum as the figure writes it, on one line; of several channels, what each adds."""
    sums = [one for one in frame.captions if _is_sum(one.slot.stage)]
    several = [one for one in sums if one.slot.stage == real_products.PARTS]
    parts = [
        part
        for caption in several or sums
        for line in caption.lines
        for part in line
        if part.content != ""
    ]
    found = [Piece(part.content, _STYLES.get(part.tone, Style.PLAIN)) for part in parts]
    return tuple(piece for one in found for piece in (one, Piece(" ")))


def _is_sum(stage: str) -> bool:
    return stage == telling.SUM or stage.endswith(ENDINGS)


def _notes(frame: Frame) -> Iterator[Words]:
    """What the figure says of the cell in words."""
    for caption in frame.captions:
        if caption.slot.stage == telling.NOTE:
            yield from (part.content for line in caption.lines for part in line)


def _padding(row: Row, under: Under) -> Iterator[Words]:
    """What the dashed terms stand for, where there are any."""
    if not under.padding.any():
        return
    held = input_map.held_by(row)
    if isinstance(row.layer, ConvTranspose):
        yield text("dashed: zeros, inserted and of the border")
    elif held.mode != "zeros":
        yield text("dashed: padding, copied from the map")
    elif math.isnan(held.value):
        yield text("dashed: padding, does not count")
    elif math.isinf(held.value):
        yield text("dashed: padding, never the largest")
    else:
        yield text("dashed: padding, counts as 0")
