"""What else holds of a traced pixel: its counts along a row, and what its neighbours share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text
from engine.patches import Product
from engine.scenes import gridding_words, nets
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.scenes.sections import Lines
    from engine.scenes.traces import Trace
    from engine.words import Text

MOST_COUNTED = 15
LARGEST_TOLD = 10**6


def of(trace: Trace, lines: Lines | None) -> tuple[Text, ...]:
    """What else holds: the counts along one row, and whether neighbours share anything."""
    return (*_along(lines), *_most(trace, lines), *_kept_apart(trace), *_all_read(trace))


def _along(lines: Lines | None) -> Iterator[Text]:
    patch = None if lines is None else lines.each[-1].map.patch
    if not isinstance(patch, Product):
        return
    found = [count for count in patch.columns.weights.tolist() if count]
    if 1 < len(found) <= MOST_COUNTED:
        told = " ".join(map(number_text.number, found))
        yield text("along one axis {counts}", counts=told)


def _most(trace: Trace, lines: Lines | None) -> Iterator[Text]:
    """How the counts of both axes make the largest."""
    patch = trace.source.patch
    if lines is None or not isinstance(patch, Product) or trace.source.ends is None:
        return
    down, across = (max(one.weights.tolist()) for one in (patch.rows, patch.columns))
    if min(down, across) > 1 and down * across < LARGEST_TOLD:
        yield text(
            "most often: {down} × {across} = {count} times",
            down=number_text.number(down),
            across=number_text.number(across),
            count=number_text.number(down * across),
        )


def _kept_apart(trace: Trace) -> Iterator[Text]:
    found = nets.of(trace.report, trace.name)
    if found is None:
        return
    if found.count > 1:
        yield _separate(found)
    elif not found.neighbours_share and not found.is_point:
        yield text("neighbouring outputs share no input")


def _separate(found: nets.Nets) -> Text:
    """That the net is several: which places a pixel reads, and what its neighbours share."""
    count = gridding_words.counted(found.count)
    down, across = found.steps
    if down == across == 2:
        return text(
            "only even offsets: two nets on each axis, four in all; neighbouring outputs share no "
            "input"
        )
    if down == across:
        return text(
            "only offsets that are multiples of {step}: the net is {count} nets, and neighbouring "
            "outputs share no input",
            step=number_text.number(down),
            count=count,
        )
    if down > 1 and across > 1:
        return text(
            "only one row in {rows} and one column in {columns}: the net is {count} nets, and "
            "neighbouring outputs share no input",
            rows=number_text.number(down),
            columns=number_text.number(across),
            count=count,
        )
    if down > 1:
        return text(
            "only one row in {step}: the net is {count} nets, and outputs one below the other "
            "share no input",
            step=number_text.number(down),
            count=count,
        )
    return text(
        "only one column in {step}: the net is {count} nets, and outputs side by side share no "
        "input",
        step=number_text.number(across),
        count=count,
    )


def _all_read(trace: Trace) -> Iterator[Text]:
    inner = trace.source.inner
    if inner is not None and inner.area > 1 and trace.source.is_full:
        yield text("every pixel of the field is read")
