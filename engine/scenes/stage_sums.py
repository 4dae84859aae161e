"""How large each stage of a transposed convolution is, in numbers, for the panel of formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import number_text, uncovering
from engine.formulas import Piece, Style
from engine.layers import ConvTranspose
from engine.remedies import AXIS_NAMES
from engine.scenes import spread_map
from engine.words import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.frame import Frame, Heading
    from engine.report import Report, Row
    from engine.scenes.spread_map import Axis
    from engine.words import Text

    Words = Text | str

LAST = 5


def newest(report: Report, frame: Frame) -> tuple[Row, Heading] | None:
    """The layer and the title of the stage that the frame has come to."""
    found = [
        (grid.heading.badge, grid.key.layer, grid.heading)
        for grid in frame.grids
        if grid.heading is not None and grid.heading.badge
    ]
    if not found:
        return None
    _, layer, heading = max(found, key=lambda one: one[0])
    row = report.row(layer)
    return None if row is None or not isinstance(row.layer, ConvTranspose) else (row, heading)


def title(heading: Heading) -> Text:
    """Which stage it is."""
    return text("Stage {number} of {last}: {name}",
                number=heading.badge, last=LAST, name=heading.name)  # fmt: skip


def size(row: Row, badge: int) -> tuple[Piece, ...]:
    """How many rows and columns the stage has, and how that comes."""
    if badge not in _SIZES:
        return ()
    told = [_SIZES[badge](axis) for axis in spread_map.axes(row)]
    if told[0] == told[1]:
        return _pieces(*told[0])
    found: list[Piece] = []
    for name, one in zip(AXIS_NAMES, told, strict=True):
        found += [Piece("  ")] if found else []
        found += [Piece(name), Piece(" "), *_pieces(*one)]
    return tuple(found)


def remarks(row: Row, badge: int) -> tuple[Words, ...]:
    """What else is to be said of the stage."""
    layer = row.layer
    assert isinstance(layer, ConvTranspose)
    if badge == 3:
        sides = [_sides(axis) for axis in spread_map.axes(row)]
        effect = uncovering.brings(layer)
        return (*_each_axis(sides[0], sides[1]), *([] if effect is None else [effect]))
    if badge == 4:
        rows, columns = layer.kernel
        flip = f"w′[i, j] = w[{rows - 1} − i, {columns - 1} − j]"
        swap = "w′[out, in] = w[in, out]"
        return (flip, swap) if row.sources.first[0] > 1 or row.shape[0] > 1 else (flip,)
    return ()


def _pieces(numbers: str, result: int) -> tuple[Piece, ...]:
    shown = Piece(number_text.number(result), Style.RESULT)
    return (Piece(f"{numbers} = "), shown) if numbers else (shown,)


def _read(axis: Axis) -> tuple[str, int]:
    return "", axis.n


def _inserted(axis: Axis) -> tuple[str, int]:
    return f"({axis.n} − 1)·{axis.stride} + 1", axis.inserted


def _bordered(axis: Axis) -> tuple[str, int]:
    ends = "".join(f" − {-end}" if end < 0 else f" + {end}" for end in (axis.before, axis.after))
    return f"{axis.inserted}{ends}", axis.track.length


def _sides(axis: Axis) -> Text:
    reach = axis.dilation * (axis.kernel - 1)
    before, after = reach - axis.before, reach + axis.extra - axis.after
    first = f"{axis.dilation}·({axis.kernel} − 1)"
    more = f" + {axis.extra}" if axis.extra else ""
    return text(
        "before {before}, after {after}",
        before=f"{first} − {before} = {number_text.number(axis.before)}",
        after=f"{first} − {after}{more} = {number_text.number(axis.after)}",
    )


def _each_axis(rows: Text, columns: Text) -> tuple[Text, ...]:
    if rows == columns:
        return (rows,)
    return tuple(
        text("{axis}: {said}", axis=name, said=one)
        for name, one in zip(AXIS_NAMES, (rows, columns), strict=True)
    )


_SIZES: dict[int, Callable[[Axis], tuple[str, int]]] = {1: _read, 2: _inserted, 3: _bordered}
