"""What is said of how a stack uses its input: the finding, the layers, and reasons it can prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import coverage, number_text, runs, words
from engine.frame import Headline
from engine.patches import Product
from engine.scenes import path_maps, path_ramp, short_words
from engine.taps import Windows
from engine.words import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.flows import Weights
    from engine.report import Report, Row
    from engine.scenes.path_maps import PathMap
    from engine.words import Text

    Line = tuple[str, Text | str, str]

MOST_LAYERS = 8
# Of a longer pattern nobody sees the period.
LONGEST_PERIOD = 8


def headline(one: PathMap, name: str) -> Headline:
    """How many pixels are never used, or how unequally all are."""
    rest = text("paths from each input pixel into the whole output of {layer}", layer=name)
    everything = one.size[0] * one.size[1]
    if one.used < everything:
        unused = everything - one.used
        finding = plural(
            "{number} of {all} input pixels is never used",
            "{number} of {all} input pixels are never used",
            unused,
            number=number_text.number(unused),
            all=number_text.number(everything),
        )
        return Headline(finding, rest)
    assert one.ends is not None
    low, high = one.ends
    if low == high:
        return Headline(text("every input pixel is used equally often"), rest)
    told = text(
        "every input pixel is used, {low} to {high} times",
        low=path_ramp.written(low),
        high=path_ramp.written(high),
    )
    return Headline(told, rest)


def layers(report: Report, shown: Row) -> list[Line]:
    """The layers that make the map: number, what each does, and what becomes of the size."""
    feeding = path_maps.feeding(report, shown.name)
    lines = [
        (words.one_line(row.name), short_words.operation(row.layer), _sizes(row))
        for row in report.rows
        if row.name in feeding
    ]
    if len(lines) <= MOST_LAYERS:
        return lines
    return [*lines[: MOST_LAYERS - 2], ("…", "", ""), lines[-1]]


def reasons(report: Report, shown: Row, one: PathMap) -> list[Text]:
    """Why pixels are left out, or used unequally; what is not certain is not said."""
    found = list(_skipped(report, shown))
    feeding = path_maps.feeding(report, shown.name)
    found += [_far_edge(row) for row in report.rows if row.name in feeding and any(row.unread)]
    if isinstance(one.patch, Product):
        found += _uneven(one.patch.rows.weights, one.patch.columns.weights)
    return found


def _far_edge(row: Row) -> Text:
    """Rows and columns at the end for which there is no window any more."""
    rows = plural("last row", "last {count} rows", row.unread[0])
    columns = plural("last column", "last {count} columns", row.unread[1])
    told = [part for part, count in zip((rows, columns), row.unread, strict=True) if count]
    return text(
        "{layer}: {cells} of what it reads: never read",
        layer=words.one_line(row.name),
        cells=words.listing(told, "and"),
    )


def _sizes(row: Row) -> str:
    """`64 → 21`, or both sides where rows and columns differ."""
    before, after = row.sources.size, row.shape[1:]
    told = [
        number_text.number(size[0]) if size[0] == size[1] else short_words.lengths(size)
        for size in (before, after)
    ]
    return " → ".join(told)


def _skipped(report: Report, shown: Row) -> Iterator[Text]:
    """Layers of a chain whose windows, laid side by side, leave some rows or columns out."""
    chain = runs.chain(report)
    names = [row.name for row in chain]
    if shown.name not in names:
        return
    for row in chain[: names.index(shown.name) + 1]:
        gaps = [_left_out(reading) for reading in row.readings if isinstance(reading, Windows)]
        if len(gaps) < 2 or not any(gaps):
            continue
        yield from _why(row, gaps)


def _left_out(reading: Windows) -> int:
    """How many of each stride's cells no tap of any window reads."""
    taps = coverage.of([reading.kernel], [reading.dilation])
    return int(reading.stride * (1 - taps.live_share(reading.stride)))


def _why(row: Row, gaps: list[int]) -> Iterator[Text]:
    reading = next(one for one, gap in zip(row.readings, gaps, strict=True) if gap)
    assert isinstance(reading, Windows)
    cells = text("rows and columns")
    if not all(gaps):
        cells = text("rows") if gaps[0] else text("columns")
    if reading.dilation == 1:
        yield text(
            "{layer}: stride {stride} is larger than kernel {kernel}:",
            layer=row.name, stride=reading.stride, kernel=reading.kernel,
        )  # fmt: skip
    else:
        yield text(
            "{layer}: dilation {dilation} and stride {stride} share a factor:",
            layer=row.name, dilation=reading.dilation, stride=reading.stride,
        )  # fmt: skip
    yield plural(
        "{count} of every {stride} {cells} is skipped,",
        "{count} of every {stride} {cells} are skipped,",
        max(gaps), stride=reading.stride, cells=cells,
    )  # fmt: skip
    yield text("and no later layer can bring them back")


def _uneven(rows: Weights, columns: Weights) -> list[Text]:
    """What the middle repeats, or that the border has fewest; nothing where neither is so."""
    found = [_repeats(rows), _repeats(columns)]
    if found[0] and found[0] == found[1]:
        times = short_words.joined([path_ramp.written(value) for value in found[0]])
        return [
            text("away from the border, counts repeat"),
            text(
                "every {count} rows and columns: {counts}",
                count=number_text.number(len(found[0])),
                counts=times,
            ),
        ]
    if not rows.all() or not columns.all():
        return []
    ends = [(axis[0], axis[len(axis) // 2], axis[-1]) for axis in (rows.tolist(), columns.tolist())]
    if all(first < middle > last for first, middle, last in ends):
        (top, down, _), (left, across, _) = ends
        return [
            text("fewest at the border, which fewer windows reach:"),
            text(
                "{corner} in the first corner, {middle} in the middle",
                corner=path_ramp.written(top * left),
                middle=path_ramp.written(down * across),
            ),
        ]
    return []


def _repeats(weights: Weights) -> tuple[int | float, ...]:
    """One period of what the middle half repeats, from its smallest count on; () if it is even."""
    middle: NDArray[np.generic] = weights[len(weights) // 4 : len(weights) - len(weights) // 4]
    if not middle.all():
        return ()
    for period in range(2, min(LONGEST_PERIOD, len(middle) // 2) + 1):
        if (middle[:-period] == middle[period:]).all() and (middle[1:] != middle[:-1]).any():
            turn = middle[:period].tolist()
            first = min(range(period), key=lambda at: turn[at:] + turn[:at])
            return tuple(turn[first:] + turn[:first])
    return ()
